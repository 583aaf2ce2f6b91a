"""Numbers in a report that count no persons: days of a date, parts of a time, numbers of flights, sums of money."""

from __future__ import annotations

import re

from stream.classify.words.grammar import Reader
from stream.classify.words.quantities import Quantity
from stream.classify.words.text import fold, word_set

_MONTHS = word_set("""
    january february march april may june july august september october november december jan feb mar apr jun jul
    aug sep sept oct nov dec janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    janv fevr juil enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ene abr
    ago dic januar janner februar marz juni juli oktober dezember okt dez gennaio febbraio aprile maggio giugno
    luglio settembre ottobre dicembre gen mag giu lug ott janeiro fevereiro marco maio junho julho setembro outubro
    novembro dezembro fev set out januari februari maart mei augustus mrt января февраля марта апреля мая июня июля
    августа сентября октября ноября декабря січня лютого березня квітня травня червня липня серпня вересня жовтня
    листопада грудня ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik يناير فبراير مارس
    ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر كانون شباط اذار نيسان ايار حزيران تموز ايلول تشرين
    جانفي فيفري افريل ماي جوان جويليه اوت stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia
    pazdziernika listopada grudnia januari februari mei agustus desember
""")
_OF = frozenset(("de", "of", "di", "do"))
_MODAL_MAY = word_set("have be not also still yet never well")
"""Behind "may" these make it a verb: "11 may have died"."""
_PEOPLE = word_set("""
    people persons civilians soldiers personnes personas menschen persone pessoas человек людей شخصا اشخاص kisi
    dead were killed wounded injured
""")
_DAYS = 31
_DASHES = ("-", "–", "‑")

_NUMBERED = word_set("""
    flight vol vuelo flug volo voo рейс рейса sefer highway route interstate autobahn autoroute motorway road ruta
    carretera section article articulo artikel статья number nr unit room level category categoria categorie magnitude
    magnitud magnitudine magnitude phase chapter page gate line linie ligne linea platform building block sector boeing
    airbus antonov cessna tupolev embraer airflight run terminal district ward zone camp kilometre km brigade article
    resolution division battalion
""")
"""Words whose number behind them is a name: "Flight 171", "Boeing 737", "Category 5"."""

_THE = word_set("el al del il al dal le der dem o pelo")
_CALLS = word_set("110 112 113 115 118 119 190 192 193 911 999")
"""Numbers that one calls for help; behind an article they are those who answer."""
_MONEY_BEFORE = word_set("rs usd eur gbp chf inr us a c hk nz sek nok dkk jpy cny aed")
_MONEY = word_set("""
    dollar dollars euro euros pound pounds rupee rupees lakh crore peso pesos yen yuan naira shilling shillings rand
    rouble roubles ruble rubles rubel lira liras lirasi tl dirham dirhams riyal riyals francs franken kronor kroner
    won real reais zloty hryvnia cents points point percentage seats seat votes vote sitze stimmen sieges voix escanos
    votos runs wickets goals points tore buts goles рублей рубля долларов евро гривен голосов دولار دينار ريال يورو
    ليره oy puan goller balls overs innings sets games barrels bpd mw megawatts shares bps basis
""")
"""What is counted, in money, votes, games and trade."""
_CURRENCIES = word_set("""
    dollars euros pounds rupees pesos yen yuan naira shillings rand roubles rubles rubel liras dirhams riyals francs
    kronor kroner won reais zloty hryvnia baht ringgit rupiah taka dinars birr cedi kwacha рублей долларов гривен
""")
_SIZES = word_set("""
    million millions billion billions trillion bn mn lakh crore millionen milliarden milliard milliards millones
    mil milhoes bilhoes milioni miliardi миллионов миллиардов млн млрд مليون مليار milyon milyar
""")


