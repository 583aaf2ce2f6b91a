"""How the stages are made."""

from __future__ import annotations

from typing import Any

import pytest

from stream.classify.gazetteer import index
from stream.pipeline.stages import ORDER, SOURCES, StageOptions, build_stages


def test_stages_made_together_read_the_gazetteer_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Classify and the rules on series need it: half a second and 100 MB each time."""
    loaded: list[Any] = []
    load = index.load_gazetteer
    monkeypatch.setattr(index, "load_gazetteer", lambda *args: loaded.append(1) or load(*args))
    build_stages(StageOptions())
    assert len(loaded) == 1


def test_the_table_of_sources_is_what_the_stages_read() -> None:
    """In order, each topic once."""
    stages = build_stages(StageOptions())
    assert [stage.name for stage in stages] == list(ORDER)
    assert tuple(dict.fromkeys(stage.source for stage in stages)) == SOURCES
