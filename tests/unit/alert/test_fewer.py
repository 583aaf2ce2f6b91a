"""Counts below what a rule asks for that came before its alert: rivals, like those that come after."""

from __future__ import annotations

from .desk import ALL, BOTH, Desk, alerts, only, tell

TEN = """
[[rule]]
id = "ten"
channels = ["world"]
places = ["Aleppo"]
casualties = { killed = 10 }
"""


def counted(rules: str = TEN) -> Desk:
    """A desk on which AFP has counted seven dead, which rings no bell."""
    desk = Desk(rules)
    assert alerts(tell(desk, "afp:1", killed=7, headline="Seven dead in Aleppo")) == []
    desk.wait(minutes=20)
    return desk


def test_they_are_in_the_range_and_among_the_sources() -> None:
    """Seven by AFP, eleven by Reuters: the alert says what both have."""
    raised = only(tell(counted(), "reuters:1", verdict="follow_up", sources=BOTH, killed=11))
    assert (raised.status, raised.figures) == ("raised", ["killed 7–11"])
    assert (raised.sources, raised.single_source) == (list(BOTH), False)


def test_they_are_in_the_time_line() -> None:
    """The first one, and each agency after it, in the order in which they came."""
    desk = counted()
    tell(desk, "ap:1", verdict="follow_up", sources=ALL[:2], killed=8, headline="Eight dead")
    raised = only(tell(desk, "reuters:1", verdict="follow_up", sources=ALL, killed=11))
    assert [(moment.status, moment.provider) for moment in raised.timeline] == [
        ("reported", "AFP"),
        ("reported", "AP"),
        ("raised", "REUTERS"),
    ]


def test_fewer_than_half_are_others() -> None:
    """Three dead are those of another place, or of an hour before."""
    desk = Desk(TEN)
    tell(desk, "afp:1", killed=3)
    raised = only(tell(desk, "reuters:1", verdict="follow_up", sources=BOTH, killed=11))
    assert (raised.figures, raised.sources) == (["killed 11"], ["REUTERS"])


def test_those_of_another_place_are_not_remembered() -> None:
    """All else that the rule asks for must hold."""
    desk = Desk(TEN)
    assert tell(desk, "afp:1", killed=7, places=()).outcome == "unmatched"
    raised = only(tell(desk, "reuters:1", verdict="follow_up", sources=BOTH, killed=11))
    assert (raised.figures, raised.sources) == (["killed 11"], ["REUTERS"])


def test_one_that_is_killed_is_forgotten() -> None:
    """Before the alert it leaves no trace."""
    desk = counted()
    assert alerts(desk.say("afp:1", verdict="kill", sources=("REUTERS",))) == []
    raised = only(tell(desk, "reuters:1", verdict="follow_up", sources=("REUTERS",), killed=11))
    assert (raised.figures, raised.sources) == (["killed 11"], ["REUTERS"])
    assert [moment.headline for moment in raised.timeline] == ["HTS enters Aleppo"]


def test_one_that_is_killed_later_is_told() -> None:
    """Who had the alert with its figure is owed that."""
    desk = counted()
    tell(desk, "reuters:1", verdict="follow_up", sources=BOTH, killed=11)
    told = only(desk.say("afp:1", verdict="kill", sources=("REUTERS",)))
    assert (told.status, told.figures, told.sources) == ("amended", ["killed 11"], ["REUTERS"])


def test_a_version_takes_its_place() -> None:
    """Nine by AFP, then eleven by AFP: one agency, one figure."""
    desk = counted()
    raised = only(tell(desk, "afp:1", verdict="revision", killed=11))
    assert (raised.figures, raised.single_source) == (["killed 11"], True)


def test_a_corrected_headline_is_the_one_in_the_time_line() -> None:
    """The version that stands, also if it counts too few to be a rival."""
    desk = counted()
    tell(desk, "afp:1", verdict="revision", killed=1, headline="One dead in Aleppo")
    raised = only(tell(desk, "reuters:1", verdict="follow_up", sources=BOTH, killed=11))
    assert [moment.headline for moment in raised.timeline] == [
        "One dead in Aleppo",
        "HTS enters Aleppo",
    ]


def test_a_second_agency_may_count_fewer() -> None:
    """A rule that asks for two sources rings once one of them has ten."""
    desk = counted(TEN + "min_sources = 2\n")
    assert only(tell(desk, "reuters:1", verdict="follow_up", sources=BOTH, killed=11)).figures


def test_a_copy_is_no_rival() -> None:
    """A paper with an agency's text is no source, whatever it counts."""
    desk = Desk(TEN)
    tell(desk, "sun:1", verdict="duplicate", original="afp:0", sources=("AFP",), killed=7)
    raised = only(tell(desk, "reuters:1", verdict="follow_up", sources=BOTH, killed=11))
    assert (raised.figures, raised.sources) == (["killed 11"], ["REUTERS"])
