"""A single-node Apache Kafka on loopback that lives as long as its owner wants, and no longer."""

import atexit
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from stream.adapters.broker.command import LOG4J, PROPERTIES, Kafka
from stream.adapters.broker.config import Listener, log4j_properties, server_properties
from stream.adapters.broker.errors import BrokerError, BrokerStartFailed, PortTaken
from stream.adapters.broker.folder import DataFolder, Marker
from stream.adapters.broker.jars import ensure_jars
from stream.adapters.broker.java import find_java
from stream.adapters.broker.lockfile import KAFKA_VERSION
from stream.adapters.broker.ports import LOOPBACK, free_ports, is_free
from stream.adapters.broker.probe import serves
from stream.adapters.broker.process import spawn

START_TIMEOUT_S = 60.0
"""Longest wait for the format, and again for the start; about 1.3 s and 3.5 s are usual."""

STOP_TIMEOUT_S = 20.0
"""Longest wait for a clean stop before the broker is killed; about half a second is usual."""

POLL_S = 0.05

_PORT_ATTEMPTS = 3


class LocalBroker:
    """Apache Kafka in a data folder of its own; a context manager that starts and stops it.

    The same folder starts again with the same records, and on the same port if that is free.
    `heap_mb` is Java's heap in MiB. `listeners` are further ways in, with a login or encryption;
    plain text on loopback stays. `lasting` is for one that runs for days: it takes longer to start
    and less for a record. `progress` gets a line of text now and then.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        port: int | None = None,
        heap_mb: int = 512,
        listeners: Sequence[Listener] = (),
        lasting: bool = False,
        progress: Callable[[str], None] | None = None,
    ) -> None:
        self._folder = DataFolder(data_dir)
        self._wanted_port = port
        self._heap_mb = heap_mb
        self._listeners = listeners
        self._lasting = lasting
        self._say = progress or (lambda line: None)
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self._owner = os.getpid()

    @property
    def data_dir(self) -> Path:
        """The data folder, as an absolute path."""
        return self._folder.path

    @property
    def log_file(self) -> Path:
        """What Kafka and Java have to say; the previous run's is next to it, as kafka.log.1."""
        return self._folder.log_file

    @property
    def bootstrap(self) -> str:
        """The bootstrap address, `127.0.0.1:PORT`; raises `BrokerError` before the first start."""
        if not self._port:
            raise BrokerError("the broker was not started yet, so it has no address")
        return f"{LOOPBACK}:{self._port}"

    @property
    def running(self) -> bool:
        """Whether Kafka's process is alive."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int | None:
        """Kafka's process id, or None while it doesn't run."""
        return self._process.pid if self._process is not None and self.running else None

    def start(self) -> str:
        """Start Kafka, wait until it serves, and return its bootstrap address.

        Fetches the jars and formats the folder where that was not done yet. Raises a
        `BrokerError` that says what to do; then nothing is left running.
        """
        if self.running:
            return self.bootstrap
        self.stop()
        kafka = Kafka(
            find_java(),
            ensure_jars(self._say),
            self._heap_mb,
            self._folder.temporary,
            self._lasting,
        )
        atexit.register(self._stop_at_exit)
        try:
            self._start(kafka, self._folder.open())
        except BaseException:
            self.kill()
            raise
        return self.bootstrap

    def stop(self, timeout: float = STOP_TIMEOUT_S) -> None:
        """Ask Kafka to stop, and kill it after `timeout` seconds; harmless when it doesn't run."""
        if self._process is not None and self.running:
            self._process.terminate()
            try:
                self._process.wait(timeout)
            except subprocess.TimeoutExpired:
                self._say(f"Kafka did not stop within {timeout:g} s and was killed")
            finally:
                self.kill()
        self._let_go()

    def kill(self) -> None:
        """End Kafka at once, as a power cut would; what it had acknowledged is still there."""
        if self._process is not None and self.running:
            self._process.kill()
            self._process.wait()
        self._let_go()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _start(self, kafka: Kafka, marker: Marker) -> None:
        for attempt in range(1, _PORT_ATTEMPTS + 1):
            self._choose_ports(marker)
            if not marker.formatted:
                self._format(kafka, marker)
            try:
                self._run(kafka, marker)
            except BrokerStartFailed:
                # Somebody took a port between our look and Kafka's start: look again.
                if attempt == _PORT_ATTEMPTS or not self._lost_a_port():
                    raise
            else:
                return

    def _choose_ports(self, marker: Marker) -> None:
        spare, controller = free_ports(2)
        wanted = self._wanted_port
        if wanted is not None and not is_free(wanted):
            raise PortTaken(
                f"port {wanted} on {LOOPBACK} is in use: name another, or none to have a free one"
            )
        marker.port = wanted or _again(marker.port) or spare
        if marker.controller_port == marker.port or not _again(marker.controller_port):
            marker.controller_port = controller
        text = server_properties(marker.port, marker.controller_port, self._listeners)
        self._folder.write(PROPERTIES, text)
        self._folder.write(LOG4J, log4j_properties())

    def _format(self, kafka: Kafka, marker: Marker) -> None:
        self._say(f"preparing a new data folder, {self.data_dir}")
        self._spawn(kafka.format(marker.cluster_id))
        self._wait(lambda: not self.running, "format its data folder")
        if self._process is None or self._process.returncode != 0:
            raise self._failed("could not format its data folder")
        marker.formatted = True
        self._folder.save(marker)

    def _run(self, kafka: Kafka, marker: Marker) -> None:
        started = time.monotonic()
        self._say(f"starting Kafka {KAFKA_VERSION} on {LOOPBACK}:{marker.port}")
        marker.pid = self._spawn(kafka.run())
        self._folder.save(marker)
        self._wait(lambda: not self.running or serves(marker.port), "start")
        if not self.running:
            raise self._failed("ended while it was starting")
        self._port = marker.port
        self._say(f"Kafka serves after {time.monotonic() - started:.1f} s")

    def _spawn(self, command: list[str]) -> int:
        try:
            self._process = spawn(command, self.data_dir, self.log_file, self._folder.lock.fileno())
        except OSError as error:
            raise BrokerStartFailed(f"Java could not be started: {error}") from error
        return self._process.pid

    def _wait(self, done: Callable[[], bool], what: str) -> None:
        until = time.monotonic() + START_TIMEOUT_S
        while not done():
            if time.monotonic() > until:
                raise self._failed(f"did not {what} within {START_TIMEOUT_S:g} s")
            time.sleep(POLL_S)

    def _failed(self, what: str) -> BrokerStartFailed:
        return BrokerStartFailed(
            f"Kafka {what}. The end of {self.log_file}:\n{self._folder.last_lines()}"
        )

    def _lost_a_port(self) -> bool:
        return not self.running and "BindException" in self._folder.last_lines(count=200)

    def _let_go(self) -> None:
        self._folder.close()
        atexit.unregister(self._stop_at_exit)

    def _stop_at_exit(self) -> None:
        # A forked child has the same object, but the broker isn't its to stop.
        if os.getpid() == self._owner:
            self.stop()


def _again(port: int) -> int:
    return port if port and is_free(port) else 0
