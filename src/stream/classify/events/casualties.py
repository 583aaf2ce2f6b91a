"""Casualty figures: how many were killed, wounded, missing or displaced, as stated by whom.

A figure is what the text says, with a lower and an upper bound; nothing is added up or split. A sentence
that dates itself to an earlier year tells of another event and gives no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from msgspec import structs

from stream.classify.events import unspaced
from stream.classify.events.labels import NO_VICTIMS
from stream.classify.events.negation import is_negated
from stream.classify.events.numerals import counts_persons
from stream.classify.events.past import YEAR, is_past
from stream.classify.events.single import TAKES_NEXT, single
from stream.classify.events.tolls import HEADS, toll
from stream.classify.events.unreal import RETOLD, is_figurative, may_be_figurative, retold
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader
from stream.classify.words.quantities import Quantity, quantities
from stream.classify.words.text import fold, with_clitic, word_set
from stream.model import CasualtyKind, CasualtyLabel

_TRIGGERS: dict[CasualtyKind, str] = {
    "killed": """
        killed kills killing kill dead died dies die deaths death toll slain fatalities bodies
        drowned drowns drowning executed massacred perished fatality noyes noye ahogados ahogadas ahogado ertrunken
        zginelo zginely zginal zginela zginie zmarlo zmarla zmarl zabitych zabil zabili smiertelnych
        tewas menewaskan meninggal terbunuh tue tues tuees morts mort mortes deces tuant muertos muerto
        muertas murieron fallecieron mueren asesinados mataron mato matan matando fallecidos tote toten toter
        todesopfer getotet tot dodental opferzahl
        totet starben gestorben morti morto morte vittime uccisi ucciso uccisa uccise uccidono uccidendo mortos mortas
        morreram
        matou abatidos abatido abate abatio abaten abatieron abattus abattu погибли погиб погибших убиты
        убит убито убитых жертв загинули загинув загиблих вбито
        oldu olduruldu hayatini olu olenlerin kaybedenlerin قتل قتلى القتلى الضحايا قتلوا مقتل مصرع مصرعهم قتيلا
        قتيل استشهد شهداء شهيدا
        dode doden omgekomen gedood doodgeschoten overleden umgekommen lives leben vie vida vita leven жизни
        بحياه totete toteten doodde doodden""",
    "wounded": """
        ferita ferite rannych ranne ranni ranny rannych ranna poszkodowanych obrazenia luka terluka melukai cedera
        verletzter schwerverletzter schwerverletzte wounded injured hurt hurting injuring wounding injuries injures
        wounds blesses blesse blessees
        blessant heridos herido heridas lesionados feridas ferida hiriendo verletzte verletzten verletzt verletzte
        feriti ferito feridos ferido feriu ранены ранен раненых ранения пострадали пострадавших
        поранено поранених поранені пострадало постраждали постраждалих травмовано yaralandi yarali yaralanan
        جرحى اصيب اصيبوا اصابه جريحا مصابين مصابا جرح جرحوا gewonden gewonde gewond""",
    "missing": """
        poszukiwane poszukiwanych poszukiwani zaginionych zaginelo zaginione hilang disperso
        dispersa disperse المفقودين المفقودون
        missing unaccounted disparus disparu desaparecidos desaparecido vermisst vermisste dispersi
        desaparecidas пропали пропавших kayip مفقودين مفقودا vermist vermiste vermisten""",
    "displaced": """
        driven fuggiti fuggite sfollate ewakuowano ewakuowanych mengungsi dievakuasi
        displaced displace displaces fled flee fleeing displacing evacuated homeless
         uprooted deplaces deplacees deplace desplazados desplazadas evacues evacuees evacuados evacuadas vertrieben
        fluchteten sfollati deslocados эвакуированы беженцев نازحين نزحوا نزح""",
}
TRIGGERS: dict[str, CasualtyKind] = {
    word: kind
    for kind, words in _TRIGGERS.items()
    for written in words.split()
    for word in with_clitic(fold(written))
}

_LOST = word_set("""
    lost lose losing claim claims claimed claiming cost costs taking took ums verloren verlieren verlor kostete
    perdu perdus perdue perdent perdant perd coute perdieron perdio pierden pierde perdiendo cobro perso perdono
    اودت اودى perdeu perderam perdem om verloor verloren лишились лишился
