"""Reads actor files: CSV (the package's, a line an actor) or TOML (`[[actor]]`, for a user's own).

What is wrong is a ConfigError that names the file, the entry and the key.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from stream.classify.words.lexicon import parse_toml
from stream.classify.words.text import fold, word_set
from stream.errors import ConfigError, unreadable

KINDS = word_set("""
    government military police presidency ministry parliament intelligence court prosecutor central-bank
    armed-group party political igo monitor ngo media company university crowd
""")
"""What an actor may be. `crowd` are unnamed protesters, `political` bodies that are neither party nor state."""

LISTS = ("aliases", "ambiguous", "context", "parents")
DATES = ("from", "until")
KEYS = frozenset(
    ("id", "name", "kind", "country", "successor", "wikidata", "leaders", *LISTS, *DATES)
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Entry = dict[str, Any]
"""One actor as written: texts, lists of texts, and dates under the keys of `KEYS`."""


def read_entries(text: str, where: str) -> dict[str, tuple[Entry, str]]:
    """The checked entries of a file by id, each with the words that name it in a message."""
    found: dict[str, tuple[Entry, str]] = {}
    for number, entry in enumerate(_parsed(text, where), 1):
        here = f"{where}: actor {entry.get('id') or number}"
        _check(entry, here)
        if entry["id"] in found:
            raise ConfigError(f"{here}: id: there twice")
        found[entry["id"]] = entry, here
    return found


def read_file(path: Path) -> str:
    """The text of a user's file."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {unreadable(error)}") from error


def csv_rows(text: str, where: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file by column name; lines that begin with "#" are comments."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(lines, strict=True)
    try:
        for row in reader:
            if None in row or None in row.values():
                raise ConfigError(
                    f"{where}: actor {next(iter(row.values()))}: not as many columns as the first line"
                )
            yield row
    except csv.Error as error:
        raise ConfigError(f"{where}: not CSV: {error}") from error


def day(value: str, here: str, key: str) -> date | None:
    """A date as written (2024-12-08), or None for an empty one."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise ConfigError(f"{here}: {key}: {value!r} is not a date (2024-12-08)") from error


def _parsed(text: str, where: str) -> Iterator[Entry]:
    if where.endswith(".csv"):
        return (_from_csv(row, where) for row in csv_rows(text, where))
    entries = parse_toml(text, where).get("actor", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigError(f"{where}: actor: expected [[actor]] entries")
    return iter(entries)


def _from_csv(row: dict[str, str], where: str) -> Entry:
    """Empty cells left out, lists split at ";" (`context`, `parents`: also at spaces), dates read."""
    entry: Entry = {key: value for key, value in row.items() if value}
    here = f"{where}: actor {row.get('id', '')}"
    for key in LISTS:
        if key in entry:
            parts = entry[key].split(";") if key in ("aliases", "ambiguous") else entry[key].split()
            entry[key] = [part.strip() for part in parts if part.strip()]
    for key in DATES:
        if key in entry:
            entry[key] = day(entry[key], here, key)
    return entry


def _check(entry: Entry, here: str) -> None:
    for key in sorted(entry.keys() - KEYS):
        raise ConfigError(f"{here}: {key}: not a known key (known: {', '.join(sorted(KEYS))})")
    for key in ("id", "name", "kind"):
        if not isinstance(entry.get(key), str) or not entry[key]:
            raise ConfigError(f"{here}: {key}: missing, or not a text")
    if not _SLUG.fullmatch(entry["id"]):
        raise ConfigError(
            f"{here}: id: {entry['id']!r} is not a slug (small letters, digits, hyphens)"
        )
    if entry["kind"] not in KINDS:
        raise ConfigError(f"{here}: kind: {entry['kind']!r} is none of {', '.join(sorted(KINDS))}")
    _check_codes(entry, here)
    for key in LISTS:
        values = entry.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) and fold(v) for v in values):
            raise ConfigError(f"{here}: {key}: expected a list of names")
    if entry.get("ambiguous") and not entry.get("context"):
        raise ConfigError(f"{here}: context: missing, and ambiguous names need it")


def _check_codes(entry: Entry, here: str) -> None:
    if not re.fullmatch(r"(?:[A-Z]{2})?", str(entry.get("country", ""))):
        raise ConfigError(f"{here}: country: {entry['country']!r} is not ISO 3166-1 alpha-2")
    if not re.fullmatch(r"(?:Q[1-9]\d*)?", str(entry.get("wikidata", ""))):
        raise ConfigError(
            f"{here}: wikidata: {entry['wikidata']!r} is not an item id such as Q1065"
        )
    for key in DATES:
        if entry.get(key) is not None and type(entry[key]) is not date:
            raise ConfigError(f"{here}: {key}: {entry[key]!r} is not a date")
    if entry.get("from") and entry.get("until") and entry["from"] >= entry["until"]:
        raise ConfigError(f"{here}: until: not after from")
