"""Tests of stream.classify.words.notes: editors' notes are none of the news."""

from __future__ import annotations

import pytest

from stream.classify.words.text import read
from support.classified import update


@pytest.mark.parametrize(
    "note",
    [
        "(Corrects: Arlon, not Namur)",
        "(Berichtigung: Arlon statt Namur)",
        "(Rectificatif : Arlon et non Namur)",
        "(Corrige: Arlon, no Namur)",
        "(Исправлено: Arlon, а не Namur)",
        "（更正：Arlon，不是Namur）",
        "(This Nov. 3 story has been corrected to say Arlon, not Namur)",
        "(Adds comment; removes Namur)",
    ],
)
def test_a_note_in_brackets_gives_no_words(note):
    """Whatever its language, what it says was wrong is not read; the text behind it is."""
    words = read(update("Fire in town", f"{note}\nA fire broke out in Arlon.")).words
    assert "namur" not in words
    assert words[3:] == ["a", "fire", "broke", "out", "in", "arlon"]


def test_a_note_in_its_own_paragraph_gives_no_words():
    """A paragraph "Correction:" goes, and so does a sentence on an earlier version; what stands before stays."""
    body = "Two were hurt.\n\nCorrection: Nobody died in Namur."
    assert read(update(body=body)).words == ["two", "were", "hurt"]
    body = "Two were hurt. An earlier version of this story said nine died. Rain fell."
    assert read(update(body=body)).words == ["two", "were", "hurt", "rain", "fell"]


def test_a_correction_that_is_all_there_is_stays():
    """A body of one paragraph is the news itself."""
    assert "namur" in read(update(body="Correction: Two were hurt in Namur.")).words


def test_other_brackets_stay_and_evidence_keeps_its_place():
    """A bracket is no note by itself; positions behind a note are those of the sender's text."""
    assert "magnitude" in read(update(body="A quake (magnitude 6) struck.")).words
    text = read(update(body="(Corrects day) Rain fell."))
    found = text.evidence(text.starts[0], text.end(0), "rule")
    assert (found.text, found.start) == ("Rain", 15)


@pytest.mark.parametrize(
    "note",
    [
        "Corrects the town to Arlon, not Namur",
        "Clarifies that it was Arlon, not Namur.",
        "Refiles to correct town to Arlon, not Namur",
        "Corrige la ciudad: es Arlon y no Namur",
        "Berichtigt den Ort: Arlon statt Namur",
    ],
)
def test_a_line_that_begins_with_what_it_corrects_gives_no_words(note):
    """Without bracket or colon, as a headline or a paragraph; alone it loses only what it says was wrong."""
    assert "namur" not in read(update(note, "A fire broke out in Arlon.")).words
    words = read(update("Fire in town", f"{note}\nA fire broke out in Arlon.")).words
    assert words[3:] == ["a", "fire", "broke", "out", "in", "arlon"]
    alone = read(update(note)).words
    assert "arlon" in alone
    assert "namur" not in alone


def test_somebody_who_corrects_something_is_news():
    """A subject before the verb, or an object alone behind it, makes no note."""
    assert "namur" in read(update("Ministry corrects toll of Namur fire to nine")).words
    assert "namur" in read(update("Corrige alcalde cifra de muertos en Namur", "Llueve.")).words


def test_a_sentence_on_this_story_gives_no_words():
    """Wherever it stands in the text."""
    body = "Two were hurt. This story corrects the town to Arlon from Namur. Rain fell."
    assert read(update(body=body)).words == ["two", "were", "hurt", "rain", "fell"]
