"""What alerts tell of casualties: one figure or a range, told when it moves, never a sum."""

import pytest
from msgspec.structs import replace

from stream.model import CasualtyLabel, EventLabel

from .desk import (
    BOTH,
    RULES,
    START,
    Desk,
    classified,
    only,
    read,
    tell,
    toll,
)


def test_a_toll_that_passes_a_step_escalates() -> None:
    """From 4 dead to 12 is bigger news, whoever has it, and says from what to what."""
    desk = Desk()
    assert only(tell(desk, "afp:1", killed=4)).figures == ["killed 4"]
    message = only(tell(desk, "afp:1", verdict="revision", killed=12))
    assert (message.status, message.changes) == ("escalated", ["killed 4 → 12"])
    assert message.reason == "rule hts: AFP has more: killed 4 → 12"
    other = only(tell(desk, "afp:2", verdict="follow_up", killed=60))
    assert (other.status, other.changes) == ("escalated", ["killed 12 → 60"])


def test_a_first_toll_escalates() -> None:
    """A snap without a figure, then the first dead."""
    desk = Desk()
    tell(desk, "afp:1")
    message = only(tell(desk, "afp:1", verdict="revision", killed=3))
    assert (message.status, message.changes) == ("escalated", ["killed: 3"])


def test_rival_figures_are_a_range_and_never_a_sum() -> None:
    """Two agencies count the same dead: the lowest and the highest are shown."""
    desk = Desk()
    tell(desk, "afp:1", killed=41)
    message = only(tell(desk, "reuters:1", verdict="follow_up", sources=BOTH, killed=60))
    assert message.figures == ["killed 41–60"]
    assert message.changes == ["killed 41 → 41–60", "now 2 independent sources: AFP, REUTERS"]
    assert (message.status, message.single_source) == ("escalated", False)


def test_at_least_is_shown() -> None:
    """An open figure says so."""
    desk = Desk()
    update = replace(classified(at=desk.now), casualties=toll(12, None))
    assert only(desk.take(update)).figures == ["killed 12+"]


def test_a_bombs_dead_replace_no_weeks_dead_of_the_same_agency() -> None:
    """At least 150 can't turn out to be 4: a further report counts others. A correction may say so."""
    desk = Desk()
    tell(desk, "afp:1", killed=150, open_=True)
    assert tell(desk, "afp:2", verdict="follow_up", killed=4).outcome == "silent"
    found = only(
        tell(desk, "afp:1", verdict="revision", declared="correction", killed=15, open_=True)
    )
    assert (found.status, found.figures) == ("amended", ["killed 15+"])


def test_the_figure_of_the_headline_leads() -> None:
    """Three of the twelve were children: the alert shows the twelve."""
    three = read(toll(3)[0], "body", "three children")
    twelve = read(toll(12)[0], "headline", "12 killed")
    desk = Desk()
    update = replace(classified(at=desk.now), casualties=[three, twelve])
    assert only(desk.take(update)).figures == ["killed 12"]


def test_a_falling_figure_amends_undeclared_and_a_small_rise_escalates() -> None:
    """13 after 12, or 9 after 13, is told, though nobody calls it a correction."""
    desk = Desk()
    tell(desk, "afp:1", killed=12)
    first = only(tell(desk, "afp:1", verdict="revision", killed=13))
    assert (first.status, first.changes) == ("escalated", ["killed 12 → 13"])
    assert first.reason == "rule hts: AFP has more: killed 12 → 13"
    second = only(tell(desk, "afp:1", verdict="revision", killed=9))
    assert (second.status, second.changes) == ("amended", ["killed 13 → 9"])
    assert only(tell(desk, "afp:2", verdict="follow_up", killed=8)).status == "amended"


