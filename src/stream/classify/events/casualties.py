"""Casualty figures: how many were killed, wounded, missing or displaced, as stated by whom.

A figure is what the text says, with a lower and an upper bound; nothing is added up or split. A sentence
that dates itself to an earlier year tells of another event and gives no figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from msgspec import structs

from stream.classify.events import unspaced
from stream.classify.events.labels import NO_VICTIMS
from stream.classify.events.numerals import counts_persons
from stream.classify.words.grammar import Reader
from stream.classify.words.quantities import Quantity, quantities
from stream.classify.words.text import fold, with_clitic, word_set
from stream.model import CasualtyKind, CasualtyLabel

_TRIGGERS: dict[CasualtyKind, str] = {
    "killed": """
        killed kills killing kill dead died dies die deaths death toll slain fatalities bodies
        executed massacred perished tue tues tuees morts mort mortes deces tuant muertos muerto
        muertas murieron fallecieron mueren asesinados mataron mato matan matando fallecidos tote toten getotet tot
        totet starben gestorben morti uccisi ucciso uccise uccidono uccidendo mortos mortas morreram
        matou abatidos abatido abate abatio abaten abatieron abattus abattu погибли погиб погибших убиты
        убит убито убитых жертв загинули загинув загиблих вбито
        oldu olduruldu hayatini olu قتل قتلى قتلوا مقتل مصرع مصرعهم قتيلا قتيل استشهد شهداء شهيدا
        doden omgekomen gedood doodgeschoten overleden umgekommen lives leben vie vida vita leven жизни""",
    "wounded": """
        wounded injured hurt hurting injuring wounding injuries injures wounds blesses blesse blessees
        blessant heridos herido heridas lesionados hiriendo verletzte verletzten verletzt verletzte
        feriti ferito feridos ferido feriu ранены ранен раненых ранения пострадали пострадавших
        поранено поранених поранені пострадало постраждали постраждалих травмовано yaralandi yarali yaralanan
        جرحى اصيب اصيبوا اصابه جريحا مصابين مصابا جرح جرحوا gewonden gewond""",
    "missing": """
        missing unaccounted disparus disparu desaparecidos desaparecido vermisst vermisste dispersi
        desaparecidas пропали пропавших kayip مفقودين مفقودا vermist vermiste vermisten""",
    "displaced": """
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
    perdeu perderam perdem om verloor verloren лишились лишился
""")
"""Words before "life" by which it is over: "claimed 12 lives", "ums Leben", "perdieron la vida"."""
_KILLING = word_set("kill kills killed killing")
_LIVES = word_set("lives leben vie vida vita leven жизни")
_DIED_BACK = word_set("""
    killed kills killing kill toll hurting hurts injuring wounding abate abatio abaten abatieron injures
    displacing displaced displace displaces tuant tue mataron mato matan
    matando hiriendo matou feriu uccidendo getotet wounded wounds injured blessant blesse قتل مقتل مصرع
    ومقتل واصيب وقتل واصابه وجرح اصيب اصابه جرح leaving deaths death died погибли погиб
    murieron fallecieron mueren starben morreram morirono
    загинули загинув загинуло вбито поранено убиты ранены massacred executed verletzt dead
""")
_TAKES_NEXT = word_set("""
    killing injuring wounding hurting displacing tuant blessant matando hiriendo uccidendo ferendo
""")
"""Participles that belong to the number behind them, never to one before: "two trucks collided, injuring five"."""

_MOCK = word_set("""
    fictitious simulated mock simulating ficticios ficticias simulados fictifs fiktive учебных условных hypothetical
""")
_PERSON = word_set("""
    man woman boy girl child teenager person cyclist pedestrian motorist driver biker motorcyclist passenger
    worker miner
    soldier officer policeman policewoman fisherman farmer student journalist reporter resident climber
    hiker swimmer diver
    tourist guard firefighter paramedic medic nurse doctor baby toddler pensioner civilian villager
    protester peacekeeper
    pilot sailor crewman skier surfer homme femme garcon fille enfant hombre mujer nino nina mann frau kind homem mulher
    uomo donna ragazzo
