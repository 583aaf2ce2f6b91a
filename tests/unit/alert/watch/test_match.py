"""Each kind of condition, and how they combine."""

from typing import Any

import pytest

from stream.alert import parse_rules
from stream.alert.watch.facts import Facts
from stream.alert.watch.match import RuleIndex

from ..desk import ALEPPO, HTS, SOHR, classified


def reason(conditions: str, **update: Any) -> str | None:
    """Why a rule of these conditions matches the update, or None."""
    (rule,) = parse_rules(f'[[rule]]\nid = "r"\n{conditions}', "test.toml")
    match = RuleIndex([rule]).found(Facts(classified(**update))).matches.get("r")
    return match.reason if match is not None else None


MENTION = ALEPPO.__class__(id=170063, name="Aleppo", role="mention", country="SY", kind="city")


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ('actors = ["hts"]', 'actor Hayat Tahrir al-Sham in headline: "HTS"'),
        ('actors = ["Hayat Tahrir Al-Sham"]', 'actor Hayat Tahrir al-Sham in headline: "HTS"'),
        ("places = [170063]", "place Aleppo"),
        ('places = ["ALEPPO"]', "place Aleppo"),
        ('countries = ["TR", "SY"]', "country SY by place Aleppo"),
        ('words = ["enter", "enters"]', 'word "enters" in headline'),
        ('words = ["fighters"]', 'word "fighters" in body'),
        ('languages = ["en"]', "language en-gb"),
        ('languages = ["EN-GB"]', "language en-gb"),
        ('providers = ["afp"]', "provider AFP"),
        ("min_urgency = 2", "urgency 2"),
    ],
)
def test_a_condition_holds_and_says_why(conditions: str, expected: str) -> None:
    """Each kind of condition gives its reason in words."""
    assert reason(conditions, body="Two fighters", language="en-GB") == expected


@pytest.mark.parametrize(
    "conditions",
    [
        'actors = ["saa"]',
        'places = ["Homs", 1]',
        'countries = ["TR"]',
        'words = ["fight"]',
        'languages = ["e", "fr"]',
        'providers = ["Reuters"]',
        "min_urgency = 1",
    ],
)
def test_a_condition_does_not_hold(conditions: str) -> None:
    """Nothing matches that the rule does not name."""
    assert reason(conditions, body="Two fighters") is None


def test_all_conditions_must_hold() -> None:
    """Conditions are joined by AND, values inside one by OR."""
    assert reason('actors = ["saa", "hts"]\nplaces = ["Aleppo"]') == (
        'actor Hayat Tahrir al-Sham in headline: "HTS"; place Aleppo'
    )
    assert reason('actors = ["hts"]\nplaces = ["Homs"]') is None


def test_a_cited_source_is_no_participant() -> None:
    """An actor counts in the roles that the rule asks for."""
    assert reason('actors = ["sohr"]', actors=(SOHR,)) is None
    assert reason('actors = ["sohr"]\nactor_roles = ["source"]', actors=(SOHR,)) is not None


def test_a_mention_is_not_where_it_happens() -> None:
    """A place that is only mentioned matches neither place nor country, unless the rule asks."""
    assert reason('places = ["Aleppo"]', places=(MENTION,)) is None
    assert reason('countries = ["SY"]', places=(MENTION,)) is None
    asked = 'places = ["Aleppo"]\nplace_roles = ["mention"]'
    assert reason(asked, places=(MENTION,)) == "place Aleppo"


def test_an_excluded_word_vetoes_the_rule() -> None:
    """A word under `not` in headline or body ends the match."""
    rule = 'actors = ["hts"]\nnot = [{ words = ["anniversary"] }]'
    assert reason(rule, actors=(HTS,)) is not None
    assert reason(rule, body="On the anniversary") is None


def test_without_urgency_no_urgency_rule_matches() -> None:
    """An update that states no urgency is not urgent."""
    assert reason("min_urgency = 9", urgency=None) is None


@pytest.mark.parametrize(
    ("fields", "headline", "body", "holds"),
    [
        ("", "HTS enters Aleppo", "It was a drill", False),
        ("", "HTS enters Aleppo", "Déjà vu: it was a drill", False),
        ("", "HTS enters Aleppo", "It was no drilling", True),
        ("", "HTS enters Aleppo", "Déjà vu: no drilling", True),
        ('word_fields = ["headline"]', "HTS enters Aleppo", "It was a drill", True),
        ('word_fields = ["headline"]', "HTS enters Aleppo in a drill", "", False),
    ],
)
def test_a_barred_word_counts_in_the_fields_asked(
    fields: str, headline: str, body: str, holds: bool
) -> None:
    """Whether the texts are ASCII or not, and only where the rule looks."""
    words = f'words = ["enters NOT drill"]\n{fields}'
    assert (reason(words, headline=headline, body=body) is not None) == holds


def test_a_division_is_called_by_name_or_by_code() -> None:
    """ISO 3166-2 codes do for those who know no local name."""
    place = ALEPPO.__class__(
        id=2861650, name="Nuremberg", role="event", country="DE", kind="city", admin1="Bayern",
        division="DE-BY",
    )  # fmt: skip
    assert reason('admin1 = ["DE-BY"]', places=(place,)) == "admin1 Bayern by place Nuremberg"
    assert reason('admin1 = ["bayern"]', places=(place,)) is not None
    assert reason('admin1 = ["DE-SN"]', places=(place,)) is None
