"""What a report of a running story says against the others, in words for an editor."""

from __future__ import annotations

import pytest

from stream.model import StoryUpdate

from ..desk import Desk


def second(first: str, then: str, *, minutes: float = 20, **fields: str) -> StoryUpdate:
    """The record of a headline that follows another agency's, or another's of `fields`."""
    desk = Desk()
    desk.send("a:1", 0, provider="AP", headline=first)
    return desk.send("b:1", minutes, headline=then, **({"provider": "AFP"} | fields))


@pytest.mark.parametrize(
    ("first", "then", "change"),
    [
        ("Zambian court upholds vote result in Kabwe", "Zambian court annuls vote result in Kabwe",
         "contradicts AP: upholds ↔ annuls"),
        ("Ferry operator Lindvik halts Bergen route", "Ferry operator Lindvik denies halt of Bergen route",
         "contradicts AP: denies"),
        ("Rebels say they will leave Goma airport", "Rebels say they have left Goma airport",
         "after AP: will → have left"),
        ("Police say Kivik bridge closed to lorries", "Kivik bridge open to lorries again, police say",
         "after AP: closed → open"),
    ],
)  # fmt: skip
def test_a_follow_up_says_what_turned(first: str, then: str, change: str) -> None:
    """Another outcome, a denial, a deed after a threat and what comes next have a line each."""
    told = second(first, then)
    assert (told.verdict, told.changes) == ("follow_up", [change])


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("Zambian court upholds vote result in Kabwe", "Zambian court upholds Kabwe vote result in full"),
        ("Canada GDP rises in fourth quarter, Ottawa says", "Canada GDP falls in December, Ottawa says"),
        ("Lindvik denies halt of Bergen ferry route", "Ferry operator Lindvik denies halt of Bergen route"),
        ("Lindvik says no change in Bergen ferry route", "Lindvik denies change in Bergen ferry route"),
        ("Bergen mayor Lindvik says tax rise needed to cut deficit", "Bergen mayor Lindvik backs tax hike"),
        ("Panel judge Lindvik upholds Texas pill law", "Panel judge Lindvik strikes down Florida pill law"),
    ],
)  # fmt: skip
def test_what_is_no_contradiction_is_not_called_one(first: str, then: str) -> None:
    """The same outcome, two figures of two times, two reports of one denial, what is said of two things or places."""
    assert second(first, then).changes == []


def test_a_later_report_or_the_agency_s_own_is_none() -> None:
    """After six hours matters have moved on, and an agency does not contradict itself."""
    lines = (
        "Zambian court upholds vote result in Kabwe",
        "Zambian court annuls vote result in Kabwe",
    )
    assert second(*lines, minutes=400).changes == []
    own = second(*lines, provider="AP")
    assert not any(change.startswith("contradicts") for change in own.changes)


def test_a_text_without_a_headline_drops_its_names() -> None:
    """A later version that is text alone says which of the old headline's names are in it no more."""
    desk = Desk()
    desk.send("a:1", 0, version="1", headline="Police seize smuggler Jorun Taskel in Basra",
              body="BASRA (AP) - Police seized the smuggler Jorun Taskel in Basra, an officer said.")  # fmt: skip
    told = desk.send(
        "a:1",
        60,
        version="2",
        body="BASRA (AP) - Police seized a smuggler in Basra, an officer said.",
    )
    assert told.changes[-2:] == ["- Jorun", "- Taskel"]
