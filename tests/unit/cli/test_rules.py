"""`newswire rules`: what each command prints, and how it fails."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner, Result

from stream.alert import load_rules
from stream.bootstrap.rules import NoSuchUpdate, NothingRead
from stream.cli.app import app
from stream.errors import ConfigError

RULES = """
[[rule]]
id = "fire"
channels = ["desk"]
words = ["fire NOT drill"]
languages = ["en"]

[[rule]]
id = "flood"
words = ["flood"]
languages = ["en"]

[[rule]]
id = "deluge"
words = ["deluge"]
languages = ["fr"]
"""


def line(uri: str, minute: int, **update: object) -> dict[str, object]:
    """An update of the wire."""
    return {
        "uri": uri, "provider": "AFP", "language": "en", "urgency": 3,
        "version_created": f"2026-06-11T09:{minute:02}:00Z", **update,
    }  # fmt: skip


@pytest.fixture
def rules(tmp_path: Path) -> str:
    """A rules file."""
    path = tmp_path / "rules.toml"
    path.write_text(RULES, "utf-8")
    return str(path)


@pytest.fixture
def wire(tmp_path: Path) -> str:
    """A fire, told twice and killed, and something else."""
    path = tmp_path / "wire.jsonl"
    body = "A warehouse burned down at the northern docks of Genoa on Thursday, officials said."
    lines = [
        line("afp:1", 0, version="1", headline="Fire at the port of Genoa", body=body),
        line("afp:2", 5, headline="Council votes on parking fees in Lyon"),
        line("afp:1", 9, version="2", pub_status="canceled", headline="Fire at the port of Genoa"),
        line("afp:3", 20, headline="Fire drill at the port of Genoa"),
    ]
    path.write_bytes(b"\n".join(map(orjson.dumps, lines)))
    return str(path)


def run(*words: str) -> Result:
    """The command's result; an error of the project is raised."""
    return CliRunner().invoke(app, ["rules", *words], catch_exceptions=False)


def test_check_lists_the_rules_of_a_file_in_order(rules: str) -> None:
    """Id, severity and channels of each rule."""
    done = run("check", rules)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].split() == ["fire", "medium", "desk"]
    assert "no channel" in done.stdout and "3 rules, all in order" in done.stderr


def test_check_names_the_mistake(tmp_path: Path) -> None:
    """File, rule, key and what was meant; the error is the one that exits with 78."""
    path = tmp_path / "bad.toml"
    path.write_text('[[rule]]\nid = "a"\nevents = ["asault"]\n', "utf-8")
    with pytest.raises(ConfigError, match=r'bad\.toml: rule "a": key "events\[0\]".*"assault"\?$'):
        run("check", str(path))


def test_check_names_each_name_that_nothing_can_have(tmp_path: Path) -> None:
    """An actor, a country and a language in one go, with file, rule, key and the nearest; 78 as for any mistake."""
    path = tmp_path / "names.toml"
    path.write_text(
        '[[rule]]\nid = "a"\nactors = ["hezbolah"]\ncountries = ["UK"]\nlanguages = ["eng"]\n',
        "utf-8",
    )
    with pytest.raises(ConfigError) as error:
        run("check", str(path))
    told = str(error.value).splitlines()
    assert [line.partition(": ")[2].partition(": ")[0] for line in told] == ['rule "a"'] * 3
    assert 'key "actors[0]"' in told[0] and '"hezbollah"' in told[0]
    assert '"GB"' in told[1] and '"en"' in told[2]


def test_check_doubts_a_provider_and_goes_on(tmp_path: Path) -> None:
    """A feed may be called anything: a warning beside the list of rules, and exit code 0."""
    path = tmp_path / "feeds.toml"
    path.write_text('[[rule]]\nid = "a"\nproviders = ["Rueters", "AFP"]\n', "utf-8")
    done = run("check", str(path))
    assert done.exit_code == 0 and "all in order" in done.stderr
    (warning,) = [line for line in done.stderr.splitlines() if line.startswith("warning: ")]
    assert f'{path}: rule "a": key "providers[0]"' in warning and '"Reuters"' in warning


def test_show_prints_rules_that_can_be_read_back(tmp_path: Path) -> None:
    """What it prints is a rules file: the shipped one."""
    path = tmp_path / "shown.toml"
    path.write_text(run("show").stdout, "utf-8")
    assert load_rules(path) == load_rules(None)


def test_test_says_how_often_each_rule_rings_and_on_what(rules: str, wire: str) -> None:
    """Every rule with its count, every message with time, status, headline and reason."""
    told = run("test", wire, "-r", rules).stdout.splitlines()
    assert told[0] == "fire: 1 alert, 2 messages"
    assert told[1].split() == [
        "2026-06-11",
        "09:00:00Z",
        "raised",
        *["Fire", "at", "the", "port", "of", "Genoa"],
    ]
    assert told[2].strip() == 'language en; word "fire" in headline'
    assert "withdrawn" in told[3] and told[4].strip() == "AFP withdrew its report"
    assert told[5:] == ["flood: 0 alerts, 0 messages", "deluge: 0 alerts, 0 messages"]


def test_test_prints_json(rules: str, wire: str) -> None:
    """The same for programs."""
    found = orjson.loads(run("test", wire, "-r", rules, "--json").stdout)
    assert [(each["rule"], each["alerts"]) for each in found] == [
        ("fire", 1),
        ("flood", 0),
        ("deluge", 0),
    ]


def test_explain_says_which_condition_failed(rules: str, wire: str) -> None:
    """The last update: near to two rules, each with the condition that failed; the third is left out."""
    done = run("explain", wire, "-r", rules)
    assert done.stdout.startswith("afp:3 (")
    assert (
        "fire came close\n  yes language en: language en\n  NO  words fire NOT drill" in done.stdout
    )
    assert "deluge" not in done.stdout and "1 rule did not come close" in done.stderr


def test_explain_shows_the_words_that_decided(rules: str, wire: str) -> None:
    """One update by its uri, with all rules."""
    shown = run("explain", wire, "-r", rules, "--uri", "afp:2", "--all").stdout
    assert shown.startswith("afp:2 (new)\n  en, AFP, urgency 3: Council votes")
    assert "deluge does not match\n  NO  language fr" in shown
    found = orjson.loads(run("explain", wire, "-r", rules, "--uri", "afp:2", "--json").stdout)
    assert [each["outcome"] for each in found["rules"]] == ["close", "close", "no"]


def test_explain_needs_an_update_that_reached_the_rules(rules: str, wire: str) -> None:
    """A uri that is not in the file is an error, not an empty page."""
    with pytest.raises(NoSuchUpdate, match="no update afp:9 of this file"):
        run("explain", wire, "-r", rules, "--uri", "afp:9")


@pytest.mark.parametrize("command", ["test", "explain"])
def test_a_file_that_is_no_wire_is_not_a_wire_without_alerts(
    tmp_path: Path, rules: str, command: str
) -> None:
    """Each line that can't be read is told, and then that there is nothing left."""
    path = tmp_path / "notes.txt"
    path.write_text("remember the milk\n", "utf-8")
    with pytest.raises(NothingRead, match="no update in this file"):
        run(command, str(path), "-r", rules)


def test_a_line_that_is_no_update_is_told(rules: str, wire: str) -> None:
    """Beside what the others gave."""
    with Path(wire).open("a") as file:
        file.write('\n{"uri": "afp:4"}\n')
    done = run("test", wire, "-r", rules)
    assert done.exit_code == 0 and "fire: 1 alert" in done.stdout
    assert done.stderr.startswith("refused: provider is missing")
