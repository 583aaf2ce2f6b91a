"""Reads a record's JSON into a model type, or says clearly why it can't be read."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

import msgspec

from stream.errors import MalformedUpdate
from stream.model.times import millis
from stream.ports import Raw

T = TypeVar("T")


def read(decoder: msgspec.json.Decoder[T], record: Raw) -> T:
    """Decode the record's value; a missing or wrong one raises `MalformedUpdate` with its place."""
    try:
        return decoder.decode(record.value or b"")
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedUpdate(str(error), place_of(record)) from error


def place_of(record: Raw) -> str:
    """Where a record is, as errors say it: `topic[partition]@offset`."""
    return f"{record.topic}[{record.partition}]@{record.offset}"


def milliseconds(time: datetime, where: str) -> int:
    """Milliseconds since 1970 of an aware time, rounded down; a time without a zone is refused.

    Python would read a time without a zone in the worker's own zone, so two workers could differ.
    """
    if time.tzinfo is None:
        raise MalformedUpdate(f"time {time.isoformat()} has no zone", where)
    return millis(time)
