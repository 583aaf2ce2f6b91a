"""What the rest of an item says for or against a word before its headline."""

import pytest

from stream.wire.lifecycle.evidence import asks, explains, is_news, is_of_prices, is_tight


@pytest.mark.parametrize(
    "body",
    [
        "ALDHAVEN, Nov 24 (Reuters) - The mill burned.",
        "ALDHAVEN — The mill burned.",
        "Aldhafen (dpa) - Die Mühle brennt.",
        "Lyon, 24 nov - Le moulin brûle.",
        "МОСКВА, 24 ноября. Мельница сгорела.",
        "The mill burned at dawn. " * 10,
        "水车小屋于二十四日清晨起火，消防员花了三个小时才将火扑灭。没有人受伤。",
    ],
)
def test_a_dateline_or_some_length_makes_a_text_news(body: str) -> None:
    """In scripts of syllables and words fewer characters do."""
    assert is_news(body)


@pytest.mark.parametrize(
    "body",
    ["", "The mayor said so.", "Kill. He is alive.", "Please disregard the story - it is wrong."],
)
def test_a_few_words_are_no_news(body: str) -> None:
    """They may be all that a kill has to say."""
    assert not is_news(body)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Please disregard the story sent at 0912 GMT.", True),
        ("Bitte verwenden Sie die Meldung nicht.", True),
        ("Se anula la noticia enviada por error.", True),
        ("さきに配信した記事は誤報でした。取り消します。", True),
        ("The troops were withdrawn from the base.", False),
        ("The story of the mill is a long one.", False),
    ],
)
def test_a_kill_explains_itself_by_a_story_and_its_taking_back(body: str, said: bool) -> None:
    """One of the two words alone is in every second text of the news."""
    assert explains(body) is said


@pytest.mark.parametrize(
    ("rest", "feature"),
    [
        ("How the mill was sold", True),
        ("Was Eltern wissen müssen", True),
        ("WHO says cases fall", False),
        ("Who sold the mill", True),
        ("Mill sold to singer", False),
    ],
)
def test_a_guide_opens_with_a_question(rest: str, feature: bool) -> None:
    """The health organisation is no question."""
    assert asks(rest) is feature


@pytest.mark.parametrize(
    ("tag", "rest", "fall"),
    [
        ("Correction :", "la Bourse perd 4 %", True),
        ("CORRECTION:", "Stocks story", False),
        ("CORRECTION:", "Bank cuts 40 jobs", False),
        ("RECTIFICATIF:", "La Bourse perd 0,4 %", False),
        ("CORRECTION:", "Gold falls 1 percent (not 10)", False),
    ],
)
def test_a_correction_may_be_one_of_markets(tag: str, rest: str, fall: bool) -> None:
    """Unless it names its story or what was wrong."""
    assert is_of_prices(tag, rest) is fall


def test_an_agencys_dash_stands_close() -> None:
    """ "WITHDRAWN-Bank cuts jobs" is a form that no paper has."""
    assert is_tight("WITHDRAWN-", "Bank cuts jobs")
    assert not is_tight("WITHDRAWN - ", "Bank cuts jobs")
    assert not is_tight("WITHDRAWN:", " Bank cuts jobs")
