"""Language tags."""

import pytest

from stream.wire.reading import language
from stream.wire.reading.language import read_language


@pytest.mark.parametrize(
    ("tag", "primary"),
    [("en", "en"), ("en-GB", "en"), ("EN_us", "en"), ("zh-Hant-TW", "zh"), ("kmr", "kmr")],
)
def test_the_primary_subtag_is_kept(tag: str, primary: str) -> None:
    """Region, script and case do not matter."""
    warnings: list[str] = []
    assert read_language(tag, warnings) == primary
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


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("eng", "en"),
        ("ger", "de"),
        ("DEU", "de"),
        ("iw", "he"),
        ("in-ID", "id"),
        ("cmn-Hans", "zh"),
    ],
)
def test_one_language_has_one_code(tag: str, code: str) -> None:
    """Three letters and withdrawn codes mean the language whose two letters others send."""
    warnings: list[str] = []
    assert (read_language(tag, warnings), warnings) == (code, [])


@pytest.mark.parametrize("tags", ["en-us, fr", "en;q=0.8", "en , de"])
def test_of_a_list_the_first_counts(tags: str) -> None:
    """Feeds write all their languages into one element."""
    assert read_language(tags, []) == "en"


def test_every_language_has_two_letters_and_no_two_share_a_code() -> None:
    """The table names each longer code once, and what it gives is a code of two letters."""
    rows = [row.split() for row in language._CODES.split(",")]
    others = [code for row in rows for code in row[1:]]
    assert all(len(row[0]) == 2 for row in rows)
    assert len(others) == len(set(others)) and not set(others) & {row[0] for row in rows}
