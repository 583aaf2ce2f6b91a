"""Contestant: time from the wire to the alert on warm workers, at several rates."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import work
from bench.chain import settings_of
from bench.wires import wire
from stream.adapters.kafka.read import Reader
from stream.bootstrap.ingest import sender
from stream.bootstrap.topics import create_topics
from stream.model.topics import ALERTS, UPDATES
from stream.pipeline.arrival import key_of
from stream.settings import Settings, kafka_client_options

RULES = (
    '[[rule]]\nid = "bench"\nchannels = ["desk"]\nwords = ["officials"]\nburst_stories = 1000000\n'
)
"""A rule that every new item of the wire meets."""

WORKERS = ("intake,dedupe,classify,alert,count,merge",)
"""The stages of each worker process: one, as `newswire up` runs it."""

WARM_UP = (100.0, 30.0)
"""Updates a second and seconds before the first rate: a first fetch after a start may wait a second, and Java
compiles the broker for as long. Asked is what a newsroom sees that runs both for years."""


def start_worker(settings: Settings, rules: Path, stages: str) -> subprocess.Popen[bytes]:
    """A `newswire worker` process with the benchmark's settings."""
    kafka, folder = settings.kafka, settings.worker.data_dir
    changes = {
        "kafka.prefix": kafka.prefix, "worker.data_dir": folder, "status.port": 0,
        "log.level": "warning", "alert.rules": rules,
    }  # fmt: skip
    sets = itertools.chain.from_iterable(("--set", f"{k}={v}") for k, v in changes.items())
    command = [sys.executable, "-m", "stream", "worker", "--bootstrap", kafka.bootstrap, *sets]
    command += ["--stages", stages]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=sys.stderr)


async def send(settings: Settings, lines: Iterator[bytes], rate: float, seconds: float) -> None:
    """Send at a fixed rate, whatever the worker does."""
    topic, began = settings.kafka.topic(UPDATES), time.monotonic()
    async with sender(settings) as out:
        for n in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, began + n / rate - time.monotonic()))
            line = next(lines)
            await out.send(topic, key_of(line), line)


async def alerts(settings: Settings) -> list[tuple[float, float]]:
    """(ingested, alerted) of every alert message, in milliseconds since 1970."""
    async with Reader(
        kafka_client_options(settings.kafka), [settings.kafka.topic(ALERTS)]
    ) as reader:
        records = [record async for record in reader.until_now()]
    return [(_ms(json.loads(r.value)["ingested_at"]), float(r.timestamp)) for r in records]


def _ms(text: str) -> float:
    return datetime.fromisoformat(text).timestamp() * 1000


async def settled(settings: Settings, quiet: float = 3.0) -> list[tuple[float, float]]:
    """The alerts once no more come."""
    found = await alerts(settings)
    while True:
        await asyncio.sleep(quiet)
        again = await alerts(settings)
        if len(again) == len(found):
            return again
        found = again


def summary(waits: list[float]) -> dict[str, float]:
    """p50, p95, p99 and the number of samples."""
    waits = sorted(waits)
    at = {p: waits[min(len(waits) - 1, int(len(waits) * p / 100))] for p in (50, 95, 99)}
    return {"samples": len(waits), **{f"p{p}_ms": value for p, value in at.items()}}


async def measure(job: dict[str, Any]) -> dict[str, Any]:
    """Warm a worker up, then send at each rate and read how long the alerts took."""
    settings = settings_of(job)
    await create_topics(settings)
    rules = settings.worker.data_dir / "rules.toml"
    rules.write_text(RULES)
    processes = [start_worker(settings, rules, stages) for stages in WORKERS]
    phases = []
    try:
        lines = wire(10_000_000, datetime.now(UTC))
        await asyncio.sleep(5.0)
        await send(settings, lines, *WARM_UP)
        if not await settled(settings):
            raise SystemExit("the worker raised no alert in the warm-up")
        for rate in job["rates"]:
            began = time.time() * 1000
            await send(settings, lines, rate, job["seconds"])
            phases.append((rate, began, time.time() * 1000))
            await settled(settings, 1.5)
        found = await settled(settings)
    finally:
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            process.wait(30)
    return {
        f"{rate}/s": summary(
            [done - t for t, done in found if began <= t <= ended] or [float("nan")]
        )
        for rate, began, ended in phases
    }


if __name__ == "__main__":
    orders = work.job()
    result = asyncio.run(measure(orders))
    print(json.dumps({**result, "load": os.getloadavg()[0]}), flush=True)
