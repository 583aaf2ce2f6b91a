"""Whole names of a headline's persons, its towns, and what is no name."""

from __future__ import annotations

import pytest

from stream.dedupe.words.changes import Facts, facts
from stream.dedupe.words.text import opening, read, things, tokens


def _facts(headline: str, body: str, language: str) -> Facts:
    reading = read(headline, body, language)
    said = opening(reading)
    return facts(reading, said, tokens(said, language).headnames)


@pytest.mark.parametrize(
    ("headline", "body", "language", "persons"),
    [
        ("Trade minister Hughes to quit", "Trade Minister Martin Hughes will quit.", "en", ("Martin Hughes",)),
        ("Trade minister Hughes to quit", "British Trade Minister Hughes will quit.", "en", ()),
        ("Martin Hughes to quit", "Trade Minister Martin Hughes will quit.", "en", ()),
        ("President Ohara in Ohio", "In Ohio, Ohara spoke of steel.", "en", ()),
        ("Minister Schmidt tritt ab", "Verkehrsminister Jan Schmidt ist weg.", "de", ("Jan Schmidt",)),
        ("Minister Schmidt tritt ab", "Der Verkehrsminister Schmidt ist weg.", "de", ()),
    ],
)  # fmt: skip
def test_a_surname_is_read_with_the_first_name_of_the_lead(
    headline: str, body: str, language: str, persons: tuple[str, ...]
) -> None:
    """Titles and the ends of other clauses are no first names."""
    assert _facts(headline, body, language).persons == persons


@pytest.mark.parametrize(
    ("headline", "body", "language", "towns"),
    [
        ("Brand in Werk in Passau", "Passau (dpa) - In einem Werk hat es gebrannt.", "de", ("Passau",)),
        ("Brand in Werk in Passau", "München (dpa) - Ein Werk in Passau hat gebrannt.", "de", ("Passau",)),
        ("Brand in Werk", "München (dpa) - Ein Werk in Passau hat gebrannt.", "de", ()),
        ("Moskau droht", "Moskau (dpa) - Russland droht mit Vergeltung.", "de", ()),
        ("四川甘孜发生4.9级地震", "四川甘孜2日发生地震。", "zh", ("甘孜",)),
        ("Fire in Passau", "PASSAU, Germany (AP) - A plant burned.", "en", ()),
    ],
)  # fmt: skip
def test_a_headlines_own_town_is_read(
    headline: str, body: str, language: str, towns: tuple[str, ...]
) -> None:
    """It is the dateline's or stands twice where a place stands; a government's town is none."""
    assert _facts(headline, body, language).towns == towns


def test_a_chinese_magnitude_is_read() -> None:
    """The sign after a figure says that it is a quake's strength."""
    said = _facts("四川甘孜发生4.9级地震", "四川甘孜2日发生4.9级地震，2人受伤。", "zh")
    assert said.counted == {"4.9": "magnitude"}


@pytest.mark.parametrize(
    ("body", "language", "found"),
    [
        ("Eine schwarze Rauchwolke stand über Passau.", "de", ["Rauchwolke"]),
        ("In einer Lagerhalle in Passau hat es gebrannt.", "de", ["Lagerhalle"]),
        ("Die Feuerwehr war in Passau.", "de", []),
        ("A warehouse burned in Passau.", "en", []),
    ],
)
def test_a_german_noun_with_an_article_is_no_name(
    body: str, language: str, found: list[str]
) -> None:
    """Every noun has a capital there; other languages are not looked at."""
    assert things(opening(read("", body, language)), language) == found