""")
"""Words before "life" by which it is over: "claimed 12 lives", "ums Leben", "perdieron la vida"."""
_KILLING = word_set("kill kills killed killing")
_LIVES = word_set("lives leben vie vida vita leven жизни بحياه")
_DIED_BACK = word_set("""
    killed kills killing kill toll hurting hurts injuring wounding abate abatio abaten abatieron injures
    displacing displaced displace displaces tuant tue mataron mato matan
    matando hiriendo matou feriu uccidendo getotet wounded wounds injured blessant blesse قتل مقتل مصرع
    ومقتل واصيب وقتل واصابه وجرح اصيب اصابه جرح leaving deaths death died погибли погиб
    murieron fallecieron mueren starben morreram morirono
    hirio hirieron ucciso uccide uccidono totete toteten doodde doodden بحياه
    menewaskan melukai tewas zginelo zginely zginela zginal zmarlo zmarly rannych
    загинули загинув загинуло вбито поранено убиты ранены massacred executed verletzt dead
""")
_MOCK = word_set("""
    fictitious simulated mock simulating ficticios ficticias simulados fictifs fiktive учебных условных hypothetical
    simulates simulate simulated simulating simula simulan simule simulent simuliert simulierte simulierten
    gespielt gespielte
    statisten figurants figurantes extras
""")
_DRILLS = word_set("drill drills exercise exercises rehearsal")
"""With "played" in the sentence its victims are actors; alone it may have hurt somebody."""
_OPENING = 200
"""Characters of a text that tell whether it is in Chinese."""

_NEGATED = word_set("""
    no not without never keine kein niemand ningun ninguno nadie aucun aucune none nobody denied nessuno nessun
    nenhum ninguem geen niemand никто
""")
_NONE = frozenset(("нет", "немає", "нету", "yok"))
_PARTLY = word_set("""
    including among dont parmi darunter davon incluidos incluidas incluyendo incluso inclusive incluindo tra fra
    onderwie waaronder ellos ellas числе среди серед числі بينهم منهم aralarinda
""")
"""Words before a figure that is part of another: "62 people, including four children"."""

_OF, _THEM = (
    frozenset(("of", "de", "d", "von", "di", "из")),
    word_set("them whom those which ellos ellas eux elles ihnen denen loro них"),
)
"""With a figure before: "two of them", "dos de ellos"."""

_ARTICLES = frozenset(("the", "los", "las", "den", "les", "gli", "os", "as"))
_VICTIMS = word_set("""
    dead killed wounded injured victims missing muertos fallecidos heridos victimas toten verletzten morts
    blesses victimes feriti morti vittime mortos feridos vitimas
