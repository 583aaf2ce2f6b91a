"""Rate limit, backoff and breaker."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stream.notify.pacing import Breaker, RateLimit, backoff
from unit.notify.made import NOON, later

SECOND = timedelta(seconds=1)


def test_no_minute_has_more_than_the_limit() -> None:
    """The window slides: at the turn of a minute there is no second portion."""
    limit = RateLimit(2)
    for n in (0, 50):
        assert limit.slot(later(n)) == later(n)
        limit.count(later(n))
    assert limit.slot(later(55)) == later(60)
    limit.count(later(60))
    assert limit.slot(later(61)) == later(110)


def test_no_limit_is_no_limit() -> None:
    """Zero holds up nothing."""
    limit = RateLimit(0)
    for _ in range(100):
        limit.count(NOON)
    assert limit.slot(NOON) == NOON


@pytest.mark.parametrize(
    ("attempts", "random", "seconds"),
    [(1, 0, 1), (2, 0, 2), (5, 0, 16), (1, 1, 0.5), (40, 0, 300), (10**6, 1, 150)],
)
def test_backoff_doubles_up_to_its_most(attempts: int, random: float, seconds: float) -> None:
    """Jitter takes away up to a half; no number of attempts overflows."""
    assert backoff(attempts, SECOND, 300 * SECOND, random) == seconds * SECOND


def test_the_breaker_opens_and_tries_again_more_and_more_rarely() -> None:
    """Three failures open it; the one attempt after the rest decides, and rests double up to their most."""
    breaker = Breaker(3, 10 * SECOND, 30 * SECOND)
    for _ in range(2):
        breaker.failed(NOON)
    assert not breaker.open and breaker.allowed_at(NOON) == NOON
    breaker.failed(NOON)
    assert breaker.open and breaker.allowed_at(NOON) == later(10)
    breaker.failed(later(10))
    assert breaker.allowed_at(later(10)) == later(30)
    breaker.failed(later(30))
    assert breaker.allowed_at(later(30)) == later(60)


def test_a_yes_closes_the_breaker() -> None:
    """And the failures before it are forgotten."""
    breaker = Breaker(2, 10 * SECOND, 30 * SECOND)
    breaker.failed(NOON)
    breaker.failed(NOON)
    assert breaker.succeeded() and not breaker.open
    breaker.failed(NOON)
    assert not breaker.open and not breaker.succeeded()
