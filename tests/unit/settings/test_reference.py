"""The reference file is complete, loads, and is the one in docs."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from stream.settings import Settings, load_settings, reference_toml
from stream.settings.keys import TABLES, known_keys, table_keys

DOCS = Path(__file__).parents[3] / "docs" / "reference-settings.toml"
REMAKE = "run: python -m stream.settings > docs/reference-settings.toml"


def test_the_file_in_docs_is_current() -> None:
    """docs/reference-settings.toml is what `python -m stream.settings` prints."""
    assert DOCS.read_text(encoding="utf-8") == reference_toml(), REMAKE


def test_the_reference_loads_as_the_defaults(tmp_path: Path) -> None:
    """Used as it is, the reference file changes nothing."""
    path = tmp_path / "reference.toml"
    path.write_text(reference_toml(), encoding="utf-8")
    assert load_settings(path, environ={}) == Settings()


def test_every_key_is_there_with_its_variable() -> None:
    """Each key has a line, live or commented out, under the name of its variable."""
    text = reference_toml()
    for key in known_keys().values():
        assert key.variable in text
        assert key.dotted in TABLES or re.search(rf"(?m)^(# )?{key.path[-1]} = ", text)


def test_every_key_says_what_it_is() -> None:
    """No key is declared without a description."""
    keys = [*known_keys().values(), *(key for name in TABLES for key in table_keys(name))]
    assert [key.dotted for key in keys if not key.field.description] == []


def test_the_examples_that_are_commented_out_are_toml_and_valid(tmp_path: Path) -> None:
    """Taking the comment signs off the examples gives a file that loads, but for other kinds' keys."""
    lines = [
        re.sub(r"^# (?=\[\[\w+\]\]|\w+ = )", "", line)
        for line in reference_toml().splitlines()
        if not re.match("# (url|token_file|url_file|keys_file) = ", line)
    ]
    text = "\n".join(lines).replace('"PLAINTEXT"', '"SASL_SSL"')
    assert tomllib.loads(text)["sources"][0]["name"] == "desk"
    path = tmp_path / "all.toml"
    path.write_text(text, encoding="utf-8")
    assert load_settings(path, environ={}).kafka.sasl_username == "newswire"


def test_no_line_is_longer_than_a_terminal_with_margin() -> None:
    """Lines stay within 100 characters."""
    assert max(map(len, reference_toml().splitlines())) <= 100
