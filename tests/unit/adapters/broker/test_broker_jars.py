"""Filling and checking the cache of jars, with a fake repository."""

import hashlib
import threading
from pathlib import Path

import pytest

from stream.adapters.broker.errors import ChecksumMismatch, JarsUnavailable
from stream.adapters.broker.jars import ensure_jars
from stream.adapters.broker.lockfile import Jar


def locked(name: str) -> Jar:
    """Return a jar whose content is its own name."""
    data = name.encode()
    return Jar("org.example", name, "1.0", hashlib.sha256(data).hexdigest(), len(data))


JARS = [locked("alpha"), locked("beta")]


class Repository:
    """Serves each jar's own name as its content, or what a test says."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder, self.local = tmp_path / "cache" / "kafka", tmp_path / "m2"
        self.answers: dict[str, bytes | Exception] = {}
        self.asked: list[str] = []
        self.told: list[str] = []

    def fetch(self, jar: Jar, folder: Path) -> Path:
        """Answer as jgo would."""
        self.asked.append(jar.artifact)
        answer = self.answers.get(jar.artifact, jar.artifact.encode())
        if isinstance(answer, Exception):
            raise answer
        folder.mkdir(parents=True)
        path = folder / jar.file_name
        path.write_bytes(answer)
        return path

    def ensure(self) -> list[Path]:
        """Fill the cache from here."""
        return ensure_jars(
            self.told.append,
            folder=self.folder,
            repository=self.local,
            jars=JARS,
            fetch=self.fetch,
        )


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Give each test a repository and an empty cache."""
    return Repository(tmp_path)


def test_fills_an_empty_cache_and_says_so(repository: Repository) -> None:
    """All jars are there afterwards, in order, and nothing half-done is left."""
    paths = repository.ensure()
    assert [path.read_bytes() for path in paths] == [b"alpha", b"beta"]
    assert sorted(path.name for path in repository.folder.iterdir()) == [
        "alpha-1.0.jar",
        "beta-1.0.jar",
    ]
    assert "2 of 2 jars" in repository.told[-1]


def test_a_full_cache_needs_no_network(repository: Repository) -> None:
    """The second start asks nobody."""
    repository.ensure()
    repository.asked.clear()
    repository.ensure()
    assert repository.asked == []


def test_refuses_a_jar_with_another_checksum(repository: Repository) -> None:
    """A jar that isn't the locked one is named in the error and never kept."""
    repository.answers["beta"] = b"evil"
    with pytest.raises(ChecksumMismatch, match=r"org\.example:beta:1\.0.*proxy or mirror"):
        repository.ensure()
    assert not (repository.folder / "beta-1.0.jar").exists()


def test_replaces_a_damaged_jar(repository: Repository) -> None:
    """A cached jar whose bytes changed on disk is fetched again, and only that one."""
    repository.ensure()
    repository.asked.clear()
    (repository.folder / "alpha-1.0.jar").write_bytes(b"alphA")
    assert repository.ensure()[0].read_bytes() == b"alpha"
    assert repository.asked == ["alpha"]


def test_tries_again_after_a_broken_connection(repository: Repository) -> None:
    """One failure of the network isn't the end of it."""
    calls = iter([ConnectionResetError("reset")])

    def fetch(jar: Jar, folder: Path) -> Path:
        if jar.artifact == "alpha":
            for error in calls:
                raise error
        return repository.fetch(jar, folder)

    paths = ensure_jars(
        folder=repository.folder, repository=repository.local, jars=JARS, fetch=fetch
    )
    assert paths[0].read_bytes() == b"alpha"


def test_says_what_to_do_without_a_network(repository: Repository) -> None:
    """The error names the jar and the two ways out."""
    repository.answers["alpha"] = OSError("network is unreachable")
    with pytest.raises(JarsUnavailable, match=r"(?s)alpha.*unreachable.*Connect.*or copy"):
        repository.ensure()


def test_takes_jars_from_the_local_maven_repository(repository: Repository) -> None:
    """What Maven has already fetched isn't fetched again."""
    for jar in JARS:
        path = repository.local / jar.repository_path
        path.parent.mkdir(parents=True)
        path.write_bytes(jar.artifact.encode())
    repository.ensure()
    assert repository.asked == []


def test_passes_over_a_wrong_jar_in_the_local_repository(repository: Repository) -> None:
    """The local repository is checked like any other source."""
    path = repository.local / JARS[0].repository_path
    path.parent.mkdir(parents=True)
    path.write_bytes(b"other")
    assert repository.ensure()[0].read_bytes() == b"alpha"


def test_an_unwritable_cache_is_a_plain_error(repository: Repository) -> None:
    """A file where the cache folder should be is reported with its path."""
    repository.folder.parent.write_bytes(b"")
    with pytest.raises(JarsUnavailable, match="can't be written"):
        repository.ensure()


def test_two_fills_at_once_fetch_each_jar_once(repository: Repository) -> None:
    """The second waits for the first and finds everything there."""
    threads = [threading.Thread(target=repository.ensure) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(repository.asked) == ["alpha", "beta"]
