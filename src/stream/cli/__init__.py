"""The command `newswire`. Modules here only read arguments and print; imports of the rest are lazy."""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it: 128 and the number of the signal."""


def main() -> None:
    """Run the command line; a project error is one line on stderr and its own exit code."""
    try:
        _run()
    except KeyboardInterrupt:  # modules are being loaded; later the commands take it themselves
        sys.exit(INTERRUPTED)


def _run() -> None:
    import logging

    from stream.cli.app import app
    from stream.cli.failures import explain

    # What the Kafka client says of its own retries is no message for a person at a terminal.
    logging.lastResort.setLevel(logging.CRITICAL)  # type: ignore[union-attr]
    try:
        app(prog_name="newswire")
    except Exception as error:
        told = explain(error)
        if told is None:
            raise
        message, code = told
        print(f"newswire: {message}", file=sys.stderr)
        sys.exit(code)
