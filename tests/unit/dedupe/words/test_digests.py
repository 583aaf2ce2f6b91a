"""Lists of news and daily reports belong to no one event."""

from __future__ import annotations

import pytest

from stream.dedupe.words.digests import is_digest

from ..desk import Desk


@pytest.mark.parametrize(
    ("headline", "language"),
    [
        ("Ukraine war, day 1,470: what you need to know", "en"),
        ("Day 812 of the war: what we know", "en"),
        ("PRESS DIGEST- Financial papers - March 2", "en"),
        ("Premier League roundup: Northfield go top", "en"),
        ("Global markets: factors to watch", "en"),
        ("Krieg in der Ukraine: Tag 1470 im Überblick", "de"),
        ("Guerre en Ukraine, jour 1470: le point", "fr"),
        ("Guerra en Ucrania, día 1470: lo que se sabe", "es"),
    ],
)
def test_a_list_of_news_is_known_by_its_headline(headline: str, language: str) -> None:
    """Numbered days of a war, press digests, round-ups and what to watch."""
    assert is_digest(headline, language)


@pytest.mark.parametrize(
    "headline",
    [
        "Teachers return to work on day 12 of strike",
        "What to know about the ferry that sank off Mindoro",
        "Krupp has satisfactory 2025 results",
        "Rebels take schedule of talks to Doha",
        "Police round up 40 suspects",
        "War enters day 1,000 as missiles hit Kyiv, killing 11",
        "Israel kills Hamas chief on day 200 of Gaza war",
        "Timeline for Gaza pullout agreed",
        "Diary shows minister met lobbyist",
        "Calendar shift lifts April retail sales",
        "National budget passes in Italy",
        "A week ahead of summit, blast kills 9 in Delhi",
        "On this day of mourning, Putin visits Beslan",
        "Market report blames hedge funds for crash",
    ],
)
def test_a_report_of_one_event_is_no_list(headline: str) -> None:
    """Explainers, firms' results and words that only look alike."""
    assert not is_digest(headline, "en")


def test_a_digest_joins_nothing_and_nothing_joins_it() -> None:
    """What names the port of Odesa in passing is neither a follow-up of the raid on it, nor the raid one of it."""
    desk = Desk()
    raid = "Russian drones hit port in Ukraine's Odesa, injuring three"
    body = "Russian drones struck a port in Ukraine's Odesa region, injuring three people."
    first = desk.send("r:1", 0, headline=raid, body=body)
    list_ = "Ukraine war, day 1,470: what you need to know"
    day = desk.send("r:2", 30, headline=list_, body=f"Here is where things stand. {body}")
    headline = "Three hurt in drone attack on Odesa port"
    later = desk.send("a:1", 60, provider="AFP", headline=headline, body=body)
    assert day.verdict == "new"
    assert later.story == first.story != day.story


def test_a_digest_s_copy_is_still_a_copy() -> None:
    """A paper that prints it as it stands has nothing new."""
    desk = Desk()
    fields = {
        "headline": "Ukraine war, day 1,470: what you need to know",
        "body": "Here is where things stand on Monday. Drones hit a port. Envoys are to meet in Istanbul again.",
    }
    desk.send("r:1", 0, **fields)
    assert desk.send("p:1", 30, provider="Harbour Post", **fields).verdict == "duplicate"
