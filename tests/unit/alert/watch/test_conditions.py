"""Conditions on actors, places, events, figures, and how all, any and not combine them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from stream.alert import Rule, parse_rules
from stream.alert.watch.facts import Facts
from stream.alert.watch.match import Match, RuleIndex
from stream.alert.watch.rules import Circle, Where
from stream.model import ActorLabel, CasualtyLabel, EventLabel, PlaceLabel

from ..desk import ALEPPO, HTS, IDLIB, SAA, SOHR, classified, read

POLICE = ActorLabel(
    id="syria-police", name="Syrian police", kind="police", role="participant", country="SY",
    direction="acting", parents=["syria"],
)  # fmt: skip
HOMS = PlaceLabel(
    id=169577, name="Homs", role="event", country="SY", kind="city", admin1="Homs",
    latitude=34.73, longitude=36.72,
)  # fmt: skip
SUVA = replace(HOMS, id=2198148, name="Suva", country="FJ", latitude=-18.14, longitude=178.44)
ATTACK = EventLabel(type="assault")
PLAN = EventLabel(type="assault", planned=True)


def match(conditions: str, **update: Any) -> Match | None:
    """The match of a rule of these conditions with the update."""
    events, casualties = update.pop("events", ()), update.pop("casualties", ())
    (rule,) = parse_rules(f'[[rule]]\nid = "r"\n{conditions}', "test.toml")
    labels = {"events": list(events), "casualties": list(casualties)}
    return RuleIndex([rule]).found(Facts(replace(classified(**update), **labels))).matches.get("r")


def killed(least: int, most: int | None = None) -> CasualtyLabel:
    """A number of dead."""
    return CasualtyLabel(kind="killed", least=least, most=most)


@pytest.mark.parametrize(
    ("conditions", "update", "why"),
    [
        ('actors = ["syria"]', {"actors": (POLICE,)}, "actor Syrian police"),
        ('actor_kinds = ["police"]', {"actors": (POLICE,)}, "actor Syrian police"),
        (
            'actors = ["syria"]\nactor_directions = ["acting"]',
            {"actors": (POLICE,)},
            "actor Syrian police",
        ),
        (
            "near = [{ latitude = 34.7, longitude = 36.7, km = 10 }]",
            {"places": (HOMS,)},
            "place Homs, 4 km away",
        ),
        (
            "near = [{ latitude = -18, longitude = -179.9, km = 200 }]",
            {"places": (SUVA,)},
            "place Suva, 176 km away",
        ),
        ('admin1 = ["homs"]', {"places": (HOMS,)}, "admin1 Homs by place Homs"),
        ('place_kinds = ["city"]', {"places": (HOMS,)}, "place Homs"),
        ('places = ["Hims"]', {"places": (read(HOMS, "body", "HIMS"),)}, "place Homs in body"),
        (
            'countries = ["SY"]\nfocus = true',
            {"places": (ALEPPO, replace(HOMS, focus=True))},
            "country SY by place Homs",
        ),
        ('events = ["assault"]', {"events": (ATTACK,)}, "event assault"),
        (
            'events = ["assault"]\nevent_phases = ["planned"]',
            {"events": (PLAN,)},
            "event assault",
        ),
        ("casualties = { wounded = 5, killed = 12 }", {"casualties": (killed(12),)}, "12 killed"),
        ('agencies = ["afp"]', {"agency": "AFP"}, "agency AFP"),
        ('any = [{ places = ["Homs"] }, { actors = ["hts"] }]', {}, "actor Hayat"),
        ('all = [{ places = ["Homs"] }, { places = ["Aleppo"] }]', {"places": (ALEPPO, HOMS)}, ""),
        ('actors = ["hts"]\nnot = [{ countries = ["FR"] }]', {}, "actor Hayat"),
    ],
)
def test_it_holds(conditions: str, update: dict[str, Any], why: str) -> None:
    """Each kind of condition holds and says by what."""
    found = match(conditions, **update)
    assert found is not None and found.reason.startswith(why)


@pytest.mark.parametrize(
    ("conditions", "update"),
    [
        ('actors = ["syria"]\nactor_directions = ["acted_upon"]', {"actors": (POLICE,)}),
        ('actors = ["syria"]\nactor_kinds = ["military"]', {"actors": (POLICE,)}),
        ('actors = ["hts"]\nactor_roles = ["source"]', {"actors": (HTS, SOHR)}),
        ("near = [{ latitude = 34.7, longitude = 37, km = 10 }]", {"places": (HOMS,)}),
        ('places = ["Homs"]\ncountries = ["TR"]', {"places": (HOMS,)}),
        ('countries = ["SY"]\nfocus = true', {"places": (HOMS,)}),
        ('events = ["assault"]', {"events": (PLAN,)}),
        ("casualties = { killed = 13 }", {"casualties": (killed(12, 20),)}),
        ('actors = ["hts"]\nnot = [{ countries = ["SY"] }]', {}),
        ('actors = ["hts"]\nnot = [{ places = ["Homs"] }, { words = ["enters"] }]', {}),
        ('actors = ["hts"]\ntests = "only"', {}),
        ('actors = ["hts"]', {"test": True}),
    ],
)
def test_it_does_not_hold(conditions: str, update: dict[str, Any]) -> None:
    """One condition that fails, or one exclusion that holds, ends the match."""
    assert match(conditions, **update) is None


def test_keys_on_actors_ask_for_one_actor() -> None:
    """A state that is cited and a police that acts are not one actor that does both."""
    source = replace(POLICE, id="syria", role="source", kind="government")
    rule = 'actors = ["syria"]\nactor_kinds = ["government"]'
    assert match(rule, actors=(POLICE, source)) is None


def test_the_alternative_that_needs_fewer_sources_is_taken() -> None:
    """Two sources, or one flash: the flash needs no second source."""
    rule = "any = [{ min_sources = 2 }, { min_urgency = 1 }]"
    found = [match(rule, urgency=n) for n in (1, 4)]
    assert [each and (each.reason, each.sources) for each in found] == [("urgency 1", 1), ("", 2)]


@pytest.mark.parametrize("tests", ["also", "only"])
def test_test_messages_match_where_a_rule_asks(tests: str) -> None:
    """Only a rule that asks for tests sees them."""
    assert match(f'actors = ["hts"]\ntests = "{tests}"', test=True) is not None


# ---- the index finds every rule that matches

texts = st.sampled_from(["HTS enters", "停火协议", "هدنة في حلب", "Nichts Neues", "x"])
terms = st.sampled_from(
    [
        "enters",
        "停火",
        "هدنة",
        "x OR enters",
        "HTS AND enters",
        "neues NOT x",
        "nichts NEAR/1 neues",
    ]
)


def tables(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Tables of conditions, of which some hold for some of the updates."""
    some = st.lists(inner, min_size=1, max_size=2).map(tuple)
    circles = st.builds(
        Circle, latitude=st.floats(-89, 89), longitude=st.floats(-180, 180),
        km=st.sampled_from([50.0, 500.0, 3000.0]),
    )  # fmt: skip
    return st.fixed_dictionaries(
        {},
        optional={
            "actors": st.sampled_from([("hts",), ("syria", "saa")]),
            "places": st.sampled_from([(170063,), ("homs", "Idlib")]),
            "countries": st.just(("SY",)),
            "near": st.tuples(circles),
            "events": st.just(("assault",)),
            "casualties": st.just({"killed": 2}),
            "words": st.tuples(terms),
            "languages": st.sampled_from([("en",), ("ar", "zh")]),
            "min_urgency": st.integers(1, 9),
            "min_sources": st.integers(1, 2),
            "any": some, "all": some, "not_": some,
        },
    )  # fmt: skip


