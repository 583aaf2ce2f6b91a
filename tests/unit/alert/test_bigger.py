"""What makes the news bigger, and what only looks so: places, police, provinces, and tolls said in passing."""

from __future__ import annotations

from msgspec.structs import replace

from stream.model import ActorLabel, EventLabel, PlaceLabel

from .desk import BOTH, Desk, alerts, classified, only, read, toll

RULE = '[[rule]]\nid = "all"\nchannels = ["desk"]\nlanguages = ["en"]\n'
ERBIL = PlaceLabel(id=95446, name="Erbil", role="event", country="IQ", kind="city", admin1="Arbil")
IRAN = PlaceLabel(id=130758, name="Iran", role="event", country="IR", kind="country")
POLICE = ActorLabel(
    id="iraq-police", name="Iraq: police", kind="police", role="participant", country="IQ"
)


def lines(first: object, second: object) -> list[str]:
    """What is told of a second report after a first one."""
    desk = Desk(RULE)
    desk.take(first)  # type: ignore[arg-type]
    return [line for each in alerts(desk.take(second)) for line in each.changes]  # type: ignore[arg-type]


def test_a_place_named_beside_is_new_once_it_happens_there() -> None:
    """After "Iranian drones hit a base in Iraq", "US strikes targets in Iran" is the bigger news."""
    beside = read(replace(IRAN, role="demonym"), "headline", "Iran")
    first = classified(
        "afp:1", headline="Iran's drones hit base in Erbil", places=(ERBIL, beside), actors=()
    )
    second = classified(
        "afp:2", verdict="follow_up", headline="US strikes targets in Iran",
        places=(ERBIL, read(IRAN, "headline", "Iran")), actors=(),
    )  # fmt: skip
    assert lines(first, second) == ["place added: Iran"]


def test_a_dateline_elsewhere_is_not_where_it_happens() -> None:
    """A denial sent from Tehran makes Iran no known place of an attack in Erbil."""
    tehran = PlaceLabel(id=112931, name="Tehran", role="dateline", country="IR", kind="city")
    desk = Desk(RULE)
    desk.say("afp:1", headline="Drones hit base in Erbil", places=(ERBIL,), actors=())
    desk.say("irna:1", verdict="follow_up", headline="Officials deny attack on base in Erbil",
             sources=BOTH, places=(ERBIL, tehran), actors=())  # fmt: skip
    there = read(IRAN, "headline", "Iran")
    message = only(desk.say("afp:2", verdict="follow_up", sources=BOTH, headline="US strikes Iran",
                            places=(there,), actors=()))  # fmt: skip
    assert "place added: Iran" in message.changes


def test_the_police_of_the_country_and_the_province_of_the_town_are_not_new() -> None:
    """They come into every such story."""
    first = classified(
        "afp:1", headline="Gunman holds hostages in Erbil", places=(ERBIL,), actors=()
    )
    province = PlaceLabel(
        id=95445, name="Arbil", role="event", country="IQ", kind="admin1", admin1="Arbil"
    )
    second = classified("afp:1", verdict="revision", headline="Police surround Arbil cafe",
                        places=(ERBIL, province), actors=(POLICE,))  # fmt: skip
    assert lines(first, second) == []


def test_a_toll_said_in_passing_is_no_rival() -> None:
    """Who condemns what happened this week in many places gives no toll of this attack."""
    attack = replace(classified("afp:1", headline="Drone kills 12 in Erbil"), casualties=toll(12))
    words = replace(
        classified("reuters:1", verdict="follow_up", sources=BOTH, headline="UN chief condemns killings"),
        casualties=toll(60), events=[EventLabel(type="accuse")],
    )  # fmt: skip
    assert not [line for line in lines(attack, words) if "killed" in line]
    update = replace(words.item.update, uri="afp:2", provider="AFP")
    own = replace(words, item=replace(words.item, update=update, agency="AFP"))
    assert not [line for line in lines(attack, own) if "killed" in line]
    first_hand = replace(words, events=[EventLabel(type="assault")])
    assert "killed 12 → 12–60" in lines(attack, first_hand)


def test_a_near_identical_text_of_another_agency_may_say_the_opposite() -> None:
    """One word apart, dedupe takes it for a copy; as the only text of its agency it has a side of its own."""
    desk = Desk(RULE)
    desk.say("afp:1", headline="Kenya's top court upholds digital levy")
    message = only(desk.say("reuters:1", verdict="duplicate", sources=BOTH, original="afp:1",
                            headline="Kenya's top court overturns digital levy"))  # fmt: skip
    assert message.status == "amended"
    assert message.changes == ["sources disagree: upholds 1 (AFP), overturns 1 (REUTERS)"]


def test_a_dispute_in_other_words_is_told_once() -> None:
    """That "closed" is now "shut" turns nothing."""
    desk = Desk(RULE)
    desk.say("afp:1", headline="Hormuz strait closed, Iran says")
    desk.say(
        "reuters:1", verdict="follow_up", sources=BOTH, headline="Hormuz strait open, navy says"
    )
    assert (
        alerts(
            desk.say(
                "afp:1", verdict="revision", sources=BOTH, headline="Hormuz strait shut, Iran says"
            )
        )
        == []
    )


def test_prosecutors_come_into_every_crime_of_their_country() -> None:
    """Like the police they are no new party: of another country they are."""
    shot = classified("afp:1", headline="Mayor shot in Erbil", places=(ERBIL,), actors=())
    for country, told in (("IQ", []), ("TR", ["actor added: prosecution"])):
        office = ActorLabel(
            id="office", name="prosecution", kind="prosecutor", role="participant", country=country
        )
        later = classified(
            "ap:1", verdict="follow_up", headline="Prosecutors look into Erbil shooting",
            places=(ERBIL,), actors=(read(office, "headline", "Prosecutors"),),
        )  # fmt: skip
        assert lines(shot, later) == told
