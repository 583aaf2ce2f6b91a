"""Contestants on quixstreams, in its own environment: a trivial state, and the project's core a message.

Imports neither Faust nor aiokafka: they are not there.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from typing import Any

from quixstreams import Application, message_context  # type: ignore[import-not-found]
from quixstreams.models.serializers import Serializer  # type: ignore[import-not-found]

from bench import work

QUIET_S = 5.0
"""The application ends when it has had no message for so long; not measured."""


def application(job: dict[str, Any]) -> Application:
    """Defaults, but for snappy as all contestants have it and no log."""
    return Application(
        broker_address=job["bootstrap"], consumer_group=job["run"] + "-quix", loglevel="ERROR",
        auto_offset_reset="earliest", state_dir=tempfile.mkdtemp(),
        producer_extra_config={"compression.type": "snappy"},
    )  # fmt: skip


def stateful(job: dict[str, Any]) -> None:
    """Decode, one state read, one state write, encode, for each message."""
    app, watch = application(job), work.Watch()
    raw = {"value_deserializer": "bytes", "key_deserializer": "bytes",
           "value_serializer": "bytes", "key_serializer": "bytes"}  # fmt: skip

    def step(value: bytes, state: Any) -> bytes:
        watch.batch(1)
        uri, headline = work.read(value)
        first = state.get_bytes("seen") is None
        if first:
            state.set_bytes("seen", work.PAD)
        return work.answer(uri, headline, first)

    frame = app.dataframe(app.topic(job["source"], **raw)).apply(step, stateful=True)
    frame.to_topic(app.topic(job["run"] + "-out", **raw))
    app.run(count=job["count"], timeout=QUIET_S, collect=False)
    work.finish(watch.result)


class OutBytes(Serializer):  # type: ignore[misc]
    """Serialises a runner's output record: its value is bytes already."""

    def __call__(self, value: Any, ctx: Any) -> bytes:
        """Return the bytes."""
        return bytes(value.value)


class Core:
    """The project's stages, one runner for each stage and partition, one call for each message."""

    def __init__(self, prefix: str) -> None:
        from stream.pipeline.stages import StageOptions, build_stages

        self.prefix, self.watch, self.taken = prefix, work.Watch(), 0
        self.verdicts: Counter[str] = Counter()
        self.stages = build_stages(StageOptions())
        self.runners: dict[tuple[str, int], Any] = {}

    def step(self, source: str) -> Callable[..., list[Any]]:
        """A function for a frame: runs every stage that reads `source` and returns its outputs."""
        from stream.pipeline.replay import Record
        from stream.pipeline.runner import Runner

        mine = [s for s in self.stages if s.source == source]

        def run(value: bytes, key: bytes, at: int, heads: Any, state: Any) -> list[Any]:
            self.watch.batch(0)
            where = message_context()
            made: list[Any] = []
            record = Record(source, where.partition, where.offset, at, key, value, heads or [])
            for stage in mine:
                place = (stage.name, where.partition)
                runner = self.runners.get(place) or Runner(stage, where.partition)
                self.runners[place] = runner
                result = runner.run([record])
                for row, content in result.changes:
                    if content is not None:
                        state.set_bytes(stage.name + row.hex(), content)
                made += result.out
                self.taken += stage.name == "intake"
                if stage.name == "dedupe":
                    self.verdicts.update(result.outcomes)
            self.watch.ended = self.watch.ended if not made else self._now()
            return made

        return run

    def _now(self) -> float:
        self.watch.batch(0)
        return self.watch.ended


def chain(job: dict[str, Any]) -> None:
    """All stages as frames of one application; rows go to its state, so to its changelogs too."""
    app, core = application(job), Core(job["run"] + ".")
    names = sorted({s.source for s in core.stages} | {t for s in core.stages for t in s.outputs})
    topics = {
        name: app.topic(
            core.prefix + name, value_deserializer="bytes", key_deserializer="bytes",
            value_serializer=OutBytes(), key_serializer="bytes",
        )
        for name in names
    }  # fmt: skip
    for source in dict.fromkeys(s.source for s in core.stages):
        frame = app.dataframe(topics[source])
        frame = frame.apply(core.step(source), stateful=True, expand=True, metadata=True)
        frame = frame.set_headers(lambda out, key, at, heads: out.headers)
        frame.to_topic(lambda out, key, at, heads: topics[out.topic], key=lambda out: out.key)
    app.run(timeout=QUIET_S, collect=False)
    core.watch.count = core.taken
    work.finish({**core.watch.result, "verdicts": dict(core.verdicts)})


if __name__ == "__main__":
    found = work.job()
    {"stateful": stateful, "chain": chain}[found["mode"]](found)
