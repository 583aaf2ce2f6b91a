"""Language tags."""

import pytest

from stream.wire.language import read_language


@pytest.mark.parametrize(
    ("tag", "language"),
    [("en", "en"), ("en-GB", "en"), ("EN_us", "en"), ("zh-Hant-TW", "zh"), ("kmr", "kmr")],
)
def test_the_primary_subtag_is_kept(tag: str, language: str) -> None:
    """Region, script and case do not matter."""
    warnings: list[str] = []
    assert read_language(tag, warnings) == language
    assert warnings == []


@pytest.mark.parametrize("tag", ["english", "e", "x-klingon", "12", 5, ["en"], "tü"])
def test_what_is_no_tag_is_ignored_with_a_warning(tag: object) -> None:
    """An invalid tag counts as missing."""
    warnings: list[str] = []
    assert read_language(tag, warnings) == ""
    assert "is not a language tag: ignored" in warnings[0]


@pytest.mark.parametrize("tag", [None, "", "und"])
def test_undetermined_is_the_same_as_missing(tag: object) -> None:
    """No tag, an empty one and "und" say nothing, without a warning."""
    warnings: list[str] = []
    assert (read_language(tag, warnings), warnings) == ("", [])
