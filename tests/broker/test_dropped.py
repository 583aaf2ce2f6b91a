"""Workers that their group drops while news comes in: nothing is lost on the way back, and nothing spoilt."""

from __future__ import annotations

import asyncio
from itertools import cycle

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.protocol.group import LeaveGroupRequest

from stream.settings import Settings, kafka_client_options
from support.exact import every_stage_is_exact
from support.kafka import Worker, feed, feed_steadily, until_done
from support.wires import wire

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

UPDATES = 900
PER_SECOND = 120
FIRST = 100
"""Updates that are done before the first drop."""

SLOWLY = 45
"""A second: news comes in for as long as both pauses last."""

TAKEN_OVER_SECONDS = 2.5
"""So long its successor is at work, deletes rows and commits, before the paused one is back."""

PAUSES = (0.4, 2.0, 1.2)
"""Seconds between drops: some fall into the return from the one before, most after it."""


async def test_nothing_is_lost_when_the_group_drops_the_worker(settings: Settings) -> None:
    """The coordinator forgets the member, as after a pause of its machine: every stage's output is exact."""
    lines = list(wire(UPDATES, seed=8))
    await feed(settings, lines[:FIRST])
    with Worker(settings) as worker:
        await until_done(settings, [worker])
        feeding = asyncio.create_task(feed_steadily(settings, lines[FIRST:], PER_SECOND))
        dropped, pauses = 0, cycle(PAUSES)
        while not feeding.done():
            await asyncio.sleep(next(pauses))
            dropped += await drop_members(settings)
        await feeding
        await until_done(settings, [worker])
        assert worker.running
    assert dropped > 4
    await every_stage_is_exact(settings)


async def test_a_worker_that_stood_still_spoils_nothing(settings: Settings) -> None:
    """Paused in turn, each loses its partitions to the other: awake, it ends itself before it writes any more."""
    lines = list(wire(UPDATES, seed=9))
    await feed(settings, lines[:FIRST])
    with Worker(settings, "a") as a, Worker(settings, "b") as b:
        await until_done(settings, [a, b])
        feeding = asyncio.create_task(feed_steadily(settings, lines[FIRST:], SLOWLY))
        for worker in (a, b):
            await asyncio.sleep(2)
            pause = settings.kafka.session_timeout_seconds + TAKEN_OVER_SECONDS
            assert await worker.stand_still(pause) == 70, worker.log.read_text()
            assert "the process stood still for" in worker.log.read_text()
            worker.start()
        await feeding
        await until_done(settings, [a, b])
    await every_stage_is_exact(settings)


async def drop_members(settings: Settings) -> int:
    """Tell the group's coordinator that each of its members has left; return how many."""
    group = settings.kafka.group_id
    admin = AIOKafkaAdminClient(**kafka_client_options(settings.kafka))
    await admin.start()
    try:
        node = await admin.find_coordinator(group)
        (answer,) = await admin.describe_consumer_groups([group], node)
        members = [member[0] for found in answer.groups for member in found[5]]
        for member in members:
            await admin._send_request(LeaveGroupRequest(group, member), node)
        return len(members)
    finally:
        await admin.close()
