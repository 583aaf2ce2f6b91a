"""Embargoes in words."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stream.wire.lifecycle.embargo import embargo_in_words

SENT = datetime(2026, 6, 11, 8, 0, tzinfo=UTC)  # a Thursday


def until(headline: str = "Study of eels", ed_note: str = "", body: str = "") -> str | None:
    """The end that is read, as "12T14:00" in June 2026; "held" without one."""
    embargo = embargo_in_words(headline, ed_note, body, SENT, [])
    if embargo.until is None:
        return "held" if embargo.held else None
    assert (embargo.until.year, embargo.until.month) == (2026, 6)
    return embargo.until.strftime("%dT%H:%M")


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("EMBARGOED UNTIL 0001 GMT TUESDAY JUNE 16", "16T00:01"),
        ("Embargoed until 10:00 a.m. EDT, June 12", "12T14:00"),
        ("EMBARGOED FOR RELEASE AT 6 A.M. ET FRIDAY", "12T10:00"),
        ("EMBARGO: Not for publication before 00:01 BST on Tuesday 16 June 2026", "15T23:01"),
        ("NOT FOR RELEASE UNTIL NOON EDT, SUNDAY, JUNE 14, 2026", "14T16:00"),
        ("EMBARGOED UNTIL MIDNIGHT GMT", "12T00:00"),
        ("EMBARGOED UNTIL 0700 GMT", "12T07:00"),
        ("EMBARGOED UNTIL 0900 GMT", "11T09:00"),
        ("HOLD FOR RELEASE at 0600 GMT+2", "12T04:00"),
        ("Embargo 2026-06-12 09:00 CEST", "12T07:00"),
        ("Sperrfrist: Freitag, 12. Juni, 10.00 Uhr MESZ", "12T08:00"),
        ("Sperrfrist 1800 MESZ", "11T16:00"),
        ("Frei für Samstag, 13. Juni, 18.00 Uhr MESZ", "13T16:00"),
        ("SOUS EMBARGO jusqu'au 12 juin 2026 à 10h00 GMT", "12T10:00"),
        ("Embargo jusqu'à vendredi 6h (04h00 GMT)", "12T04:00"),
        ("EMBARGADO HASTA LAS 10:00 GMT DEL 12 DE JUNIO", "12T10:00"),
    ],
)
def test_usual_wordings_are_read(text: str, end: str) -> None:
    """In a note and as the first line of a text, in four languages, with the zone that is stated."""
    assert until(ed_note=text) == end
    assert until(body=f"{text}\n\nALDHAVEN - Fewer eels.") == end


@pytest.mark.parametrize(
    ("note", "end"),
    [
        ("解禁：日本時間6月12日午後3時", "12T06:00"),
        ("解禁日時 2026年6月12日 午前5時", "12T17:00"),
        ("엠바고: 한국시간 6월 12일 오전 6시", "11T21:00"),
        ("Julkaisuvapaa 12.6. klo 10.00 EEST", "12T07:00"),
        ("Klausulert til 12. juni kl. 06.00 CEST", "12T04:00"),
    ],
)
def test_notes_in_eastern_and_northern_languages_are_read(note: str, end: str) -> None:
    """In a note alone: in a headline the same words are bans that the news tells of."""
    assert until(ed_note=note) == end


def test_a_ban_that_ends_is_news() -> None:
    """The season's first ayu may be caught from that day on."""
    assert until(headline="解禁：6月12日午前5時、鮎釣り始まる") is None


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("EMBARGOED TO 0001 SATURDAY JUNE 13", "13T12:01"),
        ("No publicar antes de las 10.00 horas del viernes", "12T22:00"),
        ("Embargoed until 15 June", "16T12:00"),
        ("Embargoed until 6 p.m. IST Friday", "12T17:00"),
    ],
)
def test_in_doubt_the_latest_meaning_counts(text: str, end: str) -> None:
    """Without a zone the clock has to have passed everywhere; of several zones the last counts."""
    assert until(ed_note=text) == end


@pytest.mark.parametrize(
    "text",
    [
        "EMBARGOED until further notice",
        "EMBARGOED: Budget",
        "EMBARGOED UNTIL TUESDAY",
        "EMBARGOED UNTIL 0001 GMT 12 XXXX",
        "Sous embargo jusqu'au discours",
    ],
)
def test_an_end_that_cannot_be_read_holds(text: str) -> None:
    """An embargo without an end that is understood is held, with a warning."""
    warnings: list[str] = []
    assert embargo_in_words(text, "", "", SENT, warnings).held
    assert "no end that can be read" in warnings[0]


@pytest.mark.parametrize(
    "headline",
    [
        "EMBARGO UNTIL 2027 ON OIL AGREED",
        "Embargo: how sanctions work",
        "EU extends arms embargo until 2027",
        "Embargo bis 2030 verlängert",
        "Embargoed oil reaches port",
        "Frei ab 18: der Film",
        "Not for sale: the harbour",
    ],
)
def test_news_about_embargoes_is_none(headline: str) -> None:
    """Sanctions are no hold."""
    assert until(headline) is None
    assert until(ed_note="Adds details on the embargo until now in force") is None


def test_a_headline_that_goes_on_after_the_embargo() -> None:
    """Figures of the news after the dash are no part of the date."""
    assert until("EMBARGOED UNTIL 0930 GMT - Study finds 12 eels in 40 rivers") == "11T09:30"


@given(st.text(max_size=80))
def test_any_words_give_an_embargo_or_none(text: str) -> None:
    """Whatever follows the cue, an end is aware UTC and never a crash."""
    embargo = embargo_in_words("", f"EMBARGOED UNTIL {text}", "", SENT, [])
    assert embargo.until is None or embargo.until.tzinfo is UTC