""")
"""Behind "of the" they make a figure part of another: "two of the dead"."""

_REACH_BACK, _REACH_ON = 9, 5


class Sources(NamedTuple):
    """Who may have stated a figure and where the story is: (word, actor id) in order, and a country.

    `demonyms` leads from nationalities to countries, `nation` from the name of a place in the text.
    """

    spoken_at: list[tuple[int, str]]
    home: str
    demonyms: dict[str, str]
    nation: Callable[[Hit], str]


def read_casualties(
    reader: Reader, sources: Sources, marks: list[int], day: date
) -> list[CasualtyLabel]:
    """The figures of a text, in order, the same figure once.

    `marks` are the words among which the triggers are, `day` is that of the update.
    """
    text = reader.text
    sentences: dict[int, list[int]] = {}
    for at in marks:
        if text.words[at] in TRIGGERS and not _is_idle(reader, at):
            sentences.setdefault(text.sentence(at), []).append(at)
    found: list[CasualtyLabel] = []
    for number, triggers in sentences.items():
        first = text.openings[number]
        end = text.sentence_end(first)
        words = text.words[first:end]
        if not (is_past(words, day, first > reader.body) or _is_mock(words)):
            aside = range(0) if RETOLD.isdisjoint(words) else retold(reader, first, end)
            found.extend(_in_sentence(reader, sources, first, end, triggers, aside))
    if unspaced.is_chinese(text.plain[:_OPENING]):
        found.extend(_chinese(reader, sources, day))
    return _distinct(found)


def _is_mock(words: list[str]) -> bool:
    """Whether a sentence calls its victims simulated, or has them played in a drill."""
    if not _MOCK.isdisjoint(words):
        return True
    return "played" in words and not _DRILLS.isdisjoint(words)


def _is_idle(reader: Reader, at: int) -> bool:
    """Whether a trigger tells of nobody's fate: a life that nobody loses, "kill off", "kill a bill".

    Turkish "oldu" (it happened) is folded like "öldü" (died).
    """
    text, words = reader.text, reader.text.words
    if words[at] in _LIVES:
        return _LOST.isdisjoint(words[max(0, at - 5) : at + 2])
    if words[at] == "driven":  # "driven from their homes", not to hospital
        return words[at + 1 : at + 2] not in (["from"], ["out"])
    if words[at] == "oldu":
        return text.plain[text.starts[at]] not in "öÖ"
    if may_be_figurative(words, at) and is_figurative(
        words, at, text.openings[text.sentence(at)], text.sentence_end(at)
    ):
        return True
    return words[at] in _KILLING and (
        words[at + 1 : at + 2] == ["off"] or not NO_VICTIMS.isdisjoint(words[at + 1 : at + 4])
    )


def _chinese(reader: Reader, sources: Sources, day: date) -> Iterator[CasualtyLabel]:
    text = reader.text
    for first in text.openings:
        end = text.sentence_end(first)
        start = text.starts[first]
        plain = text.plain[start : text.end(end - 1)]
        if (
            is_past(YEAR.findall(plain), day)
            or unspaced.of_other_month(plain, day.month)
            or text.field_of(first) == "located"
        ):
            continue
        for figure in unspaced.figures(plain):
            yield CasualtyLabel(
                kind=figure.kind, least=figure.least, most=figure.most,
                country=sources.home or _scene(reader, sources, first, end),
                stated_by=next((id for at, id in sources.spoken_at if first <= at < end), ""),
                evidence=[text.evidence(start + figure.start, start + figure.end, "casualties")],
            )  # fmt: skip


def _in_sentence(
    reader: Reader, sources: Sources, first: int, end: int, marks: list[int], aside: range
) -> list[CasualtyLabel]:
    """The figures of a sentence, but for those in the words `aside`, which tell of the past."""
    marks = [at for at in marks if at not in aside]
    counted = (q for q in quantities(reader, first, end) if q.first not in aside)
    told = [q for q in counted if counts_persons(reader, q, end)]
    numbers = [q for at, q in enumerate(told) if not _is_part(reader, q, first, at > 0)]
    labels: list[CasualtyLabel] = []
    headed = (
        toll(reader, marks, told, first, end)
        if any(reader.text.words[at] in HEADS for at in marks)
        else None
    )
    if headed is not None:
        head, figure = headed
        labels.append(_label(reader, sources, figure, head, first, end))
        marks = [at for at in marks if at != head]
        numbers = [q for q in numbers if q.last != figure.last]
    taken: set[int] = set()  # "two have died and nine are ill": that verb is the first number's
    for at, quantity in enumerate(numbers):
        following = numbers[at + 1].first if at + 1 < len(numbers) else end
        previous = numbers[at - 1].last if at else first
        mark = _mark(reader, quantity, marks, previous, following)
        if mark is None and at + 1 < len(numbers) and _joined(reader, quantity, numbers[at + 1]):
            behind = numbers[at + 2].first if at + 2 < len(numbers) else end
            # "two soldiers and five civilians died"
            mark = _mark(reader, numbers[at + 1], marks, quantity.last, behind)
        if mark is None or (mark < quantity.first and mark in taken):
            continue
        if mark >= quantity.last:
            taken.add(mark)
        if not (_is_of_one(reader, quantity, mark) or _is_denied(reader, mark, first, end)):
            labels.append(_label(reader, sources, quantity, mark, first, end))
    if not labels:
        labels = [
            _label(reader, sources, Quantity(at, at + 1, 1, 1), mark, first, end)
            for at, mark in single(
                reader.text.words, first, marks, lambda mark: _is_denied(reader, mark, first, end)
            )
        ]
    return labels


def _is_denied(reader: Reader, mark: int, first: int, end: int) -> bool:
    """Whether a trigger is negated before it, or behind it in Russian and its like ("пострадавших нет")."""
    words = reader.text.words
    if not _NEGATED.isdisjoint(words[max(first, mark - 3) : mark]):
        return is_negated(reader, mark, first, _NEGATED)
    return mark + 1 < end and words[mark + 1] in _NONE


def _is_of_one(reader: Reader, quantity: Quantity, mark: int) -> bool:
    """Whether a verb in the singular follows several: "the singer, who sold 30 million records, has died"."""
    words = reader.text.words
    if quantity.least == 1 or mark < quantity.last:
        return False
    return words[mark] == "dies" or (
        words[mark] in ("died", "dead") and words[mark - 1] in ("has", "is")
    )


def _is_part(reader: Reader, quantity: Quantity, first: int, behind: bool) -> bool:
    """Whether a figure is part of another: one `behind` in the sentence, or the story's ("one of the dead")."""
    words = reader.text.words
    of, article, noun = (*words[quantity.last : quantity.last + 3], "", "", "")[:3]
    if of in _OF and article in _ARTICLES and noun in _VICTIMS:
        return True
    before = words[max(first, quantity.first - 2) : quantity.first]
    return behind and ((of in _OF and article in _THEM) or not _PARTLY.isdisjoint(before))


