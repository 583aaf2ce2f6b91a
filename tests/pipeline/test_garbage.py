"""What a batch made is freed when it is done, not when the garbage collector comes by."""

from __future__ import annotations

import gc
from importlib.resources import files

from stream.bootstrap.replay import new_replay, replay_lines
from stream.pipeline.stages import StageOptions

MOST = 50
"""Objects in cycles that a whole wire may leave: Python's own caches make a few, once."""


def test_a_wire_leaves_no_cycles() -> None:
    """All stages over the demo's wire: nothing that only the collector could free.

    A worker's pauses are the collector's passes over such leavings: 60 to 260 ms each, when a batch's
    upserts held their record and it held them.
    """
    lines = files("stream.demo").joinpath("data/wire.jsonl").read_bytes().splitlines()
    run = new_replay(StageOptions())
    for _ in replay_lines(run, lines[:5]):
        pass
    gc.collect()
    gc.disable()
    try:
        for _ in replay_lines(run, lines[5:]):
            pass
        assert gc.collect() <= MOST
    finally:
        gc.enable()
