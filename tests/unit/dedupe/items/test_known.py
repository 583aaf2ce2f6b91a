"""Updates under an id that is known."""

from __future__ import annotations

from ..desk import HARBOUR, QUAKE, Desk, at

BOAT = "{} missing after boat capsizes near Haugesund"


def test_only_the_date_moved() -> None:
    """The same text under the same id with a later date is a repeat, on wire.duplicates only."""
    desk = Desk()
    first = desk.send("cr:9", headline=BOAT.format("Three"), version_created=at(0))
    record = desk.record("cr:9", 10, headline=BOAT.format("Three"), version_created=at(10))
    emits = desk.run(record).emits
    assert [(e.topic, e.value.verdict) for e in emits] == [("wire.duplicates", "repeat")]
    assert emits[0].value.story == first.story == emits[0].key


def test_an_old_copy_never_overwrites() -> None:
    """A text that was replaced and comes back without a sign of correction is stale, whatever its
    date.
    """
    desk = Desk()
    for minutes, number in ((0, "Three"), (60, "Five")):
        last = desk.send("cr:9", minutes, headline=BOAT.format(number), version_created=at(minutes))
    assert (last.verdict, last.changes) == ("revision", ["missing 3 → 5"])
    back = desk.send("cr:9", 65, headline=BOAT.format("Three"), version_created=at(65))
    assert back.verdict == "stale"
    again = desk.send("cr:9", 70, headline=BOAT.format("Five"), version_created=at(70))
    assert again.verdict == "repeat"


def test_another_version_goes_back() -> None:
    """A text that was replaced and comes back under a version of its own is a revision: its sender means it."""
    desk = Desk()
    for minutes, number, version in ((0, "Three", "1a"), (60, "Five", "1b")):
        desk.send(
            "cr:9",
            minutes,
            headline=BOAT.format(number),
            version=version,
            version_created=at(minutes),
        )
    back = desk.send(
        "cr:9", 65, headline=BOAT.format("Three"), version="1c", version_created=at(65)
    )
    assert (back.verdict, back.changes) == ("revision", ["missing 5 → 3"])


def test_a_declared_correction_goes_back() -> None:
    """A text that was replaced and comes back as a correction is a revision."""
    desk = Desk()
    for minutes, number in ((0, "Three"), (60, "Five")):
        desk.send("cr:9", minutes, headline=BOAT.format(number), version_created=at(minutes))
    back = desk.send(
        "cr:9", 65, headline=BOAT.format("Three"), version_created=at(65), declared="correction"
    )
    assert (back.verdict, back.changes) == ("revision", ["missing 5 → 3"])


def test_versions_are_numbers() -> None:
    """Version 10 is newer than version 9, and 9 that comes again is stale."""
    desk = Desk()
    strike = "Ferry crews stayed out for a second day on Thursday."
    deal = "Ferry crews went back to work on Thursday after a pay deal."
    verdicts = [
        desk.send("urn:e:ferry", n, version=v, version_created=at(n), headline=h, body=b).verdict
        for n, v, h, b in (
            (0, "9", "Ferry strike enters second day", strike),
            (20, "10", "Ferry strike ends after deal", deal),
        )
    ]
    old = desk.send(
        "urn:e:ferry", 0, version="9", headline="Ferry strike enters second day", body=strike
    )
    assert [*verdicts, old.verdict] == ["new", "revision", "stale"]
    bare = desk.send(
        "urn:e:ferry", 40, version_created=at(40), headline="Ferry strike ends, first boats sail",
        body=f"{deal} The first boats sailed at noon.",
    )  # fmt: skip
    assert bare.verdict == "revision"
    assert bare.update.version is None
    assert bare.update.warnings == ["no version: ordered by version_created"]


def test_another_text_under_one_version() -> None:
    """The same version with another text is a revision with a warning."""
    desk = Desk()
    desk.send("urn:e:1", version="1", headline=BOAT.format("Three"))
    told = desk.send("urn:e:1", 5, version="1", headline=BOAT.format("Four"))
    assert told.verdict == "revision"
    assert told.update.warnings == ["another text under the same version"]


