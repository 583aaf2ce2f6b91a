"""Tests of stream.classify.actors: the data file is whole, and a wrong one says what is wrong."""

from __future__ import annotations

import pytest

from stream.classify.actors import load_actors
from stream.errors import ConfigError


def test_the_package_knows_more_than_a_hundred_actors_besides_states(gazetteer):
    """Named entries, each with a country that exists or none."""
    actors = load_actors(gazetteer)
    named = {alias.actor for alias in actors.aliases.values()}
    assert len(named) > 120
    for actor in actors.by_id.values():
        assert actor.country == "" or actor.country in gazetteer.country_places


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[actor]]\nid = 'x'\nname = 'X'\nkind = 'gang'", "actor x: kind: 'gang'"),
        ("[[actor]]\nid = 'X Y'\nname = 'X'\nkind = 'ngo'", "actor X Y: id:"),
        ("[[actor]]\nname = 'X'\nkind = 'ngo'", "actor 1: id: missing"),
        ("[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\nalias = ['X']", "actor x: alias: not a known key"),
        ("[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\naliases = 'X'", "actor x: aliases: expected a list"),
        ("[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\nparents = ['y']", "actor x: parents: 'y'"),
        ("[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\nambiguous = ['X']", "actor x: context: missing"),
        ("[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\ncountry = 'Syria'", "actor x: country:"),
        ("[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\nleaders = [{name='A', until='1'}]", "actor x: leaders:"),
        ("[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\n" * 2, "actor x: id: there twice"),
        ("actor = 3", "actor: expected [[actor]]"),
        ("[[actor", "not TOML"),
    ],
)
def test_a_wrong_file_names_itself_the_entry_and_the_key(gazetteer, tmp_path, text, message):
    """The operator reads where to look."""
    file = tmp_path / "mine.toml"
    file.write_text(text)
    with pytest.raises(ConfigError) as caught:
        load_actors(gazetteer, file)
    assert message in str(caught.value) and str(file) in str(caught.value)


def test_a_missing_file_is_named(gazetteer, tmp_path):
    """A wrong path is a setting that is wrong."""
    with pytest.raises(ConfigError, match=r"none\.toml: can't be read"):
        load_actors(gazetteer, tmp_path / "none.toml")


def test_a_users_entry_adds_to_and_replaces_the_packages(gazetteer, tmp_path):
    """The user's names count, for a new actor and for a known one."""
    file = tmp_path / "mine.toml"
    file.write_text(
        "[[actor]]\nid = 'night-watch'\nname = 'Night Watch'\nkind = 'armed-group'\naliases = ['Night Watch']\n"
        "[[actor]]\nid = 'hts'\nname = 'HTS'\nkind = 'armed-group'\naliases = ['HTS']\n"
    )
    actors = load_actors(gazetteer, file)
    assert actors.aliases["night watch"].actor == "night-watch"
    assert actors.by_id["hts"].name == "HTS"
