"""The committed lock file."""

import re
from importlib.resources import files

import pytest

from stream.adapters.broker import lockfile


def text() -> str:
    """Return the committed text."""
    return files("stream.adapters.broker").joinpath(lockfile.LOCK_NAME).read_text("utf-8")


def test_names_no_address() -> None:
    """The lock file says what a jar is and never where it comes from."""
    assert not re.search(r"https?:|//|www\.|\brepo\b|\.(com|org|net|io)/", text())


def test_has_the_kafka_that_is_run() -> None:
    """The broker, its client library and the logging binding come in one consistent version."""
    versions = {jar.artifact: jar.version for jar in lockfile.locked_jars()}
    assert versions["kafka_2.13"] == versions["kafka-clients"] == lockfile.KAFKA_VERSION
    assert versions["log4j-slf4j-impl"] == versions["log4j-core"]


def test_every_jar_has_a_whole_checksum() -> None:
    """No entry can pass unchecked, and no two jars share a file name."""
    jars = lockfile.locked_jars()
    assert all(re.fullmatch(r"[0-9a-f]{64}", jar.sha256) and jar.size > 0 for jar in jars)
    assert len({jar.file_name for jar in jars}) == len(jars)


def test_is_what_the_generator_writes() -> None:
    """The file wasn't edited by hand, and reading undoes writing."""
    assert lockfile.render(lockfile.locked_jars()) == text()


def test_a_broken_lock_file_is_refused() -> None:
    """An entry with a missing field is an error, not a jar without a checksum."""
    with pytest.raises(ValueError, match="not a list of jars"):
        lockfile.parse('[[jar]]\ngroup = "a"\n')
