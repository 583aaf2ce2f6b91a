"""When an alert is withdrawn, amended by a kill, and raised again."""

from .desk import ALEPPO, IDLIB, RULES, Desk, alerts, only

BOTH = ("AFP", "REUTERS")


def test_a_kill_of_the_last_item_withdraws() -> None:
    """The withdrawal shows the headline already sent, and nothing of the kill's own text."""
    desk = Desk()
    desk.say("afp:1", version="1")
    killed = desk.say(
        "afp:1", verdict="kill", remaining=0, sources=(), version="2",
        headline="KILL: libel", body="the libel", changes=("libel",), actors=(), places=(),
    )  # fmt: skip
    message = only(killed)
    assert killed.outcome == message.status == "withdrawn"
    assert (message.sequence, message.headline) == (2, "HTS enters Aleppo")
    assert message.reason == "rule hts: AFP withdrew its report"
    assert (message.sources, message.version) == ([], "2")
    assert "libel" not in repr(message)


def test_a_kill_of_one_report_amends_while_another_remains() -> None:
    """The desk learns who withdrew and who remains, with a headline that still stands."""
    desk = Desk()
    desk.say("afp:1")
    desk.say("reuters:1", verdict="follow_up", sources=BOTH, headline="Rebels in Aleppo")
    message = only(desk.say("afp:1", verdict="kill", headline="KILL", sources=()))
    assert message.status == "amended"
    assert message.changes == ["AFP withdrew its report; REUTERS remains"]
    assert (message.headline, message.uri) == ("Rebels in Aleppo", "reuters:1")
    assert (message.sources, message.single_source) == (["REUTERS"], True)


def test_a_kill_of_the_only_match_withdraws() -> None:
    """An item that no rule matches holds no alert up; what is withdrawn is the killed report."""
    desk = Desk()
    desk.say("afp:1")
    desk.say("reuters:1", verdict="follow_up", sources=BOTH, actors=(), headline="Other")
    message = only(desk.say("afp:1", verdict="kill", sources=("REUTERS",)))
    assert (message.status, message.headline) == ("withdrawn", "HTS enters Aleppo")


def test_a_kill_of_a_source_that_the_alert_names_amends() -> None:
    """A report that only corroborated takes its source with it."""
    desk = Desk()
    desk.say("afp:1")
    desk.say("reuters:1", verdict="follow_up", sources=BOTH, actors=())
    message = only(desk.say("reuters:1", verdict="kill", sources=("AFP",)))
    assert (message.status, message.sources) == ("amended", ["AFP"])
    assert message.changes == ["REUTERS withdrew its report; AFP remains"]


def test_a_kill_of_one_of_several_reports_says_so() -> None:
    """A provider that still has a report in the story has not left it."""
    desk = Desk()
    desk.say("afp:1")
    desk.say("afp:2", verdict="follow_up")
    message = only(desk.say("afp:1", verdict="kill"))
    assert message.changes == ["AFP withdrew one of its reports; AFP remains"]
    assert message.sources == ["AFP"]


def test_an_independent_copy_holds_the_alert_up() -> None:
    """The same words from an independent agency still stand when the first takes its own back."""
    desk = Desk()
    desk.say("afp:1")
    desk.say("reuters:1", verdict="duplicate", sources=BOTH)
    assert only(desk.say("afp:1", verdict="kill", sources=("REUTERS",))).status == "amended"


def test_a_kill_of_something_that_nobody_was_told_is_silent() -> None:
    """A story without an alert has nothing to take back."""
    desk = Desk(RULES + "min_sources = 2\n")
    desk.say("afp:1")
    killed = desk.say("afp:1", verdict="kill", remaining=0)
    assert (killed.outcome, killed.emits) == ("silent", [])


def test_a_kill_of_something_unknown_is_unknown() -> None:
    """An unresolved kill, or one of a story never held, emits nothing."""
    desk = Desk()
    assert desk.say("afp:1", verdict="kill", remaining=0).outcome == "unknown"
    desk.say("afp:1")
    unresolved = desk.say("afp:7", verdict="kill", resolved=False)
    assert (unresolved.outcome, unresolved.emits, unresolved.rows) == ("unknown", [], [])


def test_a_second_kill_says_nothing_more() -> None:
    """A withdrawn alert is not withdrawn again."""
    desk = Desk()
    desk.say("afp:1")
    desk.say("afp:1", verdict="kill", remaining=0)
    assert desk.say("afp:1", verdict="kill", remaining=0).emits == []


def test_a_correction_that_no_longer_matches_withdraws() -> None:
    """It was another place: those who were told learn that it no longer concerns them."""
    desk = Desk()
    desk.say("afp:1")
    message = only(desk.say("afp:1", verdict="revision", declared="correction", places=(IDLIB,)))
    assert (message.status, message.headline) == ("withdrawn", "HTS enters Aleppo")
    assert message.reason == "rule hts: the correction by AFP no longer matches"


