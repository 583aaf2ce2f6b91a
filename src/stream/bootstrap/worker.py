"""Build and run a worker from settings."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import structlog

from stream import __version__
from stream.adapters.kafka.admin import Admin, missing, refuse
from stream.adapters.kafka.loop import use_fast_loops
from stream.bootstrap.kafka_watch import kafka_watch
from stream.bootstrap.meters import Meters
from stream.bootstrap.reload import rules_keeper
from stream.bootstrap.stages import stage_options
from stream.bootstrap.topics import topics_of
from stream.errors import ConfigError
from stream.observe.metrics import Metrics
from stream.pipeline.stages import COUNTING, build_stages
from stream.ports import Stage
from stream.runtime.app import Pace, Retries, WorkerApp
from stream.runtime.dead_letters import DeadLetterLimit
from stream.runtime.process import die, run_worker
from stream.settings import Settings, faust_broker_options, kafka_client_options
from stream.web.health import Health
from stream.web.status import StatusServer, check_free

_ASKED_AGAIN = 5

log = structlog.get_logger("newswire.worker")


def build_worker(settings: Settings, meters: Meters, stages: Iterable[Stage]) -> WorkerApp:
    """A worker app for the stages; nothing is started."""
    kafka, limits, worker = settings.kafka, settings.limits, settings.worker
    return WorkerApp(
        kafka.group_id,
        list(stages),
        broker=faust_broker_options(kafka),
        partitions=kafka.partitions,
        data_dir=worker.data_dir / "faust",
        report=meters,
        limits=lambda stage: DeadLetterLimit(
            stage,
            limits.dead_letter_ratio,
            limits.dead_letter_window,
            limits.dead_letter_consecutive,
        ),
        fatal=die,
        prefix=kafka.prefix,
        pace=Pace(
            batch=worker.batch_records,
            gather=dict.fromkeys(COUNTING, worker.count_interval_seconds),
            commit_seconds=worker.commit_interval_seconds,
            still_seconds=kafka.longest_break_seconds,
        ),
        retries=Retries(worker.delivery_attempts, worker.delivery_timeout_seconds, meters.retry),
        instance_id=worker.instance_id,
    )


def _reach(settings: Settings) -> None:
    """Raise NotConnected, TopicError or ConfigError, one line, where Faust would end with a traceback or wait.

    In a thread of its own: a loop that was run here would be in the way of Faust's.
    """

    async def connect() -> None:
        async with Admin(kafka_client_options(settings.kafka)) as admin:
            wanted = topics_of(settings)
            names = [want.name for want in wanted]
            found = await admin.partitions(names)
            for _ in range(_ASKED_AGAIN):  # a broker may not know yet what was made a moment ago
                if missing(wanted, found):
                    await asyncio.sleep(0.5)
                    found = await admin.partitions(names)
            refuse(wanted, found)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, connect()).result()


def usable(folder: Path) -> None:
    """Make `worker.data_dir`. Raises ConfigError if nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise ConfigError(f"worker.data_dir: {folder} can't be used: {error.strerror}") from error


def run(settings: Settings) -> int:
    """Run a worker until SIGINT or SIGTERM; return its exit code.

    Raises NotConnected if no broker answers at the start; later the worker waits for it, or ends itself.
    """
    usable(settings.worker.data_dir)
    if settings.status.enabled:
        check_free(settings.status.host, settings.status.port)
    _reach(settings)
    use_fast_loops()
    names = settings.worker.stages
    metrics, health = Metrics(__version__, names), Health()
    meters = Meters(metrics, health, settings.worker.watchdog_seconds / 2)
    worker = build_worker(settings, meters, build_stages(stage_options(settings), names))
    server = StatusServer(metrics.registry, health)
    keeper = rules_keeper(worker, settings.alert.rules, metrics)
    tasks: list[asyncio.Task[None]] = []

    def reached(answers: bool) -> None:
        metrics.kafka_reachable(answers)
        worker.progress.reached(answers)

    async def start() -> None:
        tasks.append(asyncio.create_task(kafka_watch(settings, health, reached).run()))
        if keeper is not None:
            tasks.append(asyncio.create_task(keeper.run()))
        if settings.status.enabled:
            port = await server.start(settings.status.host, settings.status.port)
            log.info("status pages", host=settings.status.host, port=port)

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
