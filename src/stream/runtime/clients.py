"""aiokafka's background tasks: when one has ended or given up, a client looks alive and does nothing more, without
an error.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from typing import Any

from stream.errors import ClientFailed

_CONSUMER = (
    ("metadata", "_client._sync_task"),
    ("group", "_coordinator._coordination_task"),
    ("fetch", "_fetcher._fetch_task"),
)
_PRODUCER = (("metadata", "client._sync_task"), ("send", "_sender._sender_task"))


def check_clients(consumer: Any, producers: Iterable[Any]) -> None:
    """Raise ClientFailed if a task of a started AIOKafkaConsumer or AIOKafkaProducer has ended or given up.

    Either may be None, as long as there is none yet. From any thread.
    """
    given_up = getattr(getattr(consumer, "_coordinator", None), "_pending_exception", None)
    if given_up is not None:  # it waits for somebody to ask for the error, which Faust never does
        raise ClientFailed(f"the Kafka group does not take this worker: {given_up!r}") from given_up
    tasks = list(_tasks("consumer", consumer, _CONSUMER))
    for producer in producers:
        tasks += _tasks("producer", producer, _PRODUCER)
    for what, task in tasks:
        if task.done():
            error = None if task.cancelled() else task.exception()
            raise ClientFailed(f"the {what} task of the Kafka client ended: {error!r}") from error


def _tasks(
    role: str, client: Any, paths: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, asyncio.Task[Any]]]:
    for name, path in paths:
        found = client
        for attribute in path.split("."):
            found = getattr(found, attribute, None)
        if found is not None:
            yield f"{role}'s {name}", found
