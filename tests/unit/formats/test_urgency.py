"""Scales of urgency."""

from __future__ import annotations

import pytest

from stream.formats.urgency import Scale, read_urgency, scale_of


@pytest.mark.parametrize(
    ("sent", "provider", "urgency"),
    [
        *(("f", "AP", 1), ("b", "AP", 2), ("u", "AP", 3), ("r", "AP", 4), ("a", "AP", 7)),
        *(("u", "Coast Wire", 2), ("b", "Coast Wire", 3)),
        *(("b", "Reuters", 2), ("u", "Reuters", 3), ("nu", "Reuters", 3), ("3", "AP", 3)),
        *(("Flash", "AP", 1), (" 8 ", "AP", 8)),
    ],
)
def test_scales(sent: str, provider: str, urgency: int) -> None:
    """A letter is ranked as its agency ranks it: AP a bulletin before an urgent, ANPA after."""
    assert read_urgency(sent, scale_of(provider), []) == urgency


@pytest.mark.parametrize(
    ("sent", "scale"), [("0", "iptc"), ("x", "ap"), ("12", "iptc"), ("s", "reuters")]
)
def test_unknown(sent: str, scale: Scale) -> None:
    """What is on no known scale is no urgency, and the warning quotes it."""
    warnings: list[str] = []
    assert read_urgency(sent, scale, warnings) is None
    assert repr(sent) in warnings[0]


def test_missing() -> None:
    """No priority is no urgency and nothing to warn of."""
    warnings: list[str] = []
    assert read_urgency("", "anpa", warnings) is None
    assert warnings == []
