"""Why a rule matches, came close or does not, condition by condition."""

from msgspec.structs import replace

from stream.alert import parse_rules
from stream.alert.watch.explain import Explained, Line, explain, labels
from stream.model import CasualtyLabel, EventLabel

from ..desk import ALEPPO, HTS, classified

RULES = """
[[rule]]
id = "far"
words = ["tariff"]

[[rule]]
id = "close"
actors = ["hts"]
any = [{ places = ["Homs"] }, { min_urgency = 1 }]

[[rule]]
id = "two"
actors = ["hts"]
min_sources = 2

[[rule]]
id = "tests"
actors = ["hts"]
tests = "only"

[[rule]]
id = "hit"
actors = ["hts"]
not = [{ words = ["drill"] }]
"""


def explained() -> dict[str, Explained]:
    """The rules against one update, in the order given."""
    found = explain(parse_rules(RULES, "t.toml"), classified())
    return {each.rule: each for each in found}


def test_matches_come_first_and_far_ones_last() -> None:
    """What an editor looks for is on top; one condition that failed is close."""
    found = explained()
    assert list(found) == ["hit", "close", "two", "tests", "far"]
    assert [each.outcome for each in found.values()] == ["matches", "close", "close", "close", "no"]


def test_each_condition_says_by_what_it_holds() -> None:
    """A tree of conditions, with the words."""
    assert explained()["close"].lines == (
        Line(0, True, "actor hts as participant", 'actor Hayat Tahrir al-Sham in headline: "HTS"'),
        Line(0, False, "any of", ""),
        Line(1, False, "place Homs as dateline or event", ""),
        Line(1, False, "urgency 1 or higher", ""),
    )


def test_sources_that_are_missing_say_how_many_there_are() -> None:
    """A rule for two sources waits."""
    assert explained()["two"].lines[1] == Line(0, False, "2 independent sources", "the story has 1")


def test_a_rule_for_tests_says_so() -> None:
    """The labels fit, the update is no test."""
    assert explained()["tests"].lines[0] == Line(0, False, "only test messages", "")


def test_labels_show_what_the_update_was_read_as() -> None:
    """A line each for language, provider, headline, actors, places, events and figures."""
    update = replace(
        classified(actors=(HTS,), places=(ALEPPO,)),
        events=[EventLabel(type="assault", planned=True)],
        casualties=[CasualtyLabel(kind="killed", least=12)],
    )
    assert labels(update) == [
        "en, AFP, urgency 2: HTS enters Aleppo",
        'actor hts (Hayat Tahrir al-Sham, armed group, participant) in headline: "HTS"',
        "place 170063 (Aleppo, SY, event)",
        "event assault (planned)",
        "casualties killed 12 or more",
    ]
