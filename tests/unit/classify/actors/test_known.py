"""Tests of stream.classify.actors.known: the data file is whole, and a wrong one says what is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from stream.classify.actors.known import load_actors
from stream.errors import ConfigError


def test_the_package_knows_six_hundred_actors_besides_states(gazetteer):
    """Named entries that are no body of a state, each with a country that exists or none."""
    actors = load_actors(gazetteer)
    named = {alias.actor for aliases in actors.aliases.values() for alias in aliases}
    states = {
        "government",
        "military",
        "police",
        "presidency",
        "ministry",
        "parliament",
        "intelligence",
        "central-bank",
    }
    assert sum(actors.by_id[id].kind not in states for id in named) >= 600
    for actor in actors.by_id.values():
        assert actor.country == "" or actor.country in gazetteer.country_places


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[actor]]\nid = 'x'\nname = 'X'\nkind = 'gang'", "actor x: kind: 'gang'"),
        ("[[actor]]\nid = 'X Y'\nname = 'X'\nkind = 'ngo'", "actor X Y: id:"),
        ("[[actor]]\nname = 'X'\nkind = 'ngo'", "actor 1: id: missing"),
        (
            "[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\nalias = ['X']",
            "actor x: alias: not a known key",
        ),
        (
            "[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\naliases = 'X'",
            "actor x: aliases: expected a list",
        ),
        ("[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\nparents = ['y']", "actor x: parents: 'y'"),
        (
            "[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\nambiguous = ['X']",
            "actor x: context: missing",
        ),
        ("[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\ncountry = 'Syria'", "actor x: country:"),
        (
            "[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\nleaders = [{name='A', until='1'}]",
            "actor x: leaders:",
        ),
        ("[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\n" * 2, "actor x: id: there twice"),
        (
            "[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\nsuccessor = 'y'",
            "actor x: successor: 'y'",
        ),
        (
            "[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\nwikidata = '12'",
            "actor x: wikidata: '12'",
        ),
        (
            "[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\nfrom = '2024'",
            "actor x: from: '2024' is not a date",
        ),
        (
            "[[actor]]\nid = 'x'\nname = 'X'\nkind = 'ngo'\nfrom = 2024-01-02\nuntil = 2024-01-02",
            "actor x: until:",
        ),
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
    assert [alias.actor for alias in actors.aliases["night watch"]] == ["night-watch"]
    assert actors.by_id["hts"].name == "HTS"


def test_a_users_file_may_be_csv(gazetteer, tmp_path):
    """The same columns as the package's files; a wrong line is named."""
    file = tmp_path / "mine.csv"
    file.write_text(
        "# ours\nid,name,kind,aliases\nnight-watch,Night Watch,armed-group,The Watch; Nachtwache\n"
    )
    actors = load_actors(gazetteer, file)
    assert {"night watch", "the watch", "nachtwache"} <= actors.aliases.keys()
    file.write_text("id,name,kind,aliases\nnight-watch,Night Watch\n")
    with pytest.raises(ConfigError, match="actor night-watch: not as many columns"):
        load_actors(gazetteer, file)


def test_successors_lead_from_the_nusra_front_to_the_transitional_authorities(gazetteer):
    """One after the other, each beginning when the last ended."""
    actors = load_actors(gazetteer)
    id, chain = "nusra-front", []
    while id:
        chain.append(id)
        id = actors.by_id[id].successor
    assert chain == ["nusra-front", "jfs", "hts", "syria-transitional-authorities"]
    assert actors.by_id["jfs"].since == actors.by_id["nusra-front"].until


def test_every_state_has_its_bodies(gazetteer):
    """Nobody wrote them out: government, forces, police, ministries, parliament, central bank."""
    actors = load_actors(gazetteer)
    for iso in gazetteer.country_places:
        for body in (
            "armed-forces",
            "police",
            "presidency",
            "parliament",
            "central-bank",
            "foreign-ministry",
        ):
            actor = actors.by_id[actors.body(iso, body)]
            assert actor.country == iso
            assert actors.governments[iso] in actor.parents


def test_an_ambiguous_name_is_asked_with_its_actors(gazetteer):
    """RSF is an army in Sudan and a monitor of the press."""
    found = {actor.id for actor, _ in load_actors(gazetteer).named("RSF", date(2026, 1, 1))}
    assert found == {"rsf", "rsf-press"}


@pytest.mark.parametrize(
    ("name", "day", "id"),
    [
        ("Radev", date(2025, 6, 1), "bulgaria"),
        ("Radev", date(2026, 3, 1), ""),
        ("Radev", date(2026, 6, 1), "bulgaria"),
        ("Giuseppe Conte", date(2019, 8, 1), "italy"),
        ("Giuseppe Conte", date(2026, 8, 1), ""),
        ("Tusk", date(2016, 8, 1), "european-council"),
        ("Tusk", date(2026, 8, 1), "poland"),
        ("Draghi", date(2019, 8, 1), "ecb"),
        ("Yellen", date(2016, 8, 1), "united-states-central-bank"),
        ("Leo Varadkar", date(2019, 8, 1), "ireland"),
    ],
)
def test_a_leader_stands_for_the_office_of_the_day(gazetteer, name, day, id):
    """Terms before and after others count for their own time, and between them nobody is meant."""
    found = [actor.id for actor, _ in load_actors(gazetteer).named(name, day)]
    assert found == ([id] if id else [])
