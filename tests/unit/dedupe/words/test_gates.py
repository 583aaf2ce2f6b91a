"""A cheap test that stands before a pattern or a sum never turns away what that would have found."""

from __future__ import annotations

import random

import pytest

from stream.dedupe import providers
from stream.dedupe.words import changes, frame
from stream.dedupe.words.text import bare_label, opening, read

SIGNS = ".!?。\n\n\"” '-–—()/,;: 7aBcé社"
"""What patterns of texts' frames turn on, and a few letters of each kind."""

ENDS = ("Reuters", "reuter", "dpa/ab", "(c)", "All rights reserved", "- A. Moe", "said. ab", "x²")


def texts(seed: int, count: int = 3000) -> list[str]:
    """Made-up texts of such signs and words, a third of them with an end that a signature may have."""
    rng = random.Random(seed)
    found = []
    for n in range(count):
        signs = "".join(rng.choices(SIGNS, k=rng.randrange(60)))
        found.append(f"OSLO{signs}" + (f" {rng.choice(ENDS)}" if n % 3 == 0 else ""))
    return found


def test_a_dateline_has_one_of_its_signs() -> None:
    """The pattern finds nothing where the sign that is looked for first is missing."""
    found = [t for t in texts(1) if frame._DATELINE.match(t, 0, 130)]
    assert found
    assert all(frame._DATELINE_SIGN.search(t, 0, 130) for t in found)


def test_a_signature_is_found_as_by_the_patterns_alone() -> None:
    """A text's end is cut where the patterns say, though most texts are not shown to them."""
    signed = 0
    for text in filter(None, (t.rstrip() for t in texts(2))):
        last = max(0, len(text) - frame.SIGNED)
        sign = frame._SIGN_OFF.search(text, last) or frame.INITIALS.search(text, last)
        cues = [text.rfind(cue, max(0, len(text) - 300)) for cue in frame._CREDITS]
        starts = [at for at in cues if at >= 0 and frame._opens(text, at)]
        signed += sign is not None
        assert frame._closing(text) == (min(starts) if starts else sign.start() if sign else -1)
    assert signed > 100


def test_initials_end_in_a_letter() -> None:
    """A body with initials at its end passes the look at its last character."""
    found = [t for t in texts(3) if frame.INITIALS.search(t, max(0, len(t) - frame.SIGNED))]
    assert found
    assert all(t[-frame.SIGNED :].rstrip()[-1:].isalnum() for t in found)


@pytest.mark.parametrize(
    ("body", "end"),
    [
        ("One. Two. Three.", "One. Two. "),
        ("Under U.S. law it is so. Next one. Third.", "Under U.S. law it is so. Next one. "),
        ("一。二。三。", "一。二。"),
        ("One\n\nTwo\n \nThree", "One\n\nTwo\n \n"),
        ('"One." Two! Three', '"One." Two! '),
        ("No end at all", "No end at all"),
    ],
)
def test_the_second_sentence_ends(body: str, end: str) -> None:
    """At a stop before a capital, at one of a script without spaces, or at an empty line."""
    assert body[: opening(read("", body, "en")).end] == end


@pytest.mark.parametrize(
    ("headline", "bare"),
    [
        ("UPDATE 2-Port shut", "Port shut"),
        ("CORRECTED - UPDATE 1-Port shut", "Port shut"),
        ("Port shut - UPDATE 1", "Port shut - UPDATE 1"),
        ("URGENT:", "URGENT:"),
    ],
)
def test_only_a_label_at_the_beginning_goes(headline: str, bare: str) -> None:
    """A headline that is nothing but a label stays."""
    assert bare_label(headline) == bare


def test_words_that_only_came_turn_nothing() -> None:
    """An exchange takes a word away and brings another one."""
    pairs = [(frozenset({"rises"}), frozenset({"falls"}))]
    one, both = frozenset({"rises"}), frozenset({"rises", "falls"})
    assert changes.turned_words(one, frozenset({"falls"}), pairs) == ["rises → falls"]
    assert changes.turned_words(one, both, pairs) == []
    assert changes.turned_words(both, one, pairs) == []


def test_every_outlet_is_found_by_its_first_two_words() -> None:
    """The look at an outlet's first and second word lets each known name through."""
    known = providers.load()
    for name in [*known._exact, *known._folded]:
        first, *rest = name.casefold().split()
        seconds = known._firsts[first]
        assert "" in seconds or rest[0].strip(providers._MARKS) in seconds, name
