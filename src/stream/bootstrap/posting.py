"""Run `POST /wire`: what is posted goes to Kafka before the sender gets an answer."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from stream.adapters.kafka.admin import KafkaError
from stream.adapters.kafka.connect import NotConnected, TopicMissing
from stream.adapters.kafka.produce import Sender
from stream.adapters.sources.documents import Document
from stream.adapters.sources.reading import read_document
from stream.bootstrap.ingest import sender
from stream.bootstrap.secrets import secret_text
from stream.errors import ConfigError, DeliveryFailed
from stream.settings import SourceSettings
from stream.settings.sources import SourceFormat
from stream.web.wire import Taken, WireApp, WireServer

if TYPE_CHECKING:
    from stream.bootstrap.sources import Source


async def take_posts(source: Source) -> None:
    """Serve until the end of the program."""
    of, post = source.of, Post(source)
    formats = get_args(SourceFormat)
    most = source.settings.limits.document_bytes
    app = WireApp(post.receive, token_of(of), formats, most, of.format)
    server = WireServer(app.application())
    port = await server.start(of.host, of.port)
    source.say(f"POST http://{of.host}:{port}/wire")
    try:
        await asyncio.Event().wait()
    finally:
        await server.stop()
        await post.close()


def check_tokens(sources: Iterable[SourceSettings]) -> None:
    """Raise ConfigError for an http source without a token: no later try would find one."""
    for of in sources:
        if of.kind == "http":
            try:
                token_of(of)
            except ConfigError as error:
                raise ConfigError(f"source {of.name}: {error}") from error


def token_of(of: SourceSettings) -> str:
    """The bearer token of an http source. Raises ConfigError if there is none."""
    if of.token_file is not None:
        where = f"token_file {of.token_file}"
    else:
        where = f"the environment variable {of.token_variable} (token_variable)"
    token = secret_text(of.token_file, of.token_variable, os.environ, where)
    if not token or any(c.isspace() for c in token):
        raise ConfigError(f"{where} holds no token: one word is wanted")
    return token


class Post:
    """Sends posted documents; one connection to Kafka for all, made anew when it has failed."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._out: Sender | None = None
        self._making = asyncio.Lock()
        self._leaving: set[asyncio.Task[None]] = set()

    async def receive(self, document: Document) -> Taken:
        """Send a document; return once Kafka has it. Raises DeliveryFailed."""
        source = self._source
        hints = replace(source.hints, name=document.name)
        outcomes = await asyncio.to_thread(read_document, document, hints)
        try:
            async with asyncio.timeout(source.of.answer_within):
                wire = source.wire(await self._sender())
                receipt = await wire.outcomes(document, hints, outcomes)
                await receipt.acknowledged()
        except TimeoutError:
            raise DeliveryFailed(f"no answer within {source.of.answer_within:g} s") from None
        except (KafkaError, NotConnected, TopicMissing, OSError) as error:
            self._drop()
            raise DeliveryFailed(str(error) or type(error).__name__) from error
        source.succeeded()
        return Taken(
            [(item.uri, item.version) for item in receipt.items],
            [refusal.summary() for refusal in receipt.refused],
        )

    async def close(self) -> None:
        """Let the connection go."""
        self._drop()
        await asyncio.gather(*self._leaving, return_exceptions=True)

    async def _sender(self) -> Sender:
        async with self._making:
            if self._out is None:
                self._out = await sender(self._source.settings).__aenter__()
            return self._out

    def _drop(self) -> None:
        """The next document gets a connection of its own; this one closes when it can."""
        if self._out is not None:
            task = asyncio.create_task(self._out.close())
            self._leaving.add(task)
            task.add_done_callback(self._leaving.discard)
            self._out = None
