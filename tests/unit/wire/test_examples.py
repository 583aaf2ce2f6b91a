"""The published examples of ninjs, where they are beside the repository."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from stream.errors import MalformedUpdate
from stream.wire import ReadingRules, read_record
from stream.wire.reading.ninjs import not_news, recognised

FOLDER = Path(__file__).resolve().parents[4] / "shared/data/wire-formats/ninjs"
PASSING = sorted(FOLDER.glob("validation/test_suite/*/should_pass/*.json"))
WHOLE = sorted(FOLDER.glob("examples/*/*.json"))
ARRIVAL = datetime(2026, 6, 11, 12, 0, tzinfo=UTC)
ABSENT = "the ninjs examples (../shared/data/wire-formats/ninjs) are not here: nothing was checked"

needs_examples = pytest.mark.skipif(not PASSING, reason=ABSENT)


def _load(path: Path) -> dict[str, Any]:
    item = orjson.loads(path.read_bytes())
    assert isinstance(item, dict)
    return item


def _has_text(item: dict[str, Any]) -> bool:
    """Whether any key that can hold the item's text holds some."""
    texts = re.compile(r"headlines?$|bodies$|descriptions?$|title$|(?:headline|body|description)_")
    return any(texts.match(key) and value for key, value in item.items())


@needs_examples
def test_valid_items_are_refused_only_for_want_of_text_or_provider() -> None:
    """An example that the standard's own suite passes is read, unless it has no news or nothing to read."""
    assert len(PASSING) > 100
    for path in PASSING:
        item = _load(path)
        if not_news(item):
            continue
        try:
            update = read_record(item, ARRIVAL, ReadingRules())
        except MalformedUpdate as error:
            lacking = "provider" if not recognised(item) else "headline, body"
            assert error.where == lacking, f"{path.name}: {error}"
            assert lacking == "provider" or not _has_text(item), path.name
        else:
            assert update.uri == item["uri"].strip(), path.name
            assert update.headline or update.body or update.declared == "kill", path.name


@needs_examples
def test_whole_items_keep_times_and_texts() -> None:
    """The agencies' own texts in ninjs 1, 2 and 3 keep their times and lose their markup."""
    texts = [(path, item) for path in WHOLE if not not_news(item := _load(path))]
    assert len(texts) > 15
    for path, item in texts:
        update = read_record(item, ARRIVAL, ReadingRules())
        dated = item.get("versioncreated") or item.get("versionCreated")
        assert (update.version_created is not None) == bool(dated), path.name
        assert "<p>" not in update.body and not update.test, path.name
        assert update.declared == "none", f"{path.name}: {update.headline}"
