"""What is under an embargo or withheld waits, and is released once."""

from datetime import timedelta

from .desk import IDLIB, RULES, START, Desk, alerts, only

END = START + timedelta(hours=1)
BOTH = ("AFP", "REUTERS")


def held(rules: str = RULES, **update: object) -> Desk:
    """A desk that holds one embargoed item."""
    desk = Desk(rules)
    effects = desk.say("afp:1", embargoed_until=END, **update)
    assert (effects.outcome, effects.emits) == ("held", [])
    return desk


def test_an_embargo_is_released_once_at_its_end() -> None:
    """The alert comes with the tick at the embargo's end, dated by it, and no second time."""
    desk = held()
    assert desk.state.due() == int(END.timestamp() * 1000)
    desk.wait(minutes=59)
    assert desk.tick().emits == []
    desk.wait(minutes=2)
    message = only(desk.tick())
    assert (message.status, message.sequence, message.at) == ("raised", 1, END)
    assert message.ingested_at == START
    assert desk.state.due() is None
    assert (desk.tick().emits, desk.tick().rows) == ([], [])


def test_an_embargo_that_has_ended_holds_nothing() -> None:
    """An item that comes after its embargo is alerted at once."""
    desk = Desk(now=END)
    assert only(desk.say("afp:1", embargoed_until=END)).status == "raised"


def test_a_killed_item_is_not_released() -> None:
    """What was killed under its embargo is never shown."""
    desk = held()
    assert desk.say("afp:1", verdict="kill", remaining=0).emits == []
    assert desk.state.due() is None
    desk.wait(hours=2)
    assert desk.tick().emits == []


def test_a_later_version_inherits_the_embargo() -> None:
    """A version that merely lacks the embargo is held like the one before, matched or not."""
    desk = Desk()
    desk.say("afp:1", embargoed_until=END, actors=())
    assert desk.say("afp:1", verdict="revision", headline="v2").outcome == "held"
    desk.wait(hours=1)
    assert only(desk.tick()).headline == "v2"


def test_a_version_with_an_earlier_embargo_is_released_by_it() -> None:
    """A version that states another end has its own."""
    desk = held()
    message = desk.say("afp:1", verdict="revision", embargoed_until=START)
    assert only(message).status == "raised"


def test_withheld_is_never_released_by_a_timer() -> None:
    """Only a later usable version releases a withheld item."""
    desk = Desk()
    assert desk.say("afp:1", pub_status="withheld").outcome == "held"
    assert desk.state.due() is None
    desk.wait(days=1)
    assert desk.tick().emits == []
    assert only(desk.say("afp:1", verdict="revision")).status == "raised"


def test_withheld_keeps_the_embargo_for_what_follows() -> None:
    """Withheld between two versions does not lift the embargo."""
    desk = held()
    desk.say("afp:1", verdict="revision", pub_status="withheld")
    assert desk.state.due() is None
    assert desk.say("afp:1", verdict="revision").outcome == "held"
    desk.wait(hours=1)
    assert only(desk.tick()).status == "raised"


def test_a_shown_item_under_a_late_embargo_is_taken_back_and_raised_at_its_end() -> None:
    """Those who were told hear until when; the new words come at the end, as a new raise."""
    desk = Desk()
    desk.say("afp:1")
    later = only(
        desk.say(
            "afp:1", verdict="revision", embargoed_until=END, declared="correction",
            changes=("12 → 20",), headline="Corrected",
        )
    )  # fmt: skip
    assert (later.status, later.headline) == ("withdrawn", "HTS enters Aleppo")
    assert later.reason == "rule hts: AFP embargoed its report until 2026-11-27 07:00 UTC"
    assert later.timeline[0].headline == ""
    desk.wait(hours=1)
    message = only(desk.tick())
    assert (message.status, message.sequence, message.headline) == ("raised", 3, "Corrected")


def test_a_shown_item_that_is_withheld_is_taken_back_once() -> None:
    """Withheld by the agency, withheld again, killed: one withdrawal, to those who had the alert."""
    desk = Desk()
    desk.say("afp:1")
    message = only(desk.say("afp:1", verdict="revision", pub_status="withheld", headline="Secret"))
    assert (message.status, message.channels) == ("withdrawn", ["foreign-desk", "duty"])
    assert message.reason == "rule hts: AFP withheld its report"
    assert "Secret" not in repr(message)
    for verdict in ("revision", "kill"):
        again = desk.say("afp:1", verdict=verdict, pub_status="withheld", remaining=0)
        assert again.emits == []


