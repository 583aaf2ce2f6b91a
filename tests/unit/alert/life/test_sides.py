"""Whose dead a figure counts: those of the other side are another count."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from stream.alert.life.sides import side
from stream.model import ActorLabel, CasualtyLabel, PlaceLabel

from ..desk import Desk, alerts, classified, only

MOPTI = PlaceLabel(id=2453348, name="Mopti", role="event", country="ML", kind="city")
RULES = '[[rule]]\nid = "dead"\nchannels = ["desk"]\ncasualties = { killed = 10 }\n'


def actor(id_: str, kind: str, country: str = "") -> ActorLabel:
    """A participant."""
    return ActorLabel(id=id_, name=id_, kind=kind, role="participant", country=country)


MILITANTS = actor("unnamed-militants", "armed-group", "ML")


@pytest.mark.parametrize(
    ("of", "whose"),
    [
        ("", ""),
        ("unnamed-militants", "militants"),
        ("fr-military", "soldiers"),
        ("ml-military", ""),
        ("unnamed-military", ""),
        ("nobody-here", ""),
    ],
)
def test_foreign_soldiers_and_armed_groups_are_a_side(of: str, whose: str) -> None:
    """A country's own soldiers are in its toll, and so are those of who knows which."""
    actors = (
        MILITANTS, actor("fr-military", "military", "FR"), actor("ml-military", "military", "ML"),
        actor("unnamed-military", "military"),
    )  # fmt: skip
    dead = CasualtyLabel(kind="killed", least=30, most=30, of=of)
    assert side(dead, classified(actors=actors), {"ML"}) == whose


def villagers(uri: str, killed: int, **update: Any) -> Any:
    """A report of villagers killed."""
    dead = [CasualtyLabel(kind="killed", least=killed, most=killed)]
    return replace(classified(uri, actors=(), places=(MOPTI,), **update), casualties=dead)


def army(uri: str, killed: int, **update: Any) -> Any:
    """The army says how many militants it killed."""
    dead = CasualtyLabel(kind="killed", least=killed, most=killed, of=MILITANTS.id)
    text = f"Army says it killed {killed} militants"
    report = classified(uri, headline=text, places=(MOPTI,), actors=(MILITANTS,), **update)
    return replace(report, casualties=[dead])


def test_the_other_sides_dead_raise_no_toll() -> None:
    """They are told as a count of their own, which is no escalation; the villagers' toll goes on by itself."""
    desk = Desk(RULES)
    desk.take(villagers("afp:1", 12))
    message = only(desk.take(army("afp:2", 30, verdict="follow_up")))
    assert (message.status, message.changes) == ("amended", ["killed (militants): 30"])
    assert message.figures == ["killed 12", "killed (militants) 30"]
    more = only(desk.take(villagers("afp:3", 21, verdict="follow_up")))
    assert (more.status, more.changes) == ("escalated", ["killed 12 → 21"])
    rise = only(desk.take(army("afp:2", 60, verdict="revision")))
    assert (rise.status, rise.changes) == ("escalated", ["killed (militants) 30 → 60"])


def test_the_same_dead_without_their_side_are_no_second_count() -> None:
    """\"30 militants\", and then another agency's \"30 dead\"."""
    desk = Desk(RULES)
    assert only(desk.take(army("afp:1", 30))).figures == ["killed (militants) 30"]
    assert alerts(desk.take(villagers("afp:2", 30, verdict="follow_up"))) == []
