"""What rules name: each name once, with the place where it stands."""

from __future__ import annotations

from stream.alert import parse_rules
from stream.alert.watch.named import given

RULES = """
[[rule]]
id = "a"
actors = ["pkk"]
places = [170063]
admin1 = ["DE-BY"]
agencies = ["AP"]
any = [{ words = ["x"] }, { not = [{ languages = ["de"] }], countries = ["SY"] }]

[[rule]]
id = "b"
surge = { dimension = "event", values = ["assault"] }

[[rule]]
id = "c"
first_seen = { dimension = "actor_place", actors = ["hts"], values = ["hts|1"] }
"""


def test_every_name_stands_with_rule_key_and_what_it_names() -> None:
    """Those inside branches and of series, too; the values of series only where they name an actor, agency or type."""
    assert [tuple(each) for each in given(parse_rules(RULES, "test.toml"))] == [
        ("a", "actors[0]", "actor", "pkk"),
        ("a", "places[0]", "place", "170063"),
        ("a", "admin1[0]", "division", "DE-BY"),
        ("a", "agencies[0]", "agency", "AP"),
        ("a", "any[1].countries[0]", "country", "SY"),
        ("a", "any[1].not[0].languages[0]", "language", "de"),
        ("b", "surge.values[0]", "event", "assault"),
        ("c", "first_seen.actors[0]", "actor", "hts"),
    ]
