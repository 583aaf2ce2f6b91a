"""The word lists of the life cycle: each is in order and is read, and no word waits for a cue that is missing."""

import random
import re
import re._parser as parser
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from stream.wire import lifecycle
from stream.wire.reading.text import Cues
from stream.word_lists import Lists

FILES = {
    path.name.removesuffix(".toml"): tomllib.loads(path.read_text("utf-8"))
    for path in files("stream.wire").joinpath("data").iterdir()
}
LISTS = [(file, name) for file, lists in FILES.items() for name in lists]
CODE = [path.read_text("utf-8") for path in Path(lifecycle.__file__).parent.glob("*.py")]

CUES = {
    ("kills", "cues"): {
        "kills": [
            "order",
            "order_at_start",
            "gone",
            "gone_at_start",
            "takes",
            "phrase",
            "we_take",
            "noun_before_code",
            "noun_before_item",
        ],
        "notices": ["order", "gone", "takes", "unused", "loud"],
    },
    ("notices", "replaces_cues"): {"notices": ["replaces"]},
    ("notes", "within_cues"): {"notes": ["within"]},
    ("embargoes", "cues"): {
        "embargoes": ["cue", "noun", "noun_alone", "noun_with_verb", "last", "note_cue"]
    },
    ("tests", "cues"): {"tests": ["sentence", "plain", "loud", "message"]},
}
"""Lists of cues, and the lists of which each word needs one."""

CUED = [
    (cues, file, name) for cues, of in CUES.items() for file, names in of.items() for name in names
]


@pytest.mark.parametrize(("file", "name"), LISTS)
def test_a_list_has_a_line_a_language_and_no_word_twice(file: str, name: str) -> None:
    """Entries are words or pieces of regular expressions; agencies have a line each."""
    lines = FILES[file][name]
    if name != "names":
        assert all(re.fullmatch("[a-z]{2}|any", language) for language in lines)
    entries = [entry for line in lines.values() for entry in line]
    assert len(entries) == len(set(entries))
    for entry in entries:
        assert re.compile(entry).match("") is None


@pytest.mark.parametrize(
    "name", sorted(FILES["kills"].keys() & FILES["notices"].keys() - {"takes"})
)
def test_words_that_a_note_shares_stand_once(name: str) -> None:
    """A list of notices.toml goes on where that of kills.toml ends; who takes back is told in two ways."""
    assert not set(Lists("wire", "kills").words(name)) & set(Lists("wire", "notices").words(name))


@pytest.mark.parametrize(("file", "name"), LISTS)
def test_a_list_is_read(file: str, name: str) -> None:
    """A list that no module asks for is one whose words do nothing."""
    readers = [code for code in CODE if f'Lists("wire", "{file}")' in code]
    assert any(re.search(rf"""["']{name}["']""", code) for code in readers)


@pytest.mark.parametrize(
    ("file", "name"), [("tests", "message"), ("tests", "unused"), ("unfinished", "field")]
)
def test_a_list_that_is_made_capitals_has_no_escapes(file: str, name: str) -> None:
    r"""Else \w would become \W."""
    assert not any("\\" in word for word in Lists("wire", file).words(name))


@pytest.mark.parametrize(("cues", "file", "name"), CUED)
def test_each_word_has_a_cue(cues: tuple[str, str], file: str, name: str) -> None:
    """A text without a cue is not read, whatever words it has."""
    known = Cues(Lists("wire", cues[0]).words(cues[1]))
    missing = {
        word
        for word in Lists("wire", file).words(name)
        if not all(known.found_in(f"{spelling} ") for spelling in spellings(word))
    }
    assert missing == set()


def spellings(entry: str) -> set[str]:
    """Texts that an entry matches: enough to have each of its alternatives."""
    tree, chance = parser.parse(entry, re.IGNORECASE), random.Random(entry)
    return {_spelling(tree, chance) for _ in range(100)}


def _spelling(tree: Iterable[tuple[Any, Any]], chance: random.Random) -> str:
    return "".join(_part(str(kind), value, chance) for kind, value in tree)


def _part(kind: str, value: Any, chance: random.Random) -> str:
    match kind:
        case "LITERAL":
            return chr(value)
        case "IN":
            of, which = chance.choice(value)
            return chr(which) if str(of) == "LITERAL" else "a"
        case "ASSERT":
            return " "  # a word behind it
        case "BRANCH":
            return _spelling(chance.choice(value[1]), chance)
        case "SUBPATTERN":
            return _spelling(value[3], chance)
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, most, part = value
            times = chance.randint(least, min(most, least + 1))
            return "".join(_spelling(part, chance) for _ in range(times))
        case _:
            return ""  # what may not stand around it
