"""The two ways to watch: a full screen on a terminal, plain lines everywhere else."""

from __future__ import annotations

import sys
from typing import Protocol

from rich.console import Console
from rich.live import Live

from stream.demo.screen import Progress, screen
from stream.demo.seen import Seen, Told
from stream.demo.words import line_of


class View(Protocol):
    """What the demo tells while it runs."""

    def open(self) -> None:
        """Begin, once everything is ready."""

    def told(self, message: Told) -> None:
        """A message of an alert has come."""

    def draw(self, seen: Seen, progress: Progress) -> None:
        """Show how things stand; called some times a second."""

    def close(self) -> None:
        """End; what comes after is plain text."""


class PlainView:
    """A line for each message, and one whenever the note changes."""

    def __init__(self) -> None:
        self._note = ""

    def open(self) -> None:
        """Nothing to prepare."""

    def told(self, message: Told) -> None:
        """Print it at once, so that a pipe shows it live."""
        print(line_of(message), flush=True)

    def draw(self, seen: Seen, progress: Progress) -> None:
        """Say what happens now, on stderr, if that is new."""
        if progress.note != self._note:
            self._note = progress.note
            print(progress.note, file=sys.stderr, flush=True)

    def close(self) -> None:
        """Nothing to put back."""


class LiveView:
    """The whole terminal, given back at the end. Colours as rich does them, so NO_COLOR is honoured."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = Live(console=console, screen=True, auto_refresh=False)

    def open(self) -> None:
        """Take the screen."""
        self._live.start()

    def told(self, message: Told) -> None:
        """It is on the next drawing."""

    def draw(self, seen: Seen, progress: Progress) -> None:
        """Draw all anew."""
        self._live.update(screen(seen, progress, self._console.height), refresh=True)

    def close(self) -> None:
        """Give the screen back."""
        self._live.stop()


def view_for(plain: bool) -> View:
    """The full screen where standard output is a terminal that can do it, unless `plain`."""
    console = Console()
    if plain or not sys.stdout.isatty() or console.is_dumb_terminal:
        return PlainView()
    return LiveView(console)
