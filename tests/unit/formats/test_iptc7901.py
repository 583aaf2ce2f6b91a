"""IPTC 7901: messages of a wire."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.errors import NotNews
from stream.formats.outcome import Hints, Outcome, Read, Refused
from stream.formats.textwires.iptc7901 import Header, parse, read_header

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "formats"
HINTS = Hints(provider="Nordwire", arrival=datetime(2026, 5, 14, 12, 0, tzinfo=UTC))
LEAD = (FIXTURES / "7901_lead.txt").read_bytes()


def _records(data: bytes, hints: Hints = HINTS) -> list[dict[str, Any]]:
    outcomes = list(parse(data, hints))
    assert all(isinstance(outcome, Read) for outcome in outcomes), outcomes
    return [outcome.record for outcome in outcomes if isinstance(outcome, Read)]


def _refusal(data: bytes) -> Exception:
    (outcome,) = parse(data, HINTS)
    assert isinstance(outcome, Refused)
    return outcome.error


def _message(text: str, head: str = "exi0412 3 rs 38  exi 0412") -> bytes:
    return f"\x01{head}\r\n\nTrain/\r\n\n\x02{text}\n\n\x03071226 GMT Okt 26\n\x04".encode()


def test_lead() -> None:
    """A later lead: marks, byline, notes and sign-off are told from headline and text."""
    (record,) = _records(LEAD)
    assert record == {
        "uri": "urn:newswire:7901:nordwire:20260312:nwi-0731",
        "provider": "Nordwire",
        "headline": "Ferry link to Westmark opens again after storm",
        "body": "Westmark (nwi) - The ferry to Westmark sailed again on Monday, the co-operative that "
        "runs it said, after four days without a crossing.\n\nTwo more ships follow this week.",
        "slugline": "Harbour/Ferry/Westmark/",
        "located": "Westmark",
        "priority": "3",
        "urgency": 3,
        "signals": ["1ST LEAD", "update"],
        "ed_note": "Note to editors - adds co-operative's statement\n"
        "The following information is not for publication\n- Editing by: Mia Desk",
        "subjects": [{"code": "rs", "scheme": "iptc7901:category"}],
        "alt_ids": {"sequence": "0731", "transmission": "nwi0731"},
        "format": "iptc7901",
        "version_created": "2026-03-12T14:05:00+00:00",
        "times_as_sent": {"version_created": "121405 GMT Mrz 26"},
    }


def test_german() -> None:
    """A note over two lines, bells, a headline over two lines, dashes in text and before list items."""
    (record,) = _records((FIXTURES / "7901_german.iptc").read_bytes())
    assert record["headline"] == "Minister Gröber tritt zurück und löst Neuwahl aus"
    assert record["signals"] == ["correction", "Eil"]
    assert record["ed_note"].endswith("richtig ist der 14. Mai.")
    first, *listed = record["body"].split("\n\n")
    assert first.endswith("Die Co-Vorsitzende folgt ihm im Amt - und das schon morgen.")
    assert listed == ["- Gröber: «Ich gehe»", "- Opposition: «Zu spät»"]
    assert record["version_created"] == "2026-05-14T11:30:00"
    assert any("no zone" in warning for warning in record["warnings"])


def test_table() -> None:
    """A table of results is no news text, and the refusal says so."""
    error = _refusal((FIXTURES / "7901_table.iptc").read_bytes())
    assert isinstance(error, NotNews)
    assert error.kind == "results table"


@pytest.mark.parametrize(
    ("line", "header"),
    [
        ("exi0412 3 rs 38  exi 0412", ("exi", "0412", "3", "rs", "38", "exi", "0412")),
        ("exi062 4 i 211 ccccb   dpa-tns 061", ("exi", "062", "4", "i", "211", "dpa-tns", "061")),
        ("exi0412 rs 38 exi 0412", ("exi", "0412", "", "rs", "38", "exi", "0412")),
        ("exi0412 3 38 exi 0412", ("exi", "0412", "3", "", "38", "exi", "0412")),
        ("exi0412 3 rs exi 0412", ("exi", "0412", "3", "rs", "", "exi", "0412")),
        ("exi0412 3 rs 38", ("exi", "0412", "3", "rs", "38", "", "")),
        ("exi0412 u pol 38", ("exi", "0412", "u", "pol", "38", "", "")),
        ("", ("",) * 7),
    ],
)
def test_header(line: str, header: tuple[str, ...]) -> None:
    """A missing part of the header line moves no other part."""
    assert read_header(line) == Header(*header)


@pytest.mark.parametrize(
    ("name", "code", "language"),
    [
        ("Gröber löst «Nordhafen» ab", "utf-8", ""),
        ("Gröber löst «Nordhafen» – ab", "cp1252", ""),
        ("Грозный и Москва", "cp1251", "ru"),
        ("Łódź ąęś", "cp1250", "pl"),
    ],
)
def test_codes(name: str, code: str, language: str) -> None:
    """The whole document is in one code: UTF-8, else that of the source's language."""
    data = _message("HEAD =\n\nText").replace(b"HEAD", name.encode(code))
    (record,) = _records(data, Hints(provider="x", language=language))
    assert record["headline"] == name


