"""Prometheus's instruments, made of the catalogues' entries: the one place where an entry becomes one."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from stream.observe.catalogue import CounterEntry, GaugeEntry, HistogramEntry


def counter(entry: CounterEntry, registry: CollectorRegistry) -> Counter:
    """The counter of an entry, in a registry."""
    return Counter(entry.name, entry.help, entry.labels, registry=registry)


def gauge(entry: GaugeEntry, registry: CollectorRegistry) -> Gauge:
    """The gauge of an entry, in a registry."""
    return Gauge(entry.name, entry.help, entry.labels, registry=registry)


def histogram(entry: HistogramEntry, registry: CollectorRegistry) -> Histogram:
    """The histogram of an entry, in a registry."""
    return Histogram(entry.name, entry.help, entry.labels, buckets=entry.buckets, registry=registry)