def _mark(
    reader: Reader, quantity: Quantity, marks: list[int], previous: int, following: int
) -> int | None:
    """The trigger that a number belongs to: the first behind it, else the last before it."""
    text = reader.text
    words = text.words
    behind = [
        m
        for m in marks
        if quantity.last <= m < min(following, quantity.last + _REACH_BACK)
        and not (words[m] in TAKES_NEXT and m + 3 >= following)
    ]
    before = [
        m
        for m in marks
        if max(previous, quantity.first - _REACH_ON) <= m < quantity.first
        and (text.words[m] in _DIED_BACK or (text.words[m] == "hurt" and m + 1 == quantity.first))
        and not (m + 1 == quantity.first and "," in text.gap(quantity.first))
    ]
    if before and (not behind or quantity.first - before[-1] <= behind[0] - quantity.last):
        return before[-1]
    return behind[0] if behind else None


def _joined(reader: Reader, one: Quantity, other: Quantity) -> bool:
    """Whether "and" or a comma joins two numbers of persons that share a verb."""
    text = reader.text
    comma = any("," in text.gap(at) for at in range(one.last, other.first + 1))
    between = other.first - one.last
    return (comma and between <= 2) or (
        between <= 4
        and not reader.lexicon.coordinators.isdisjoint(text.words[one.last : other.first])
    )


def _label(
    reader: Reader, sources: Sources, quantity: Quantity, mark: int, first: int, end: int
) -> CasualtyLabel:
    text = reader.text
    a, b = min(quantity.first, mark), max(quantity.last, mark + 1)
    country = (
        _nationality(reader, sources, a, max(b, min(quantity.last + 2, end)))
        or sources.home
        or _scene(reader, sources, first, end)
    )
    return CasualtyLabel(
        kind=TRIGGERS[text.words[mark]], least=quantity.least, most=quantity.most, country=country,
        stated_by=_stated_by(reader, sources, first, end),
        evidence=[text.evidence(text.starts[a], text.end(b - 1), "casualties")],
    )  # fmt: skip


def _nationality(reader: Reader, sources: Sources, first: int, end: int) -> str:
    """The country of the first nationality among these words."""
    hits = filter(None, map(reader.covering, range(first, end)))
    return next((c for hit in hits if (c := sources.demonyms.get(hit.key))), "")


def _scene(reader: Reader, sources: Sources, first: int, end: int) -> str:
    """The country of the places where a sentence says that something happens, if it is one."""
    hits = [hit for at in range(first, end) if (hit := reader.hits.get(at)) is not None]
    locative = reader.lexicon.strong_locative
    found = {sources.nation(hit) for hit in hits if reader.preposition(hit.first) in locative}
    found.discard("")
    return found.pop() if len(found) == 1 else ""


def _stated_by(reader: Reader, sources: Sources, first: int, end: int) -> str:
    """The source cited in the sentence, else the words before or behind its verb of saying."""
    for at, actor in sources.spoken_at:
        if first <= at < end:
            return actor
    text, lexicon = reader.text, reader.lexicon
    for at in range(end - 1, first, -1):
        if text.words[at] in lexicon.says and text.words[at - 1] not in ("was", "were", "been"):
            start = at
            while start > first and at - start < 4 and "," not in text.gap(start):
                start -= 1
            if start < at:
                return " ".join(text.plain[text.starts[start] : text.end(at - 1)].split())
    return ""


def _distinct(labels: list[CasualtyLabel]) -> list[CasualtyLabel]:
    """One label for a figure, with all its words; the first that names a source gives it."""
    merged: dict[tuple[str, int, int | None], CasualtyLabel] = {}
    for label in labels:
        key = (label.kind, label.least, label.most)
        old = merged.get(key)
        if old is None:
            merged[key] = label
        else:
            merged[key] = structs.replace(
                old,
                country=old.country or label.country,
                stated_by=old.stated_by or label.stated_by,
                evidence=[*old.evidence, *label.evidence],
            )
    return list(merged.values())
