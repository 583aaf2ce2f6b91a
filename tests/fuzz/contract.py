"""What a parser owes to any bytes: outcomes of two kinds, in bounded time and size, and no exception."""

from __future__ import annotations

import time
from dataclasses import dataclass

import orjson

from stream.errors import MalformedUpdate
from stream.formats.ninjs.record import RECORD_KEYS
from stream.formats.outcome import Hints, Parser, Read, Refused
from stream.wire import ReadingRules, read_record

MOST_GROWTH = 40
"""How much larger than its document all that was read of it may be: a package repeats its frame in
each item, and a byte may become six of JSON."""

ALLOWANCE = 20_000
"""Bytes of output that even an empty document may cause: messages, warnings."""


@dataclass(slots=True)
class Run:
    """One parser on one document: outcomes of each kind, seconds of processor time, bytes of JSON."""

    read: int = 0
    refused: int = 0
    seconds: float = 0.0
    size: int = 0


def run(parse: Parser, data: bytes, hints: Hints) -> Run:
    """Run a parser on a document and assert the contract."""
    result, start = Run(), time.process_time()
    for outcome in parse(data, hints):
        if isinstance(outcome, Read):
            assert outcome.record.keys() <= RECORD_KEYS, sorted(outcome.record.keys() - RECORD_KEYS)
            read_record(dict(outcome.record), hints.arrival, ReadingRules())  # intake takes it
            result.read += 1
            result.size += len(orjson.dumps(outcome.record))
        else:
            assert isinstance(outcome, Refused), type(outcome)
            assert isinstance(outcome.error, MalformedUpdate), type(outcome.error)
            result.refused += 1
            result.size += len(str(outcome.error))
    result.seconds = time.process_time() - start
    assert result.read + result.refused, "no outcome at all"
    assert result.size <= len(data) * MOST_GROWTH + ALLOWANCE, f"{result.size} bytes read"
    return result