def test_an_at_least_is_left_behind_by_a_later_higher_figure() -> None:
    """It never said that there are no more; a lower figure that comes later is a rival."""
    desk = Desk()
    tell(desk, "afp:1", killed=11, open_=True)
    desk.wait(minutes=5)
    more = only(tell(desk, "ap:1", verdict="follow_up", killed=31, open_=True))
    assert more.figures == ["killed 31+"]
    desk.wait(minutes=5)
    less = only(tell(desk, "dpa:1", verdict="follow_up", killed=28))
    assert (less.status, less.figures) == ("amended", ["killed 28–31+"])
    assert less.reason == "rule hts: DPA gives other figures"


@pytest.mark.parametrize("word", ["toll", "Verletzte", "injured"])
def test_a_change_is_said_once_whatever_the_text_calls_it(word: str) -> None:
    """What dedupe names by the text's own word is what the labels name by ours."""
    desk = Desk()
    tell(desk, "afp:1", killed=12)
    later = tell(desk, "afp:1", verdict="revision", killed=20, changes=(f"{word} 12 → 20",))
    assert only(later).changes == ["killed 12 → 20"]


def test_a_figure_that_a_later_text_leaves_out_is_no_change() -> None:
    """The last figure stands."""
    desk = Desk()
    tell(desk, "afp:1", killed=12)
    assert tell(desk, "afp:1", verdict="revision").outcome == "silent"


def test_a_corrected_toll_amends_even_if_it_rises() -> None:
    """A correction is owed as a correction; the same change is said once."""
    desk = Desk()
    tell(desk, "afp:1", killed=2)
    message = only(
        tell(
            desk, "afp:1", verdict="revision", declared="correction", changes=("2 → 20",), killed=20
        )
    )
    assert (message.status, message.changes) == ("amended", ["killed 2 → 20"])
    assert message.reason == "rule hts: AFP corrected its report"


def test_the_figure_of_a_killed_report_goes_with_it() -> None:
    """What is left is told with its own figure."""
    desk = Desk()
    tell(desk, "afp:1", killed=60)
    tell(desk, "reuters:1", verdict="follow_up", sources=BOTH, killed=12)
    message = only(desk.say("afp:1", verdict="kill", sources=("REUTERS",)))
    assert message.figures == ["killed 12"]
    assert message.changes == [
        "AFP withdrew its report; REUTERS remains", "killed 12–60 → 12",
    ]  # fmt: skip


def test_an_agency_that_catches_up_is_no_news() -> None:
    """The bottom of a range that rises is silent; one that falls is told."""
    desk = Desk()
    tell(desk, "afp:1", killed=14)
    tell(desk, "ap:1", verdict="follow_up", killed=21)
    assert tell(desk, "afp:1", verdict="revision", killed=17).emits == []
    assert only(tell(desk, "dpa:1", verdict="follow_up", killed=9)).figures == ["killed 9–21"]


def test_a_figure_of_six_hours_ago_is_no_rival_of_a_higher_one() -> None:
    """Nine in the morning and 14 at night are one toll that rose, not two counts."""
    for hours, shown in ((5, "killed 9–14"), (7, "killed 14")):
        desk = Desk()
        tell(desk, "afp:1", killed=9)
        desk.wait(hours=hours)
        assert only(tell(desk, "ap:1", verdict="follow_up", killed=14)).figures == [shown]


def test_a_toll_that_rises_by_the_headline_leaves_others_behind() -> None:
    """ "Toll rises to 14" says of the nine that it was before."""
    desk = Desk()
    tell(desk, "afp:1", killed=9)
    headline = "Aleppo toll rises to 14"
    later = only(tell(desk, "ap:1", verdict="follow_up", headline=headline, killed=14))
    assert later.changes == ["killed 9 → 14"]


def test_an_at_least_of_a_later_version_counts_by_when_it_came() -> None:
    """Version 2 of the first report is newer than another agency's in between, though its item is older."""
    desk = Desk()
    tell(desk, "ap:1", killed=1, open_=True)
    desk.wait(minutes=20)
    tell(desk, "afp:1", verdict="follow_up", killed=2, open_=True)
    desk.wait(minutes=20)
    update = replace(classified("ap:1", verdict="revision", at=desk.now), casualties=toll(5, None))
    item = replace(update.item, update=replace(update.item.update, event_time=START))
    assert only(desk.take(replace(update, item=item))).changes == ["killed 2+ → 5+"]


