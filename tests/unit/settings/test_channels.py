"""`[[channels]]`: what is refused, and that no secret is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stream.errors import ConfigError
from stream.settings import Settings, load_settings

HOOK = 'name = "desk"\nkind = "webhook"\n'
URL = 'url = "https://desk.example/alerts"\n'


def load(tmp_path: Path, *tables: str) -> Settings:
    """The settings of a file with these channels."""
    path = tmp_path / "newswire.toml"
    path.write_text("".join(f"[[channels]]\n{table}\n" for table in tables), encoding="utf-8")
    return load_settings(path, environ={})


def test_a_channel_loads(tmp_path: Path) -> None:
    """Lists, times and files; files are beside the settings file."""
    more = 'rules = ["coast"]\nquiet = "22:00-07:00"\nzone = "Europe/London"\nkeys_file = "desk.keys"\n'
    (channel,) = load(tmp_path, HOOK + URL + more).channels
    assert channel.keys_file == tmp_path / "desk.keys"
    assert (channel.rules, channel.quiet) == (["coast"], "22:00-07:00")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (HOOK, "give one of url, url_file or url_variable"),
        (HOOK + URL + 'url_file = "x"\n', "give one of"),
        (HOOK + 'url = "http://desk.example/"\n', "use https, or set allow_http"),
        (HOOK + 'url = "ftp://desk.example/"\n', "starts with https://"),
        ('name = "mail"\nkind = "apprise"\n' + URL, "apprise takes no url"),
        (HOOK + URL + 'quiet = "22-7"\n', "22:00-07:00"),
        (HOOK + URL + 'quiet = "07:00-07:00"\n', "two different"),
        (HOOK + URL + 'zone = "Mars/Base"\n', "IANA"),
        (HOOK + URL + 'severities = ["urgent"]\n', "low, medium, high, critical"),
        (HOOK + URL + "digest_minute = 5\n", "nearest known is digest_minutes"),
        (HOOK + URL + 'keys_variable = "NEWSWIRE_KEYS"\n', "NEWSWIRE_SECRET_"),
        (HOOK + URL + "expire_minutes = 0\n", "1 or more"),
        (HOOK + URL + 'keys_file = "a"\nkeys_variable = "B"\n', "keys_file and keys_variable"),
    ],
)
def test_a_wrong_channel_is_refused(tmp_path: Path, table: str, words: str) -> None:
    """The message says what is allowed."""
    with pytest.raises(ConfigError, match="channels") as caught:
        load(tmp_path, table)
    assert words in str(caught.value)


def test_two_channels_of_one_name_are_refused(tmp_path: Path) -> None:
    """The outbox knows channels by name."""
    with pytest.raises(ConfigError, match="two channels are called 'desk'"):
        load(tmp_path, HOOK + URL, HOOK + URL)


@pytest.mark.parametrize(
    "url",
    [
        "https://u:hunter2@desk.example/",
        "slack://T0KENhunter2/B/C",
        "mailto://wire:hunter2@mail.example",
        "hunter2",
    ],
)
@pytest.mark.parametrize("kind", ["webhook", "apprise", "nonsense"])
def test_an_address_in_the_wrong_place_is_not_shown(tmp_path: Path, url: str, kind: str) -> None:
    """The error says where a secret belongs, not what it is."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, f'name = "desk"\nkind = "{kind}"\nurl = "{url}"\n')
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "value", ['["slack://hunter2/x"]', "hunter2", '{"url": "hunter2"}', '[{"kind": "hunter2"}]']
)
def test_a_variable_with_a_secret_in_it_is_not_shown(value: str) -> None:
    """Also where the whole list comes from the environment, and is none."""
    with pytest.raises(ConfigError, match="NEWSWIRE_CHANNELS") as caught:
        load_settings(None, environ={"NEWSWIRE_CHANNELS": value})
    assert value.startswith("[{") or "hunter2" not in str(caught.value)


def test_an_address_is_in_no_repr(tmp_path: Path) -> None:
    """A path may be a token."""
    loaded: Any = load(tmp_path, HOOK + 'url = "https://desk.example/T0KEN"\n')
    assert "T0KEN" not in repr(loaded) + str(loaded) + loaded.model_dump_json()


def test_secret_variables_are_no_unknown_settings() -> None:
    """NEWSWIRE_SECRET_… may hold what url_variable names; a misspelt setting is still found."""
    load_settings(None, environ={"NEWSWIRE_SECRET_DESK_URL": "x"})
    with pytest.raises(ConfigError, match="NEWSWIRE_SECRETS_DESK"):
        load_settings(None, environ={"NEWSWIRE_SECRETS_DESK": "x"})