def test_one_bad_byte() -> None:
    """A few bad bytes in UTF-8 are replaced and counted; the rest stays what it is."""
    data = _message("Gröber und Jörg =\n\nÄpfel caf?").replace(b"caf?", b"caf\xf1 s")
    (record,) = _records(data)
    assert (record["headline"], record["body"]) == ("Gröber und Jörg", "Äpfel caf\ufffd s")
    assert "1 bytes" in record["warnings"][0]


def test_national_letters() -> None:
    """Letters in the places of brackets are read in the source's language, never guessed."""
    data = _message("Gr}ner M{rz f}r Stra~e =\n\nText")
    assert _records(data, Hints(language="de"))[0]["headline"] == "Grüner März für Straße"
    assert _records(data, Hints(language="sv"))[0]["headline"].startswith("Gråner")
    (unknown,) = _records(data, Hints())
    assert unknown["headline"] == "Gr}ner M{rz f}r Stra~e"
    assert "ISO 646" in unknown["warnings"][0]


def test_stream() -> None:
    """Of several messages the cut one and the stray text are refused, the others read."""
    cut = LEAD[: LEAD.index(b"Westmark (nwi)")]
    outcomes: list[Outcome] = list(parse(LEAD + cut + LEAD + b"\r\nstray text", HINTS))
    assert [type(outcome) for outcome in outcomes] == [Read, Refused, Read, Refused]
    assert "not complete" in str(outcomes[1])


def test_without_start_of_text() -> None:
    """A message without its start of text is read, with a warning."""
    (record,) = _records(_message("Head =\n\nTown (exi) - Text.").replace(b"\x02", b""))
    assert (record["headline"], record["slugline"]) == ("Head", "Train/")
    assert "no start of text" in record["warnings"][0]


def test_number_of_zeros() -> None:
    """A number of zeros identifies nothing: the content does, so two items stay two."""
    head = "bdt0000 3 pl 10  exi 0000"
    one, two = _records(_message("One =\n\nText", head) + _message("Two =\n\nText", head))
    assert one["uri"] != two["uri"]
    assert "alt_ids" not in one or "sequence" not in one["alt_ids"]


@pytest.mark.parametrize(
    ("note", "until"),
    [
        ("(EMBARGOED UNTIL 0600 GMT May 15)", "2026-05-15T06:00:00+00:00"),
        ("(Sperrfrist: 15. Mai 2026, 18.00 Uhr MESZ)", "2026-05-15T18:00:00+02:00"),
        ("(Embargo bis zur Landung)", "Embargo bis zur Landung"),
        ("EMBARGO: 15 May 2026 06:00 CET", "2026-05-15T06:00:00+01:00"),
    ],
)
def test_embargo(note: str, until: str) -> None:
    """An embargo is carried on; one that can't be read is handed on as it is, which holds the item."""
    (record,) = _records(_message(f"{note}\nHead =\n\nTown (exi) - Text."))
    assert record["embargoed_until"] == until
    assert record["headline"] == "Head"


def test_news_of_an_embargo() -> None:
    """News about an embargo is under none."""
    (record,) = _records(
        _message("Embargo for oil until 2027 =\n\nEmbargo talks went on until 0600.")
    )
    assert "embargoed_until" not in record
    assert record["headline"] == "Embargo for oil until 2027"


