"""Each departure from stock Faust stands on something in it: these fail when Faust changes under one."""

from __future__ import annotations

import asyncio
import inspect

import faust
from aiokafka import AIOKafkaProducer
from aiokafka.producer.sender import Sender
from faust.app.base import BootStrategy
from faust.stores import memory
from faust.tables import recovery
from faust.transport import consumer as stock
from faust.transport.conductor import Conductor, ConductorCompiler
from faust.transport.drivers import aiokafka as driver
from faust.types import TP

from stream.runtime.boot import StageBoot
from stream.runtime.chunks import Chunk, chunk_scheduler, chunks
from stream.runtime.consumer import BatchConsumer, BatchProducer
from stream.runtime.store import JournalStore


def source(thing: object) -> str:
    """The source text of a function or class."""
    return inspect.getsource(thing)  # type: ignore[arg-type]


class Record:
    """As much of a consumer record as a chunk takes."""

    def __init__(self, topic: str, offset: int) -> None:
        self.topic, self.partition, self.offset = topic, 0, offset
        self.timestamp, self.timestamp_type = offset, 1


def test_version_is_the_one_that_was_examined() -> None:
    """The repairs were measured on 0.15.x; another minor version wants another look."""
    assert faust.__version__.startswith("0.15.")


def test_scheduler_sees_records_by_partition_and_may_replace_them() -> None:
    """Records of a named topic come out as chunks in order, those of another as they are."""
    a, b = TP("a", 0), TP("b", 0)
    polled = {a: [Record("a", n) for n in range(5)], b: [Record("b", 0)]}
    out = list(chunk_scheduler({"a": 2})().iterate(polled))
    sizes = [len(r.value) for tp, r in out if tp == a]
    assert sizes == [2, 2, 1]
    assert [r.offset for tp, r in out if tp == a] == [1, 3, 4]
    assert not any(isinstance(r, Chunk) for tp, r in out if tp == b)


def test_chunk_has_what_faust_reads_of_a_record() -> None:
    """Faust's message is made of these attributes, and no others."""
    chunk = chunks([Record("a", 3)], 10)[0]
    read = source(driver.Consumer._to_message)
    for name in Chunk.__slots__:
        assert f"record.{name}" in read, name
        assert hasattr(chunk, name)


def test_stock_hands_out_its_live_set_of_partitions() -> None:
    """The set that a pause empties while a fetch waits: why `_getmany` copies it."""
    assert "active_partitions=active_partitions" in source(stock.Consumer._wait_next_records)
    assert "self._active_partitions.clear()" in source(stock.Consumer._set_active_tps)


def test_stock_notes_a_commit_that_was_refused() -> None:
    """Why what is committed is put back: stock's update stands outside its question whether it was."""
    text = source(stock.Consumer._commit_offsets)
    assert "\n        self._committed_offset.update(committable_offsets)" in text
    assert "return did_commit" in text


def test_stock_seeks_beside_a_poll() -> None:
    """Why a seek waits for the poll under way: stock's event for that is set where it should be cleared."""
    text = source(stock.Consumer._wait_next_records)
    assert "not_waiting_next_records.set()" in text
    assert "not_waiting_next_records.clear()" not in text
    assert "consumer.seek_wait(" in source(recovery.Recovery._seek_offsets)
    assert "tp in active_partitions" in source(stock.Consumer.getmany)


def test_stock_takes_a_full_partition_out_of_the_poll() -> None:
    """Why `on_buffer_full` does nothing here: with all out, the fetcher sleeps a second."""
    assert "active_partitions.discard(tp)" in source(stock.Consumer.on_buffer_full)
    assert "await self.sleep(1)" in source(stock.Consumer._wait_next_records)


def test_stock_counts_the_current_message_into_a_gap() -> None:
    """Why `_add_gap` does nothing and `_new_offset` takes the last acknowledged offset + 1."""
    assert "addi(offset_from, offset_to + 1)" in source(stock.Consumer._add_gap)


def test_stock_resumes_before_the_queues_are_cleared() -> None:
    """Why activation is deferred to `resume_flow`."""
    text = source(recovery.Recovery.on_recovery_completed)
    assert text.index("consumer.resume_partitions(") < text.index("flow_control.resume()")
    assert text.index("flow_control.resume()") < text.index("consumer.resume_flow()")


def test_stock_fixes_the_fetch_wait() -> None:
    """Why the thread shortens it afterwards."""
    assert "fetch_max_wait_ms=1500" in source(driver.AIOKafkaConsumerThread._create_worker_consumer)


def test_stock_acknowledges_an_event_whose_agent_raised() -> None:
    """Why nothing may raise out of an agent: `noack` and an explicit ack come after delivery."""
    from faust.streams import Stream

    assert hasattr(Stream, "noack")
    assert inspect.iscoroutinefunction(Stream.ack)


