"""Tests of stream.classify.words.number_words: numbers in words."""

from __future__ import annotations

import pytest

from stream.classify.words.number_words import NUMBERS, compound


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("vingt et un", 21),
        ("soixante douze", 72),
        ("quatre vingts", 80),
        ("quatre vingt trois", 83),
        ("dix sept", 17),
        ("treinta y dos", 32),
        ("trinta e dois", 32),
        ("двадцать три", 23),
        ("тридцяти двох", 32),
        ("kirk uc", 43),
        ("on yediye", 17),
        ("احد عشر", 11),
        ("ثلاثه وعشرون", 23),
        ("dua puluh tiga", 23),
        ("dua belas", 12),
        ("dwadziescia dwie", 22),
    ],
)
def test_several_words_make_one_number(written, number):
    """All the words are taken, none more."""
    words = [*written.split(), "persons"]
    assert compound(words, 0, len(words)) == (number, len(words) - 1)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("neunundzwanzig", 29),
        ("ventotto", 28),
        ("ventidue", 22),
        ("drieentwintig", 23),
        ("veintiuno", 21),
        ("одинадцять", 11),
        ("dziewietnascie", 19),
        ("negentien", 19),
        ("catorze", 14),
        ("وتسعه", 9),
    ],
)
def test_a_number_that_is_written_as_one_word_is_known(word, number):
    """By the table, or by the rule that joins units and tens."""
    assert NUMBERS[word] == number


@pytest.mark.parametrize("written", ["twenty seven", "three four", "uno dos", "dix mille"])
def test_words_that_make_no_one_number_stay_apart(written):
    """English tens need their hyphen; two units are two numbers."""
    words = written.split()
    assert compound(words, 0, len(words)) is None
