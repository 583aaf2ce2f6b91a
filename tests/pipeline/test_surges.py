"""Surges, silences and first appearances from texts on: nine ordinary days of a wire, then an afternoon of each kind.

Each afternoon was written with what must be told before its first run: 13 of 16 held. One showed that a replay cut the
trends into partitions; two had not thought that a burst is told at six stories, and again at twelve.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import orjson
import pytest

from stream.adapters.kafka.keys import partition_of
from stream.model.times import millis
from stream.pipeline.replay import Replay
from stream.pipeline.stages import StageOptions, build_stages
from stream.ports import Stage

RULES = """
[[rule]]
id = "haifa"
channels = ["map"]
surge = { dimension = "place", places = ["Haifa"] }

[[rule]]
id = "new"
channels = ["desk"]
first_seen = { dimension = "place", days = 8 }

[[rule]]
id = "reuters"
channels = ["ops"]
silence = { dimension = "source", values = ["Reuters"] }
"""
START = datetime(2026, 3, 2, tzinfo=UTC)
"""A Monday."""

DAYS = 9
AGENCIES = ("Reuters", "AFP", "AP", "dpa")
TOWNS = (
    ("HAIFA, Israel", "Haifa"),
    ("LIMA", "Lima"),
    ("OSLO", "Oslo"),
    ("NAIROBI", "Nairobi"),
    ("LISBON", "Lisbon"),
)
SYLLABLES = ("ba", "ko", "mir", "tel", "sun", "dra", "vi", "lo", "pek", "nar", "osh", "wen", "gal")

Told = list[tuple[str, str]]


def word(n: int) -> str:
    """A word that no other number has."""
    return "".join(SYLLABLES[n // 13**k % 13] for k in range(4))


def story(n: int, at: datetime, agency: str, town: int = 0, **more: Any) -> dict[str, Any]:
    """One story of its own, by its number: no two of them share a text."""
    dateline, name = TOWNS[town]
    words = [word(n * 17 + k * 131 + 7) for k in range(24)]
    body = f"{dateline} ({agency}) - {name} heard of {' '.join(words[:8])}.\n\n" + ". ".join(
        f"The {' '.join(words[k : k + 6])} went on" for k in (8, 12, 16)
    )
    return {
        "uri": f"{agency}:{n}",
        "provider": agency,
        "language": "en",
        "version_created": at.isoformat(),
        "headline": f"{words[0].title()} {words[1]} {words[2]} in {name}",
        "body": body,
        **more,
    }


@cache
def ordinary() -> tuple[dict[str, Any], ...]:
    """Nine days: Reuters is heard once an hour, the others every other hour, Haifa six times a day."""
    made: list[dict[str, Any]] = []
    for hour in range(DAYS * 24):
        for k, agency in enumerate(AGENCIES):
            if agency == "Reuters" or hour % 2 == k % 2:
                n = len(made)
                town = 0 if hour % 8 == 4 and k < 2 else 1 + n % 4
                at = START + timedelta(hours=hour, minutes=7 + 13 * k)
                made.append(story(n, at, agency, town))
    return tuple(made)


class Desk:
    """A replay that has read the ordinary days."""

    def __init__(self, stages: list[Stage]) -> None:
        self.replay = Replay(stages, partition_of=partition_of, batch=20)
        self.now = START + timedelta(days=DAYS, hours=12)
        self.number = 5000
        first = [self._line(each, _stated(each)) for each in ordinary()]
        self.before = self._told(first)
        self.hours(12, START + timedelta(days=DAYS))

    def _told(self, lines: list[tuple[bytes, bytes, int]]) -> Told:
        made = [
            orjson.loads(r.value or b"")
            for r in self.replay.feed(lines)
            if r.topic == "news.alerts"
        ]
        return [(alert["rule"], alert["status"]) for alert in made]

    def _line(self, update: dict[str, Any], at: datetime) -> tuple[bytes, bytes, int]:
        return update["uri"].encode(), orjson.dumps(update), millis(at)

    def take(self, *updates: dict[str, Any], every: float = 0.5) -> Told:
        """Updates that come in at the clock's time, one each `every` minutes."""
        told: Told = []
        for update in updates:
            told += self._told([self._line(update, self.now)])
            self.now += timedelta(minutes=every)
        return told

    def new(self, agency: str, town: int = 0, **more: Any) -> dict[str, Any]:
        """A story that nobody has had."""
        self.number += 1
        return story(self.number, self.now, agency, town, **more)

    def hours(self, count: int, start: datetime | None = None, without: str = "") -> Told:
        """Ordinary hours from the clock's time on; Haifa is not in them."""
        told: Told = []
        self.now = start or self.now
        end = self.now + timedelta(hours=count)
        while self.now < end:
            for agency in AGENCIES:
                if agency != without:
                    told += self.take(self.new(agency, 1 + self.number % 4), every=15)
        return told


