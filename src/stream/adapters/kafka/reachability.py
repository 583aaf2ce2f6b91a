"""Ask the cluster again and again whether it is there: its clients go on in silence when it is not.

aiokafka's consumers and Faust try again for ever and tell nobody; an idle worker looked ready for hours
without a broker.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Mapping
from typing import Any

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaConnectionError, KafkaError
from aiokafka.protocol.metadata import MetadataRequest

from stream.adapters.kafka.connect import NotConnected, start

EVERY_SECONDS = 0.5
"""From one question to the next; an answer is some 200 bytes."""

ANSWER_SECONDS = 1.5
"""How long an answer may take: a busy broker of one's own answers in milliseconds."""

CONNECT_SECONDS = 3.0
"""The same with a connection to be made first: TLS and a login over a long line take more than one way and back."""

PATIENCE_SECONDS = 2.0
"""Silence after which the cluster counts as gone: a broker's leader election is shorter."""

BLOCKED_SECONDS = 0.25
"""A question that ends so much later than it should was late because of this process, and says nothing."""


class Reachability:
    """Judges what was heard. Gone after `PATIENCE_SECONDS` and two questions without an answer; back after
    two answers in a row, so that a broker that comes and goes is not told as both. Times are seconds."""

    def __init__(self, now: float) -> None:
        self.gone: str | None = None
        """Why the cluster counts as gone; None while it does not."""
        self._answered, self._failed, self._good = now, 0, 0

    def heard(self, why: str | None, now: float) -> bool:
        """Take one answer (None) or the reason of its absence; whether the judgement is another now."""
        before = self.gone
        if why is None:
            self._answered, self._failed, self._good = now, 0, self._good + 1
            self.gone = self.gone if self._good < 2 else None
        else:
            self._failed, self._good = self._failed + 1, 0
            if self._failed > 1 and now - self._answered >= PATIENCE_SECONDS:
                self.gone = why
        return (before is None) != (self.gone is None)


class KafkaWatch:
    """Asks until cancelled. `tell` gets None at the first answer and when the cluster is back, else the
    reason why it is gone. `options` are aiokafka client options."""

    def __init__(
        self, options: Mapping[str, Any], tell: Callable[[str | None], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._options, self._tell, self._clock = options, tell, clock
        self._line: _Line | None = None

    async def run(self) -> None:
        """Go on until cancelled; nothing that brokers do ends it."""
        judged, first = Reachability(self._clock()), True
        try:
            while True:
                began = self._clock()
                limit = CONNECT_SECONDS if self._line is None else ANSWER_SECONDS
                why = await self._ask(limit)
                took = self._clock() - began
                if took < limit + BLOCKED_SECONDS or why is None:
                    changed = judged.heard(why, self._clock())
                    if changed or (first and why is None):
                        self._tell(judged.gone)
                    first = first and why is not None
                await asyncio.sleep(max(0.0, EVERY_SECONDS - took))
        finally:
            await self._close()

    async def _ask(self, limit: float) -> str | None:
        try:
            async with asyncio.timeout(limit):
                if self._line is None:
                    self._line = _Line(self._options)
                    await start(self._line)
                await self._line.ask()
        except (KafkaError, NotConnected, OSError, TimeoutError) as error:
            await self._close()
            return self._words(error, limit)
        return None

    def _words(self, error: BaseException, limit: float) -> str:
        if isinstance(error, NotConnected):
            return str(error)
        servers = self._options["bootstrap_servers"]
        where = servers if isinstance(servers, str) else ", ".join(servers)
        if isinstance(error, TimeoutError):
            return f"Kafka at {where} does not answer within {limit:g} s"
        return f"Kafka at {where} does not answer: {error}"

    async def _close(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            with contextlib.suppress(KafkaError, OSError):
                await line.client.close()


class _Line:
    """A connection to the cluster, made anew after each failure: addresses may be others by then."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self.client = AIOKafkaClient(**options)

    async def start(self) -> None:
        await self.client.bootstrap()

    async def ask(self) -> None:
        """Ask brokers in turn for nothing but an answer; raises KafkaError if none has one."""
        for node in sorted(broker.nodeId for broker in self.client.cluster.brokers()):
            if await self.client.ready(node):
                await self.client.send(node, MetadataRequest([]))
                return
        raise KafkaConnectionError("no broker takes a connection")
