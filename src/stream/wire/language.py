"""Language tags: the primary subtag decides the partition, so one language has one."""

from __future__ import annotations

import re

from stream.wire.text import quote

UNDETERMINED = "und"
"""BCP 47's primary subtag for a language that isn't known."""

_PRIMARY = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*", re.ASCII)


def read_language(value: object, warnings: list[str]) -> str:
    """The lowercased primary subtag of a BCP 47 tag ("en-GB" gives "en"), or "" without one."""
    if value is None or value == "":
        return ""
    match = _PRIMARY.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        warnings.append(f"language {quote(value)} is not a language tag: ignored")
        return ""
    primary = match[1].lower()
    return "" if primary == UNDETERMINED else primary
