"""The demo as a person starts it: a broker of its own, a worker, the sample, and an end by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

WITHIN_SECONDS = 90
COMMAND = [sys.executable, "-m", "stream", "demo", "--plain", "--rate", "8"]


def environment(tmp_path: Path) -> dict[str, str]:
    """The demo's temporary folder is made below `tmp_path`, so that a test sees what is left there."""
    path = os.pathsep.join(sys.path)
    return {**os.environ, "PYTHONPATH": path, "TMPDIR": str(tmp_path), "TZ": "UTC"}


def test_the_demo_shows_every_kind_of_alert_and_ends(tmp_path: Path) -> None:
    """It exits with 0, names all kinds of alert messages and both dead letters, and leaves nothing."""
    began = time.monotonic()
    done = subprocess.run(
        COMMAND, env=environment(tmp_path), capture_output=True, text=True,
        timeout=WITHIN_SECONDS, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - began < WITHIN_SECONDS
    messages, _, told = done.stdout.partition("\n\n")
    statuses = {line.split()[1] for line in messages.splitlines()}
    assert statuses >= {"raised", "corroborated", "amended", "withdrawn"}, done.stdout
    assert "embargo over" in messages
    assert "Updates in     87 " in told
    assert "Dead letters   2\n" in told
    assert "not JSON" in told
    assert "uri is missing" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("awaited", ["starting Kafka", "playing the sample"])
def test_a_signal_stops_everything(tmp_path: Path, awaited: str) -> None:
    """After SIGINT, early or late, it ends with 130 and neither processes nor files are left."""
    with subprocess.Popen(
        COMMAND, env=environment(tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        text=True, cwd=tmp_path,
    ) as demo:  # fmt: skip
        assert demo.stderr is not None
        assert any(awaited in line for line in demo.stderr)
        demo.send_signal(signal.SIGINT)
        rest = demo.stderr.read()
        assert demo.wait(WITHIN_SECONDS) == 130, rest
    assert list(tmp_path.iterdir()) == []
    commands = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
    assert str(tmp_path) not in commands


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_desk_shows_what_the_demo_plays(tmp_path: Path) -> None:
    """With --desk its address is told, its alerts are those of the sample, and Ctrl-C is the regular end."""
    with subprocess.Popen(
        [*COMMAND[:-1], "30", "--desk"], env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, cwd=tmp_path,
    ) as demo:  # fmt: skip
        assert demo.stderr is not None
        address = next(line.split()[1] for line in demo.stderr if line.startswith("desk: "))
        assert any("Ctrl-C ends" in line for line in demo.stderr)
        deadline = time.monotonic() + WITHIN_SECONDS
        while len(found := httpx.get(f"{address}api/alerts").json()["alerts"]) < 10:
            assert time.monotonic() < deadline, found
            time.sleep(0.2)
        demo.send_signal(signal.SIGINT)
        told, rest = demo.communicate(timeout=WITHIN_SECONDS)
        assert demo.returncode == 0, rest
    assert "Updates in     87 " in told
    assert "withdrawn" in {alert["status"] for alert in found}
    assert list(tmp_path.iterdir()) == []
