"""Holds and what lifts them."""

from datetime import UTC, datetime, timedelta

import pytest

from stream.wire.dates.times import Embargo
from stream.wire.lifecycle.holds import (
    OPEN_EMBARGO,
    RELEASED,
    Words,
    judge,
    says_hold,
    says_released,
)

NOW = datetime(2026, 6, 11, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headline", "held"),
    [
        ("HOLD: Budget", True),
        ("HOLD - Budget", True),
        ("HOLD-Budget leaked", True),
        ("HOLD HOLD HOLD", True),
        ("Hold for release: Budget", True),
        ("HOLD THE LINE, SAYS PM", False),
        ("HOLD-UP AT BANK", False),
        ("Hold on, says minister", False),
    ],
)
def test_hold_counts_with_its_separator(headline: str, held: bool) -> None:
    """HOLD before a headline keeps the item back; news that begins with the word does not."""
    assert says_hold(Words(headline, "", "")) is held


@pytest.mark.parametrize(
    "words",
    [
        Words("EMBARGO LIFTED: Budget", "", ""),
        Words("ADVISORY", "", "Item 157, sent with HOLD, is now released"),
        Words("HOLD on item 157 is lifted", "", ""),
        Words("RELEASE: dpa 157", "", ""),
        Words("Freigabe der Meldung dpa 157", "", ""),
        Words("Sperrfrist aufgehoben", "", ""),
        Words("Budget", "Embargo levé", ""),
        Words("Budget", "The embargo on this story has been lifted.", ""),
    ],
)
def test_a_release_is_said_at_the_start(words: Words) -> None:
    """Headline, note or an advisory's text say that a hold or an embargo is over."""
    assert says_released(words)


@pytest.mark.parametrize(
    "headline", ["Embargo on Cuban sugar lifted", "Embargo not yet lifted", "Hostages released"]
)
def test_news_about_releases_is_none(headline: str) -> None:
    """What states do with embargoes lifts no hold."""
    assert not says_released(Words(headline, "", "Released on Monday."))


def test_a_stated_end_beats_a_wall_clock_that_can_mean_it() -> None:
    """A note without a zone adds nothing to a field with one; a later end in words counts."""
    end = NOW + timedelta(hours=3)
    words = Words("Budget", "Sperrfrist: 11. Juni, 13.00 Uhr", "")
    assert judge("usable", Embargo(end), words, NOW, NOW, []).until == end
    later = Words("Budget", "EMBARGOED UNTIL 1500 GMT", "")
    assert judge("usable", Embargo(end), later, NOW, NOW, []).until == NOW + timedelta(hours=7)


def test_what_a_hold_becomes() -> None:
    """HOLD is withheld, an open embargo too and marked, a release ends now, a kill stays one."""
    none = Words("Budget", "", "")
    assert judge("usable", Embargo(), none, NOW, NOW, []) == ("usable", None, ())
    assert (
        judge("usable", Embargo(), Words("HOLD: Budget", "", ""), NOW, NOW, []).status == "withheld"
    )
    open_ = judge("usable", Embargo(held=True), none, NOW, NOW, [])
    assert open_ == ("withheld", None, (OPEN_EMBARGO,))
    freed = judge("usable", Embargo(), Words("", "Embargo lifted.", ""), NOW, NOW, [])
    assert freed == ("usable", NOW, (RELEASED,))
    assert judge("canceled", Embargo(held=True), none, NOW, NOW, []).status == "canceled"
