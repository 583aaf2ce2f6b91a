"""The command `newswire`. Modules here only read arguments and print; imports of the rest are lazy."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it: 128 and the number of the signal."""


def main() -> None:
    """Run the command line; a project error is one line on stderr and its own exit code."""
    try:
        _run(sys.argv[1:])
    except KeyboardInterrupt:  # modules are being loaded; later the commands take it themselves
        sys.exit(INTERRUPTED)


def _run(words: Sequence[str]) -> None:
    from stream.cli.signals import stop_early

    stop_early(words)
    if isinstance(
        sys.stdout, io.TextIOWrapper
    ):  # a terminal of another encoding gets \\u0101, no traceback
        sys.stdout.reconfigure(errors="backslashreplace")
    import logging

    from stream.cli.app import app
    from stream.cli.failures import explain, tell

    # What the Kafka client says of its own retries is no message for a person at a terminal.
    logging.lastResort.setLevel(logging.CRITICAL)  # type: ignore[union-attr]
    as_json = "--json" in words
    try:
        # Typer shows a wrong option in a frame; a program gets it as it gets every other error.
        code = app(prog_name="newswire", standalone_mode=not as_json)
    except Exception as error:
        failure = explain(error)
        if failure is None:
            raise
        tell(failure, as_json)
        sys.exit(failure.code)
    sys.exit(code)
