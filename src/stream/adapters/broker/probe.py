"""Ask a broker, in Kafka's own protocol and without a client library, whether it serves."""

import socket
import struct

from stream.adapters.broker.ports import LOOPBACK

TIMEOUT_S = 2.0
"""Seconds that one question may take."""

_METADATA, _VERSION = 3, 4
# Header: api key, version, correlation id, no client id. Body: no topics, no auto-creation.
_BODY = struct.pack(">hhih", _METADATA, _VERSION, 1, -1) + struct.pack(">ib", 0, 0)
_REQUEST = struct.pack(">i", len(_BODY)) + _BODY
# Answer: length, correlation id, throttle time, then the count of the brokers that serve.
_ANSWER = struct.Struct(">iiii")


def serves(port: int) -> bool:
    """Say whether the broker on loopback's `port` lists a live broker in its metadata.

    An open port is not enough: a KRaft broker accepts connections before its controller lets it
    in, and a topic created in between is refused for want of live brokers.
    """
    try:
        with socket.create_connection((LOOPBACK, port), TIMEOUT_S) as connection:
            connection.sendall(_REQUEST)
            answer = _read(connection, _ANSWER.size)
    except OSError:
        return False
    return len(answer) == _ANSWER.size and _ANSWER.unpack(answer)[3] > 0


def _read(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size and (chunk := connection.recv(size - len(data))):
        data += chunk
    return data
