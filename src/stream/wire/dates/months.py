"""Month names in the languages of agencies, full and short, as CLDR and the agencies spell them.

A name that is two months in two languages (`lis` is November in Polish, October in Croatian) is in
neither: a date that can't be read is better than one a month off.
"""

from __future__ import annotations

import unicodedata

_NAMES = (
    # en
    (
        "january/jan february/feb march/mar april/apr may june/jun "
        "july/jul august/aug september/sep/sept october/oct november/nov december/dec"
    ),
    # de
    (
        "januar/jänner/jaenner/jän februar/feber/feb märz/maerz/mär/mrz/mae april mai juni "
        "juli august september oktober/okt november dezember/dez"
    ),
    # fr
    (
        "janvier/janv février/fevrier/févr/fevr/fév/fev mars avril/avr mai juin "
        "juillet/juil août/aout/aoû/aou septembre/sept octobre/oct novembre/nov décembre/decembre/déc/dec"
    ),
    # es
    (
        "enero/ene febrero/feb marzo abril/abr mayo junio "
        "julio agosto/ago septiembre/setiembre/set octubre noviembre diciembre/dic"
    ),
    # it
    (
        "gennaio/gen febbraio marzo aprile maggio/mag giugno/giu "
        "luglio/lug agosto settembre/sett ottobre/ott novembre dicembre"
    ),
    # pt
    (
        "janeiro fevereiro março/marco abril maio junho "
        "julho agosto setembro outubro/out novembro dezembro"
    ),
    # nl
    ("januari februari maart/mrt april mei juni juli augustus september oktober november december"),
    # sv
    ("januari februari mars april maj juni juli augusti september oktober november december"),
    # da
    ("januar februar marts april maj juni juli august september oktober november december"),
    # nb
    ("januar februar mars april mai juni juli august september oktober november desember/des"),
    # fi
    (
        "tammikuuta/tammi helmikuuta/helmi maaliskuuta/maalis huhtikuuta/huhti toukokuuta/touko kesäkuuta/kesä "
        "heinäkuuta/heinä elokuuta/elo syyskuuta/syys lokakuuta/loka marraskuuta/marras joulukuuta/joulu"
    ),
    # pl
    (
        "stycznia/sty lutego/lut marca kwietnia/kwi maja czerwca/cze "
        "lipca/lip sierpnia/sie września/wrz października/paź/paz - grudnia/gru"
    ),
    # cs
    (
        "ledna/led února/úno března/bře dubna/dub května/kvě června/čvn "
        "července/čvc srpna září/zář října/říj - prosince/pro"
    ),
    # hu
    (
        "január/jan február március/márc április/ápr május/máj június/jún "
        "július/júl augusztus szeptember/szept október november december"
    ),
    # ro
    (
        "ianuarie/ian februarie martie aprilie mai iunie/iun "
        "iulie/iul august septembrie octombrie noiembrie/noi decembrie"
    ),
    # tr
    (
        "ocak/oca şubat/şub mart nisan/nis mayıs haziran/haz "
        "temmuz/tem ağustos/ağu eylül/eyl ekim/eki kasım/kas aralık/ara"
    ),
    # id
    ("januari februari maret april mei juni juli agustus/agt september oktober november desember"),
    # el
    (
        "ιανουαρίου/ιαν φεβρουαρίου/φεβ μαρτίου/μαρ απριλίου/απρ μαΐου/μαϊ ιουνίου/ιουν "
        "ιουλίου/ιουλ αυγούστου/αυγ σεπτεμβρίου/σεπ οκτωβρίου/οκτ νοεμβρίου/νοε δεκεμβρίου/δεκ"
    ),
    # ru
    (
        "января/янв февраля/фев/февр марта/мар апреля/апр мая/май июня/июн "
        "июля/июл августа/авг сентября/сен/сент октября/окт ноября/ноя/нояб декабря/дек"
    ),
    # uk
    (
        "січня/січ лютого/лют березня/бер квітня/кві травня/тра червня/чер "
        "липня/лип серпня/сер вересня/вер жовтня/жов листопада грудня/гру"
    ),
    # hr
    (
        "siječnja/sij veljače/velj ožujka/ožu travnja/tra svibnja/svi lipnja/lip "
        "srpnja/srp kolovoza/kol rujna/ruj - studenoga/stu prosinca"
    ),
    # sk
    ("januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra"),
    # sr
    (
        "јануара/јан фебруара/феб марта/мар априла/апр маја/мај јуна/јун "
        "јула/јул августа септембра октобра новембра децембра"
    ),
    # bg
    ("януари февруари март април май юни юли август септември октомври ноември декември"),
    # lt
    (
        "sausio vasario kovo balandžio gegužės birželio "
        "liepos rugpjūčio rugsėjo spalio lapkričio gruodžio"
    ),
    # lv
    (
        "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris"
    ),
    # et
    ("jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember"),
    # ca
    ("gener febrer març abril maig juny juliol agost setembre octubre novembre desembre"),
    # he
    (
        "ינואר/בינואר פברואר/בפברואר מרץ/במרץ אפריל/באפריל מאי/במאי יוני/ביוני "
        "יולי/ביולי אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר"
    ),
    # fa
    ("ژانویه فوریه مارس آوریل مه/می ژوئن ژوئیه/جولای اوت سپتامبر اکتبر نوامبر دسامبر"),
    # ar in the Levant; months of two words are left out
    ("- شباط آذار نيسان أيار حزيران تموز آب أيلول - - -"),
    # ar in the Maghreb
    ("جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر"),
    # ar
    ("يناير فبراير مارس أبريل/ابريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
)
"""January to December, a language on each pair of lines; `-` is a month that is left out."""


def month_of(word: str) -> int | None:
    """The month (1 to 12) that a word names, in any case, with or without a stop; else None."""
    return MONTHS.get(folded(word))


def folded(word: str) -> str:
    """A word without case, accents and stops: headers come in capitals and in ASCII."""
    plain = unicodedata.normalize("NFKD", word.strip(".").replace("İ", "I").lower())
    return "".join([c for c in plain if not unicodedata.combining(c)]).replace("ı", "i")


def _table() -> dict[str, int]:
    months: dict[str, set[int]] = {}
    for year in _NAMES:
        for month, names in enumerate(year.split(), start=1):
            for name in names.split("/"):
                months.setdefault(folded(name), set()).add(month)
    del months["-"]
    return {name: found.pop() for name, found in months.items() if len(found) == 1}


MONTHS = _table()
"""Months 1 to 12 by folded name."""
