"""The metrics of one worker: a typed method for each thing that the shell reports.

`python -m stream.observe.metrics` prints the reference (`docs/metrics.md`).
"""

from __future__ import annotations

from collections.abc import Iterable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
)
from prometheus_client.registry import Collector

from stream.observe import catalogue as c
from stream.observe.instruments import counter, gauge, histogram

Labels = tuple[str, ...]


class CatalogueRegistry(CollectorRegistry):
    """A registry that takes the metrics of the catalogue and refuses all others."""

    def __init__(self) -> None:
        super().__init__()
        self._allowed = {entry.name.removesuffix("_total") for entry in c.catalogue()}

    def register(self, collector: Collector) -> None:
        """Register a metric; raise ValueError if it is not declared in the catalogue."""
        for metric in getattr(collector, "describe", collector.collect)():
            if metric.name not in self._allowed:
                raise ValueError(f"{metric.name} is not in the catalogue (observe/catalogue.py)")
        super().register(collector)


class Metrics:
    """What the shell counts and times. Durations are seconds, counts are records unless said.

    Counters of the given stages start at 0, so that a first increase is seen as one.
    """

    def __init__(self, version: str, stages: Iterable[str] = ()) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CatalogueRegistry()
        self._counters: dict[c.CounterEntry, Counter] = {}
        self._gauges: dict[c.GaugeEntry, Gauge] = {}
        self._histograms: dict[c.HistogramEntry, Histogram] = {}
        # The library's own look-up of labels costs more than the count itself.
        self._counter_children: dict[tuple[str, Labels], Counter] = {}
        self._gauge_children: dict[tuple[str, Labels], Gauge] = {}
        self._histogram_children: dict[tuple[str, Labels], Histogram] = {}
        for entry in c.catalogue():
            self._create(entry)
        self._set(c.BUILD_INFO, 1, version)
        for stage in stages:
            self._start(stage)

    def received(self, stage: str, count: int = 1) -> None:
        """Count records that a stage took."""
        self._add(c.RECORDS_RECEIVED, count, stage)

    def outcome(self, stage: str, outcome: str, count: int = 1) -> None:
        """Count records by what was decided; `outcome` is one of a stage's few words."""
        self._add(c.OUTCOMES, count, stage, outcome)

    def resend_ignored(self, stage: str, count: int = 1) -> None:
        """Count records that a crash upstream sent again."""
        self._add(c.RESENDS_IGNORED, count, stage)

    def emitted(self, topic: str, count: int = 1) -> None:
        """Count records that Kafka acknowledged."""
        self._add(c.RECORDS_EMITTED, count, topic)

    def dead_letter(self, stage: str, error: str, count: int = 1) -> None:
        """Count unreadable records; `error` is the name of the error's class."""
        self._add(c.DEAD_LETTERS, count, stage, error)

    def batch(self, stage: str, seconds: float) -> None:
        """Time one batch, from taking it to its last acknowledgement."""
        self._observe(c.BATCH_SECONDS, seconds, stage)

    def latency(self, stage: str, seconds: float) -> None:
        """Time one record, from its append to the delivery of its outputs."""
        self._observe(c.STAGE_LATENCY, seconds, stage)

    def end_to_end(self, topic: str, seconds: float) -> None:
        """Time one update, from `ingested_at` to delivery on a public topic."""
        self._observe(c.END_TO_END, seconds, topic)

    def lag(self, stage: str, partition: int, records: int, seconds: float) -> None:
        """Say how far a partition is behind, in records and by the age of the oldest."""
        self._set(c.LAG_RECORDS, records, stage, str(partition))
        self._set(c.LAG_SECONDS, max(0.0, seconds), stage, str(partition))

    def forget_partition(self, stage: str, partition: int) -> None:
        """Drop the lag of a partition that another worker has now; its last value would mislead."""
        labels = (stage, str(partition))
        for entry in (c.LAG_RECORDS, c.LAG_SECONDS):
            self._gauges[entry].remove(*labels)
            self._gauge_children.pop((entry.name, labels), None)

    def committed(self, stage: str) -> None:
        """Count a commit of offsets."""
        self._add(c.COMMITS, 1, stage)

    def table(self, stage: str, rows: int, size: int) -> None:
        """Say how much state a stage holds: rows, and bytes as stored."""
        self._set(c.TABLE_ROWS, rows, stage)
        self._set(c.TABLE_BYTES, size, stage)

    def recovered(self, stage: str, seconds: float, rows: int) -> None:
        """Say how long the last recovery took, and count the rows that it read."""
        self._set(c.RECOVERY_SECONDS, seconds, stage)
        self._add(c.RECOVERY_ROWS, rows, stage)

    def delivery_retry(self) -> None:
        """Count a batch that has to be offered again."""
        self._add(c.DELIVERY_RETRIES, 1)

    def tick(self, stage: str, count: int = 1) -> None:
        """Count ticks written."""
        self._add(c.TICKS, count, stage)

    def warning(self, count: int = 1) -> None:
        """Count warnings on accepted updates."""
        self._add(c.WARNINGS, count)

    def assigned(self, stage: str, partitions: int) -> None:
        """Say how many source partitions of a stage this worker has."""
        self._set(c.ASSIGNED_PARTITIONS, partitions, stage)

    def stalled(self, stage: str, partitions: int) -> None:
        """Say how many source partitions of a stage make no progress."""
        self._set(c.WATCHDOG_STALLED, partitions, stage)

    def rules_changed(self) -> None:
        """Count a change of the rules file that was taken."""
        self._add(c.RULES_CHANGES, 1)

    def rules_refused(self, refused: bool) -> None:
        """Say whether the rules file as it stands can't be used."""
        self._set(c.RULES_REFUSED, refused)

    def kafka_reachable(self, reachable: bool) -> None:
        """Say whether Kafka answers."""
        self._set(c.KAFKA_REACHABLE, reachable)

    def _create(self, entry: c.Entry) -> None:
        if isinstance(entry, c.CounterEntry):
            self._counters[entry] = counter(entry, self.registry)
        elif isinstance(entry, c.GaugeEntry):
            self._gauges[entry] = gauge(entry, self.registry)
        elif isinstance(entry, c.HistogramEntry):
            self._histograms[entry] = histogram(entry, self.registry)

    def _start(self, stage: str) -> None:
        for entry, whole in self._counters.items():
            if entry.labels == ("stage",):
                whole.labels(stage)
        # So that the first dead letter is an increase.
        self._add(c.DEAD_LETTERS, 0, stage, "MalformedUpdate")
        for shown in (c.ASSIGNED_PARTITIONS, c.WATCHDOG_STALLED):
            self._set(shown, 0, stage)

    def _add(self, entry: c.CounterEntry, amount: float, *labels: str) -> None:
        child = self._counter_children.get((entry.name, labels))
        if child is None:
            whole = self._counters[entry]
            child = whole.labels(*labels) if labels else whole
            self._counter_children[entry.name, labels] = child
        child.inc(amount)

    def _set(self, entry: c.GaugeEntry, value: float, *labels: str) -> None:
        child = self._gauge_children.get((entry.name, labels))
        if child is None:
            whole = self._gauges[entry]
            child = whole.labels(*labels) if labels else whole
            self._gauge_children[entry.name, labels] = child
        child.set(value)

    def _observe(self, entry: c.HistogramEntry, seconds: float, *labels: str) -> None:
        child = self._histogram_children.get((entry.name, labels))
        if child is None:
            child = self._histograms[entry].labels(*labels)
            self._histogram_children[entry.name, labels] = child
        # Brokers and workers have clocks of their own: a hop can seem to end before it began.
        child.observe(max(0.0, seconds))


if __name__ == "__main__":
    from stream.observe.reference import metrics_markdown

    print(metrics_markdown(), end="")