_NO_PERSONS = frozenset(
    fold("""
    year years old month months week weeks day days hour hours minute minutes km kilometres
    kilometers mile miles metre metres meters feet percent per cent dollars euros pounds villages
    village towns town districts houses homes buildings vehicles cars tanks drones missiles rockets
    bombs shells helicopters planes aircraft ships boats trucks times am pm gmt utc schools
    hospitals provinces countries hectares acres tonnes tons animals cattle sheep dogs attacks
    strikes ans jours heures semaines mois anos dias horas meses kilometros jahre jahren tage
    stunden monate kilometer prozent лет дней часов километров домов yil gun saat koy سنوات ايام
    ساعات january february march april june july august september october november december
    janvier mars avril mai juin septembre octobre novembre decembre enero abril mayo junio julio
    septiembre octubre noviembre diciembre anni anno giorni ore mesi года год месяца дня часа roku
    років року місяців jaar dagen uur yas yasinda дрона дронов дрон беспилотника беспилотников ракет
    veces fois mal keer раз kali razy semanas semana wochen settimane недель минут minutos minuten minuti
    casas viviendas edificios vehiculos coches autos camiones hauser gebaude fahrzeuge wagen maisons voitures
    vehicules batiments case edifici veicoli carros veiculos predios домов зданий машин автомобилей domow budynkow
    rumah bangunan kendaraan mobil huizen gebouwen hari bulan tahun ataques atentados attaques attentats angriffe
    anschlage attacchi attentati explosiones explosoes disparos tirs schusse provincias regiones ciudades villes
    stadte regions cities crashes blasts explosions fronts countries areas locations
    ракеты бпла дронів drone misiles cohetes fusiles quilos kilos fuzis armas drohnen raketen missili droni
""").split()
)
_WOUNDS = frozenset(("injuries", "wounds"))
_SUFFERED = word_set("of from with suffered sustained suffering sustaining had has have")
"""Before a number of wounds these make it one person's: "died of multiple injuries"."""
_SPANS = frozenset(("in", "during", "within", "every"))
"""Words before a number of days, raids, villages: what was counted is not the dead."""

_BRIDGES = frozenset(("in", "of", "on", "since", "than", "about"))

_AGED = word_set("""
    aged age ages at aos alter im eta edad yasinda возрасте віці leeftijd
""")
"""Words right before a number that is an age: "aged 91", "dies at 91", "aos 97 anos"."""

_AGED_OF = _OF | {"van", "von"}
_AGED_PERSONS = word_set("""
    man woman boy girl child person teenager pensioner driver cyclist hombre mujer joven nino nina chico chica varon
    anciano anciana chofer conductor motociclista
    homme femme garcon fille fillette adolescent adolescente conducteur mann frau junge madchen kind fahrer fahrerin
    rentner rentnerin jungen uomo donna ragazzo ragazza bambino bambina figlio figlia homem mulher menino menina jovem
    rapaz vrouw jongen meisje kind bestuurder fietser automobilist tiener
""")
"""Before "of" and a number they tell an age: "a man of 71", "man van 40"."""

_YEARS_OLD = word_set("year years anos ans jahre jahren anni года лет років jaar")
_AGE_VERBS = word_set("dies died dead morre morreu muere murio meurt mort stirbt starb gestorben")
_YEAR = re.compile(r"(?:19|20)\d\d")


def counts_persons(reader: Reader, quantity: Quantity, end: int) -> bool:
    """Whether a number can count persons: no unit, hour, year, age or sum of money."""
    text = reader.text
    last = quantity.last
    following = text.words[last] if last < end else ""
    behind = text.words[last + 1] if last + 1 < end else ""
    before = text.words[quantity.first - 1] if quantity.first else ""
    if (
        _counts_none(reader, quantity)
        or before in _SPANS
        or (following in _WOUNDS and before in _SUFFERED)
        or _is_age(reader, quantity, before)
        or following in _NO_PERSONS
        or (
            following.isalpha()
            and behind in _NO_PERSONS
            and following not in ("people", "were", "and")
        )
    ):
        return False
    written = text.words[last - 1]
    if _YEAR.fullmatch(written) and (
        before in _BRIDGES or following not in ("people", "civilians", "soldiers")
    ):
        return False
    sign = text.gap(quantity.first).strip()
    return not (
        sign.endswith(("$", "€", "£"))
        or text.gap(last).startswith(("%", ":", "-year"))
        or reader.hyphenated(last)
    )


