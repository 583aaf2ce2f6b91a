"""What changed between two messages of an alert, in words, and whether it makes the news bigger."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from stream.alert.rows import Figure, ItemRow, Label
from stream.alert.words import Text, fold

_STEPS = (1, 2, 5)
"""A toll that passes a step of the series 1, 2, 5, 10, 20, 50, … is another order of event."""

_OLD_MILLIS = 6 * 3_600_000
"""An exact figure so old is no rival of a higher one: tolls rise for hours, and agencies don't all tell each step.
By the times that the updates state, which a replay finds again."""

_RISES = frozenset(
    fold(
        "rises rise reaches reached climbs climbed mounts mounting jumps jumped grows soars surges"
        " steigt gestiegen erhöht grimpe monte s'alourdit alourdit bondit passe sube suben asciende aumenta eleva"
        " sobe subiu chega salgono aumentano yükseldi çıktı возросло выросло достигло зросла ارتفاع ارتفع"
    ).split()
)
"""Words by which a headline says that a toll is higher than before: what others gave is then no rival, but older."""

_UNNAMED = "actor:unnamed"
"""Ids of actors that a text does not name ("gunmen") begin so: another word for them is no other actor."""

PLANNED = " (planned)"
"""Ends the type of an event that is announced or feared."""

_LAND, _NATION = "land:", "nation:"
"""So begin the ids of countries in which known places lie, and of those that are known themselves."""

_DEEDS = ("assault", "coerce", "mobilize", "sanction", "protest")
"""PLOVER's classes of material conflict, the gravest first: what a threat, which is verbal, can become."""

_LOUD = 2
"""Urgency of flashes and bulletins (IPTC: 1 the most urgent)."""


def toll(items: Iterable[ItemRow]) -> tuple[Figure, ...]:
    """The casualties by kind: of each agency the newest figure, and of these lowest and highest.

    `items` are in order of arrival. Agencies' figures are rival counts of the same people: they are never
    added. No rival of a higher figure is an "at least 11", nor one that came before it and is six hours old or
    has risen by the words of the later headline: they are left behind. Any other lower figure that comes
    later is a rival, however late it comes. People missing are told no more once as many are dead.
    """
    newest: dict[tuple[str, str], tuple[ItemRow, Figure]] = {}
    for row in items:
        for figure in row.figures:
            before = newest.get((row.agency, figure[0]))
            if before and _is_another_count(*before, row, figure):
                continue
            newest.pop((row.agency, figure[0]), None)  # first, so that the newest comes last
            newest[row.agency, figure[0]] = (row, figure)
    given = list(newest.values())
    found: dict[str, Figure] = {}
    for n, (row, figure) in enumerate(given):
        if any(_is_within(figure, other) for _, other in given):
            continue
        if any(_passes(other, row, figure) for other in given[n + 1 :]):
            continue
        kind, low, high, more = figure
        _, least, most, open_ = found.get(kind, figure)
        found[kind] = (kind, min(low, least), max(high, most), more or open_)
    return tuple(found[kind] for kind in sorted(found))


def _is_another_count(row: ItemRow, figure: Figure, then: ItemRow, later: Figure) -> bool:
    """Whether an agency that had "at least 150" counts others in a further report of its own: 4 by a bomb.

    Nobody finds out that at least 150 were 4: that would be a correction, or a version of the report.
    """
    return (
        figure[3]
        and later[2] * 2 < figure[1]
        and then.uri != row.uri
        and then.declared != "correction"
    )


def _is_within(figure: Figure, other: Figure) -> bool:
    """Whether it is an "at least" that a higher figure agrees with, whichever came first."""
    return figure[3] and figure[0] == other[0] and other[1] > figure[2]


def _passes(later: tuple[ItemRow, Figure], row: ItemRow, figure: Figure) -> bool:
    """Whether a figure that came later takes its place."""
    then, other = later
    if figure[0] != other[0] or other[1] <= figure[2]:
        return _are_found(figure, other)
    is_old = then.at - row.at >= _OLD_MILLIS
    return is_old or not _RISES.isdisjoint(fold(then.headline).split())


def _are_found(figure: Figure, later: Figure) -> bool:
    """Whether it counts people missing, and as many are dead by a figure that came later."""
    return (figure[0], later[0]) == ("missing", "killed") and later[2] >= figure[2]


def shown(figure: Figure) -> str:
    """As "12", "12–20" or "20+"."""
    _, low, high, more = figure
    return f"{low}{f'–{high}' if high != low else ''}{'+' if more else ''}"


def told(figures: Iterable[Figure]) -> list[str]:
    """As ["killed 12–20", "wounded 5"]."""
    return [f"{figure[0]} {shown(figure)}" for figure in figures]


