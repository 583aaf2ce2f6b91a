"""The earlier entries that an update is held against: those that share its weightiest words.

Which of them can be asked at all (near in time, of the language, alive or dead) is seen in columns of the memory; only
a few rows are made whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from stream.dedupe.case import Case
from stream.dedupe.recall.store import mark_of
from stream.dedupe.rows import EntryRow
from stream.dedupe.running.query import WINDOW, Query, query_of

PROBES, EACH, STORIES = 10, 12, 4
"""Weightiest words looked up, latest entries that each brings, and stories that are looked into."""

HEAD = 3
"""How much sooner a headline's word is looked up than one of the lead."""

OWN = 6
"""Entries that are looked at for an earlier text of the provider's own."""


def likely(query: Query) -> list[EntryRow]:
    """Return of the stories that share the weightiest words the entry that shares most."""
    best: dict[int, EntryRow] = {}
    memory = query.case.memory
    for number in _eligible(query, _ranked(query), dead=False):
        story = memory.story(number)
        if story in best or (row := memory.entry(number)).language != query.language:
            continue
        if not row.copy_of or memory.alive(
            row
        ):  # a paper's copy of a killed report keeps no story open
            best[story] = row
            if len(best) == STORIES:
                break
    return list(best.values())


def of_provider(case: Case, *, dead: bool = False) -> Iterator[EntryRow]:
    """Yield the provider's entries that share the weightiest words, the likeliest first."""
    query, memory, provider = query_of(case), case.memory, case.update.provider
    mine = memory.of_provider(_ranked(query), mark_of(provider))
    rows = map(memory.entry, _eligible(query, mine, dead=dead))
    return islice((r for r in rows if r.provider == provider and r.language == query.language), OWN)


def eligible(case: Case, row: EntryRow, *, dead: bool) -> bool:
    """Tell if an entry can be of an update's event at all: of its language, within WINDOW, and alive, or dead."""
    near = abs(case.event - row.event) <= WINDOW and row.language == case.reading.language
    return near and (case.memory.killed_item(row.item) is not None) == dead


def _eligible(query: Query, numbers: Sequence[int], *, dead: bool) -> Iterator[int]:
    event, memory = query.case.event, query.case.memory
    language = mark_of(query.language)
    return memory.between(numbers, event - WINDOW, event + WINDOW, language, dead=dead)


def _ranked(query: Query) -> list[int]:
    if query.ranked is None:
        query.ranked = _search(query)
    return query.ranked


def _search(query: Query) -> list[int]:
    memory, names, head = query.case.memory, query.names, len(query.head)
    weights = query.weights
    heavy = [
        (-weights[t] * (1 + (t in names)) * (HEAD if n < head else 1), t)
        for n, t in enumerate(query.tokens)
    ]
    heavy.sort()
    hits: dict[int, float] = {}
    get = hits.get
    for n, found in memory.postings([token for _, token in heavy], EACH, PROBES):
        weight = heavy[n][0]
        for number in found:
            hits[number] = get(number, 0.0) + weight
    events = memory.events(hits)
    latest = sorted(hits, key=events.__getitem__, reverse=True)
    return sorted(latest, key=hits.__getitem__)
