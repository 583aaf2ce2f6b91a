"""Cheap looks before slow rules: on stories of many languages, no rule would find anything where its look says no."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stream.classify.events import pairs, past
from stream.classify.places.cues import Cues
from stream.classify.places.screen import Screen
from stream.classify.places.traits import TraitBook
from stream.classify.places.words import load_place_words
from stream.classify.words import notes
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader
from stream.classify.words.lexicon import load_lexicon
from stream.classify.words.text import read
from support.classified import update
from unit.classify.test_unseen import STORIES

RESULTS = (
    "Rovers beat City 4-3 on Sunday",
    "El Boca ganó 2:1 ayer",
    "Sinj verloren 0–2",
    "They won 4 - 3 in Leeds",
)
DATED = (
    "10 have since been killed",
    "the war has killed 40 since 2011",
    "40 dead this year",
    "a war that killed 9",
)


@pytest.fixture(scope="module")
def texts():
    """The texts of the stories that no rule was written for, and a few results and totals."""
    stories = [
        update(story.get("headline", ""), story.get("body", ""), story.get("located", ""))
        for story in STORIES
    ]
    return [read(one) for one in (*stories, *(update(body=text) for text in RESULTS + DATED))]


@pytest.fixture(scope="module")
def lexicon():
    """The word lists, read once."""
    return load_lexicon()


def sentences(text):
    """The first word of each sentence, and the one behind its last."""
    return [(first, text.sentence_end(first)) for first in text.openings]


def test_a_hyphen_before_a_word_is_seen_as_in_the_gap_before_it(texts, lexicon):
    """The set of hyphenated words and the characters between words say the same."""
    for text in texts:
        hyphenated = Reader(text, lexicon, {}).hyphenated
        for at in range(len(text.words) + 1):
            assert hyphenated(at) == (text.gap(at) in ("-", "‑", "–")), text.plain


def test_the_preposition_of_a_name_is_the_same_without_the_first_look(texts, lexicon):
    """Words that nothing passes over end the search, as they do when all rules are asked."""
    for text in texts:
        hits = {
            at: Hit(at, at + 1, text.starts[at], text.end(at), word)
            for at, word in enumerate(text.words)
            if text.upper(at)
        }
        slow = Reader(text, replace(lexicon, passed=text.vocabulary), hits)
        fast = Reader(text, lexicon, hits)
        for at in range(len(text.words)):
            assert fast.preposition(at) == slow.preposition(at), (text.plain, at)


def test_a_text_without_a_score_has_no_sentence_that_tells_of_a_match(texts, lexicon, gazetteer):
    """ "4-3", "4:3" and "4–3" all need a hyphen or colon, and where they stand is looked at."""
    words = load_place_words()
    book = TraitBook(gazetteer, lexicon, words)
    told = 0
    for text in texts:
        reader = Reader(text, lexicon, {})
        screen = Screen(reader, gazetteer, book, Cues(reader, words), words)
        matches = any(screen._is_match(number) for number in range(len(text.openings)))
        told += matches
        assert screen._has_score() or not matches, text.plain
    assert told >= len(RESULTS) - 1


def test_a_paragraph_of_a_note_has_a_colon(texts):
    """A text without a colon is not searched for "Correction:"."""
    assert notes._paragraphs("x\nCorrection: it was two\nThe rest", 1)
    for text in texts:
        without = text.plain.replace(":", " ").replace("：", " ")
        assert notes._paragraphs(without, 0) == []


def test_pairs_of_words_are_found_as_without_the_first_look(texts):
    """Two words tell an event together only where both kinds stand in the sentence."""
    for text in texts:
        for first, end in sentences(text):
            kinds = {
                kind
                for kind, one, other in pairs._pairs()
                if any(w in one for w in text.words[first:end])
                and any(w in other for w in text.words[first:end])
            }
            found = pairs.paired(text.words, first, end)
            assert found is None or found[1] in kinds


def test_a_sentence_that_counts_a_wars_dead_has_one_of_the_words_for_it(texts, monkeypatch):
    """The totals of wars are the same when every sentence is read to its end."""
    spans = [text.words[first:end] for text in texts for first, end in sentences(text)]
    fast = [past._is_total(words) for words in spans]
    monkeypatch.setattr(past, "_TOTALS", frozenset(word for words in spans for word in words))
    assert fast == [past._is_total(words) for words in spans]
    assert any(fast)
