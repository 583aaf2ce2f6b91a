"""Parsers held to their contract, whatever their format: each Read is one that intake takes."""

from __future__ import annotations

from collections.abc import Iterator

from stream.errors import MalformedUpdate, NotNews
from stream.formats.outcome import Hints, Outcome, Parser, Read, Refused, numbered
from stream.wire import ReadingRules, read_record

EMPTY = "document without items"
"""The kind of a feed or a message that is right and holds nothing."""


def held(parse: Parser) -> Parser:
    """The same parser; what intake would refuse is refused here, and an empty document says so.

    A refusal at the source names the file and keeps it, while a dead letter names an offset.
    """

    def parse_held(data: bytes, hints: Hints) -> Iterator[Outcome]:
        empty = True
        for outcome in numbered(_taken(found, hints) for found in parse(data, hints)):
            empty = False
            yield outcome
        if empty:
            yield Refused(NotNews(EMPTY, "message"))

    return parse_held


def _taken(outcome: Outcome, hints: Hints) -> Outcome:
    if isinstance(outcome, Read):
        try:
            read_record(dict(outcome.record), hints.arrival, ReadingRules())
        except MalformedUpdate as error:
            return Refused(error)
    return outcome
