"""`docs/metrics.md`, made from the catalogues and from the real exposition of a sample of each program."""

from __future__ import annotations

from collections.abc import Sequence

from prometheus_client import CollectorRegistry, generate_latest

from stream.model.topics import ALERTS, CLASSIFIED, STORIES
from stream.observe import deliveries, desk
from stream.observe.catalogue import Entry, catalogue
from stream.observe.metrics import Metrics

_HEAD = """\
# Metrics

Made by `python -m stream.observe.metrics`; a test compares. A worker serves them on `/metrics` of
its status port (`status.port`, 6067). Times are seconds, sizes bytes. Labels never hold an id, a
headline, an actor or a place.
"""

_NOTIFY = """\
## Of `newswire notify`

Served on `notify.status_port` (6068). `channel` is the name of one of the [[channels]].
"""


_SERVE = """\
## Of `newswire serve`

Served on `serve.status_port` (6069). `route` is the address's pattern, never what was asked for.
"""


def metrics_markdown() -> str:
    """Return the reference: tables of all metrics, then each with sample exposition text."""
    programs = (
        (_HEAD, catalogue(), _sample().registry),
        (_NOTIFY, deliveries.ENTRIES, _sample_notify().registry),
        (_SERVE, desk.ENTRIES, _sample_serve().registry),
    )
    tables = [part for head, entries, _ in programs for part in (head, _table(entries))]
    samples = [part for _, entries, made in programs for part in _sections(entries, made)]
    return "\n".join([*tables, "## Samples\n", *samples])


def _table(entries: Sequence[Entry]) -> str:
    rows = [
        f"| `{entry.name}` | {entry.kind} | {_labels(entry)} | {entry.help} |" for entry in entries
    ]
    return "\n".join(["| metric | type | labels | meaning |", "|---|---|---|---|", *rows]) + "\n"


def _labels(entry: Entry) -> str:
    return ", ".join(f"`{label}`" for label in entry.labels) or "none"


def _section(entry: Entry, sample: str) -> str:
    return f"### `{entry.name}`\n\n{entry.help}\n\n```text\n{sample}```\n"


def _sections(entries: Sequence[Entry], registry: CollectorRegistry) -> list[str]:
    """Each metric with its text, cut out of the exposition of a sample process."""
    text = generate_latest(registry).decode()
    blocks = ["# HELP " + block for block in text.split("# HELP ")[1:]]
    samples = {block.split()[2]: block for block in blocks}
    return [_section(entry, samples[entry.name]) for entry in entries]


def _sample_notify() -> deliveries.DeliveryMetrics:
    metrics = deliveries.DeliveryMetrics(["desk"])
    metrics.messages(12)
    metrics.attempt("desk", "yes")
    metrics.ended("desk", "sent", 0.4)
    metrics.waiting("desk", 3, 42.0, down=True, uncorrected=1)
    return metrics


def _sample_serve() -> desk.DeskMetrics:
    metrics = desk.DeskMetrics()
    metrics.records(CLASSIFIED, "shown", 900)
    metrics.records(ALERTS, "shown", 40)
    metrics.read(0, 0.03)
    metrics.connected(True)
    metrics.streams(3)
    metrics.request("/api/alerts", 200, 0.004)
    return metrics


def _sample() -> Metrics:
    """Return what a worker could have counted; fixed numbers, so that the page stays the same."""
    metrics = Metrics("1.2.3")
    _sample_flow(metrics)
    _sample_health(metrics)
    return metrics


def _sample_flow(metrics: Metrics) -> None:
    metrics.received("dedupe", 1200)
    metrics.outcome("dedupe", "new", 700)
    metrics.outcome("dedupe", "duplicate", 450)
    metrics.resend_ignored("dedupe", 2)
    metrics.emitted(STORIES, 750)
    metrics.dead_letter("intake", "MalformedUpdate", 3)
    metrics.batch("dedupe", 0.012)
    metrics.latency("dedupe", 0.02)
    metrics.end_to_end(ALERTS, 0.04)
    metrics.warning(17)
    metrics.tick("alert", 60)
    metrics.delivery_retry()


def _sample_health(metrics: Metrics) -> None:
    metrics.lag("dedupe", 0, 35, 0.8)
    metrics.lag("dedupe", 1, 0, 0)
    metrics.committed("dedupe")
    metrics.table("dedupe", 48_000, 19_200_000)
    metrics.recovered("dedupe", 0.83, 300_000)
    metrics.assigned("dedupe", 2)
    metrics.stalled("dedupe", 0)
    metrics.rules_changed()
    metrics.rules_refused(False)
