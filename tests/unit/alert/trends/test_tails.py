"""Tests of stream.alert.trends.tails."""

from __future__ import annotations

import math

import pytest

from stream.alert.trends.tails import none, tail


def plain(count: int, mean: float, spread: float) -> float:
    """The tail by adding up the probabilities of all lower counts."""
    shape = 1 / spread
    odds = mean / (shape + mean)
    return 1 - sum(
        math.exp(
            math.lgamma(n + shape) - math.lgamma(shape) - math.lgamma(n + 1)
            + n * math.log(odds) + shape * math.log1p(-odds)
        )
        for n in range(count)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("count", "mean", "spread"),
    [(1, 0.5, 0.5), (5, 1.2, 2.0), (100, 50, 0.2), (3, 0.01, 1), (150, 50, 0.4), (2, 5, 3)],
)
def test_a_tail_is_the_sum_of_its_probabilities(count: int, mean: float, spread: float) -> None:
    """The continued fraction gives what adding up gives."""
    assert tail(count, mean, spread) == pytest.approx(plain(count, mean, spread), rel=1e-6)


def test_without_spread_it_is_poisson() -> None:
    """Ten or more where three are expected: 0.00110."""
    assert tail(10, 3, 0) == pytest.approx(0.0011025, rel=1e-3)


def test_everything_has_nothing_or_more() -> None:
    """No count is impossible."""
    assert tail(0, 5, 1) == 1.0


def test_far_tails_keep_their_digits() -> None:
    """A probability below what 1 - x can hold is still one, and falls with the count."""
    far = [tail(count, 0.01, 0.5) for count in (10, 20, 40)]
    assert 0 < far[2] < far[1] < far[0] < 1e-15


def test_none_is_the_probability_of_no_count() -> None:
    """With and without spread."""
    assert math.exp(-none(2.0, 0.5)) == pytest.approx(1 - plain(1, 2.0, 0.5))
    assert none(2.0, 0.0) == 2.0
