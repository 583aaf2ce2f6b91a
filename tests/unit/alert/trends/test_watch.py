"""Rules on series: how they are read, what they refuse, and which series they watch."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from stream.alert import Rule, load_rules, parse_rules
from stream.alert.trends.watch import Lore, SeriesRules, asked
from stream.alert.watch.explain import explain
from stream.alert.watch.facts import Facts
from stream.alert.watch.match import RuleIndex
from stream.errors import ConfigError
from stream.model import Classified, StoryUpdate, Update

PAIR, NAME = ("actor_place", "hts×170063"), "Hayat Tahrir al-Sham × Aleppo"
LORE = Lore(
    kind={"hts": "armed-group"}.get,  # type: ignore[arg-type]
    parents=lambda id_: ("syria-rebels",) if id_ == "hts" else (),
    place_country={"170063": "SY"}.get,  # type: ignore[arg-type]
)


def rule(text: str) -> Rule:
    """The rule that a line of TOML makes."""
    (made,) = parse_rules(f'[[rule]]\nid = "r"\n{text}', "rules.toml")
    return made


def watches(text: str, key: tuple[str, str] = PAIR, name: str = NAME) -> bool:
    """Whether a surge rule that is narrowed so watches the series."""
    made = rule(f"surge = {{ {text} }}")
    return bool(SeriesRules([made], "digest", lambda: LORE).of(key, name))


@pytest.mark.parametrize(
    "text",
    [
        'dimension = "actor_place"',
        'dimension = "actor_place", actors = ["hts"]',
        'dimension = "actor_place", actors = ["hayat tahrir al-sham"]',
        'dimension = "actor_place", actors = ["syria-rebels"]',
        'dimension = "actor_place", kinds = ["armed-group"], countries = ["SY", "LB"]',
        'dimension = "actor_place", places = [170063]',
        'dimension = "actor_place", places = ["Aleppo"]',
        'dimension = "actor_place", values = ["hts×170063"]',
    ],
)
def test_a_series_is_watched(text: str) -> None:
    """By its dimension, and by id, name, parent, kind or country of what it is about."""
    assert watches(text)


@pytest.mark.parametrize(
    "text",
    [
        'dimension = "actor"',
        'dimension = "actor_place", actors = ["rsf"]',
        'dimension = "actor_place", kinds = ["government"]',
        'dimension = "actor_place", countries = ["LB"]',
        'dimension = "actor_place", places = ["Damascus"]',
        'dimension = "actor_place", actors = ["hts"], places = ["Damascus"]',
    ],
)
def test_another_series_is_not(text: str) -> None:
    """Each key narrows; all must fit."""
    assert not watches(text)


def test_countries_narrow_countries_without_a_gazetteer() -> None:
    """The value of a series of a country is its code."""
    made = rule('surge = { dimension = "country", countries = ["SY"] }')

    def never() -> Lore:
        raise AssertionError("nothing to look up")

    rules = SeriesRules([made], "digest", never)
    assert rules.of(("country", "SY"), "Syria")
    assert not rules.of(("country", "LB"), "Lebanon")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('surge = { dimension = "actor" }\nwords = ["war"]', r'key "words": asks for the text'),
        ('surge = { dimension = "actor" }\nany = [{ words = ["a"] }]', 'key "any": asks for the text'),
        ('surge = { dimension = "actor" }\nsilence = { dimension = "source" }', "make a rule of each"),
        ('surge = { dimension = "actor" }\nclose_hours = 3', "says nothing of surge"),
        ('surge = { dimension = "actr" }', 'did you mean "actor"'),
        ("surge = {}", "dimension"),
        ("surge = 3", 'allowed: a table with a dimension, as { dimension = "actor_place" }'),
        ('surge = { dimension = "actor", countries = ["SY"] }', "allowed for country, place, actor_place"),
        ('surge = { dimension = "actor", mim_stories = 3 }', 'nearest known key is "min_stories"'),
        ('surge = { dimension = "actor", min_stories = 0 }', "allowed: a number from 1"),
        ('first_seen = { dimension = "actor", days = 0 }', "allowed: 1 to 366"),
        ('any = [{ surge = { dimension = "actor" } }]', '"surge" belongs to the rule'),
    ],
)  # fmt: skip
def test_a_mistake_is_named(text: str, said: str) -> None:
    """File, rule and key, and why or what is allowed."""
    with pytest.raises(ConfigError, match=r'rules\.toml: rule "r"') as error:
        rule(text)
    assert said in str(error.value)


def test_no_update_meets_a_rule_on_series() -> None:
    """The stage that reads stories passes it by, and explain says what it watches."""
    made = rule('silence = { dimension = "source", values = ["AFP"] }')
    time = datetime(2026, 3, 2, tzinfo=UTC)
    update = Update(uri="u", provider="AFP", event_time=time, ingested_at=time, headline="x")
    classified = Classified(item=StoryUpdate(story="s", verdict="new", update=update, agency="AFP"))
    assert not RuleIndex([made]).found(Facts(classified)).matches
    (explained,) = explain([made], classified)
    assert explained.outcome == "series"
    assert explained.lines[0].asks == (
        "silence (of what has 12 stories a day) of an agency, series AFP"
    )


def test_each_condition_is_said_in_words() -> None:
    """What a desk reads of a rule."""
    surge = rule('surge = { dimension = "actor_place", countries = ["SY"] }')
    assert asked(surge) == (
        "surge (at least 3 stories from 2 agencies) of an actor at a place, country SY"
    )
    assert asked(rule('first_seen = { dimension = "actor" }')) == (
        "first appearance in 28 days of an actor"
    )


def test_the_shipped_rules_have_one_of_each() -> None:
    """A desk can copy a surge, a silence and a first appearance."""
    kinds = {type(rule.watch).__name__ for rule in load_rules(None) if rule.watch is not None}
    assert kinds == {"Surge", "Silence", "FirstSeen"}
