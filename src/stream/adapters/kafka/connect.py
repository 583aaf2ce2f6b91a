"""Start a Kafka client, and say why no broker let it in: aiokafka raises the addresses and logs the reason.

And stop a consumer, also one whose brokers are gone.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    KafkaConnectionError,
    KafkaError,
    SaslAuthenticationFailed,
    TopicAuthorizationFailedError,
    UnsupportedSaslMechanismError,
)

from stream.errors import NewswireError

TOPIC_SECONDS = 5.0
"""How long a topic may be unknown to the brokers: one just made is, for some hundred milliseconds."""

_CLIENT_LOG = "aiokafka"
_LOGIN = (SaslAuthenticationFailed, UnsupportedSaslMechanismError)


class NotConnected(NewswireError):
    """No broker let the client in.

    See that one runs at `kafka.bootstrap`; where it answers and refuses, see `kafka.security_protocol` and
    the login and certificate settings after it.
    """


class TopicMissing(NewswireError):
    """A topic is not on the cluster: `newswire topics create` makes it.

    If it should be there, the cluster is another one (`kafka.bootstrap`), or the names are (`kafka.prefix`).
    """

    def __init__(self, topic: str) -> None:
        super().__init__(
            f"Kafka has no topic {topic}: run `newswire topics create`, or see kafka.bootstrap and kafka.prefix"
        )


class Client(Protocol):
    """A consumer, a producer or an admin client of aiokafka."""

    async def start(self) -> None:
        """Connect."""


async def start(client: Client) -> None:
    """Start a client. Raises `NotConnected` with what was heard from each address."""
    with _refusals() as heard:
        try:
            await client.start()
        except KafkaConnectionError as error:
            raise NotConnected(_told(heard or {"no answer": error})) from error


async def partitions(of: Any, topic: str) -> set[int]:
    """The partitions of a topic as the brokers say now; `of` is a consumer or a producer.

    Raises TopicMissing after `TOPIC_SECONDS`, or KafkaConnectionError if no broker answered by then.
    """
    client = of.client if isinstance(of, AIOKafkaProducer) else of._client
    until = time.monotonic() + TOPIC_SECONDS
    client.add_topic(topic)
    while True:
        answered = await client.force_metadata_update()
        if found := client.cluster.partitions_for_topic(topic):
            return set(found)
        if topic in client.cluster.unauthorized_topics:
            raise TopicAuthorizationFailedError(topic)
        if time.monotonic() > until:
            raise TopicMissing(topic) if answered else KafkaConnectionError("no broker answers")
        await asyncio.sleep(0.1)


async def stop(consumer: Any) -> None:
    """Stop an aiokafka consumer; what its brokers, gone or not, say to that is of no interest.

    With the brokers gone aiokafka 0.14 lets out the CancelledError of a fetch that it ends itself, with its
    connections left open. To the caller that looks like its own end: the desk and notify died of it, with a
    traceback.
    """
    try:
        await consumer.stop()
    except (KafkaError, OSError):
        pass
    except asyncio.CancelledError:
        with contextlib.suppress(KafkaError, OSError, asyncio.CancelledError):
            await consumer._client.close()
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise


def _told(heard: dict[str, BaseException]) -> str:
    said = "; ".join(
        f"{where}: {str(error) or type(error).__name__}" for where, error in heard.items()
    )
    if any(isinstance(error, _LOGIN) for error in heard.values()):
        return f"Kafka refuses the login: {said}; see kafka.sasl_username and what is near it"
    return f"Kafka can't be reached: {said}; see kafka.bootstrap and kafka.security_protocol"


@contextmanager
def _refusals() -> Iterator[dict[str, BaseException]]:
    """What aiokafka logs of addresses that it could not use, by address, while the block runs."""
    logger, heard = logging.getLogger(_CLIENT_LOG), dict[str, BaseException]()

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            match record.args:
                case (host, port, BaseException() as error):
                    heard[f"{host}:{port}"] = error

    ear = Ear(logging.WARNING)
    logger.addHandler(ear)
    try:
        yield heard
    finally:
        logger.removeHandler(ear)
