"""Real documents of agencies, where they are beside the repository: each comes out as was judged by hand."""

import tomllib
from pathlib import Path

import pytest

from stream.formats.outcomes_table import kinds, outcomes

HERE = Path(__file__).resolve()
REAL = HERE.parents[4] / "shared/data/wire-formats"
EXPECTED = tomllib.loads((HERE.parent / "detect_real.toml").read_text(encoding="utf-8"))
ROWS = [(folder, name, kind) for folder, names in EXPECTED.items() for name, kind in names.items()]
ELSEWHERE = ("validation", "specification")
"""Folders of the ninjs suite, which has tests of its own."""

pytestmark = pytest.mark.skipif(
    not REAL.exists(), reason="the agencies' documents (../shared/data) are not here"
)


@pytest.mark.parametrize(("folder", "name", "kind"), ROWS, ids=[name for _, name, _ in ROWS])
def test_a_document_comes_out_as_judged(folder: str, name: str, kind: str) -> None:
    """Text news is read, whatever is none is refused with its kind, and nothing is missed."""
    path = REAL / folder / name
    found = outcomes(path.read_bytes(), name)
    assert kinds(found) == kind, found[:2]


def test_every_document_was_judged() -> None:
    """A document that comes new gets a row."""
    paths = [path for path in REAL.rglob("*") if path.is_file()]
    judged = {REAL / folder / name for folder, name, _ in ROWS}
    assert len(judged) > 200
    assert {path for path in paths if not set(path.parts) & set(ELSEWHERE)} == judged
