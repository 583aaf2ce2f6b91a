"""An update whose id is known: a repeat, a revision, an old copy, or another item under a reused
id.
"""

from __future__ import annotations

from stream.dedupe.case import Case, effects, original_of
from stream.dedupe.copies.fingerprint import numbers_of
from stream.dedupe.copies.near import alike
from stream.dedupe.copies.outdated import is_outdated, replaced_version
from stream.dedupe.copies.similarity import share
from stream.dedupe.items.versions import Stamp, order
from stream.dedupe.rows import EntryRow, SeenRow
from stream.dedupe.words.changes import dropped, opposites, turned_words
from stream.dedupe.words.text import informative
from stream.dedupe.words.wording import told
from stream.model.topics import DUPLICATES, STORIES
from stream.ports import Effects

UNRELATED = 0.05
"""Below this Jaccard index, and with no informative word in common, a known id has an unrelated
text.
"""

REWRITTEN = 0.15
"""Below this Jaccard index of the openings' words a version has little of the one before it: its headline is told."""

TELLING = 4
"""Informative words that both texts must have before they can be called unrelated."""


def known(case: Case) -> Effects | None:
    """Judge an update by what its id stands for; None if the id is unknown, or reused for something
    else.
    """
    last = case.memory.under(case.uri, case.update.test)
    if last is None:
        return None
    held = case.memory.current(last.item)
    if case.memory.killed_item(held.item):
        return stale(case, held)
    way, warning = order(case.stamp, Stamp(last.version, last.created))
    if warning:
        case.warnings.append(warning)
    if way < 0:
        return _repeat(case, held, last) if _tie(case, last) else stale(case, held)
    return _newer(case, held, last, way)


def _tie(case: Case, last: EntryRow | SeenRow) -> bool:
    return (
        last.version is not None
        and last.version == case.update.version
        and last.content == case.reading.content
    )


def _newer(case: Case, held: EntryRow, last: EntryRow | SeenRow, way: int) -> Effects | None:
    if case.reading.content == held.content:
        if _same_status(case, held):
            return _repeat(case, held, last)
        return revise(case, held)
    if case.reading.content == last.content and way == 0:
        return stale(case, held)
    if _replaced(case, held) and not _means_it(case, last):
        return stale(case, held)
    if _unrelated(case, held):
        case.warnings.append(f"id reused: nothing in common with the earlier text of {held.uri!r}")
        return None
    if held.copy_of and (copied := _copied_again(case, held)):
        return copied
    if way == 0 and (case.stamp.version is not None or case.stamp.created is not None):
        case.warnings.append("another text under the same version")
    return revise(case, held)


def _same_status(case: Case, held: EntryRow) -> bool:
    return case.status(held) == held.status and case.embargo(held) == held.embargo


def _replaced(case: Case, held: EntryRow) -> bool:
    return any(row.content == case.reading.content for row in case.memory.versions(held.item))


def _means_it(case: Case, last: EntryRow | SeenRow) -> bool:
    """A sender that declares a correction, or gives a version that is not the last one, does go back to an
    earlier text; a feed without versions that shows one again is a cache that flaps.
    """
    versions = case.update.version, last.version
    return case.declared or (None not in versions and versions[0] != versions[1])


def _unrelated(case: Case, held: EntryRow) -> bool:
    if case.declared:
        return False
    mine, theirs = frozenset(case.tokens.hashes), frozenset(numbers_of(held.tokens))
    telling = min(len(mine), len(theirs)) >= TELLING
    return telling and mine.isdisjoint(theirs) and alike(case, held) < UNRELATED


def _copied_again(case: Case, held: EntryRow) -> Effects | None:
    """A reprint that follows its original's correction is again a copy, not news of its own."""
    for row in reversed(case.memory.versions(held.copy_of)):
        if row.content == case.reading.content and not case.memory.killed_item(row.item):
            return duplicate(case, row, 1.0, held=held)
    old = replaced_version(case, held.copy_of) if case.agency == held.agency else None
    return duplicate(case, old, alike(case, old), held=held) if old else None