@pytest.mark.parametrize(
    "note",
    ["(Embargo on oil: adds quotes)", "(Not for use in Italy)"],
)
def test_a_note_on_an_embargo_of_the_news_holds_nothing(note: str) -> None:
    """What follows the word is no time."""
    (record,) = _records(_message(f"{note}\nHead =\n\nTown (exi) - Text."))
    assert "embargoed_until" not in record


def test_mark_and_byline_of_another_language() -> None:
    """A word in capitals before the headline is a mark, a byline behind it is no text."""
    (record,) = _records(_message("ETTAN\nTågen går igen =\nAv Kim Exempel\n\nTåg går.\n\nexi"))
    assert (record["headline"], record["signals"]) == ("Tågen går igen", ["ETTAN"])
    assert record["body"] == "Tåg går."


def test_take() -> None:
    """The mark of a second take is a signal and no part of the headline."""
    (record,) = _records(_message("Long report goes on =2 =\n\nText"))
    assert (record["headline"], record["signals"]) == ("Long report goes on", ["=2"])


@settings(max_examples=150)
@given(st.binary(max_size=400), st.integers(0, len(LEAD)), st.integers(0, 40))
def test_any_bytes(noise: bytes, at: int, cut: int) -> None:
    """Any bytes, and a message with any part replaced, give an outcome in good time."""
    for data in (noise, LEAD[:at] + noise + LEAD[at + cut :]):
        start = time.process_time()
        assert list(parse(data, HINTS))
        assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "unit", [b"a ", b"(a\n", b"- a\n", b"=1 ", b"|a|b|c\n", b"\x01\x02", b"M{rz "]
)
def test_large(unit: bytes) -> None:
    """The time that a message takes grows as its size does."""
    data = _message("Head =\n\n").replace(b"\n\n\x03", unit * (500_000 // len(unit)) + b"\x03")
    start = time.process_time()
    assert list(parse(data, HINTS))
    assert time.process_time() - start < 5


def test_a_headline_of_blanks() -> None:
    """Thousands of spaces within a line are no work: each was once tried as the beginning of a take's mark."""
    data = _message("Ferry link " + " " * 30_000 + "opens =\n\nIt opens.\n\n")
    start = time.process_time()
    assert list(parse(data, HINTS))
    assert time.process_time() - start < 1


def test_strict() -> None:
    """In strict mode a message is refused for what it would else be warned of."""
    data = (FIXTURES / "7901_german.iptc").read_bytes()
    (outcome,) = parse(data, Hints(provider="x", strict=True))
    assert isinstance(outcome, Refused)
    assert "no zone" in str(outcome.error)


def test_limit() -> None:
    """A document over the source's limit is refused."""
    assert "more than 10" in str(next(parse(LEAD, Hints(max_bytes=10))))


def test_lost_end_of_text() -> None:
    """Where only the end of text was lost, the line of day and time is no text and still dates the item."""
    whole = _message("Train halted =\n\nAldhaven (exi) - A train was halted.\n\nexi ke ab")
    (record,) = _records(whole.replace(b"\x03", b""))
    assert record == _records(whole)[0]


def test_notes_above_the_text() -> None:
    """Marks and an embargo that stand between the slugline and the start of text are no slugline."""
    data = _message("Trains return =\n\nAldhaven (exi) - Trains return.").replace(
        b"Train/\r\n", b"Train/\r\n(1ST LEAD)\r\nSperrfrist 15. Mai, 08.00 GMT\r\n"
    )
    (record,) = _records(data)
    assert (record["slugline"], record["headline"]) == ("Train/", "Trains return")
    assert record["embargoed_until"].startswith("2026-05-15T08:00")
    assert "1ST LEAD" in record["signals"]


def test_day_and_time_before_the_end_of_text() -> None:
    """AFP signs with initials and a line of its own in the text: neither is a paragraph."""
    data = b"\x01exi0042 4 i 88 exi /EXI-42\r\n\r\n\x02Bridge closed\r\n\r\n   ALDHAVEN (EXI) - A barge hit it.\r\n"
    data += b"\r\n   kex/abc\r\nEXI 140815 GMT MAY 26\r\n\x03\x04"
    (record,) = _records(data)
    assert record["body"] == "ALDHAVEN (EXI) - A barge hit it."
    assert record["version_created"] == "2026-05-14T08:15:00+00:00"
