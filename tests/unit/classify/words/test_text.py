"""Tests of stream.classify.words.text: folding, words, sentences and the way back to the original."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.classify.words.text import fold, read
from support.classified import update


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Türkiye", "TURKIYE"),
        ("İstanbul", "istanbul"),
        ("N’Djamena", "N'Djamena"),
        ("Al‑Hasakah", "al-hasakah"),
        ("Chișinău", "Chisinau"),
        ("إدلب", "ادلب"),
        (unicodedata.normalize("NFD", "Médecins Sans Frontières"), "Medecins sans frontieres"),
    ],
)
def test_spellings_of_one_name_fold_alike(one, other):
    """Case, diacritics, apostrophes and hyphens make no other name."""
    assert fold(one) == fold(other)


def test_sentences_end_at_stops_but_not_at_abbreviations():
    """ "Gen." and "U.S." end no sentence; a blank line does."""
    text = read(
        update("A headline", "Gen. Smith met the U.S. envoy. They spoke\n\nNobody else did")
    )
    assert [text.words[at] for at in text.openings] == ["a", "gen", "they", "nobody"]


@given(st.text(max_size=200), st.text(max_size=400), st.text(max_size=60))
def test_the_evidence_of_any_word_is_its_text_in_the_original(headline, body, located):
    """Whatever the text, a word's span cuts exactly the quoted text out of its field."""
    source = update(headline, body, located)
    text = read(source)
    for index in range(len(text.words)):
        evidence = text.evidence(text.starts[index], text.end(index), "test")
        assert getattr(source, evidence.field)[evidence.start : evidence.end] == evidence.text
        assert fold(evidence.text) == fold(text.words[index])
