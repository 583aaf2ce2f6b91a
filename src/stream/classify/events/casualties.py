"""Casualty figures: how many were killed, wounded, missing or displaced, as stated by whom.

A figure is what the text says, with a lower and an upper bound; nothing is added up or split. A sentence
that dates itself to an earlier year tells of another event and gives no figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from msgspec import structs

from stream.classify.events import unspaced
from stream.classify.words.grammar import Reader
from stream.classify.words.quantities import Quantity, quantities
from stream.classify.words.text import fold, with_clitic, word_set
from stream.model import CasualtyKind, CasualtyLabel

_TRIGGERS: dict[CasualtyKind, str] = {
    "killed": """
        killed kills killing kill dead died dies die deaths death toll slain fatalities bodies
        executed massacred perished tue tues tuees morts mort mortes deces tuant muertos muerto
        muertas murieron asesinados mataron mato matan matando fallecidos tote toten getotet tot
        totet starben gestorben morti uccisi ucciso uccise uccidono uccidendo mortos mortas morreram
        matou abatidos abatido abate abatio abaten abatieron abattus abattu погибли погиб погибших убиты
        убит убито убитых жертв загинули загинув загиблих вбито
        oldu olduruldu hayatini olu قتل قتلى قتلوا مقتل قتيلا قتيل استشهد شهداء شهيدا
        doden omgekomen gedood doodgeschoten overleden""",
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
        displaced displace displaces fled displacing evacuated homeless uprooted deplaces desplazados vertrieben
        fluchteten sfollati deslocados эвакуированы беженцев نازحين نزحوا نزح""",
}
TRIGGERS: dict[str, CasualtyKind] = {
    word: kind
    for kind, words in _TRIGGERS.items()
    for written in words.split()
    for word in with_clitic(fold(written))
}

_NO_PERSONS = frozenset(
    fold("""
    year years old month months week weeks day days hour hours minute minutes km kilometres
    kilometers mile miles metre metres meters feet percent per cent dollars euros pounds villages
    village towns town districts houses homes buildings vehicles cars tanks drones missiles rockets
    bombs shells helicopters planes aircraft ships boats trucks times am pm gmt utc schools
    hospitals provinces countries hectares acres tonnes tons animals cattle sheep dogs attacks
    strikes ans jours heures semaines mois anos dias horas meses kilometros jahre jahren tage
    stunden monate kilometer prozent лет дней часов километров домов yil gun saat koy سنوات ايام
    ساعات january february march april may june july august september october november december
    janvier mars avril mai juin septembre octobre novembre decembre enero abril mayo junio julio
    septiembre octubre noviembre diciembre
""").split()
)
_SPANS = frozenset(("in", "during", "within", "every"))
"""Words before a number of days, raids, villages: what was counted is not the dead."""

_BRIDGES = frozenset(("in", "of", "on", "since", "than", "about"))
_DIED_BACK = word_set("""
    killed kills killing kill toll hurting hurts injuring wounding abate abatio abaten abatieron injures
    displacing displaced displace displaces tuant tue mataron mato matan
    matando hiriendo matou feriu uccidendo getotet wounded wounds injured blessant blesse قتل مقتل
    ومقتل واصيب وقتل واصابه وجرح اصيب اصابه جرح leaving deaths death died погибли погиб
    загинули загинув загинуло вбито поранено убиты ранены massacred executed verletzt dead
""")
_TAKES_NEXT = word_set("""
    killing injuring wounding hurting displacing tuant blessant matando hiriendo uccidendo ferendo
""")
"""Participles that belong to the number behind them, never to one before: "two trucks collided, injuring five"."""

_AGED = word_set("""
    aged age ages at aos alter im eta edad yasinda возрасте віці
""")
"""Words right before a number that is an age: "aged 91", "dies at 91", "aos 97 anos"."""

_AGE_VERBS = word_set("dies died dead morre morreu muere murio meurt mort stirbt starb gestorben")
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
_REACH_SINGLE = 12

_OPENING = 200
"""Characters of a text that tell whether it is in Chinese."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_NEGATED = frozenset(
    ("no", "not", "without", "never", "keine", "ningun", "aucun", "none", "denied")
)
_PARTLY = word_set("""
    including among dont parmi darunter davon incluidos incluidas incluyendo incluso inclusive incluindo tra fra
    onderwie waaronder числе среди серед числі بينهم منهم aralarinda
""")
"""Words before a figure that is part of another: "62 people, including four children"."""

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
        if text.words[at] in TRIGGERS:
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
    years = [int(word) for word in words if len(word) == 4 and _YEAR.fullmatch(word)]
    return bool(years) and max(years) < year


def _in_sentence(
    reader: Reader, sources: Sources, first: int, end: int, marks: list[int]
) -> list[CasualtyLabel]:
    numbers = [q for q in quantities(reader, first, end) if _of_persons(reader, q, end)]
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
        if mark is None or (labels and _is_part(reader, quantity, first)):
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


def _is_part(reader: Reader, quantity: Quantity, first: int) -> bool:
    """Whether a figure behind another is part of it."""
    before = reader.text.words[max(first, quantity.first - 2) : quantity.first]
    return not _PARTLY.isdisjoint(before)


def _described(words: list[str], at: int) -> bool:
    """Whether an article and one or two more words stand before: "a young man", "a 60-year-old man"."""
    return not _ONE.isdisjoint(words[max(0, at - 4) : at])


def _of_persons(reader: Reader, quantity: Quantity, end: int) -> bool:
    """Whether a number can count persons: no unit, hour, year, age or sum of money."""
    text = reader.text
    last = quantity.last
    following = text.words[last] if last < end else ""
    behind = text.words[last + 1] if last + 1 < end else ""
    before = text.words[quantity.first - 1] if quantity.first else ""
    if (
        before in _SPANS
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
    if before not in _AGED or quantity.least > 120:
        return False
    return before != "at" or not _AGE_VERBS.isdisjoint(
        text.words[max(0, quantity.first - 4) : quantity.first]
    )


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
    ]
    if before and (not behind or quantity.first - before[-1] <= behind[0] - quantity.last):
        return before[-1]
    return behind[0] if behind else None


def _joined(reader: Reader, one: Quantity, other: Quantity) -> bool:
    """Whether "and" or a comma joins two numbers of persons that share a verb."""
    text = reader.text
    comma = any("," in text.gap(at) for at in range(one.last, other.first + 1))
    return other.first - one.last <= 4 and (
        comma or not reader.lexicon.coordinators.isdisjoint(text.words[one.last : other.first])
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
