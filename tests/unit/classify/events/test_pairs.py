"""Tests of stream.classify.events.pairs: events that two words tell, and words whose class others decide."""

from __future__ import annotations

import pytest

from support.classified import update


def event(desk, headline, body=""):
    """The class of an update's event, or None."""
    events = desk.classifier.read(update(headline, body)).events
    return events[0].type if events else None


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("Forty trucks of flour reach the north", "aid"),
        ("Chile envía brigadistas a Bolivia por incendios", "aid"),
        ("Bern freezes assets of former ministers", "sanction"),
        ("El alcalde decreta toque de queda", "coerce"),
        ("Leaders spoke by phone on Friday", "consult"),
        ("Shelling hits convoy carrying food", "assault"),
        ("Trucks carrying cars reach the border", None),
    ],
)
def test_two_words_near_each_other_tell_an_event(desk, headline, kind):
    """Where no single word does; what is violent comes first."""
    assert event(desk, headline) == kind


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("L'Union africaine condamne le putsch", "accuse"),
        ("Le tribunal condamne un ancien maire à trois ans de prison", "coerce"),
        ("Bundesregierung verurteilt Putsch", "accuse"),
        ("Gericht verurteilt Mann zu zwei Jahren Haft", "coerce"),
    ],
)
def test_a_word_that_condemns_is_a_courts_or_a_speakers(desk, headline, kind):
    """A sentence coerces, a statement accuses."""
    assert event(desk, headline) == kind


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("Villagers block highway over water", "protest"),
        ("Army blocks highway to the capital", "coerce"),
        ("Envoys fail to agree on new sanctions", "sanction"),
        ("Price war breaks out among carmakers", None),
        ("Chipmaker blasts past forecasts", None),
    ],
)
def test_who_does_it_and_what_fails_decides(desk, headline, kind):
    """Residents who block a road protest; figures of speech tell nothing."""
    assert event(desk, headline) == kind
