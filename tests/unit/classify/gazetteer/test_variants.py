"""Tests of stream.classify.gazetteer.variants: spellings that one rule joins."""

from __future__ import annotations

import pytest

from stream.classify.gazetteer.variants import as_printed, changes, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("saraqab", "saraqib"), ("saraqeb", "saraqib"), ("kamishli", "qamishli"), ("al bukamal", "bukamal"),
        ("khan shaykhun", "khan sheikhoun"), ("maarrat misrin", "maarat misrin"), ("douma", "duma"),
    ],
)  # fmt: skip
def test_romanisations_of_one_name_have_one_skeleton(one, other):
    """Vowels, doubled letters, articles and letters that romanisations confuse do not count."""
    assert skeleton(one) == skeleton(other)


def test_changes_counts_edits_and_gives_up_early():
    """The edit distance, or one more than the most that matters."""
    assert [changes("saraqab", name) for name in ("saraqab", "saraqib", "seraqib", "aleppo")] == [
        0,
        1,
        2,
        3,
    ]


@pytest.mark.parametrize(
    ("title", "country", "shown"),
    [
        ("Rafaḩ", "PS", "Rafah"),
        ("I‘zāz", "SY", "Izaz"),
        ("Muğla", "TR", "Muğla"),
        ("Cádiz", "ES", "Cádiz"),
    ],
)
def test_a_name_is_shown_as_news_prints_it(title, country, shown):
    """Marks of Arab romanisation go; Turkish and Spanish letters stay."""
    assert as_printed(title, country) == shown


def test_a_republic_is_printed_without_the_word():
    """As the news has it; other titles keep what stands behind a comma."""
    assert as_printed("Dagestan, Respublika", "RU") == "Dagestan"
    assert as_printed("Murcia, Región de", "ES") == "Murcia, Región de"
