"""When an alert is raised, corroborated and amended, and who is told."""

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from stream.alert import AlertStage, load_rules
from stream.alert.life.messages import alert_id
from stream.errors import MalformedUpdate

from .desk import ALEPPO, HTS, IDLIB, RULES, SAA, START, Desk, Record, alerts, classified, only

BOTH = ("AFP", "REUTERS")


def test_a_match_raises_once_with_its_reason() -> None:
    """The first message says which rule matched on which words, and that the source is single."""
    effects = Desk().say("afp:1", version="3")
    message = only(effects)
    assert effects.outcome == message.status == "raised"
    assert (message.sequence, message.rule, message.story) == (1, "hts", "s1")
    assert (message.severity, message.channels) == ("critical", ["foreign-desk", "duty"])
    assert message.reason == (
        'rule hts: actor Hayat Tahrir al-Sham in headline: "HTS"; place Aleppo'
    )
    assert (message.headline, message.uri, message.version) == ("HTS enters Aleppo", "afp:1", "3")
    assert [(actor.id, actor.role) for actor in message.actors] == [("hts", "participant")]
    assert [(place.id, place.name) for place in message.places] == [("170063", "Aleppo")]
    assert message.single_source and message.sources == ["AFP"]
    emit = effects.emits[0]
    assert (emit.topic, emit.key, emit.upsert) == ("news.alerts", message.id, False)


def test_the_id_is_a_function_of_rule_and_story() -> None:
    """Another worker, another day: the same alert has the same id."""
    assert only(Desk().say()).id == alert_id("hts", "s1") == "aa5c4b7c31f4d445"


def test_two_rules_give_two_alerts() -> None:
    """Each rule that matches has an alert of its own, in the order of the rules."""
    desk = Desk(RULES + '[[rule]]\nid = "all"\nwords = ["enters"]\n')
    assert [message.rule for message in alerts(desk.say())] == ["hts", "all"]


def test_no_match_is_no_alert_and_only_the_first_report_is_kept() -> None:
    """Of what no rule wants the first report of a story is kept, for a time line; what follows is not."""
    desk = Desk()
    effects = desk.say(actors=())
    assert (effects.outcome, effects.emits) == ("unmatched", [])
    assert [type(row).__name__ for row in effects.rows] == ["FirstRow"]
    assert desk.say("ap:1", verdict="follow_up", actors=()).rows == []


def test_snap_urgent_and_update_are_one_message() -> None:
    """Later items and versions of an alerted story say nothing more."""
    desk = Desk()
    desk.say("afp:1", urgency=1)
    assert desk.say("afp:2", verdict="follow_up").outcome == "silent"
    again = desk.say("afp:1", verdict="revision", version="2", changes=("body longer",))
    assert (again.outcome, again.emits) == ("silent", [])


@pytest.mark.parametrize("verdict", ["repeat", "stale"])
def test_repeats_and_old_copies_raise_nothing(verdict: str) -> None:
    """A repeat or stale copy that would match leaves no trace."""
    effects = Desk().say(verdict=verdict)
    assert (effects.outcome, effects.emits, effects.rows) == ("silent", [], [])


def test_a_test_message_raises_nothing() -> None:
    """An exercise never alerts, whatever its urgency."""
    effects = Desk().say(test=True, urgency=1)
    assert (effects.outcome, effects.emits, effects.rows) == ("test", [], [])


def test_a_second_agency_corroborates_once() -> None:
    """From one source to two is news to the desk; the third source is not."""
    desk = Desk()
    first = only(desk.say("afp:1"))
    second = only(desk.say("reuters:1", verdict="follow_up", sources=BOTH, headline="Rebels in"))
    assert (second.id, second.sequence, second.status) == (first.id, 2, "corroborated")
    assert (second.headline, second.single_source) == ("Rebels in", False)
    assert second.sources == ["AFP", "REUTERS"]
    assert second.reason == "rule hts: now 2 independent sources: AFP, REUTERS"
    third = desk.say("ap:1", verdict="follow_up", sources=("AFP", "AP", "REUTERS"))
    assert (third.outcome, third.emits) == ("silent", [])


