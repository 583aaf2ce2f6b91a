"""One task for each channel: takes what is due from its line, sends it, writes down what came of it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

import structlog

from stream.bootstrap.channels import ReadyChannel
from stream.bootstrap.clock import Clock
from stream.errors import ConfigError
from stream.notify.answers import Answer, tidy
from stream.notify.dispatcher import Dispatcher
from stream.notify.line import Send, Wait
from stream.notify.messages import Message, content
from stream.notify.outbox import uncorrected
from stream.notify.records import Arrival, Delivery, Heading
from stream.notify.templates import Templates
from stream.observe.deliveries import DeliveryMetrics


class Write(Protocol):
    """Appends records to the outbox; with `wait`, returns once it has them and all before them."""

    async def __call__(self, records: Sequence[Delivery], *, wait: bool = True) -> None:
        """Append them in this order."""


_GOODBYE_SECONDS = 15.0
"""How long an attempt under way may take to end before it is cut; it is then repeated with the same key."""

log = structlog.get_logger("newswire.notify")


class Teller:
    """Tells one channel what is due, one message at a time."""

    def __init__(self, ready: ReadyChannel, tellers: Tellers) -> None:
        self._ready, self._all = ready, tellers
        self.name = ready.policy.name
        self.line = tellers.dispatcher.line(self.name)
        self.wake = asyncio.Event()

    async def run(self) -> None:
        """Go on until all are to close."""
        while not self._all.closing:
            self.wake.clear()
            now = self._all.clock.now()
            if ended := self.line.expire(now):
                await self._all.write(ended)
                continue
            step = self.line.next(now)
            if isinstance(step, Wait):
                await self._all.clock.wait(self.wake, step.until)
            else:
                await self._attempt(step, now)

    async def _attempt(self, step: Send, now: datetime) -> None:
        send, begun = self.line.begin(step, now)
        await self._all.write(begun)
        self._all.guard()
        answer = await self._send(self._message(send))
        self._all.metrics.attempt(self.name, answer.reached)
        ended = self.line.finish(send, answer, self._all.clock.now(), self._all.random())
        # Not waited for: the next attempt's record comes after these, and that one is.
        await self._all.write(ended, wait=False)

    async def _send(self, message: Message) -> Answer:
        try:
            return await self._ready.channel.send(message, self._all.clock.now())
        except Exception as error:  # no fault of one channel may stop the others
            log.error("a channel failed", channel=self.name, error=type(error).__name__)
            return Answer("maybe", tidy(f"{type(error).__name__} (a fault of newswire)"))

    def _message(self, send: Send) -> Message:
        kind, alerts = content(send.deliveries, one=bool(self._ready.policy.fold))
        try:
            title, text = self._ready.templates.render(kind, send.key, self.name, alerts)
        except ConfigError as error:
            log.warning("a template failed; the built-in one is used", error=str(error))
            title, text = Templates({}, "built-in").render(kind, send.key, self.name, alerts)
        return Message(send.key, self.name, kind, alerts, title, text)


class Tellers:
    """The tellers of all channels, from the outbox's recovery to the end of the assignment.

    `guard` raises before an attempt if another may be the active one by now: nothing more is told then.
    """

    def __init__(
        self, dispatcher: Dispatcher, channels: Sequence[ReadyChannel], write: Write, metrics: DeliveryMetrics,
        clock: Clock, random: Callable[[], float] = random.random, guard: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self.dispatcher, self.metrics, self.guard = dispatcher, metrics, guard
        self.clock, self.random, self._write = clock, random, write
        self.closing = False
        self._tellers = [Teller(ready, self) for ready in channels]
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Write down what the last process did not come to, and begin."""
        await self.write(self.dispatcher.recover(self.clock.now()))
        self._tasks = [asyncio.create_task(teller.run()) for teller in self._tellers]

    async def plan(self, messages: Sequence[tuple[Heading, Arrival]]) -> None:
        """Plan alert messages; return once the outbox has what they lead to."""
        now = self.clock.now()
        made = [record for message in messages for record in self.dispatcher.plan(*message, now)]
        await self.write(made)
        self.metrics.messages(len(messages))
        touched = {record.channel for record in made}
        for teller in self._tellers:
            if teller.name in touched:
                teller.wake.set()

    async def write(self, records: Sequence[Delivery], *, wait: bool = True) -> None:
        """Write records to the outbox, and report those that have ended."""
        await self._write(records, wait=wait)
        for record in records:
            if not record.pending:
                self._report(record)

    def _report(self, record: Delivery) -> None:
        seconds = (record.updated_at - record.at).total_seconds()
        self.metrics.ended(record.channel, record.state, seconds)
        say = log.warning if record.state in ("failed", "expired") else log.info
        say(f"delivery {record.state}", channel=record.channel, alert=record.alert, sequence=record.sequence,
            kind=record.kind, delivery=record.id, answer=record.answer)  # fmt: skip

    async def look_around(self) -> None:
        """Now and then: raise what has failed in a teller, end what waits for unset channels, set the gauges."""
        for task in self._tasks:
            if task.done():
                task.result()
        now, outbox = self.clock.now(), self.dispatcher.outbox
        for name in outbox.waiting_channels():
            if name not in self.dispatcher.policies:
                await self.write(self.dispatcher.line(name).expire(now))
        wrong = dict.fromkeys(self.dispatcher.policies, 0)
        for delivery in uncorrected(outbox):
            if delivery.channel in wrong:
                wrong[delivery.channel] += 1
        for teller in self._tellers:
            pending, policy = teller.line.pending, teller.line.policy
            oldest = max(((now - policy.ready_at(d)).total_seconds() for d in pending), default=0.0)
            self.metrics.waiting(
                teller.name, len(pending), oldest, down=teller.line.breaker.open,
                uncorrected=wrong[teller.name],
            )  # fmt: skip

    async def close(self) -> None:
        """Let attempts under way end, then stop."""
        self.closing = True
        for teller in self._tellers:
            teller.wake.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=_GOODBYE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
