"""The intake stage: reads each record of `wire.updates`, sends it on under its item's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from heapq import heappop, heappush
from sys import intern
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from stream.model import Update
from stream.model.marks import COPIED, COPY, RELEASED
from stream.model.times import from_millis
from stream.model.topics import ACCEPTED, UPDATES
from stream.ports import Effects, Emit, Raw
from stream.wire.dates.times import TOLERANCE
from stream.wire.lifecycle.holds import OWN_HOLD, OWN_WORD
from stream.wire.reading.language import UNDETERMINED
from stream.wire.reading.parse import MAX_BYTES, parse_object
from stream.wire.reading.record import ReadingRules, read_record, refuse_warnings

REMEMBER = timedelta(days=7)
"""How long an item's language is remembered: longer than corrections and kills usually take."""

MAX_URIS = 1_000_000
"""How many items one partition remembers: a week of far more than a busy agency's output."""


class UriRow(Struct, tag=True, array_like=True, frozen=True):
    """An item was first sent on under `language`; `versioned`: that record had a version.

    `uri` is its id, of a bare number or word with its provider before it (`known_as`). `own_word`: its headline
    began with a word that might be the tag of a kill or a hold, and was not (OWN_WORD, OWN_HOLD).
    """

    uri: str
    language: str
    versioned: bool
    own_word: bool = False


class LanguageRow(Struct, tag=True, array_like=True, frozen=True):
    """A provider has sent an item on under `language`."""

    provider: str
    language: str


Row = UriRow | LanguageRow
_Entry = tuple[int, int, int, str, str, bool, bool]
"""time (ms), offset, number, uri, language, versioned, own_word; a tuple, because there may be a million.
A LanguageRow has the provider for a uri, with _PROVIDER before it and the language after it."""

_PROVIDER = "\x1f"


class IntakeState:
    """The items that one partition has seen, by uri, and the languages of each provider.

    Rows leave by age (log time) and by number.
    """

    def __init__(self, remember_ms: int, max_uris: int) -> None:
        self._remember_ms, self._max_uris = remember_ms, max_uris
        self._by_uri: dict[str, _Entry] = {}
        self._by_age: list[_Entry] = []
        self._languages: dict[str, dict[str, None]] = {}

    def languages(self, provider: str, now: int) -> list[str]:
        """The languages under which a provider's items went on, as known at `now` (ms), sorted."""
        return sorted(
            language
            for language in self._languages.get(provider, ())
            if not self._expired(self._by_uri[_name(LanguageRow(provider, language))], now)
        )

    def is_fresh(self, row: LanguageRow, now: int) -> bool:
        """Whether a row like this one is remembered for at least half of its time yet."""
        entry = self._by_uri.get(_name(row))
        return entry is not None and 2 * (now - entry[0]) < self._remember_ms

    def lookup(self, uri: str, now: int) -> UriRow | None:
        """What is remembered of an id at `now` (ms); an expired row is not seen, deleted or not."""
        entry = self._by_uri.get(uri)
        if entry is None or self._expired(entry, now):
            return None
        return UriRow(uri, entry[4], entry[5], entry[6])

    def apply(self, key: tuple[int, int], row: Row, now: int) -> list[tuple[int, int]]:
        """Remember a row; return the keys of the rows that leave, oldest first.

        Every expired row leaves, not only those at the front, and its fate depends on its own time
        alone: so a fold over the rest gives the same state even where log time ran backwards.
        """
        gone = self._expire(now)
        name = _name(row)
        held = self._by_uri.get(name)
        if held is not None and held[1:3] == key:
            return gone
        flags = (row.versioned, row.own_word) if isinstance(row, UriRow) else (False, False)
        entry = (now, *key, name, intern(row.language), *flags)
        if held is not None:
            gone.append((held[1], held[2]))
        self._by_uri[name] = entry
        if isinstance(row, LanguageRow):
            self._languages.setdefault(row.provider, {})[row.language] = None
        heappush(self._by_age, entry)
        while len(self._by_uri) > self._max_uris:
            gone.extend(self._forget_oldest())
        return gone

    def due(self) -> None:
        """Never: nothing happens here by time alone."""

    def __len__(self) -> int:
        return len(self._by_uri)

    def _expired(self, entry: _Entry, now: int) -> bool:
        return now - entry[0] >= self._remember_ms

    def _expire(self, now: int) -> list[tuple[int, int]]:
        gone: list[tuple[int, int]] = []
        while self._by_age and self._expired(self._by_age[0], now):
            gone.extend(self._forget_oldest())
        return gone

    def _forget_oldest(self) -> Iterable[tuple[int, int]]:
        """Drop the oldest entry; one that a later row of its uri has replaced is gone already."""
        entry = heappop(self._by_age)
        if self._by_uri.get(entry[3]) is not entry:
            return ()
        del self._by_uri[entry[3]]
        if entry[3].startswith(_PROVIDER):
            _, provider, language = entry[3].split(_PROVIDER)
            self._languages[provider].pop(language)
            if not self._languages[provider]:
                del self._languages[provider]
        return ((entry[1], entry[2]),)


