"""A dead letter of a source holds all that is needed to read its document again."""

from __future__ import annotations

from datetime import UTC, datetime

from stream.adapters.kafka.dead_letters import Letter, letter_of
from stream.adapters.sources.documents import Document
from stream.adapters.sources.letters import (
    ITEMS_CHARACTERS,
    RefusedItem,
    document_of,
    letter_headers,
)
from stream.errors import MalformedUpdate, NotNews, UnknownSchema
from stream.formats.outcome import Hints
from stream.pipeline.headers import ATTEMPT

ARRIVAL = datetime(2026, 6, 11, 9, 30, tzinfo=UTC)
HINTS = Hints("AP", True, "Europe/London", "en-GB", True, arrival=ARRIVAL, name="in/a.xml")
DOCUMENT = Document(b"<nitf>\xff", "in/a.xml", "nitf")
BAD, PICTURE = MalformedUpdate("uri is missing", "item 2"), NotNews("picture", "item 1")


class Kept:
    """A record of the dead-letter topic."""

    def __init__(self, headers: list[tuple[str, bytes]]) -> None:
        self.offset, self.key, self.value, self.headers = 7, None, DOCUMENT.data, headers


def letter(errors: list[MalformedUpdate], hints: Hints = HINTS, attempt: int = 0) -> Letter:
    """The letter as it is read back."""
    refused = [RefusedItem(error, 2 * n + 1) for n, error in enumerate(errors)]
    return letter_of(Kept(letter_headers(DOCUMENT, hints, refused, "p.wire.updates", attempt)))


def test_a_letter_gives_back_document_and_hints() -> None:
    """Format, provider, zone, language, strictness and arrival are as they were."""
    found = letter([BAD])
    assert found.value is not None
    assert document_of(found.why, found.value) == (DOCUMENT, HINTS)


def test_hints_that_say_nothing_come_back_as_nothing() -> None:
    """Without hints the headers are few, and reading again has none."""
    plain = Hints(arrival=ARRIVAL, name="in/a.xml")
    found = letter([BAD], plain)
    assert document_of(found.why, b"")[1] == plain
    assert "provider" not in found.why


def test_it_says_why_and_where() -> None:
    """The stage is source; the place is the file, and no partition is made up."""
    found = letter([BAD])
    assert (found.why["stage"], found.why["error"]) == ("source", "MalformedUpdate")
    assert found.why["message"] == "uri is missing (at item 2)"
    assert found.why["topic"] == "p.wire.updates"
    assert (found.on_topic, found.place) == (False, "in/a.xml")
    assert "record_offset" not in found.summary()


def test_one_letter_stands_for_all_refusals_and_names_the_gravest() -> None:
    """A picture beside a broken item does not make the letter look harmless."""
    found = letter([PICTURE, UnknownSchema("schema 9", "item 3"), BAD])
    assert found.why["error"] == "UnknownSchema"
    assert found.why["message"] == "schema 9 (at item 3); 2 more of this document"
    assert letter([PICTURE]).why["error"] == "NotNews"


def test_a_long_message_keeps_its_end() -> None:
    """The reason is cut, not the number of those that are not named."""
    found = letter([MalformedUpdate("x" * 5000), BAD])
    assert len(found.why["message"]) == 1000
    assert found.why["message"].endswith("; 1 more of this document")


def test_an_attempt_is_kept() -> None:
    """What fails again after a replay is known by its attempt."""
    found = letter([BAD], attempt=1)
    assert found.attempt == 1
    assert (ATTEMPT, b"1") in found.headers


def test_every_refused_item_is_listed_by_its_place() -> None:
    """So that each is found again in the document; a list that is too long says how many it leaves out."""
    found = letter([PICTURE, BAD])
    assert found.why["items"].split("\n") == [
        "1 NotNews: picture, no text news (at item 1)",
        "3 MalformedUpdate: uri is missing (at item 2)",
    ]
    many = letter([BAD] * 1_000).why["items"]
    assert len(many) < ITEMS_CHARACTERS + 1_000
    listed = many.count("MalformedUpdate")
    assert many.endswith(f"and {1_000 - listed} more")
