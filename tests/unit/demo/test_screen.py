"""What the demo prints: plain lines, the summary and the full screen, from records given here."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import msgspec
import orjson
import pytest
from rich.console import Console

from stream.adapters.kafka.dead_letters import Letter
from stream.demo.feed import hold_of, whole_millis, with_embargo_until
from stream.demo.screen import Progress, screen
from stream.demo.seen import Seen
from stream.demo.site import status_port
from stream.demo.words import line_of, reason_of, short, steps, summary
from stream.model import Alert, Count, StoryUpdate, Update

INGESTED = datetime(2026, 5, 4, 12, 1, 3, tzinfo=UTC)
RELEASE = datetime(2026, 5, 4, 12, 1, 9, tzinfo=UTC)


@dataclass
class Record:
    """As much of a Kafka record as the demo looks at."""

    value: bytes
    timestamp: int = 0
    offset: int = 0
    key: bytes | None = None
    headers: list[tuple[str, bytes]] = field(default_factory=list)


def alert(sequence: int = 1, after_ms: int = 100, **more: object) -> Record:
    """A message of an alert that Kafka took so many milliseconds after its update."""
    values: dict[str, object] = {
        "id": "a1", "sequence": sequence, "status": "raised", "rule": "port-fire", "story": "s1",
        "severity": "high", "channels": ["desk"], "headline": "FIRE AT PORT", "reason": "rule x: why",
        "changes": [], "actors": [], "places": [], "sources": ["AFP"], "single_source": True,
        "uri": "u1", "provider": "AFP", "version": "1", "urgency": 1, "language": "en",
        "at": INGESTED, "ingested_at": INGESTED, **more,
    }  # fmt: skip
    at = INGESTED + timedelta(milliseconds=after_ms)
    return Record(
        msgspec.json.encode(msgspec.convert(values, Alert)), int(at.timestamp() * 1000), sequence
    )


def count(name: str, updates: int, hour: int, dimension: str = "actor", size: int = 3600) -> Record:
    """A count of one window."""
    value = Count(
        window_start=datetime(2024, 11, 29, hour, tzinfo=UTC), window_seconds=size,
        dimension=dimension, value=name.lower(), name=name, stories=1, updates=updates, sources=1,
    )  # type: ignore[arg-type]  # fmt: skip
    return Record(msgspec.json.encode(value))


def story(verdict: str, origin: int, name: str = "s1") -> Record:
    """A story update made from the record at offset `origin`."""
    update = Update(uri="u", provider="AFP", event_time=INGESTED, ingested_at=INGESTED)
    value = StoryUpdate(story=name, verdict=verdict, update=update, agency="AFP")  # type: ignore[arg-type]
    return Record(msgspec.json.encode(value), headers=[("newswire-origin", b"0:%d:0:0" % origin)])


def letter(message: str, value: bytes, offset: int) -> Record:
    """A dead letter."""
    heads = [("newswire-dlq-error", b"MalformedUpdate"), ("newswire-dlq-message", message.encode())]
    return Record(value, offset=offset, headers=heads)


@pytest.fixture
def seen() -> Seen:
    """A short run: three messages, one of them held by an embargo, two stories, two dead letters."""
    seen = Seen({RELEASE})
    seen.take("news.alerts", alert(1))
    seen.take("news.alerts", alert(2, 300, status="amended", changes=["48 → 36"]))
    seen.take("news.alerts", alert(3, 6000, at=RELEASE, status="corroborated"))
    for origin, verdict in enumerate(("new", "revision", "new")):
        seen.take("wire.stories", story(verdict, origin, f"s{origin // 2}"))
    seen.take("wire.duplicates", story("duplicate", 3))
    seen.take("wire.updates.dlq", letter("uri is missing (at uri)", b'{"headline":"B"}', 1))
    seen.take("wire.updates.dlq", letter("not JSON: cut", b'{"uri":', 0))
    for name, updates, hour in (("HTS", 2, 12), ("HTS", 3, 13), ("Iran", 4, 12), ("Gone", 0, 12)):
        seen.take("news.counts", count(name, updates, hour))
    seen.take("news.counts", count("Aleppo", 7, 12, "place"))
    return seen


def test_line_of_a_raise() -> None:
    """A raise says when, which rule, the headline and that one source alone says so."""
    told = Seen().take("news.alerts", alert())
    assert told is not None
    expected = "12:01:03 raised        port-fire         FIRE AT PORT [AFP, single source]"
    assert line_of(told, UTC) == expected


@pytest.mark.parametrize(
    ("more", "end"),
    [
        ({"status": "amended", "changes": ["48 → 36", "+ 2"]}, "[AFP, single source] (48 → 36; + 2)"),
        ({"status": "corroborated", "sources": ["AFP", "AP"], "single_source": False,
          "reason": "rule port-fire: now 2 independent sources: AFP, AP"},
         "[AFP, AP] (now 2 independent sources: AFP, AP)"),
        ({"status": "withdrawn", "sources": [], "reason": "rule port-fire: AFP withdrew its report"},
         "[no source left] (AFP withdrew its report)"),
        ({"at": RELEASE}, "[AFP, single source] (embargo over)"),
    ],
)  # fmt: skip
def test_line_says_what_changed(more: dict[str, object], end: str) -> None:
    """What follows a raise says why it came; what an embargo held says that it has ended."""
    told = Seen({RELEASE}).take("news.alerts", alert(2, **more))
    assert told is not None
    assert line_of(told, UTC).endswith(end)


def test_a_message_sent_again_is_told_once() -> None:
    """The same message of the same alert, sent again after a restart, is no second line."""
    seen = Seen()
    assert seen.take("news.alerts", alert(1)) is not None
    assert seen.take("news.alerts", alert(1)) is None
    assert seen.statuses == {"raised": 1}


def test_an_update_has_one_verdict(seen: Seen) -> None:
    """A duplicate that is on both topics counts once, as a duplicate."""
    seen.take("wire.stories", story("follow_up", 3))
    assert seen.verdicts == {"new": 2, "revision": 1, "duplicate": 1}
    assert seen.duplicates == 1


def test_latency_leaves_out_what_an_embargo_held(seen: Seen) -> None:
    """Percentiles are by nearest rank over the messages that nothing held on purpose."""
    assert seen.latency(0.5) == pytest.approx(100)
    assert seen.latency(0.95) == pytest.approx(300)
    assert Seen().latency(0.5) is None


def test_top_adds_up_hour_windows(seen: Seen) -> None:
    """A count is its window's last value; windows of other lengths and empty ones don't count."""
    seen.take("news.counts", count("Iran", 1, 12))
    seen.take("news.counts", count("Iran", 50, 12, size=60))
    assert seen.top("actor", 5) == [("HTS", 5, 2), ("Iran", 1, 1)]
    assert seen.top("actor", 1) == [("HTS", 5, 2)]


def test_summary(seen: Seen) -> None:
    """The summary has what went in, what came out, the dead letters in order, and what to try next."""
    text = summary(seen, 6, 19.94, steps("a b.jsonl"))
    assert text.splitlines()[:4] == [
        "Updates in     6 in 2 stories, done in 19.9 s",
        "Verdicts       2 new, 1 revision, 1 duplicate",
        "Alerts         1 raised, 1 corroborated, 1 amended; 1 came when an embargo ended",
        "Wire to alert  p50 100 ms, p95 300 ms",
    ]
    assert "Dead letters   2\n  MalformedUpdate: not JSON: cut\n" in text
    assert [line.split() for line in text.splitlines() if "HTS" in line] == [["HTS", "5", "2"]]
    assert [line.split() for line in text.splitlines() if "Aleppo" in line] == [
        ["Aleppo", "7", "1"]
    ]
    assert "newswire replay -t news.alerts" in text
    assert "'a b.jsonl'" in text


def test_summary_of_nothing() -> None:
    """A run from which nothing came is summed up without an error."""
    text = summary(Seen(), 0, 1.0, [])
    assert "Alerts         none" in text
    assert "Wire to alert  no alert" in text


def test_reason_of_bytes_that_are_no_text() -> None:
    """A dead letter that is no UTF-8, or empty, can be shown."""
    assert reason_of(Letter(0, {"error": "E", "message": "m"}, None, b"\xff\n{", ())) == (
        "E: m\n      \ufffd {"
    )
    assert reason_of(Letter(0, {}, None, None, ())).startswith("?: ?")


@pytest.mark.parametrize(("width", "height"), [(110, 36), (80, 24), (40, 10)])
def test_screen_fits(seen: Seen, width: int, height: int) -> None:
    """The screen is as large as the terminal, with the newest message on top."""
    out = io.StringIO()
    console = Console(file=out, width=width, height=height, force_terminal=True, no_color=True)
    console.print(screen(seen, Progress(6, 87, "now"), height, UTC))
    lines = [line for line in out.getvalue().splitlines() if line]
    assert len(lines) <= height
    assert "corrobor" in lines[1]
    assert "6/87" in out.getvalue()


def test_the_screen_says_where_the_desk_is(seen: Seen) -> None:
    """A full screen hides what was said before it."""
    out = io.StringIO()
    console = Console(file=out, width=80, height=24, force_terminal=True, no_color=True)
    console.print(screen(seen, Progress(6, 87, "now", "http://127.0.0.1:40001/"), 24, UTC))
    assert "desk: http://127.0.0.1:40001/ " in out.getvalue()


def test_screen_without_colour(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR leaves no colour code on the screen."""
    codes = ("\x1b[1;3", "\x1b[3", "\x1b[9")
    for name, coloured in (("", True), ("1", False)):
        monkeypatch.setenv("NO_COLOR", name)
        out = io.StringIO()
        console = Console(
            file=out, width=100, height=30, force_terminal=True, color_system="standard"
        )
        console.print(screen(seen, Progress(6, 87, "now"), 30, UTC))
        assert any(
            code + "2m" in out.getvalue() or code + "6m" in out.getvalue() for code in codes
        ) is (coloured)


