"""The tellers with real local receivers, good and bad: nothing is lost, and nobody waits for another's trouble."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
import trustme
from aiohttp import web

from stream.adapters.channels import Channel
from stream.adapters.channels.apprise import AppriseChannel
from stream.adapters.channels.webhook import Webhook, WebhookOptions
from stream.bootstrap.channels import ReadyChannel
from stream.bootstrap.clock import SystemClock
from stream.bootstrap.telling import Tellers
from stream.errors import StoodStill
from stream.notify.dispatcher import Dispatcher
from stream.notify.messages import Message
from stream.notify.policy import ChannelPolicy
from stream.notify.records import Arrival, Delivery, heading
from stream.notify.templates import Templates
from stream.observe.deliveries import DeliveryMetrics
from support.mailbox import Mailbox
from support.receiver import (
    Behaviour,
    Flood,
    Receiver,
    closes_half_way,
    closes_in_the_body,
    hangs,
    says,
)
from unit.notify.made import alert, arrival


def policy(name: str, **more: object) -> ChannelPolicy:
    """A channel that takes everything."""
    return replace(ChannelPolicy(name, take="all"), **more)  # type: ignore[arg-type]


def hook(receiver: Receiver, name: str, timeout: float = 5.0, **more: object) -> ReadyChannel:
    """A webhook channel."""
    options = WebhookOptions(receiver.url, allow_private=True, timeout=timeout)
    return ReadyChannel(policy(name, **more), Templates({}, name), Webhook(options))


class Run:
    """Tellers on a clock, with their outbox in a list."""

    def __init__(
        self,
        channels: Sequence[ReadyChannel],
        speed: float = 1.0,
        guard: Callable[[], None] = lambda: None,
    ) -> None:
        self.clock, self.log = SystemClock(speed), list[Delivery]()
        self.metrics = DeliveryMetrics([told.policy.name for told in channels])
        self.dispatcher = Dispatcher(told.policy for told in channels)
        self.channels = channels
        self.tellers = Tellers(
            self.dispatcher, channels, self.write, self.metrics, self.clock, lambda: 0.5, guard
        )
        self._offset = 0

    async def write(self, records: Sequence[Delivery], *, wait: bool = True) -> None:
        """Keep the records."""
        await asyncio.sleep(0)
        self.log += records

    async def raise_alerts(self, ids: Sequence[str]) -> None:
        """Plan a new alert for each id."""
        came = [
            arrival(alert(id_), self._offset + n, self.clock.now()) for n, id_ in enumerate(ids)
        ]
        self._offset += len(came)
        await self.plan(came)

    async def plan(self, came: Sequence[Arrival]) -> None:
        """Plan messages."""
        await self.tellers.plan([(heading(message), message) for message in came])

    async def until(self, channel: str, seconds: float = 15.0) -> float:
        """Wait until nothing is pending for the channel; return how long that took, in seconds."""
        began = time.monotonic()
        while self.dispatcher.outbox.pending(channel):
            await self.tellers.look_around()
            assert time.monotonic() - began < seconds, self.states(channel)
            await asyncio.sleep(0.02)
        return time.monotonic() - began

    def states(self, channel: str) -> dict[str, str]:
        """How each delivery of a channel stands."""
        mine = [d for d in self.dispatcher.outbox if d.channel == channel]
        return {d.alert: d.state for d in mine}

    def metric(self, name: str, **labels: str) -> float:
        """The value of a metric."""
        return self.metrics.registry.get_sample_value(f"newswire_{name}", labels) or 0.0


@contextlib.asynccontextmanager
async def running(
    *channels: ReadyChannel, speed: float = 1.0, guard: Callable[[], None] = lambda: None
) -> AsyncIterator[Run]:
    """Tellers that run."""
    run = Run(channels, speed, guard)
    await run.tellers.open()
    try:
        yield run
    finally:
        for task in run.tellers._tasks:
            task.cancel()
        await run.tellers.close()
        for told in channels:
            await told.channel.close()


IDS = [f"a{n}" for n in range(20)]


@pytest.mark.parametrize(
    "behave",
    [says(500), says(429, Retry_After="30"), hangs, closes_half_way, says(302, Location="/")],
)
async def test_a_bad_receiver_delays_nobody_and_loses_nothing(behave: Behaviour) -> None:
    """A good channel beside it has all alerts at once; the bad one's wait, and a metric says so."""
    async with Receiver() as good, Receiver(behave) as bad:
        async with running(hook(good, "good"), hook(bad, "bad", timeout=0.3)) as run:
            await run.raise_alerts(IDS)
            assert await run.until("good") < 3
            await asyncio.sleep(0.5)
            await run.tellers.look_around()
            assert run.metric("notify_pending", channel="bad") == len(IDS)
            assert run.metric("notify_attempts_total", channel="bad", reached="yes") == 0
            failed = [
                run.metric("notify_attempts_total", channel="bad", reached=reached)
                for reached in ("no", "maybe")
            ]
            assert sum(failed) >= 1
            assert run.metric("notify_oldest_pending_seconds", channel="bad") > 0.3
            bad.behave = None
            assert bad.got
        assert sorted(got.value["alert"]["id"] for got in good.got) == sorted(IDS)
        assert len(set(good.keys)) == len(good.keys) == len(IDS)


