"""Who held which office when: "Assad" is Syria's president until 8 December 2024, then a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stream.classify.actors.files import csv_rows, day
from stream.classify.words.text import fold
from stream.errors import ConfigError

COLUMNS = ("name", "aliases", "of", "office", "from", "until")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of office of `actor` (an id), in `country` (ISO 3166-1 alpha-2 or empty).

    `until` is the first day out of office.
    """

    person: str
    office: str
    actor: str
    country: str
    since: date | None = None
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the office is held on this day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


def in_office(terms: list[Term], on: date) -> Term | None:
    """The term that counts on a day, or None for a name that is a person's only."""
    return next((term for term in terms if term.holds(on)), None)


def read_terms(text: str, where: str, owners: dict[str, tuple[str, str]]) -> dict[str, list[Term]]:
    """Terms by folded name, in the order of the file; `owners` leads from a country or an actor to (id, country).

    The aliases of a person's first line count for the person's other lines too.
    """
    found: dict[str, list[Term]] = {}
    names: dict[str, list[str]] = {}
    for row in csv_rows(text, where):
        here = f"{where}: leader {row['name']}"
        if row["of"] not in owners:
            raise ConfigError(f"{here}: of: {row['of']!r} is neither a country nor an actor")
        actor, country = owners[row["of"]]
        term = Term(row["name"], row["office"], actor, country,
                    day(row["from"], here, "from"), day(row["until"], here, "until"))  # fmt: skip
        own = names.setdefault(row["name"], [])
        own.extend(
            alias.strip() for alias in (row["name"], *row["aliases"].split(";")) if alias.strip()
        )
        for key in sorted({fold(name) for name in own}):
            found.setdefault(key, []).append(term)
    return found
