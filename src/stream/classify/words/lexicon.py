"""The word lists and other data files of the stage, read from the package or from the user's folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from importlib import resources
from typing import Any

from stream.classify.words.text import fold, with_clitic, word_set
from stream.errors import ConfigError


def read_data(name: str) -> str:
    """The text of a data file of the package."""
    return resources.files("stream.classify").joinpath("data", name).read_text(encoding="utf-8")


def parse_toml(text: str, where: str) -> dict[str, Any]:
    """TOML, or a ConfigError that names the file and the place in it."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{where}: not TOML: {error}") from error


def read_rows(name: str, columns: int) -> list[list[str]]:
    """The rows of a tab-separated data file; lines that begin with "#" are comments."""
    rows = []
    for number, line in enumerate(read_data(name).splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        row = line.split("\t")
        if len(row) != columns:
            raise ConfigError(f"{name}: line {number}: {len(row)} columns, expected {columns}")
        rows.append(row)
    return rows


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of data/words.toml, which says what each is for; all words are folded."""

    says: frozenset[str]
    says_before: frozenset[str]
    spokesmen: frozenset[str]
    press: frozenset[str]
    to_press: frozenset[str]
    cites: frozenset[str]
    cites_two: frozenset[str]
    cites_after: frozenset[str]
    agents: frozenset[str]
    targets: frozenset[str]
    undergone: frozenset[str]
    counts: frozenset[str]
    acts: frozenset[str]
    auxiliary: frozenset[str]
    be: frozenset[str]
    done_to_states: frozenset[str]
    happens: frozenset[str]
    adverbs: frozenset[str]
    coordinators: frozenset[str]
    pronouns: frozenset[str]
    forces: frozenset[str]
    force_adjectives: frozenset[str]
    governments: frozenset[str]
    regimes: frozenset[str]
    possessed: frozenset[str]
    titles: frozenset[str]
    locative: frozenset[str]
    strong_locative: frozenset[str]
    origins: frozenset[str]
    takes_place: frozenset[str]
    modifiers: frozenset[str]
    place_nouns: frozenset[str]
    admin_nouns: frozenset[str]
    part_after: frozenset[str]
    part_before: frozenset[str]
    given_and_place: frozenset[str]
    given: frozenset[str]
    person_titles: frozenset[str]
    ordinary: frozenset[str]
    governing: frozenset[str]
    """Words behind which a name is no subject: prepositions of place, of origin, and the like."""
    passed: frozenset[str]
    """Words that may stand between a preposition and its name; a possessive's "s", too."""
    cites_last: frozenset[str]
    """The last words of `cites_two`, to look before comparing."""


_NOT_BEFORE_SUBJECTS = word_set("""
    against between about for than like without over under via de du des van
""")
_DERIVED = frozenset(("governing", "passed", "cites_last"))
_PAIRS = frozenset(("cites_two",))
"""Lists whose entries are several words, parted by ";"."""


def load_lexicon() -> Lexicon:
    """The word lists; a list that is missing or unknown is a ConfigError."""
    lists = parse_toml(read_data("words.toml"), "words.toml")
    expected = {field.name for field in fields(Lexicon)} - _DERIVED
    for key in sorted(expected ^ lists.keys()):
        raise ConfigError(
            f"words.toml: {key}: {'missing' if key in expected else 'not a known list'}"
        )
    split = {
        key: words.split(";") if key in _PAIRS else words.split() for key, words in lists.items()
    }
    found = {
        key: frozenset(form for word in words for form in with_clitic(fold(word)))
        for key, words in split.items()
    }
    governing = found["locative"] | found["origins"] | _NOT_BEFORE_SUBJECTS
    return Lexicon(
        **found,
        governing=governing,
        passed=found["coordinators"] | found["modifiers"] | {"s"},
        cites_last=frozenset(w.split()[-1] for w in found["cites_two"]),
    )
