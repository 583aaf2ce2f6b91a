"""The metrics: one catalogue, nothing beside it, and names that Prometheus tools accept."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from prometheus_client import Counter, generate_latest
from prometheus_client.openmetrics import exposition as openmetrics
from prometheus_client.parser import text_string_to_metric_families

from stream.observe import catalogue as declared
from stream.observe.catalogue import catalogue
from stream.observe.metrics import Metrics
from stream.observe.reference import metrics_markdown

ROOT = Path(__file__).parents[3]
REMAKE = "run: python -m stream.observe.metrics > docs/metrics.md"


def value(metrics: Metrics, name: str, **labels: str) -> float | None:
    """Return the value of a sample."""
    return metrics.registry.get_sample_value(f"newswire_{name}", labels)


def test_the_page_in_docs_is_current() -> None:
    """docs/metrics.md is what `python -m stream.observe.metrics` prints."""
    assert (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8") == metrics_markdown(), REMAKE


def test_every_metric_of_the_catalogue_is_exposed_and_no_other() -> None:
    """The families on /metrics are exactly the catalogue, with its types and help."""
    families = text_string_to_metric_families(generate_latest(Metrics("1").registry).decode())
    exposed = {(f.name.removesuffix("_total"), f.type, f.documentation) for f in families}
    assert exposed == {(e.name.removesuffix("_total"), e.kind, e.help) for e in catalogue()}


def test_a_metric_outside_the_catalogue_is_refused() -> None:
    """Registering a metric that is not declared raises, so that the docs can't fall behind."""
    with pytest.raises(ValueError, match="newswire_secret_extra is not in the catalogue"):
        Counter("newswire_secret_extra_total", "x", registry=Metrics("1").registry)


def test_only_observe_and_the_status_page_use_the_library() -> None:
    """No other module imports prometheus_client: metrics can't be made on the side."""
    users = {
        str(path.relative_to(ROOT / "src" / "stream").parent)
        for path in (ROOT / "src" / "stream").rglob("*.py")
        if re.search(r"(?m)^\s*(from|import) prometheus_client", path.read_text(encoding="utf-8"))
    }
    assert users == {"observe", "web"}


def test_names_follow_the_conventions() -> None:
    """Counters end in _total and nothing else does; durations are seconds; all have help."""
    for entry in catalogue():
        assert re.fullmatch(r"newswire_[a-z_]+", entry.name)
        assert entry.name.endswith("_total") == (entry.kind == "counter")
        assert not re.search(r"_(ms|millis|minutes|kb|mb|percent)(_|$)", entry.name)
        assert entry.help.endswith(".")


def test_no_label_can_explode() -> None:
    """Labels are the few that have few values."""
    assert {label for entry in catalogue() for label in entry.labels} == {
        *("stage", "outcome", "topic", "error", "partition", "version"),
    }


def test_end_to_end_reaches_from_milliseconds_to_ten_minutes() -> None:
    """The buckets of the end-to-end time span 5 ms to 10 min, rising."""
    buckets = declared.END_TO_END.buckets
    assert (buckets[0], buckets[-1]) == (0.005, 600.0)
    assert list(buckets) == sorted(set(buckets))


def test_every_entry_is_written_by_some_method() -> None:
    """No metric is declared and never written: each constant is used by Metrics."""
    source = inspect.getsource(Metrics)
    constants = [name for name, v in vars(declared).items() if isinstance(v, declared.Entry)]
    assert [name for name in constants if f"c.{name}" not in source] == []


def test_counts_add_up_by_label() -> None:
    """Counting twice adds; other labels are counted apart."""
    metrics = Metrics("1")
    metrics.outcome("dedupe", "new", 3)
    metrics.outcome("dedupe", "new")
    metrics.outcome("dedupe", "kill")
    assert value(metrics, "outcomes_total", stage="dedupe", outcome="new") == 4
    assert value(metrics, "outcomes_total", stage="dedupe", outcome="kill") == 1


def test_counters_of_known_stages_start_at_zero() -> None:
    """A stage's counters exist before the first event, so that its first increase is seen."""
    metrics = Metrics("1", ["alert"])
    assert value(metrics, "records_received_total", stage="alert") == 0
    assert value(metrics, "watchdog_stalled", stage="alert") == 0


def test_the_lag_of_a_partition_that_left_is_dropped() -> None:
    """After a rebalance the old owner reports no lag for the partition, until it comes back."""
    metrics = Metrics("1")
    metrics.lag("alert", 2, 10, 1.5)
    assert value(metrics, "lag_seconds", stage="alert", partition="2") == 1.5
    metrics.forget_partition("alert", 2)
    metrics.forget_partition("alert", 2)
    assert value(metrics, "lag_seconds", stage="alert", partition="2") is None
    assert value(metrics, "lag_records", stage="alert", partition="2") is None
    metrics.lag("alert", 2, 3, 0.5)
    assert value(metrics, "lag_records", stage="alert", partition="2") == 3


def test_clocks_that_differ_give_no_negative_time() -> None:
    """A record from a clock ahead of ours counts as no time at all."""
    metrics = Metrics("1")
    metrics.latency("alert", -0.3)
    metrics.lag("alert", 0, 1, -5)
    assert value(metrics, "stage_latency_seconds_sum", stage="alert") == 0
    assert value(metrics, "lag_seconds", stage="alert", partition="0") == 0


def test_two_workers_in_one_process_count_apart() -> None:
    """Each Metrics has its own registry, as tests and embedders need."""
    one, two = Metrics("1"), Metrics("1")
    one.delivery_retry()
    assert (value(one, "delivery_retries_total"), value(two, "delivery_retries_total")) == (1, 0)


def test_no_created_series_double_the_exposition() -> None:
    """The library's extra _created series are off, in both text formats."""
    registry = Metrics("1", ["alert"]).registry
    assert b"_created" not in generate_latest(registry) + openmetrics.generate_latest(registry)
    assert b'newswire_build_info{version="1"} 1.0' in generate_latest(registry)
