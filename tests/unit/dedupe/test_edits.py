"""Agency texts as papers print them, edited by rule: whose they are, and in which story.

Reuters-21578 is the agency's wire, where it is at hand; about a third of its longer texts come again from a paper that
credits nobody. docs/dedupe.md has the figures.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest

from stream.model import StoryUpdate, Update

from .desk import Desk, Record
from .reuters import FILES, updates

WORDS, PART, ITEMS = 90, 0.35, 1500
OWN = (
    " Local readers asked this newspaper what it means for them. Our staff visited the market square and heard from "
    "traders, a teacher and two pensioners who had followed the news on the radio since the morning."
)
OTHERS = {"said": "stated", "told": "informed", "about": "around", "also": "further", "and": "plus"}
OTHERS |= {"company": "firm", "because": "since", "last": "past", "is": "remains", "would": "might"}


def _sentences(body: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+", body)


def _misread(rng: random.Random, word: str) -> str:
    at = rng.randrange(len(word))
    return word[:at] + rng.choice("abcdeilmnorstu") + word[at + 1 :] if word.isalpha() else word


def _scanned(rng: random.Random, body: str) -> str:
    return " ".join(_misread(rng, w) if rng.random() < 0.05 else w for w in body.split())


def _reworded(rng: random.Random, body: str) -> str:
    return " ".join(OTHERS.get(w, w) if rng.random() < 0.7 else w for w in body.split())


def _cut(_: random.Random, body: str) -> str:
    said = _sentences(body)
    return " ".join(said[: max(2, len(said) // 2)])


def _holed(rng: random.Random, body: str) -> str:
    return " ".join(s for n, s in enumerate(_sentences(body)) if not n or rng.random() < 0.6)


def _lengthened(_: random.Random, body: str) -> str:
    return body + OWN


EDITS: dict[str, Callable[[random.Random, str], str]] = {
    "scanned": _scanned, "reworded": _reworded, "cut": _cut, "holed": _holed, "lengthened": _lengthened,
    "holed and reworded": lambda rng, body: _reworded(rng, _holed(rng, body)),
}  # fmt: skip


def _copies(items: list[Update]) -> list[tuple[str, Update]]:
    """Copies and how each was edited; a copy's id is its original's with "p:" before it."""
    rng, found = random.Random(5), []
    for item in items:
        if len(item.body.split()) < WORDS or rng.random() > PART:
            continue
        kind = rng.choice(list(EDITS))
        at = item.event_time + timedelta(minutes=rng.randrange(30, 900))
        body = re.sub(r"\s*Reuter\s*\W*$", "", item.body.partition(" - ")[2] or item.body)
        words = _sentences(body)[0].split()[:7] if rng.random() < 0.5 else item.headline.split()
        made = msgspec.structs.replace(
            item, uri=f"p:{item.uri}", provider="Evening Star", headline=" ".join(words), body=EDITS[kind](rng, body),
            event_time=at, ingested_at=at,
        )  # fmt: skip
        found.append((kind, made))
    return found


def _told(wire: list[Update]) -> dict[str, StoryUpdate]:
    desk, told = Desk(), {}
    for item in sorted(wire, key=lambda u: u.event_time):
        at = int(item.event_time.timestamp() * 1000)
        effects = desk.run(Record(desk.offset, at, msgspec.json.encode(item)))
        if effects.emits:
            told[item.uri] = effects.emits[0].value
    return told  # type: ignore[return-value]


@pytest.mark.skipif(not FILES, reason="Reuters-21578 is not at hand")
def test_an_edited_copy_is_no_second_source() -> None:
    """Of a paper's edited texts 95 of 100 count as the agency's, and stand in its story."""
    items = updates()[:ITEMS]
    copies = _copies(items)
    told = _told([*items, *(copy for _, copy in copies)])
    agency = sum(told[copy.uri].agency == "Reuters" for _, copy in copies)
    story = sum(told[copy.uri].story == told[copy.uri[2:]].story for _, copy in copies)
    assert len(copies) > 150
    assert (agency >= 0.95 * len(copies), story >= 0.95 * len(copies)) == (True, True)
