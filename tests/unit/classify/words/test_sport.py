"""Tests of stream.classify.words.sport: what makes a text a match report."""

from __future__ import annotations

from stream.classify.words.sport import MATCH_REPORT, count_sport


def test_different_words_of_sport_count_once_each():
    """A word that comes back tells no more; three different ones make a match report."""
    assert (
        count_sport(["the", "coach", "told", "the", "coach", "a", "striker", "scored"])
        == MATCH_REPORT
    )
    assert count_sport(["the", "coach", "of", "the", "pilgrims", "left"]) == 1
