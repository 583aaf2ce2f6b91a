"""Tests of stream.classify.events.tolls: tolls whose figure stands far behind."""

from __future__ import annotations

from support.classified import update


def test_a_toll_is_that_of_the_dead_unless_the_hurt_are_named(desk):
    """The figure far behind belongs to the noun that heads the toll; no fare is a toll."""
    told = {
        "Death toll from flood in the north climbs to seven": [("killed", 7)],
        "Number of injured in flood climbs to 31": [("wounded", 31)],
        "Zahl der Toten nach Hochwasser im Norden steigt auf acht": [("killed", 8)],
        "Bridge toll rises to 7 dollars": [],
    }
    for headline, figures in told.items():
        found = desk.classifier.read(update(headline)).casualties
        assert [(c.kind, c.least) for c in found] == figures, headline
