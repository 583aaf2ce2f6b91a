"""Run a watched folder: each file that is whole goes to the wire, then to `done/` or `failed/`."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from stream.adapters.sources.documents import Document, TooLarge, read_file
from stream.adapters.sources.lines import SourceError
from stream.adapters.sources.reading import is_incomplete, read_document
from stream.adapters.sources.watch import Candidate, Claim, Spool
from stream.bootstrap.ingest import Refusal, Wire, sender

if TYPE_CHECKING:
    from stream.bootstrap.sources import Source


async def watch_folder(source: Source) -> None:
    """Take what is put there until the end of the program."""
    assert source.of.path is not None  # the settings see to it
    with Spool(source.of.path, source.of.settle) as spool:
        async with sender(source.settings) as out:
            watch = Watch(source, spool, source.wire(out))
            async for _ in spool.wakes():
                for candidate in spool.candidates():
                    await watch.take(candidate)


class Watch:
    """Takes the files of one watched folder."""

    def __init__(self, source: Source, spool: Spool, wire: Wire) -> None:
        self._source, self._spool, self._wire = source, spool, wire
        self._unreadable: set[str] = set()

    async def take(self, candidate: Candidate) -> None:
        """Send one file and put it away, unless it can't be read yet."""
        source, name = self._source, str(candidate.path)
        hints = replace(source.hints, name=name)
        try:
            data = await asyncio.to_thread(read_file, candidate.path, hints.max_bytes)
        except TooLarge as error:
            self._refuse(candidate, Refusal.of(name, error))
            return
        except SourceError as error:
            self._tell_once(name, error)
            return
        document = Document(data, name, source.of.format)
        outcomes = await asyncio.to_thread(read_document, document, hints)
        if is_incomplete(data, outcomes) and candidate.still < source.of.give_up:
            return
        if claim := self._claimed(candidate):
            receipt = await self._wire.outcomes(document, hints, outcomes)
            await receipt.acknowledged()
            if receipt.malformed:
                self._spool.failed(claim, _reasons(receipt.refused, len(receipt.items)))
            else:
                self._spool.done(claim)
            source.succeeded()

    def _refuse(self, candidate: Candidate, refusal: Refusal) -> None:
        if claim := self._claimed(candidate):
            self._wire.refuse(refusal)
            self._spool.failed(claim, _reasons([refusal], 0))

    def _claimed(self, candidate: Candidate) -> Claim | None:
        """The file as ours, or None: one that can't be moved holds up no other."""
        try:
            return self._spool.claim(candidate)
        except SourceError as error:
            self._tell_once(str(candidate.path), error)
            return None

    def _tell_once(self, name: str, error: SourceError) -> None:
        if name not in self._unreadable:
            self._unreadable.add(name)
            self._source.say(f"{error}; left where it is")


def _reasons(refused: list[Refusal], sent: int) -> str:
    lines = [f"{refusal.error}: {refusal.reason}" for refusal in refused]
    return "\n".join([f"{sent} sent, {len(refused)} refused", *lines, ""])
