"""The metrics of `newswire serve`: what it reads, how far it is behind, who reads it and how fast it answers.

The label `route` is the address's pattern, never what was asked for.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, disable_created_metrics

from stream.observe.catalogue import CounterEntry, Entry, GaugeEntry, HistogramEntry
from stream.observe.instruments import counter, gauge, histogram

_ANSWER = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""From an answer out of SQLite's cache to one that a page gives up on."""

RECORDS = CounterEntry(
    "desk_records_total",
    "Records read, by what they were: shown, held, killed, resent, ignored, tick, unreadable, …",
    ("topic", "outcome"),
)
BEHIND = GaugeEntry("desk_behind_records", "Records of the topics that are not read yet.")
CONNECTED = GaugeEntry("desk_connected", "1 while the feed reads and Kafka answers.")
APPLY_SECONDS = HistogramEntry(
    "desk_apply_seconds", "Time to fold a batch of records into the database.", (), _ANSWER
)
STREAMS = GaugeEntry("desk_streams", "Clients of /api/live.")
DROPPED = CounterEntry("desk_streams_dropped_total", "Clients of /api/live that did not read.")
REQUESTS = HistogramEntry(
    "desk_request_seconds",
    "Time to answer a request, by route and status; streams are left out.",
    ("route", "status"),
    _ANSWER,
)

ENTRIES: tuple[Entry, ...] = (
    RECORDS, BEHIND, CONNECTED, APPLY_SECONDS, STREAMS, DROPPED, REQUESTS,
)  # fmt: skip


class DeskMetrics:
    """What serve counts and times, in a registry of its own. Durations are seconds."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = registry = CollectorRegistry()
        self._records, self._dropped = counter(RECORDS, registry), counter(DROPPED, registry)
        self._behind, self._connected = gauge(BEHIND, registry), gauge(CONNECTED, registry)
        self._streams = gauge(STREAMS, registry)
        self._apply, self._requests = (
            histogram(entry, registry) for entry in (APPLY_SECONDS, REQUESTS)
        )

    def records(self, topic: str, outcome: str, count: int) -> None:
        """Count records of a topic (project's name) that were so and so."""
        self._records.labels(topic, outcome).inc(count)

    def read(self, behind: int, seconds: float) -> None:
        """Say how many records wait after a batch that took so long."""
        self._behind.set(behind)
        self._apply.observe(seconds)

    def connected(self, connected: bool) -> None:
        """Say whether the brokers can be reached."""
        self._connected.set(connected)

    def streams(self, count: int) -> None:
        """Say how many streams are open."""
        self._streams.set(count)

    def dropped(self) -> None:
        """Count a client that did not read."""
        self._dropped.inc()

    def request(self, route: str, status: int, seconds: float) -> None:
        """Time a request."""
        self._requests.labels(route, str(status)).observe(seconds)