@pytest.mark.parametrize("behave", [Flood(), closes_in_the_body])
async def test_a_strange_yes_is_a_yes(behave: Behaviour) -> None:
    """100 MB of answer, or half of one, after a 200: each alert is sent once."""
    async with Receiver(behave) as receiver, running(hook(receiver, "desk")) as run:
        await run.raise_alerts(IDS[:4])
        await run.until("desk")
        assert set(run.states("desk").values()) == {"sent"}
        assert len(receiver.keys) == len(set(receiver.keys)) == 4


async def test_a_bad_certificate_gets_nothing() -> None:
    """No request reaches a server that can't show who it is; the alerts wait."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    async with Receiver(tls=context) as receiver, running(hook(receiver, "desk")) as run:
        await run.raise_alerts(IDS[:2])
        await asyncio.sleep(0.5)
        await run.tellers.look_around()
        assert run.metric("notify_attempts_total", channel="desk", reached="no") >= 1
        assert run.metric("notify_pending", channel="desk") == 2
        assert receiver.got == []
        assert all(
            "certificate" in d.answer
            for d in run.dispatcher.outbox.pending("desk")
            if d.attempts > 1
        )
        assert set(run.states("desk").values()) <= {"waiting", "planned", "sending"}


async def test_an_hour_of_silence_loses_nothing() -> None:
    """A receiver down for a simulated hour gets every alert after it, once; the metric showed it as down."""
    speed = 600.0
    async with Receiver() as good, Receiver() as bad:
        channels = hook(good, "good"), hook(bad, "bad", timeout=1.0)
        async with running(*channels, speed=speed) as run:
            up = run.clock.now() + timedelta(hours=1)
            seen_down = 0.0

            async def behave(request: web.Request) -> web.StreamResponse:
                return web.Response(status=202 if run.clock.now() >= up else 503)

            bad.behave = behave
            for n in range(0, 20, 5):
                await run.raise_alerts(IDS[n : n + 5])
                assert await run.until("good") < 2
                await asyncio.sleep(0.5)
                await run.tellers.look_around()
                seen_down = max(seen_down, run.metric("notify_channel_down", channel="bad"))
            await run.until("bad", 30)
            late = run.clock.now() - up
            await run.tellers.look_around()
            assert seen_down == 1.0 and run.metric("notify_channel_down", channel="bad") == 0.0
            assert set(run.states("bad").values()) == {"sent"}
            assert run.metric("notify_deliveries_total", channel="bad", state="sent") == 20
            assert len(bad.got) < 100, "the breaker lets few attempts through"
            assert late < timedelta(minutes=30)


async def test_a_mailbox_and_a_webhook_see_the_life_of_an_alert() -> None:
    """Raised, corroborated, amended, withdrawn: each once, in order, on both."""
    async with Receiver() as receiver, Mailbox() as box:
        mail = ReadyChannel(
            policy("mail"), Templates({}, "mail"), AppriseChannel(box.url, 5.0, "mail")
        )
        async with running(hook(receiver, "hook"), mail) as run:
            for n, status in enumerate(("raised", "corroborated", "amended", "withdrawn"), 1):
                made = alert("a1", n, status, changes=[f"change {n}"])
                await run.plan([arrival(made, n, run.clock.now())])
                await run.until("hook")
                await run.until("mail")
    assert [got.value["kind"] for got in receiver.got] == [
        "raised",
        "corroborated",
        "amended",
        "withdrawn",
    ]
    assert [subject.partition(":")[0] for subject in box.subjects[1:]] == [
        "CORROBORATED",
        "CORRECTED",
        "WITHDRAWN",
    ]
    keys = [mail_["Idempotency-Key"] for mail_ in box.got]
    assert len(set(keys)) == 4


async def test_three_alerts_of_one_update_are_one_mail_and_three_requests() -> None:
    """Their withdrawals, too; each alert is held, and taken back, by itself."""
    same = {"story": "s1", "uri": "urn:x:1", "headline": "Ferry aground off Split"}
    rules = ("adria", "coast", "toll")
    async with Receiver() as receiver, Mailbox() as box:
        fold = timedelta(seconds=1)
        mail = ReadyChannel(
            policy("mail", fold=fold), Templates({}, "mail"), AppriseChannel(box.url, 5.0, "mail")
        )
        async with running(hook(receiver, "hook"), mail) as run:
            for n, status in enumerate(("raised", "withdrawn"), 1):
                made = [alert(f"a-{rule}", n, status, rule=rule, **same) for rule in rules]
                came = [arrival(one, 3 * n + at, run.clock.now()) for at, one in enumerate(made)]
                await run.plan(came)
                await run.until("hook")
                await run.until("mail")
    assert [got.value["kind"] for got in receiver.got] == ["raised"] * 3 + ["withdrawn"] * 3
    assert box.subjects == ["Ferry aground off Split", "WITHDRAWN: Ferry aground off Split"]
    assert all("rules adria, coast, toll" in str(got.get_payload()) for got in box.got)


class Broken:
    """A channel with a fault in it."""

    async def send(self, message: Message, now: object) -> object:
        """Fail as no channel should."""
        raise ZeroDivisionError("the secret is out")

    async def close(self) -> None:
        """Nothing to let go."""


async def test_a_fault_in_a_channel_stops_nobody() -> None:
    """An unexpected error counts as a maybe of that channel, and its text is not told."""
    async with Receiver() as good:
        channel: Channel = Broken()  # type: ignore[assignment]
        broken = ReadyChannel(policy("broken"), Templates({}, "broken"), channel)
        async with running(hook(good, "good"), broken) as run:
            await run.raise_alerts(IDS[:3])
            await run.until("good")
            await asyncio.sleep(0.2)
            tried = [d for d in run.dispatcher.outbox.pending("broken") if d.attempts]
            assert tried and all(d.reached == "maybe" for d in tried if d.state == "waiting")
            assert all("secret" not in record.answer for record in run.log)


async def test_a_template_that_fails_costs_no_alert() -> None:
    """The built-in words are sent instead."""
    async with Receiver() as receiver:
        told = hook(receiver, "desk")
        odd = ReadyChannel(
            told.policy, Templates({"title": "{{ alert.no_such.key }}"}, "desk"), told.channel
        )
        async with running(odd) as run:
            await run.raise_alerts(["a1"])
            await run.until("desk")
    assert receiver.got[0].value["title"] == "Ferry aground off the coast (a1)"


async def test_who_may_not_be_the_active_one_tells_nothing() -> None:
    """After a pause of the process another may have told it all: they fail before they send, and say so."""

    def guard() -> None:
        raise StoodStill("the process stood still for 9.0 s")

    async with Receiver() as good:
        async with running(hook(good, "good"), guard=guard) as run:
            await run.raise_alerts(["a1"])
            with pytest.raises(StoodStill):
                await run.until("good")
        assert good.got == []
