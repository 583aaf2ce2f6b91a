"""Numbers of those who came to help, and numbers that are part of another: no figures of casualties."""

from __future__ import annotations

from itertools import pairwise

from stream.classify.words.grammar import Reader
from stream.classify.words.number_words import NUMBERS
from stream.classify.words.quantities import Quantity
from stream.classify.words.text import fold, word_set

_HELPERS = word_set(
    fold("""
    rescuers rescuer firefighters firemen responders paramedics medics doctors nurses divers volunteers searchers
    specialists experts engineers troops soldiers officers police personnel workers helpers crew crews men staff
    rescatistas bomberos brigadistas medicos voluntarios buzos efectivos soldados militares policias socorristas
    bombeiros socorristas mergulhadores voluntarios medicos militares agentes
    sauveteurs pompiers secouristes plongeurs benevoles medecins gendarmes militaires soldats policiers
    helfer retter feuerwehrleute einsatzkrafte taucher soldaten sanitater rettungskrafte polizisten bergretter
    soccorritori pompieri vigili sommozzatori volontari militari soldati medici
    brandweerlieden hulpverleners duikers militairen
    спасателей спасатели спасателя пожарных военных добровольцев врачей медиков водолазов рятувальників рятувальники
    пожежників військових strazakow ratownikow zolnierzy policjantow nurkow wolontariuszy
    kurtarma ekip personel itfaiyeci asker gonullu منقذ رجل عنصر مسعف
    petugas relawan personel tentara
""")
)
"""Those who are sent where others came to harm."""
_SENT = word_set(
    fold("""
    sent sends send sending deployed deploys deploy dispatched dispatches flew flies flown mobilised mobilized
    mobilises mobilizes rushed rushes offered pledged joined
    envio envia envian enviaron desplego despliega moviliza movilizo envoie envoye envoient depeche deploye mobilise
    schickt schickte schicken entsendet entsandte enviou enviaram mobilizou invia inviato inviati stuurt stuurde
    направила направил направили отправила отправил отправили направив направила gonderdi kirim mengirim wyslala wyslal
    ارسلت ارسل
""")
)
"""Right before a number these make it one of those who came."""
_CLAUSES = word_set(
    fold("""
    after before that which where whose who when while as since in to at for fight fights fought battled search
    searched searching worked working dug despues tras que donde cuando para en apres ou pour dans nach wo zu im gegen
    apos depois onde para em dopo dove per che na nel после где который в на після де w po gdzie dla na in naar na
    waar
""")
)
"""Between helpers and a word of casualties these begin what befell others."""
_THEIR_OWN = word_set("to who in at for on fought fight worked")
"""Between helpers and "were killed" these speak of the helpers: "soldiers sent to secure a bridge were killed"."""
_REACH_BEFORE, _REACH_NOUN = 3, 3
_ACTIVE = word_set("""
    killed kills kill injured injures wounded wounds hurt hurts displaced displaces mataron mato mata matan hirio tue
    tuant matou mataram matam uccide ucciso totete toteten doodde قتل
""")
"""With a number right behind them these tell what that number suffered, by another's deed."""
PASSIVE = word_set(
    "was were been being are is be fueron fue sido ete sont wurden wird werden foram foi sono"
)
_AMONG = word_set("among amongst entre parmi unter tra fra среди серед")
_REACH_AMONG = 4
_OF = word_set("of out de von из des di dei van z")
_DEAD = word_set("""
    deaths dead fatalities victims killed injured wounded casualties muertos fallecidos heridos victimas morts blesses
    victimes toten todesopfer verletzten morti vittime feriti mortos feridos погибших пострадавших раненых doden
    gewonden
""")
_ARTICLES = word_set("the of den der los las les dei gli os as de")


def is_sent(reader: Reader, quantity: Quantity, mark: int, first: int) -> bool:
    """Whether a number counts helpers, and the word of casualties at `mark` speaks of others.

    "Sent 40 rescuers" counts none at all, "200 troops searched for those killed" neither; "12 soldiers were killed"
    does.
    """
    words = reader.text.words
    before = words[max(first, quantity.first - _REACH_BEFORE) : quantity.first]
    if not _SENT.isdisjoint(before):
        return True
    if mark < quantity.last:
        return False
    noun = words[quantity.last : min(quantity.last + _REACH_NOUN, mark)]
    between = words[quantity.last : mark]
    others = _CLAUSES.intersection(between)
    if others <= _THEIR_OWN and words[mark - 1] in PASSIVE:
        return False
    return bool(others) and not _HELPERS.isdisjoint(noun)


def takes_next(reader: Reader, quantity: Quantity, mark: int, following: int) -> bool:
    """Whether a verb takes the number right behind it, not the one before: "40 men after a quake killed 32"."""
    words = reader.text.words
    return (
        words[mark] in _ACTIVE
        and following == mark + 1
        and quantity.last < mark
        and words[mark - 1] not in PASSIVE
        and reader.text.gap(following) == " "
    )


def is_among(reader: Reader, quantity: Quantity) -> bool:
    """Whether a number is part of one that follows: "two aid workers among five killed"."""
    words = reader.text.words
    behind = words[quantity.last : quantity.last + _REACH_AMONG]
    at = next((at for at, word in enumerate(behind) if word in _AMONG), -1)
    if at < 1 or reader.text.gap(quantity.last + at) != " ":
        return False
    return any(
        word.isdecimal() or word in NUMBERS
        for word in words[quantity.last + at + 1 : quantity.last + at + 3]
    )


def wholes(words: list[str], told: list[Quantity]) -> set[int]:
    """The first words of numbers that are not what befell somebody, of two with "of" between.

    Eight in "two of the eight climbers died", but two in "two of the eight deaths".
    """
    found: set[int] = set()
    for part, whole in pairwise(told):
        between = words[part.last : whole.first]
        exact = part.most is not None and bool(between)
        if exact and between[0] in _OF and all(word in _ARTICLES for word in between[1:]):
            noun = words[whole.last : whole.last + _REACH_NOUN]
            verb = next((n for n, word in enumerate(noun) if word in PASSIVE), len(noun))
            counted = not _DEAD.isdisjoint(noun[:verb])  # "one of several gunmen was killed"
            found.add(part.first if counted else whole.first)
    return found


def parted(reader: Reader, first: int, last: int) -> bool:
    """Whether a semicolon parts two words."""
    text = reader.text
    return ";" in text.plain[text.starts[first - 1] : text.starts[last]]
