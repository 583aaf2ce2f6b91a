"""The desk's socket, made before all else: a port in use is told at once, and costs no server to find out."""

from __future__ import annotations

import errno
import socket

from stream.errors import ConfigError

_SEND_BUFFER = 262_144
"""Bytes that the system takes for a client that doesn't read; more waits in the desk, where it is bounded."""

_BACKLOG = 512


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises ConfigError where there is none to be had, as for a port in use."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        sock = socket.socket(family, kind, proto)
        try:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
            sock.bind(address)
            sock.listen(_BACKLOG)
        except BaseException:
            sock.close()
            raise
    except OSError as error:
        why = error.strerror or str(error)
        hint = (
            "; set another port, or 0 for any free one" if error.errno == errno.EADDRINUSE else ""
        )
        raise ConfigError(
            f"serve.host, serve.port: can't listen on {host}:{port}: {why}{hint}"
        ) from error
    return sock
