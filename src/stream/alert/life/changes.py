"""What changed of actors, places and types between two messages of an alert, and whether it makes the news bigger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from stream.alert.life.rows import ItemRow, Label
from stream.alert.watch.words import Text, fold

_UNNAMED = "actor:unnamed"
"""Ids of actors that a text does not name ("gunmen") begin so: another word for them is no other actor."""

PLANNED = " (planned)"
"""Ends the type of an event that is announced or feared."""

REWRITTEN = "rewritten → "
"""So dedupe begins what it says of a version that has hardly a word of the one before; the headline follows."""

_LAND, _NATION = "land:", "nation:"
"""So begin the ids of countries in which known places lie, and of those that are known themselves."""

_DEEDS = ("assault", "coerce", "mobilize", "sanction", "protest")
"""PLOVER's classes of material conflict, the gravest first: what a threat, which is verbal, can become."""

_LOUD = 2
"""Urgency of flashes and bulletins (IPTC: 1 the most urgent)."""


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
    beside = _only_mentioned(before)
    return [
        f"{id_.partition(':')[0]} added: {names[id_]}"
        for id_ in fresh
        if not (read.get(id_) and read[id_] <= words and id_ not in beside)
        and not _is_placed(id_, names[id_], before)
        and not _is_same(id_, names[id_], item, known)
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


def _only_mentioned(before: Iterable[ItemRow]) -> set[str]:
    """Places that headlines name beside where it happened, and where none of the reports has it happen:
    Iran in "Iranian drones hit a base in Iraq"."""
    rows = list(before)
    happened = {id_ for row in rows for id_ in carried(row)}
    named = {
        f"place:{label[0]}"
        for row in rows
        if any(label[2] == "event" for label in row.places)
        for label in row.places
        if label[3] and _leads(label)
    }
    return named - happened


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


def _is_same(id_: str, name: str, item: ItemRow, known: Sequence[str]) -> bool:
    place = id_.removeprefix("place:")
    code = item.countries.get(place, "")
    if place in item.parts:
        return f"{_LAND}{code} {name}" in known  # the province of a known town
    inside, whole = f"{_LAND}{code}" in known, f"{_NATION}{code}" in known
    return bool(code) and (inside if place in item.nations else whole and not inside)


def _is_home(id_: str, name: str, item: ItemRow, known: Sequence[str]) -> bool:
    """Whether the actor is the state of a country in which known places lie, its police or prosecutors: they
    come into every such story."""
    kind, _, actor = id_.partition(":")
    if kind == "actor" and f"{_LAND}{item.countries.get(actor, '')}" in known:
        return True
    return kind == "actor" and any(
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
