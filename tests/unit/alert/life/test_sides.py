"""Whose dead a figure counts: those of the other side are another count."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from stream.alert.life.sides import side
from stream.model import ActorLabel, CasualtyLabel, Evidence, PlaceLabel

from ..desk import Desk, alerts, classified, only

KINDS = {
    "militants": "armed-group",
    "soldiers": "military",
    "police": "police",
    "gunmen": "armed-group",
}
MOPTI = PlaceLabel(id=2453348, name="Mopti", role="event", country="ML", kind="city")
RULES = '[[rule]]\nid = "dead"\nchannels = ["desk"]\ncasualties = { killed = 10 }\n'


def evidence(text: str, words: str) -> list[Evidence]:
    """Where the words stand in a headline."""
    start = text.index(words)
    return [Evidence(field="headline", start=start, end=start + len(words), text=words, rule="t")]


def read(text: str, figure: str, named: str, killed: int = 30, country: str = "") -> Any:
    """A number of dead and an actor, each as read from a headline."""
    dead = CasualtyLabel(kind="killed", least=killed, most=killed, evidence=evidence(text, figure))
    kind = KINDS[named.split()[-1]]
    actor = ActorLabel(
        id=f"unnamed-{named}", name=named, kind=kind, role="participant", country=country
    )
    return dead, replace(actor, evidence=evidence(text, named))


@pytest.mark.parametrize(
    ("text", "figure", "named", "country", "whose"),
    [
        ("Army says it killed 30 militants", "killed 30", "militants", "ML", "militants"),
        ("Thirty militants killed in raid", "Thirty militants killed", "militants", "ML", "militants"),
        ("30 militants killed in raid", "30 militants killed", "militants", "ML", "militants"),
        ("Gunmen killed 30, militants say", "killed 30", "militants", "ML", ""),
        ("30 killed by militants", "30 killed", "militants", "ML", ""),
        ("30 killed militants say", "30 killed", "militants", "ML", ""),
        ("Toll in gunmen attack rises to 30", "Toll in gunmen attack rises to 30", "gunmen", "ML", ""),
        ("Toll after gunmen raid at 30", "Toll after gunmen raid at 30", "gunmen", "ML", ""),
        ("30 French soldiers killed", "30 French soldiers killed", "French soldiers", "FR", "soldiers"),
        ("30 soldiers killed in ambush", "30 soldiers killed", "soldiers", "ML", ""),
        ("30 soldiers killed in ambush", "30 soldiers killed", "soldiers", "", ""),
        ("Armée: tué 30 membres des militants", "tué 30", "militants", "ML", "militants"),
        ("Blast kills 30 in camp of militants", "kills 30", "militants", "ML", ""),
        ("Blast kills 30 near militants", "kills 30", "militants", "ML", ""),
        ("Raid kills 30 police", "kills 30", "police", "ML", ""),
    ],
)  # fmt: skip
def test_who_is_hit_is_read_beside_the_number(
    text: str, figure: str, named: str, country: str, whose: str
) -> None:
    """An armed group's dead are its own, and so are foreign soldiers'; a country's soldiers are in its toll."""
    dead, actor = read(text, figure, named, country=country)
    assert side(dead, classified(headline=text, actors=(actor,)), {"ML"}) == whose


def villagers(uri: str, killed: int, **update: Any) -> Any:
    """A report of villagers killed."""
    dead = [CasualtyLabel(kind="killed", least=killed, most=killed)]
    return replace(classified(uri, actors=(), places=(MOPTI,), **update), casualties=dead)


def army(uri: str, killed: int, **update: Any) -> Any:
    """The army says how many it killed."""
    text = f"Army says it killed {killed} militants"
    dead, actor = read(text, f"killed {killed}", "militants", killed)
    report = classified(uri, headline=text, places=(MOPTI,), actors=(actor,), **update)
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
