"""Contestant: the batch shell around the trivial stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bench import work
from bench.trivial import Silent, TrivialStage, worker_app
from stream.adapters.kafka.loop import use_fast_loops
from stream.runtime.process import run_worker


class Timed:
    """The shell's report: stops the process when all records are done."""

    def __init__(self, count: int) -> None:
        self.wanted, self.watch = count, work.Watch()

    def batch(self, stage: str, batch: Sequence[Any], result: Any, seconds: float) -> None:
        """A batch was delivered."""
        self.watch.batch(len(batch), seconds)
        if self.watch.count >= self.wanted:
            work.finish(self.watch.result)


def main() -> None:
    """Run the worker app until all records are done."""
    use_fast_loops()
    job = work.job()
    stage = TrivialStage(job["source"], job["run"] + "-out", job["stateful"])
    run_worker(worker_app(job, stage, Timed(job["count"])), Silent())


if __name__ == "__main__":
    main()
