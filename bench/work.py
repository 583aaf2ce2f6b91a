"""The work that all contestants of a row share, and how each reports."""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

import orjson

PAD = b"x" * 180
"""What a trivial state remembers of a key: about as many bytes as a compact row."""


def read(value: bytes) -> tuple[str, str]:
    """Decode an update, take its identity and one field."""
    record = orjson.loads(value)
    return record["uri"], record["headline"]


def answer(uri: str, headline: str, first: bool) -> bytes:
    """What is produced for an update, as JSON."""
    return orjson.dumps({"uri": uri, "headline": headline, "first": first})


def job() -> dict[str, Any]:
    """The contestant's orders: a JSON object as its only argument."""
    found: dict[str, Any] = json.loads(sys.argv[1])
    return found


class Watch:
    """Times from the beginning of the first batch to the end of the last; seconds of a monotonic clock."""

    def __init__(self) -> None:
        self.began: float | None = None
        self.ended = self.cpu_began = self.cpu_ended = 0.0
        self.count = 0

    def batch(self, count: int, seconds: float = 0.0) -> None:
        """`count` records are done; their batch began `seconds` ago."""
        self.ended, self.cpu_ended = time.perf_counter(), time.process_time()
        if self.began is None:
            self.began, self.cpu_began = self.ended - seconds, self.cpu_ended - seconds
        self.count += count

    @property
    def rate(self) -> float:
        """Records a second."""
        return self.count / (self.ended - (self.began or 0.0))

    @property
    def result(self) -> dict[str, Any]:
        """Rate, count, and CPU microseconds a record in all threads: steadier on a machine in use."""
        cpu = (self.cpu_ended - self.cpu_began) * 1e6 / self.count
        return {"rate": self.rate, "count": self.count, "cpu_us": cpu}


def finish(result: dict[str, Any]) -> None:
    """Print the result and end the process at once."""
    os.write(
        1, json.dumps(result).encode() + b"\n"
    )  # not print: Faust's Worker logs what is printed
    os._exit(0)  # a clean stop of a consumer group takes seconds and is not measured
