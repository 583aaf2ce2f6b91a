"""Copies of a text that was corrected meanwhile are no news, and bring no wrong figure back."""

from __future__ import annotations

import pytest

from stream.model import StoryUpdate

from ..desk import Desk

TEXT = (
    "KOCHI, India, March 2 (Reuters) - Floods killed {} people in the south of India on Monday, the disaster agency "
    "said. Rescue boats reached the villages of Aluva and Paravur, where the river had burst its banks. Schools stay "
    "closed for a week, and trains to Kollam were cancelled."
)
OWN = " The port of Kochi, where our own reporter counted stranded ships, was shut and fuel was rationed in town."


def late(
    headline: str, body: str, *, provider: str = "Harbour Post"
) -> tuple[StoryUpdate, list[str]]:
    """The record of a text that comes after Reuters corrected 140 dead to 14, and the topics that it went to."""
    desk = Desk()
    desk.send(
        "r:1", 0, headline="Floods kill 140 in southern India", body=TEXT.format(140), version="1"
    )
    desk.send(
        "r:1",
        30,
        headline="CORRECTED-Floods kill 14 in southern India",
        body=TEXT.format(14),
        version="2",
    )
    effects = desk.run(desk.record("p:1", 60, provider=provider, headline=headline, body=body))
    return effects.emits[0].value, [emit.topic for emit in effects.emits]  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Floods kill 140 in southern India", TEXT.format(140)),
        ("India floods: 140 dead", TEXT.format(140).replace(" (Reuters)", "")),
        ("India floods: 140 dead", TEXT.format(140).partition(" Rescue")[0]),
        ("India floods: 140 dead", TEXT.format(140) + OWN),
        ("Floods kill 140 in southern India", ""),
    ],
)  # fmt: skip
def test_a_late_copy_of_a_corrected_text_is_no_news(headline: str, body: str) -> None:
    """Whole, uncredited, cut, lengthened or its headline alone: its agency's, and not on the stories' topic."""
    told, topics = late(headline, body)
    assert (told.verdict, told.agency, told.sources) == ("duplicate", "Reuters", ["Reuters"])
    assert topics == ["wire.duplicates"]


def test_another_agency_s_own_text_says_that_it_has_the_old_figure() -> None:
    """It counts as a report, and its record tells an editor what the first agency has replaced."""
    body = "NEW DELHI (AFP) - At least 140 people died in floods in southern India."
    told, _ = late("At least 140 dead in south India floods", body, provider="AFP")
    assert told.verdict == "follow_up"
    assert told.changes == ["as Reuters before its revision: 140 → 14"]


def test_a_copy_that_is_sent_anew_with_the_old_figure_stays_a_copy() -> None:
    """A paper's second form of the text that was corrected between takes nothing back."""
    desk, wrong, right = Desk(), TEXT.format(140), TEXT.format(14)
    copy = {"uri": "p:1", "provider": "Harbour Post", "body": wrong}
    desk.send("r:1", 0, headline="Floods kill 140 in southern India", body=wrong, version="1")
    desk.send(minutes=10, headline="India floods: 140 dead", version="1", **copy)
    desk.send("r:1", 30, headline="Floods kill 14 in southern India", body=right, version="2")
    told = desk.send(
        minutes=60, headline="India floods: 140 dead, schools closed", version="2", **copy
    )
    assert told.verdict == "duplicate"


def test_a_paper_s_own_report_with_a_like_figure_is_kept() -> None:
    """A credited text that says other things in its lead is no copy for the figure alone."""
    told, _ = late(
        "Kollam fishermen count 140 boats lost in India floods",
        "Fishermen in Kollam said on Monday that 140 boats were lost in the floods, and asked the state for loans. "
        "Nets and engines were swept out to sea, Joseph Varghese of the union told this paper. (Reuters)",
    )  # fmt: skip
    assert told.verdict != "duplicate"


def test_an_agency_that_relays_the_old_figure_is_read() -> None:
    """An agency's own report that cites the corrected one is no copy: it is news, and says what it still has."""
    told, topics = late(
        "Floods kill 140 in southern India: Reuters",
        "NEW DELHI (AFP) - Floods killed 140 people in southern India on Monday, Reuters reported. Soldiers with boats "
        "were sent to the villages of Aluva and Paravur.",
        provider="AFP",
    )
    assert (told.verdict, told.agency, topics) == ("follow_up", "Reuters", ["wire.stories"])
    assert told.changes == ["as Reuters before its revision: 140 → 14"]
