"""Casualty figures in Chinese."""

from __future__ import annotations

import pytest

from stream.classify.events.unspaced import figures, number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("地震造成13人死亡", [("killed", 13, 13)]),
        ("至少三十人喪生，上百人受傷", [("killed", 30, None), ("wounded", 100, None)]),
        ("致12死3伤", [("killed", 12, 12), ("wounded", 3, 3)]),
        ("死亡人数升至41人，其中包括3名儿童", [("killed", 41, 41)]),
        ("枪击案造成4至6人死亡", [("killed", 4, 6)]),
        ("警察打死3名枪手", [("killed", 3, 3)]),
        ("另有5人失踪", [("missing", 5, 5)]),
        ("一名28岁男子在东京被捕", []),
    ],
)
def test_a_sentence_gives_its_figures(text, expected):
    """Each with its kind and bounds; what is part of another figure is none."""
    assert [(f.kind, f.least, f.most) for f in figures(text)] == expected


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("十二", 12),
        ("三十", 30),
        ("一百零五", 105),
        ("1,200", 1200),
        ("两万", 20_000),
        ("一万两千", 12_000),
    ],
)
def test_numbers_are_read_in_both_writings(written, value):
    """Characters, figures, and both with their units."""
    assert number(written) == (value, False)


def test_some_tens_are_at_least_ten():
    """The conservative reading of a vague number."""
    assert number("数十") == (10, True)
