"""Contestants of the whole chain: one worker process on Kafka, and the same core with no Kafka."""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bench import work
from bench.wires import wire
from stream import __version__
from stream.adapters.kafka.loop import use_fast_loops
from stream.bootstrap.meters import Meters
from stream.bootstrap.replay import new_replay, replay_lines
from stream.bootstrap.stages import stage_options
from stream.bootstrap.worker import build_worker
from stream.observe.metrics import Metrics
from stream.pipeline.runner import Result
from stream.pipeline.stages import ORDER, StageOptions, build_stages
from stream.ports import Raw
from stream.runtime.process import run_worker
from stream.settings import Settings
from stream.web.health import Health

QUIET_S = 3.0
"""So long without a batch means that the chain is empty; the end of the last batch is what counts."""


def settings_of(job: dict[str, Any], **more: Any) -> Settings:
    """Default settings, on the benchmark's broker and topics."""
    kafka = {"bootstrap": job["bootstrap"], "prefix": job["run"] + "."}
    data = {"data_dir": Path(tempfile.mkdtemp())}
    return Settings.model_validate({"kafka": kafka, "worker": data, **more})


def lines_of(job: dict[str, Any]) -> list[bytes]:
    """The wire that all contestants of the row are given."""
    return list(wire(job["count"], datetime.fromisoformat(job["start"])))


class Timed(Meters):
    """The worker's own meters, and a watch on all batches that are not ticks only."""

    def __init__(self, count: int) -> None:
        super().__init__(Metrics(__version__, ORDER), Health(), 30.0)
        self.watch, self.wanted = work.Watch(), count
        self.verdicts: Counter[str] = Counter()
        self.spent: dict[str, float] = defaultdict(float)
        self.taken = 0

    def batch(self, stage: str, batch: Sequence[Raw], result: Result, seconds: float) -> None:
        """A batch was delivered."""
        super().batch(stage, batch, result, seconds)
        if result.ticks == len(batch):
            return
        self.watch.batch(0, seconds)
        self.spent[stage] += seconds
        if stage == "intake":
            self.taken += len(batch) - result.ticks
        if stage == "dedupe":
            self.verdicts.update(result.outcomes)

    def wait(self) -> None:
        """Report once all is taken and nothing has moved for a while."""
        while self.taken < self.wanted or time.perf_counter() - self.watch.ended < QUIET_S:
            time.sleep(0.1)
        self.watch.count = self.wanted
        work.finish(
            {**self.watch.result, "verdicts": dict(self.verdicts), "spent": dict(self.spent)}
        )


def worker(job: dict[str, Any]) -> None:
    """What `newswire worker` runs, with the watch in its meters."""
    use_fast_loops()
    settings, meters = settings_of(job), Timed(job["count"])
    app = build_worker(settings, meters, build_stages(stage_options(settings)))
    threading.Thread(target=meters.wait, daemon=True).start()
    run_worker(app, meters)


def core(job: dict[str, Any]) -> None:
    """All stages over lists; building the stages and reading the wire is not measured."""
    lines, replay, watch = lines_of(job), new_replay(StageOptions()), work.Watch()
    watch.batch(0)
    made = sum(1 for _ in replay_lines(replay, lines))
    watch.batch(len(lines))
    verdicts = {o: n for (stage, o), n in replay.outcomes.items() if stage == "dedupe"}
    work.finish({**watch.result, "made": made, "verdicts": verdicts})


def profile(job: dict[str, Any]) -> None:
    """Print where a replay spends its time (cProfile, own time)."""
    import cProfile
    import pstats

    lines, replay = lines_of(job), new_replay(StageOptions())
    profiler = cProfile.Profile()
    profiler.runcall(lambda: sum(1 for _ in replay_lines(replay, lines)))
    pstats.Stats(profiler).sort_stats("tottime").print_stats(30)
    pstats.Stats(profiler).sort_stats("cumtime").print_stats("stream", 40)


if __name__ == "__main__":
    found = work.job()
    {"worker": worker, "core": core, "profile": profile}[found["mode"]](found)
    sys.exit(0)