def test_a_reused_id_opens_a_story() -> None:
    """An id that comes back with an unrelated text opens a new story and says so."""
    desk = Desk()
    first = desk.send("urn:e:1", version_created=at(0), headline="Quake hits Elazig", body=QUAKE)
    told = desk.send("urn:e:1", 5, version_created=at(5), headline="Dockers strike", body=HARBOUR)
    assert told.verdict == "new"
    assert told.story != first.story
    assert told.update.warnings == [
        "id reused: nothing in common with the earlier text of 'urn:e:1'"
    ]


def test_ids_that_shift_bring_no_news() -> None:
    """A feed whose ids all moved to the neighbour's text has only repeats."""
    desk = Desk()
    texts = [("Quake hits Elazig", QUAKE), ("Dockers strike", HARBOUR)]
    for n, (headline, body) in enumerate(texts):
        desk.send(f"urn:e:{n}", n, version_created=at(n), headline=headline, body=body)
    for n, (headline, body) in enumerate(reversed(texts)):
        told = desk.send(
            f"urn:e:{n}", 60 + n, version_created=at(60 + n), headline=headline, body=body
        )
        assert told.verdict == "repeat"


def test_a_changed_scheme_is_the_same_id() -> None:
    """http and https, www., tracking parameters and a closing slash make no new id."""
    desk = Desk()
    desk.send("http://citydesk.example/n/101", headline="Tram strike called off")
    for uri in (
        "https://citydesk.example/n/101",
        "https://www.citydesk.example/n/101/?utm_source=rss",
    ):
        told = desk.send(uri, 60, headline="Tram strike called off", version_created=at(60))
        assert (told.verdict, told.sources) == ("repeat", ["Reuters"])
    moved = desk.send(
        "https://citydesk.example/n/101", 90, headline="Tram strike back on", version_created=at(90)
    )
    assert moved.verdict == "revision"


def test_an_embargo_is_inherited() -> None:
    """A version that merely lacks the embargo keeps it, and one that states another has that."""
    desk = Desk()
    desk.send("urn:e:1", headline="Budget", body=HARBOUR, version="1", embargoed_until=at(600))
    second = desk.send("urn:e:1", 5, headline="Budget, more", body=HARBOUR, version="2")
    third = desk.send("urn:e:1", 6, headline="Budget, still more", body=HARBOUR, version="3")
    assert second.update.embargoed_until == third.update.embargoed_until == at(600)
    fourth = desk.send(
        "urn:e:1", 9, headline="Budget, all", body=HARBOUR, version="4", embargoed_until=at(700)
    )
    assert fourth.update.embargoed_until == at(700)


def test_a_release_is_no_repeat() -> None:
    """The same text that was withheld and is usable now is a revision."""
    desk = Desk()
    desk.send("urn:e:1", headline="Budget", body=HARBOUR, version="1", pub_status="withheld")
    told = desk.send("urn:e:1", 5, headline="Budget", body=HARBOUR, version="2")
    assert (told.verdict, told.changes) == ("revision", ["withheld → usable"])


def test_event_time_stays() -> None:
    """A revision keeps the item's event time, unless its first_created was changed."""
    desk = Desk()
    desk.send("urn:e:1", headline="Budget", version="1", first_created=at(0))
    later = desk.send("urn:e:1", 30, headline="Budget, more", version="2")
    assert later.update.event_time == at(0)
    moved = desk.send("urn:e:1", 60, headline="Budget, all", version="3", first_created=at(55))
    assert moved.update.event_time == at(60)


def test_reused_numbers_of_two_providers_are_two_items() -> None:
    """An id that is neither an address nor a URN is only unique with its provider."""
    desk = Desk()
    desk.send("9", headline="Quake hits Elazig", body=QUAKE)
    told = desk.send("9", 5, provider="AFP", headline="Dockers strike", body=HARBOUR)
    assert (told.verdict, told.update.warnings) == ("new", [])
