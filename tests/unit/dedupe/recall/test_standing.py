"""Counting a story's living items by agency."""

from __future__ import annotations

from stream.model import StoryUpdate

from ..desk import QUAKE, Desk


def counted(desk: Desk, told: StoryUpdate) -> dict[str, int]:
    """What the memory has counted, held against a count made anew."""
    story = bytes.fromhex(told.story)
    kept = dict(desk.memory.agencies(story))
    anew: dict[str, int] = {}
    for row in desk.memory.standing(story):
        anew[row.agency] = anew.get(row.agency, 0) + 1
    assert kept == anew
    return kept


def test_counts_follow_versions_kills_and_expiry() -> None:
    """A revision counts once, a killed item not at all, and an expired one is gone."""
    desk = Desk(entries=3)
    head = "Quake kills 12 in eastern Turkey"
    first = desk.send("rtr:1", 0, headline=head, body=QUAKE, version="1")
    assert counted(desk, first) == {"Reuters": 1}
    desk.send("afp:1", 1, provider="AFP", headline=head, body=QUAKE.replace("Reuters", "AFP"))
    assert counted(desk, first) == {"AFP": 1, "Reuters": 1}
    desk.send("rtr:1", 2, headline="Quake kills 20 in eastern Turkey", body=QUAKE, version="2")
    assert counted(desk, first) == {"AFP": 1, "Reuters": 1}
    desk.send("afp:1", 3, provider="AFP", headline="", pub_status="canceled")
    assert counted(desk, first) == {"Reuters": 1}
    for n in range(3):
        desk.send(f"x:{n}", 4 + n, headline=f"Other matter {n} at length", body=str(n) * 9)
    assert counted(desk, first) == {}
