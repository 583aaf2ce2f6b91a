"""What an error becomes for who called: a line and an exit code; with --json an object on stderr."""

from __future__ import annotations

import sys
from typing import NamedTuple

from stream.errors import NewswireError

OK, FAILED, USAGE, CONFIG = 0, 1, 2, 78
"""Exit codes; 78 is sysexits.h's EX_CONFIG."""


class Failure(NamedTuple):
    """An expected error: its class, what is wrong and where, and the exit code."""

    error: str
    message: str
    code: int


def explain(error: BaseException) -> Failure | None:
    """What is told of an expected error; None for one that deserves a traceback."""
    name = type(error).__name__
    if isinstance(error, NewswireError):
        return Failure(name, str(error), error.exit_code)
    if isinstance(error, BrokenPipeError):
        return Failure(name, "the reader of the output went away", FAILED)
    return _usage(error) or _kafka(error) or _machine(error)


def tell(failure: Failure, as_json: bool) -> None:
    """Say it on stderr."""
    if as_json:
        from stream.cli.output import print_json

        print_json({"error": failure.error, "message": failure.message}, err=True)
    else:
        print(f"newswire: {failure.message}", file=sys.stderr)


def _usage(error: BaseException) -> Failure | None:
    """A wrong option or argument, which Typer has only raised because it was not to print it."""
    told = getattr(error, "format_message", None)
    if told is None:
        return None
    return Failure(type(error).__name__, str(told()), getattr(error, "exit_code", USAGE))


def _machine(error: BaseException) -> Failure | None:
    """What the operating system refuses, as writing to a full disk: the reader can mend that, not the program."""
    if not isinstance(error, OSError) or not error.strerror:
        return None
    message = f"{error.filename or 'output'}: {error.strerror}"
    return Failure(type(error).__name__, message, FAILED)


def _kafka(error: BaseException) -> Failure | None:
    """Errors of the Kafka client, told without importing it where it was not used."""
    names = {kind.__name__ for kind in type(error).__mro__}
    name = type(error).__name__
    if "KafkaConnectionError" in names:
        return Failure(name, f"Kafka can't be reached: {error}; see kafka.bootstrap", FAILED)
    if "KafkaError" in names:
        return Failure(name, f"Kafka: {error}", FAILED)
    return None
