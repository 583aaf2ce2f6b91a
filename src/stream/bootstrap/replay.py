"""The pipeline over files, with no broker: what `newswire replay` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import orjson

from stream import __version__
from stream.adapters.kafka.keys import partition_of
from stream.bootstrap.stages import stage_options
from stream.pipeline.arrival import arrivals
from stream.pipeline.replay import Record, Replay
from stream.pipeline.stages import StageOptions, build_stages
from stream.settings import Settings


def replay_of(settings: Settings, batch: int | None = None) -> Replay:
    """A replay with the settings' stages and partitions."""
    return new_replay(
        stage_options(settings), settings.kafka.partitions, batch or settings.worker.batch_records
    )


def new_replay(options: StageOptions, partitions: int = 4, batch: int = 500) -> Replay:
    """A replay of all stages."""
    return Replay(
        build_stages(options), partition_of=partition_of, partitions=partitions, batch=batch,
        version=__version__,
    )  # fmt: skip


def replay_lines(replay: Replay, values: Iterable[bytes]) -> Iterator[Record]:
    """Every record that the stages make of these updates, in order."""
    return replay.feed(arrivals(values))


def printable(record: Record) -> bytes:
    """A record as a line of JSON: topic, key, value; and why, for a dead letter."""
    line: dict[str, object] = {"topic": record.topic, "key": (record.key or b"").decode()}
    try:
        orjson.loads(record.value or b"")
        line["value"] = orjson.Fragment(record.value or b"")
    except ValueError:
        line["value"] = _text(record)
    if why := why_dead(record):
        line["dead_letter"] = why
    return orjson.dumps(line)


def why_dead(record: Record) -> dict[str, str]:
    """What a dead letter's headers say of it, as `message`; empty for any other record."""
    return {k.rsplit("-", 1)[1]: v.decode() for k, v in record.headers if "-dlq-" in k}


def _text(record: Record) -> str | None:
    return None if record.value is None else record.value.decode("utf-8", "replace")
