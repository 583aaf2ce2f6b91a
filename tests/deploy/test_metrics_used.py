"""Alert rules and dashboard ask only for metrics and labels that a worker, notify or the desk has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from stream.observe import deliveries, desk
from stream.observe.catalogue import catalogue

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
PROMETHEUS_S_OWN = {"instance", "job", "le", "alertname", "alertstate"}
SUFFIXES = {"counter": ("",), "gauge": ("",), "histogram": ("_bucket", "_sum", "_count")}
METRICS = [*catalogue(), *deliveries.ENTRIES, *desk.ENTRIES]
LABELS = {entry.name + end: set(entry.labels) for entry in METRICS for end in SUFFIXES[entry.kind]}
KINDS = {entry.name + end: entry.kind for entry in METRICS for end in SUFFIXES[entry.kind]}


def _strings(node: Any) -> Iterator[str]:
    """Every query of a dashboard: the values of `expr` and of a variable's `definition`."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if key in ("expr", "definition"):
            yield value
        elif isinstance(value, dict | list):
            yield from _strings(value)


def _expressions() -> list[str]:
    groups = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text(encoding="utf-8"))
    rules = [rule["expr"] for group in groups["groups"] for rule in group["rules"]]
    boards = sorted((DEPLOY / "grafana" / "dashboards").glob("*.json"))
    return rules + [
        text for path in boards for text in _strings(json.loads(path.read_text(encoding="utf-8")))
    ]


EXPRESSIONS = _expressions()


def _metrics(expression: str) -> list[str]:
    return re.findall(r"\bnewswire_\w+", re.sub(r'"[^"]*"', "", expression))


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_metrics_exist(expression: str) -> None:
    """Every name that starts with newswire_ is in the catalogue, histograms with their suffix."""
    assert set(_metrics(expression)) <= LABELS.keys()


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_labels_exist(expression: str) -> None:
    """What is grouped by or selected on is a label of a metric in the expression."""
    known = PROMETHEUS_S_OWN.union(*(LABELS[name] for name in _metrics(expression)))
    grouped = {
        name.strip() for by in re.findall(r"\bby \(([^)]*)\)", expression) for name in by.split(",")
    }
    selected = set(re.findall(r"(\w+)\s*(?:=~|!=|!~|=)\s*\"", expression))
    assert grouped | selected <= known


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_counters_are_asked_for_their_increase(expression: str) -> None:
    """A counter falls to 0 with each restart, so its bare value is used only for a series that is new."""
    for name in _metrics(expression):
        if KINDS[name] == "gauge" or expression.startswith("label_values("):
            continue
        inside = rf"(rate|increase|resets)\({name}(\{{[^}}]*\}})?\["
        assert re.search(inside, expression), name


def test_the_dashboard_shows_every_metric() -> None:
    """A metric that no panel shows is one that nobody will look for at night."""
    shown = {name for text in EXPRESSIONS for name in _metrics(text)}
    missing = [
        entry.name for entry in METRICS
        if not any(entry.name + end in shown for end in SUFFIXES[entry.kind])
    ]  # fmt: skip
    assert missing == []
