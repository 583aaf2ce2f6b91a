"""A connection that its broker closed, written to on each kind of event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
import uvloop
from aiokafka.conn import AIOKafkaConnection
from aiokafka.errors import KafkaConnectionError
from aiokafka.protocol.metadata import MetadataRequest

from stream.adapters.kafka.loop import bear_closed_connections, fast_loop

VERSIONS = {MetadataRequest.API_KEY: (0, 1)}


async def write_into_what_is_closed() -> AIOKafkaConnection:
    """Send a request over a real connection whose transport is closed, before aiokafka knows; return it."""
    server = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    connection = AIOKafkaConnection(host, port)
    reader, writer = await asyncio.open_connection(host, port)
    connection._reader, connection._writer, connection._versions = reader, writer, VERSIONS
    connection._read_task = asyncio.create_task(asyncio.sleep(60))
    writer.transport.abort()
    await asyncio.sleep(0.05)
    try:
        with pytest.raises(KafkaConnectionError):
            await connection.send(MetadataRequest(["wire.updates"]))
    finally:
        server.close()
    return connection


def test_uvloop_raises_what_aiokafka_does_not_expect() -> None:
    """Why the repair is there: when this changes it can go."""

    async def write() -> None:
        server = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
        _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.transport.abort()
        await asyncio.sleep(0.05)
        with pytest.raises(RuntimeError):
            writer.write(b"request")
        server.close()

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(write())


@pytest.mark.parametrize("again", [1, 2])
def test_a_write_into_a_closed_connection_is_its_error(again: int) -> None:
    """aiokafka takes the connection for broken and makes another; the repair can be made twice."""
    for _ in range(again):
        bear_closed_connections()
    factory: Callable[[], asyncio.AbstractEventLoop] = fast_loop()
    with asyncio.Runner(loop_factory=factory) as runner:
        assert isinstance(runner.get_loop(), uvloop.Loop)
        assert not runner.run(write_into_what_is_closed()).connected()