def _name(row: Row) -> str:
    """Under which name a row is remembered; no uri and no provider has a control in it."""
    if isinstance(row, UriRow):
        return row.uri
    return f"{_PROVIDER}{row.provider}{_PROVIDER}{row.language}"


class IntakeStage:
    """Bytes of `wire.updates` to updates on `wire.accepted`, keyed by the language of the item.

    An item goes where its first record went, whatever language a later one states: a kill or
    correction without a language, or with another, still reaches the partition that holds it. A
    kill or release under an id that nobody sent here goes to every language of its provider, for it
    may name its item in words only (docs/adr/0006).
    """

    name = "intake"
    source = UPDATES
    outputs: tuple[str, ...] = (ACCEPTED,)
    row_type: Any = Row

    def __init__(
        self,
        *,
        max_bytes: int = MAX_BYTES,
        strict: bool = False,
        tolerance: timedelta = TOLERANCE,
        remember: timedelta = REMEMBER,
        max_uris: int = MAX_URIS,
    ) -> None:
        self._max_bytes, self._max_uris = max_bytes, max_uris
        self._remember_ms = remember // timedelta(milliseconds=1)
        self._rules = ReadingRules(tolerance=tolerance, strict=strict)

    def new_state(self, partition: int) -> IntakeState:
        """An empty memory; the partition makes no difference."""
        return IntakeState(self._remember_ms, self._max_uris)

    def decide(self, record: Raw, state: IntakeState) -> Effects:
        """Read one record; a Kafka tombstone (no value) is the broker tidying up, no kill."""
        if record.value is None:
            return Effects("tombstone")
        raw = parse_object(record.value, self._max_bytes)
        update = read_record(raw, from_millis(record.timestamp), self._rules)
        known = state.lookup(known_as(update), record.timestamp)
        if known is not None:
            update = self._recalled(update, known)
        outcome = "accepted_with_warnings" if update.warnings else "accepted"
        if known is None and _names_another(update):
            seen = state.languages(update.provider, record.timestamp)
            emits = list(_everywhere(update, seen))
            return Effects(outcome, emits, [_seen(update, emits[0].key)])
        language = known.language if known else update.language
        rows = [] if known else self._new(update, language, record.timestamp, state)
        return Effects(outcome, [Emit(ACCEPTED, language, update)], rows)

    def _new(self, update: Update, language: str, now: int, state: IntakeState) -> list[Struct]:
        """The rows of an item that is seen for the first time."""
        row = LanguageRow(update.provider, language)
        rows: list[Struct] = [_seen(update, language)]
        return rows if state.is_fresh(row, now) else [*rows, row]

    def tick(self, now: int, state: IntakeState) -> Effects:
        """Nothing: intake has no timers."""
        return Effects("tick")

    def _recalled(self, update: Update, known: UriRow) -> Update:
        """Complete an update from its first record: the language, that it had versions, and that its headline
        has a tag now.
        """
        if update.language == UNDETERMINED != known.language:
            update = replace(update, language=known.language)
        if _has_own_word(update) and not known.own_word:
            update = _tagged(update)
        if known.versioned and update.version is None:
            lost = "no version on a later record of this uri: ordered by version_created"
            update = replace(update, warnings=[*update.warnings, lost])
            if self._rules.strict:
                refuse_warnings(update)
        return update


def _seen(update: Update, language: str) -> UriRow:
    versioned = update.version is not None
    return UriRow(known_as(update), language, versioned, _has_own_word(update))


def _has_own_word(update: Update) -> bool:
    return OWN_WORD in update.signals or OWN_HOLD in update.signals


def _tagged(update: Update) -> Update:
    """The item was sent without the word that stands before its headline now: it is taken or kept back."""
    signals = [signal for signal in update.signals if signal not in (OWN_WORD, OWN_HOLD)]
    if OWN_WORD in update.signals:
        return replace(update, declared="kill", signals=signals)
    held = "withheld" if update.pub_status == "usable" else update.pub_status
    return replace(update, pub_status=held, signals=signals)


def known_as(update: Update) -> str:
    """The name under which an item is remembered: feeds that number their items share bare ids."""
    return update.uri if ":" in update.uri else f"{update.provider.casefold()}\x1e{update.uri}"


def _names_another(update: Update) -> bool:
    """Whether an update may be about an item that has another id than its own."""
    return update.declared == "kill" or RELEASED in update.signals


def _everywhere(update: Update, seen: list[str]) -> Iterator[Emit]:
    """Yield the update for each language in which its item may be; only the first reports.

    The first is the one that the update states, if its provider has sent that language. Where that
    is open, and there are several, a bare number names nothing.
    """
    own = update.language
    home = own if own in seen or not seen else seen[0]
    open_ = home != own and len(seen) > 1
    yield Emit(ACCEPTED, home, _marked(update, COPIED) if open_ else update)
    others = {*seen, own} - {home, UNDETERMINED if UNDETERMINED not in seen else ""}
    for language in sorted(others):
        yield Emit(ACCEPTED, language, _marked(update, COPY))


def _marked(update: Update, mark: str) -> Update:
    return replace(update, signals=[*update.signals, mark])
