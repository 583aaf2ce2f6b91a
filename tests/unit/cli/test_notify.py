"""`newswire notify` without Kafka: help, preview, and settings that are wrong."""

from __future__ import annotations

import json
from pathlib import Path

from stream.bootstrap.channels import policy_of
from stream.notify.policy import ChannelPolicy
from stream.settings.channels import ChannelSettings
from support.command import newswire


def test_preview_shows_an_example(tmp_path: Path) -> None:
    """With no settings and no file there is something to see."""
    done = newswire("notify", "preview", "--kind", "withdrawn", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"WITHDRAWN: " in done.stdout


def test_preview_as_json(tmp_path: Path) -> None:
    """For programs."""
    (shown,) = json.loads(newswire("notify", "preview", "--json", cwd=tmp_path).stdout)
    assert shown["kind"] == "raised" and shown["title"] and shown["text"]


def test_preview_of_nonsense_names_the_line(tmp_path: Path) -> None:
    """Exit code 78, and one line that says what and where."""
    done = newswire("notify", "preview", "-", stdin=b"{}\n", cwd=tmp_path)
    assert done.returncode == 78
    assert done.stderr.startswith(b"newswire: -, line 1: ") and done.stderr.count(b"\n") == 1


def test_no_channel_is_an_error(tmp_path: Path) -> None:
    """A notify that tells nobody would look like one that works."""
    done = newswire(
        "notify", "--bootstrap", "127.0.0.1:1", "--set", "status.enabled=false", cwd=tmp_path
    )
    assert done.returncode == 78 and b"[[channels]]" in done.stderr


def test_an_unknown_state_is_a_usage_error(tmp_path: Path) -> None:
    """Before Kafka is asked."""
    done = newswire("notify", "log", "--state", "gone", cwd=tmp_path)
    assert done.returncode == 2 and b"planned" in done.stderr


def test_defaults_are_stated_once() -> None:
    """The settings' defaults are those of the policy."""
    of = ChannelSettings.model_validate(
        {"name": "x", "kind": "webhook", "url": "https://x.example/"}
    )
    assert policy_of(of) == ChannelPolicy("x")


def test_an_unknown_kind_is_a_usage_error(tmp_path: Path) -> None:
    """A preview of a message that is never sent would be no preview."""
    done = newswire("notify", "preview", "--kind", "gone", cwd=tmp_path)
    assert done.returncode == 2 and b"corroborated" in done.stderr