def test_a_correction_that_no_longer_matches_amends_while_another_does() -> None:
    """The report that still says so is shown."""
    desk = Desk()
    desk.say("afp:1")
    desk.say("reuters:1", verdict="follow_up", sources=BOTH, headline="Rebels in Aleppo")
    message = only(desk.say("afp:1", verdict="revision", places=(IDLIB,), sources=BOTH))
    assert (message.status, message.headline) == ("amended", "Rebels in Aleppo")
    assert message.changes[0] == "AFP no longer says so in its report; REUTERS remains"


def test_a_withdrawn_alert_is_raised_again() -> None:
    """A later match is the same alert, the next message, to the channels of today's rule."""
    desk = Desk()
    first = only(desk.say("afp:1"))
    desk.say("afp:1", verdict="kill", remaining=0)
    desk.stage = desk.staff(RULES.replace("duty", "night"))
    again = only(desk.say("reuters:1", verdict="follow_up", sources=("REUTERS",)))
    assert (again.id, again.sequence, again.status) == (first.id, 3, "raised")
    assert again.channels == ["foreign-desk", "night"]
    more = desk.say("ap:1", verdict="follow_up", sources=("AP", "REUTERS"), places=(ALEPPO,))
    assert [message.status for message in alerts(more)] == ["corroborated"]


def test_a_test_kill_withdraws_nothing() -> None:
    """A kill that is itself an exercise leaves the alert as it is."""
    desk = Desk()
    desk.say("afp:1")
    assert desk.say("afp:1", verdict="kill", remaining=0, test=True).outcome == "test"


def test_an_alert_is_corroborated_once_even_after_a_kill() -> None:
    """A source that replaces a withdrawn one is shown with the next message, and rings no bell."""
    desk = Desk()
    desk.say("afp:1")
    desk.say("reuters:1", verdict="follow_up", sources=BOTH)
    desk.say("afp:1", verdict="kill", sources=("REUTERS",))
    assert desk.say("ap:1", verdict="follow_up", sources=("AP", "REUTERS")).emits == []


def test_the_sources_that_a_kill_names_are_believed() -> None:
    """An agency that has other reports in the story is still a source of it."""
    desk = Desk()
    desk.say("afp:1")
    desk.say("reuters:1", verdict="follow_up", sources=BOTH)
    message = only(desk.say("afp:1", verdict="kill", sources=BOTH))
    assert (message.status, message.sources) == ("amended", ["AFP", "REUTERS"])


def test_what_is_withdrawn_is_named_by_its_own_headline() -> None:
    """Not by that of a report which denied it, and was shown last."""
    desk = Desk()
    desk.say("afp:1")
    denial = "Army denies HTS is in Aleppo"
    told = only(
        desk.say("reuters:1", verdict="follow_up", sources=BOTH, actors=(), headline=denial)
    )
    assert told.headline == denial
    gone = only(desk.say("afp:1", verdict="kill", sources=("REUTERS",)))
    assert (gone.status, gone.headline) == ("withdrawn", "HTS enters Aleppo")


def test_an_alert_of_which_only_a_denial_remains_is_withdrawn() -> None:
    """What a denial denies is gone with its last report; another denial does not raise it again."""
    desk = Desk()
    desk.say("afp:1")
    desk.say("reuters:1", verdict="follow_up", sources=BOTH, headline="HTS denies entering Aleppo")
    message = only(desk.say("afp:1", verdict="kill", sources=("REUTERS",)))
    assert (message.status, message.headline) == ("withdrawn", "HTS enters Aleppo")
    assert message.changes == ["only a denial remains: REUTERS"]
    more = {"verdict": "follow_up", "sources": ("AP", "REUTERS")}
    assert alerts(desk.say("ap:1", **more, headline="Army denies HTS is in Aleppo")) == []
    again = only(desk.say("ap:2", **more, headline="HTS in Aleppo after all"))
    assert again.status == "raised"


def test_a_denial_that_was_alerted_itself_stands() -> None:
    """Of two agencies that report a denial one withdraws."""
    desk = Desk()
    desk.say("afp:1", headline="HTS denies entering Aleppo")
    desk.say("reuters:1", verdict="follow_up", sources=BOTH, headline="HTS denies Aleppo attack")
    message = only(desk.say("afp:1", verdict="kill", sources=("REUTERS",)))
    assert message.status == "amended"


def test_who_denies_a_part_in_it_denies_no_event() -> None:
    """The attack stands by the report that has the denial."""
    desk = Desk()
    desk.say("afp:1")
    desk.say(
        "reuters:1",
        verdict="follow_up",
        sources=BOTH,
        headline="Turkey denies role in Aleppo attack",
    )
    message = only(desk.say("afp:1", verdict="kill", sources=("REUTERS",)))
    assert (message.status, message.changes) == (
        "amended",
        ["AFP withdrew its report; REUTERS remains"],
    )
