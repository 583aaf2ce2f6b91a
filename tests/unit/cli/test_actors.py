"""Tests of `newswire actors`: what is wrong is named, what is known is shown."""

from __future__ import annotations

import orjson
import pytest
from typer.testing import CliRunner

from stream.cli.actors import app
from stream.errors import ConfigError

RUN = CliRunner()


def test_check_names_file_entry_and_key(tmp_path):
    """The operator reads where to look."""
    file = tmp_path / "mine.toml"
    file.write_text("[[actor]]\nid = 'x'\nname = 'X'\nkind = 'gang'\n")
    result = RUN.invoke(app, ["check", "--file", str(file)])
    assert isinstance(result.exception, ConfigError)
    assert f"{file}: actor x: kind: 'gang'" in str(result.exception)


@pytest.mark.parametrize(("day", "expected"), [("2024-12-07", ["syria"]), ("2024-12-08", [])])
def test_find_asks_who_held_the_office_on_a_day(day, expected):
    """Assad is Syria's president until 8 December 2024."""
    result = RUN.invoke(app, ["find", "Bashar al-Assad", "--on", day, "--json"])
    found = orjson.loads(result.stdout.splitlines()[0])
    assert [row["id"] for row in found] == expected


def test_show_prints_an_entry_and_an_unknown_id_fails():
    """Names and successor; exit 1 for nothing."""
    shown = RUN.invoke(app, ["show", "nusra-front"])
    assert "successor  jfs" in shown.stdout
    assert RUN.invoke(app, ["show", "nobody"]).exit_code == 1
