"""Names in rules against the tables: what can't ring is named with the nearest, what is anybody's is only doubted."""

from __future__ import annotations

from pathlib import Path

import pytest

from stream.alert import load_rules, parse_rules
from stream.bootstrap.rule_names import Unknown, unknown_names
from stream.bootstrap.stages import stage_options
from stream.settings import load_settings

WRONG = """
[[rule]]
id = "wrong"
actors = ["hezbolah", "Ansar Allah", "Wombles"]
actor_kinds = ["armed group"]
countries = ["UK"]
places = ["Ghent", "Xyzzyville", 999999999]
admin1 = ["Catalonia", "Bavariaa", "Bayernn"]
languages = ["en-GB", "eng", "xx"]
providers = ["Rueters", "Coast Radio"]
agencies = ["Associated Press"]

[[rule]]
id = "series"
surge = { dimension = "event", values = ["asault"] }
"""
RIGHT = """
[[rule]]
id = "right"
actors = ["hezbollah", "Hayat Tahrir al-Sham", "Emmanuel Macron", "unnamed gunmen (Nigeria)", "nigeria-police"]
actor_kinds = ["armed-group"]
countries = ["GB", "XK"]
places = ["Gent", "Aleppo", 170063]
admin1 = ["Catalunya", "DE-BY"]
languages = ["en", "DE", "ckb", "und"]
providers = ["Reuter", "Reuters World", "AFP"]
agencies = ["Reuters"]
"""


def judged(rules: str, **change: str) -> list[Unknown]:
    """What is wrong with the names of rules."""
    settings = load_settings(None, change, {})
    return unknown_names(parse_rules(rules, "test.toml"), settings, stage_options(settings))


@pytest.fixture(scope="module")
def found() -> dict[str, Unknown]:
    """The wrong names by key."""
    return {each.key: each for each in judged(WRONG)}


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("actors[0]", '"hezbolah"; the nearest: "hezbollah"'),
        ("actors[2]", '"Wombles" (`newswire actors find`'),
        ("actors[1]", 'the actor\'s id: "houthis"'),
        ("actor_kinds[0]", "armed-group, central-bank"),
        ("admin1[0]", 'GeoNames calls the division "Catalonia" "Catalunya"'),
        ("admin1[1]", 'no first-order division has the name or code "Bavariaa"'),
        ("admin1[2]", 'the nearest: "Bayern"'),
        ("countries[0]", '"UK" by ISO 3166-1; the nearest: "GB"'),
        ("languages[0]", 'updates carry "en"'),
        ("languages[1]", 'updates carry "en"'),
        ("languages[2]", '"xx" is no language'),
        ("surge.values[0]", 'the nearest: "assault"'),
    ],
)
def test_a_name_that_nothing_can_have_is_wrong(
    found: dict[str, Unknown], key: str, words: str
) -> None:
    """It says what is allowed, or what is near."""
    assert words in found[key].why
    assert found[key].sure


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("places[0]", 'GeoNames calls "Ghent" "Gent" (id 2797656)'),
        ("places[1]", 'no place has the name "Xyzzyville"'),
        ("places[2]", 'no place has the id "999999999"'),
        ("providers[0]", 'the nearest: "Reuters"'),
        ("providers[1]", "a feed calls itself so"),
        ("agencies[0]", 'counts under the name "AP"'),
    ],
)
def test_a_provider_or_place_that_no_table_has_is_only_doubted(
    found: dict[str, Unknown], key: str, words: str
) -> None:
    """Anybody may call a feed as he likes, and texts call places by other names than GeoNames."""
    assert words in found[key].why
    assert not found[key].sure


def test_ids_names_people_and_groups_without_a_name_are_known() -> None:
    """Whatever an update's labels can say, in any case; nothing else stands in the list of wrong names."""
    assert judged(RIGHT) == []
    assert len(judged(WRONG)) == 18


def test_the_users_own_files_count(tmp_path: Path) -> None:
    """An actor and a provider of files that the settings name."""
    actors, providers = tmp_path / "actors.toml", tmp_path / "providers.toml"
    actors.write_text(
        '[[actor]]\nid = "dockers"\nname = "Dockers of Ostwick"\nkind = "ngo"\n', "utf-8"
    )
    providers.write_text('[[provider]]\nname = "Coast Radio"\nkind = "broadcaster"\n', "utf-8")
    rules = '[[rule]]\nid = "own"\nactors = ["dockers"]\nproviders = ["Coast Radio"]\n'
    assert [each.key for each in judged(rules)] == ["actors[0]", "providers[0]"]
    own = {"classify.extra_actors": str(actors), "dedupe.providers": str(providers)}
    assert judged(rules, **own) == []


def test_the_shipped_rules_name_nothing_unknown() -> None:
    """A desk can start from them."""
    settings = load_settings(None, {}, {})
    assert unknown_names(load_rules(None), settings, stage_options(settings)) == []
