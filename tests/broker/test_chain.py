"""The whole chain on a real Kafka: the same results as a replay, and bad input that harms nobody."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson
import pytest

import stream.demo
from stream.adapters.kafka.dead_letters import letters
from stream.adapters.kafka.produce import Sender
from stream.bootstrap.replay import new_replay, replay_lines
from stream.bootstrap.topics import create_topics
from stream.pipeline.headers import TICK, heads_of
from stream.pipeline.stages import StageOptions
from stream.settings import Settings, kafka_client_options
from support.kafka import Worker, feed, read, until_done
from support.wires import wire

FIXTURES = Path(__file__).parents[1] / "fixtures"
DEMO = Path(stream.demo.__file__).parent / "data"
TOPICS = (
    "wire.accepted", "wire.stories", "wire.duplicates", "wire.classified", "news.alerts",
    "news.counts",
)  # fmt: skip
PROCESSING_TIMES = re.compile(
    rb',"ingested_at":"[^"]+"|,"final":(true|false),"corrected":(true|false)'
)
"""Whether a window was over at a record hangs on the log's clock, where the news pauses."""


pytestmark = pytest.mark.kafka


def one_order(settings: Settings) -> Settings:
    """The same settings with one partition: one order for all items, as in a replay."""
    return settings.model_copy(
        update={"kafka": settings.kafka.model_copy(update={"partitions": 1})}
    )


def by_key(records: Iterable[Any], prefix: str = "") -> dict[tuple[str, bytes], list[bytes]]:
    """The values of each topic and key, in order, without processing times; of a count the last."""
    found: dict[tuple[str, bytes], list[bytes]] = defaultdict(list)
    for record in records:
        if TICK in heads_of(record):  # the worker's own: time, and the rules
            continue
        topic = record.topic.removeprefix(prefix)
        values = found[topic, record.key]
        if topic == "news.counts":
            values.clear()
        values.append(PROCESSING_TIMES.sub(b"", record.value))
    return dict(found)


async def through_kafka(
    settings: Settings, lines: Iterable[bytes], more: dict[str, object] | None = None
) -> dict[tuple[str, bytes], list[bytes]]:
    """What a worker makes of the lines."""
    await feed(settings, lines)
    with Worker(settings, more=more) as worker:
        await until_done(settings, [worker])
    return by_key(await read(settings, *TOPICS), settings.kafka.prefix)


@pytest.mark.parametrize("batch", [1, 7, 500])
async def test_kafka_and_replay_give_the_same_records(settings: Settings, batch: int) -> None:
    """The demo's wire through Kafka, in batches of 1, 7 or 500, equals its replay record by record."""
    settings = one_order(settings)
    lines = [x for x in (DEMO / "wire.jsonl").read_bytes().splitlines() if b"embargoed" not in x]
    rules = DEMO / "watch.toml"
    run = new_replay(StageOptions(rules=rules), partitions=1)
    expected = by_key(r for r in replay_lines(run, lines) if r.topic in TOPICS)
    # Tallies one by one: were each waited for, a few hundred would take minutes.
    found = await through_kafka(
        settings,
        lines,
        {
            "alert.rules": str(rules),
            "worker.batch_records": batch,
            "worker.count_interval_seconds": 0.01,
        },
    )
    assert found.keys() == expected.keys()
    assert {k: v for k, v in found.items() if v != expected[k]} == {}


async def test_report_correction_and_kill(settings: Settings) -> None:
    """A report raises one alert, its correction amends it, its kill withdraws it from the same channels."""
    lines = (FIXTURES / "aleppo.jsonl").read_bytes().splitlines()
    found = await through_kafka(settings, [lines[0], lines[0], *lines[1:]])
    messages: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for (topic, _), values in found.items():
        if topic == "news.alerts":
            for value in values:
                alert = orjson.loads(value.replace(b",}", b"}").replace(b'"at":', b'"at":'))
                messages[alert["rule"]].append(alert)
    assert messages
    for rule, told in messages.items():
        statuses = [m["status"] for m in told]
        assert statuses[0] == "raised", rule
        assert statuses.count("raised") == 1, rule
        assert statuses[-1] == "withdrawn", rule
        assert {tuple(m["channels"]) for m in told} == {tuple(told[0]["channels"])}, rule
    counts = [orjson.loads(v[-1]) for (topic, _), v in found.items() if topic == "news.counts"]
    assert counts
    assert all(c["stories"] == c["updates"] == c["sources"] == 0 for c in counts)


async def test_bad_input_becomes_dead_letters_and_the_worker_goes_on(settings: Settings) -> None:
    """Whatever comes on wire.updates, its neighbours go through and every offset is committed."""
    await create_topics(settings)
    topic = settings.kafka.topic("wire.updates")
    good = list(wire(200, seed=8))
    bad = [p.read_bytes() for p in sorted((FIXTURES / "bad").glob("*.json"))]
    bad += [b"[" * 100_000, b'{"uri": ' + b"[" * 100_000, b"", b"\x00\x01\xff"]
    tombstone: list[bytes | None] = [None]
    large = orjson.dumps(
        {"uri": "u:large", "provider": "AP", "headline": "x", "body": "y" * 2_000_000}
    )
    async with Sender(kafka_client_options(settings.kafka)) as out:
        for n, line in enumerate([*good, *bad, *tombstone, large, *wire(50, seed=9)]):
            await out.send(topic, None if n % 3 else b"k%d" % n, line)
    with Worker(settings, more={"limits.dead_letter_consecutive": 0}) as worker:
        await until_done(settings, [worker])
        assert worker.running
    found = await letters(
        kafka_client_options(settings.kafka), settings.kafka.topic("wire.updates.dlq")
    )
    originals = {bytes(x) for x in bad if x is not None} | {large}
    assert {letter.value for letter in found} <= originals
    assert large in {letter.value for letter in found}
    assert len(found) >= 15
    for letter in found:
        assert letter.why["stage"] == "intake"
        assert letter.why["topic"] == topic
        assert letter.why["message"]
    accepted = await read(settings, "wire.accepted")
    assert len(accepted) + len(found) == len(good) + len(bad) + 50 + 1


async def test_dead_letters_are_sent_back_once(settings: Settings, tmp_path: Path) -> None:
    """`dlq replay` sends each dead letter back; failing again it is a letter of attempt 1, not sent again."""
    from typer.testing import CliRunner

    from stream.cli.app import app

    await feed(settings, [b"not json", *wire(5, seed=2)])
    options = kafka_client_options(settings.kafka)
    dead = settings.kafka.topic("wire.updates.dlq")
    flags = [
        "--bootstrap",
        settings.kafka.bootstrap,
        "--set",
        f"kafka.prefix={settings.kafka.prefix}",
    ]

    def dlq(*words: str) -> Any:
        import asyncio

        return asyncio.to_thread(CliRunner().invoke, app, ["dlq", *words, *flags, "--json"])

    with Worker(settings) as worker:
        await until_done(settings, [worker])
        first = await dlq("replay")
        assert orjson.loads(first.stdout)["sent"] == [0], first.output
        await until_done(settings, [worker])
        found = await letters(options, dead)
        assert [letter.attempt for letter in found] == [0, 1]
        again = await dlq("replay")
        assert orjson.loads(again.stdout)["sent"] == []
    listed = orjson.loads((await dlq("list")).stdout)
    assert [row["attempt"] for row in listed] == [0, 1]
