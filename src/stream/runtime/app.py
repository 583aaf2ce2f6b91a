"""The Faust app of a worker: settings, transport, stages as agents over chunks.

Everything that differs from stock Faust is set here and explained where it is defined.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import faust

from stream.adapters.kafka.pulse import Pulse
from stream.ports import Stage
from stream.runtime.agent import Gather, Report, Shared, StageAgent
from stream.runtime.boot import StageBoot
from stream.runtime.chunks import chunk_scheduler
from stream.runtime.consumer import BatchTransport
from stream.runtime.dead_letters import DeadLetterLimit
from stream.runtime.delivery import Delivery
from stream.runtime.progress import Progress
from stream.runtime.table import JournalTable, add_table, changelog_name
from stream.runtime.turns import Turns

CHANGELOG_CHUNK = 1000
"""Changelog records in one chunk of recovery; stock Faust takes one, at a 36th of the speed (measured before the
project began; row e of docs/bench.md has today's)."""

MAX_BATCH_BYTES = 900_000
"""Size at which a record batch is full; below the broker's default limit of 1 MiB."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How much a worker takes at once, and when.

    `batch` is the most records in a chunk, `gather` the seconds by stage name for which a stage that need not
    hurry lets records gather, `commit_seconds` the pause between commits, `still_seconds` the longest break of
    the process that its group surely bears.
    """

    batch: int = 500
    gather: Mapping[str, float] = field(default_factory=dict)
    commit_seconds: float = 0.5
    still_seconds: float = 7.0


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a batch of outputs is sent, how long (s) each time may take, and who is told of a further one."""

    attempts: int = 5
    timeout: float | None = None
    told: Callable[[], None] = lambda: None


DEFAULT_PACE, DEFAULT_RETRIES = Pace(), Retries()


class WorkerApp:
    """A Faust app that runs `stages`; `partitions` is that of their source topics.

    `broker` are Faust's broker settings, `data_dir` is where Faust keeps its files. `fatal(stage, error)` must
    end the process.
    """

    def __init__(
        self,
        app_id: str,
        stages: Sequence[Stage],
        *,
        broker: Mapping[str, Any],
        partitions: int,
        data_dir: Path,
        report: Report,
        limits: Callable[[str], DeadLetterLimit],
        fatal: Callable[[str, BaseException], None],
        prefix: str = "",
        pace: Pace = DEFAULT_PACE,
        retries: Retries = DEFAULT_RETRIES,
        instance_id: str | None = None,
    ) -> None:
        self.stages, self.prefix = stages, prefix
        self._pace = pace
        self.progress, self.turns = Progress(clock=time.monotonic), Turns()
        self.pulse = Pulse(pace.still_seconds)
        sizes = {prefix + stage.source: pace.batch for stage in stages}
        sizes |= {
            changelog_name(app_id, stage.name): CHANGELOG_CHUNK
            for stage in stages
            if stage.row_type is not None
        }
        data_dir.mkdir(parents=True, exist_ok=True)  # Faust makes only the last folder
        self.app = faust.App(
            app_id,
            datadir=str(data_dir),
            ConsumerScheduler=chunk_scheduler(sizes),
            broker_commit_interval=pace.commit_seconds,
            topic_partitions=partitions,
            consumer_group_instance_id=instance_id,
            **FIXED_SETTINGS,
            **broker,
        )
        self.app.transport = BatchTransport(self.app.conf.broker_consumer, self.app)
        self.app.producer_transport = BatchTransport(self.app.conf.broker_producer, self.app)
        self.boot = self.app.boot_strategy = StageBoot(self.app, [s.name for s in stages])

        def delivery(producer: Callable[[], Any]) -> Delivery:
            return Delivery(producer, retries.attempts, retries.told, retries.timeout)

        self.delivery = delivery(lambda: self.app.producer._ensure_producer())
        shared = Shared(self.app, self.progress, report, fatal, self.turns, self.pulse, prefix)
        self.agents = [
            self._agent(
                shared,
                stage,
                partitions,
                delivery(partial(self.boot.producer_of, stage.name)),
                limits(stage.name),
            )
            for stage in stages
        ]

    def _agent(
        self,
        shared: Shared,
        stage: Stage,
        partitions: int,
        delivery: Delivery,
        limit: DeadLetterLimit,
    ) -> StageAgent:
        stateful = stage.row_type is not None
        table: JournalTable | None = add_table(self.app, stage, partitions) if stateful else None
        gather = Gather(self._pace.gather.get(stage.name, 0.0), self._pace.batch)
        agent = StageAgent(shared, stage, table, delivery, limit, gather)
        source = self.app.topic(agent.source, key_serializer="raw", value_serializer="raw")
        self.app.agent(source, name=f"newswire-{stage.name}", concurrency=1)(agent.run)
        return agent


FIXED_SETTINGS: dict[str, Any] = {
    "store": "memory://",
    "web_enabled": False,  # our own status pages are in stream.web; Faust's would serve all state
    "topic_disable_leader": True,
    "topic_allow_declare": False,  # `newswire topics create` makes them, with their settings
    "key_serializer": "raw",
    "value_serializer": "raw",
    "table_standby_replicas": 0,
    "consumer_auto_offset_reset": "earliest",
    "consumer_max_fetch_size": 4 * 1024 * 1024,
    "broker_max_poll_records": 2000,
    "stream_buffer_maxsize": 16,  # chunks, not records
    "stream_wait_empty": True,
    "producer_linger": 0,
    "producer_acks": -1,
    "producer_max_batch_size": MAX_BATCH_BYTES,
    "producer_max_request_size": 4 * 1024 * 1024 + 65_536,
    "worker_redirect_stdouts": False,
}