def _stated(update: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(update["version_created"])


@pytest.fixture(scope="module")
def noon(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk at noon of the tenth day, which nobody may use."""
    rules = tmp_path_factory.mktemp("surges") / "rules.toml"
    rules.write_text(RULES)
    return Desk(build_stages(StageOptions(rules=rules)))


@pytest.fixture
def desk(noon: Desk) -> Desk:
    """A desk at noon of the tenth day. Stages have no memory of their own: they are not copied."""
    return deepcopy(noon, {id(stage): stage for stage in noon.replay.stages})


def burst(desk: Desk, count: int = 12, **more: Any) -> list[dict[str, Any]]:
    """Stories on Haifa, of all agencies in turn."""
    return [desk.new(AGENCIES[n % 4], **more) for n in range(count)]


def killed(update: dict[str, Any]) -> dict[str, Any]:
    """The kill of an item."""
    return {
        "uri": update["uri"], "provider": update["provider"], "language": "en", "version": "9",
        "pub_status": "canceled", "headline": f"KILL: {update['headline']}",
    }  # fmt: skip


def test_ordinary_days_tell_nothing(desk: Desk) -> None:
    """Nine days and a morning without a word."""
    assert desk.before == []


def test_a_burst_is_told_once_and_again_when_it_has_doubled(desk: Desk) -> None:
    """Ten stories of four agencies in five minutes, then twenty-five more."""
    assert desk.take(*burst(desk, 10)) == [("haifa", "raised")]
    assert desk.take(*burst(desk, 25), every=0.1) == [("haifa", "escalated")] * 2


def test_one_story_however_often_is_no_burst(desk: Desk) -> None:
    """Thirty versions of one report, and the same report of three other agencies."""
    first = desk.new("AFP")
    versions = [
        {**first, "version": str(n), "body": f"{first['body']} More {word(n + 900)}."}
        for n in range(1, 31)
    ]
    assert desk.take(*versions) == []


def test_one_agency_alone_is_no_burst(desk: Desk) -> None:
    """Twenty-five reports of one agency."""
    assert desk.take(*[desk.new("AFP") for _ in range(25)]) == []


def test_copies_of_one_report_are_no_burst(desk: Desk) -> None:
    """Twenty papers with AP's text."""
    first = desk.new("AP")
    copies = [{**first, "uri": f"paper{n}:1", "provider": f"Paper {word(n)}"} for n in range(20)]
    assert desk.take(first, *copies) == []


def test_old_items_of_a_new_feed_are_no_burst(desk: Desk) -> None:
    """Forty that are dated three days ago."""
    old = (desk.now - timedelta(days=3)).isoformat()
    feed = [desk.new("Policy Watch", version_created=old) for _ in range(40)]
    more = [desk.new("Gulf Blog", version_created=old) for _ in range(40)]
    assert desk.take(*feed, *more, every=0.05) == []


def test_undated_items_are_no_burst(desk: Desk) -> None:
    """Sixty that say no time, of three feeds."""
    items = [desk.new(f"Feed {n % 3}") for n in range(60)]
    for item in items:
        del item["version_created"]
    assert desk.take(*items, every=0.05) == []


def test_a_re_send_of_days_is_no_burst(desk: Desk) -> None:
    """All of Haifa's items again, with new ids and the time of now."""
    again = [
        {**each, "uri": f"{each['uri']}:again", "version_created": desk.now.isoformat()}
        for each in ordinary()
        if "HAIFA" in each["body"]
    ][-20:]
    assert desk.take(*again, every=0.2) == []


def test_test_messages_are_no_burst(desk: Desk) -> None:
    """A training of four desks."""
    assert desk.take(*burst(desk, ed_note="TEST - DO NOT PUBLISH")) == []


def test_a_burst_that_is_killed_is_withdrawn(desk: Desk) -> None:
    """Ten of twelve stories are taken back within two hours."""
    items = burst(desk)
    desk.take(*items)
    desk.hours(1)
    told = desk.take(*map(killed, items[:10]))
    assert told == [("haifa", "withdrawn")]


def test_a_burst_that_is_over_and_killed_next_day_is_withdrawn(desk: Desk) -> None:
    """After the day is closed, to the same channel."""
    items = burst(desk, 10)
    assert desk.take(*items) == [("haifa", "raised")]
    assert desk.hours(26) == []
    assert desk.take(*map(killed, items[:8])) == [("haifa", "withdrawn")]


def test_embargoed_stories_are_a_burst_when_they_are_out(desk: Desk) -> None:
    """Not a word before the embargo ends."""
    until = desk.now + timedelta(hours=2)
    assert desk.take(*burst(desk, embargoed_until=until.isoformat())) == []
    assert desk.hours(1) == []
    assert ("haifa", "raised") in desk.hours(2)


def test_a_burst_at_night(desk: Desk) -> None:
    """Ten stories at three in the morning."""
    desk.hours(15)
    assert desk.take(*burst(desk, 10)) == [("haifa", "raised")]


def test_an_agency_that_falls_silent(desk: Desk) -> None:
    """Reuters is not heard for a day while the others are; then it is."""
    assert desk.hours(24, without="Reuters") == [("reuters", "raised")]
    assert desk.take(desk.new("Reuters", 1)) == [("reuters", "amended")]


def test_an_outage_of_the_feed_is_no_agencys_silence(desk: Desk) -> None:
    """Nobody is heard for a night: no agency is to blame."""
    desk.now += timedelta(hours=9)
    assert desk.hours(2) == []


def test_a_place_that_was_never_named(desk: Desk) -> None:
    """Its first story is told, and taken back when it is killed."""
    tromso = {
        "headline": "Kobavi mirtel in Tromso",
        "body": "TROMSO, Norway (AFP) - Tromso heard of kobavi mirtel oshwen.",
    }
    first = desk.new("AFP", **tromso)
    assert desk.take(first) == [("new", "raised")]
    assert desk.take(killed(first)) == [("new", "withdrawn")]
