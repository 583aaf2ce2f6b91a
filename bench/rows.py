"""The rows of the benchmark: who runs on what, in interleaved rounds."""

from __future__ import annotations

import asyncio
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Any

from bench import kafka
from bench.process import ContestantFailed, run
from bench.venvs import quix_python
from bench.wires import distinct, wire


@dataclass
class Bench:
    """Runs contestants and keeps their results: `results` are rows for the table, in order."""

    bootstrap: str
    rounds: int
    quick: bool
    say: Callable[[str], None]
    large: bool = False
    results: list[dict[str, Any]] = field(default_factory=list)
    failures: int = 0
    serial: int = 0

    def new_run(self) -> str:
        """A name for one run's topics and group; no two runs share it."""
        self.serial += 1
        return f"bench-{int(time.time())}-{self.serial}"

    def once(self, module: str, job: dict[str, Any], python: Path | None = None) -> dict[str, Any]:
        """Run one contestant; its topics are removed afterwards. Empty if it failed."""
        job = {"bootstrap": self.bootstrap, **job}
        try:
            result = run(module, job, python) if python else run(module, job)
        except ContestantFailed as error:
            self.failures += 1
            self.say(f"failed: {error}")
            return {}
        finally:
            asyncio.run(kafka.delete(self.bootstrap, job["run"]))
        self.say(f"{module} {job.get('mode', '')} {_short(result)}")
        return result

    def race(
        self,
        row: str,
        contestants: dict[str, Callable[[], dict[str, Any]]],
        targets: dict[str, float],
    ) -> None:
        """Run all in turn, `rounds` times; the first one's rate is set against each other's.

        `targets` are the least ratios wanted, by contestant.
        """
        rates: dict[str, list[float]] = {name: [] for name in contestants}
        cpu: dict[str, list[float]] = {name: [] for name in contestants}
        for _ in range(self.rounds):
            for name, contestant in contestants.items():
                if result := contestant():
                    rates[name].append(result["rate"])
                    cpu[name].append(result["cpu_us"])
        ours = next(iter(rates))
        for name, found in rates.items():
            line: dict[str, Any] = {"row": row, "name": name, "rates": found, "cpu_us": cpu[name]}
            line["unit"] = "updates/s"
            if name != ours and found and rates[ours]:
                line |= {"ratio": median(rates[ours]) / median(found), "target": targets.get(name)}
            self.results.append(line)

    @cached_property
    def quix(self) -> Path | None:
        """quixstreams' interpreter, or None if it can't be had."""
        try:
            return quix_python()
        except (OSError, subprocess.CalledProcessError) as error:
            self.say(f"no quixstreams, its rows are left out: {error}")
            return None

    @cached_property
    def source(self) -> tuple[str, int]:
        """A filled source topic for the trivial stages, and its number of records."""
        name, count = self.new_run() + "-source", 10_000 if self.quick else 40_000
        asyncio.run(kafka.create(self.bootstrap, [name]))
        pairs = distinct(count, datetime.now(UTC))
        asyncio.run(kafka.load(self.bootstrap, kafka.keyed(name, pairs)))
        return name, count

    def clean_up(self) -> None:
        """Remove the source topic, if one was made."""
        if "source" in self.__dict__:
            asyncio.run(kafka.delete(self.bootstrap, self.source[0]))

    def trivial(
        self, module: str, stateful: bool, python: Path | None = None, at_once: bool = False
    ) -> dict[str, Any]:
        """One run of a trivial stage on fresh output topics; `at_once` is for the bare loop."""
        name, (source, count) = self.new_run(), self.source
        logs = [f"{name}-changelog", f"{name}-trivial-changelog"] if stateful else []
        asyncio.run(kafka.create(self.bootstrap, [f"{name}-out"]))
        if logs:
            asyncio.run(kafka.create(self.bootstrap, logs, kafka.COMPACT))
        job = {
            "run": name,
            "source": source,
            "count": count,
            "stateful": stateful,
            "at_once": at_once,
            "mode": f"{'stateful' if stateful else 'stateless'}{' at once' * at_once}",
        }
        return self.once(module, job, python)

    def chain(
        self, module: str, mode: str, on_kafka: bool, python: Path | None = None
    ) -> dict[str, Any]:
        """One run of the whole chain on a fresh installation's topics."""
        # Enough that what the counting stages wait for at the end (ADR 0005) is little of it.
        count, per_second = (1000, 20.0) if self.quick else (9000, 20.0)
        start = datetime.now(UTC) - timedelta(seconds=count / per_second)
        job = {"run": self.new_run(), "mode": mode, "count": count, "start": start.isoformat()}
        if on_kafka:
            asyncio.run(self._fill({"bootstrap": self.bootstrap, **job}, start))
        return self.once(module, job, python)

    async def _fill(self, job: dict[str, Any], start: datetime) -> None:
        from bench.chain import settings_of
        from stream.bootstrap.topics import create_topics
        from stream.model.topics import UPDATES
        from stream.pipeline.arrival import key_of

        settings = settings_of(job)
        await create_topics(settings)
        pairs = [(key_of(line), line) for line in wire(job["count"], start)]
        await kafka.load(self.bootstrap, kafka.keyed(settings.kafka.topic(UPDATES), pairs))


def _short(result: dict[str, Any]) -> str:
    return ", ".join(
        f"{k} {v:,.1f}" if isinstance(v, float) else f"{k} {v}" for k, v in result.items()
    )


BARE, BARE_POLLS = "bare aiokafka, batches as ours", "bare aiokafka, a poll at a time"


