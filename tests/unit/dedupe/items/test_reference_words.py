"""The words by which an advisory names its item: each list is in order, and is read."""

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from stream.dedupe.items import references

LISTS = tomllib.loads(files("stream.dedupe").joinpath("data/references.toml").read_text("utf-8"))
CODE = Path(references.__file__).read_text("utf-8")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_a_line_a_language_no_word_twice_and_a_reader(name: str) -> None:
    """Entries are words or pieces of regular expressions; none of them matches nothing."""
    entries = [entry for line in LISTS[name].values() for entry in line]
    assert all(re.fullmatch("[a-z]{2}", language) for language in LISTS[name])
    assert len(entries) == len(set(entries))
    assert not any(re.compile(entry).match("") for entry in entries)
    assert f"_WORDS.any_of('{name}')" in CODE or f'_WORDS.any_of("{name}")' in CODE
