"""Which version of ninjs an item is of: what its keys show, then what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from stream.formats.ninjs.keys import versions
from stream.formats.ninjs.rules import faults, unknown_keys

_NEWEST = ("3.1", "2.2", "1.6", "2.dev", "1.dev")
"""What an item without a version is judged by: the newest of each generation, then the drafts."""

_NUMBER = re.compile(r"(\d)\.(\d)(?!\d)")
_STANDARDS = ("$standard", "standard")
_IPTC = re.compile(r"(?:https?://)?(?:www\.)?iptc\.org/", re.IGNORECASE)


class Version(NamedTuple):
    """A version of the table, and the agency's own name where the item declares an extension of it."""

    number: str
    extension: str = ""

    def __str__(self) -> str:
        return f"ninjs {self.number}" + (f" ({self.extension})" if self.extension else "")


def version_of(item: dict[str, Any]) -> Version:
    """The version whose rules an item is to be judged by.

    The generation (1, 2, 3) is the one that knows most of its keys; of several the newest that it
    fits, else the newest. Within the generation the declared version counts, else the newest: an
    item that declares one generation in the words of another is judged by its words.
    """
    unknown = {version: unknown_keys(item, version) for version in _NEWEST}
    fewest = min(unknown.values())
    likely = [version for version in _NEWEST if unknown[version] == fewest]
    declared, extension = _declared(item)
    if declared and any(version[0] == declared[0] for version in likely):
        return Version(declared, extension)
    fitting = (version for version in likely if not faults(item, version))
    return Version(next(fitting, likely[0]), extension)


def _declared(item: Mapping[str, Any]) -> tuple[str, str]:
    """The version that the item names, by number or in its schema's address, and its extension."""
    for key in _STANDARDS:
        standard = item.get(key)
        if not isinstance(standard, dict):
            continue
        said = [standard.get(part) for part in ("version", "schema", "name")]
        named = [text if isinstance(text, str) else "" for text in said]
        numbers = [".".join(match.groups()) for text in named if (match := _NUMBER.search(text))]
        known = next((number for number in numbers if number in versions()), "")
        return known, _extension(named[1], named[2])
    return "", ""


def _extension(schema: str, name: str) -> str:
    """The name of an agency's own schema that extends the standard, cut to a word's length."""
    if not schema or _IPTC.match(schema):
        return ""
    return " ".join(name.split())[:40] or "extension"


def faults_of(item: dict[str, Any], version: Version) -> list[str]:
    """What an item has against its version, told as warnings; an extension may add keys."""
    found = faults(item, version.number)
    if version.extension:
        found = [fault for fault in found if not fault.startswith("unknown key")]
    return [f"{version}: {fault}" for fault in found]
