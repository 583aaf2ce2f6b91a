"""Where the cache is."""

from pathlib import Path

import pytest

from stream.adapters.broker.cache import kafka_cache
from stream.adapters.broker.lockfile import KAFKA_VERSION


def test_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """NEWSWIRE_CACHE is the folder itself."""
    monkeypatch.setenv("NEWSWIRE_CACHE", str(tmp_path))
    assert kafka_cache() == tmp_path / f"kafka-{KAFKA_VERSION}"


def test_is_the_platforms_own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, XDG_CACHE_HOME counts."""
    monkeypatch.delenv("NEWSWIRE_CACHE", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert kafka_cache().parent == tmp_path / "newswire"
