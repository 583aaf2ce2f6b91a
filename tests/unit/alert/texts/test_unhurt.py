"""Headlines by which nobody is hurt, and what they do to an alert."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from stream.alert.life.items import item_row
from stream.alert.texts.stances import denies, spared
from stream.alert.watch.facts import Facts
from stream.model import CasualtyLabel

from ..desk import BOTH, Desk, classified, only, tell


def row(headline: str, language: str = "en"):
    """The row of a report."""
    return item_row(Facts(classified(headline=headline, language=language)), {})


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("en", "Ferry sinks off Basilan; no one hurt"),
        ("en", "Ferry sinks off Basilan, no casualties"),
        ("en", "Nobody was injured in Leverkusen blast, police say"),
        ("de", "Explosion in Leverkusen: niemand verletzt"),
        ("de", "Explosion ohne Verletzte"),
        ("fr", "Explosion à Lyon, aucun blessé"),
        ("fr", "Séisme au Chili: pas de victimes"),
        ("es", "Sismo en Chile sin víctimas"),
        ("it", "Esplosione a Bologna, nessun ferito"),
        ("pt", "Explosão em Lisboa sem feridos"),
        ("tr", "Ankara'da patlama: can kaybı yok"),
        ("ru", "Взрыв в Омске, никто не пострадал"),
        ("ru", "Взрыв в Омске, пострадавших нет"),
        ("uk", "Вибух у Львові, постраждалих немає"),
        ("nl", "Explosie in Breda, geen gewonden"),
        ("pl", "Wybuch w Łodzi, nikt nie ucierpiał"),
        ("sv", "Explosion i Malmö, ingen skadad"),
        ("id", "Ledakan di Medan, tidak ada korban"),
        ("el", "Έκρηξη στον Πειραιά χωρίς θύματα"),
        ("fa", "انفجار در اهواز بدون تلفات"),
        ("zh", "青岛港爆炸 无人伤亡"),
        ("ja", "工場で爆発、けが人なし"),
    ],
)
def test_a_headline_may_say_that_nobody_is_hurt(language: str, headline: str) -> None:
    """In the words of many languages, before or after what did not happen."""
    assert spared(row(headline, language))


@pytest.mark.parametrize(
    "headline",
    [
        "Three dead, no arrests",
        "No further deaths in ferry sinking",
        "No justice for victims of ferry sinking",
        "No immediate word on casualties",
        "One killed in blast",
        "Twelve dead in blast, nobody claims responsibility",
    ],
)
def test_what_only_looks_like_it(headline: str) -> None:
    """A negation of something else."""
    assert not spared(row(headline))


def counted(kind: str, n: int) -> CasualtyLabel:
    """So many of a kind."""
    return CasualtyLabel(kind=kind, least=n, most=n)  # type: ignore[arg-type]


def test_nobody_dead_is_said_of_the_dead_alone() -> None:
    """Who counts nine injured and no dead confirms the nine, and contradicts who has a dead."""
    for dead, status in (([], "corroborated"), ([counted("killed", 1)], "amended")):
        desk = Desk()
        desk.take(replace(classified("afp:1"), casualties=[*dead, counted("wounded", 9)]))
        headline = "Nobody dead, nine injured as HTS enters Aleppo"
        other = classified("reuters:1", verdict="follow_up", sources=BOTH, headline=headline)
        message = only(desk.take(replace(other, casualties=[counted("wounded", 9)])))
        assert message.status == status
        assert ("REUTERS reports no dead" in message.changes) is bool(dead)


@pytest.mark.parametrize("asked", ["killed = 1, wounded = 5", "killed = 1"])
def test_a_correction_to_nobody_dead_takes_the_dead_back(asked: str) -> None:
    """With them goes the alert of a rule that asks for dead alone."""
    desk = Desk(f'[[rule]]\nid = "hts"\nchannels = ["c1"]\ncasualties = {{ {asked} }}')
    both = [counted("killed", 1), counted("wounded", 8)]
    desk.take(replace(classified("afp:1", headline="One dead, 8 injured"), casualties=both))
    update = classified(
        "afp:1", verdict="revision", headline="CORRECTION: Nobody dead, 9 injured",
        declared="correction",
    )  # fmt: skip
    message = only(desk.take(replace(update, casualties=[counted("wounded", 9)])))
    if "wounded" in asked:
        assert (message.status, message.figures) == ("amended", ["wounded 9"])
        assert "killed 1 → no longer stated" in message.changes
    else:
        assert message.status == "withdrawn"


def test_it_contradicts_a_toll_and_corroborates_nothing() -> None:
    """Who has the alert learns that another agency has nobody hurt."""
    desk = Desk()
    tell(desk, "afp:1", killed=4)
    headline = "Nobody hurt as HTS enters Aleppo"
    message = only(desk.say("reuters:1", verdict="follow_up", sources=BOTH, headline=headline))
    assert (message.status, message.changes) == ("amended", ["REUTERS reports nobody hurt"])
    assert message.figures == ["killed 4"]


def test_it_is_told_once_and_only_against_a_toll() -> None:
    """Before any figure it is part of the news."""
    desk = Desk()
    desk.say("afp:1")
    update = classified(
        "reuters:1", verdict="follow_up", sources=BOTH, headline="No casualties in Aleppo"
    )
    assert only(desk.take(update)).status == "corroborated"
    wounded = [CasualtyLabel(kind="wounded", least=3, most=3)]
    desk.take(replace(classified("afp:1", verdict="revision", sources=BOTH), casualties=wounded))
    later = desk.say("afp:2", verdict="follow_up", sources=BOTH, headline="No one hurt, mayor says")
    assert later.emits == []


@pytest.mark.parametrize(
    ("language", "headline", "is_denial"),
    [
        ("en", "Army denies coup", True),
        ("en", "Group denies any role in Karachi bombing", False),
        ("en", "Minister denies responsibility for crash", False),
        ("de", "Regierung dementiert Beteiligung an Anschlag", False),
        ("es", "Ejército niega su participación en masacre", False),
        ("ru", "Москва отрицает причастность к взрыву", False),
        ("en", "Role of army unclear, minister denies coup", True),
    ],
)
def test_who_denies_a_part_denies_no_event(language: str, headline: str, is_denial: bool) -> None:
    """By the words right after the denial."""
    assert denies(row(headline, language)) is is_denial