def test_a_second_agency_that_no_rule_matches_corroborates_too() -> None:
    """Sources are the story's; the labels shown stay those of the alert where it has none."""
    desk = Desk()
    desk.say("afp:1")
    message = only(desk.say("reuters:1", verdict="follow_up", sources=BOTH, actors=(), places=()))
    assert (message.status, [actor.id for actor in message.actors]) == ("corroborated", ["hts"])


def test_an_independent_duplicate_corroborates() -> None:
    """A near-identical text of an independent agency counts as a source."""
    desk = Desk()
    desk.say("afp:1")
    assert only(desk.say("reuters:1", verdict="duplicate", sources=BOTH)).status == "corroborated"


def test_a_duplicate_that_adds_no_source_is_silent() -> None:
    """Ten papers with one agency's text are one source, and raise nothing by themselves."""
    desk = Desk()
    desk.say("afp:1")
    copy = desk.say("quay:1", verdict="duplicate", agency="AFP")
    assert (copy.outcome, copy.rows) == ("silent", [])
    assert Desk().say("quay:1", verdict="duplicate", agency="AFP").outcome == "unmatched"


def test_raised_with_two_sources_is_not_corroborated_again() -> None:
    """An alert that began with two sources has nothing to corroborate."""
    desk = Desk(RULES + "min_sources = 2\n")
    desk.say("afp:1")
    assert not only(desk.say("reuters:1", verdict="follow_up", sources=BOTH)).single_source
    assert desk.say("ap:1", verdict="follow_up", sources=("AFP", "AP")).outcome == "silent"


def test_min_sources_waits_for_the_second_agency() -> None:
    """A rule for two sources fires at the second, and says so; copies of the first do not count."""
    desk = Desk(RULES + "min_sources = 2\n")
    assert desk.say("afp:1").outcome == "silent"
    assert desk.say("quay:1", verdict="duplicate", agency="AFP").outcome == "silent"
    message = only(desk.say("reuters:1", verdict="follow_up", sources=BOTH))
    assert (message.status, message.sequence) == ("raised", 1)
    assert message.reason.endswith("; 2 independent sources: AFP, REUTERS")


def test_min_sources_is_met_by_a_second_agency_that_no_rule_matches() -> None:
    """The item that matches is shown, although another update completed the count."""
    desk = Desk(RULES + "min_sources = 2\n")
    desk.say("afp:1")
    message = only(desk.say("reuters:1", verdict="follow_up", sources=BOTH, actors=()))
    assert (message.status, message.uri, message.sources) == ("raised", "afp:1", list(BOTH))


def test_a_correction_that_changes_something_amends() -> None:
    """A declared correction goes to those who saw the mistake, with what changed."""
    desk = Desk()
    desk.say("afp:1")
    message = only(
        desk.say("afp:1", verdict="revision", declared="correction", changes=("12 → 20",))
    )
    assert (message.status, message.sequence, message.changes) == ("amended", 2, ["12 → 20"])
    assert message.reason == "rule hts: AFP corrected its report"


def test_a_declared_update_without_changes_is_silent() -> None:
    """A new version that changes nothing is no message."""
    desk = Desk()
    desk.say("afp:1")
    assert desk.say("afp:1", verdict="revision", declared="update").outcome == "silent"


def test_a_new_actor_or_place_escalates() -> None:
    """Another participant or place of the event is told, even if the sender declares nothing."""
    desk = Desk()
    desk.say("afp:1")
    message = only(desk.say("afp:1", verdict="revision", actors=(HTS, SAA), places=(ALEPPO, IDLIB)))
    assert message.status == "escalated"
    assert message.changes == ["actor added: Syrian army", "place added: Idlib"]
    assert [place.id for place in message.places] == ["169389", "170063"]


