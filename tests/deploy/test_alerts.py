"""The alert rules: complete, tested, with a runbook each, and accepted by promtool."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from stream.settings.keys import known_keys

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "prometheus"
GROUPS = yaml.safe_load((FOLDER / "alerts.yml").read_text(encoding="utf-8"))["groups"]
RULES: dict[str, dict[str, Any]] = {
    rule["alert"]: rule for group in GROUPS for rule in group["rules"]
}
RUNBOOKS = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
PARTS = ("Meaning", "Impact", "Diagnosis", "Mitigation")


def _sections() -> dict[str, str]:
    """The runbooks by anchor, as GitHub makes it from a heading of one word."""
    found = re.split(r"^## (\w+)\n", RUNBOOKS, flags=re.MULTILINE)[1:]
    return {name.lower(): text for name, text in zip(found[::2], found[1::2], strict=True)}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_how_long_how_bad_and_what(name: str) -> None:
    """Each rule waits before it fires, has one of two severities, a summary and a description."""
    rule = RULES[name]
    assert re.fullmatch(r"[1-9]\d*[sm]", rule["for"])
    assert rule["labels"]["severity"] in ("page", "ticket")
    assert rule["annotations"]["summary"] and rule["annotations"]["description"]


@pytest.mark.parametrize("name", RULES)
def test_a_rule_s_runbook_is_there_and_complete(name: str) -> None:
    """The link leads to a heading of that name, with meaning, impact, diagnosis and mitigation."""
    page, _, anchor = RULES[name]["annotations"]["runbook_url"].partition("#")
    assert (ROOT / page).is_file() and anchor == name.lower()
    told = re.findall(r"^\*\*(\w+)\.\*\*", _sections()[anchor], flags=re.MULTILINE)
    assert tuple(told) == PARTS


def test_no_runbook_is_left_over() -> None:
    """A runbook whose alert is gone would be read in vain."""
    assert _sections().keys() == {name.lower() for name in RULES}


def test_links_between_runbooks_lead_somewhere() -> None:
    """Every anchor that the page links to is a heading of it."""
    assert set(re.findall(r"\]\(#([\w-]+)\)", RUNBOOKS)) <= _sections().keys()


@pytest.mark.parametrize(
    "key", sorted(set(re.findall(r"`((?:kafka|worker|limits|dedupe)\.\w+)`", RUNBOOKS)))
)
def test_settings_that_runbooks_name_exist(key: str) -> None:
    """A setting to be changed at three in the morning is one that there is."""
    assert key in {".".join(path) for path in known_keys()}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_has_a_test(name: str) -> None:
    """Each alert is named, or matched by a pattern, in the rule tests, as one that fires."""
    tests = yaml.safe_load((FOLDER / "alerts_test.yml").read_text(encoding="utf-8"))["tests"]
    named = {
        case["alertname"]
        for test in tests
        for case in test.get("alert_rule_test", [])
        if case["exp_alerts"]
    }
    asked = [
        pattern
        for test in tests
        for case in test.get("promql_expr_test", []) if case["exp_samples"]
        for pattern in re.findall(r'alertname=~?"([^"]+)"', case["expr"])
    ]  # fmt: skip
    assert name in named or any(re.fullmatch(pattern, name) for pattern in asked)


def test_prometheus_asks_where_the_worker_listens() -> None:
    """The scrape job is the one that the rules name, and its port is the worker's."""
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    config = yaml.safe_load((FOLDER / "prometheus.yml").read_text(encoding="utf-8"))
    job = next(job for job in config["scrape_configs"] if job["job_name"] == "newswire")
    (lookup,) = job["dns_sd_configs"]
    (service,) = lookup["names"]
    port = compose["services"][service]["environment"]["NEWSWIRE_STATUS__PORT"]
    assert str(lookup["port"]) == port and 'job="newswire"' in RULES["NewswireWorkerDown"]["expr"]


@pytest.mark.parametrize(
    "command",
    [
        ["check", "config", "prometheus.yml"],
        ["check", "rules", "alerts.yml"],
        ["test", "rules", "alerts_test.yml"],
    ],
    ids=" ".join,
)
def test_promtool_accepts(command: list[str]) -> None:
    """Prometheus's own tool takes the configuration and the rules, and their tests pass."""
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool (it comes with Prometheus) is not here: rules were parsed, not run")
    done = subprocess.run(
        [promtool, *command], cwd=FOLDER, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