def test_the_missing_are_told_no_more_once_as_many_are_dead() -> None:
    """Neither those of the same report nor those of another agency."""
    desk = Desk()
    lost = [CasualtyLabel(kind="missing", least=139, most=139)]
    assert only(desk.take(replace(classified(at=desk.now), casualties=lost))).figures == [
        "missing 139"
    ]
    assert only(tell(desk, "ap:1", verdict="follow_up", killed=20)).figures == [
        "killed 20",
        "missing 139",
    ]
    assert only(tell(desk, "ap:1", verdict="revision", killed=142)).figures == ["killed 142"]


def test_an_agency_that_catches_up_in_words_is_no_news() -> None:
    """The text's own "injured 9 → 14" stays within the range that was told."""
    desk = Desk()
    tell(desk, "afp:1", killed=9)
    tell(desk, "ap:1", verdict="follow_up", killed=14)
    caught = tell(desk, "afp:1", verdict="revision", killed=14, changes=("toll 9 → 14",))
    assert caught.emits == []
    beyond = only(tell(desk, "afp:1", verdict="revision", killed=16, changes=("toll 14 → 16",)))
    assert beyond.changes == ["killed 9–14 → 14–16"]


def test_a_figure_that_rises_takes_nothing_back() -> None:
    """A later version without the rule's place, but with more dead, has only told less of the place."""
    desk = Desk(RULES + "casualties = { killed = 3 }\n")
    tell(desk, "afp:1", killed=4)
    more = only(tell(desk, "afp:1", verdict="revision", places=(), killed=8))
    assert (more.status, more.changes) == ("escalated", ["killed 4 → 8"])
    fewer = only(tell(desk, "afp:1", verdict="revision", places=(), killed=3))
    assert fewer.status == "withdrawn"


def test_an_at_least_that_a_higher_figure_agrees_with_changes_nothing() -> None:
    """ "At least two" after three dead is a second source, and no other toll."""
    desk = Desk()
    tell(desk, "ap:1", killed=3)
    later = only(tell(desk, "afp:1", verdict="follow_up", sources=BOTH, killed=2, open_=True))
    assert (later.status, later.figures, later.changes) == ("corroborated", ["killed 3"], [])


def test_wounded_not_killed_takes_the_dead_back() -> None:
    """A correction of the kind leaves no dead; a shorter one of something else leaves what was told."""
    desk = Desk()
    tell(desk, "afp:1", killed=3, headline="HTS attack on Aleppo kills three")
    hurt = [CasualtyLabel(kind="wounded", least=3, most=3)]
    corrected = classified("afp:1", verdict="revision", declared="correction", at=desk.now,
                           headline="HTS attack on Aleppo wounds three")  # fmt: skip
    message = only(desk.take(replace(corrected, casualties=hurt)))
    assert (message.status, message.figures) == ("amended", ["wounded 3"])
    assert "killed 3 → no longer stated" in message.changes
    shorter = classified("afp:1", verdict="revision", declared="correction", at=desk.now,
                         headline="HTS attack on Aleppo: name corrected")  # fmt: skip
    assert only(desk.take(shorter)).figures == ["wounded 3"]


def test_an_agencys_round_up_lowers_no_toll() -> None:
    """ "Dozens" in a further report of the agency agrees with its 19."""
    desk = Desk()
    tell(desk, "afp:1", killed=19)
    assert tell(desk, "afp:2", verdict="follow_up", killed=12, open_=True).emits == []
    message = only(tell(desk, "afp:1", verdict="revision", killed=17))
    assert message.changes == ["killed 19 → 17"]


FLASH = '[[rule]]\nid = "flash"\nchannels = ["desk"]\nmin_urgency = 2\n'


