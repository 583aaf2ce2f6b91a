"""Every metric of a worker, declared once; `observe/metrics.py` refuses to register others.

Those of notify and of the desk stand with them in `observe/deliveries.py` and `observe/desk.py`.

Base units throughout: seconds, bytes, records. Labels have few values: never an id, a headline, an
actor or a place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

PREFIX = "newswire_"


@dataclass(frozen=True, eq=False)
class Entry:
    """One metric: its name without the prefix, what it means, and its labels.

    An entry is equal to itself only, which makes it a cheap key: metrics are written per record.
    """

    short: str
    help: str
    labels: tuple[str, ...] = ()
    kind: ClassVar[str] = ""

    @property
    def name(self) -> str:
        """The name as Prometheus scrapes it."""
        return PREFIX + self.short


@dataclass(frozen=True, eq=False)
class CounterEntry(Entry):
    """A total since the worker started."""

    kind: ClassVar[str] = "counter"


@dataclass(frozen=True, eq=False)
class GaugeEntry(Entry):
    """A value that goes up and down."""

    kind: ClassVar[str] = "gauge"


@dataclass(frozen=True, eq=False)
class HistogramEntry(Entry):
    """A distribution; `buckets` are upper bounds in seconds."""

    buckets: tuple[float, ...] = ()
    kind: ClassVar[str] = "histogram"


_STAGE = ("stage",)
_PLACE = ("stage", "partition")

_WORK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""From one small batch to one that waits for a delivery attempt to time out (30 s)."""

_JOURNEY = (
    *(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0),
    *(2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0),
)
"""5 ms to 10 min: five topics in a row take some 10 ms at the least, a backlog takes minutes."""

RECORDS_RECEIVED = CounterEntry(
    "records_received_total", "Records that a stage took from its source topic.", _STAGE
)
OUTCOMES = CounterEntry(
    "outcomes_total",
    "Records decided, by outcome: intake's and dedupe's verdicts, alerts raised, and so on.",
    ("stage", "outcome"),
)
RESENDS_IGNORED = CounterEntry(
    "resends_ignored_total",
    "Records that were sent again after a crash and were known by their origin.",
    _STAGE,
)
RECORDS_EMITTED = CounterEntry(
    "records_emitted_total", "Records that Kafka acknowledged on a topic.", ("topic",)
)
DEAD_LETTERS = CounterEntry(
    "dead_letters_total",
    "Records that could not be read, by error class; they are on the dead-letter topic.",
    ("stage", "error"),
)
BATCH_SECONDS = HistogramEntry(
    "batch_seconds",
    "Time from taking a batch to its last acknowledgement, before the commit.",
    _STAGE,
    _WORK,
)
STAGE_LATENCY = HistogramEntry(
    "stage_latency_seconds",
    "Time from the append of the source record to the delivery of its outputs.",
    _STAGE,
    _JOURNEY,
)
END_TO_END = HistogramEntry(
    "end_to_end_seconds",
    "Time from the arrival of an update on wire.updates to the delivery of what it caused on a "
    "public topic.",
    ("topic",),
    _JOURNEY,
)
LAG_RECORDS = GaugeEntry("lag_records", "Records that wait in a source partition.", _PLACE)
LAG_SECONDS = GaugeEntry(
    "lag_seconds",
    "Age of the oldest record of a source partition that is not done yet; 0 when caught up.",
    _PLACE,
)
COMMITS = CounterEntry("commits_total", "Commits of offsets.", _STAGE)
TABLE_ROWS = GaugeEntry("table_rows", "Rows of state held in memory.", _STAGE)
TABLE_BYTES = GaugeEntry(
    "table_bytes", "Size of the rows of state as they are stored, keys included.", _STAGE
)
RECOVERY_SECONDS = GaugeEntry(
    "recovery_seconds", "How long the last recovery of the state from its changelog took.", _STAGE
)
RECOVERY_ROWS = CounterEntry(
    "recovery_rows_total", "Rows of state that recoveries read from the changelog.", _STAGE
)
DELIVERY_RETRIES = CounterEntry(
    "delivery_retries_total", "Batches that had to be offered to Kafka again."
)
TICKS = CounterEntry(
    "ticks_total", "Ticks written: the records that carry the passing of time.", _STAGE
)
WARNINGS = CounterEntry(
    "warnings_total",
    "Warnings on accepted updates: what breaks the sender's own standard but can be read.",
)
BUILD_INFO = GaugeEntry("build_info", "Always 1; the label says which version runs.", ("version",))
ASSIGNED_PARTITIONS = GaugeEntry(
    "assigned_partitions", "Source partitions that the group gave to this worker.", _STAGE
)
WATCHDOG_STALLED = GaugeEntry(
    "watchdog_stalled",
    "Source partitions that have records waiting but made no progress for half of worker.watchdog_seconds.",
    _STAGE,
)
RULES_CHANGES = CounterEntry("rules_changes_total", "Changes of the rules file that were taken.")
RULES_REFUSED = GaugeEntry(
    "rules_file_refused",
    "1 while the rules file has a mistake or can't be read: the rules before it stay in force.",
)
KAFKA_REACHABLE = GaugeEntry(
    "kafka_reachable", "1 while Kafka answers; asked twice a second, by a connection of its own."
)


def catalogue() -> list[Entry]:
    """Return every entry, in the order of declaration."""
    return [value for value in globals().values() if isinstance(value, Entry)]