def _is_age(reader: Reader, quantity: Quantity, before: str) -> bool:
    """Whether a number is an age: "aged 91", "dies at 91", "Cyclist, 34, badly hurt"."""
    text = reader.text
    if text.gap(quantity.first) == ", " and text.gap(quantity.last).startswith(","):
        written = text.words[quantity.first]
        return written.isdecimal() and quantity.last == quantity.first + 1 and len(written) < 3
    at = quantity.first
    while at and (
        text.words[at - 1].isdecimal() or text.words[at - 1] in reader.lexicon.coordinators
    ):
        at -= 1  # "aged 24, 31 and 56"
    if text.before(at) in _AGED and text.before(at) != "at" and quantity.least <= 120:
        return True
    if before in ("von", "van") and text.before(quantity.first - 1) in ("alter", "leeftijd"):
        return quantity.least <= 120  # "im Alter von 60"
    if (
        before in _AGED_OF
        and quantity.least <= 120
        and text.before(quantity.first - 1) in _AGED_PERSONS
    ):
        return True
    behind = text.words[quantity.last : quantity.last + 3]
    if len(behind) == 3 and behind[0] in reader.lexicon.coordinators and behind[1].isdecimal():
        return quantity.least <= 120 and behind[2] in _YEARS_OLD  # "34 and 51 years"
    if before not in _AGED or quantity.least > 120:
        return False
    return before != "at" or not _AGE_VERBS.isdisjoint(
        text.words[max(0, quantity.first - 4) : quantity.first]
    )


def _counts_none(reader: Reader, quantity: Quantity) -> bool:
    """Whether a number is part of a dateline, date, time, name or sum, and so no number of persons."""
    first, last = quantity.first, quantity.last
    text = reader.text
    return (
        reader.in_dateline(first)
        or _is_day(reader, quantity)
        or _is_name(reader, first)
        or _is_sum(reader, quantity)
        or _is_score(reader, quantity)
        or (text.gap(first).endswith("(") and text.gap(last).startswith(")"))  # "a man (34)"
    )


def _is_day(reader: Reader, quantity: Quantity) -> bool:
    """Whether a number is a day beside its month, or stands in a date or time in figures ("11/05", "23:05")."""
    text, first, last = reader.text, quantity.first, quantity.last
    words = text.words
    if first and (text.gap(first) in ("/", ":") and words[first - 1].isdecimal()):
        return True
    if last < len(words) and text.gap(last) == "/" and words[last].isdecimal():
        return True
    following = words[last : last + 3]
    if words[first] in _MONTHS:  # "Sept 11": French for seven
        return bool(following) and following[0].isdecimal() and text.gap(last).strip(".") == " "
    if not words[first].isdecimal() or quantity.least > _DAYS:
        return False
    if following[:1] and following[0] in _MONTHS and text.gap(last).strip(".") in ("", " ", "-"):
        return following[0] != "may" or following[1:2] == [] or following[1] not in _MODAL_MAY
    if following[1:2] and following[0] in _OF and following[1] in _MONTHS:
        return True
    if not first or words[first - 1] not in _MONTHS or text.gap(first).strip(".") != " ":
        return False
    return text.before(first - 1) == "on" or following[:1] == [] or following[0] not in _PEOPLE


def _is_score(reader: Reader, quantity: Quantity) -> bool:
    """Whether a number is half of a result, whose other half is no larger: "118-109", "6-3"."""
    text, first, last = reader.text, quantity.first, quantity.last
    words = text.words
    if (
        first
        and words[first].isdecimal()
        and text.gap(first) in _DASHES
        and words[first - 1].isdecimal()
    ):
        return True
    return (
        last < len(words) and text.gap(last) in _DASHES
        and words[last - 1].isdecimal() and words[last].isdecimal()
    )  # fmt: skip


def _is_name(reader: Reader, first: int) -> bool:
    """Whether a number belongs to the name before it, or is one: "Flight 171", "F-16", "No. 4", "según el 112"."""
    text = reader.text
    before = text.before(first)
    if before in _THE and text.words[first] in _CALLS:
        return True
    if text.gap(first) == "-" and before.isalpha():
        return True
    return text.gap(first) in (" ", ". ") and (
        before in _NUMBERED or (before == "no" and text.gap(first) == ". ")
    )


def _is_sum(reader: Reader, quantity: Quantity) -> bool:
    """Whether a number counts money, votes, goals or goods."""
    text, last = reader.text, quantity.last
    following = text.words[last : last + 2]
    if following and following[0] in _SIZES:
        following = following[1:]
    before = text.before(quantity.first)
    if any(word in _CURRENCIES for word in following):
        return True  # "500,000 Nepali rupees"
    money = before in _MONEY_BEFORE and (
        len(before) > 1 and text.gap(quantity.first).strip() in ("", ".") and before != "us"
    )
    return money or (bool(following) and following[0] in _MONEY)
