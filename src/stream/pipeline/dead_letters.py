"""Dead letters as Kafka records: the original key and bytes untouched, headers that say why.

Header names follow the shape of Kafka Streams' error handlers (topic, partition, offset, exception,
message), under this project's prefix, with stage, version and attempt added.
"""

from __future__ import annotations

from stream.pipeline import headers
from stream.pipeline.runner import DeadLetter, Headers

PREFIX = "newswire-dlq-"
MESSAGE_CHARACTERS = 1000
"""Longest error message kept, in characters."""


def dead_letter_headers(letter: DeadLetter, version: str) -> Headers:
    """The headers of a dead letter; the record's own headers follow them."""
    record = letter.record
    why = {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "timestamp": record.timestamp,
        "stage": letter.stage,
        "error": letter.error,
        "message": letter.message[:MESSAGE_CHARACTERS],
        "version": version,
        "attempt": headers.attempt_of(headers.heads_of(record)),
    }
    own = [(k, v) for k, v in record.headers if not k.startswith(PREFIX)]
    return [(PREFIX + k, str(v).encode("utf-8", "replace")) for k, v in why.items()] + own
