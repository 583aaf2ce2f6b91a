"""The rules of ninjs, version by version."""

import copy
import random
from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema import validators
from referencing import Registry, Resource

from stream.formats.ninjs.keys import versions
from stream.formats.ninjs.rules import MOST_FAULTS, faults, unknown_keys

FOLDER = Path(__file__).resolve().parents[4] / "shared/data/wire-formats/ninjs"
SPECIFICATION = FOLDER / "specification"
DRAFTS = {"1.dev": "ninjs-schema-dev_0.2_v1.5", "2.dev": "ninjs-schema-dev_0.1_v2.1"}
GEO = "https://geojson.org/schema/GeoJSON.json"
URI = {"uri": "urn:a:1"}

needs_specification = pytest.mark.skipif(
    not SPECIFICATION.exists(),
    reason="the ninjs schemas (../shared/data) are not here: nothing was compared",
)


@pytest.mark.parametrize(
    ("version", "item", "fault"),
    [
        ("1.6", {}, "uri is missing"),
        ("1.0", {**URI, "slugline": "x"}, "unknown key slugline"),
        ("1.6", {**URI, "body_": "x"}, "unknown key body_"),
        ("1.0", {**URI, "type": "component"}, "type 'component' is not text or"),
        ("1.6", {**URI, "pubstatus": "cancelled"}, "pubstatus 'cancelled' is not usable"),
        ("1.6", {**URI, "person": ["A"]}, "person[0] is text, not an object"),
        ("1.6", {**URI, "associations": {"a": {}}}, "associations.a.uri is missing"),
        ("1.6", {**URI, "embargoedUntil": "x"}, "unknown key embargoedUntil"),
        ("2.2", {**URI, "headline": "x"}, "unknown key headline"),
        ("2.2", {**URI, "headlines": [{}]}, "headlines[0].value is missing"),
        ("2.2", {**URI, "associations": [dict(URI)]}, "associations[0].name is missing"),
        ("2.2", {**URI, "subjects": [{"relevance": 101}]}, "relevance 101 is not 0 to 100"),
        ("2.2", {**URI, "rightsinfo": {}}, "rightsinfo has not one of linkedrights"),
        (
            "2.2",
            {**URI, "places": [{"geojson": {"type": "Foo", "coordinates": [1, 2]}}]},
            "geojson.type 'Foo'",
        ),
        ("3.1", {**URI, "urgency": 0.5}, "urgency 0.5 is not a whole number"),
        ("3.1", {**URI, "urgency": True}, "urgency True is not a whole number"),
        ("3.1", {**URI, "embargoed": "x"}, "unknown key embargoed"),
        ("3.0", {**URI, "digitalSourceType": {}}, "unknown key digitalSourceType"),
    ],
)
def test_a_fault_is_told_with_its_place(version: str, item: dict[str, Any], fault: str) -> None:
    """One sentence that names the key as the sender wrote it."""
    found = faults(item, version)
    assert len(found) == 1 and fault in found[0]


@pytest.mark.parametrize(
    ("version", "item"),
    [
        ("1.6", {**URI, "body_nitf": "x", "headline_seo": "x", "embargoed": "x"}),
        ("2.0", {**URI, "associations": [{"name": "a", "anything": 1}]}),
        ("2.2", {**URI, "places": [{"geojson": {"type": "Point", "coordinates": [1, 2]}}]}),
        ("3.1", {**URI, "embargoedUntil": "x", "urgency": 9, "digitalSourceType": {}}),
        ("2.dev", {**URI, "advices": [{"role": "publish"}]}),
    ],
)
def test_what_a_version_allows_is_no_fault(version: str, item: dict[str, Any]) -> None:
    """Renamed keys, extensions of names, and what a draft adds."""
    assert faults(item, version) == []


def test_faults_stop_at_ten() -> None:
    """An item that is hardly ninjs does not fill its record with warnings."""
    assert len(faults({**URI, **{f"x{n}": n for n in range(500)}}, "3.1")) == MOST_FAULTS


def test_associations_within_associations_end() -> None:
    """A thousand items within each other are judged to a depth, without another error."""
    item: dict[str, Any] = dict(URI)
    for _ in range(300):
        item = {**URI, "associations": {"a": item}}
    assert "nested too deeply" in faults(item, "1.6")[0]


def test_keys_tell_the_generations_apart() -> None:
    """Each generation knows its own spelling only."""
    assert unknown_keys({**URI, "headlines": [], "pubstatus": ""}, "2.2") == 0
    assert unknown_keys({**URI, "headlines": [], "pubstatus": ""}, "3.1") == 1
    assert unknown_keys({**URI, "headlines": [], "pubstatus": ""}, "1.6") == 1


@needs_specification
def test_our_table_says_what_the_official_schemas_say() -> None:
    """Valid and spoilt items get the same verdict from each version's official schema and from us."""
    judges, documents = _judges(), _documents()
    dice, valid = random.Random(7), 0
    for _ in range(150):
        item = _spoilt(dice.choice(documents), dice)
        for version, judge in judges.items():
            right = judge.is_valid(item)
            valid += right
            assert right == (not faults(item, version)), (version, faults(item, version), item)
    assert valid > 100


def _judges() -> dict[str, Any]:
    geo = next(FOLDER.glob("validation/**/GeoJSON-schema.json"))
    schemas = {
        version: orjson.loads(
            (SPECIFICATION / f"{DRAFTS.get(version, f'ninjs-schema_{version}')}.json").read_bytes()
        )
        for version in versions()
    }
    registry: Registry[Any] = Registry().with_resource(
        GEO, Resource.from_contents(orjson.loads(geo.read_bytes()))
    )
    for schema in schemas.values():
        address = str(schema.get("$id") or schema.get("id")).rstrip("#")
        registry = registry.with_resource(address, Resource.from_contents(schema))
    return {
        version: validators.validator_for(schema)(schema, registry=registry)
        for version, schema in schemas.items()
    }


def _documents() -> list[dict[str, Any]]:
    found = []
    for path in sorted(FOLDER.glob("validation/test_suite/*/should_*/*.json")):
        try:
            found.append(orjson.loads(path.read_bytes()))
        except orjson.JSONDecodeError:
            continue
    return found


VALUES: tuple[Any, ...] = ("x", 1, 0.5, None, True, [], {}, ["x"], "usable", [{"name": "a"}])


def _spoilt(document: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The document with up to two of its values, anywhere, replaced, dropped or under another key."""
    document = copy.deepcopy(document)
    for _ in range(dice.randint(0, 2)):
        holders = list(_holders(document))
        holder = dice.choice(holders)
        if isinstance(holder, list):
            holder[dice.randrange(len(holder))] = copy.deepcopy(dice.choice(VALUES))
            continue
        key = dice.choice(sorted(holder))
        if dice.random() < 0.3 and len(holder) > 1:
            del holder[key]
        else:
            name = key if dice.random() < 0.5 else dice.choice(sorted(document))
            holder[name] = copy.deepcopy(dice.choice(VALUES))
    return document


def _holders(value: Any) -> Any:
    if isinstance(value, dict | list) and value:
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _holders(inner)
