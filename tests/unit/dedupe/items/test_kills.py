"""Kills and tombstones."""

from __future__ import annotations

from typing import Any

import pytest

from stream.model.marks import COPY

from ..desk import HARBOUR, QUAKE, Desk, at

MAYOR = {"headline": "Mayor resigns over dock contracts", "body": HARBOUR}


def killed() -> Desk:
    """A desk that has had an item and its kill."""
    desk = Desk()
    desk.send("urn:e:1", version="1", first_created=at(0), **MAYOR)
    return desk


def test_a_kill_takes_the_item_out() -> None:
    """A kill of a known item names its story, carries no killed text and keeps the item's own
    times.
    """
    desk = killed()
    emits = desk.run(
        desk.record(
            "urn:e:1", 60, version="2", pub_status="canceled", first_created=at(60), **MAYOR
        )
    ).emits
    told = emits[0].value
    assert [e.topic for e in emits] == ["wire.stories"]
    assert (told.verdict, told.resolved, told.remaining, told.sources) == ("kill", True, 0, [])
    assert told.update.body == ""
    assert told.update.first_created == told.update.event_time == at(0)


def test_a_resend_stays_dead() -> None:
    """Whatever comes under a killed id is stale and carries no text, also a second kill."""
    desk = killed()
    desk.send("urn:e:1", 60, declared="kill")
    for fields in (MAYOR | {"version": "1"}, {"headline": "Other", "body": QUAKE, "version": "9"}):
        told = desk.send("urn:e:1", 61, **fields)
        assert (told.verdict, told.update.body) == ("stale", "")
    assert desk.send("urn:e:1", 62, declared="kill").verdict == "stale"


def test_the_dead_text_under_another_id() -> None:
    """The provider's same text under another id stays dead for hours, and is a new report on another day."""
    desk = killed()
    desk.send("urn:e:1", 60, declared="kill")
    told = desk.send("urn:e:2", 90, **MAYOR)
    assert (told.verdict, told.update.body) == ("stale", "")
    assert desk.send("urn:e:3", 60 + 15 * 60, **MAYOR).verdict == "stale"
    assert desk.send("urn:e:4", 60 + 17 * 60, **MAYOR).verdict == "new"


def test_the_dead_text_with_another_headline() -> None:
    """The killed text with a few words changed, and nothing that says so, is the killed text."""
    desk = killed()
    desk.send("urn:e:1", 60, declared="kill")
    assert (
        desk.send("urn:e:2", 70, headline="Mayor quits over docks", body=HARBOUR).verdict == "stale"
    )


@pytest.mark.parametrize(
    "said",
    [{"declared": "correction"}, {"declared": "refile"}, {"alt_ids": {"evolvedfrom": "urn:e:1"}}],
)
def test_the_dead_text_that_is_meant(said: dict[str, Any]) -> None:
    """What says that it corrects, refiles or replaces is news, minutes after the kill."""
    desk = killed()
    desk.send("urn:e:1", 60, declared="kill")
    assert desk.send("urn:e:2", 70, **MAYOR, **said).verdict == "new"


def test_a_copy_of_a_killed_report_keeps_its_story_shut() -> None:
    """A corrected report after the kill is news, whether or not a paper printed the killed one."""
    desk = killed()
    desk.send("urn:p:7", 5, provider="The Guardian", **MAYOR)
    desk.send("urn:e:1", 60, declared="kill")
    fixed = {
        "headline": "CORRECTED-Mayor suspended over dock contracts",
        "body": f"{HARBOUR} He stays.",
    }
    assert desk.send("urn:e:2", 70, declared="correction", **fixed).verdict == "new"


def test_a_copy_of_the_dead_text_is_silent() -> None:
    """Another's copy of a killed text is a duplicate that corroborates nothing."""
    desk = killed()
    desk.send("urn:e:1", 60, declared="kill")
    emits = desk.run(desk.record("urn:p:7", 61, provider="AFP", **MAYOR)).emits
    assert [e.topic for e in emits] == ["wire.duplicates"]
    assert (emits[0].value.verdict, emits[0].value.sources) == ("duplicate", [])
    assert emits[0].value.remaining == 0


def test_copies_do_not_outlive_their_original() -> None:
    """Reprints of a killed report are no items or sources that remain; another's own report is."""
    desk = killed()
    desk.send("urn:p:7", 5, provider="The Guardian", **MAYOR)
    desk.send(
        "urn:a:1", 9, provider="AFP", headline="Mayor resigns over dock contracts",
        body="The mayor stepped down on Monday over contracts for the port of Gdynia.",
    )  # fmt: skip
    told = desk.send("urn:e:1", 60, declared="kill")
    assert (told.remaining, told.sources) == (1, ["AFP"])


def test_a_kill_before_its_item() -> None:
    """A kill of an unknown id is told unresolved, and its item is stale when it comes."""
    desk = Desk()
    told = desk.send("urn:e:1", declared="kill", headline="KILL")
    assert (told.verdict, told.resolved) == ("kill", False)
    assert desk.send("urn:e:1", 1, **MAYOR).verdict == "stale"


def test_a_copied_signal_is_silent_where_nobody_knows_it() -> None:
    """A kill or correction that intake sent to every partition says nothing where the id is
    unknown.
    """
    desk = Desk()
    for declared in ("kill", "correction"):
        record = desk.record(f"urn:e:{declared}", 0, declared=declared, signals=[COPY], **MAYOR)
        assert desk.run(record).emits == []
    assert desk.send("urn:e:kill", 1, **MAYOR).verdict == "stale"
    assert desk.send("urn:e:correction", 1, **MAYOR).verdict == "new"


@pytest.mark.parametrize("uri", ["urn:e:1", "urn:e:1b"])
def test_any_id_of_an_item_is_dead(uri: str) -> None:
    """A kill under one id of an item kills it under all, and names the one that is out."""
    desk = killed()
    revised = {"headline": "UPDATE 1-Mayor resigns over dock contracts", "body": f"{HARBOUR} More."}
    assert desk.send("urn:e:1b", 5, declared="update", **revised).verdict == "revision"
    told = desk.send(uri, 60, declared="kill")
    assert (told.remaining, told.update.uri) == (0, "urn:e:1b")
    assert desk.send("urn:e:1b", 61, **revised).verdict == "stale"
    assert desk.send("urn:e:1", 62, **MAYOR).verdict == "stale"