def stateless(bench: Bench) -> None:
    """(a) The shell around a stage without state."""
    bench.race(
        "a stateless",
        {
            "batch shell": lambda: bench.trivial("bench.shell", False),
            BARE: lambda: bench.trivial("bench.bare", False),
            BARE_POLLS: lambda: bench.trivial("bench.bare", False, at_once=True),
            "idiomatic Faust": lambda: bench.trivial("bench.idiomatic", False),
        },
        {BARE: 1.0},
    )


def stateful(bench: Bench) -> None:
    """(b) The shell around a stage with one state read and write an update."""
    contestants = {
        "batch shell": lambda: bench.trivial("bench.shell", True),
        BARE: lambda: bench.trivial("bench.bare", True),
        BARE_POLLS: lambda: bench.trivial("bench.bare", True, at_once=True),
    }
    if bench.quix is not None:
        contestants["quixstreams"] = lambda: bench.trivial("bench.quix", True, bench.quix)
    bench.race("b with state", contestants, {BARE: 1.0, "quixstreams": 2.0})


def chain(bench: Bench) -> None:
    """(c) The whole chain."""
    contestants = {
        "one worker process": lambda: bench.chain("bench.chain", "worker", True),
        "the core alone": lambda: bench.chain("bench.chain", "core", False),
    }
    if bench.quix is not None:
        contestants["the core in quixstreams"] = lambda: bench.chain(
            "bench.quix", "chain", True, bench.quix
        )
    bench.race(
        "c whole chain", contestants, {"the core alone": 0.5, "the core in quixstreams": 1.2}
    )


def latency(bench: Bench) -> None:
    """(d) From the wire to the alert."""
    rates, seconds = ([100], 6) if bench.quick else ([1, 100, 500], 16)
    result = bench.once(
        "bench.latency", {"run": bench.new_run(), "rates": rates, "seconds": seconds}
    )
    for rate in rates:
        if found := result.get(f"{rate}/s"):
            target = 75.0 if rate == 100 else None
            line = {
                "row": "d wire → alert",
                "name": f"{rate}/s",
                "latency": found,
                "target": target,
            }
            bench.results.append(line)


def recovery(bench: Bench) -> None:
    """(e) Recovery of a changelog, and the fold of dedupe's rows."""
    count, updates = (50_000, 1000) if bench.quick else (200_000, 5000)
    start = datetime.now(UTC) - timedelta(seconds=updates / 20)
    for name, mode, job, target in (
        ("shell, changelog read back", "shell", {"count": count}, 100_000),
        ("dedupe, load and fold", "fold", {"count": updates, "start": start.isoformat()}, None),
    ):
        runs = [
            bench.once("bench.recovery", {"run": bench.new_run(), "mode": mode, **job})
            for _ in range(bench.rounds)
        ]
        rates = [r["rate"] for r in runs if r]
        line: dict[str, Any] = {"row": "e recovery", "name": name, "rates": rates}
        line["unit"] = "rows/s"
        line["target"] = target
        bench.results.append(line)


def dedupe(bench: Bench) -> None:
    """(f) Dedupe alone: what an update costs at several sizes of its memory, no Kafka."""
    sizes = [10_000] if bench.quick else [10_000, 100_000, 300_000]
    sizes += [1_000_000] if bench.large else []  # minutes, and above 1 GB
    for size in sizes:
        runs = [
            bench.once("bench.dedupe", {"run": bench.new_run(), "entries": size, "count": 2_000})
            for _ in range(1 if size > 10_000 else bench.rounds)
        ]
        done = [run for run in runs if run]
        line: dict[str, Any] = {"row": "f dedupe", "name": f"{size:,} entries held"}
        line |= {"rates": [run["rate"] for run in done], "cpu_us": [run["cpu_us"] for run in done]}
        line |= {"unit": "updates/s", "target": 5_000}
        bench.results.append(line)


def classify(bench: Bench) -> None:
    """(g) Classification alone: stories of 2,100 characters, no Kafka, against counting their words."""
    count = 500 if bench.quick else 3_000

    def contestant(mode: str) -> Callable[[], dict[str, Any]]:
        return lambda: bench.once(
            "bench.classify", {"run": bench.new_run(), "mode": mode, "count": count}
        )

    bench.race(
        "g classify",
        {"labels": contestant("labels"), "counting the words": contestant("count")},
        {},
    )
    bench.results[-2]["target"] = 3_000


def desk(bench: Bench) -> None:
    """(h) The desk: search and start over many stories; 200 streams of which one never reads. No Kafka."""
    count, updates = (5_000, 100) if bench.quick else (100_000, 600)
    job = {"run": bench.new_run(), "mode": "search", "count": count}
    if found := bench.once("bench.desk", job):
        name = f"{count:,} stories"
        bench.results += [
            {"row": "h desk", "name": f"search, {name}", "latency": found, "target": 100,
             "part": "p95", "what": "searches"},
            {"row": "h desk", "name": f"start, {name}", "seconds": found["start_s"], "target": 10},
            {"row": "h desk", "name": "records folded in", "rates": [found["fill_rate"]], "unit": "records/s"},
        ]  # fmt: skip
    if found := bench.once(
        "bench.desk", {"run": bench.new_run(), "mode": "live", "count": updates}
    ):
        name = f"{found['streams']} streams, memory {found['growth_mb']:+.0f} MB"
        bench.results.append(
            {"row": "h desk", "name": name, "latency": found, "target": 1000, "what": "events"}
        )


ROWS: dict[str, Callable[[Bench], None]] = {
    "a": stateless, "b": stateful, "c": chain, "d": latency, "e": recovery, "f": dedupe,
    "g": classify, "h": desk,
}  # fmt: skip