def _repeat(case: Case, held: EntryRow, last: EntryRow | SeenRow) -> Effects:
    moved = Stamp(last.version, last.created) != case.stamp or last.content != case.reading.content
    return repeat(case, held, remember=moved)


def repeat(case: Case, held: EntryRow, *, remember: bool = True) -> Effects:
    """Return the verdict on a text that says nothing new; its id then stands for the item too."""
    record = case.say("repeat", held, held.story, held=held, original=original_of(held, 1.0))
    return effects(DUPLICATES, record, *([case.seen(held.item)] if remember else []))


def stale(case: Case, held: EntryRow) -> Effects:
    """Return the verdict on an old copy: nothing is remembered, nothing overwritten."""
    dead = case.memory.killed_item(held.item) is not None
    record = case.say("stale", None if dead else held, held.story, silent=dead)
    return effects(DUPLICATES, record)


def revise(case: Case, held: EntryRow) -> Effects:
    """Return the verdict on a new version of an item, also under another id, which then stands for
    the item.
    """
    entry = case.entry(held.item, held.story, case.agency, held=held)
    tokens = numbers_of(held.tokens), case.tokens.hashes
    changes = told(held.facts, case.facts, *tokens, case.reading.language)
    if not any(" → " in change for change in changes):
        changes = _headline_turned(case, held) + changes
    exchanged = any(" → " in change for change in changes)
    if not exchanged and case.reading.head and share(*map(frozenset, tokens)) < REWRITTEN:
        changes.insert(0, f"rewritten → {case.reading.headline}")
    if not case.reading.head:  # a version that leaves the headline out: what of it is no more
        changes += dropped(held.facts, case.reading.words)
    changes += _status(case, held)
    original = None if held.uri == case.update.uri else original_of(held, alike(case, held))
    record = case.say("revision", entry, held.story, held=held, original=original, changes=changes)
    return effects(STORIES, record, entry, *case.kept(entry))


def _headline_turned(case: Case, held: EntryRow) -> list[str]:
    """Return what a headline says the other way round: a correction names in its text what it corrects."""
    language = case.reading.language
    table, head = opposites(language), set(numbers_of(held.tokens)[: held.head])
    was = frozenset([w for w in held.facts.lead_marks if informative(w, language) in head])
    now = table.turning.intersection(case.reading.words[: case.reading.head])
    return turned_words(was, now, table.pairs)


def _status(case: Case, held: EntryRow) -> list[str]:
    status = case.status(held)
    return [] if status == held.status else [f"{held.status} → {status}"]


def duplicate(
    case: Case, row: EntryRow, similarity: float, *, held: EntryRow | None = None
) -> Effects:
    """Return the verdict on a copy of an entry; an independent agency's is told on both topics.

    `held` is the copy's own earlier version. A long text that a paper prints as it stands is the
    original's agency's, credited or not; a known agency speaks for itself.
    """
    item, agency = (held.item if held else case.opened), _origin(case, row)
    entry = case.entry(item, row.story, agency, held=held, copy_of=row.copy_of or row.item)
    sources = case.sources(row.story, item=item)
    record = case.say(
        "duplicate", entry, row.story, held=held, original=original_of(row, similarity)
    )
    result = effects(DUPLICATES, record, entry)
    if agency not in sources and case.memory.killed_item(entry.copy_of) is None:
        result.emits += effects(STORIES, record).emits
    return result


REPRINT = 25
"""Words of a text that nobody writes twice alike: below, two newsrooms may have the same line."""


def _origin(case: Case, row: EntryRow) -> str:
    credited = case.agency != case.providers.unit(case.update.provider)
    long = len(case.reading.words) >= REPRINT
    long = long or is_outdated(
        case, row
    )  # who has a mistake that was corrected had it from its sender
    reprint = long and not credited and case.providers.reprints(case.update.provider)
    return row.agency if reprint else case.agency