""")
"""Nouns that stand for one person."""

_ONE = word_set(
    "a an the one another un une una um uma ein eine einen der die das le la el o old year"
)
_FATE_WORDS = word_set("""
    killed died dies dead hurt injured wounded missing mort morte tue blesse blessee murio muere herido herida
    starb stirbt verletzt getotet morreu ferido ferida morto ferito
""")
_OWNERS = frozenset(("its", "his", "her", "their"))
_REACH_SINGLE = 12

_OPENING = 200
"""Characters of a text that tell whether it is in Chinese."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS_AGO = frozenset(
    (a, b)
    for before, behind in (
        ("last previous", "year century decade month"),
        ("year years decade decades", "ago after earlier before since"),
        ("an annee", "dernier derniere passe"), ("ano", "pasado passado"),
        ("vergangenen letzten vorigen", "jahr"), ("прошлом", "году"), ("минулого", "року"), ("gecen", "yil"),
        ("anno", "scorso"), ("العام", "الماضي"), ("vorig", "jaar"),
    )
    for a in fold(before).split() for b in fold(behind).split()
)  # fmt: skip
"""Two words that date a sentence to an earlier year."""
_YEARS = frozenset(a for a, _ in _YEARS_AGO)
_NEGATED = frozenset(
    ("no", "not", "without", "never", "keine", "ningun", "aucun", "none", "denied")
)
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

_REACH_BACK, _REACH_ON = 9, 5


class Sources(NamedTuple):
    """Who may have stated a figure and where the story is: (word, actor id) in order, and a country.

    `demonyms` leads from nationalities to countries, `nation` from the name of a place.
    """

    spoken_at: list[tuple[int, str]]
    home: str
    demonyms: dict[str, str]
    nation: Callable[[str], str]


