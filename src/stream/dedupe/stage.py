"""The dedupe stage: wire.accepted in, wire.stories and wire.duplicates out (ports.Stage)."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from stream.dedupe.case import Apart, Case
from stream.dedupe.decide import decide
from stream.dedupe.providers import Providers, load
from stream.dedupe.recall.memory import HOURS, Memory
from stream.dedupe.rows import Row
from stream.errors import MalformedUpdate
from stream.model import Update
from stream.model.topics import ACCEPTED, DUPLICATES, STORIES
from stream.ports import Effects, Raw


class DedupeStage:
    """Says of each update what it is to those before it, and of which story.

    `retention` (default 96 h) and `tombstones` (30 days) are milliseconds of log time for which
    texts and kills are remembered, `entries` (500,000) is how many texts at most, for each
    partition. `apart` are pairs of ids, as sent, that an editor keeps in different stories.
    """

    name = "dedupe"
    source = ACCEPTED
    outputs: tuple[str, ...] = (STORIES, DUPLICATES)
    row_type = Row

    def __init__(
        self,
        *,
        retention: int = 96 * HOURS,
        entries: int = 500_000,
        tombstones: int = 30 * 24 * HOURS,
        providers: Providers | None = None,
        apart: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._retention, self._entries, self._tombstones = retention, entries, tombstones
        self.providers = providers or load()
        self._apart = _both_ways(apart)
        self._decoder = msgspec.json.Decoder(Update)
        self.new_state(0)  # a wrong setting shows at start, not with the first partition

    def new_state(self, partition: int) -> Memory:
        """Return an empty memory; every partition's is alike."""
        return Memory(self._retention, self._entries, self._tombstones)

    def decide(self, record: Raw, state: Memory) -> Effects:
        """Judge one update."""
        return decide(Case(self._decode(record), state, self.providers, self._apart))

    def tick(self, now: int, state: Memory) -> Effects:
        """Nothing is due by time alone."""
        return Effects("tick")

    def _decode(self, record: Raw) -> Update:
        try:
            return self._decoder.decode(record.value or b"")
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            where = f"{record.topic}[{record.partition}]@{record.offset}"
            raise MalformedUpdate(str(error), where) from error


def _both_ways(pairs: Iterable[tuple[str, str]]) -> Apart:
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {uri: frozenset(others) for uri, others in found.items()}
