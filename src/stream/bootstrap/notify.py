"""`newswire notify`: alert messages are planned into the outbox, then their offsets are committed."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import structlog
from aiokafka import AIOKafkaConsumer, ConsumerRebalanceListener
from aiokafka.errors import CommitFailedError, IllegalStateError

from stream import __version__
from stream.adapters.kafka.connect import partitions, start
from stream.adapters.kafka.connect import stop as leave
from stream.adapters.kafka.produce import Sender
from stream.adapters.kafka.pulse import Pulse
from stream.adapters.kafka.standby import OneActive
from stream.bootstrap.channels import ReadyChannel, ready_channel
from stream.bootstrap.clock import Clock, SystemClock
from stream.bootstrap.ingest import sender
from stream.bootstrap.kafka_watch import kafka_watch
from stream.bootstrap.outbox import OutboxTopic, stored
from stream.bootstrap.stopping import at_stop_signal
from stream.bootstrap.telling import Tellers
from stream.errors import ConfigError, MalformedUpdate
from stream.model.times import from_millis
from stream.model.topics import ALERTS, DEAD_LETTERS, DELIVERIES
from stream.notify.dispatcher import Dispatcher
from stream.notify.plan import unset
from stream.notify.records import Arrival, Heading, heading
from stream.observe.deliveries import DeliveryMetrics
from stream.pipeline.dead_letters import dead_letter_headers
from stream.pipeline.runner import DeadLetter
from stream.settings import Settings, kafka_client_options
from stream.web.health import Health
from stream.web.status import StatusServer

BATCH = 200
"""Alert messages planned in one go, at most."""

_POLL_MS = 250
_LOOK_SECONDS = 2.0
_FORGET = timedelta(hours=1)

log = structlog.get_logger("newswire.notify")


class Notifier(ConsumerRebalanceListener):  # type: ignore[misc]
    """The process: consumes alerts while it is the active one of its group, and lets its tellers tell them."""

    def __init__(
        self, settings: Settings, channels: Sequence[ReadyChannel], metrics: DeliveryMetrics, health: Health,
        clock: Clock, random: Callable[[], float] = random.random,
    ) -> None:  # fmt: skip
        self._settings, self._channels = settings, channels
        self._metrics, self._health, self._clock, self._random = metrics, health, clock, random
        self._pulse = Pulse(settings.kafka.longest_break_seconds)
        self._tellers: Tellers | None = None
        self._active = False
        self._turn = asyncio.Lock()
        self._forgot = clock.now()
        self._warned: set[str] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Go on until `stop`; raises what Kafka does."""
        consumer = self._consumer()
        async with sender(self._settings) as out:
            await start(consumer)
            alerts = self._settings.kafka.topic(ALERTS)
            beating = asyncio.create_task(self._pulse.go_on())
            try:
                await partitions(consumer, alerts)  # without it, it would stand by for ever
                consumer.subscribe([alerts], listener=self)
                await self._until(stop, consumer, out)
            finally:
                beating.cancel()
                self._health.stopping()
                await self._close()
                await leave(consumer)

    async def _until(self, stop: asyncio.Event, consumer: Any, out: Sender) -> None:
        topic = OutboxTopic(out, self._settings.kafka.topic(DELIVERIES))
        look = 0.0
        while not stop.is_set():
            self._pulse.check()
            got = await consumer.getmany(timeout_ms=_POLL_MS, max_records=BATCH)
            records = [record for partition in got.values() for record in partition]
            async with self._turn:
                tellers = await self._open(topic) if self._active else None
                if tellers is None:
                    continue
                if records:
                    await self._take(tellers, records, out)
                if (now := asyncio.get_running_loop().time()) - look > _LOOK_SECONDS:
                    look = now
                    await tellers.look_around()
                    self._forget(tellers)
            if records and tellers is self._tellers:
                await _commit(consumer)

    async def _open(self, topic: OutboxTopic) -> Tellers:
        """The tellers; at the first call since the assignment they are made from the outbox."""
        if self._tellers is None:
            dispatcher = Dispatcher(ready.policy for ready in self._channels)
            async for record in stored(self._settings):
                dispatcher.outbox.fold(record)
            tellers = Tellers(
                dispatcher,
                self._channels,
                topic.write,
                self._metrics,
                self._clock,
                self._random,
                self._pulse.check,
            )
            await tellers.open()
            self._tellers = tellers
            log.info("active", channels=len(self._channels), deliveries=len(dispatcher.outbox))
        return self._tellers

    async def _take(self, tellers: Tellers, records: Sequence[Any], out: Sender) -> None:
        messages: list[tuple[Heading, Arrival]] = []
        for record in records:
            came = from_millis(record.timestamp)
            arrival = Arrival(record.value or b"", record.partition, record.offset, came)
            try:
                messages.append((heading(arrival), arrival))
            except MalformedUpdate as error:
                await self._bury(record, error, out)
        await tellers.plan(messages)
        for alert, _ in messages:
            self._say_unset(alert, tellers)

    async def _bury(self, record: Any, error: MalformedUpdate, out: Sender) -> None:
        log.error("an alert message can't be read", error=str(error))
        self._metrics.unreadable()
        letter = DeadLetter(record, "notify", type(error).__name__, str(error))
        topic = self._settings.kafka.topic(DEAD_LETTERS)
        heads = dead_letter_headers(letter, __version__)
        await (await out.send(topic, record.key, record.value, list(heads)))

    def _say_unset(self, alert: Heading, tellers: Tellers) -> None:
        names = unset(alert, tellers.dispatcher.policies)
        if names:
            self._metrics.unset()
        for name in sorted(set(names) - self._warned):
            self._warned.add(name)
            log.warning("an alert names a channel that is not set", channel=name, rule=alert.rule)

    def _forget(self, tellers: Tellers) -> None:
        now = self._clock.now()
        if now - self._forgot > _FORGET:
            self._forgot = now
            tellers.dispatcher.outbox.forget(
                now - timedelta(days=self._settings.notify.retention_days)
            )

    async def _close(self) -> None:
        tellers, self._tellers = self._tellers, None
        if tellers is not None:
            await tellers.close()

    async def on_partitions_revoked(self, revoked: Any) -> None:
        """Another may be the active one next: stop, and have all written, before it can begin."""
        self._active = False
        async with self._turn:
            await self._close()

    async def on_partitions_assigned(self, assigned: Any) -> None:
        """Active with all partitions, standing by with none."""
        self._active = bool(assigned)
        self._health.ready()
        if not assigned:
            log.info("standing by")

    def _consumer(self) -> Any:
        kafka = self._settings.kafka
        return AIOKafkaConsumer(
            **kafka_client_options(kafka),
            group_id=f"{kafka.group_id}-notify",
            group_instance_id=self._settings.worker.instance_id,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            partition_assignment_strategy=(OneActive,),
            session_timeout_ms=int(kafka.session_timeout_seconds * 1000),
            heartbeat_interval_ms=int(kafka.heartbeat_seconds * 1000),
            max_partition_fetch_bytes=4 * 1024 * 1024,
            fetch_max_wait_ms=100,
        )


async def _commit(consumer: Any) -> None:
    """Commit what was planned; if the group has moved on, the next active one plans it again, to no effect."""
    with contextlib.suppress(CommitFailedError, IllegalStateError):
        await consumer.commit()


def channels_of(settings: Settings) -> list[ReadyChannel]:
    """All channels, ready. Raises ConfigError, also if there are none."""
    if not settings.channels:
        raise ConfigError("no channel is set: add a [[channels]] table to the settings")
    return [ready_channel(of) for of in settings.channels]


async def run(settings: Settings) -> None:
    """Run until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    at_stop_signal(stop.set)
    channels, health = channels_of(settings), Health()
    metrics = DeliveryMetrics([one.policy.name for one in channels])
    server = StatusServer(metrics.registry, health)
    if settings.status.enabled:
        port = await server.start(
            settings.status.host, settings.notify.status_port, "notify.status_port"
        )
        log.info("status pages", host=settings.status.host, port=port)
    watch = asyncio.create_task(kafka_watch(settings, health, metrics.connected).run())
    try:
        await Notifier(settings, channels, metrics, health, SystemClock()).run(stop)
    finally:
        watch.cancel()
        await server.stop()
        for one in channels:
            await one.channel.close()
