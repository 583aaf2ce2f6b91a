"""Updates under new ids, numbers, takes and repeats."""

from __future__ import annotations

from ..desk import HARBOUR, QUAKE, Desk, at

DOCK = {"headline": "Dockers vote to strike at Gdynia port", "body": HARBOUR}
OTHER = {"headline": "Court forbids walkout", "body": "A judge said no. Grain moves again at dawn."}


def test_a_link_replaces_the_old_id_in_either_order() -> None:
    """The text of the new id stands, and the old id is stale, also when it comes late."""
    one, two = Desk(), Desk()
    story = one.send("urn:e:1", 0, version="2", **DOCK).story
    told = one.send("urn:e:2", 9, version="1", alt_ids={"evolvedfrom": "urn:e:1"}, **OTHER)
    assert (told.verdict, told.story, told.original and told.original.uri) == (
        "revision",
        story,
        "urn:e:1",
    )
    assert one.send("urn:e:1", 10, version="2", **DOCK).verdict == "stale"
    two.send("urn:e:2", 9, version="1", alt_ids={"evolvedfrom": "urn:e:1"}, **OTHER)
    late = two.send("urn:e:1", 10, version="2", **DOCK)
    assert late.verdict == "stale"
    assert two.send("urn:e:1", 20, declared="kill").remaining == 0


def test_an_old_version_may_name_its_successor() -> None:
    """ "Superseded by" an item that is known is stale."""
    desk = Desk()
    desk.send("urn:e:2", 9, **OTHER)
    assert desk.send("urn:e:1", 10, alt_ids={"supersededby": "urn:e:2"}, **DOCK).verdict == "stale"


def test_another_house_replaces_nobody() -> None:
    """A paper that says its text evolved from an agency's item opens an item of its own."""
    desk = Desk()
    desk.send("urn:e:1", 0, **DOCK)
    told = desk.send("urn:p:1", 9, provider="AFP", alt_ids={"evolvedfrom": "urn:e:1"}, **OTHER)
    assert told.verdict != "revision"


def test_one_number_of_one_day_is_one_item_if_the_texts_are_kin() -> None:
    """Another id with the same sequence is a version; an unrelated text, or another day, is not."""
    desk, number = Desk(), {"alt_ids": {"sequence": "b0412"}}
    desk.send("a", 0, version_created=at(0), **DOCK, **number)
    more = {"headline": DOCK["headline"], "body": QUAKE[200:] + HARBOUR[:150]}
    assert desk.send("b", 9, version_created=at(9), **more, **number).verdict == "revision"
    assert (
        desk.send("c", 5, version_created=at(5), **more | {"body": QUAKE}, **number).verdict
        == "stale"
    )
    assert (
        desk.send(
            "d", 20, headline="Lisbon votes", body="Polls shut at eight in rain.", **number
        ).verdict
        == "new"
    )


def test_a_take_continues_and_replaces_nothing() -> None:
    """A second piece joins the story, also of a text that looks alike, and dies with it."""
    desk = Desk()
    first = desk.send("a", 0, **DOCK)
    take = desk.send("b", 2, headline=DOCK["headline"] + " =2", body=HARBOUR + " The port is old.")
    assert (take.verdict, take.story) == ("follow_up", first.story)
    by_slug = desk.send(
        "c", 3, headline="Shippers wait", body="Ships lie off.", slugline="BC-Dock, 1st Add"
    )
    assert by_slug.verdict == "new"
    for uri in ("a", "b"):
        desk.send(uri, 9, declared="kill")
    assert (
        desk.send("d", 10, headline=DOCK["headline"] + " =3", body="Nobody spoke.").verdict
        == "stale"
    )


def test_a_take_of_a_held_text_is_held() -> None:
    """A piece that states no embargo has that of its first piece."""
    desk = Desk()
    desk.send("a", 0, embargoed_until=at(600), **DOCK)
    take = desk.send("b", 2, headline=DOCK["headline"] + " =2", body="The port is old.")
    assert take.update.embargoed_until == at(600)


def test_a_declared_repeat_is_one() -> None:
    """RPT of a text that is known adds nothing, and brings no killed text back."""
    desk = Desk()
    desk.send("a", 0, **DOCK)
    again = {"headline": "RPT-" + DOCK["headline"], "body": HARBOUR, "declared": "repeat"}
    assert desk.send("b", 9, **again).verdict == "repeat"
    desk.send("a", 10, declared="kill")
    assert desk.send("c", 20, **again).verdict == "stale"


def test_a_version_from_the_future_does_not_block_what_follows() -> None:
    """A stamp years ahead is not believed: the next version is ordered by arrival."""
    desk = Desk()
    desk.send("urn:e:1", 0, version_created=at(60 * 24 * 900), **DOCK)
    told = desk.send(
        "urn:e:1", 9, version_created=at(9), headline="Dockers call strike off", body=HARBOUR
    )
    assert told.verdict == "revision"
