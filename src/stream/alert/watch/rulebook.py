"""Rules made ready, and the record by which a change of them stands in the log (docs/adr/0007)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from hashlib import blake2b

import msgspec

from stream.alert.life.rows import RulesRow
from stream.alert.watch.match import RuleIndex
from stream.alert.watch.rules import Rule
from stream.errors import MalformedUpdate
from stream.ports import Raw

RULES_KEY = b"rules"
"""Key of a record of rules among those of stories."""

_DECODER = msgspec.json.Decoder(tuple[Rule, ...])
_REMEMBERED = 4
"""Rule sets that are kept ready: partitions take a change one after the other."""


class Rulebook:
    """A set of rules with their index; `digest` names it, the same for the same rules in every run."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = {rule.id: rule for rule in rules}
        self.index = RuleIndex(self.rules.values())

    @cached_property
    def value(self) -> bytes:
        """The rules as a record of the log has them: a JSON list, defaults left out."""
        return msgspec.json.encode(list(self.rules.values()))

    @cached_property
    def digest(self) -> str:
        """16 hexadecimal digits of what the rules say."""
        return blake2b(self.value, digest_size=8).hexdigest()

    @property
    def row(self) -> RulesRow:
        """The row by which these rules are those in force."""
        return RulesRow(self.digest, self.value.decode())


def read_rules(record: Raw) -> Rulebook:
    """The rules of a record. Raises MalformedUpdate for one that is no list of rules."""
    where = f"{record.topic}/{record.partition}@{record.offset}"
    try:
        return Rulebook(_DECODER.decode(record.value or b""))
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
        raise MalformedUpdate(f"not a list of rules: {error}", where) from error


class Bookshelf:
    """Rulebooks by digest, made ready once; `first` are the rules where the log has none yet."""

    def __init__(self, first: Rulebook) -> None:
        self.first = first
        self._books = {first.digest: first}

    def keep(self, book: Rulebook) -> None:
        """Have a rulebook at hand for the decisions that follow."""
        self._books[book.digest] = self._books.pop(book.digest, book)
        if len(self._books) > _REMEMBERED:
            del self._books[next(iter(self._books))]

    def book(self, row: RulesRow | None) -> Rulebook:
        """The rules in force.

        Stored rules that this version can't read any more give way to those that it started with.
        """
        if row is None:
            return self.first
        found = self._books.get(row.digest)
        if found is None:
            try:
                found = Rulebook(_DECODER.decode(row.rules))
            except (msgspec.DecodeError, ValueError):
                found = self.first
            self._books[row.digest] = found
        return found
