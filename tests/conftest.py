"""Fixtures for all tests: one real Apache Kafka for the session, and fresh names on it for each test."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from stream.settings import Settings, load_settings

# No test depends on the machine's speed: three processes share two cores.
hypothesis.settings.register_profile("newswire", deadline=None)
hypothesis.settings.load_profile("newswire")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the gazetteer before the processes of `-n` start: each worker or command of a test would do it anew."""
    if session.config.getoption("numprocesses", None):
        from stream.classify.gazetteer.index import load_gazetteer

        load_gazetteer()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `-n 3` one process has the session's Kafka, one the tests that start their own, and one the rest.

    Each of the first two takes one test at a time. Tests of workers mostly wait, those of the core mostly
    compute: side by side they take less time. (xdist's own groups, by a mark, have no effect under pytest 9.2.)
    """
    from xdist.scheduler import LoadScopeScheduling

    class ByKafka(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            folder = nodeid.split("/")[1]
            if folder in ("broker", "own_broker"):
                return folder
            # A browser is a file's, and nothing else runs while it is there.
            return nodeid.partition("::")[0] if folder == "page" else nodeid

    return ByKafka(config, log)


@pytest.fixture(scope="session")
def kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The bootstrap address of a real Kafka; one that can't be had fails the test, it skips none."""
    given = os.environ.get("TEST_KAFKA")
    if given:
        yield given
        return
    from stream.adapters.broker import LocalBroker

    with LocalBroker(tmp_path_factory.mktemp("kafka")) as broker:
        yield broker.bootstrap


@pytest.fixture
def settings(kafka: str, tmp_path: Path) -> Settings:
    """Settings for a test of its own on the session's Kafka: quick to notice a dead worker."""
    return load_settings(
        None,
        {
            "kafka.bootstrap": kafka,
            "kafka.prefix": f"t{uuid.uuid4().hex[:8]}.",
            "kafka.session_timeout_seconds": 6,
            "kafka.heartbeat_seconds": 1,
            "worker.commit_interval_seconds": 0.3,
            "worker.tick_seconds": 0.5,
            "worker.data_dir": str(tmp_path / "data"),
            "status.port": 0,
        },
        environ={},
    )


SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The corpora kept beside the project; tests that need them say plainly when they are absent."""
    if not SHARED.is_dir():
        pytest.skip("the corpora beside the project are not here: nothing was checked against them")
    return SHARED
