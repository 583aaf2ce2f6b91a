"""Run a worker app as a process: event loop, signals, monitor, watchdog, an end that loses nothing."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import faust
import structlog

from stream.errors import NewswireError
from stream.runtime.app import WorkerApp
from stream.runtime.boot import Around
from stream.runtime.monitor import Gauges, Monitor
from stream.runtime.watchdog import Watchdog

EXIT_FATAL = 70
"""Exit code of a worker that ends itself (sysexits.h EX_SOFTWARE): start it again, nothing is lost."""

log = structlog.get_logger("newswire.worker")


def die(stage: str, error: BaseException | str) -> None:
    """End the process at once, before Faust can acknowledge what failed.

    An error of the project's own says what is wrong; any other one comes with its traceback.
    """
    unknown = isinstance(error, BaseException) and not isinstance(error, NewswireError)
    log.critical("worker ends itself; it goes on at the last commit", stage=stage, error=str(error),
                 exc_info=error if unknown else None)  # fmt: skip
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    os._exit(EXIT_FATAL)


def calm_the_collector() -> None:
    """Take what is loaded out of garbage collection, and keep each pass over the rest short.

    A pass over 50,000 young objects took 60 to 260 ms of a busy worker. There is little for it to find: a
    batch leaves no cycles behind (tests/pipeline/test_garbage.py), so what is young and alive is state.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 3, 1_000)


def run_worker(
    worker: WorkerApp,
    gauges: Gauges,
    *,
    tick_seconds: float = 1.0,
    watchdog_seconds: float = 60.0,
    on_start: Callable[[], Awaitable[Any]] | None = None,
    on_stop: Callable[[], Awaitable[Any]] | None = None,
) -> int:
    """Run until SIGINT or SIGTERM; return the exit code.

    `on_start` and `on_stop` run on the worker's loop, before the app has anything and after it has stopped.
    """
    watchdog = Watchdog(
        worker.progress, worker.pulse, watchdog_seconds, lambda why: die("watchdog", why)
    )

    async def monitor() -> None:
        try:
            if on_start is not None:
                await on_start()
            watchdog.start()
            await Monitor(worker, gauges, tick_seconds).run()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            die("monitor", error)
        finally:
            if on_stop is not None:
                await on_stop()

    worker.boot.around.append(Around(monitor))

    @worker.app.task()  # type: ignore[untyped-decorator]
    async def recovered() -> None:
        calm_the_collector()

    process = faust.Worker(
        worker.app, override_logging=False, redirect_stdouts=False, quiet=True, loglevel="WARN",
    )  # fmt: skip
    process.spinner = None  # it writes terminal codes, also where there is no terminal
    try:
        process.execute_from_commandline()
    except SystemExit as end:
        return int(end.code or 0) if not isinstance(end.code, str) else 1
    except asyncio.CancelledError:
        # Asked to end while partitions are being assigned: Faust takes that for a crash of its fetcher.
        if process._signal_stop_time is None:
            raise
    finally:
        watchdog.stop()
    return 0