def test_a_correction_of_another_item_of_the_story_is_silent() -> None:
    """An item that neither matched nor was shown has misled nobody."""
    desk = Desk()
    desk.say("afp:1")
    desk.say("afp:2", verdict="follow_up", actors=())
    revision = desk.say(
        "afp:2", verdict="revision", actors=(), declared="correction", changes=("a → b",)
    )
    assert revision.outcome == "silent"


def test_a_correction_of_the_item_that_corroborated_amends() -> None:
    """What a later message showed is amended too, although no rule matches it."""
    desk = Desk()
    desk.say("afp:1")
    desk.say("reuters:1", verdict="follow_up", sources=BOTH, actors=())
    message = only(
        desk.say(
            "reuters:1", verdict="revision", sources=BOTH, actors=(),
            declared="correction", changes=("a → b",),
        )
    )  # fmt: skip
    assert (message.status, message.changes, message.uri) == ("amended", ["a → b"], "reuters:1")


def test_a_revision_under_a_new_uri_is_compared_with_what_it_replaces() -> None:
    """A revision names the item that it replaces; a kill of the old uri then meets the new one."""
    desk = Desk()
    desk.say("afp:1")
    message = only(desk.say("afp:9", verdict="revision", original="afp:1", places=(ALEPPO, IDLIB)))
    assert (message.status, message.uri) == ("escalated", "afp:9")
    story = desk.state.story("s1")
    assert story is not None and list(story.items) == ["afp:9"]
    desk.say("afp:9", verdict="revision", places=(ALEPPO, IDLIB))
    assert only(desk.say("afp:1", verdict="kill")).status == "withdrawn"


def test_later_messages_go_to_the_channels_told() -> None:
    """A rule that has new channels, or is gone, does not lose those that got the mistake."""
    desk = Desk()
    desk.say("afp:1")
    desk.stage = desk.staff(RULES.replace("duty", "night"))
    escalated = only(desk.say("afp:1", verdict="revision", places=(ALEPPO, IDLIB)))
    assert escalated.channels == ["foreign-desk", "duty"]
    desk.stage = desk.staff(())
    again = only(
        desk.say("afp:1", verdict="revision", declared="correction", changes=("one → two",))
    )
    assert (again.status, again.severity) == ("amended", "critical") or again.changes
    gone = only(desk.say("afp:1", verdict="kill", remaining=0))
    assert (gone.status, gone.channels, gone.sequence) == (
        "withdrawn", ["foreign-desk", "duty"], 4,
    )  # fmt: skip


def test_a_record_that_cannot_be_read_names_its_place() -> None:
    """A broken record is a dead letter with topic, partition and offset."""
    stage = AlertStage(load_rules(None))
    for value in (b"{", b'{"item": 3}', b"\xff", None):
        with pytest.raises(MalformedUpdate) as caught:
            stage.decide(Record(value, 7, 0), stage.new_state(0))
        assert caught.value.where == "wire.classified/0@7"


def test_deciding_changes_nothing() -> None:
    """A decision taken twice is the same, and the state only moves with its rows."""
    desk = Desk()
    desk.say("afp:1")
    record = Record(
        msgspec.json.encode(classified("reuters:1", verdict="follow_up", sources=BOTH)), 9, 0
    )
    first = desk.stage.decide(record, desk.state)
    assert desk.stage.decide(record, desk.state) == first
    assert first.emits and len(desk.state) == 3


def test_a_message_is_dated_by_the_version_that_caused_it() -> None:
    """An item's event time is that of its first version; a time line goes by when each came. A clock that runs ahead
    of the arrival is not believed."""
    desk = Desk()
    desk.say("afp:1")
    later = START + timedelta(hours=3)
    update = {"verdict": "revision", "declared": "correction", "headline": "HTS leaves Aleppo"}
    came = classified("afp:1", **update, version_created=later)
    came = replace(
        came, item=replace(came.item, update=replace(came.item.update, ingested_at=later))
    )
    message = only(desk.take(came))
    assert (message.at, message.timeline[-1].at) == (later, later)
    ahead = classified("afp:1", **update | {"headline": "HTS in Aleppo"}, version_created=later)
    assert only(desk.take(ahead)).at == START
