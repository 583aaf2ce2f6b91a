"""The desk with made-up news as a process of its own, which a test can feed, stop and start again."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.error import URLError

TESTS = Path(__file__).resolve().parents[1]
START_SECONDS = 30.0
TOKEN = "abcdefghijklmnopqrst"
"""What a desk that is started with `--token` asks for in these tests."""


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class DeskProcess:
    """`python -m support.desk`, with its standard input as the wire."""

    def __init__(self, port: int, database: Path, *options: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._command = [
            sys.executable, "-m", "support.desk", "--port", str(port), "--database", str(database), *options,
        ]  # fmt: skip
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        paths = os.pathsep.join([str(TESTS.parent / "src"), str(TESTS)])
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
            env={**os.environ, "PYTHONPATH": paths},
        )  # fmt: skip
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                self.get("/")
                return
            except (URLError, ConnectionError):
                if self._process.poll() is not None or time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def stop(self) -> None:
        """Stop it, as a crash would."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        self._process.stdin.close()

    def say(self, line: str) -> None:
        """One line for its standard input: "update …", "amend", "kill", or a record."""
        assert self._process is not None and self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def send(self, topic: str, key: str, value: dict[str, Any]) -> None:
        """One record, as a stage would write it."""
        self.say(json.dumps({"topic": topic, "key": key, "value": value}))

    def get(self, path: str) -> bytes:
        """What it answers to a GET."""
        with urllib.request.urlopen(self.url + path, timeout=5) as response:
            return bytes(response.read())

    def __enter__(self) -> DeskProcess:
        self.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()
