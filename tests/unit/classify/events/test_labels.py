"""Tests of stream.classify.events.labels: PLOVER's classes as a hint."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from support.classified import update


def events(desk, headline, body=""):
    """The events of a text as (class, planned)."""
    item = update(headline, body, at=datetime(2026, 5, 14, tzinfo=UTC))
    return [(e.type, e.planned) for e in desk.classifier.read(item).events]


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("Israel strikes Gaza, killing ten", "assault"),
        ("Thousands march in Paris against pension plan", "protest"),
        ("EU imposes sanctions on Russian banks", "sanction"),
        ("Putin and Xi meet in Beijing", "consult"),
        ("Iran and Saudi Arabia sign deal", "agree"),
        ("Russia withdraws troops from Kherson", "retreat"),
        ("Ukraine asks NATO for more air defence", "request"),
        ("UN delivers aid to Gaza", "aid"),
        ("Kim threatens nuclear response", "threaten"),
        ("Police arrest 40 protesters in Istanbul", "coerce"),
        ("China rejects US charge", "reject"),
        ("China deploys warships near Taiwan", "mobilize"),
        ("France condemns coup in Niger", "accuse"),
        ("Hamas frees two captives", "concede"),
        ("Canada backs Kyiv", "support"),
        ("Peru and Chile announce joint patrols", "cooperate"),
        ("Des manifestants défilent à Paris", "protest"),
        ("Россия и Китай подписали договор", "agree"),
    ],
)
def test_a_headline_tells_its_class(desk, headline, kind):
    """One event for a headline; each of the sixteen classes."""
    assert events(desk, headline) == [(kind, False)]


def test_what_is_announced_is_planned(desk):
    """ "Will close" is no closure."""
    assert events(desk, "Houthis say they will close strait") == [("coerce", True)]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        (
            "Join the fight",
            "We will battle for every vote in Ohio and strike back before midnight.",
        ),
        (
            "Streamer cut off over massacre clip",
            "A viewer posted a clip of the 2019 mosque attack.",
        ),
        ("Quake kills 30", "A quake struck in the night and killed 30 people."),
        ("Nobody was killed", ""),
        ("Bombing trial opens", ""),
    ],
)
def test_figures_of_speech_old_deeds_and_disasters_are_no_attack(desk, headline, body):
    """No violent class without a violent word, an armed actor, or a deed of this year."""
    assert "assault" not in {kind for kind, _ in events(desk, headline, body)}


def test_the_lead_counts_where_the_headline_tells_nothing(desk):
    """The event is in the first sentences."""
    assert events(desk, "Night in Kharkiv", "Three missiles hit a market.") == [("assault", False)]


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("Drone shuts airport for two hours", None),
        ("Drone attack kills three in Goma", "assault"),
        ("Teachers' strike closes schools in six cities", "protest"),
        ("EU adds 14 judges to sanctions list", "sanction"),
        ("La Grenade ferme ses écoles", None),
        ("Monitor: attacks in the Sahel rose last year", None),
    ],
)
def test_words_of_violence_that_tell_of_none(desk, headline, kind):
    """A drone may be a sight, a strike one of work, a name no weapon, last year no news."""
    found = desk.classifier.read(update(headline)).events
    assert [event.type for event in found if event.type == "assault" or kind] == (
        [kind] if kind else []
    )
