"""The metrics of `newswire notify`: what each channel was sent, what waits for it, and whether it is down.

The label `channel` has as many values as there are [[channels]].
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, disable_created_metrics

from stream.observe.catalogue import CounterEntry, Entry, GaugeEntry, HistogramEntry
from stream.observe.instruments import counter, gauge, histogram

_CHANNEL = ("channel",)
_PATIENCE = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0, 21_600.0)
"""From a receiver next door to one that was down for the longest that an alert waits (6 h)."""

MESSAGES = CounterEntry("notify_alert_messages_total", "Alert messages that were planned.")
UNREADABLE = CounterEntry(
    "notify_unreadable_total", "Records of news.alerts that can't be read; they are dead letters."
)
UNSET = CounterEntry(
    "notify_unset_channels_total",
    "New alerts that name a channel which is not set: nobody is told.",
)
DELIVERIES = CounterEntry(
    "notify_deliveries_total",
    "Deliveries that ended, by how: sent, failed (refused for good), expired, dropped (overtaken).",
    ("channel", "state"),
)
ATTEMPTS = CounterEntry(
    "notify_attempts_total",
    "Attempts to send, by whether the message arrived: yes, no, maybe.",
    ("channel", "reached"),
)
LATENCY = HistogramEntry(
    "notify_latency_seconds",
    "Time from an alert message's append to the receiver's yes; quiet hours and digests included.",
    _CHANNEL,
    _PATIENCE,
)
PENDING = GaugeEntry("notify_pending", "Deliveries that wait for a channel.", _CHANNEL)
OLDEST = GaugeEntry(
    "notify_oldest_pending_seconds",
    "How long the oldest delivery has been ready to go out; 0 if none is.",
    _CHANNEL,
)
DOWN = GaugeEntry(
    "notify_channel_down",
    "1 while a channel counts as down and rests (its breaker is open).",
    _CHANNEL,
)
HOLDING = GaugeEntry(
    "notify_uncorrected",
    "Corrections (amended, withdrawn) that failed or expired: the channel still shows what was wrong.",
    _CHANNEL,
)
CONNECTED = GaugeEntry("notify_connected", "1 while Kafka answers.")

ENTRIES: tuple[Entry, ...] = (
    MESSAGES, UNREADABLE, UNSET, DELIVERIES, ATTEMPTS, LATENCY, PENDING, OLDEST, DOWN, HOLDING,
    CONNECTED,
)  # fmt: skip


class DeliveryMetrics:
    """What notify counts and times, in a registry of its own. Durations are seconds."""

    def __init__(self, channels: list[str]) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        counted = (MESSAGES, UNREADABLE, UNSET, DELIVERIES, ATTEMPTS)
        self._counters = {entry: counter(entry, self.registry) for entry in counted}
        self._latency = histogram(LATENCY, self.registry)
        shown = (PENDING, OLDEST, DOWN, HOLDING, CONNECTED)
        self._gauges = {entry: gauge(entry, self.registry) for entry in shown}
        for name in channels:
            for state in ("sent", "failed", "expired", "dropped"):
                self._counter(DELIVERIES, name, state).inc(0)
            self.waiting(name, 0, 0.0, down=False, uncorrected=0)

    def messages(self, count: int) -> None:
        """Count alert messages planned."""
        self._counter(MESSAGES).inc(count)

    def unreadable(self) -> None:
        """Count a record that can't be read."""
        self._counter(UNREADABLE).inc()

    def connected(self, connected: bool) -> None:
        """Say whether Kafka answers."""
        self._gauges[CONNECTED].set(connected)

    def unset(self) -> None:
        """Count an alert that names a channel which is not set."""
        self._counter(UNSET).inc()

    def attempt(self, channel: str, reached: str) -> None:
        """Count an attempt."""
        self._counter(ATTEMPTS, channel, reached).inc()

    def ended(self, channel: str, state: str, seconds: float) -> None:
        """Count a delivery that ended; if it was sent, `seconds` after its message came."""
        self._counter(DELIVERIES, channel, state).inc()
        if state == "sent":
            self._latency.labels(channel).observe(max(0.0, seconds))

    def waiting(
        self, channel: str, pending: int, oldest: float, *, down: bool, uncorrected: int
    ) -> None:
        """Say what waits for a channel, how long the oldest has, and whether the channel is down."""
        values = {PENDING: pending, OLDEST: max(0.0, oldest), DOWN: down, HOLDING: uncorrected}
        for entry, value in values.items():
            self._gauges[entry].labels(channel).set(value)

    def _counter(self, entry: CounterEntry, *labels: str) -> Counter:
        found = self._counters[entry]
        return found.labels(*labels) if labels else found
