"""docs/notify.md says what the code does."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from pathlib import Path

from stream.notify.answers import AGAIN, of_status
from stream.notify.policy import ChannelPolicy
from stream.observe.deliveries import ENTRIES
from stream.settings import load_settings
from stream.settings.channels import ChannelSettings
from unit.notify.made import NOON

PAGE = (Path(__file__).parents[2] / "docs" / "notify.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The code blocks of the page in a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.S)


def test_every_metric_is_explained() -> None:
    """One row each, with type, labels and the code's own words."""
    for entry in ENTRIES:
        labels = ", ".join(f"`{label}`" for label in entry.labels) or "none"
        assert f"| `{entry.name}` | {entry.kind} | {labels} | {entry.help} |" in PAGE


def test_the_example_loads(tmp_path: Path) -> None:
    """Both channels, as they are written."""
    (text,) = blocks("toml")
    path = tmp_path / "newswire.toml"
    path.write_text(text, encoding="utf-8")
    assert [c.name for c in load_settings(path, environ={}).channels] == [
        channel["name"] for channel in tomllib.loads(text)["channels"]
    ]


def test_the_receiver_s_example_runs() -> None:
    """A receiver can copy it."""
    (code,) = blocks("python")
    exec(compile(code, "docs/notify.md", "exec"), {})


def test_settings_that_are_named_exist() -> None:
    """The first column of the table of settings."""
    names = re.findall(r"^\| (`[a-z_`, ]+`) \| (?!body|headers|`)", PAGE, re.M)
    keys = {name for group in names for name in re.findall(r"`(\w+)`", group)}
    assert {"quiet", "per_minute", "queue"} <= keys
    others = {"plain", "structured", "binary", *(entry.name for entry in ENTRIES)}
    assert keys - others <= ChannelSettings.model_fields.keys()


def test_figures_are_those_of_the_defaults() -> None:
    """Six hours, seven days, a thousand, five failures, thirty seconds to five minutes."""
    policy = ChannelPolicy("x")
    assert (policy.expire, policy.expire_corrections) == (timedelta(hours=6), timedelta(days=7))
    assert (policy.queue, policy.breaker_failures) == (1000, 5)
    assert (policy.breaker_pause, policy.breaker_most) == (
        timedelta(seconds=30),
        timedelta(minutes=5),
    )
    assert (policy.backoff, policy.backoff_most) == (timedelta(seconds=1), timedelta(minutes=5))


def test_statuses_are_in_the_right_row() -> None:
    """What the page says is tried again is, and what it says is final is."""
    (final,) = re.findall(r"^\| ([\d, ]+) and other faults", PAGE, re.M)
    (again,) = re.findall(r"^\| (401[\d, ]+), 5xx", PAGE, re.M)
    assert all(of_status(int(s), "", None, NOON).final for s in final.split(", "))
    assert {int(s) for s in again.split(", ")} <= AGAIN