def test_repairs_override_methods_that_exist() -> None:
    """A method renamed in Faust would leave its repair dead."""
    for name in (
        "_add_gap", "_new_offset", "on_buffer_full", "_getmany", "resume_partitions",
        "pause_partitions", "resume_flow", "perform_seek", "seek_wait", "wait_empty",
        "_commit_offsets",         "_new_consumer_thread", "_drain_messages",
    ):  # fmt: skip
        assert hasattr(driver.Consumer, name), name
        assert name in vars(BatchConsumer), name
    assert hasattr(driver.Producer, "_settings_extra")
    assert "_settings_extra" in vars(BatchProducer)
    assert "_settings_extra()" in source(driver.Producer._new_producer)


def test_stock_waits_for_each_message_in_tasks() -> None:
    """Why the drain is our own, and what it must go on doing."""
    text = source(driver.Consumer._drain_messages)
    assert "self.wait_first(" in text and "self.suspend_flow.wait()" in text
    assert "set_read_offset(tp, offset)" in text
    assert "queue.full()" in source(ConductorCompiler.build)
    assert "_tp_index" in source(Conductor)


def test_stock_stops_its_consumer_with_its_thread() -> None:
    """What the repaired stop takes the place of: the queue's end by mode, then the consumer's by aiokafka."""
    text = source(driver.AIOKafkaConsumerThread.on_thread_stop)
    assert "await super().on_thread_stop()" in text
    assert "await self._consumer.stop()" in text


def test_store_hooks_are_called_by_the_table() -> None:
    """Recovery reads through these four methods of a store."""
    for name in (
        "apply_changelog_batch", "persisted_offset", "on_rebalance", "on_recovery_completed",
    ):  # fmt: skip
        assert hasattr(memory.Store, name), name
        assert name in vars(JournalStore), name


def test_offset_of_a_chunk_is_committed_as_done() -> None:
    """After acknowledging chunks that end at 499 and 999, 1000 is committed, whatever lies between."""
    consumer = object.__new__(BatchConsumer)
    tp = TP("a", 0)
    consumer._acked, consumer._acked_index = {tp: [499, 999]}, {tp: {499, 999}}
    assert consumer._new_offset(tp) == 1000
    assert consumer._new_offset(tp) is None
    asyncio.run(consumer._add_gap(tp, 1, 5))


def test_stock_gives_a_worker_without_tables_another_assignor() -> None:
    """Why the thread sets Faust's assignor itself: one group, one protocol."""
    text = source(driver.AIOKafkaConsumerThread._create_worker_consumer)
    assert "else RoundRobinPartitionAssignor" in text
    from aiokafka import AIOKafkaConsumer

    assert "_partition_assignment_strategy" in source(AIOKafkaConsumer)
    assert "_fetch_max_wait_ms" in source(AIOKafkaConsumer)


def test_stock_starts_the_producers_that_its_strategy_names() -> None:
    """Where the stages' own producers come in, before the consumer, and stopped after it."""
    assert "return self.boot_strategy.server()" in source(faust.App.on_init_dependencies)
    server = source(BootStrategy.server)
    assert server.index("self.kafka_producer()") < server.index("self.kafka_consumer()")
    app = faust.App("assumed", broker="kafka://nowhere", store="memory://")
    named = StageBoot(app, ["a", "b"]).kafka_producer()
    assert len({id(producer) for producer in named}) == 3


def test_stock_begins_an_app_s_tasks_only_after_recovery() -> None:
    """Why the monitor and the status pages run around the app: as its tasks they would miss the first recovery."""
    started = source(faust.App.on_started)
    assert started.index("_wait_for_table_recovery_completed") < started.index("init_extra_tasks")
    server = source(BootStrategy.server)
    assert server.index("self.sensors()") < server.index("self.kafka_producer()")


def test_stock_takes_a_stop_in_a_rebalance_for_a_crash() -> None:
    """Why a cancellation that ends a worker which a signal has told to end is no failure."""
    fetcher = source(stock.Fetcher._fetcher.fun)
    assert "if self.app.rebalancing:" in fetcher and "await self.crash(exc)" in fetcher
    assert "self._signal_stop_time = self.loop.time()" in source(faust.Worker._schedule_shutdown)


def test_stock_waits_for_batches_under_way_without_end() -> None:
    """Why `wait_empty` lets go of them at the worker's end, by hand: a cancellation is caught on the way."""
    assert "while not self.should_stop and self._unacked_messages:" in source(
        stock.Consumer.wait_empty
    )
    assert "except (asyncio.TimeoutError, asyncio.CancelledError):" in source(
        stock.Consumer._wait_for_ack
    )


def test_stock_stops_a_producer_when_all_is_sent() -> None:
    """Why `on_stop` waits a moment only: with the brokers gone that is when the requests have timed out."""
    assert "await producer.stop()" in source(driver.Producer.on_stop)
    assert "self._message_accumulator.close()" in source(AIOKafkaProducer.stop)


def test_a_producer_has_one_request_to_a_broker_under_way() -> None:
    """Why each stage has its own: with one for all, a stage's batch waits for those of the others."""
    assert "ignore_nodes=self._in_flight" in source(Sender._sender_routine)
