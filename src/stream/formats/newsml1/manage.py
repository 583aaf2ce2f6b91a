"""NewsManagement of a NewsML 1 item: status, embargo, urgency, instructions, what it replaces."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from stream.formats.dates import read_stated
from stream.formats.newsml1.tree import formal, without_revision
from stream.formats.outcome import Hints
from stream.formats.urgency import read_urgency
from stream.formats.xml import Element
from stream.formats.xml.tree import child, children, inside, text_of
from stream.model.marks import EVOLVED_FROM
from stream.wire.lifecycle.status import known_status
from stream.wire.reading.text import quote

_INSTRUCTIONS = {
    **dict.fromkeys(("update", "updated", "newversion"), "update"),
    **dict.fromkeys(
        ("rectify", "rectification", "correct", "correction", "corrected"), "correction"
    ),
    **dict.fromkeys(("refile", "resend"), "refile"),
    "repeat": "repeat",
}
"""Formal names of instructions by what they mean for the item; others are kept as they are."""

_KILLS = re.compile(
    r"(?:mandatory|bulletin)?(?:kill(?:ed)?|cancel(?:l?ed|l?ation)?|withdraw(?:n|al)?|annul(?:led|ation)?"
    r"|delet(?:e|ed|ion)|retract(?:ed|ion)?|recall(?:ed)?)(?:advisory|notice)?"
)

_REPLACES = re.compile(
    r"(?i)replac|supersed|remplac|ersetz|new ?version ?of|previous ?version|annul"
)


class Management(NamedTuple):
    """Keys of the record that the management gives; `times` are the sender's words."""

    keys: dict[str, Any]
    signals: list[str]
    times: dict[str, str]
    replaced: dict[str, str]
    killed: bool


def management(
    item: Element, envelope: Element | None, hints: Hints, warnings: list[str]
) -> Management:
    """Read an item's management; a status that isn't known is never usable.

    The priority of the transmission stands in where the item states no urgency of its own.
    """
    managed = child(item, "NewsManagement")
    signals = list(dict.fromkeys([*_instructions(managed), *_corrections(item)]))
    keys, times = _status(managed, hints, warnings)
    priority = formal(child(managed, "Urgency")) or formal(child(envelope, "Priority"))
    keys["priority"] = priority
    keys["urgency"] = read_urgency(priority, "iptc", warnings)
    keys["ed_note"] = "\n".join(_notes(item, managed))
    killed = keys["pub_status"] == "canceled" or "kill" in signals
    return Management(keys, signals, times, _replaced(managed), killed)


def _status(
    managed: Element | None, hints: Hints, warnings: list[str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The publishing status, and the end of an embargo: a status that is announced to be usable."""
    sent = formal(child(managed, "Status"))
    embargoed = sent.lower().rpartition(":")[2] == "embargoed"
    status = "withheld" if embargoed else known_status(sent or "usable")
    if status in ("usable", "canceled"):
        return {"pub_status": status}, {}
    if status is None:
        warnings.append(f"status {quote(sent)} is not known: withheld")
        return {"pub_status": "withheld"}, {}
    until = _becomes_usable(managed)
    if not until:
        if embargoed:
            warnings.append("embargoed with no end stated: withheld")
        return {"pub_status": "withheld"}, {}
    stated = read_stated(until, hints, warnings, is_end=True)
    end = stated.iso or until
    return {"pub_status": "usable", "embargoed_until": end}, {"embargoed_until": stated.as_sent}


def _becomes_usable(managed: Element | None) -> str:
    for change in children(managed, "StatusWillChange") if managed is not None else []:
        if formal(child(change, "FutureStatus")).lower().rpartition(":")[2] == "usable":
            return text_of(child(change, "DateAndTime"))
    return ""


def _instructions(managed: Element | None) -> list[str]:
    sent = (
        [formal(found) for found in children(managed, "Instruction")] if managed is not None else []
    )
    return [_meaning(name) for name in sent if name]


def _meaning(name: str) -> str:
    word = re.sub(r"[\W_]", "", name.rpartition(":")[2]).lower()
    return "kill" if _KILLS.fullmatch(word) else _INSTRUCTIONS.get(word, name)


def _corrections(item: Element) -> list[str]:
    return ["correction" for _ in inside(item, "Correction")][:1]


def _notes(item: Element, managed: Element | None) -> list[str]:
    """What is said to editors: corrections, comments on instructions, lines of such a type."""
    notes = [text_of(found) for found in inside(item, "Correction")]
    for instruction in children(managed, "Instruction") if managed is not None else []:
        notes += [text_of(comment) for comment in children(instruction, "Comment")]
    for line in inside(item, "NewsLine"):
        if re.search(
            r"(?i)ed(?:itor)?s?[ .-]*note|advisory|correct", formal(child(line, "NewsLineType"))
        ):
            notes.append(text_of(child(line, "NewsLineText")))
    return [note for note in dict.fromkeys(notes) if note]


def _replaced(managed: Element | None) -> dict[str, str]:
    """The item that this one takes the place of, where the relation says so and doesn't just relate."""
    for related in children(managed, "AssociatedWith") if managed is not None else []:
        said = " ".join(
            [*map(str, related.attrib.values()), *map(formal, children(related, "Comment"))]
        )
        named = related.get("NewsItem") or ""
        if named and _REPLACES.search(said.replace(named, "")):
            return {EVOLVED_FROM: without_revision(named)}
    return {}
