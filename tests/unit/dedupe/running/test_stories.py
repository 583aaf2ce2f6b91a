"""Joining a running story."""

from __future__ import annotations

from itertools import product

import pytest

from ..desk import HARBOUR, Desk

ALEPPO = (
    "BEIRUT, Nov 29 (AFP) - Islamist fighters pushed into Aleppo on Friday after a three-day "
    "advance, a war monitor and two commanders said. Residents of the western districts heard "
    "shelling and saw army vehicles leave."
)


@pytest.mark.parametrize("turn", [1, -1])
def test_a_snap_in_capitals_joins_its_story(turn: int) -> None:
    """A snap in capitals and its full story are one story, whichever comes first."""
    desk = Desk()
    items = [
        ("rtr:1", "Reuters", "REBELS ENTER ALEPPO - SOURCES", ""),
        ("afp:1", "AFP", "Syrian rebels enter Aleppo, sources say", ALEPPO),
    ][::turn]
    first, second = (
        desk.send(uri, n, provider=p, headline=h, body=b) for n, (uri, p, h, b) in enumerate(items)
    )
    assert (second.verdict, second.story) == ("follow_up", first.story)
    assert second.sources == ["AFP", "Reuters"]


def test_another_event_in_the_same_place_is_news() -> None:
    """A place in common makes no story."""
    desk = Desk()
    desk.send("afp:1", provider="AFP", headline="Syrian rebels enter Aleppo", body=ALEPPO)
    told = desk.send(
        "ap:1", 5, provider="AP", headline="Storm cuts power across Aleppo region",
        body="BEIRUT (AP) - A winter storm cut power to northern villages, the utility said.",
    )  # fmt: skip
    assert told.verdict == "new"


def test_opposite_rulings_are_one_story() -> None:
    """A contradicting report joins the story, and is neither its duplicate nor a revision."""
    desk = Desk()
    headlines = [
        ("a:1", "Network A", "Kenya's Supreme Court strikes down digital levy"),
        ("b:1", "Network B", "Supreme Court in Nairobi kills digital levy"),
        ("rtr:1", "Reuters", "Kenya's Supreme Court upholds digital levy"),
    ]
    told = [desk.send(u, n, provider=p, headline=h) for n, (u, p, h) in enumerate(headlines)]
    assert [t.verdict for t in told] == ["new", "follow_up", "follow_up"]
    assert len({t.story for t in told}) == 1


def test_a_headline_alone_adds_nothing() -> None:
    """Another feed's bare headline of a report is a duplicate of it, with its credit."""
    desk = Desk()
    desk.send("rtr:1", headline="Blast shuts refinery in Mersin", body=f"MERSIN - {HARBOUR}")
    told = desk.send(
        "og:3", 4, provider="Oil & Gas", headline="Blast shuts refinery in Mersin - Reuters"
    )
    assert (told.verdict, told.agency, told.sources) == ("duplicate", "Reuters", ["Reuters"])


def test_stories_fade() -> None:
    """After 72 hours a text joins no more, though its words are the same."""
    desk = Desk()
    fields = {"headline": "Syrian rebels enter Aleppo", "provider": "AFP"}
    desk.send("afp:1", body=ALEPPO, **fields)
    late = desk.send("afp:2", 73 * 60, body="Rebels were in Aleppo on Monday too.", **fields)
    assert late.verdict == "new"


def test_one_form_for_two_firms_is_two_stories() -> None:
    """Two firms' figures in the same form make no story, though most words are the same."""
    desk = Desk()
    form = "{} said net profit rose to {} million euros in the first quarter from {} million."
    parts = (
        ("Al", "Bre", "Cas"),
        ("do", "nner", "tel", "mor"),
        ("wick", "foss", "mar", "gan", "lin"),
    )
    firms = [f"{''.join(name)} Works" for name in product(*parts)]
    verdicts = [
        desk.send(
            f"rtr:{n}", n, headline=f"{firm} first quarter net profit rises",
            body=form.format(firm, 100 + n, 90 + n),
        ).verdict
        for n, firm in enumerate(firms)
    ]  # fmt: skip
    assert verdicts[30:].count("new") == len(firms[30:])
