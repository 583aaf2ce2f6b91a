"""The rules file under a running worker: what is taken, what is refused, and who is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import structlog

from stream.alert import AlertStage, parse_rules
from stream.alert.trends.stage import TrendStage
from stream.alert.watch.rulebook import Rulebook
from stream.bootstrap.reload import RulesFile, rules_keeper
from stream.observe.metrics import Metrics

ONE = '[[rule]]\nid = "one"\nwords = ["flood"]\n'
TWO = ONE + '[[rule]]\nid = "two"\nwords = ["fire"]\n'


class Watched:
    """A rules file that a worker started with, and what the worker says of it."""

    def __init__(self, folder: Path) -> None:
        self.path, self.metrics = folder / "rules.toml", Metrics("1")
        self.path.write_text(ONE)
        book, checks = Rulebook(parse_rules(ONE, "x")), [TrendStage([], keep_days=35).check]
        self.file = RulesFile(self.path, book, self.metrics, checks)
        self.looks()

    def looks(self, times: int = 2) -> list[str]:
        """Look so often; return the ids of the rules in force then."""
        for _ in range(times):
            self.file.look()
        return list(self.file.book.rules)

    def metric(self, name: str) -> float | None:
        """The value of a metric."""
        return self.metrics.registry.get_sample_value(f"newswire_{name}")


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    """A file with one rule."""
    return Watched(tmp_path)


def test_a_good_change_is_taken_once_it_is_quiet(watched: Watched) -> None:
    """Not at the first look, when it may be half written, but at the second."""
    watched.path.write_text(TWO)
    assert watched.looks(1) == ["one"]
    assert watched.looks(1) == ["one", "two"]
    assert (watched.metric("rules_changes_total"), watched.metric("rules_file_refused")) == (1, 0)


def test_rules_that_a_stage_can_not_go_by_are_refused_as_well(watched: Watched) -> None:
    """A first look back over more days than are kept is no rule for the worker that runs."""
    long = '[[rule]]\nid = "new"\nfirst_seen = { dimension = "actor", days = 90 }\n'
    watched.path.write_text(ONE + long)
    with structlog.testing.capture_logs() as logs:
        assert watched.looks() == ["one"]
    (said,) = [entry["error"] for entry in logs if entry["log_level"] == "error"]
    assert '"new"' in said and "alert.history_days" in said
    assert watched.metric("rules_file_refused") == 1


def test_a_mistake_keeps_the_rules_says_where_and_raises_the_metric(watched: Watched) -> None:
    """The log names file, rule, key and what is allowed; mending the file clears the metric."""
    watched.path.write_text(TWO.replace('words = ["fire"]', 'severity = "loud"\nwords = ["fire"]'))
    with structlog.testing.capture_logs() as logs:
        assert watched.looks() == ["one"]
    (said,) = [entry["error"] for entry in logs if entry["log_level"] == "error"]
    assert all(part in said for part in (str(watched.path), '"two"', "severity", "low, medium"))
    assert watched.metric("rules_file_refused") == 1
    watched.path.write_text(TWO)
    assert watched.looks() == ["one", "two"]
    assert watched.metric("rules_file_refused") == 0


def test_a_mistake_is_said_once(watched: Watched) -> None:
    """Not at every look: a log of one line a second is read by nobody."""
    watched.path.write_text("[[rule]]\n")
    with structlog.testing.capture_logs() as logs:
        watched.looks(6)
    assert len(logs) == 1


def test_a_file_that_is_gone_keeps_the_rules(watched: Watched) -> None:
    """Its return is taken, also as another file under the name, as a rename or a mount makes it."""
    watched.path.unlink()
    assert watched.looks() == ["one"]
    assert watched.metric("rules_file_refused") == 1
    other = watched.path.with_suffix(".new")
    other.write_text(TWO)
    other.rename(watched.path)
    assert watched.looks() == ["one", "two"]


def test_the_same_rules_in_other_words_are_no_change(watched: Watched) -> None:
    """A comment changes the file and not the rules."""
    watched.path.write_text("# for the night\n" + ONE)
    watched.looks()
    assert watched.metric("rules_changes_total") == 0


class State:
    """A partition's state with rules of some digest."""

    rules: Any = None


class Says:
    """Stands for the log: hands records to the states."""

    def __init__(self) -> None:
        self.state, self.told = State(), list[bytes]()

    async def tell(self, value: bytes, taken: Callable[[Any], bool]) -> int:
        """Write it, unless the state has it."""
        if taken(self.state):
            return 0
        self.told.append(value)
        return 1


async def test_the_log_is_told_until_it_has_the_rules(watched: Watched) -> None:
    """Also the rules that a worker started with: the log's are those of another file, or none."""
    stage = AlertStage(parse_rules(ONE, "x"))
    worker: Any = type("Worker", (), {"stages": [stage]})()
    keeper = rules_keeper(worker, watched.path, watched.metrics)
    assert keeper is not None
    log = Says()
    assert list(keeper._controls) == ["alert"]
    keeper._controls = {"alert": log}  # type: ignore[dict-item]
    await keeper._tell(stage.rulebook)
    assert log.told == [stage.rulebook.value]
    log.state.rules = stage.rulebook.row
    await keeper._tell(stage.rulebook)
    assert len(log.told) == 1
    assert rules_keeper(type("W", (), {"stages": []})(), None, watched.metrics) is None
