"""Tests of stream.classify.words.sport: what makes a text a match report."""

from __future__ import annotations

from stream.classify.words.sport import MATCH_REPORT, count_sport, is_match_report
from stream.classify.words.text import fold


def test_different_words_of_sport_count_once_each():
    """A word that comes back tells no more; three different ones make a match report."""
    assert (
        count_sport(["the", "coach", "told", "the", "coach", "a", "striker", "scored"])
        == MATCH_REPORT
    )
    assert count_sport(["the", "coach", "of", "the", "pilgrims", "left"]) == 1


def test_a_result_makes_a_match_report_unless_somebody_came_to_harm():
    """A result and a word of sport; with police or gunmen in it the story may be of real violence."""
    plain = "The Cowboys bombed the Giants in a 31-17 win with late passes."
    assert is_match_report(fold(plain).split(), plain)
    harmed = "Gunmen opened fire after the league match ended 2-1, a win for Kano."
    assert not is_match_report(fold(harmed).split(), harmed)
    vote = "The council voted 6-3 for a stadium."
    assert not is_match_report(fold(vote).split(), vote)
