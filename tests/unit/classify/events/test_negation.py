"""Tests of stream.classify.events.negation and actors.denied: "not" may deny who did it, or that it was done."""

from __future__ import annotations

from support.classified import update


def test_not_somebody_denies_who_and_not_what(desk):
    """The event stays, the actor goes; "whether or not" and "not only" leave it."""
    labels = desk.classifier.read(update("Bandits, not Boko Haram, kill seven in Kaduna"))
    assert [event.type for event in labels.events] == ["assault"]
    assert "boko-haram" not in {actor.id for actor in labels.actors}
    for headline in ("Whether or not Hamas agrees, talks go on", "Not only Hamas fired rockets"):
        assert "hamas" in {actor.id for actor in desk.classifier.read(update(headline)).actors}, (
            headline
        )


def test_a_denied_deed_is_no_event(desk):
    """Without a comma or a noun that had no part, "not" denies the deed itself."""
    assert desk.classifier.read(update("Army did not bomb village")).events == []
    assert desk.classifier.read(update("No one killed in village")).casualties == []
