"""What an error becomes for the person at the terminal: a message and an exit code."""

from __future__ import annotations

from stream.errors import NewswireError

OK, FAILED, USAGE, CONFIG = 0, 1, 2, 78
"""Exit codes; 78 is sysexits.h's EX_CONFIG."""


def explain(error: BaseException) -> tuple[str, int] | None:
    """The message and exit code for an expected error; None for one that deserves a traceback."""
    if isinstance(error, NewswireError):
        return str(error), error.exit_code
    if isinstance(error, BrokenPipeError):
        return "the reader of the output went away", FAILED
    return _kafka(error) or _machine(error)


def _machine(error: BaseException) -> tuple[str, int] | None:
    """What the operating system refuses, as writing to a full disk: the reader can mend that, not the program."""
    if not isinstance(error, OSError) or not error.strerror:
        return None
    return f"{error.filename or 'output'}: {error.strerror}", FAILED


def _kafka(error: BaseException) -> tuple[str, int] | None:
    """Errors of the Kafka client, told without importing it where it was not used."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if "KafkaConnectionError" in names:
        return f"Kafka can't be reached: {error}; see kafka.bootstrap", FAILED
    if "KafkaError" in names:
        return f"Kafka: {error}", FAILED
    return None
