"""Which version of ninjs an item is judged by."""

from typing import Any

import pytest

from stream.formats.ninjs.versions import faults_of, version_of

URI = {"uri": "urn:a:1"}


def _standard(key: str, **said: str) -> dict[str, Any]:
    return {**URI, key: said}


@pytest.mark.parametrize(
    ("item", "version"),
    [
        (_standard("$standard", name="ninjs", version="1.3"), "ninjs 1.3"),
        (_standard("standard", version="2.0-dev", name="ninjs"), "ninjs 2.0"),
        (
            _standard("standard", schema="https://iptc.org/std/ninjs/ninjs-schema_2.1.json"),
            "ninjs 2.1",
        ),
        ({**_standard("standard", version="3.0"), "pubStatus": "usable"}, "ninjs 3.0"),
        ({**URI, "headline": "x"}, "ninjs 1.6"),
        ({**URI, "headlines": [], "pubstatus": "usable"}, "ninjs 2.2"),
        ({**URI, "headlines": [], "pubStatus": "usable"}, "ninjs 3.1"),
        ({**URI, "title": "x"}, "ninjs 3.1"),
        ({**URI, "representationtype": "complete"}, "ninjs 1.6"),
        ({**URI, "representationtype": "partial"}, "ninjs 2.2"),
        ({**URI, "title": "x", "advices": []}, "ninjs 2.dev"),
    ],
)
def test_the_version_is_declared_or_the_newest_that_fits(
    item: dict[str, Any], version: str
) -> None:
    """A declaration by number or address; else the spelling of keys; else the newest."""
    assert str(version_of(item)) == version


def test_a_declaration_in_another_s_words_is_not_believed() -> None:
    """`standard` is no key of ninjs 1, so an item that declares 1.3 there is judged as a later one."""
    item = _standard("standard", schema="http://www.iptc.org/std/ninjs/ninjs-schema_1.3.json")
    assert version_of(item).number == "3.1" and faults_of(item, version_of(item)) == []


def test_a_declared_version_is_held_to_its_own_rules() -> None:
    """A key of a later version is a fault in an item that declares the earlier one."""
    item = {**_standard("$standard", version="1.3"), "digitalsourcetype": {}}
    assert faults_of(item, version_of(item)) == ["ninjs 1.3: unknown key digitalsourcetype"]


def test_an_agency_s_extension_may_add_keys_and_nothing_else() -> None:
    """Unknown keys are the extension's own; a wrong type is a fault all the same."""
    item = _standard(
        "standard", name="NORDNINJS", version="2.1", schema="https://nord.example/s.json"
    )
    version = version_of({**item, "mood": "calm", "profile": 5})
    assert str(version) == "ninjs 2.1 (NORDNINJS)"
    faults = faults_of({**item, "mood": "calm", "profile": 5}, version)
    assert faults == ["ninjs 2.1 (NORDNINJS): profile is a number, not text"]
