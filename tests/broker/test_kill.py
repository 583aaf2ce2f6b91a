"""Workers killed at random, joining and leaving: every result equals that of a run without faults.

`KILL_TEST_UPDATES` and `KILL_TEST_KILLS` set the size; `make kill` runs the long form.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import time
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest

from stream.bootstrap.replay import new_replay, replay_lines
from stream.pipeline.headers import Origin, heads_of, origin_of
from stream.pipeline.stages import StageOptions, build_stages
from stream.settings import Settings
from support.exact import check_stage, last_by_key, origin_bytes
from support.kafka import Offsets, Worker, feed, read, until_done
from support.wires import wire

UPDATES = int(os.environ.get("KILL_TEST_UPDATES", "1500"))
KILLS = int(os.environ.get("KILL_TEST_KILLS", "4"))
MADE = {
    "wire.accepted": "wire.updates",
    "wire.stories": "wire.accepted",
    "news.alerts": "wire.classified",
}
"""Outputs, and what each is made from."""

COMMIT_PATIENCE_SECONDS = 60.0
"""How long the last worker may take to commit something of its own."""

PROCESSING_TIMES = ("ingested_at", "final", "corrected")
"""Whether a window was over at a record depends on how far the partitions were, and on the log's clock."""

pytestmark = [pytest.mark.kafka, pytest.mark.slow]


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """The built-in rules without bursts: those go by the log's clock, and a replay's is another."""
    path = tmp_path / "rules.toml"
    text = files("stream.alert").joinpath("data/watch.toml").read_text("utf-8")
    path.write_text(text.replace("[[rule]]\n", "[[rule]]\nburst_stories = 1000000\n"))
    return path


async def test_kills_change_no_result(settings: Settings, rules: Path) -> None:
    """After SIGKILLs and a second worker coming and going, outputs and last values are exact."""
    rng = random.Random(11)
    lines = list(wire(UPDATES, seed=3))
    await feed(settings, lines)
    more = {"alert.rules": str(rules)}
    last_life, committed = await _kill_again_and_again(settings, rng, more)
    await _two_workers(settings, more)
    story: dict[str, Any] = {"updates": UPDATES, "kills": KILLS}
    for stage in build_stages(StageOptions(rules=rules)):
        verdict = await check_stage(settings, stage)
        story[stage.name] = {"expected": verdict.expected, "sent_again": verdict.sent_again}
        assert verdict.exact, (stage.name, verdict)
    story["redone_seconds"], needless = await _redone(settings, last_life, committed)
    print(json.dumps(story))
    assert not needless, needless[:5]
    await _equals_a_run_without_faults(settings, lines, rules)


Commits = dict[str, dict[int, int]]
"""The next offset to be read, by topic and partition."""


class Life(NamedTuple):
    """When a worker was started and killed, in seconds since 1970."""

    begun: float
    killed: float


async def _kill_again_and_again(
    settings: Settings, rng: random.Random, more: dict[str, object]
) -> tuple[Life, Commits]:
    """Kill a worker at random moments of its work; return the last one's life, and what is committed."""
    life = Life(0.0, 0.0)
    async with Offsets(settings) as offsets:
        for n in range(KILLS):
            before, begun = await _work(offsets), time.time()
            worker = Worker(settings, "a", more={"worker.instance_id": "a", **more}).start()
            await _until_it_works(offsets, before, worker)
            if n == KILLS - 1:  # the last one has worked for a while, and is in the middle of it
                await _until_it_commits(offsets)
            await asyncio.sleep(rng.uniform(0.05, 0.9))
            worker.kill()
            life = Life(begun, time.time())
        return life, await _commits(offsets)


async def _commits(offsets: Offsets) -> Commits:
    return {topic: await offsets.commits(topic) for topic in MADE.values()}


async def _work(offsets: Offsets) -> list[dict[int, int]]:
    """How far the first stages have come; a worker tells its rules to the last ones before it works."""
    ends = [await offsets.ends(topic) for topic in ("wire.accepted", "wire.stories")]
    return ends + [await offsets.commits(topic) for topic in ("wire.updates", "wire.accepted")]


async def _until_it_works(offsets: Offsets, before: list[dict[int, int]], worker: Worker) -> None:
    deadline = time.monotonic() + 40
    while worker.running and time.monotonic() < deadline:
        if await _work(offsets) != before:
            return
        await asyncio.sleep(0.05)


async def _until_it_commits(offsets: Offsets) -> None:
    """Until the last stage's source has moved: what earlier workers left uncommitted is done by then."""
    last, deadline = MADE["news.alerts"], time.monotonic() + COMMIT_PATIENCE_SECONDS
    begun = await offsets.commits(last)
    while await offsets.commits(last) == begun:
        assert time.monotonic() < deadline, "the last worker committed nothing"
        await asyncio.sleep(0.05)


async def _two_workers(settings: Settings, more: dict[str, object]) -> None:
    with Worker(settings, "b", more=more) as first:
        await asyncio.sleep(4)
        second = Worker(settings, "c", more=more).start()
        await asyncio.sleep(8)
        second.stop()
        third = Worker(settings, "d", more=more).start()
        await asyncio.sleep(6)
        third.kill()
        await until_done(settings, [first], timeout=300)


async def _redone(
    settings: Settings, life: Life, committed: Commits
) -> tuple[dict[str, float], list[tuple[str, Origin]]]:
    """What was made before the last kill and again after it: seconds by topic, and what was needless.

    The seconds are those of the last worker's work: the age, at its end, of the oldest result that it had made
    and that was made again. They go by the clock of a machine that does other things as well, so they are
    printed, not judged. What must never be made again is what was committed: `needless` are the origins of
    such results, whichever worker made them.
    """
    oldest: dict[str, float] = {}
    needless: list[tuple[str, Origin]] = []
    for topic, source in MADE.items():
        latest: dict[tuple[bytes, bytes], float] = {}
        for record in sorted(await read(settings, topic), key=lambda r: r.timestamp):
            place, at = (record.key, origin_bytes(record.headers)), record.timestamp / 1000
            if at <= life.killed:
                latest[place] = at
            elif place in latest:
                if latest[place] >= life.begun:
                    age = round(life.killed - latest[place], 3)
                    oldest[topic] = max(oldest.get(topic, 0.0), age)
                origin = origin_of(heads_of(record))
                assert origin is not None
                if origin.offset < committed[source].get(origin.partition, 0):
                    needless.append((topic, origin))
    return oldest, needless


async def _equals_a_run_without_faults(settings: Settings, lines: list[bytes], rules: Path) -> None:
    run = new_replay(StageOptions(rules=rules))
    wanted = [r for r in replay_lines(run, lines) if r.topic.startswith("news.")]
    for topic in ("news.alerts", "news.counts"):
        expected = last_by_key(r for r in wanted if r.topic == topic)
        found = last_by_key(await read(settings, topic))
        assert expected.keys() == found.keys(), topic
        different = [k for k in expected if _plain(expected[k]) != _plain(found[k])]
        assert not different, (topic, different[:3], len(different))


def _plain(value: bytes) -> dict[str, Any]:
    """A record without its processing times."""
    return {k: v for k, v in orjson.loads(value).items() if k not in PROCESSING_TIMES}
