"""Texts around the news raise nothing, unless a rule asks for them."""

import pytest

from stream.alert.texts.background import background

from ..desk import RULES, Desk, alerts


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("FACTBOX-Deadly quakes", "factbox"),
        ("UPDATE 1-TIMELINE-The war so far", "timeline"),
        ("Morning News Call - Europe", "morning news call"),
        ("The Wire News Summary at noon", "news summary"),
        ("Photos: Life after the flood", "photos"),
        ("Chronologie: Zehn Tage Krieg", "chronologie"),
        ("CRONOLOGÍA-Los golpes de Estado", "cronologia"),
        ("Table tennis: China win", ""),
        ("Table-top robots conquer cafes", ""),
        ("Column of tanks enters Aleppo", ""),
        ("Timeline of cover-up shown in court", ""),
        ("Film review: 'The Last Siege' - bombs fall on Beirut", "film review"),
        ("Review finds police failed victims in Leeds", ""),
        ("Analysis shows toll of flood", ""),
        ("Vor 40 Jahren: Anschlag auf La Belle", "vor 40 jahren"),
        ("Hace 50 años: la matanza de Atocha", "hace 50 anos"),
        ("40 лет назад: взрыв на АЭС", "40 лет назад"),
        ("Vor 40 Jahren gestohlen: Polizei findet Gemälde", ""),
    ],
)
def test_background_is_known_by_its_tag(headline: str, words: str) -> None:
    """At the start and with its separator, or as a phrase that means nothing else."""
    assert background(headline) == words


def test_a_round_up_raises_nothing_and_adds_nothing() -> None:
    """Neither as the first text nor after a report of the news itself."""
    desk = Desk()
    assert alerts(desk.say("ap:1", headline="FACTBOX-HTS in Aleppo")) == []
    assert [each.status for each in alerts(desk.say("afp:1"))] == ["raised"]
    assert (
        alerts(desk.say("ap:2", verdict="follow_up", headline="FACTBOX-HTS in Aleppo", urgency=1))
        == []
    )


def test_a_rule_may_ask_for_texts_around_the_news() -> None:
    """By its key."""
    desk = Desk(RULES + 'background = "also"\n')
    assert [e.status for e in alerts(desk.say("ap:1", headline="FACTBOX-HTS in Aleppo"))] == [
        "raised"
    ]
