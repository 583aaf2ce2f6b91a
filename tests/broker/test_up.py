"""`newswire up` as a process: its sources run inside it, its worker and notify beside it, and end with it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import orjson
import pytest

from stream.settings import Settings
from support.kafka import arguments, read
from support.receiver import Receiver

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

WITHIN_SECONDS = 60


@contextmanager
def up(
    settings: Settings, tmp_path: Path, sources: str = "", more: Mapping[str, object] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """`newswire up` with a settings file of these sources; what it says is in `up.log`."""
    config = tmp_path / "newswire.toml"
    config.write_text(sources)
    command = [sys.executable, "-m", "stream", "up", "--config", str(config)]
    command += arguments(settings, more)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    log = tmp_path / "up.log"
    with log.open("ab") as out:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=out, env=env)
    try:
        until_said(log, "worker: running")
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(WITHIN_SECONDS)


def until_said(log: Path, words: str) -> None:
    """Wait until the log has these words."""
    deadline = time.monotonic() + WITHIN_SECONDS
    while words not in log.read_text(errors="replace"):
        assert time.monotonic() < deadline, log.read_text(errors="replace")
        time.sleep(0.1)


def workers_of(pid: int) -> list[int]:
    """The worker processes that `up` started."""
    told = subprocess.run(
        ["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(None, 2) for line in told.splitlines()[1:]]
    return [int(p) for p, parent, args in rows if int(parent) == pid and "stream worker" in args]


def runs(pid: int) -> bool:
    """Whether a process is there and is no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a child of its parent's death"
)
def test_the_worker_dies_with_a_killed_up(settings: Settings, tmp_path: Path) -> None:
    """SIGKILL leaves `up` no time to stop its worker: the kernel does."""
    with up(settings, tmp_path) as process:
        deadline = time.monotonic() + WITHIN_SECONDS
        while not (found := workers_of(process.pid)):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        process.send_signal(signal.SIGKILL)
        process.wait()
        while any(runs(pid) for pid in found):
            assert time.monotonic() < deadline, "the worker has outlived its parent"
            time.sleep(0.1)


async def test_sources_of_the_settings_file_run_inside_up(
    settings: Settings, tmp_path: Path
) -> None:
    """A watched folder beside standard input: both reach the wire, alerts the channel and the desk."""
    rules = tmp_path / "rules.toml"
    rules.write_text('[[rule]]\nid = "ap"\nchannels = ["desk"]\nproviders = ["AP"]\n')
    async with Receiver() as desk:
        sources = _all(tmp_path, rules, desk.url)
        (tmp_path / "in").mkdir()
        page = f"http://127.0.0.1:{free_port()}"
        shown = {"serve.enabled": True, "serve.port": page.rpartition(":")[2]}
        with up(settings, tmp_path, sources, {**shown, "serve.status_port": 0}) as process:
            assert process.stdin is not None
            process.stdin.write(b'{"uri":"u:1","provider":"AP","headline":"Fog in the harbour"}\n')
            process.stdin.flush()
            (tmp_path / "in" / "a.jsonl").write_text(
                '{"uri":"u:2","provider":"AP","headline":"Ferry late"}\n'
            )
            found: set[str] = set()
            deadline = time.monotonic() + WITHIN_SECONDS
            while found != {"u:1", "u:2"} or len(desk.got) < 2:
                assert time.monotonic() < deadline, (found, (tmp_path / "up.log").read_text())
                await asyncio.sleep(0.2)
                found = {orjson.loads(r.value)["uri"] for r in await read(settings, "wire.updates")}
            assert await until_shown(page, 2) == {"Fog in the harbour", "Ferry late"}
            process.terminate()
            ended = await asyncio.to_thread(process.wait, WITHIN_SECONDS)
            assert ended == 0, (tmp_path / "up.log").read_text()
        told = {got.value["title"] for got in desk.got}
        assert told == {"Fog in the harbour", "Ferry late"} and len(desk.got) == 2
    assert "Traceback" not in (tmp_path / "up.log").read_text()


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def until_shown(page: str, alerts: int) -> set[str]:
    """The headlines of the desk's alerts, once there are so many."""
    async with httpx.AsyncClient() as client, asyncio.timeout(WITHIN_SECONDS):
        while True:
            with contextlib.suppress(httpx.TransportError):
                found = (await client.get(f"{page}/api/alerts")).json()["alerts"]
                if len(found) == alerts:
                    return {alert["headline"] for alert in found}
            await asyncio.sleep(0.2)


def _all(folder: Path, rules: Path, url: str) -> str:
    return (
        f'[alert]\nrules = "{rules}"\n[notify]\nstatus_port = 0\n'
        f'[[channels]]\nname = "desk"\nkind = "webhook"\nurl = "{url}"\n'
        "allow_http = true\nallow_private = true\n"
        f'[[sources]]\nname = "inbox"\nkind = "watch"\npath = "{folder / "in"}"\nsettle = 0.3\n'
        '[[sources]]\nname = "pipe"\nkind = "stdin"\n'
    )
