"""What `newswire broker` does: run a broker until the operator ends it."""

import json
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Protocol

from stream.adapters.broker.errors import BrokerStartFailed
from stream.adapters.broker.folder import wipe
from stream.adapters.broker.server import LocalBroker

POLL_S = 0.2


class Echo(Protocol):
    """Prints a line; `click.echo` and `typer.echo` are such functions."""

    def __call__(self, message: str, /, *, err: bool = False) -> None:
        """Print `message` to standard output, or to standard error with `err`."""


def run_foreground(
    data_dir: Path,
    port: int | None,
    fresh: bool,
    as_json: bool,
    echo: Echo,
) -> int:
    """Run a broker until SIGINT or SIGTERM and return the exit code, 0. Raises BrokerError.

    Prints the bootstrap address (with `as_json` an object with `bootstrap`, `data` and `pid`) to
    standard output, once the broker serves; all else goes to standard error. `fresh` wipes the
    data folder first.
    """
    try:
        with _interruptible():
            _run(data_dir, port, fresh, as_json, echo)
    except KeyboardInterrupt:
        echo("broker stopped", err=True)
        return 0
    return 0


def _run(data_dir: Path, port: int | None, fresh: bool, as_json: bool, echo: Echo) -> None:
    if fresh:
        wipe(data_dir)
    with LocalBroker(data_dir, port=port, progress=lambda line: echo(line, err=True)) as broker:
        echo(_described(broker) if as_json else broker.bootstrap)
        while broker.running:
            time.sleep(POLL_S)
        raise BrokerStartFailed(f"Kafka ended by itself; {broker.log_file} says why")


def _described(broker: LocalBroker) -> str:
    return json.dumps(
        {"bootstrap": broker.bootstrap, "data": str(broker.data_dir), "pid": broker.pid}
    )


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let SIGTERM end us the way Ctrl-C does; both also when the shell had them ignored."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _interrupt) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
