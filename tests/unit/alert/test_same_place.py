"""A place that is only told otherwise is no news: named before, the country of one, or one inside a country."""

import pytest
from msgspec.structs import replace

from stream.model import ActorLabel, Evidence, PlaceLabel

from .desk import Desk, alerts

RULE = '[[rule]]\nid = "r"\nchannels = ["c"]\nwords = ["quake"]\n'


def place(id_: int, name: str, kind: str = "city") -> PlaceLabel:
    """A place of the Philippines that the headline names."""
    words = Evidence(field="headline", start=0, end=1, text=name, rule="name")
    return PlaceLabel(
        id=id_,
        name=name,
        role="event",
        country="PH",
        kind=kind,
        evidence=[words],  # type: ignore[arg-type]
    )


LAND = place(1694008, "Philippines", "country")
DAVAO, CEBU = place(1715348, "Davao"), place(1717512, "Cebu")


@pytest.mark.parametrize(
    ("first", "then", "headline", "escalates"),
    [
        ((LAND,), (LAND, DAVAO), "Quake shakes Philippines", False),
        ((DAVAO,), (DAVAO, LAND), "Quake shakes Davao", False),
        ((DAVAO,), (DAVAO, CEBU), "Quake shakes Davao", True),
        ((LAND, DAVAO), (LAND, CEBU), "Quake shakes Davao, Philippines", True),
        ((), (CEBU,), "Quake shakes Cebu", False),
        ((), (CEBU,), "Quake shakes island", True),
    ],
)
def test_only_another_place_escalates(
    first: tuple[PlaceLabel, ...], then: tuple[PlaceLabel, ...], headline: str, escalates: bool
) -> None:
    """By ids, by countries, and by the words of the headlines that were there."""
    d = Desk(RULE)
    d.say("ap:1", places=first, actors=(), headline=headline)
    names = " and ".join(each.name for each in then)
    told = alerts(
        d.say("ap:1", verdict="revision", places=then, actors=(), headline=f"Quake shakes {names}")
    )
    added = any("place added" in change for message in told for change in message.changes)
    assert added == escalates


@pytest.mark.parametrize(("name", "escalates"), [("Cebu", False), ("Lipa", True)])
def test_a_town_and_its_province_are_one_by_name(name: str, escalates: bool) -> None:
    """The province stood in the first text; the town of its name is no other place."""
    d = Desk(RULE)
    province = replace(place(1717511, "Cebu", "admin1"), role="mention", evidence=[])
    d.say("ap:1", places=(DAVAO, province), actors=(), headline="Quake shakes Davao")
    later = d.say(
        "afp:1",
        verdict="follow_up",
        places=(DAVAO, place(1, name)),
        actors=(),
        headline=f"Quake felt in {name}",
    )
    assert any(f"place added: {name}" in told.changes for told in alerts(later)) == escalates


def test_a_place_in_another_country_escalates() -> None:
    """The same words elsewhere are another place."""
    d = Desk(RULE)
    d.say("ap:1", places=(LAND,), actors=(), headline="Quake shakes Philippines")
    far = replace(place(1819729, "Hong Kong"), country="HK")
    later = d.say(
        "ap:1",
        verdict="revision",
        places=(LAND, far),
        actors=(),
        headline="Quake felt in Hong Kong",
    )
    (told,) = alerts(later)
    assert (told.status, told.changes[0]) == ("escalated", "place added: Hong Kong")


@pytest.mark.parametrize(("name", "escalates"), [("Philippines", False), ("Japan", True)])
def test_the_state_where_it_happens_is_no_new_actor(name: str, escalates: bool) -> None:
    """Its president speaks of every quake; that another state comes in is told."""
    d = Desk(RULE)
    d.say("ap:1", places=(DAVAO,), actors=(), headline="Quake shakes Davao")
    words = Evidence(field="headline", start=0, end=1, text="president", rule="office")
    state = ActorLabel(id=name, name=name, kind="government", role="participant", evidence=[words])
    later = d.say(
        "afp:1",
        verdict="follow_up",
        places=(DAVAO, replace(LAND, role="mention", evidence=[])),
        actors=(state,),
        headline="Quake: president flies in",
    )
    assert any(f"actor added: {name}" in told.changes for told in alerts(later)) == escalates
