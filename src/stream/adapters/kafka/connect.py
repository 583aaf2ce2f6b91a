"""Start a Kafka client, and say why no broker let it in: aiokafka raises the addresses and logs the reason."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from aiokafka.errors import (
    KafkaConnectionError,
    SaslAuthenticationFailed,
    UnsupportedSaslMechanismError,
)

from stream.errors import NewswireError

_CLIENT_LOG = "aiokafka"
_LOGIN = (SaslAuthenticationFailed, UnsupportedSaslMechanismError)


class NotConnected(NewswireError):
    """No broker let the client in.

    See that one runs at `kafka.bootstrap`; where it answers and refuses, see `kafka.security_protocol` and
    the login and certificate settings after it.
    """


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
