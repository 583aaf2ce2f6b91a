"""Why no broker let a client in, in words for a person."""

from __future__ import annotations

import logging

import pytest
from aiokafka.errors import KafkaConnectionError, SaslAuthenticationFailed

from stream.adapters.kafka import connect
from stream.adapters.kafka.connect import NotConnected, TopicMissing, partitions, start

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


class Cluster:
    """A client's view of a cluster that has no topic, and whose brokers answer or don't."""

    unauthorized_topics = frozenset[str]()

    def __init__(self, answers: bool) -> None:
        self._client, self.cluster, self._answers = self, self, answers

    def add_topic(self, topic: str) -> None:
        """Ask for it as well from now on."""

    async def force_metadata_update(self) -> bool:
        """Whether a broker answered."""
        return self._answers

    def partitions_for_topic(self, topic: str) -> None:
        """There is none."""


async def test_a_missing_topic_is_told_from_brokers_that_are_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The advice differs: make the topics, or see why nobody answers."""
    monkeypatch.setattr(connect, "TOPIC_SECONDS", 0.0)
    with pytest.raises(TopicMissing, match=r"no topic news\.alerts: run `newswire topics create`"):
        await partitions(Cluster(answers=True), "news.alerts")
    with pytest.raises(KafkaConnectionError, match="no broker answers"):
        await partitions(Cluster(answers=False), "news.alerts")
