"""A story that runs for days at several agencies, and what is not part of it."""

from __future__ import annotations

import csv

import pytest

from stream.dedupe.stage import DedupeStage

from .desk import Desk, Record
from .reuters import FILES, FIXTURES, updates

FLOOD = [
    ("rtr:1", "Reuters", 0, "River Orvel bursts its banks in northern Moravia, villages cut off",
     ("OSTRAVA, March 2 (Reuters) - The river Orvel burst its banks in northern Moravia on Monday and cut off a "
      "string of villages above the town of Brantov, the fire service said. Army boats were on the way.")),
    ("afp:1", "AFP", 40, "Orvel floods cut off Moravian villages near Brantov",
     ("PRAGUE (AFP) - Floods on the Orvel have cut off villages around Brantov in Moravia, Czech rescuers said. "
      "Helicopters lifted a dozen people from roofs.")),
    ("rtr:2", "Reuters", 200, "ORVEL DAM ABOVE BRANTOV MAY NOT HOLD - REGIONAL GOVERNOR", ""),
    ("ap:1", "AP", 260, "Thousands leave Brantov as dam on flooded Orvel strains",
     ("BRANTOV, Czech Republic (AP) - Thousands of people left the Moravian town of Brantov on Monday as water from "
      "the swollen Orvel pressed on an old dam. Buses queued at the station.")),
    ("dpa:1", "dpa", 900, "Brantov counts damage as Orvel falls in Moravia",
     ("Prague (dpa) - The Orvel fell by half a metre overnight and people in Brantov began to shovel mud from their "
      "shops. Moravia's governor put the damage at two billion crowns.")),
    ("rtr:3", "Reuters", 1500, "Czech government promises aid for Orvel flood victims in Moravia",
     ("PRAGUE, March 3 (Reuters) - The Czech government promised fast aid on Tuesday to people in Brantov and other "
      "Moravian places that the Orvel flooded a day earlier.")),
]  # fmt: skip


def test_four_agencies_tell_one_story() -> None:
    """First report, other agencies, a snap in capitals and next day's follow-ups are one story."""
    desk = Desk()
    told = [
        desk.send(uri, at, provider=provider, headline=headline, body=body)
        for uri, provider, at, headline, body in FLOOD
    ]
    assert len({record.story for record in told}) == 1
    assert told[-1].sources == ["AFP", "AP", "Reuters", "dpa"]


def test_other_news_of_the_place_stays_out() -> None:
    """In the middle of a running story its town has other news."""
    desk = Desk()
    for uri, provider, at, headline, body in FLOOD[:4]:
        desk.send(uri, at, provider=provider, headline=headline, body=body)
    told = desk.send(
        "ctk:1", 300, provider="CTK", headline="Brantov handball women reach cup final",
        body="BRANTOV (CTK) - Brantov beat Zubri 28-25 on Monday and play Most for the cup in May.",
    )  # fmt: skip
    assert told.verdict == "new"


@pytest.mark.parametrize("pair", [("rtr:1", "afp:1"), ("afp:1", "rtr:1")])
def test_an_editor_keeps_two_items_apart(pair: tuple[str, str]) -> None:
    """A pair that the settings name is never one story, and later texts still find theirs."""
    desk = Desk(apart=[pair])
    first, second, third = (
        desk.send(uri, at, provider=provider, headline=headline, body=body)
        for uri, provider, at, headline, body in (*FLOOD[:2], FLOOD[3])
    )
    assert (second.verdict, second.story != first.story) == ("new", True)
    assert third.story in (first.story, second.story)


def test_a_daily_report_is_news_every_day() -> None:
    """The same headline over other figures a day later is the next issue, not a new version."""
    desk = Desk()
    form = (
        "The central bank lent {} million crowns to banks for a week at {} percent, it said after its tender. "
        "Bids came from nine houses."
    )
    told = [
        desk.send(f"ctk:{n}", 24 * 60 * n, provider="CTK", headline="Central bank lends crowns in weekly tender",
                  body=form.format(amount, rate))
        for n, (amount, rate) in enumerate([(350, 2.25), (410, 2.5)])
    ]  # fmt: skip
    assert [record.verdict for record in told] == ["new", "new"]


def test_the_same_figures_the_next_day_are_the_same_report() -> None:
    """A report that is sent again the next day with a word changed is dropped."""
    desk = Desk()
    body = "The central bank lent 350 million crowns to banks for a week at 2.25 percent, it {} after its tender."
    desk.send(
        "ctk:1", 0, provider="CTK", headline="Central bank lends crowns", body=body.format("said")
    )
    fields = {"provider": "CTK", "headline": "Central bank lends crowns"}
    told = desk.send("ctk:2", 24 * 60, body=body.format("stated"), **fields)
    assert told.verdict == "duplicate"


def test_one_person_of_another_age_is_another_accident() -> None:
    """Two walkers of different ages in one street are two accidents."""
    desk = Desk()
    first = desk.send("a:1", 0, provider="Coast News", headline="Walker, 71, hit by tram in Lindauer Street",
                      body="BREMEN - A tram hit a woman in Lindauer Street on Monday, police said.")  # fmt: skip
    second = desk.send("a:2", 300, provider="Coast News", headline="Boy hit by tram in Lindauer Street",
                       body="BREMEN - A 9-year-old boy was hit by a tram in Lindauer Street, police said.")  # fmt: skip
    assert (second.verdict, second.story != first.story) == ("new", True)


@pytest.mark.skipif(not FILES, reason="the collection is not here")
def test_snaps_of_a_real_wire_meet_their_stories() -> None:
    """Of 100 flashes that were read, at least nine in ten are in one story with the text that follows."""
    with (FIXTURES / "reuters-briefs.csv").open(newline="") as stream:
        pairs = [row for row in csv.DictReader(stream) if row["event"]]
    stage = DedupeStage()
    memory, stories = stage.new_state(0), {}
    import msgspec

    for offset, update in enumerate(updates()):
        now = int(update.ingested_at.timestamp() * 1000)
        effects = stage.decide(Record(offset, now, msgspec.json.encode(update)), memory)
        for n, row in enumerate(effects.rows):
            memory.apply((offset, n), row, now)  # type: ignore[arg-type]
        stories[update.uri] = effects.emits[0].value.story  # type: ignore[attr-defined]
    joined = sum(stories[row["brief"]] == stories[row["full"]] for row in pairs)
    assert joined >= 0.9 * len(pairs)
    events: dict[str, set[str]] = {}
    for row in pairs:
        events.setdefault(stories[row["brief"]], set()).add(row["event"])
    assert sum(len(found) - 1 for found in events.values()) <= 0.02 * len(pairs)
