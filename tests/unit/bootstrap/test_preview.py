"""`newswire notify preview`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from stream.bootstrap.preview import alerts_in, example, previews
from stream.errors import ConfigError
from stream.settings import Settings, load_settings

CHANNELS = [
    {"name": "desk", "kind": "webhook", "url_variable": "NOT_SET", "mode": "structured"},
    {"name": "chat", "kind": "apprise", "url_variable": "NOT_SET", "title": "{{ kind }}!"},
]


def settings(*channels: dict[str, Any]) -> Settings:
    """Settings with these channels."""
    return load_settings(None, {"channels": json.dumps(channels)}, environ={})


def test_every_channel_is_shown_without_its_secrets() -> None:
    """No variable has to be set; a webhook is shown as it would be sent."""
    desk, chat = previews(settings(*CHANNELS), [example()], None, "withdrawn", False)
    assert desk.title.startswith("WITHDRAWN: ") and chat.title == "withdrawn!"
    assert json.loads(desk.body)["type"] == "newswire.alert.withdrawn"
    assert desk.headers["Idempotency-Key"] in desk.text
    assert chat.body == ""


def test_without_channels_the_built_in_words_are_shown() -> None:
    """So that a first look needs no settings; a digest holds all."""
    (shown,) = previews(settings(), [example(), example()], None, None, True)
    assert shown.kind == "digest" and shown.title.startswith("2 alerts")


def test_an_unknown_channel_is_named() -> None:
    """With those that there are."""
    with pytest.raises(ConfigError, match="'dsek'; set are desk, chat"):
        previews(settings(*CHANNELS), [example()], "dsek", None, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no alert message"),
        ("\n{", "line 2: not JSON"),
        ("[]", "not an object"),
        ("{}", "required"),
    ],
)
def test_what_is_no_alert_is_refused(text: str, words: str) -> None:
    """The message names file and line."""
    with pytest.raises(ConfigError, match=words):
        alerts_in(text, "alerts.jsonl")


def test_lines_of_a_replay_are_taken() -> None:
    """What `newswire replay` prints can be looked at as it is."""
    assert alerts_in(json.dumps({"topic": "news.alerts", "value": example()}), "x") == [example()]
