"""What dedupe remembers of one partition: a fold over its rows, with the indexes that a decision
asks.

All indexes list rows in order of origin, and rows leave in that order, so a fold over the rows that
are left gives the same memory. Nothing here decides anything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import log
from typing import TypeVar

from stream.dedupe import background
from stream.dedupe.fingerprint import SCHEME, numbers_of
from stream.dedupe.references import number_of
from stream.dedupe.rows import EntryRow, HeldRow, KillRow, Row, SeenRow
from stream.dedupe.standing import Standing
from stream.dedupe.uris import canonical
from stream.errors import ConfigError

HOURS = 3_600_000
"""Milliseconds of an hour."""

POSTINGS, BUCKET = 64, 16
"""Rows listed for one token and for one LSH band: the latest; no decision looks at more."""

_LOGS = (0.0, *(log(n) for n in range(1, 1 << 14)))
"""Logarithms of how often a word can have been seen: a decision needs hundreds of them."""

Key = tuple[int, int]
_NONE: Mapping[int, int] = {}
_K = TypeVar("_K")
_R = TypeVar("_R")
_Few = EntryRow | list[EntryRow]
"""The entries under a hash: mostly one, and then without a list around it, to save memory."""


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
        self._rows: deque[tuple[Key, int, EntryRow | SeenRow | HeldRow]] = deque()
        self._graves: deque[tuple[Key, int, KillRow]] = deque()
        self._uris: dict[str, list[EntryRow | SeenRow]] = {}
        self._items: dict[bytes, list[EntryRow]] = {}
        self._stories: dict[bytes, dict[bytes, None]] = {}
        self._sizes: dict[bytes, int] = {}
        self._standing = Standing(self)
        self._contents: dict[bytes, list[EntryRow]] = {}
        self._bands: dict[int, _Few] = {}
        self._postings: dict[int, _Few] = {}
        self._counts: dict[int, int] = {}
        self._names: dict[str, list[EntryRow]] = {}
        self._held: dict[bytes, list[HeldRow]] = {}
        self._dead_uris: dict[str, list[KillRow]] = {}
        self._dead_items: dict[bytes, list[KillRow]] = {}
        self._dead_contents: dict[bytes, list[KillRow]] = {}
        self.documents = 0

    def __len__(self) -> int:
        """Rows held."""
        return len(self._rows) + len(self._graves)

    def due(self) -> int | None:
        """Dedupe has no timers: what expires does so with the next row."""
        return None

    def apply(self, key: Key, row: Row, now: int) -> list[Key]:
        """Fold one row in; return the keys of the rows that expired with it."""
        if isinstance(row, KillRow):
            self._graves.append((key, now, row))
            self._bury(row)
        else:
            self._rows.append((key, now, row))
            self._enter(row)
        return list(chain(self._expired(now), self._exhumed(now)))

    def _expired(self, now: int) -> Iterator[Key]:
        rows = self._rows
        while rows and (rows[0][1] <= now - self._retention or len(rows) > self._entries):
            key, _, row = rows.popleft()
            self._leave(row)
            yield key

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

    def _enter(self, row: EntryRow | SeenRow | HeldRow) -> None:
        if isinstance(row, HeldRow):
            self._held.setdefault(row.item, []).append(row)
            return
        self._uris.setdefault(place_of(row), []).append(row)
        if isinstance(row, SeenRow):
            return
        self._standing.enter(row)
        self._items.setdefault(row.item, []).append(row)
        self._stories.setdefault(row.story, {})[row.item] = None
        for name in _names_of(row):
            self._names.setdefault(name, []).append(row)
        if row.test:
            return
        self._contents.setdefault(row.content, []).append(row)
        if row.scheme == SCHEME:
            _list(self._bands, numbers_of(row.bands), row, BUCKET)
        _list(self._postings, numbers_of(row.tokens), row, POSTINGS)
        if not row.copy_of:
            self._count(row, 1)

    def _leave(self, row: EntryRow | SeenRow | HeldRow) -> None:
        if isinstance(row, HeldRow):
            _drop(self._held, row.item, row)
            return
        _drop(self._uris, place_of(row), row)
        if isinstance(row, SeenRow):
            return
        _drop(self._items, row.item, row)
        for name in _names_of(row):
            _drop(self._names, name, row)
        if row.item not in self._items:
            self._standing.leave(row)
            members = self._stories[row.story]
            del members[row.item]
            if not members:
                del self._stories[row.story]
        if row.test:
            return
        _drop(self._contents, row.content, row)
        if row.scheme == SCHEME:
            for band in numbers_of(row.bands):
                _pull(self._bands, band, row)
        for token in numbers_of(row.tokens):
            _pull(self._postings, token, row)
        if not row.copy_of:
            self._count(row, -1)

    def _count(self, row: EntryRow, step: int) -> None:
        """Count a text's words; a copy's are not counted again, or a wide-spread text's would seem
        common.
        """
        counts = self._counts
        for token in numbers_of(row.tokens):
            count = counts.get(token, 0) + step
            if count:
                counts[token] = count
            else:
                del counts[token]
        self.documents += step
        self._sizes[row.story] = size = self._sizes.get(row.story, 0) + step
        if not size:
            del self._sizes[row.story]

    def under(self, uri: str, test: bool) -> EntryRow | SeenRow | None:
        """Return the last row under a canonical uri whose item is still held; tests live in a space
        of their own.
        """
        rows = self._uris.get(_space(uri, test))
        return rows[-1] if rows and rows[-1].item in self._items else None

    def versions(self, item: bytes) -> list[EntryRow]:
        """Return the held versions of an item, oldest first; the last one is in force."""
        return self._items.get(item, [])

    def same_text(self, content: bytes) -> list[EntryRow]:
        """Return the entries with this content, oldest first."""
        return self._contents.get(content, [])

    def numbered(self, digits: str) -> list[EntryRow]:
        """Return the entries whose sequence has this number, of all providers, oldest first."""
        return self._names.get(f"{_SEQUENCE}{digits}", [])

    def slugged(self, slug: str) -> list[EntryRow]:
        """Return the entries with this slug, of all providers, oldest first."""
        return self._names.get(f"{_SLUG}{slug}", [])

    def replacing(self, uri: str, test: bool) -> EntryRow | None:
        """Return the last entry that says it replaces this canonical uri."""
        rows = self._names.get(f"{_REPLACED}{_space(uri, test)}")
        return rows[-1] if rows else None

    def text_of(self, row: EntryRow) -> bytes:
        """Return the whole update (JSON) of an entry that is held, or nothing."""
        rows = self._held.get(row.item, [])
        return next((held.update for held in reversed(rows) if held.content == row.content), b"")

    def bucket(self, band: int) -> Sequence[EntryRow]:
        """Return the latest entries that share a band hash, oldest first."""
        return _few(self._bands.get(band))

    def posting(self, token: int) -> Sequence[EntryRow]:
        """Return the latest entries with a token, oldest first."""
        return _few(self._postings.get(token))

    def size(self, story: bytes) -> int:
        """Return how many texts of a story are held, copies aside."""
        return self._sizes.get(story, 0)

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
        times = [usual(t, 0) + max(1, count(t, 0) - less(t, 0)) for t in tokens]
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
        for item in reversed(self._stories.get(story, {})):
            if self.alive(row := self._items[item][-1]):
                yield row

    def agencies(self, story: bytes) -> Mapping[str, int]:
        """Return for each agency of a story how many living items it has there."""
        return self._standing.agencies(story)


def place_of(row: EntryRow | SeenRow) -> str:
    """Return where the uri index keeps a row."""
    return _space(canonical(row.uri, row.provider), row.test)


_SEQUENCE, _SLUG, _REPLACED = "#", "@", ">"
"""What the kinds of names in one index begin with."""


def _names_of(row: EntryRow) -> Iterator[str]:
    if row.sequence:
        yield f"{_SEQUENCE}{number_of(row.sequence)[1]}"
    if row.slug:
        yield f"{_SLUG}{row.slug}"
    if row.replaces:
        yield f"{_REPLACED}{_space(row.replaces, row.test)}"


def _space(uri: str, test: bool) -> str:
    return f"test\x1f{uri}" if test else uri


def _grave_names(row: KillRow) -> Iterator[tuple[str, str | bytes]]:
    for uri in dict.fromkeys(canonical(uri, row.provider) for uri in row.uris):
        yield "_dead_uris", uri
    if row.item:
        yield "_dead_items", row.item
    for content in row.contents:
        yield "_dead_contents", content


def _list(index: dict[int, _Few], names: Iterable[int], row: EntryRow, limit: int) -> None:
    for name in names:
        held = index.get(name)
        if held is None:
            index[name] = row
        elif isinstance(held, list):
            held.append(row)
            if len(held) > limit:
                del held[0]
        else:
            index[name] = [held, row]


def _pull(index: dict[int, _Few], name: int, row: EntryRow) -> None:
    held = index.get(name)
    if held is row:
        del index[name]
    elif isinstance(held, list) and held[0] is row:
        del held[0]
        if not held:
            del index[name]


def _few(held: _Few | None) -> Sequence[EntryRow]:
    if held is None:
        return ()
    return (held,) if isinstance(held, EntryRow) else held


def _drop(index: dict[_K, list[_R]], name: _K, row: _R) -> None:
    """Take a row, the oldest of all, out of an index."""
    rows = index.get(name)
    if rows and rows[0] is row:
        del rows[0]
        if not rows:
            del index[name]