def _where(table: Any) -> Any:
    return Where(**table) if isinstance(table, dict) else table


wheres = st.recursive(
    st.just({"min_urgency": 4}), lambda inner: tables(inner.map(_where)), max_leaves=6
)


@given(
    st.lists(wheres, min_size=1, max_size=5),
    st.lists(st.sampled_from([HTS, SAA, POLICE]), max_size=2),
    st.lists(st.sampled_from([ALEPPO, IDLIB, HOMS, SUVA]), max_size=2),
    texts,
    st.sampled_from([None, 1, 4]),
    st.booleans(),
)
@settings(max_examples=300)
def test_the_index_leaves_out_no_rule_that_matches(
    tables: list[dict[str, Any]], actors: list[Any], places: list[Any], text: str,
    urgency: int | None, attacked: bool,
) -> None:  # fmt: skip
    """Whatever the conditions, the rules asked give what asking all of them gives."""
    rules = [Rule(id=str(n), **table) for n, table in enumerate(tables)]
    update = classified(actors=tuple(actors), places=tuple(places), headline=text, urgency=urgency)
    if attacked:
        update = replace(update, events=[ATTACK], casualties=[killed(3)])
    index, facts = RuleIndex(rules), Facts(update)
    every = ((matcher.rule.id, matcher.match(facts)) for matcher in index.matchers)
    assert index.found(facts).matches == {rule: found for rule, found in every if found is not None}
