"""A Faust consumer that loses no record at a restart, and commits what is done.

Each method is one repair of faust-streaming 0.15.3, found by killing workers (docs/adr/0001 lists what
each one lost); tests/unit/runtime/test_faust_assumptions.py fails when Faust changes under one of them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Mapping
from typing import Any

from faust.exceptions import NotReady
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from stream.adapters.kafka.connect import stop

FETCH_WAIT_MS = 200
"""How long the broker may hold a fetch without data. Faust fixes 1500 ms, and a partition resumed after
recovery waits for the fetch under way: the first record after a start came up to 3 s late."""

POLL_SECONDS = 0.2
"""How long a poll waits for records; a rebalance waits as long for the one that is under way."""

LAST_SECONDS = 5.0
"""How long a worker that is told to end waits for its last batches."""

STOP_SECONDS = 2.0
"""How long a producer that is told to stop waits for acknowledgements; a broker gives them in milliseconds."""


class BatchConsumerThread(driver.AIOKafkaConsumerThread):
    """The consumer's own thread, with a short fetch wait, always Faust's assignor, and a stop that ends."""

    def _create_worker_consumer(self, transport: Any) -> Any:
        """Stock takes aiokafka's round robin for a worker without tables.

        Such a worker (`--stages classify`) could not join the group of those that have some.
        """
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS
        self._assignor = self.app.assignor
        consumer._partition_assignment_strategy = (self._assignor,)
        return consumer

    async def on_thread_stop(self) -> None:
        """Stop the consumer also where its brokers are gone; a worker hung on SIGTERM in an outage."""
        await super(driver.AIOKafkaConsumerThread, self).on_thread_stop()
        if self._consumer is not None:
            await stop(self._consumer)


class BatchConsumer(driver.Consumer):
    """Consumer whose events are chunks, repaired where the stock one drops records around recovery."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._deferred: set[TP] = set()
        self._polling: asyncio.Future[None] | None = None
        self.committing_since: float | None = None
        super().__init__(*args, **kwargs)

    @property
    def client(self) -> Any:
        """The AIOKafkaConsumer; None before the start."""
        return self._thread._consumer

    def _new_consumer_thread(self) -> BatchConsumerThread:
        return BatchConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """A chunk's offset is that of its last record: what looks like a gap is its inside."""

    def _new_offset(self, tp: TP) -> int | None:
        """One agent acknowledges a partition's chunks in order: the last one's offset + 1 is done."""
        acked = self._acked[tp]
        if not acked:
            return None
        done = max(acked) + 1
        acked.clear()
        self._acked_index[tp].clear()
        return int(done)

    async def _commit_offsets(
        self, offsets: Mapping[TP, int], start_new_transaction: bool = True
    ) -> bool:
        """Commit, and take for committed only what was: a journal deletes rows by it.

        Stock notes offsets as committed that the group refused. A worker back from a pause then deleted rows
        that its successor, at the real commit, still had to count.
        """
        before = {tp: self._committed_offset[tp] for tp in offsets}
        self.committing_since = time.monotonic()
        try:
            done = bool(await super()._commit_offsets(offsets, start_new_transaction))
        finally:
            self.committing_since = None
        if not done:
            self._committed_offset.update(before)
        return done

    async def _drain_messages(self, fetcher: Any) -> None:
        """Hand on what a poll returned, without a pause where the stages' queues have room.

        Stock makes two tasks for each message and waits for the first: three turns of the event loop,
        each with whatever the stages do in it, so that a poll of six chunks took 15 ms of a busy worker.
        """
        while not (self._stopped.is_set() or fetcher._stopped.is_set()):
            await self.sleep(0)
            try:
                async for tp, message in self.getmany(timeout=POLL_SECONDS):
                    await self._hand_on(tp, message)
            except self.consumer_stopped_errors:
                if not self.app.should_stop:
                    raise
                return

    async def _hand_on(self, tp: TP, message: Any) -> None:
        read = self._read_offset[tp]
        if read is not None and message.offset < read:
            return
        if self._has_room(tp):
            await self.callback(message)
        else:
            await self.wait_first(self.callback(message), self.suspend_flow.wait())
        self._read_offset[tp] = message.offset

    def _has_room(self, tp: TP) -> bool:
        """Whether every channel of a partition takes a message at once."""
        channels = self.app.topics._tp_index.get(tp)
        return bool(channels) and not any(channel.queue.full() for channel in channels)

    def on_buffer_full(self, tp: TP) -> None:
        """Do nothing: the bounded queue holds the consumer back.

        Stock takes the partition out of the poll, and sleeps a second once all are out.
        """

    async def _getmany(self, active_partitions: set[TP] | None, timeout: float) -> Any:  # noqa: ASYNC109
        """Hand the thread a copy: stock's live set is emptied by a pause while a fetch waits.

        aiokafka reads an empty set as all partitions, and the records fetched are thrown away.
        """
        frozen = None if active_partitions is None else frozenset(active_partitions)
        self._polling = polling = asyncio.get_running_loop().create_future()
        try:
            return await super()._getmany(frozen, timeout)
        finally:
            polling.set_result(None)

    async def _poll_over(self) -> None:
        """Wait for the poll under way: it was begun with the partitions that were active then.

        If it finds records after a seek, the position moves on behind them, and as their partitions are not
        active again yet they are thrown away: a worker that its group had dropped lost the first records
        after the seek.
        """
        if self._polling is not None:
            await asyncio.wait({self._polling})

    async def seek_wait(self, partitions: Mapping[TP, int]) -> None:
        """Seek, once no poll of before can move a position on."""
        await self._poll_over()
        await super().seek_wait(partitions)

    def resume_partitions(self, tps: Iterable[TP]) -> None:
        """Wait with the activation until `resume_flow`, after flow control has cleared the queues."""
        self._deferred = self._deferred | set(tps)

    def pause_partitions(self, tps: Iterable[TP]) -> None:
        """Pause, and forget a deferred activation of the same."""
        self._deferred = self._deferred - set(tps)
        super().pause_partitions(tps)

    def resume_flow(self) -> None:
        """Activate what was deferred and is still assigned, then let records flow."""
        tps, self._deferred = self._deferred, set()
        mine = self.assignment()
        if ready := {tp for tp in tps if tp in mine}:
            super().resume_partitions(ready)
        super().resume_flow()

    async def wait_empty(self) -> None:
        """Wait for what is being decided and delivered; at the worker's own end for `LAST_SECONDS` at most.

        Stock waits for as long as it takes: with the brokers gone, until the delivery gives up after minutes, or
        for a commit under way until they are back. What is not committed is done again at the next start.
        """
        if not self.app.should_stop:
            await super().wait_empty()
            return
        # A task, as stock catches the cancellation by which a timeout would end it.
        waiting = asyncio.ensure_future(super().wait_empty())
        done, _ = await asyncio.wait({waiting}, timeout=LAST_SECONDS)
        if not done:
            self._unacked_messages.clear()
            waiting.cancel()

    async def perform_seek(self) -> None:
        """Seek to the committed offsets, and to the beginning where nothing is committed yet.

        Stock leaves such a partition where it stands: behind records fetched before recovery ended.
        """
        await self._poll_over()
        await super().perform_seek()
        fresh = [
            tp
            for tp in self.assignment()
            if not self._is_changelog_tp(tp) and not self._committed_offset[tp]
        ]
        if fresh:
            await self._thread.seek_wait(await self._thread.earliest_offsets(*fresh))


class BatchProducer(driver.Producer):
    """An idempotent producer: a request tried again is not appended twice. Its stop ends."""

    def _settings_extra(self) -> dict[str, Any]:
        return {"acks": "all", "enable_idempotence": True}

    async def on_stop(self) -> None:
        """Wait a moment for what is under way, then let go: what has no acknowledgement is not committed.

        Stock waits for every batch until its request times out; with the brokers gone, one producer after the
        other.
        """
        await super(driver.Producer, self).on_stop()
        try:
            producer = self._ensure_producer()
        except NotReady:
            return
        self._producer = None
        stopping = asyncio.ensure_future(producer.stop())
        done, _ = await asyncio.wait({stopping}, timeout=STOP_SECONDS)
        if not done:
            stopping.cancel()
            await producer.client.close()


class BatchTransport(driver.Transport):
    """Faust's aiokafka transport with the consumer and producer above."""

    Consumer = BatchConsumer
    Producer = BatchProducer
