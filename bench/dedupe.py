"""Contestant of dedupe alone: its memory is filled with rows of other texts, then updates are judged."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from itertools import islice
from struct import pack
from typing import Any

import msgspec

from bench import work
from bench.wires import wire
from stream.dedupe.copies.fingerprint import BANDS, SKETCH
from stream.dedupe.recall.memory import Memory
from stream.dedupe.rows import EntryRow
from stream.dedupe.stage import DedupeStage
from stream.model import Update
from stream.pipeline.replay import Record
from stream.runtime.process import calm_the_collector

START = datetime(2026, 3, 2, tzinfo=UTC)
RUN = 5_000
"""Rows made at a time before they are folded in, so that making them is not measured."""

WORDS = 200_000
"""Different words of the filled memory; how often each is in a lead falls with its rank."""


def updates(count: int) -> list[bytes]:
    """Accepted updates of a made-up wire that follows the memory's rows."""
    found = []
    for line in wire(count, START):
        fields = msgspec.json.decode(line)
        if fields.get("pub_status") != "canceled":
            fields |= {
                "event_time": fields["version_created"],
                "ingested_at": fields["version_created"],
            }
            found.append(msgspec.json.encode(msgspec.convert(fields, Update)))
    return found


def rows(count: int, like: EntryRow) -> Iterator[tuple[EntryRow, int]]:
    """Rows of `count` other texts in the two days before, and the log's time (ms) of each."""
    rng, now = random.Random(7), int(START.timestamp() * 1000)
    for n in range(count):
        name = blake2b(b"%d" % n, digest_size=8).digest()
        tokens = {int(WORDS ** rng.random()) * 2_654_435_761 % 2**32 for _ in range(24)}
        at = now - int(timedelta(days=2).total_seconds() * 1000) * (count - n) // count
        yield msgspec.structs.replace(
            like, uri=f"urn:newsml:example.com:20260302:fill:{n:012}", item=name, story=name, content=name, event=at,
            tokens=pack(f"<{len(tokens)}I", *sorted(tokens)), head=8, names=7,
            bands=rng.randbytes(len(like.bands)), sketch=rng.randbytes(2 * SKETCH) + b"\x10",
        ), at  # fmt: skip


def filled(stage: DedupeStage, entries: int, first: bytes) -> tuple[Memory, float]:
    """A memory that holds so many entries, and CPU microseconds of folding one in."""
    memory = stage.new_state(0)
    like = stage.decide(_record(0, first), memory).rows[0]
    made, cpu = enumerate(rows(entries, like)), 0.0  # type: ignore[arg-type]
    while run := list(islice(made, RUN)):
        began = time.process_time()
        for n, (row, at) in run:
            memory.apply((n, 0), row, at)
        cpu += time.process_time() - began
    began = time.process_time()
    memory.sharing(bytes(4 * BANDS))  # the first question puts the rows into the bands' chains
    return memory, (cpu + time.process_time() - began) * 1e6 / entries


def _record(offset: int, value: bytes) -> Record:
    made = msgspec.json.decode(value, type=Update).ingested_at
    now = int(made.timestamp() * 1000)
    return Record("wire.accepted", 0, offset, now, None, value, [])


def main(job: dict[str, Any]) -> None:
    """Fill, judge, report: rate, CPU microseconds an update and a row folded in, bytes of memory an entry."""
    stage, values = DedupeStage(entries=2_000_000), updates(job["count"])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    memory, fold = filled(stage, job["entries"], values[0])
    held = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / job["entries"]
    calm_the_collector()  # as a worker does when it has read its state
    watch = work.Watch()
    watch.batch(0)
    for n, value in enumerate(values, job["entries"]):
        record = _record(n, value)
        for k, row in enumerate(stage.decide(record, memory).rows):
            memory.apply((n, k), row, record.timestamp)  # type: ignore[arg-type]
    watch.batch(len(values))
    work.finish(watch.result | {"bytes_an_entry": held, "fold_us": fold})


if __name__ == "__main__":
    main(work.job())
