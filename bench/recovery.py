"""Contestants of recovery: the shell reading a changelog back, and the fold of dedupe's rows."""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import datetime
from typing import Any

from msgspec import msgpack

from bench import work
from bench.kafka import COMPACT, PARTITIONS, create, load
from bench.shell import Timed
from bench.trivial import Row, Silent, TrivialStage, worker_app
from bench.wires import wire
from stream.adapters.kafka.loop import use_fast_loops
from stream.bootstrap.replay import new_replay, replay_lines
from stream.pipeline.journal import Journal, pack_key
from stream.pipeline.stages import StageOptions
from stream.runtime.delivery import Outgoing
from stream.runtime.process import run_worker
from stream.runtime.table import changelog_name


def rows(topic: str, count: int) -> list[Outgoing]:
    """A changelog of `count` rows, spread over the partitions."""
    encode, now = msgpack.Encoder().encode, 1_700_000_000_000
    return [
        Outgoing(
            topic, n % PARTITIONS, pack_key((n // PARTITIONS, 0)),
            encode((now, Row(b"urn:bench:%d" % n, work.PAD))), [],
        )
        for n in range(count)
    ]  # fmt: skip


async def fill(job: dict[str, Any]) -> None:
    """Make the topics and write the changelog."""
    changelog = changelog_name(job["run"], TrivialStage.name)
    await create(job["bootstrap"], [job["run"] + "-in", job["run"] + "-out"])
    await create(job["bootstrap"], [changelog], COMPACT)
    await load(job["bootstrap"], rows(changelog, job["count"]))


def shell(job: dict[str, Any]) -> None:
    """Start a worker on a changelog that is there; the watch is the shell's own."""
    asyncio.run(fill(job))
    use_fast_loops()
    stage = TrivialStage(job["run"] + "-in", job["run"] + "-out", stateful=True)
    app, began = worker_app(job, stage, Timed(10**9)), time.perf_counter()
    table = app.agents[0].table
    assert table is not None

    def watch() -> None:
        while table.store.recovery.rows < job["count"]:
            time.sleep(0.01)
        track, start = table.store.recovery, time.perf_counter() - began
        work.finish({"rate": track.rows / track.seconds, "count": track.rows, "start_s": start})

    threading.Thread(target=watch, daemon=True).start()
    run_worker(app, Silent())


def fold(job: dict[str, Any]) -> None:
    """Load and fold the rows that dedupe makes of a wire, as after a restart."""
    replay = new_replay(StageOptions())
    lines = wire(job["count"], datetime.fromisoformat(job["start"]))
    for _ in replay_lines(replay, lines):
        pass
    kept = [r.journal for (name, _), r in replay._runners.items() if name == "dedupe"]
    watch, count = work.Watch(), sum(map(len, kept))
    watch.batch(0)
    for journal in kept:
        fresh = Journal(journal.stage, journal.partition)
        for key, value in journal.rows.items():
            fresh.load(key, value)
        fresh.prepare(2**62)
        memory: Any = fresh.state
        memory.sharing(bytes(64))  # the first look-up links what was folded
    watch.batch(count)
    work.finish(watch.result)


if __name__ == "__main__":
    found = work.job()
    {"shell": shell, "fold": fold}[found["mode"]](found)
