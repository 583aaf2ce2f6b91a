"""Kills and releases that name their item in words: resolved among the provider's recent items.

Nothing is guessed: what is named has to be one item, and everything that is named has to agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import msgspec

from stream.dedupe.case import Case
from stream.dedupe.copies.fingerprint import numbers_of
from stream.dedupe.copies.near import alike
from stream.dedupe.copies.similarity import share
from stream.dedupe.items.known import revise
from stream.dedupe.items.references import References, number_of, references
from stream.dedupe.recall.memory import HOURS
from stream.dedupe.rows import EntryRow
from stream.dedupe.running.stories import REWRITTEN, head_of
from stream.dedupe.words import text
from stream.model import Update
from stream.ports import Effects

RECENT = 72 * HOURS
"""Milliseconds of event time within which an advisory may mean an item: numbers start anew daily."""

SAME = 0.75
"""From this Jaccard index of informative words on, a headline that is named is an item's own."""

WORDS, PAIRS = 3, 9
"""Informative words that a part of a headline has at least, to stand for it; and pairs of characters, where words are
not spaced.
"""

_HOLD = re.compile(r"^\W*HOLD(?:[\s-]+HOLD)*(?: FOR RELEASE)?\s*[:.–—-]+\s*", re.IGNORECASE)

ADVISORY = 60
"""Words that a note to editors has at most; a longer text is news that brings itself."""


class Head(msgspec.Struct, frozen=True):
    """The words of a headline that is named, as token hashes; `part` of them at least stand for a longer one."""

    words: frozenset[int]
    part: int


def named(
    case: Case, wanted: Callable[[EntryRow], bool] = lambda row: True, *, dead: bool = False
) -> EntryRow | None:
    """Return the version in force of the one item, alive or dead, that the words name, or None."""
    said = references(case.update)
    heads = [head for headline in said.headlines for head in _heads(headline)]
    begun = [words for opening in said.openings for words in _words(opening)]
    found = [
        {
            row.item
            for row in rows
            if _meant(case, row, dead) and wanted(case.memory.current(row.item))
        }
        for rows in (
            _by_number(case, said),
            _by_slug(case, said),
            chain(_by_headline(case, heads), _by_opening(case, begun)),
        )
    ]
    kinds = [items for items in found if items]
    if not kinds:
        return None
    items = set.intersection(*kinds)
    if not found[2] and heads:
        items = {item for item in items if _resembles(case, item, heads)}
    return case.memory.current(items.pop()) if len(items) == 1 else None


def _meant(case: Case, row: EntryRow, dead: bool) -> bool:
    units = case.providers.unit
    own = row.provider == case.update.provider or units(row.provider) == units(case.update.provider)
    recent = abs(case.event - row.event) <= RECENT and not row.test
    return own and recent and (case.memory.killed_item(row.item) is not None) == dead


def _by_number(case: Case, said: References) -> Iterator[EntryRow]:
    """Entries with a number that is named; in another language's partition a bare number is none."""
    if case.copy or case.copied:
        return
    for number in said.numbers:
        letters, digits = number_of(number)
        for row in case.memory.numbered(digits):
            service = number_of(row.sequence)[0]
            if not letters or not service or letters == service or _is_provider(case, letters):
                yield row


def _is_provider(case: Case, letters: str) -> bool:
    """Whether letters before a number are the provider's own name ("dpa 157")."""
    found = case.providers.find(letters) or case.providers.find(letters.upper())
    unit = case.providers.unit(case.update.provider)
    return letters == case.update.provider.casefold() or (
        found is not None and (found.owner or found.name) == unit
    )


def _by_slug(case: Case, said: References) -> Iterator[EntryRow]:
    for slug in said.slugs:
        yield from case.memory.slugged(slug)


def _by_headline(case: Case, heads: Iterable[Head]) -> Iterator[EntryRow]:
    for head in heads:
        rows = _with_any(case, sorted(head.words))
        yield from (row for row in rows if _is_headline(head, head_of(row)))


def _with_any(case: Case, tokens: Iterable[int]) -> Iterator[EntryRow]:
    for token in tokens:
        yield from (case.memory.entry(number) for number in case.memory.posting(token))


def _by_opening(case: Case, begun: Iterable[tuple[int, ...]]) -> Iterator[EntryRow]:
    """Entries whose whole headline, word by word, is what a text begins with."""
    for words in begun:
        for row in _with_any(case, words[:1]):
            head = numbers_of(row.tokens)[: row.head]
            if len(head) >= WORDS and words[: len(head)] == head:
                yield row


def _is_headline(named: Head, head: frozenset[int]) -> bool:
    """Whether words that are named are a headline's, or its beginning: advisories cut a source's name off."""
    return share(named.words, head) >= SAME or (
        len(named.words) >= named.part and named.words < head
    )


def _heads(headline: str) -> Iterator[Head]:
    """Yield the informative words of a headline, as each language has them: an advisory may be in
    another one.
    """
    for words in _words(headline):
        if len(words) > 1:
            yield Head(frozenset(words), WORDS)
    if not headline.isascii():
        pairs = text.pairs(text.WORD.findall(headline))
        if len(pairs) >= WORDS:
            yield Head(frozenset(pairs), PAIRS)


def _words(said: str) -> Iterator[tuple[int, ...]]:
    """Yield a text's informative words in order, each once, as each language has them."""
    words = text.WORD.findall(said)
    for language in text.languages():
        tokens = (text.informative(word, language) for word in words)
        yield tuple(dict.fromkeys(token for token in tokens if token))


def _resembles(case: Case, item: bytes, heads: Iterable[Head]) -> bool:
    """Whether any version of an item has a word of a headline that is named and not found."""
    known = frozenset().union(*(head_of(row) for row in case.memory.versions(item)))
    return any(not head.words.isdisjoint(known) for head in heads)


def release(case: Case) -> Effects | None:
    """Judge a text that says in words that a hold or an embargo is over; None if it is none.

    One that brings the text itself is a new version of the item; a mere advisory frees the text
    that is kept. What it names and nobody holds is said in a warning, and judged as any other text.
    """
    if not case.released:
        return None
    last = case.memory.under(case.uri, case.update.test)
    held = case.memory.current(last.item) if last else named(case, _held)
    if held is None:
        return _unresolved(case)
    if alike(case, held) >= REWRITTEN:
        return None if last else revise(case, held)
    whole = case.memory.text_of(held) if _held(held) else b""
    if not whole:
        return None if last else _unresolved(case)
    return revise(Case(_freed(case, whole), case.memory, case.providers, case.apart), held)


def _held(row: EntryRow) -> bool:
    return row.status == "withheld" or row.embargo is not None


def _unresolved(case: Case) -> Effects | None:
    if case.copy:
        return Effects("elsewhere")
    if references(case.update) != References((), (), ()) and len(case.reading.words) <= ADVISORY:
        case.unresolved = True
        case.warnings.append("a release that names no item that is held here: withheld")
        case.update = msgspec.structs.replace(
            case.update, pub_status="withheld", embargoed_until=None
        )
    return None


def _freed(case: Case, whole: bytes) -> Update:
    """Return the held text as an update that may be published as of the release."""
    note, held = case.update, msgspec.json.decode(whole, type=Update)
    return msgspec.structs.replace(
        held, pub_status="usable", headline=_HOLD.sub("", held.headline) or held.headline,
        embargoed_until=note.embargoed_until,
        ingested_at=note.ingested_at, signals=[*held.signals, *note.signals],
        alt_ids=held.alt_ids | {"advisory": note.uri},
    )  # fmt: skip