def test_embargo_is_moved_and_nothing_else() -> None:
    """Only a line that has an embargo changes, and only there."""
    line = orjson.dumps({"uri": "u", "embargoed_until": "2024-11-29T08:30:00Z", "body": "é"})
    moved = orjson.loads(with_embargo_until(line, RELEASE))
    assert moved == {"uri": "u", "embargoed_until": "2026-05-04T12:01:09+00:00", "body": "é"}
    for other in (b'{"uri": "u"}', b'{"cut'):
        assert with_embargo_until(other, RELEASE) is other


def test_hold_is_shorter_on_a_fast_wire() -> None:
    """An embargo ends before the lines that were moved after it."""
    assert hold_of(1) == timedelta(seconds=6)
    assert hold_of(20) == timedelta(seconds=0.45)


def test_hold_is_kept_to_the_millisecond() -> None:
    """Cut to seconds, an embargo of less than one would end before its text arrives."""
    arrival = datetime(2026, 5, 4, 12, 1, 9, 240_987, UTC)
    assert whole_millis(arrival) == datetime(2026, 5, 4, 12, 1, 9, 240_000, UTC)


def test_status_port_is_read_from_the_log() -> None:
    """Also behind an escape sequence; a log without the line, or with half of it, has none yet."""
    line = b'\x1b[?25h{"event": "status pages", "port": 4711}\n'
    assert status_port(b'{"event": "other"}\n' + line) == 4711
    assert status_port(line[:-4]) is None
    assert status_port(b"") is None


def test_short_text_is_one_line() -> None:
    """A text is cut at the length asked for, and line ends become spaces."""
    assert short("a\nb", 10) == "a b"
    assert short("abcdefghij", 5) == "abcd…"
