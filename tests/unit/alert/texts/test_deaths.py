"""Dead without a number are the bigger news; who only speaks of them is no party."""

import pytest
from msgspec.structs import replace

from stream.model import ActorLabel, EventLabel, Evidence

from ..desk import HTS, Desk, alerts, classified, only, tell

WORDS = '[[rule]]\nid = "w"\nwords = ["Graz"]\n'
UNION = ActorLabel(
    id="eu", name="European Union", kind="igo", role="participant",
    evidence=[Evidence(field="headline", start=0, end=2, text="EU", rule="alias")],
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "headline", "word"),
    [
        ("en", "Multiple fatalities after Graz shooting", "fatalities"),
        ("de", "Mehrere Tote nach Schüssen in Graz", "tote"),
        ("fr", "Plusieurs morts dans une fusillade à Graz", "morts"),
        ("ru", "Несколько человек погибли в Graz", "погибли"),
        ("zh", "Graz枪击有人死亡", "死亡"),
        ("en", "No deaths in Graz shooting", ""),
        ("de", "Tote nach Schüssen in Graz befürchtet", ""),
        ("de", "Keine Toten nach Schüssen in Graz", ""),
    ],
)
def test_the_first_dead_escalate_without_a_number(language: str, headline: str, word: str) -> None:
    """In the words of the table; what is feared or negated is none."""
    desk = Desk(WORDS)
    desk.say("dpa:1", language=language, headline="Graz", urgency=None)
    told = alerts(
        desk.say("dpa:1", verdict="revision", language=language, headline=headline, urgency=None)
    )
    assert [each.changes for each in told] == ([[f'told of dead: "{word}"']] if word else [])
    assert [each.status for each in told] == (["escalated"] if word else [])


def test_what_is_known_to_have_dead_is_not_told_of_them_again() -> None:
    """Neither after a figure nor after another headline that had them."""
    desk = Desk(WORDS)
    tell(desk, "dpa:1", headline="Drei Tote in Graz", language="de", killed=3)
    later = tell(desk, "afp:1", verdict="follow_up", headline="Tote in Graz", language="de")
    assert alerts(later) == []
    desk = Desk(WORDS)
    desk.say("dpa:1", headline="Tote in Graz", language="de")
    again = desk.say("dpa:2", verdict="follow_up", headline="Die Toten von Graz", language="de")
    assert alerts(again) == []


def test_who_expresses_shock_takes_no_part() -> None:
    """Whatever the type of the event that the report speaks of."""
    for headline, escalates in (
        ("EU voices shock over Graz", False),
        ("EU sends troops to Graz", True),
    ):
        desk = Desk(WORDS)
        desk.say("afp:1", headline="Shots in Graz", actors=(HTS,))
        made = classified("ap:1", verdict="follow_up", headline=headline, actors=(UNION,))
        told = desk.take(replace(made, events=[EventLabel(type="assault")]))
        lines = [line for each in alerts(told) for line in each.changes]
        assert lines == (["actor added: European Union"] if escalates else [])


def test_an_urgency_that_the_report_had_before_is_no_louder() -> None:
    """A later version comes to match the rule; its agency was as loud before anybody was told."""
    desk = Desk(
        '[[rule]]\nid = "f"\nmin_urgency = 2\n\n[[rule]]\nid = "w"\nwords = ["earthquake"]\n'
    )
    desk.say("afp:1", headline="Quake off Tonga", urgency=2)
    assert only(desk.say("ap:1", verdict="follow_up", headline="Earthquake", urgency=None))
    later = desk.say("afp:1", verdict="revision", headline="Earthquake off Tonga", urgency=2)
    assert [each.status for each in alerts(later) if each.rule == "w"] == []
