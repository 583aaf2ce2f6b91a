"""Many stories that meet one rule at once: one digest above the limit, and what becomes of its stories."""

from stream.model import Alert

from ..desk import RULES, Desk, alerts, only

BURST = RULES + "burst_stories = 2\nburst_minutes = 10\n"


def burst(desk: Desk, stories: int) -> list[Alert]:
    """So many stories within as many seconds, and what is told."""
    told = []
    for n in range(1, stories + 1):
        told += alerts(desk.say(f"afp:{n}", story=f"s{n}", headline=f"HTS in town {n}"))
        desk.wait(seconds=1)
    return told


def test_a_burst_is_folded_into_one_digest() -> None:
    """Above the limit the stories share one alert, which is told once and then when its time is over."""
    desk = Desk(BURST)
    one, two, digest = burst(desk, 6)
    assert [message.story for message in (one, two)] == ["s1", "s2"]
    assert (digest.status, digest.sequence, digest.headline) == ("raised", 1, "HTS in town 3")
    assert digest.reason == "rule hts: more than 2 stories in 10 minutes"
    assert [story.id for story in digest.stories] == ["s3"]
    desk.wait(minutes=10)
    more = only(desk.tick())
    assert (more.id, more.sequence, more.status) == (digest.id, 2, "amended")
    assert more.headline == "4 stories: HTS in town 6"
    assert more.changes == [f"story added: HTS in town {n}" for n in (4, 5, 6)]
    assert [story.id for story in more.stories] == ["s3", "s4", "s5", "s6"]
    assert (desk.tick().emits, desk.state.due()) == ([], None)


def test_after_a_burst_stories_have_their_own_alerts_again() -> None:
    """The limit counts the raises of the last minutes."""
    desk = Desk(BURST)
    burst(desk, 4)
    desk.wait(minutes=11)
    assert only(desk.say("ap:1", story="t1")).story == "t1"


def test_a_killed_story_of_a_digest_is_withdrawn_from_it() -> None:
    """Those who had the digest learn it at once; the last one takes the digest with it."""
    desk = Desk(BURST)
    digest = burst(desk, 4)[2]
    first = only(desk.say("afp:4", story="s4", verdict="kill", remaining=0))
    assert (first.id, first.status, first.sequence) == (digest.id, "amended", 2)
    assert first.changes == ["story withdrawn: HTS in town 4"]
    assert [story.id for story in first.stories] == ["s3"]
    last = only(desk.say("afp:3", story="s3", verdict="kill", remaining=0))
    assert (last.id, last.status, last.stories) == (digest.id, "withdrawn", [])
    desk.wait(minutes=11)
    assert desk.tick().emits == []


def test_a_correction_in_a_digest_is_told_and_the_rest_is_not() -> None:
    """A folded story's correction names its headline; a second source of it is for the story's page."""
    desk = Desk(BURST)
    digest = burst(desk, 3)[2]
    assert desk.say("ap:3", story="s3", verdict="follow_up", sources=("AFP", "AP")).emits == []
    message = only(
        desk.say("afp:3", story="s3", verdict="revision", declared="correction", changes=("a → b",))
    )
    assert (message.id, message.status) == (digest.id, "amended")
    assert message.changes == ["HTS enters Aleppo: a → b"]


def test_a_digest_is_of_one_set_of_channels() -> None:
    """A rule that names other channels, or is louder, during a burst begins a digest of its own for them."""
    desk = Desk(BURST)
    digest = burst(desk, 4)[2]
    desk.change(BURST.replace("duty", "night"))
    other = only(desk.say("afp:8", story="s8", headline="HTS in town 8"))
    assert (other.status, other.channels) == ("raised", ["foreign-desk", "night"])
    assert other.id != digest.id
    desk.change(BURST.replace("duty", "night").replace("critical", "low"))
    low = only(desk.say("afp:9", story="s9", headline="HTS in town 9"))
    assert (low.status, low.severity) == ("raised", "low")
