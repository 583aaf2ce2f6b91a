"""What dedupe remembers of one partition: a fold over its rows, with the indexes that a decision
asks.

All indexes list rows in order of origin, and rows leave in that order, so a fold over the rows that
are left gives the same memory. Nothing here decides anything. Rows are kept packed (`store`), indexes
hold their numbers (`columns`).
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import log
from typing import TypeVar

from stream.dedupe.copies.fingerprint import BANDS, SCHEME, numbers_of
from stream.dedupe.items.uris import canonical
from stream.dedupe.recall.columns import Bands, Chains, Lists
from stream.dedupe.recall.names import (
    REPLACED,
    SEQUENCE,
    SLUG,
    as_number,
    hashed,
    names_of,
    place_of,
    space,
)
from stream.dedupe.recall.standing import Standing
from stream.dedupe.recall.store import COUNTED, ENTRY, FIRST, LISTED, Store
from stream.dedupe.rows import EntryRow, HeldRow, KillRow, Row, SeenRow
from stream.dedupe.words import background
from stream.dedupe.words.openings import Openings
from stream.errors import ConfigError

HOURS = 3_600_000
"""Milliseconds of an hour."""

POSTINGS, BUCKET, NAMED = 64, 16, 1024
"""Rows listed for one token, for one LSH band, and for one number, slug or link: the latest; no decision looks
at more.
"""

_LOGS = (0.0, *(log(n) for n in range(1, 1 << 14)))
"""Logarithms of how often a word can have been seen: a decision needs hundreds of them."""

Key = tuple[int, int]
_NONE: Mapping[int, int] = {}
_K = TypeVar("_K")
_R = TypeVar("_R")


class Memory:
    """The state of the dedupe stage for one partition (ports.State).

    Entries are kept for `retention` milliseconds of log time and up to `entries` of them;
    tombstones for `tombstones` milliseconds, which can't be less, or a killed text would come back
    to life.
    """

    def __init__(self, retention: int, entries: int, tombstones: int) -> None:
        if tombstones < retention:
            raise ConfigError(
                f"tombstones are kept {tombstones} ms, which is less than entries: {retention} ms"
            )
        self._retention, self._entries, self._tombstones = retention, entries, tombstones
        self._store = Store()
        self._graves: deque[tuple[Key, int, KillRow]] = deque()
        self._uris, self._items, self._stories, self._contents = (Chains() for _ in range(4))
        self._bands, self._postings, self._names = Bands(BANDS), Lists(POSTINGS), Lists(NAMED)
        self._counts: Counter[int] = Counter()
        self._sizes: dict[int, int] = {}
        self._standing = Standing(self)
        self.openings = Openings()
        self._held: dict[bytes, list[int]] = {}
        self._dead_uris: dict[str, list[KillRow]] = {}
        self._dead_items: dict[bytes, list[KillRow]] = {}
        self._dead_contents: dict[bytes, list[KillRow]] = {}
        self.documents = 0

    def __len__(self) -> int:
        """Rows held."""
        return len(self._store) + len(self._graves)

    def due(self) -> int | None:
        """Dedupe has no timers: what expires does so with the next row."""
        return None

    def apply(self, key: Key, row: Row, now: int) -> list[Key]:
        """Fold one row in; return the keys of the rows that expired with it."""
        if isinstance(row, EntryRow):
            self._enter(key, now, row)
        elif isinstance(row, KillRow):
            self._graves.append((key, now, row))
            self._bury(row)
        else:
            self._add(key, now, row)
        return [*self._expired(now), *self._exhumed(now)] if self._overdue(now) else []

    def _overdue(self, now: int) -> bool:
        """Tell if anything expires: with most rows nothing does."""
        store, graves = self._store, self._graves
        since = store.since()
        if since is not None and (since <= now - self._retention or len(store) > self._entries):
            return True
        return bool(graves) and graves[0][1] <= now - self._tombstones

    def _expired(self, now: int) -> Iterator[Key]:
        store = self._store
        while (since := store.since()) is not None and (
            since <= now - self._retention or len(store) > self._entries
        ):
            self._leave(store.oldest)
            yield store.leave()
        if gone := store.cut():
            for index in (self._uris, self._items, self._stories, self._contents, self._bands):
                index.cut(gone)

    def _exhumed(self, now: int) -> Iterator[Key]:
        while self._graves and self._graves[0][1] <= now - self._tombstones:
            key, _, row = self._graves.popleft()
            self._standing.forget(row.story)
            for index, name in _grave_names(row):
                _drop(getattr(self, index), name, row)
            yield key

    def _bury(self, row: KillRow) -> None:
        self._standing.forget(row.story)
        for index, name in _grave_names(row):
            getattr(self, index).setdefault(name, []).append(row)

    def _add(self, key: Key, now: int, row: SeenRow | HeldRow) -> None:
        """Take in a row that is no text: of all the indexes only that of ids has it."""
        number = self._store.add(key, now, row, 0)
        if isinstance(row, HeldRow):
            self._held.setdefault(row.item, []).append(number)
        self._uris.add(hashed(place_of(row)) if isinstance(row, SeenRow) else 0)
        for chains in (self._items, self._stories, self._contents):
            chains.add(0)
        self._bands.add(b"")

    def _enter(self, key: Key, now: int, row: EntryRow) -> None:
        item, story, test = as_number(row.item), as_number(row.story), row.test
        self._standing.enter(row)
        marks = ENTRY if test else ENTRY | LISTED if row.copy_of else ENTRY | LISTED | COUNTED
        first = not self._items.last(item, self._store.oldest)
        number = self._store.add(key, now, row, marks | FIRST if first else marks)
        self._uris.add(hashed(place_of(row)))
        self._items.add(item)
        tokens = numbers_of(row.tokens)
        if marks & COUNTED:
            self._count(tokens, story)
        self._stories.add(story)
        self._contents.add(0 if test else as_number(row.content))
        self._bands.add(row.bands if row.scheme == SCHEME and not test else b"")
        if names := names_of(row):
            self._names.add(names, number)
        if not test:
            self._postings.add(tokens, number)

    def _leave(self, number: int) -> None:
        row = self._store.row(number)
        if isinstance(row, HeldRow):
            _drop(self._held, row.item, number)
            return
        if isinstance(row, SeenRow):
            return
        if names := names_of(row):
            self._names.drop(names, number)
        if self._store.has(number, FIRST):
            self._hand_on(row, number)
        if row.test:
            return
        tokens = numbers_of(row.tokens)
        self._postings.drop(tokens, number)
        if not row.copy_of:
            self._discount(tokens, as_number(row.story))

    def _hand_on(self, row: EntryRow, number: int) -> None:
        """Make the item's next version the oldest one, or take the item out of its story."""
        item = as_number(row.item)
        if self._items.last(item, number + 1):
            *_, oldest = self._items.walk(item, number + 1)
            self._store.set_first(oldest)
        else:
            self._standing.leave(row)

    def _count(self, tokens: Collection[int], story: int) -> None:
        """Count a text's words; a copy's are not counted again, or a wide-spread text's would seem
        common.
        """
        self._counts.update(tokens)
        self.documents += 1
        sizes, store = self._sizes, self._store
        if story in sizes:
            sizes[story] += 1
        elif self._stories.last(story, store.oldest) and any(
            store.has(n, COUNTED) for n in self._stories.walk(story, store.oldest)
        ):
            sizes[story] = 2

    def _discount(self, tokens: Iterable[int], story: int) -> None:
        counts = self._counts
        for token in tokens:
            if (count := counts[token]) > 1:
                counts[token] = count - 1
            else:
                del counts[token]
        self.documents -= 1
        size = self._sizes.get(story, 1) - 1
        if size > 1:
            self._sizes[story] = size
        else:
            self._sizes.pop(story, None)

    def under(self, uri: str, test: bool) -> EntryRow | SeenRow | None:
        """Return the last row under a canonical uri whose item is still held; tests live in a space
        of their own.
        """
        place = space(uri, test)
        for number in self._uris.walk(hashed(place), self._store.oldest):
            row = self._store.row(number)
            if not isinstance(row, HeldRow) and place_of(row) == place:
                return row if self._last(row.item) else None
        return None

    def _last(self, item: bytes) -> int:
        """Return the number of the latest version of an item, or 0."""
        return self._items.last(as_number(item), self._store.oldest)

    def latest(self, item: bytes) -> EntryRow | None:
        """Return the version in force of an item, or None if none is held."""
        number = self._last(item)
        return self._store.entry(number) if number else None

    def current(self, item: bytes) -> EntryRow:
        """Return the version in force of an item that is held."""
        return self._store.entry(self._last(item))

    def versions(self, item: bytes) -> list[EntryRow]:
        """Return the held versions of an item, oldest first; the last one is in force."""
        return self._rows(self._items.walk(as_number(item), self._store.oldest))

    def same_text(self, content: bytes) -> list[EntryRow]:
        """Return the entries with this content, oldest first."""
        return self._rows(self._contents.walk(as_number(content), self._store.oldest))

    def _rows(self, numbers: Iterable[int]) -> list[EntryRow]:
        return [self._store.entry(number) for number in reversed(list(numbers))]

    def numbered(self, digits: str) -> list[EntryRow]:
        """Return the entries whose sequence has this number, of all providers, oldest first."""
        return self._named(f"{SEQUENCE}{digits}")

    def slugged(self, slug: str) -> list[EntryRow]:
        """Return the entries with this slug, of all providers, oldest first."""
        return self._named(f"{SLUG}{slug}")

    def replacing(self, uri: str, test: bool) -> EntryRow | None:
        """Return the last entry that says it replaces this canonical uri."""
        return next(reversed(self._named(f"{REPLACED}{space(uri, test)}")), None)

    def _named(self, name: str) -> list[EntryRow]:
        found = self._names.get(hashed(name), self._store.oldest, NAMED)
        return [self._store.entry(number) for number in found]

    def text_of(self, row: EntryRow) -> bytes:
        """Return the whole update (JSON) of an entry that is held, or nothing."""
        rows = (self._store.row(number) for number in reversed(self._held.get(row.item, [])))
        held = (held for held in rows if isinstance(held, HeldRow))
        return next((whole.update for whole in held if whole.content == row.content), b"")

    def sharing(self, bands: bytes) -> dict[int, int]:
        """Return the latest entries that share LSH bands, by number, and how many each shares."""
        return self._bands.sharing(bands, self._store.oldest, BUCKET)

    def posting(self, token: int, most: int = POSTINGS) -> Sequence[int]:
        """Return the numbers of the latest entries with a token, oldest first."""
        return self._postings.get(token, self._store.oldest, most)

    def postings(
        self, tokens: Iterable[int], most: int, count: int
    ) -> Iterator[tuple[int, Sequence[int]]]:
        """Yield for the first `count` tokens that entries have the place among the tokens, and its latest entries."""
        return self._postings.first(tokens, self._store.oldest, most, count)

    def entry(self, number: int) -> EntryRow:
        """Return an entry by its number."""
        return self._store.entry(number)

    def events(self, numbers: Iterable[int]) -> dict[int, int]:
        """Return the event time (ms) of each entry of some numbers."""
        return self._store.events_of(numbers)

    def of_provider(self, numbers: Iterable[int], mark: int) -> list[int]:
        """Return those of some entries whose provider has a mark (store.mark_of)."""
        return self._store.of_provider(numbers, mark)

    def between(
        self, numbers: Iterable[int], first: int, last: int, language: int, *, dead: bool
    ) -> Iterator[int]:
        """Yield those of some entries whose event is between two times (ms), whose language has a mark, and whose item
        was killed, or was not.
        """
        found = self._store.between(numbers, first, last, language)
        if not self._dead_items:
            return iter(()) if dead else found
        return (number for number in found if self._killed(number) == dead)

    def _killed(self, number: int) -> bool:
        return self._items.key(number).to_bytes(8, "little") in self._dead_items

    def story(self, number: int) -> int:
        """Return the story of an entry by its number, as a number."""
        return self._stories.key(number)

    def size(self, story: bytes) -> int:
        """Return how many texts of a story are held, copies aside; 1 also where none is."""
        return self._sizes.get(as_number(story), 1)

    def weights(
        self, tokens: Collection[int], language: str, own: Mapping[int, int] = _NONE
    ) -> list[float]:
        """Return the squared inverse document frequency of each token, in general and among what is held.

        `own` says how many of the texts with a token are not to be counted: those of the story in
        question, or a name would become common by the very event that it names.
        """
        usual, count, less = background.counts(language).get, self._counts.get, own.get
        top = background.documents(language) + self.documents
        whole, logs = log(top), _LOGS
        if own:
            times = [usual(t, 0) + max(1, count(t, 0) - less(t, 0)) for t in tokens]
        else:
            times = [usual(t, 0) + count(t, 1) for t in tokens]
        try:
            return [(whole - logs[n]) ** 2 for n in times]
        except IndexError:
            return [(whole - log(n)) ** 2 for n in times]

    def killed_uri(self, uri: str) -> KillRow | None:
        """Return the last tombstone of a canonical uri."""
        return self._dead_uris.get(uri, [None])[-1]

    def killed_item(self, item: bytes) -> KillRow | None:
        """Return the last tombstone of an item."""
        return self._dead_items.get(item, [None])[-1]

    def killed_text(self, content: bytes) -> list[KillRow]:
        """Return the tombstones of a text."""
        return self._dead_contents.get(content, [])

    def alive(self, row: EntryRow) -> bool:
        """Tell if an entry is neither killed nor a copy of a killed one."""
        dead = self._dead_items
        return row.item not in dead and row.copy_of not in dead

    def standing(self, story: bytes) -> Iterator[EntryRow]:
        """Yield the version in force of each living item of a story, the latest item first."""
        store = self._store
        for number in self._stories.walk(as_number(story), store.oldest):
            if store.has(number, FIRST) and self.alive(
                row := self.current(store.entry(number).item)
            ):
                yield row

    def agencies(self, story: bytes) -> Mapping[str, int]:
        """Return for each agency of a story how many living items it has there."""
        return self._standing.agencies(story)


def _grave_names(row: KillRow) -> Iterator[tuple[str, str | bytes]]:
    for uri in dict.fromkeys(canonical(uri, row.provider) for uri in row.uris):
        yield "_dead_uris", uri
    if row.item:
        yield "_dead_items", row.item
    for content in row.contents:
        yield "_dead_contents", content


def _drop(index: dict[_K, list[_R]], name: _K, row: _R) -> None:
    """Take a row, the oldest of all, out of an index."""
    rows = index.get(name)
    if rows and rows[0] == row:
        del rows[0]
        if not rows:
            del index[name]
