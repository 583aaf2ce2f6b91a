"""First sentences that say whose news they tell."""

from __future__ import annotations

import pytest

from stream.dedupe.providers import load
from stream.dedupe.relays import first_sentence


@pytest.mark.parametrize(
    ("body", "unit"),
    [
        ("ADEN (AFP) - A tanker is on fire off Mokha, state news agency SANA reported.", "SANA"),
        ("March 2 (Reuters) - A bank is for sale, the Financial Times reported on Monday.", "Financial Times"),
        ("SEOUL (AP) - The North fired a missile, according to the Yonhap news agency.", "Yonhap"),
        ("TEHRAN - A general has resigned, a lawmaker told the Fars news agency.", "Fars"),
        ("PRAGUE (AFP) - He will not stand again, the premier told the BBC on Monday.", "BBC"),
        ("Peking (dpa) - Eine Brücke ist eingestürzt, wie die Agentur Xinhua am Montag berichtete.", "Xinhua"),
        ("Paris (AFP) - Un pont s'est effondré, a rapporté l'agence Xinhua.", "Xinhua"),
        ("Madrid, 2 mar (EFE).- Un puente se derrumbó, según la agencia Xinhua.", "Xinhua"),
        ("TAHRAN (AA) - Bir milletvekili, Fars ajansına açıklamasında generalin istifa ettiğini söyledi.", "Fars"),
        ("МОСКВА, 2 марта. /ТАСС/. Мост обрушился, передает РИА Новости.", "RIA Novosti"),
    ],
)  # fmt: skip
def test_the_outlet_that_has_the_news_is_its_source(body: str, unit: str) -> None:
    """Who relays another outlet's news counts as that outlet."""
    assert load().credit("A headline", body) == unit


@pytest.mark.parametrize(
    "body",
    [
        "LONDON (AFP) - The BBC said on Monday it will cut 500 jobs.",
        "NEW YORK (AFP) - A man was stabbed near the Times Square theatre, police said.",
        "LONDON (AFP) - Shares in the parent of Financial Times Group fell, traders said.",
        "PARIS (AFP) - A bridge fell, officials said. Earlier the Xinhua agency reported an outage.",
        "PARIS (AFP) - A bridge fell, the mayor told AFP.",
    ],
)
def test_an_outlet_that_is_only_named_is_no_source(body: str) -> None:
    """News about an outlet, a name that is part of another, and a later sentence change nothing."""
    assert load().credit("A headline", body) == "AFP"


def test_a_dateline_is_not_part_of_the_sentence() -> None:
    """What stands before the dash or the slash is not read, nor is what follows the first full stop."""
    assert (
        first_sentence("BONN, 2. März (dpa) - Ein Satz mit 2.5 Prozent. Noch einer.")
        == "Ein Satz mit 2.5 Prozent"
    )
    assert first_sentence("No dateline here") == "No dateline here"
