"""Orders to kill in words, the look-alikes of the news."""

import pytest

from stream.wire.lifecycle.signals import declared
from stream.wire.lifecycle.takebacks import is_kill


@pytest.mark.parametrize(
    "headline",
    [
        "Ecuador quake kills 17, hotel collapses",
        "Bomb blast kills 20, wounds 40",
        "Israel has killed 17.",
        "Report: 17, most of them children, killed",
        "URGENT: 20 from one family killed",
        'Trump kills "Dreamers" deal',
        'Ministry withdraws report titled "Growth"',
        'Withdraw "hurtful" remark, MP told',
        "Cancel item 12, judge orders",
        "La cour annule «le décret»",
    ],
)
def test_people_and_plans_that_are_killed_are_news(headline: str) -> None:
    """A bare number is no item, a quotation no headline, and anybody's report no item of a wire."""
    assert not is_kill(headline, "", "", f"{headline} More is expected.", "Reuters")
    assert not is_kill("", "", "", f"{headline} More is expected.", "Reuters")


@pytest.mark.parametrize(
    "slugline", ["AFGHANISTAN-USA/WITHDRAWAL", "IRAQ,TROOPS,WITHDRAWAL", "US--Police-Kill"]
)
def test_a_topic_in_a_slugline_is_no_kill(slugline: str) -> None:
    """Withdrawals are a subject; "BC-Mayor, WITHDRAWAL" is the mark of an agency."""
    assert not is_kill("Mayor resigns", slugline, "", "")
    assert is_kill("Mayor resigns", "BC-Mayor, WITHDRAWAL", "", "")


def test_only_the_provider_takes_its_own_item_back() -> None:
    """The same words in another agency's headline are news; a note to editors needs no provider."""
    headline = "Reuters withdraws story on merger"
    assert declared("usable", [], headline, provider="Reuters") == "kill"
    assert declared("usable", [], headline, provider="AFP") == "none"
    assert declared("usable", [], headline) == "none"
    assert is_kill("Merger", "", "Reuters has withdrawn this story.", "")
    assert not is_kill("Merger", "", "Reuters has withdrawn this story.", "", "AFP")


def test_a_text_without_a_headline_may_be_news() -> None:
    """What somebody says of a story or a report is; an agency's order is not."""
    assert is_kill("", "", "", "The story on the mayor has been withdrawn. It was wrong.")
    assert not is_kill("", "", "", "The story on the mayor has been withdrawn, the paper said.")
    assert not is_kill("", "", "", "This article has been retracted. No reason was given.")