def figure_lines(before: Iterable[Figure], now: Iterable[Figure]) -> list[str]:
    """As ["killed 12 → 20", "wounded: 5"].

    No change is a kind of which nothing is said any more, nor that the same figure is now an "at least".
    """
    was = {figure[0]: figure for figure in before}
    lines = []
    for figure in now:
        old = was.get(figure[0])
        if old is None:
            lines.append(f"{figure[0]}: {shown(figure)}")
        elif old[:3] != figure[:3]:
            lines.append(f"{figure[0]} {shown(old)} → {shown(figure)}")
    return lines


def grown(before: Iterable[Figure], now: Iterable[Figure]) -> bool:
    """Whether a toll has passed a step, or is told for the first time."""
    was = {kind: high for kind, _, high, _ in before}
    return any(_step(high) > _step(was.get(kind, 0)) for kind, _, high, _ in now)


def moves(before: Iterable[Figure], now: Iterable[Figure]) -> bool:
    """Whether the highest figure of a kind is another one, or the lowest one has fallen, or is new.

    That an agency catches up with another is no news.
    """
    was = {figure[0]: figure for figure in before}
    return any(
        kind not in was or high != was[kind][2] or low < was[kind][1] for kind, low, high, _ in now
    )


def rises(before: Iterable[Figure], now: Iterable[Figure]) -> bool:
    """Whether the highest figure of a kind is higher than the one that was told."""
    was = {kind: high for kind, _, high, _ in before}
    return any(high > was.get(kind, high) for kind, _, high, _ in now)


def _step(n: int) -> int:
    """How many steps of the series the number has reached."""
    reached, scale = 0, 1
    while n >= scale:
        reached += sum(n >= step * scale for step in _STEPS)
        scale *= 10
    return reached


def kept_figures(before: Iterable[Figure], now: Iterable[Figure]) -> tuple[Figure, ...]:
    """The figures as they stand, with those of which nothing is said any more."""
    come = {figure[0]: figure for figure in now}
    gone = [old for old in before if not any(_are_found(old, new) for new in come.values())]
    found = {figure[0]: figure for figure in gone} | come
    return tuple(found[kind] for kind in sorted(found))


def is_told(line: str, figures: Iterable[Figure]) -> bool:
    """Whether an exchange of numbers, as "injured 20 → 151", ends at a figure that was told: one that catches up."""
    found = _COUNTED.search(line)
    return found is not None and any(int(found[1]) in (low, high) for _, low, high, _ in figures)


def louder(before: int | None, now: int | None) -> bool:
    """Whether the urgency has risen to that of a flash or bulletin."""
    return now is not None and now <= _LOUD and (before is None or now < before)


def _leads(label: Label) -> bool:
    """Whether the headline names the label; what has no evidence counts as if it did."""
    return not label[3] or label[3][0].startswith("headline:")


def carried(item: ItemRow) -> dict[str, str]:
    """Who takes part, where it happens and of what type it is: ids with what to call them."""
    found = {f"actor:{id_}": name for id_, name, role, _ in item.actors if role == "participant"}
    found |= {f"place:{id_}": name for id_, name, role, _ in item.places if role == "event"}
    return found | {f"type:{event}": event for event in item.events}


def leading(item: ItemRow) -> set[str]:
    """The ids of `carried` that the headline names: actors and places only."""
    found = {f"actor:{label[0]}" for label in item.actors if _leads(label)}
    return found | {f"place:{label[0]}" for label in item.places if _leads(label)}


def shown_ids(item: ItemRow) -> set[str]:
    """All that an alert has shown once it has shown the item: ids of `carried`, and countries."""
    inside = [f"{_LAND}{code}" for code in item.lands]
    return {*carried(item), *inside, *(f"{_NATION}{item.countries[id_]}" for id_ in item.nations)}


def additions(
    known: Sequence[str], item: ItemRow, before: Sequence[ItemRow], headlines: Iterable[str]
) -> list[str]:
    """New actors and places that the headline names, as "actor added: …".

    A snap grows into a full text, which names many: to tell each would be the noise that alerts are to
    spare a desk. Nor is new what an earlier one of the `headlines` named in the same words, though it was not
    read there, another place of one name (a city and its province) or the dateline of a report
    `before`, the country of a place that is known, or the first place inside a country that is: that is
    the same place told more exactly. Nor is the state in whose country it happens.
    """
    names, lead = carried(item), leading(item)
    fresh = sorted(id_ for id_ in names if id_ in lead and id_ not in known)
    fresh = [id_ for id_ in fresh if not id_.startswith(_UNNAMED)]
    if not fresh:
        return []
    words, read = _words(headlines), _read(item)
    return [
        f"{id_.partition(':')[0]} added: {names[id_]}"
        for id_ in fresh
        if not (read.get(id_) and read[id_] <= words)
        and not _is_placed(id_, names[id_], before)
        and not _is_same(id_, item, known)
        and not _is_home(id_, names[id_], item, known)
    ]


def _is_placed(id_: str, name: str, before: Iterable[ItemRow]) -> bool:
    """Whether a report has another place of the name, or was sent from there."""
    kind, _, place = id_.partition(":")
    return kind == "place" and any(
        fold(other) == fold(name) and (other_id != place or role == "dateline")
        for row in before
        for other_id, other, role, _ in row.places
    )


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in Text(text).words()}


