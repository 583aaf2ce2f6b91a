"""Sources at work on a Kafka, and documents for them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson

from stream.bootstrap.ingest import Refusal
from stream.bootstrap.ingest_command import Request, run
from stream.bootstrap.sources import Sources
from stream.bootstrap.topics import create_topics
from stream.settings import Settings, SourceSettings
from support.kafka import read


def item(uri: str, **more: Any) -> bytes:
    """A document in ninjs 1.x; pretty-printed, so that it is no line of JSON Lines."""
    made = {
        "uri": uri, "type": "text", "version": "1", "versioncreated": "2026-06-11T05:12:00Z",
        "pubstatus": "usable", "language": "en", "headline": f"Ferry {uri} delayed by fog",
        "body_text": "ALDHAVEN - The ferry left two hours late.", **more,
    }  # fmt: skip
    return orjson.dumps(made, option=orjson.OPT_INDENT_2)


PICTURE = item("pic:1", type="picture", body_text="")
MIXED = (
    b'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour desk</title>'
    b"<item><guid>u:good</guid><title>Harbour reopens</title></item>"
    b"</channel></rss>"
)


@asynccontextmanager
async def running(settings: Settings, *sources: SourceSettings) -> AsyncIterator[list[str]]:
    """The sources at work; gives what they say."""
    await create_topics(settings)
    said: list[str] = []
    all_of = settings.model_copy(update={"sources": list(sources)})
    job = Sources(all_of, said.append)
    job.start()
    try:
        yield said
    finally:
        await job.stop()


async def until(true: Callable[[], Any], what: str, seconds: float = 60) -> None:
    """Wait for something; fail with what it was."""
    try:
        async with asyncio.timeout(seconds):
            while not true():
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"still not so after {seconds} s: {what}") from None


async def updates(settings: Settings) -> list[dict[str, Any]]:
    """All records of wire.updates."""
    return [orjson.loads(r.value) for r in await read(settings, "wire.updates")]


def watch(folder: Path, **more: Any) -> SourceSettings:
    """A watched folder that settles quickly."""
    folder.mkdir(exist_ok=True)
    return SourceSettings(
        name="inbox", kind="watch", path=folder, settle=0.3, provider="AP", **more
    )


def names(folder: Path) -> list[str]:
    """The names in a folder, sorted; none while it is not there."""
    return sorted(p.name for p in folder.iterdir()) if folder.is_dir() else []


async def ingested(settings: Settings, path: Path | str, **more: Any) -> tuple[Any, list[Refusal]]:
    """What `newswire ingest` counts and refuses."""
    await create_topics(settings)
    refused: list[Refusal] = []
    counts = await run(settings, Request(str(path), **more), refused.append)
    return counts, refused