def test_what_another_agency_still_says_stands_after_a_hold() -> None:
    """The alert is amended with what is left; the release adds no word, and a kill then withdraws it."""
    desk = Desk()
    desk.say("afp:1")
    desk.say("reuters:1", verdict="follow_up", sources=BOTH, headline="Rebels in Aleppo")
    message = only(desk.say("afp:1", verdict="revision", pub_status="withheld", sources=BOTH))
    assert (message.status, message.headline) == ("amended", "Rebels in Aleppo")
    assert message.changes == ["AFP withheld its report; REUTERS remains"]
    assert (message.sources, message.single_source) == (["REUTERS"], True)
    assert desk.say("afp:1", verdict="revision", sources=BOTH).emits == []
    assert only(desk.say("u", verdict="kill", remaining=0)).status == "withdrawn"


def test_a_withheld_item_comes_back_as_a_raise() -> None:
    """A usable version after the hold tells the alert anew, with the next sequence."""
    desk = Desk()
    desk.say("afp:1")
    desk.say("afp:1", verdict="revision", pub_status="withheld")
    message = only(desk.say("afp:1", verdict="revision", headline="Back"))
    assert (message.status, message.sequence, message.headline) == ("raised", 3, "Back")


def test_an_embargoed_agency_is_no_source_until_released() -> None:
    """Its name among the sources would give the embargo away; at the end it corroborates."""
    desk = held()
    message = only(desk.say("reuters:1", verdict="follow_up", sources=BOTH))
    assert (message.status, message.sources) == ("raised", ["REUTERS"])
    desk.wait(hours=1)
    released = only(desk.tick())
    assert (released.status, released.sources) == ("corroborated", ["AFP", "REUTERS"])


def test_two_items_of_one_story_are_one_alert_at_release() -> None:
    """Embargoes that end together raise one alert for their story."""
    desk = held()
    desk.say("afp:2", verdict="follow_up", embargoed_until=END)
    desk.wait(hours=1)
    assert [message.status for message in alerts(desk.tick())] == ["raised"]


def test_a_released_item_needs_enough_sources() -> None:
    """A rule for two sources counts those that came while the item was held."""
    desk = held(RULES + "min_sources = 2\n")
    desk.say("reuters:1", verdict="follow_up", sources=BOTH, actors=(), places=(IDLIB,))
    desk.wait(hours=1)
    message = only(desk.tick())
    assert (message.status, message.uri, message.sources) == ("raised", "afp:1", list(BOTH))


def test_an_embargo_longer_than_the_retention_is_kept() -> None:
    """A story that waits for its embargo is not forgotten for being idle."""
    desk = Desk(options={"retention": timedelta(days=1)})
    desk.say("afp:1", embargoed_until=START + timedelta(days=30))
    for _ in range(29):
        desk.wait(days=1)
        desk.say("ap:1", story="other", actors=())
    desk.wait(days=1)
    assert only(desk.tick()).status == "raised"


def test_a_rule_that_is_gone_raises_nothing_at_release() -> None:
    """Raising asks today's rules."""
    desk = held()
    desk.stage = desk.staff('[[rule]]\nid = "other"\nwords = ["x"]')
    desk.wait(hours=1)
    assert desk.tick().emits == []


def test_a_held_item_that_another_replaces_is_released_with_it() -> None:
    """Two embargoes that end together, one item replacing the other, are one alert."""
    desk = Desk()
    desk.say("afp:1", verdict="revision", original="afp:2", embargoed_until=END)
    desk.say("afp:2", verdict="revision", embargoed_until=END)
    desk.wait(hours=1)
    assert only(desk.tick()).status == "raised"
    assert (desk.tick().emits, desk.state.due()) == ([], None)


def test_a_hold_takes_back_all_that_it_takes_the_place_of() -> None:
    """A version under an embargo that replaces another report as well: what only that one carried is owed its
    withdrawal, and nothing of it is told when a cool-down ends."""
    desk = Desk(RULES + "cooldown_minutes = 90\n")
    desk.say("afp:1")
    desk.say("ap:1", verdict="follow_up", sources=("AFP", "AP"), actors=(), headline="Other")
    until = desk.now + timedelta(hours=24)
    held = desk.say(
        "ap:1", verdict="revision", sources=("AFP", "AP"), original="afp:1", provider="AP",
        embargoed_until=until,
    )  # fmt: skip
    assert [message.status for message in alerts(held)] == ["withdrawn"]
    desk.wait(hours=2)
    assert alerts(desk.tick()) == []