def test_a_rule_that_asks_for_nothing_in_the_text_takes_the_tolls_of_its_story() -> None:
    """A flash of a blast rings; that 40 are dead may come with less urgency, and goes with its kill."""
    desk = Desk(FLASH)
    tell(desk, "afp:1", killed=2)
    message = only(tell(desk, "reuters:1", verdict="follow_up", sources=BOTH, killed=40, urgency=3))
    assert (message.status, message.figures) == ("escalated", ["killed 2–40"])
    desk.say("reuters:2", verdict="follow_up", sources=BOTH, urgency=3)
    killed = only(desk.say("reuters:1", verdict="kill", sources=BOTH))
    assert (killed.status, killed.figures) == ("amended", ["killed 2"])
    assert "killed 2–40 → 2" in killed.changes


def test_a_rule_on_the_text_does_not() -> None:
    """The story may have dead elsewhere."""
    desk = Desk()
    tell(desk, "afp:1", killed=2)
    effects = tell(desk, "reuters:1", verdict="follow_up", sources=("AFP",), killed=40, actors=())
    assert effects.outcome == "silent"


def test_a_figure_of_the_headline_is_no_aside_whatever_its_separators() -> None:
    """\"250,000 evacuated\" is news, though what the report tells of is help."""
    aid = [EventLabel(type="aid")]
    desk = Desk()
    for uri, killed, headline in (("afp:1", 2000, "2,000 dead"), ("ap:1", 3000, "3.000 dead")):
        update = classified(uri, verdict="follow_up", headline=headline)
        message = only(desk.take(replace(update, casualties=toll(killed), events=aid)))
    assert message.figures == ["killed 2000–3000"]


MANY = """
[[rule]]
id = "many"
channels = ["desk"]
casualties = { killed = 50 }
"""


def test_a_rival_count_below_what_the_rule_asks_is_told() -> None:
    """A hospital's 41 bodies stand beside "at least 60", and are seen by who reads of two sources."""
    desk = Desk(MANY)
    tell(desk, "reuters:1", killed=60, open_=True)
    second = only(tell(desk, "ap:1", verdict="follow_up", sources=("AP", "REUTERS"), killed=41))
    assert (second.status, second.figures) == ("corroborated", ["killed 41–60+"])
    third = only(tell(desk, "ap:1", verdict="revision", sources=("AP", "REUTERS"), killed=38))
    assert third.changes == ["killed 41–60+ → 38–60+"]


def test_less_than_half_as_many_are_others() -> None:
    """Eight dead of one village are no rival of sixty in all."""
    desk = Desk(MANY)
    tell(desk, "reuters:1", killed=60)
    message = only(tell(desk, "ap:1", verdict="follow_up", sources=("AP", "REUTERS"), killed=8))
    assert message.figures == ["killed 60"]


def test_a_rival_count_is_there_from_the_raise_on() -> None:
    """Where a second source was waited for, its own figure is in the first message."""
    desk = Desk(MANY + "min_sources = 2")
    assert tell(desk, "reuters:1", killed=60).emits == []
    raised = only(tell(desk, "ap:1", verdict="follow_up", sources=("AP", "REUTERS"), killed=41))
    assert (raised.status, raised.figures) == ("raised", ["killed 41–60"])


def test_who_corrects_to_less_than_the_rule_asks_still_counts_them() -> None:
    """Its new figure is told, and it stays a source while another carries the alert."""
    desk = Desk(MANY)
    tell(desk, "ap:1", killed=70)
    both = ("AP", "REUTERS")
    tell(desk, "reuters:1", verdict="follow_up", sources=both, killed=60)
    fixed = {"verdict": "revision", "declared": "correction", "sources": both}
    message = only(tell(desk, "ap:1", killed=40, **fixed))
    assert (message.status, message.figures) == ("amended", ["killed 40–60"])
    assert message.sources == ["AP", "REUTERS"]
    assert only(tell(desk, "reuters:1", killed=39, **fixed)).status == "withdrawn"
