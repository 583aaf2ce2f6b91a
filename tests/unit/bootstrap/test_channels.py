"""Channels made of settings: secrets are read from where they are, and shown nowhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from stream.bootstrap.channels import policy_of, ready_channel
from stream.errors import ConfigError
from stream.notify.together import FOLD
from stream.settings.channels import ChannelSettings

KEY = "0123456789abcdef-hunter2"


def channel(**more: Any) -> ChannelSettings:
    """A webhook's settings."""
    return ChannelSettings(
        **{"name": "desk", "kind": "webhook", "url": "https://desk.example/", **more}
    )


def test_wishes_become_a_policy() -> None:
    """Minutes, hours and clock times arrive as they are meant."""
    policy = policy_of(
        channel(digest_minutes=15, expire_minutes=90, quiet="22:00-07:00", zone="Europe/London")
    )
    assert policy.digest.total_seconds() == 900 and policy.expire.total_seconds() == 5400
    assert policy.quiet is not None and str(policy.quiet.zone) == "Europe/London"


def test_people_are_told_an_update_once_and_programs_each_alert() -> None:
    """Only a push waits for others that the same update caused."""
    people = channel(kind="apprise", url=None, url_variable="MAIL")
    assert (policy_of(people).fold, policy_of(channel()).fold) == (FOLD, timedelta(0))


def test_secrets_come_from_files_and_variables(tmp_path: Path) -> None:
    """Two keys a line each, an address from the environment; neither is in a repr."""
    keys = tmp_path / "keys"
    keys.write_text(f"{KEY}\n{KEY}-new\n")
    of = channel(url=None, url_variable="DESK", keys_file=keys)
    made = ready_channel(of, {"DESK": "https://desk.example/hunter2"})
    assert "hunter2" not in repr(of) + repr(made) + repr(vars(made.channel))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"url": None, "url_variable": "NONE"}, "url_variable NONE is not set"),
        ({"url": None, "url_file": "/nowhere/url"}, "can't be read"),
        ({"url": None, "url_variable": "PLAIN"}, "not one of https"),
        ({"url": None, "url_variable": "WORD"}, "not one of https"),
        ({"keys_variable": "SHORT"}, "16 characters"),
        ({"keys_variable": "THREE"}, "one or two"),
        ({"ca_file": "/nowhere/ca.pem"}, "ca_file"),
        ({"title": "{{ x"}, "desk.title, line 1"),
        ({"kind": "apprise", "url": None, "url_variable": "WORD"}, "apprise can't use"),
    ],
)
def test_what_can_not_be_used_is_named(more: dict[str, Any], words: str) -> None:
    """The channel, the key, the file or variable; never what is in it."""
    environ = {
        "PLAIN": "http://desk.example/hunter2", "WORD": "hunter2", "SHORT": "hunter2", "THREE": f"{KEY} {KEY}a {KEY}b",
    }  # fmt: skip
    with pytest.raises(ConfigError, match="channel desk") as caught:
        ready_channel(channel(**more), environ)
    assert words in str(caught.value) and "hunter2" not in str(caught.value)
