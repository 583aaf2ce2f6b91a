"""Asking a port whether a broker serves there."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from stream.adapters.broker.ports import free_ports, is_free
from stream.adapters.broker.probe import serves


@contextmanager
def server(answer: bytes) -> Iterator[int]:
    """Listen on a port and give one answer."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer_once() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1024)
                connection.sendall(answer)

        thread = threading.Thread(target=answer_once)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


def test_nobody_there() -> None:
    """A closed port serves nothing."""
    assert not serves(free_ports(1)[0])


def test_a_broker_that_its_controller_has_not_let_in() -> None:
    """An answer without live brokers means: not yet."""
    with server(struct.pack(">iiii", 12, 1, 0, 0)) as port:
        assert not serves(port)


def test_a_live_broker() -> None:
    """One live broker in the answer is enough."""
    with server(struct.pack(">iiii", 12, 1, 0, 1)) as port:
        assert serves(port)


def test_something_else_listens() -> None:
    """A port that hangs up isn't a broker."""
    with server(b"") as port:
        assert not serves(port)


def test_a_listener_takes_its_port() -> None:
    """A port is free until somebody listens on it."""
    port, other = free_ports(2)
    assert port != other
    assert is_free(port)
    with socket.create_server(("127.0.0.1", port)):
        assert not is_free(port)
