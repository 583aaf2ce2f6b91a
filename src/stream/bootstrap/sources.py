"""The `[[sources]]` of the settings: one task for each, which outlives the failures of its source."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

import structlog

from stream.adapters.kafka.produce import Sender
from stream.adapters.sources.documents import visible
from stream.adapters.sources.lines import lines_of, lines_of_stdin
from stream.adapters.sources.positions import PositionBook
from stream.bootstrap.ingest import Counts, Refusal, Wire, ingest_lines, now, sender
from stream.bootstrap.polling import poll_feed
from stream.bootstrap.posting import take_posts
from stream.bootstrap.watching import watch_folder
from stream.formats.outcome import Hints
from stream.settings import Settings, SourceSettings

log = structlog.get_logger("newswire.sources")

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds before a source that failed is tried again; doubled at each failure."""

CALM_SECONDS = 120.0
"""A source that ran for so long before it failed is tried again after the first pause."""

REPORT_SECONDS = 60.0
"""Pause between the log lines that say what a source has done."""


class Sources:
    """All sources of the settings, as tasks; `say` prints a line for a person."""

    def __init__(self, settings: Settings, say: Callable[[str], None]) -> None:
        self._sources = [Source(settings, source, say) for source in settings.sources]
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Start them; each goes on whatever becomes of the others."""
        for source in self._sources:
            self._tasks.append(asyncio.create_task(source.run(), name=source.of.name))
        self._tasks.append(asyncio.create_task(self._report()))

    async def stop(self) -> None:
        """End them; what Kafka has not acknowledged is sent again at the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _report(self) -> None:
        while True:
            await asyncio.sleep(REPORT_SECONDS)
            for source in self._sources:
                source.report()


class Source:
    """One source: its settings, what it has done, and how it is kept running."""

    def __init__(self, settings: Settings, of: SourceSettings, say: Callable[[str], None]) -> None:
        self.settings, self.of, self._say = settings, of, say
        self.counts = Counts()
        self.last_success: datetime | None = None
        self._reported = Counts()

    @property
    def hints(self) -> Hints:
        """What the settings say of its documents; the arrival is now."""
        of = self.of
        return Hints(
            provider=of.provider, provider_wins=of.provider_wins, zone=of.zone,
            language=of.language, strict=of.strict or self.settings.wire.strict,
            max_bytes=self.settings.limits.document_bytes, arrival=now(),
        )  # fmt: skip

    def wire(self, out: Sender) -> Wire:
        """Its way to `wire.updates`."""
        return Wire(out, self.settings, self._refused, self.counts, self.of.rate)

    def say(self, text: str) -> None:
        """Tell a person something about this source."""
        self._say(visible(f"source {self.of.name}: {text}"))

    def succeeded(self) -> None:
        """Kafka has something more of it, or it had nothing new."""
        self.last_success = now()

    def report(self) -> None:
        """Log what it has done, if that has changed."""
        if self.counts != self._reported:
            self._reported = replace(self.counts)
            done = {name: getattr(self.counts, name) for name in ("sent", "refused", "not_news")}
            last = self.last_success.isoformat(timespec="seconds") if self.last_success else None
            log.info("source", source=self.of.name, **done, last_success=last)

    async def run(self) -> None:
        """Run it to its end; a failure is told and it is tried again."""
        clock, pause = asyncio.get_running_loop().time, FIRST_PAUSE
        while True:
            began = clock()
            try:
                await RUNS[self.of.kind](self)
            except Exception as error:
                pause = FIRST_PAUSE if clock() - began > CALM_SECONDS else pause
                self.say(f"{error or type(error).__name__}; trying again in {pause:.0f} s")
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
                continue
            self.say(f"{self.counts.sent} sent, {self.counts.refused} refused, at its end")
            return

    def _refused(self, refusal: Refusal) -> None:
        if refusal.not_news:
            log.debug("no text news", source=self.of.name, reason=str(refusal))
        else:
            self.say(f"refused {refusal}")


async def _lines(source: Source) -> None:
    """JSON Lines from files or standard input; goes on where Kafka has acknowledged."""
    of = source.of
    book = PositionBook(source.settings.worker.data_dir / "sources", of.name)
    begun = dict(book.positions)
    lines = lines_of(of.path, follow=of.follow, positions=begun) if of.path else lines_of_stdin()

    def checkpoint(positions: dict[str, int]) -> None:
        book.save(positions)
        source.succeeded()

    async with sender(source.settings) as out:
        await ingest_lines(source.wire(out), out, lines, source.hints, checkpoint)
    source.succeeded()


RUNS: dict[str, Callable[[Source], Awaitable[None]]] = {
    "file": _lines, "folder": _lines, "stdin": _lines, "watch": watch_folder,
    "feed": poll_feed, "http": take_posts,
}  # fmt: skip
