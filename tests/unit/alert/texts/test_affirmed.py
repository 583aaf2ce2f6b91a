"""What was only feared or denied, and then is stated."""

from __future__ import annotations

import pytest

from stream.model import PlaceLabel

from ..desk import BOTH, Desk, alerts, read

RULE = """
[[rule]]
id = "all"
channels = ["desk"]
languages = ["en", "de"]
"""


def then(first: str, second: str, places: tuple[PlaceLabel, ...] = (), **more: str) -> list[str]:
    """What is told of the second headline, after the first."""
    desk = Desk(RULE)
    desk.say("afp:1", headline=first, actors=(), places=places, **more)
    told = alerts(desk.say("reuters:1", verdict="follow_up", sources=BOTH, headline=second,
                           actors=(), places=places, **more))  # fmt: skip
    return [line for message in told if message.status == "escalated" for line in message.changes]


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [("Gunfire near palace, coup feared", "Soldiers announce coup on state TV", "feared"),
     ("Army denies coup", "African Union condemns coup", "denies"),
     ("Minister denies plan to resign", "Minister resigns", "denies"),
     ("Miners feared dead after blast", "All nine miners are dead, rescuers say", "feared")],
)  # fmt: skip
def test_what_was_feared_or_denied_is_stated(first: str, second: str, word: str) -> None:
    """The deed is bigger news than the fear of it, also if its type is unknown."""
    assert f'"{word}" → stated' in then(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [("Gunfire near palace, coup feared", "No coup in Bissau, minister says"),
     ("Gunfire near palace, coup feared", "Army denies coup"),
     ("Tsunami feared after quake", "Tsunami warning lifted"),
     ("Miners feared dead after blast", "Rescuers search for miners"),
     ("Soldiers announce coup", "Soldiers in coup close border")],
)  # fmt: skip
def test_what_stays_open_is_not_stated(first: str, second: str) -> None:
    """Neither a denial, an all-clear, nor another word on it; nor what was stated from the first."""
    assert not [line for line in then(first, second) if "stated" in line]


def test_it_is_told_in_other_languages() -> None:
    """The table has the words of a fear for each; the place between is not what is feared."""
    bissau = read(
        PlaceLabel(id=2374775, name="Bissau", role="event", country="GW", kind="city"),
        "headline",
        "Bissau",
    )
    told = then(
        "Putsch in Bissau befürchtet", "Soldaten verkünden Putsch", language="de", places=(bissau,)
    )
    assert '"befürchtet" → stated' in told
