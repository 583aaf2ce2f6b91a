"""Why no broker let a client in, in words for a person."""

from __future__ import annotations

import logging

import pytest
from aiokafka.errors import KafkaConnectionError, SaslAuthenticationFailed

from stream.adapters.kafka.connect import NotConnected, start

log = logging.getLogger("aiokafka")


class Refused:
    """A client that logs its reasons and raises the addresses, as aiokafka's do."""

    def __init__(self, *reasons: BaseException) -> None:
        self._reasons = reasons

    async def start(self) -> None:
        """Fail."""
        for n, reason in enumerate(self._reasons):
            log.error('Unable connect to "%s:%s": %s', "broker", n, reason)
        raise KafkaConnectionError("Unable to bootstrap from [somewhere]")


async def test_a_refused_login_is_named() -> None:
    """The message has the broker's own words, the address and the settings to mend."""
    with pytest.raises(NotConnected, match=r"refuses the login: broker:0: .*wrong.*kafka\.sasl_"):
        await start(Refused(SaslAuthenticationFailed("wrong password")))


async def test_every_address_is_named() -> None:
    """Two brokers, two reasons; one without words is told by its class."""
    refused = Refused(ConnectionRefusedError("refused"), TimeoutError())
    with pytest.raises(NotConnected, match=r"broker:0: refused; broker:1: TimeoutError; see kafka"):
        await start(refused)


async def test_a_client_that_says_nothing_is_still_an_error() -> None:
    """Without a log the client's own message is kept, and no listener stays on the logger."""
    before = list(log.handlers)
    with pytest.raises(NotConnected, match="Unable to bootstrap from"):
        await start(Refused())
    assert log.handlers == before
