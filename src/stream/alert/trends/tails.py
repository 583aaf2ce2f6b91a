"""Probabilities of counts under a negative binomial law: a Poisson count whose rate is itself uncertain.

`mean` is the expected count, `spread` the squared coefficient of variation of the rate, so that the
variance is mean + spread × mean²; a spread of 0 is a Poisson law.
"""

from __future__ import annotations

import math

_POISSON = 1e-6
"""A spread below this is none: the difference is far below what a threshold can tell."""

_CLOSE, _TINY, _STEPS = 1e-10, 1e-300, 10_000


def tail(count: int, mean: float, spread: float) -> float:
    """The probability of `count` or more; `mean` above 0."""
    if count <= 0:
        return 1.0
    shape = 1 / max(spread, _POISSON)
    return _beta(mean / (shape + mean), float(count), shape)


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Lentz; DLMF 8.17.22)."""
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta(1 - x, b, a)
    log = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(log + a * math.log(x) + b * math.log1p(-x)) / a
    c, d = 1.0, _inverse(1 - (a + b) * x / (a + 1))
    fraction = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = _inverse(1 + even * d), _away(1 + even / c)
        fraction *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = _inverse(1 + odd * d), _away(1 + odd / c)
        fraction *= d * c
        if abs(d * c - 1) < _CLOSE:
            break
    return min(1.0, front * fraction)


def _away(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _inverse(value: float) -> float:
    return 1 / _away(value)


def none(mean: float, spread: float) -> float:
    """The logarithm, negated, of the probability of no count at all."""
    if spread < _POISSON:
        return mean
    return math.log1p(spread * mean) / spread
