"""How an alert goes on after it was raised: escalations, changes of figures, cool-down, close, time line."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from stream.model import (
    ActorLabel,
    EventLabel,
    PlaceLabel,
)

from .desk import (
    ALEPPO,
    BOTH,
    HTS,
    IDLIB,
    RULES,
    SAA,
    Desk,
    alerts,
    classified,
    only,
    read,
    tell,
)


def test_a_new_place_in_a_headline_escalates_and_one_in_a_body_does_not() -> None:
    """A full text names many places and actors: only what the headline names rings again."""
    desk = Desk()
    desk.say("afp:1")
    body = (ALEPPO, read(IDLIB, "body", "Idlib"))
    quiet = desk.say(
        "afp:1", verdict="revision", places=body, actors=(HTS, read(SAA, "body", "army"))
    )
    assert quiet.outcome == "silent"
    loud = (ALEPPO, read(IDLIB, "headline", "Idlib"))
    message = only(desk.say("reuters:1", verdict="follow_up", places=loud))
    assert (message.status, message.changes) == ("escalated", ["place added: Idlib"])
    assert desk.say("afp:2", verdict="follow_up", places=loud).outcome == "silent"


def test_unnamed_actors_do_not_escalate() -> None:
    """Gunmen after insurgents are another word, not another actor."""
    gunmen = ActorLabel(
        id="unnamed-gunmen", name="unnamed gunmen", kind="armed-group", role="participant"
    )
    desk = Desk()
    desk.say("afp:1")
    assert desk.say("afp:2", verdict="follow_up", actors=(HTS, gunmen)).outcome == "silent"


def test_a_threat_that_became_a_deed_escalates() -> None:
    """From "will close" to "has closed": the step rings, and only once."""
    desk = Desk()
    threat, deed = EventLabel(type="coerce", planned=True), EventLabel(type="coerce")
    desk.take(replace(classified(at=desk.now), events=[threat]))
    second = classified("ap:1", verdict="follow_up", at=desk.now)
    message = only(desk.take(replace(second, events=[deed])))
    assert (message.status, message.changes) == (
        "escalated",
        ["coerce: planned or feared → happened"],
    )
    third = classified("dg:1", verdict="follow_up", at=desk.now)
    assert desk.take(replace(third, events=[threat, deed])).emits == []


def test_a_flash_escalates() -> None:
    """What began as a routine report becomes a flash; a flash first and updates later do not."""
    desk = Desk()
    desk.say("afp:1", urgency=4)
    message = only(desk.say("afp:2", verdict="follow_up", urgency=1))
    assert (message.status, message.changes) == ("escalated", ["urgency 4 → 1"])
    assert desk.say("afp:3", verdict="follow_up", urgency=3).outcome == "silent"


def test_a_denial_is_no_bigger_news() -> None:
    """Who denies is a new actor, and that escalates nothing."""
    desk = Desk()
    desk.say("afp:1", actors=(HTS,))
    saa = read(SAA, "headline", "army")
    message = only(
        desk.say(
            "ap:1",
            verdict="follow_up",
            actors=(HTS, saa),
            headline="Army denies HTS entered Aleppo",
        )
    )
    assert (message.status, message.changes) == ("amended", ["AP reports a denial"])
    assert message.reason == "rule hts: AP reports a denial"


def test_an_exchanged_word_amends_undeclared() -> None:
    """"Struck down" became "upheld": told, though the sender set no flag."""  # fmt: skip
    desk = Desk()
    desk.say("afp:1")
    message = only(desk.say("afp:1", verdict="revision", changes=("strikes → upholds",)))
    assert (message.status, message.changes) == ("amended", ["strikes → upholds"])


def test_a_corrected_type_amends() -> None:
    """It was no attack."""
    desk = Desk()
    desk.take(replace(classified(at=desk.now), events=[EventLabel(type="assault")]))
    message = only(desk.say("afp:1", verdict="revision", declared="correction"))
    assert message.changes == ["type removed: assault"]


def test_a_message_carries_evidence_events_and_a_link() -> None:
    """Who and where with the words, what type, a key for links."""
    desk = Desk()
    update = replace(classified(at=desk.now), events=[EventLabel(type="assault", planned=True)])
    message = only(desk.take(update))
    assert message.actors[0].evidence == ["headline: HTS"]
    assert message.events == ["assault (planned)"]
    assert message.link == f"s1/{message.id}"


def test_the_time_line_begins_with_what_was_there_before() -> None:
    """Reports that matched before there were enough sources are in it."""
    desk = Desk(RULES + "min_sources = 2\n")
    desk.say("afp:1", headline="First word")
    desk.wait(minutes=5)
    message = only(desk.say("reuters:1", verdict="follow_up", sources=BOTH, headline="Second"))
    told = [(moment.status, moment.provider, moment.headline) for moment in message.timeline]
    assert told == [("reported", "AFP", "First word"), ("raised", "REUTERS", "Second")]
    assert message.timeline[1].at - message.timeline[0].at == timedelta(minutes=5)


def test_killed_words_leave_the_time_line() -> None:
    """A withdrawal keeps the headline told last, as a reader must know which; nothing else repeats it."""
    desk = Desk()
    desk.say("afp:1", headline="Libel")
    desk.say("reuters:1", verdict="follow_up", sources=BOTH, headline="Sound")
    message = only(desk.say("afp:1", verdict="kill", sources=("REUTERS",)))
    assert [moment.headline for moment in message.timeline] == ["", "Sound", "Sound"]
    assert "Libel" not in repr(message)


def test_the_time_line_is_bounded() -> None:
    """The beginning and the last messages are kept."""
    desk = Desk()
    for n in range(1, 40):
        tell(desk, "afp:1", verdict="revision", killed=n, headline=f"v{n}")
    message = only(tell(desk, "afp:1", verdict="revision", killed=99, headline="v99"))
    assert len(message.timeline) == 20
    assert [message.timeline[n].headline for n in (0, 1, -1)] == ["v1", "v22", "v99"]


def test_an_alert_on_a_test_message_says_so() -> None:
    """A rule that asks for tests raises on one, and its kill as a test withdraws it."""
    desk = Desk('[[rule]]\nid = "t"\ntests = "only"\nmin_sources = 1\n' + RULES)
    assert [message.rule for message in alerts(desk.say("afp:1", test=True))] == ["t"]
    killed = only(desk.say("afp:1", verdict="kill", remaining=0, test=True))
    assert (killed.status, killed.test) == ("withdrawn", True)


def test_a_test_does_not_touch_the_alert_of_a_real_story() -> None:
    """Neither a follow-up nor a version that is a test speaks to it."""
    desk = Desk(RULES + 'tests = "also"\n')
    desk.say("afp:1")
    assert desk.say("afp:2", verdict="follow_up", sources=BOTH, test=True).emits == []
    assert desk.say("afp:1", verdict="revision", places=(), test=True).outcome == "test"


def test_places_without_evidence_count_as_named() -> None:
    """What a sender coded without words is news, too."""
    coded = PlaceLabel(id=169577, name="Homs", role="event", country="SY", kind="city")
    desk = Desk()
    desk.say("afp:1")
    message = only(desk.say("afp:2", verdict="follow_up", places=(ALEPPO, coded)))
    assert message.changes == ["place added: Homs"]


def test_a_version_that_only_tells_less_takes_nothing_back() -> None:
    """The urgency of a flash, or a word, that is left out: no withdrawal, and what is new is told."""
    rules = '[[rule]]\nid = "f"\nmin_urgency = 2\nchannels = ["c"]\n'
    rules += '[[rule]]\nid = "w"\nwords = ["enters"]\nchannels = ["c"]\n'
    desk = Desk(rules)
    desk.say("afp:1", urgency=1)
    later = desk.say("afp:1", verdict="revision", urgency=4, headline="HTS in Aleppo")
    assert later.emits == []
    told = alerts(tell(desk, "afp:1", verdict="revision", urgency=4, killed=3))
    assert [(each.rule, each.status) for each in told] == [("f", "escalated"), ("w", "escalated")]


def test_a_version_that_puts_another_place_withdraws() -> None:
    """So does a correction that leaves out what matched."""
    desk = Desk()
    desk.say("afp:1")
    moved = only(desk.say("afp:1", verdict="revision", places=(IDLIB,)))
    assert moved.status == "withdrawn"
    desk.say("ap:1", story="s2")
    corrected = only(
        desk.say("ap:1", story="s2", verdict="revision", declared="correction", actors=())
    )
    assert corrected.status == "withdrawn"


@pytest.mark.parametrize(("event", "told"), [("aid", 0), ("assault", 1)])
def test_who_only_speaks_is_no_party(event: str, told: int) -> None:
    """An offer of help after the news names an actor and escalates nothing; an attack does."""
    desk = Desk()
    desk.say("afp:1")
    saa = read(SAA, "headline", "Army")
    update = classified("ap:1", verdict="follow_up", actors=(HTS, saa), headline="Army text")
    update = replace(update, events=[EventLabel(type=event)])  # type: ignore[arg-type]
    changes = [change for message in alerts(desk.take(update)) for change in message.changes]
    assert changes.count("actor added: Syrian army") == told


def test_a_correction_without_any_label_says_what_the_headline_was() -> None:
    """Who had the alert is owed it; one that changes only the text under the headline is silent."""
    desk = Desk()
    desk.say("afp:1")
    headline = "CORRECTED: HTS nears Aleppo"
    told = only(desk.say("afp:1", verdict="revision", headline=headline, declared="correction"))
    assert (told.status, told.changes) == ("amended", ['headline before: "HTS enters Aleppo"'])
    again = desk.say(
        "afp:1", verdict="revision", headline="CORRECTED-HTS nears Aleppo", declared="correction"
    )
    assert again.emits == []


def test_a_correction_that_matches_no_more_says_what_it_corrects() -> None:
    """The withdrawal names what went and what came."""
    desk = Desk()
    desk.say("afp:1")
    told = only(desk.say("afp:1", verdict="revision", places=(IDLIB,), declared="correction"))
    assert told.status == "withdrawn"
    assert told.changes == ["place removed: Aleppo", "place added: Idlib"]
