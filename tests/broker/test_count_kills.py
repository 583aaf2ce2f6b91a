"""Two workers that count, one of them killed again and again: the counts equal a recount, and none was ever too high.

`COUNT_KILL_TEST_UPDATES` and `COUNT_KILL_TEST_KILLS` set the size; `make kill` runs the long form. The workers run
count and merge (and alert, which reads with count), so that the kills fall into their work; test_kill.py kills
whole chains.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import orjson
import pytest
from msgspec import structs

from stream.bootstrap.ingest import sender
from stream.bootstrap.topics import create_topics
from stream.model import CasualtyLabel, Classified, Tallies
from stream.pipeline.headers import TICK, heads_of, origin_of
from stream.settings import Settings
from support.kafka import Offsets, Worker, read, until_done
from unit.count.bench import actor, place, update
from unit.count.oracle import SIZES, Oracle

UPDATES = int(os.environ.get("COUNT_KILL_TEST_UPDATES", "2000"))
KILLS = int(os.environ.get("COUNT_KILL_TEST_KILLS", "10"))
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
STEADY, KILLED = "steady", "killed"
SILENT = ("repeat", "duplicate", "stale")
FIGURES = ("stories", "updates")

pytestmark = [pytest.mark.kafka, pytest.mark.slow]


async def test_counts_are_exact_after_kills_and_never_above_what_came_in(
    settings: Settings,
) -> None:
    """The end is a recount's; each record on the way is at most what had come in, and what was on its way."""
    rng = random.Random(5)
    news = list(wire(UPDATES, rng))
    await create_topics(settings)
    with worker(settings, STEADY) as steady:
        for n in range(KILLS):
            await send(settings, news[n * UPDATES // KILLS : (n + 1) * UPDATES // KILLS])
            await kill_at_work(settings, rng)
        with worker(settings, KILLED) as back:
            await until_done(settings, [steady, back], timeout=300)
    counts = await read(settings, "news.counts")
    ledger = Ledger.of(await read(settings, "wire.classified"))
    above, told = await too_high(settings, counts, ledger)
    print(json.dumps({"updates": UPDATES, "kills": KILLS, "counts": len(counts), "told": told}))
    assert told > UPDATES // 2, "hardly a count was checked"
    assert not above, (len(above), above[:3])
    wanted = {key: (s, u, len(a), d) for key, (s, u, a, d) in ledger.oracle.recount().items()}
    found = {record.key.decode(): figures(orjson.loads(record.value)) for record in counts}
    assert {key: f for key, f in found.items() if f != (0, 0, 0, None)} == wanted


def worker(settings: Settings, name: str) -> Worker:
    """A worker of the stages, under a name that it comes back with."""
    more = {"worker.instance_id": name, "worker.count_interval_seconds": 0.05}
    return Worker(settings, name, stages="alert,count,merge", more=more)


async def kill_at_work(settings: Settings, rng: random.Random) -> None:
    """Start the second worker, and kill it some time after the two have begun to get on."""
    async with Offsets(settings) as offsets:
        before = [await offsets.commits(topic) for topic in ("wire.classified", "wire.tallies")]
        mortal = worker(settings, KILLED).start()
        for _ in range(400):
            now = [await offsets.commits(topic) for topic in ("wire.classified", "wire.tallies")]
            if now != before:
                break
            assert mortal.running, mortal.log.read_text()
            await asyncio.sleep(0.05)
        await asyncio.sleep(rng.uniform(0.0, 2.5))
        mortal.kill()


async def send(settings: Settings, news: list[Classified]) -> None:
    """What dedupe and classify would have written."""
    async with sender(settings) as out:
        for classified in news:
            value = msgspec.json.encode(classified)
            await out.send(
                settings.kafka.topic("wire.classified"), classified.item.story.encode(), value
            )


def wire(count: int, rng: random.Random) -> Iterator[Classified]:
    """New items, versions with other labels, tolls or times, kills, copies and what is withheld."""
    items: list[tuple[str, str, datetime]] = []
    for n in range(count):
        at = START + timedelta(seconds=2 * n + rng.uniform(-900, 0))
        if not items or rng.random() < 0.5:
            story = rng.choice(items)[1] if items and rng.random() < 0.3 else f"s{n}"
            items.append((f"u{n}", story, at))
            yield news_of(*items[-1], "new", rng)
            continue
        uri, story, first = rng.choice(items[-300:])
        verdict = rng.choice(("revision", "revision", "kill", *SILENT))
        yield news_of(uri, story, at if rng.random() < 0.2 else first, verdict, rng)


def news_of(uri: str, story: str, at: datetime, verdict: str, rng: random.Random) -> Classified:
    """An update with labels of few values, so that series have much to add up."""
    actors = [actor(one) for one in rng.sample(("hts", "sdf", "regime"), rng.randint(0, 2))]
    places = [place(one, admin1=f"R{one}") for one in rng.sample((1, 2, 3), rng.randint(0, 2))]
    status = "withheld" if rng.random() < 0.05 else "usable"
    made = update(
        uri, story, verdict, rng.choice(("AP", "AFP")), at, actors, places, pub_status=status
    )
    if rng.random() < 0.7:
        return made
    dead = rng.randint(1, 20)
    return structs.replace(made, casualties=[CasualtyLabel(kind="killed", least=dead, most=dead)])


@dataclass
class Touch:
    """What a record of wire.classified did to one series."""

    partition: int
    offset: int
    stories: int
    updates: int


@dataclass
class Ledger:
    """What came in, in the order in which Kafka took it, and by series what each record did to it."""

    oracle: Oracle = field(default_factory=Oracle)
    touches: dict[str, list[Touch]] = field(default_factory=lambda: defaultdict(list))
    times: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, records: list[Any]) -> Ledger:
        """Read wire.classified."""
        ledger = cls()
        for record in sorted(records, key=lambda r: (r.timestamp, r.partition, r.offset)):
            if TICK not in heads_of(record):
                ledger.take(record, msgspec.json.decode(record.value, type=Classified))
        return ledger

    def take(self, record: Any, classified: Classified) -> None:
        """Note what changes: of a story, since no other one's figures can."""
        before = self.story(classified.item.story)
        self.oracle.take(START, classified)
        after = self.story(classified.item.story)
        for key in before.keys() | after.keys():
            updates = after.get(key, 0) - before.get(key, 0)
            stories = (key in after) - (key in before)
            if updates or stories:
                self.touches[key].append(Touch(record.partition, record.offset, stories, updates))
                self.times[key].append(record.timestamp)

    def story(self, story: str) -> dict[str, int]:
        """Key → the items of a story that count under it."""
        alone = Oracle()
        alone.items = {k: v for k, v in self.oracle.items.items() if k[0] == story}
        return {key: len(items) for key, items in alone.groups().items()}


Taken = dict[int, int]
"""Of each partition of wire.classified, the last offset that a window's counts rest on."""


async def too_high(settings: Settings, counts: list[Any], ledger: Ledger) -> tuple[list[Any], int]:
    """The counts above the true value at their time by more than the updates on their way, and how many were read."""
    tallies = {(r.partition, r.offset): r for r in await read(settings, "wire.tallies")}
    taken = rests_on(tallies)
    above, told = [], 0
    for record in counts:
        origin, key = origin_of(heads_of(record)), record.key.decode()
        if origin is None or (origin.partition, origin.offset) not in tallies:
            continue  # made by a tick: the end of a window
        window = (origin.partition, *key.split("|")[:2])
        offsets, states = taken[window]
        had = states[bisect_right(offsets, origin.offset) - 1]
        told += 1
        come = ledger.touches[key][: bisect_right(ledger.times[key], record.timestamp)]
        waiting = sum(t.offset > had.get(t.partition, -1) for t in come)
        said = orjson.loads(record.value)
        for name in FIGURES:
            if said[name] > sum(getattr(t, name) for t in come) + waiting:
                above.append((key, name, said[name], waiting))
    return above, told


def rests_on(
    tallies: dict[tuple[int, int], Any],
) -> dict[tuple[int, str, str], tuple[list[int], list[Taken]]]:
    """By partition of wire.tallies and window: offsets, and what the counts rest on from each of them on."""
    names = {seconds: name for name, seconds in SIZES.items()}
    found: dict[tuple[int, str, str], tuple[list[int], list[Taken]]] = {}
    for (partition, offset), record in sorted(tallies.items()):
        origin = origin_of(heads_of(record))
        if TICK in heads_of(record) or origin is None:
            continue
        value = msgspec.json.decode(record.value, type=Tallies)
        for told in value.windows:
            start = datetime.fromtimestamp(told.start, UTC)
            window = (partition, names[told.size], f"{start:%Y-%m-%dT%H:%M:%SZ}")
            offsets, states = found.setdefault(window, ([], []))
            last = states[-1] if states else {}
            at = max(last.get(origin.partition, -1), origin.offset)
            offsets.append(offset)
            states.append({**last, origin.partition: at})
    return found


def figures(count: dict[str, Any]) -> tuple[int, int, int, tuple[int, int, int] | None]:
    """A count's figures as the recount has them."""
    dead = next((t for t in count["casualties"] if t["kind"] == "killed"), None)
    toll = (dead["stories"], dead["least"], dead["most"]) if dead else None
    return count["stories"], count["updates"], count["sources"], toll
