"""A worker whose classify stage has a fault: `python -m support.faulty`, with the options of a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from stream.cli import main
from stream.pipeline.stages import StageOptions, build_stages
from stream.ports import Effects, Raw, Stage

FAULT = b"the words that the stage can't bear"


class Faulty:
    """The real stage, but for texts that raise what no stage raises on purpose."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.name, self.source = stage.name, stage.source
        self.outputs: Sequence[str] = stage.outputs
        self.row_type: Any = stage.row_type

    def new_state(self, partition: int) -> Any:
        """The real stage's."""
        return self._stage.new_state(partition)

    def decide(self, record: Raw, state: Any) -> Effects:
        """Decide, or fail in a way that nobody foresaw."""
        if FAULT in (record.value or b""):
            raise ZeroDivisionError("a fault of the stage")
        return self._stage.decide(record, state)

    def tick(self, now: int, state: Any) -> Effects:
        """The real stage's."""
        return self._stage.tick(now, state)


def faulty_options(options: StageOptions) -> StageOptions:
    """The same options with the fault in classify."""
    [classify] = build_stages(options, ["classify"])
    return replace(options, replaced={"classify": lambda: Faulty(classify)})


if __name__ == "__main__":
    from stream.bootstrap import worker

    real = worker.stage_options
    worker.stage_options = lambda settings: faulty_options(real(settings))
    main()
