"""Logins and certificates reach every client: each command against a real Kafka that asks for them."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import pytest

from stream.settings import load_settings
from support.kafka import read
from support.secured import PASSWORD, USER, Secured, secured_broker

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

WITHIN_SECONDS = 60
ALEPPO = Path(__file__).parents[1] / "fixtures" / "aleppo.jsonl"
LOGIN = f'sasl_username = "{USER}"\nsasl_password = "{PASSWORD}"\n'


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    """One secured broker for the tests of this file."""
    with secured_broker(tmp_path_factory.mktemp("secured")) as broker:
        yield broker


WAYS = {
    "scram": ("SASL_PLAINTEXT", 'sasl_mechanism = "SCRAM-SHA-512"\n' + LOGIN),
    "plain-over-tls": ("SASL_SSL", 'sasl_mechanism = "PLAIN"\nssl_cafile = "{ca}"\n' + LOGIN),
    "certificate": ("SSL", 'ssl_cafile = "{ca}"\nssl_certfile = "{client}"\n'),
}
"""Name → protocol, and the lines of the `[kafka]` section that let a client in."""

SPOILT = {
    "scram": ("SASL_PLAINTEXT", WAYS["scram"][1].replace(PASSWORD, "a wrong one")),
    "plain-over-tls": ("SASL_SSL", WAYS["plain-over-tls"][1].replace(PASSWORD, "a wrong one")),
    "no-certificate": ("SSL", 'ssl_cafile = "{ca}"\n'),
    "unknown-authority": ("SASL_SSL", 'sasl_mechanism = "PLAIN"\n' + LOGIN),
}
"""The same with one thing wrong."""

REFUSED = {
    "scram": "refuses the login",
    "plain-over-tls": "refuses the login",
    "no-certificate": "can't be reached",
    "unknown-authority": "CERTIFICATE_VERIFY_FAILED",
}
"""What a command must say of it."""


def config(folder: Path, secured: Secured, way: str, protocol: str, lines: str) -> Path:
    """A settings file that uses a listener in this way, with topics of its own."""
    path = folder / "newswire.toml"
    path.write_text(
        f'[kafka]\nbootstrap = "{secured.addresses[protocol]}"\nprefix = "{way}."\npartitions = 1\n'
        f'security_protocol = "{protocol}"\n'
        + lines.format(ca=secured.ca, client=secured.client)
        + f'[worker]\ndata_dir = "{folder}"\ncommit_interval_seconds = 0.3\n'
        '[status]\nport = 0\n[log]\nlevel = "warning"\n'
    )
    return path


def command(path: Path, *words: str) -> list[str]:
    """The command line of `newswire` with this settings file."""
    return [sys.executable, "-m", "stream", *words, "--config", str(path)]


def environment() -> dict[str, str]:
    """What the process needs to find the package."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def newswire(path: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; one that hangs fails the test."""
    return subprocess.run(
        command(path, *words), input="", capture_output=True, text=True, timeout=WITHIN_SECONDS,
        env=environment(), check=False,
    )  # fmt: skip


def done(path: Path, *words: str) -> str:
    """Run a command that must end well; return what it printed."""
    ran = newswire(path, *words)
    assert ran.returncode == 0, (words, ran.stdout, ran.stderr)
    return ran.stdout


@contextmanager
def worker(path: Path) -> Iterator[Path]:
    """A worker while the block runs, and its log; it must end well when it is told to."""
    log = path.with_name("worker.log")
    with log.open("wb") as out:
        process = subprocess.Popen(
            command(path, "worker"), stdout=out, stderr=out, env=environment()
        )
    try:
        yield log
    finally:
        process.terminate()
        code = process.wait(WITHIN_SECONDS)
    assert code == 0, log.read_text()


@pytest.mark.parametrize("way", WAYS)
async def test_every_command_gets_in(secured: Secured, tmp_path: Path, way: str) -> None:
    """Topics are made, news is sent, a worker raises the alert and buries what is bad; `check` is content."""
    path = config(tmp_path, secured, way, *WAYS[way])
    settings = load_settings(path, {}, environ={})
    lines = tmp_path / "wire.jsonl"
    lines.write_bytes(ALEPPO.read_bytes().splitlines()[0] + b"\nnot json\n")
    done(path, "topics", "create")
    assert "2 sent" in done(path, "ingest", str(lines))
    with worker(path) as log:
        deadline = time.monotonic() + WITHIN_SECONDS
        while not (alerts := await read(settings, "news.alerts")):
            assert time.monotonic() < deadline, log.read_text()
            await asyncio.sleep(0.3)
    assert {orjson.loads(alert.value)["status"] for alert in alerts} == {"raised"}
    buried = orjson.loads(done(path, "dlq", "list", "--json"))
    assert [letter["bytes"] for letter in buried] == [len(b"not json")]
    findings = orjson.loads(done(path, "check", "--json"))
    assert {"kafka", "topics"} <= {finding["what"] for finding in findings if finding["ok"]}
    assert "1 sent back" in done(path, "dlq", "replay")


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("scram", "topics create"),
        ("scram", "ingest -"),
        ("scram", "dlq list"),
        ("scram", "check"),
        ("plain-over-tls", "check"),
        ("no-certificate", "dlq list"),
        ("unknown-authority", "ingest -"),
    ],
)
def test_who_is_not_let_in_is_told(secured: Secured, tmp_path: Path, way: str, words: str) -> None:
    """A wrong password, no certificate, an unknown authority: exit code 1 and the address, and no hang."""
    protocol, _ = SPOILT[way]
    path = config(tmp_path, secured, f"no-{way}", *SPOILT[way])
    ran = newswire(path, *words.split())
    told = ran.stdout + ran.stderr
    assert ran.returncode == 1, told
    assert REFUSED[way] in told
    assert secured.addresses[protocol].rpartition(":")[2] in told
    assert "Traceback" not in told
    assert "a wrong one" not in told


def test_a_worker_that_is_not_let_in_ends(secured: Secured, tmp_path: Path) -> None:
    """A worker with a wrong password ends, and its log says that the login was refused, and never how."""
    path = config(tmp_path, secured, "no-worker", *SPOILT["plain-over-tls"])
    ran = newswire(path, "worker")
    assert ran.returncode == 1
    assert "Authentication failed" in ran.stderr
    assert "a wrong one" not in ran.stderr
