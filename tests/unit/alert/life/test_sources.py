"""Who says so: agencies that told of a story before anybody told what a rule asks for are no sources of that."""

from __future__ import annotations

import pytest

from stream.alert import parse_rules
from stream.alert.watch.rules import asked_tolls

from ..desk import ALL, BOTH, HTS, Desk, alerts, only, tell

RULE = """
[[rule]]
id = "loss"
channels = ["desk"]
words = ["loses"]
"""
COUNT, LOSES, WINS = (
    "Votes are counted in Kenya",
    "Ruto loses Kenya election",
    "Ruto wins Kenya election",
)


def told_late(rules: str = RULE) -> Desk:
    """AFP and Reuters count votes; then AP says who has lost."""
    desk = Desk(rules)
    desk.say("afp:1", headline=COUNT)
    desk.say("reuters:1", verdict="follow_up", sources=BOTH, headline=COUNT)
    return desk


def test_a_late_claim_has_one_source() -> None:
    """Two agencies wrote of the count, and neither of the loss."""
    message = only(told_late().say("ap:1", verdict="follow_up", sources=ALL, headline=LOSES))
    assert (message.status, message.sources, message.single_source) == ("raised", ["AP"], True)


def test_who_tells_more_is_a_source() -> None:
    """A later report of one of them counts, as that of any agency does."""
    desk = told_late()
    desk.say("ap:1", verdict="follow_up", sources=ALL, headline=LOSES)
    message = only(desk.say("afp:1", verdict="revision", sources=ALL, headline="Ruto loses: count"))
    assert (message.status, message.sources) == ("corroborated", ["AFP", "AP"])


def test_a_rule_for_two_sources_waits_for_two_that_say_so() -> None:
    """Two agencies that wrote of something else don't make a claim safe."""
    desk = told_late(RULE + "min_sources = 2\n")
    assert desk.say("ap:1", verdict="follow_up", sources=ALL, headline=LOSES).emits == []
    message = only(desk.say("reuters:2", verdict="follow_up", sources=ALL, headline=LOSES))
    assert (message.status, message.sources) == ("raised", ["AP", "REUTERS"])


def test_a_silent_report_counts_with_the_next_message() -> None:
    """That AFP has it, too, is remembered although nothing was told of it."""
    desk = told_late()
    desk.say("ap:1", verdict="follow_up", sources=ALL, headline=LOSES)
    desk.say("reuters:1", verdict="revision", sources=ALL, headline=LOSES)
    assert desk.say("afp:1", verdict="revision", sources=ALL, headline=LOSES).emits == []
    kill = only(desk.say("ap:1", verdict="kill", sources=BOTH))
    assert (kill.status, kill.sources) == ("amended", ["AFP", "REUTERS"])


def test_a_kill_names_no_agency_that_stood_apart() -> None:
    """The withdrawal of the one report leaves nobody who says so."""
    desk = told_late()
    desk.say("ap:1", verdict="follow_up", sources=ALL, headline=LOSES)
    kill = only(desk.say("ap:1", verdict="kill", sources=BOTH))
    assert (kill.status, kill.sources) == ("withdrawn", [])


def test_win_and_loss_of_one_candidate_are_no_corroboration() -> None:
    """Sources disagree until the first one corrects itself."""
    desk = Desk(RULE.replace('["loses"]', '["election"]'))
    desk.say("ap:1", headline=LOSES, sources=("AP",), actors=(HTS,))
    second = only(desk.say("afp:1", verdict="follow_up", sources=("AFP", "AP"), headline=WINS))
    assert second.changes == ["sources disagree: loses 1 (AP), wins 1 (AFP)"]
    assert second.status == "amended"
    third = only(desk.say("ap:1", verdict="revision", sources=("AFP", "AP"), headline=WINS))
    assert "sources agree: wins 2 (AFP, AP)" in third.changes


@pytest.mark.parametrize("other", ["Odinga loses Kenya election", "Odinga concedes Kenya election",
                                   "Party loses seats in Kenya election"])  # fmt: skip
def test_the_loss_of_another_agrees_with_a_win(other: str) -> None:
    """What one wins the other loses."""
    desk = Desk(RULE.replace('["loses"]', '["election"]'))
    desk.say("afp:1", headline=WINS)
    found = alerts(desk.say("reuters:1", verdict="follow_up", sources=BOTH, headline=other))
    assert not any("disagree" in line for message in found for line in message.changes)


TOLL = """
[[rule]]
id = "dead"
channels = ["desk"]
casualties = { killed = 10 }
"""


def test_who_gives_no_figure_is_no_source_of_a_toll() -> None:
    """ "No casualties, operator says" says nothing to "14 dead" but the opposite; a later figure does."""
    desk = Desk(TOLL)
    tell(desk, "ap:1", sources=("AP",), killed=14)
    assert alerts(desk.say("afp:1", verdict="follow_up", sources=("AFP", "AP"))) == []
    message = only(tell(desk, "reuters:1", verdict="follow_up", sources=ALL, killed=14, open_=True))
    assert (message.status, message.sources) == ("corroborated", ["AP", "REUTERS"])
    later = only(tell(desk, "afp:1", verdict="revision", sources=ALL, killed=21))
    assert (later.status, later.sources) == ("escalated", list(ALL))


def test_who_told_of_the_story_before_the_toll_is_no_source_of_it() -> None:
    """Two agencies for `min_sources` are two that count the dead."""
    desk = Desk(TOLL + "min_sources = 2\n")
    desk.say("reuters:1", sources=("REUTERS",))
    tell(desk, "ap:1", verdict="follow_up", sources=("AP", "REUTERS"), killed=14)
    assert alerts(desk.say("reuters:1", verdict="revision", sources=("AP", "REUTERS"))) == []
    message = only(tell(desk, "afp:1", verdict="follow_up", sources=ALL, killed=12))
    assert (message.status, message.sources) == ("raised", ["AFP", "AP"])


@pytest.mark.parametrize(
    ("conditions", "kinds"),
    [
        ("casualties = { killed = 10, missing = 5 }", {"killed", "missing"}),
        ('words = ["x"]', set()),
        ('words = ["x"]\nany = [{ casualties = { killed = 1 } }, { min_urgency = 3 }]', set()),
        ('any = [{ casualties = { killed = 1 } }, { casualties = { wounded = 5 } }]', {"killed", "wounded"}),
        ('words = ["x"]\nall = [{ casualties = { killed = 1 } }]', {"killed"}),
        ('words = ["x"]\nnot = [{ casualties = { killed = 1 } }]', set()),
    ],
)  # fmt: skip
def test_what_a_rule_asks_of_casualties(conditions: str, kinds: set[str]) -> None:
    """Only where it can't hold without a figure."""
    (rule,) = parse_rules(f'[[rule]]\nid = "r"\n{conditions}\n', "test.toml")
    assert asked_tolls(rule) == kinds
