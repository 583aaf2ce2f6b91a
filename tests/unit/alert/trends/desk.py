"""A small shell for the trends stage: feeds windows, keeps rows as bytes, checks that a fold decides alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from stream.alert import parse_rules
from stream.alert.trends.stage import SIZE, TrendStage
from stream.alert.trends.weekly import DAY
from stream.model import SeriesAlert, Trend, TrendCount
from stream.ports import Effects

MONDAY = 1_772_409_600
"""2026-03-02 00:00 UTC."""

PAIR = ("actor_place", "hts×170063")
NAMES = {PAIR: "Hayat Tahrir al-Sham × Aleppo", ("all", "all"): "all"}

SURGE = """
[[rule]]
id = "surge"
channels = ["desk"]
surge = { dimension = "actor_place" }
"""

Counts = Mapping[tuple[str, str], tuple[int, int]]
"""Stories and agencies by series."""


@dataclass(frozen=True)
class Record:
    """A record as a stage sees it."""

    value: bytes | None
    timestamp: int
    offset: int = 0
    topic: str = "wire.trends"
    partition: int = 0
    key: bytes | None = None
    headers: Sequence[tuple[str, bytes]] = ()


def trend(start: int, counts: Counts, *, final: bool = True, watermark: int | None = None) -> Trend:
    """The record of one window."""
    return Trend(
        window=datetime.fromtimestamp(start, UTC),
        size=SIZE,
        watermark=datetime.fromtimestamp(start + SIZE if watermark is None else watermark, UTC),
        counts=[
            TrendCount(
                dimension=key[0], value=key[1], name=NAMES.get(key, key[1].upper()), stories=n,
                updates=n, sources=agencies,
            )
            for key, (n, agencies) in counts.items()
        ],
        final=final,
    )  # fmt: skip


Stored = tuple[tuple[int, int], bytes, int]


@dataclass
class Desk:
    """Runs the stage over records; `rows` are what is stored, without those that were given back."""

    rules: str = SURGE
    options: dict[str, Any] = field(default_factory=dict)
    offset: int = 0
    rows: dict[tuple[int, int], tuple[bytes, int]] = field(default_factory=dict)
    needless: list[tuple[int, tuple[int, int]]] = field(default_factory=list)
    told: list[SeriesAlert] = field(default_factory=list)
    log: list[tuple[Record, list[bytes]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Start with an empty memory."""
        self.stage = TrendStage(parse_rules(self.rules, "rules"), **self.options)
        self.state = self.stage.new_state(0)

    def window(
        self, start: int, counts: Counts, *, final: bool = True, now: int | None = None
    ) -> list[SeriesAlert]:
        """Decide the record of a window; its log time is two minutes after the window's end."""
        late = start + SIZE + 120 if final else start + 300
        at = (late if now is None else now) * 1000
        value = msgspec.json.encode(trend(start, counts, final=final))
        return self.send(Record(value, at, self.offset))

    def send(self, record: Record) -> list[SeriesAlert]:
        """Decide any record; return what it tells."""
        return self.do(record, self.stage.decide(record, self.state))

    def tick(self, now: int) -> list[SeriesAlert]:
        """Let time pass (seconds)."""
        record = Record(None, now * 1000, self.offset)
        return self.do(record, self.stage.tick(now * 1000, self.state))

    def do(self, record: Record, effects: Effects) -> list[SeriesAlert]:
        """Remember what a record caused."""
        for n, row in enumerate(effects.rows):
            key = (self.offset, n)
            gone = self.state.apply(key, row, record.timestamp)
            self.needless += [(self.offset, each) for each in gone]
            self.rows[key] = (msgspec.msgpack.encode(row), record.timestamp)
        self.offset += 1
        told = [emit.value for emit in effects.emits if isinstance(emit.value, SeriesAlert)]
        self.told += told
        self.log.append((record, [msgspec.json.encode(each) for each in told]))
        self.outcome = effects.outcome
        return told

    def refolded(self, before: int, *, swept: bool) -> Any:
        """A memory made from stored rows of records before an offset, needless ones left out if swept."""
        dead = {key for at, key in self.needless if at < before} if swept else set()
        state = self.stage.new_state(0)
        for key, (row, now) in sorted(self.rows.items()):
            if key[0] < before and key not in dead:
                state.apply(key, msgspec.msgpack.decode(row, type=self.stage.row_type), now)
        return state

    def past(self, days: int, usual: Mapping[tuple[str, str], int], start: int = MONDAY) -> int:
        """Ordinary days before: each series has so many stories a day, evenly spread. Return their end."""
        for at in range(start, start + days * DAY, SIZE):
            self.window(at, evenly(usual, at))
        return start + days * DAY


def evenly(usual: Mapping[tuple[str, str], int], at: int) -> dict[tuple[str, str], tuple[int, int]]:
    """The counts of one window of series that have so many stories a day."""
    slot = at % DAY // SIZE
    found = {}
    for key, a_day in usual.items():
        n = (slot + 1) * a_day // 96 - slot * a_day // 96
        if n:
            found[key] = (n, min(n, 5))
    return found


def at(time: int) -> str:
    """A time in words, for failures that can be read."""
    return str(datetime.fromtimestamp(time, UTC))


def headlines(told: Iterable[SeriesAlert]) -> list[str]:
    """What was told, in short."""
    return [f"{each.status}: {each.headline}" for each in told]


HOUR = timedelta(hours=1).seconds
