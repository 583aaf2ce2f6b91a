"""Places that were never filled in, and words that look like them."""

from datetime import UTC, datetime

import pytest

from stream.wire.lifecycle.unfinished import blanks
from stream.wire.reading.record import ReadingRules, read_record


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Morre o poeta, aos XX anos", ["aos XX anos"]),
        ("Er starb im Alter von XX Jahren", ["im Alter von XX Jahren"]),
        ("muere a los XX años", ["a los XX años"]),
        ("the actor, aged XX, died", ["aged XX"]),
        ("at least XX dead", ["XX dead"]),
        ("won by XX votes", ["XX votes"]),
        ("mit XX Prozent", ["XX Prozent"]),
        ("nesta TK-feira, em [HOSPITAL]", ["TK-feira", "[HOSPITAL]"]),
        ("said (name TK), a spokesman", ["(name TK)"]),
        ("[INSERT QUOTE] (details to come)", ["[INSERT QUOTE]", "(details to come)"]),
        ("Am XX. Juni starb", ["XX. Juni"]),
        ("TKTK", ["TKTK"]),
        ("Lorem ipsum dolor sit amet", ["Lorem ipsum dolor"]),
    ],
)
def test_blanks_are_found(text: str, found: list[str]) -> None:
    """Each in the text's own words."""
    assert blanks(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "escultora do século XX, aos 97 anos",
        "El XX aniversario; la XX edición; los XX Juegos",
        "das XX. Jahrhundert",
        "women with XX chromosomes",
        "TK Maxx opens a store; Tk 500 million",
        "Die Techniker Krankenkasse (TK) teilte mit",
        "Papa Juan XXIII",
        "DIAMOND SHAMROCK <DIA>, ENDATA <DATA>",
        "[VIDEO] [ID:nL4N] (PHOTO)",
        "Really?? People asked",
    ],
)
def test_numerals_firms_and_codes_are_no_blanks(text: str) -> None:
    """Roman numerals, names, tickers and labels."""
    assert blanks(text) == []


def read(**texts: str) -> tuple[str, list[str]]:
    """How intake reads an item: its status, and its warnings."""
    raw = {"uri": "x:1", "provider": "X", "language": "en", **texts}
    update = read_record(raw, datetime(2026, 6, 11, tzinfo=UTC), ReadingRules())
    return update.pub_status, update.warnings


def test_an_unfinished_text_is_withheld_with_its_words() -> None:
    """An editor sees why; a kill that quotes the text is still a kill."""
    status, warnings = read(headline="Singer dies aged XX")
    assert status == "withheld"
    assert "unfinished text, to be filled in: 'aged XX': withheld" in warnings
    assert read(headline="Singer dies aged 20")[0] == "usable"
    assert read(headline="STORY WITHDRAWN: Singer dies aged XX")[0] == "usable"


def test_an_item_that_is_not_for_use_is_withheld() -> None:
    """A note that says so and no more."""
    assert read(headline="Singer dies", ed_note="Do not publish")[0] == "withheld"
