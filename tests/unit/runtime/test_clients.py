"""A Kafka client one of whose own tasks has ended is no client any more."""

from __future__ import annotations

import asyncio
import inspect
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.client import AIOKafkaClient
from aiokafka.consumer.fetcher import Fetcher
from aiokafka.consumer.group_coordinator import GroupCoordinator
from aiokafka.errors import InvalidSessionTimeoutError
from aiokafka.producer.sender import Sender

from stream.errors import ClientFailed
from stream.runtime.clients import check_clients


async def goes_on() -> None:
    """A task as it should be."""
    await asyncio.sleep(60)


async def fails() -> None:
    """What a closed connection did to the metadata task."""
    raise RuntimeError("the handler is closed")


def consumer(**tasks: Any) -> Any:
    """A consumer whose tasks go on, but for those that are given."""
    running = {name: asyncio.create_task(goes_on()) for name in ("sync", "group", "fetch")}
    running |= {name: asyncio.create_task(made()) for name, made in tasks.items()}
    return SimpleNamespace(
        _client=SimpleNamespace(_sync_task=running["sync"]),
        _coordinator=SimpleNamespace(_coordination_task=running["group"]),
        _fetcher=SimpleNamespace(_fetch_task=running["fetch"]),
    )


async def test_while_all_go_on_nothing_is_said() -> None:
    """Nor before the start, when there are no clients or no tasks yet."""
    check_clients(None, [])
    check_clients(SimpleNamespace(_client=SimpleNamespace(_sync_task=None)), [SimpleNamespace()])
    check_clients(consumer(), [])


@pytest.mark.parametrize(
    ("task", "name"), [("sync", "metadata"), ("group", "group"), ("fetch", "fetch")]
)
async def test_a_task_that_ended_is_named_with_its_error(task: str, name: str) -> None:
    """Whichever it is: each alone leaves a consumer that waits for ever."""
    broken = consumer(**{task: fails})
    await asyncio.sleep(0)
    with pytest.raises(ClientFailed, match=rf"consumer's {name} task .*the handler is closed"):
        check_clients(broken, [])


async def test_a_group_that_refuses_the_worker_is_told() -> None:
    """aiokafka keeps the error for whoever polls next through its front door; Faust never does."""
    refused = consumer()
    refused._coordinator._pending_exception = InvalidSessionTimeoutError()
    with pytest.raises(ClientFailed, match="InvalidSessionTimeoutError"):
        check_clients(refused, [])


async def test_a_producer_s_tasks_count_as_well() -> None:
    """One that is cancelled by nobody of ours is as bad."""
    sender = asyncio.create_task(goes_on())
    producer = SimpleNamespace(_sender=SimpleNamespace(_sender_task=sender))
    sender.cancel()
    await asyncio.sleep(0)
    with pytest.raises(ClientFailed, match="producer's send task"):
        check_clients(consumer(), [producer])


def test_aiokafka_has_its_tasks_under_these_names() -> None:
    """When one is renamed nothing would be looked at any more."""
    for owner, words in (
        (AIOKafkaClient, "self._sync_task = create_task("),
        (GroupCoordinator, "self._coordination_task = create_task("),
        (GroupCoordinator, "self._pending_exception = exc"),
        (Fetcher, "self._fetch_task = create_task("),
        (Sender, "self._sender_task = create_task("),
        (AIOKafkaConsumer, "self._coordinator = "),
        (AIOKafkaConsumer, "self._fetcher = "),
        (AIOKafkaConsumer, "self._client = "),
        (AIOKafkaProducer, "self._sender = "),
        (AIOKafkaProducer, "self.client = "),
    ):
        assert words in inspect.getsource(owner), (owner, words)
