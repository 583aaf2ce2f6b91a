"""The error tree. Each docstring says what the operator does about it.

NewswireError
├── ConfigError              exit 78
├── MalformedUpdate          dead letter
│   ├── UnknownSchema        dead letter
│   └── NotNews              dead letter: a picture, a planning item, a table of results
├── RecordTooLarge           dead letter, or a refusal at ingest
├── TooManyDeadLetters       the worker stops
├── DeliveryFailed           the worker stops and starts again
├── ClientFailed             the worker stops and starts again
└── StoodStill               the worker stops and starts again
"""

from __future__ import annotations

WHOLE = "message"
"""What a fault of the whole record has as its place."""


class NewswireError(Exception):
    """Base of all errors that the project raises on purpose; the message says what and where."""

    exit_code = 1


class ConfigError(NewswireError):
    """A setting, rule or data file is wrong: mend the key that the message names, then start again."""

    exit_code = 78


class MalformedUpdate(NewswireError):
    """A record can't be read as a wire update.

    It is on the dead-letter topic with its bytes: `newswire dlq show`, mend the producer, `newswire dlq replay`.
    """

    def __init__(self, reason: str, where: str = "") -> None:
        """`where` is a key or a place in the record; the whole of it (WHOLE) need not be named to a reader."""
        super().__init__(reason if where in ("", WHOLE) else f"{reason} (at {where})")
        self.reason, self.where = reason, where


class UnknownSchema(MalformedUpdate):
    """The record says it has a schema that this version doesn't know: upgrade the worker, then replay."""


class NotNews(MalformedUpdate):
    """The item is readable and no text news: a picture, a planning item, a table of results, an event.

    Nothing to mend; `kind` says what it is. Leave such items out at the source if they are a nuisance.
    """

    def __init__(self, kind: str, where: str = "") -> None:
        super().__init__(f"{kind}, no text news", where)
        self.kind = kind


class RecordTooLarge(NewswireError):
    """A record is larger than its topic takes: cut the text at the source, or raise `limits.update_bytes`."""


class TooManyDeadLetters(NewswireError):
    """Nearly every record failed, as after a bad deployment: look at `newswire dlq list`, mend, start again.

    The worker stops before it commits, so nothing has been lost or passed by.
    """


class DeliveryFailed(NewswireError):
    """Kafka did not take a batch within the bounded retries.

    The worker exits without committing and starts at the same place; see that the brokers are up and
    that `newswire topics check` is clean.
    """


class ClientFailed(NewswireError):
    """A part of the Kafka client ended by itself, and nothing would be read or sent any more.

    The worker exits and starts at the last commit; the message says what ended, and of what.
    """


class StoodStill(NewswireError):
    """The process was paused for longer than its group waits, and another may have its partitions.

    The worker exits and starts at the last commit. If it happens often: give the machine what it lacks, or
    raise `kafka.session_timeout_seconds`.
    """

    exit_code = 70


def unreadable(error: OSError | UnicodeDecodeError) -> str:
    """Why a file that a user named can't be read as text, as what follows its name."""
    if isinstance(error, UnicodeDecodeError):
        return f"is not UTF-8 (at byte {error.start})"
    return f"can't be read: {error.strerror or error}"
