"""`[[sources]]` tables: what each kind takes, what is refused, and in which words."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from stream.cli.ingest import FORMATS
from stream.errors import ConfigError
from stream.formats.detect import AUTO
from stream.formats.detect import FORMATS as PARSERS
from stream.settings import SourceSettings, load_settings
from stream.settings.sources import TOKEN_VARIABLE, SourceFormat

EVERY_KIND = """
[[sources]]
name = "lines"
kind = "folder"
path = "lines"
follow = true

[[sources]]
name = "inbox"
kind = "watch"
path = "inbox"
format = "nitf"
provider = "Reuters"
zone = "Europe/London"
settle = 0.5
give_up = 30

[[sources]]
name = "world"
kind = "feed"
url = "https://news.example/world.rss"
every = 120
language = "en-GB"

[[sources]]
name = "desk"
kind = "http"
port = 0
token_file = "wire.token"
strict = true
"""


def load(folder: Path, text: str) -> list[SourceSettings]:
    """The sources of a settings file in a folder."""
    path = folder / "my.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path, environ={}).sources


def test_every_kind_loads(tmp_path: Path) -> None:
    """One file may have sources of every kind; paths start at its folder."""
    lines, inbox, world, desk = load(tmp_path, EVERY_KIND)
    assert (lines.path, inbox.path) == (tmp_path / "lines", tmp_path / "inbox")
    assert (inbox.provider, inbox.zone, inbox.give_up) == ("Reuters", "Europe/London", 30)
    assert (world.url, world.every) == ("https://news.example/world.rss", 120)
    assert (desk.host, desk.token_file) == ("127.0.0.1", tmp_path / "wire.token")


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("kind='watch'", "kind watch needs a path"),
        ("kind='feed'", "kind feed needs a url"),
        ("kind='feed'\nurl='x'", "starts with http:// or https://"),
        ("kind='feed'\nurl='ftp://x/y'", "starts with http:// or https://"),
        ("kind='http'\npath='x'", "kind http takes no path; it takes host, port"),
        ("kind='http'\nurl='http://x'", "kind http takes no url"),
        ("kind='watch'\npath='x'\nevery=5.0", "kind watch takes no every"),
        ("kind='watch'\npath='x'\nfollow=true", "kind watch takes no follow"),
        ("kind='file'\npath='x'\nformat='nitf'", "kind file takes no format"),
        ("kind='watch'\npath='x'\nformat='nift'", "one of auto, ninjs, newsml-g2"),
        ("kind='watch'\npath='x'\nzone='Mars/Base'", "no time zone 'Mars/Base'"),
        ("kind='watch'\npath='x'\nsettle=0", "above 0"),
        ("kind='http'\ntoken='x'", "unknown key sources[0].token; the nearest known is token_file"),
        ("kind='ftp'", "one of file, folder, stdin, watch, feed, http"),
    ],
)
def test_what_does_not_fit_is_named(tmp_path: Path, table: str, words: str) -> None:
    """A key that another kind takes, a value that is none, a key that is missing: each is said."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, f"[[sources]]\nname='a'\n{table}\n")
    assert "my.toml" in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize("name", ["", "a/b", "..", "a b", ".a"])
def test_a_name_must_do_for_a_file(tmp_path: Path, name: str) -> None:
    """The name of a source is also that of the file that keeps its place."""
    with pytest.raises(ConfigError, match="letters, digits"):
        load(tmp_path, f"[[sources]]\nname='{name}'\nkind='stdin'\n")


def test_the_variable_of_the_token_is_no_unknown_setting() -> None:
    """The default place of the token starts as our settings do and is left alone."""
    assert load_settings(environ={TOKEN_VARIABLE: "x"}) == load_settings(environ={})


def test_the_command_line_takes_the_formats_of_the_settings() -> None:
    """`newswire ingest --format` and `sources.format` have the same names: those of all parsers."""
    assert get_args(SourceFormat) == FORMATS
    assert set(FORMATS) == {AUTO, *PARSERS}