def read_casualties(
    reader: Reader, sources: Sources, marks: list[int], year: int
) -> list[CasualtyLabel]:
    """The figures of a text, in order, the same figure once.

    `marks` are the words among which the triggers are, `year` is that of the update.
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
        if not (_is_past(words, year) or not _MOCK.isdisjoint(words)):
            found.extend(_in_sentence(reader, sources, first, end, triggers))
    if unspaced.is_chinese(text.plain[:_OPENING]):
        found.extend(_chinese(reader, sources, year))
    return _distinct(found)


def _is_idle(reader: Reader, at: int) -> bool:
    """Whether a trigger tells of nobody's fate: a life that nobody loses, "kill off", "kill a bill".

    Turkish "oldu" (it happened) is folded like "öldü" (died).
    """
    text, words = reader.text, reader.text.words
    if words[at] in _LIVES:
        return _LOST.isdisjoint(words[max(0, at - 5) : at + 2])
    if words[at] == "oldu":
        return text.plain[text.starts[at]] not in "öÖ"
    return words[at] in _KILLING and (
        words[at + 1 : at + 2] == ["off"] or not NO_VICTIMS.isdisjoint(words[at + 1 : at + 4])
    )


def _chinese(reader: Reader, sources: Sources, year: int) -> Iterator[CasualtyLabel]:
    text = reader.text
    for first in text.openings:
        end = text.sentence_end(first)
        start = text.starts[first]
        plain = text.plain[start : text.end(end - 1)]
        if _is_past(_YEAR.findall(plain), year) or text.field_of(first) == "located":
            continue
        for figure in unspaced.figures(plain):
            yield CasualtyLabel(
                kind=figure.kind, least=figure.least, most=figure.most,
                country=sources.home or _scene(reader, sources, first, end),
                stated_by=next((id for at, id in sources.spoken_at if first <= at < end), ""),
                evidence=[text.evidence(start + figure.start, start + figure.end, "casualties")],
            )  # fmt: skip


def _is_past(words: list[str], year: int) -> bool:
    """Whether a sentence names an earlier year and not this one, or says "last year", "a year after"."""
    years = [int(word) for word in words if len(word) == 4 and _YEAR.fullmatch(word)]
    passed = [one for one in years if one <= year]
    return (bool(passed) and max(passed) < year) or (
        not _YEARS.isdisjoint(words) and any(pair in _YEARS_AGO for pair in pairwise(words))
    )


def _in_sentence(
    reader: Reader, sources: Sources, first: int, end: int, marks: list[int]
) -> list[CasualtyLabel]:
    told = [q for q in quantities(reader, first, end) if counts_persons(reader, q, end)]
    numbers = [q for at, q in enumerate(told) if not (at and _is_part(reader, q, first))]
    labels: list[CasualtyLabel] = []
    for at, quantity in enumerate(numbers):
        following = numbers[at + 1].first if at + 1 < len(numbers) else end
        previous = numbers[at - 1].last if at else first
        mark = _mark(reader, quantity, marks, previous, following)
        if mark is None and at + 1 < len(numbers) and _joined(reader, quantity, numbers[at + 1]):
            behind = numbers[at + 2].first if at + 2 < len(numbers) else end
            mark = _mark(
                reader, numbers[at + 1], marks, quantity.last, behind
            )  # "two soldiers and five civilians died"
        if mark is None or _is_of_one(reader, quantity, mark):
            continue
        if not _NEGATED & set(reader.text.words[max(first, mark - 3) : mark]):
            labels.append(_label(reader, sources, quantity, mark, first, end))
    if not labels and not numbers:
        labels = [
            _label(reader, sources, Quantity(at, at + 1, 1, 1), mark, first, end)
            for at, mark in _single(reader, first, end, marks)
        ]
    return labels


def _single(reader: Reader, first: int, end: int, marks: list[int]) -> list[tuple[int, int]]:
    """One person and what befell him: "a cyclist was hurt", "Cyclist dies"; the first of a sentence without figures."""
    words = reader.text.words
    for mark in marks:
        if words[mark] in _TAKES_NEXT and (one := _victim(words, mark, first)) is not None:
            return [(one, mark)]
        if words[mark] not in _FATE_WORDS or not _NEGATED.isdisjoint(
            words[max(first, mark - 3) : mark]
        ):
            continue
        for at in range(mark - 1, max(first, mark - _REACH_SINGLE) - 1, -1):
            if words[at] in _PERSON and (
                at == first or words[at - 1] in _ONE or _described(words, at)
            ):
                return [(at, mark)]
    return []


def _victim(words: list[str], mark: int, first: int) -> int | None:
    """The one person right behind "killing": "killing its pilot", "killing a young woman"."""
    for at in range(mark + 2, min(mark + 5, len(words))):
        if words[at] in _PERSON and (words[mark + 1] in _ONE or words[mark + 1] in _OWNERS):
            return at
    return None


def _is_of_one(reader: Reader, quantity: Quantity, mark: int) -> bool:
    """Whether a verb in the singular follows several: "the singer, who sold 30 million records, has died"."""
    words = reader.text.words
    if quantity.least == 1 or mark < quantity.last:
        return False
    return words[mark] == "dies" or (
        words[mark] in ("died", "dead") and words[mark - 1] in ("has", "is")
    )


def _is_part(reader: Reader, quantity: Quantity, first: int) -> bool:
    """Whether a figure behind another is part of it."""
    words = reader.text.words
    before = words[max(first, quantity.first - 2) : quantity.first]
    of = words[quantity.last : quantity.last + 2]
    return not _PARTLY.isdisjoint(before) or (len(of) == 2 and of[0] in _OF and of[1] in _THEM)


def _described(words: list[str], at: int) -> bool:
    """Whether an article and one or two more words stand before: "a young man", "a 60-year-old man"."""
    return not _ONE.isdisjoint(words[max(0, at - 4) : at])


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
        and not (words[m] in _TAKES_NEXT and m + 3 >= following)
    ]
    before = [
        m
        for m in marks
        if max(previous, quantity.first - _REACH_ON) <= m < quantity.first
        and text.words[m] in _DIED_BACK
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
        _nationality(reader, sources, a, b) or sources.home or _scene(reader, sources, first, end)
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
    found = {sources.nation(hit.key) for hit in hits if reader.preposition(hit.first) in locative}
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
