"""Hot reload of the watch rules: a good change is told to the stages by the log, a bad one to people.

The rules of the log stand (docs/adr/0007): at a start they are compared with the file in the same way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import structlog

from stream.alert import load_rules
from stream.alert.watch.rulebook import RULES_KEY, Rulebook
from stream.errors import ConfigError
from stream.observe.metrics import Metrics
from stream.runtime.app import WorkerApp
from stream.runtime.control import Control
from stream.runtime.process import die

LOOK_SECONDS = 1.0
"""Time between looks at the file. A change is read once two looks have found the same: whole, not half."""

Check = Callable[[Rulebook], None]

Signature = tuple[int, int, int] | None

log = structlog.get_logger("newswire.rules")


class RulesFile:
    """The rules file of a worker, or the shipped rules; `book` are the last good rules.

    `checks` are the stages' own: each raises ConfigError for rules that it can't go by.
    """

    def __init__(
        self, path: Path | None, book: Rulebook, metrics: Metrics, checks: Sequence[Check] = ()
    ) -> None:
        self.book = book
        self._path, self._metrics, self._checks = path, metrics, checks
        self._read: Signature = (0, 0, 0)
        self._last: Signature = (0, 0, 0)

    def look(self) -> None:
        """Read the file if it has changed and is quiet; a mistake is logged and leaves `book` as it is."""
        if self._path is None:
            return
        now, before = _signature(self._path), self._last
        self._last = now
        if now == self._read or now != before:
            return
        self._read = now
        try:
            book = Rulebook(load_rules(self._path))
            for check in self._checks:
                check(book)
        except ConfigError as error:
            log.error("rules refused; those before stay in force", error=str(error))
            self._metrics.rules_refused(True)
            return
        self._metrics.rules_refused(False)
        if book.digest != self.book.digest:
            self.book = book
            self._metrics.rules_changed()
            log.info("rules changed", rules=len(book.rules), digest=book.digest)


def _signature(path: Path) -> Signature:
    """What changes when the file does, also by a rename or a link that leads elsewhere; None if it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


class RulesKeeper:
    """Keeps the rules of the log those of the file, for the partitions that this worker holds."""

    def __init__(self, worker: WorkerApp, stages: Iterable[str], file: RulesFile) -> None:
        self._file = file
        self._controls = {stage: Control(worker, stage, RULES_KEY) for stage in stages}

    async def run(self) -> None:
        """Go on until cancelled; a failure is the process's."""
        try:
            while True:
                await asyncio.to_thread(self._file.look)
                await self._tell(self._file.book)
                await asyncio.sleep(LOOK_SECONDS)
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            die("rules", error)

    async def _tell(self, book: Rulebook) -> None:
        def taken(state: Any) -> bool:
            return state.rules is not None and bool(state.rules.digest == book.digest)

        for stage, control in self._controls.items():
            if told := await control.tell(book.value, taken):
                log.info("rules told", stage=stage, digest=book.digest, partitions=told)


def rules_keeper(worker: WorkerApp, path: Path | None, metrics: Metrics) -> RulesKeeper | None:
    """The keeper of a worker's rules; None for one whose stages go by none.

    A stage that goes by rules has a `rulebook`, and in its states `rules`: the row of those in force.
    """
    books = {stage.name: getattr(stage, "rulebook", None) for stage in worker.stages}
    found = {name: book for name, book in books.items() if isinstance(book, Rulebook)}
    if not found:
        return None
    checks = [stage.check for stage in worker.stages if hasattr(stage, "check")]
    return RulesKeeper(worker, found, RulesFile(path, next(iter(found.values())), metrics, checks))
