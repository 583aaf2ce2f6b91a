"""Build and run a worker from settings."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import structlog

from stream import __version__
from stream.adapters.kafka.admin import Admin, Wanted, wanted_topics
from stream.bootstrap.meters import Meters
from stream.bootstrap.reload import rules_keeper
from stream.observe.metrics import Metrics
from stream.pipeline.stages import COUNTING, STATEFUL, StageOptions, build_stages
from stream.ports import Stage
from stream.runtime.app import WorkerApp
from stream.runtime.dead_letters import DeadLetterLimit
from stream.runtime.process import die, run_worker, use_uvloop
from stream.settings import Settings, faust_broker_options, kafka_client_options
from stream.web.health import Health
from stream.web.status import StatusServer

log = structlog.get_logger("newswire.worker")


def stage_options(settings: Settings) -> StageOptions:
    """What the settings tell the stages."""
    return StageOptions(
        update_bytes=settings.limits.update_bytes,
        strict=settings.wire.strict,
        future_minutes=settings.wire.future_minutes,
        dedupe_retention_hours=settings.dedupe.retention_hours,
        dedupe_max_entries=settings.dedupe.max_entries,
        tombstone_days=settings.dedupe.tombstone_days,
        apart=tuple(settings.dedupe.apart),
        providers=settings.dedupe.providers,
        rules=settings.alert.rules,
        alert_retention_days=settings.alert.retention_days,
        false_alarms_per_day=settings.alert.false_alarms_per_day,
        alert_warmup_days=settings.alert.warmup_days,
        alert_history_days=settings.alert.history_days,
        count_sizes=tuple(settings.count.sizes_seconds),
        count_retention_days=settings.count.retention_days,
        count_grace_seconds=settings.count.grace_seconds,
        count_idle_seconds=settings.count.idle_seconds,
        count_undated=settings.count.undated,
        count_max_series=settings.count.max_series,
        count_top=settings.count.top,
        count_top_seconds=settings.count.top_seconds,
        extra_actors=settings.classify.extra_actors,
    )


def topics_of(settings: Settings) -> list[Wanted]:
    """All topics that the installation needs."""
    kafka = settings.kafka
    return wanted_topics(kafka.prefix, kafka.group_id, kafka.partitions, STATEFUL)


async def create_topics(settings: Settings) -> list[str]:
    """Make the topics that are missing; return their names."""
    async with Admin(kafka_client_options(settings.kafka)) as admin:
        return await admin.create(topics_of(settings), settings.kafka.replication)


def build_worker(settings: Settings, meters: Meters, stages: Iterable[Stage]) -> WorkerApp:
    """A worker app for the stages; nothing is started."""
    kafka, limits = settings.kafka, settings.limits
    return WorkerApp(
        kafka.group_id,
        list(stages),
        broker=faust_broker_options(kafka),
        partitions=kafka.partitions,
        data_dir=settings.worker.data_dir / "faust",
        report=meters,
        limits=lambda stage: DeadLetterLimit(
            stage,
            limits.dead_letter_ratio,
            limits.dead_letter_window,
            limits.dead_letter_consecutive,
        ),
        fatal=die,
        prefix=kafka.prefix,
        batch=settings.worker.batch_records,
        gather=dict.fromkeys(COUNTING, settings.worker.count_interval_seconds),
        commit_seconds=settings.worker.commit_interval_seconds,
        delivery_attempts=settings.worker.delivery_attempts,
        delivery_timeout=settings.worker.delivery_timeout_seconds,
        on_retry=meters.retry,
        instance_id=settings.worker.instance_id,
    )


def _reach(settings: Settings) -> None:
    """Raise NotConnected, one line, where Faust would end with a traceback.

    In a thread of its own: a loop that was run here would be in the way of Faust's.
    """

    async def connect() -> None:
        async with Admin(kafka_client_options(settings.kafka)):
            pass

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, connect()).result()


def run(settings: Settings, port_file: Path | None = None) -> int:
    """Run a worker until SIGINT or SIGTERM; return its exit code.

    `port_file` is written with the port of the status pages once they listen. Raises NotConnected if no
    broker answers at the start; later the worker waits for it, or ends itself.
    """
    _reach(settings)
    use_uvloop()
    names = settings.worker.stages
    metrics, health = Metrics(__version__, names), Health()
    meters = Meters(metrics, health, settings.worker.watchdog_seconds / 2)
    worker = build_worker(settings, meters, build_stages(stage_options(settings), names))
    server = StatusServer(metrics.registry, health)
    keeper = rules_keeper(worker, settings.alert.rules, metrics)
    tasks: list[asyncio.Task[None]] = []

    async def start() -> None:
        if keeper is not None:
            tasks.append(asyncio.create_task(keeper.run()))
        if settings.status.enabled:
            port = await server.start(settings.status.host, settings.status.port)
            log.info("status pages", host=settings.status.host, port=port)
            if port_file is not None:
                port_file.write_text(str(port))

    async def stop() -> None:
        for task in tasks:
            task.cancel()
        await server.stop()

    return run_worker(
        worker,
        meters,
        tick_seconds=settings.worker.tick_seconds,
        watchdog_seconds=settings.worker.watchdog_seconds,
        on_start=start,
        on_stop=stop,
    )