def _read(item: ItemRow) -> dict[str, frozenset[str]]:
    """The words of the headline that each label was read from: its names, where letters have capitals."""
    found = {}
    for kind, labels in (("actor", item.actors), ("place", item.places)):
        for id_, _, _, evidence in labels:
            texts = [words.removeprefix("headline: ") for words in evidence if _leads_by(words)]
            found[f"{kind}:{id_}"] = frozenset(_words(map(_names, texts)))
    return found


_POSSESSIVE = re.compile(r"['\u2019]s?(?!\w)")


def _names(words: str) -> str:
    """As "Russian" of "Russian strike", "Niger" of "Niger's army"; a text without capitals, or all in them, stays."""
    words = _POSSESSIVE.sub("", words)
    names = " ".join(word for word in words.split() if word[:1].isupper())
    return words if not names or words.isupper() else names


def _leads_by(words: str) -> bool:
    return words.startswith("headline: ")


def _is_same(id_: str, item: ItemRow, known: Sequence[str]) -> bool:
    place = id_.removeprefix("place:")
    code = item.countries.get(place, "")
    inside, whole = f"{_LAND}{code}" in known, f"{_NATION}{code}" in known
    return bool(code) and (inside if place in item.nations else whole and not inside)


def _is_home(id_: str, name: str, item: ItemRow, known: Sequence[str]) -> bool:
    """Whether the actor is the state of a country in which known places lie: it comes into every such story."""
    return id_.startswith("actor:") and any(
        fold(place) == fold(name) and f"{_LAND}{item.countries.get(other, '')}" in known
        for other, place, _, _ in item.places
        if other in item.nations
    )


def begun(known: Sequence[str], item: ItemRow) -> list[str]:
    """What was only planned, feared or threatened and now has happened, as "assault: planned or feared → happened"."""
    planned = {id_ for id_ in known if id_.endswith(PLANNED)}
    done = [event for event in item.events if f"type:{event}{PLANNED}" in planned]
    lines = [
        f"{event}: planned or feared → happened" for event in done if f"type:{event}" not in known
    ]
    if (
        not lines
        and "type:threaten" in known
        and not any(f"type:{deed}" in known for deed in _DEEDS)
    ):
        lines = [f"threat → {deed}" for deed in _DEEDS if deed in item.events][:1]
    return lines


_COUNTED = re.compile(r"(?<![\d.,])\d{1,9} → (\d{1,9})$")
"""A whole number exchanged for another."""

_NUMBERS = re.compile(r"\d\S* → \S*\d")
"""A figure exchanged for another, as dedupe says it."""

_TALK = frozenset(
    (
        "agree",
        "consult",
        "support",
        "concede",
        "cooperate",
        "aid",
        "retreat",
        "request",
        "accuse",
        "reject",
    )
)
"""Types of events that are words or help: who comes in by them is no party of what happened."""


def is_talk(item: ItemRow) -> bool:
    """Whether all that the item tells of is words or help."""
    return bool(item.events) and all(event.removesuffix(PLANNED) in _TALK for event in item.events)


def exchanges(before: ItemRow, after: ItemRow, about: Collection[str]) -> bool:
    """Whether a version puts something in the place of what a rule `about` such things has matched.

    A later text that only tells less (a word, a figure, the urgency of a flash) takes nothing back.
    """
    if not about:
        return False
    if after.declared == "correction":
        return True
    if any(" → " in each and not _NUMBERS.search(each) for each in after.changes):
        return True
    was, now = {each[0]: each for each in before.figures}, {each[0]: each for each in after.figures}
    if "figure" in about and any(now[kind][2] < was[kind][2] for kind in was.keys() & now.keys()):
        return True  # a figure that rises is still as many as the rule asks for
    gone = leading(before) & carried(before).keys() - carried(after).keys()
    come = leading(after) & carried(after).keys() - carried(before).keys()
    return not (_kinds(gone) & _kinds(come)).isdisjoint(about)


def _kinds(ids: Iterable[str]) -> set[str]:
    return {id_.partition(":")[0] for id_ in ids}


def label_changes(before: ItemRow, after: ItemRow, *, all_: bool) -> list[str]:
    """What a version says otherwise of actors, places and type; unless `all_` of what headlines name.

    That "gunmen" now have a name takes nobody out.
    """
    was, now = carried(before), carried(after)
    gone, come = was.keys() - now.keys(), now.keys() - was.keys()
    if not all_:
        gone, come = gone & leading(before), come & leading(after)
        gone = {id_ for id_ in gone if not id_.startswith(_UNNAMED)}
    found: list[str] = []
    for kind in ("actor", "place", "type"):
        for verb, ids, names in (("removed", gone, was), ("added", come, now)):
            mine = sorted(id_ for id_ in ids if id_.startswith(f"{kind}:"))
            found += [f"{kind} {verb}: {names[id_]}" for id_ in mine]
    return found
