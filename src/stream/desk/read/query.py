"""What the read queries share: filters as SQL with parameters, pages and their cursors."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from typing import Any

import orjson

MOST = 500
"""Things on one page at most."""

MOST_CURSOR = 1000
"""Characters of a cursor at most."""


class BadCursor(ValueError):
    """A cursor that this API did not make, or made for another list."""


class Where:
    """Conditions joined by AND, with their parameters in order."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.values: list[Any] = []

    def add(self, condition: str, *values: Any) -> None:
        """Add a condition."""
        self._parts.append(condition)
        self.values += values

    def among(self, column: str, values: Iterable[Any]) -> None:
        """The column has one of the values; nothing is asked if there are none."""
        given = list(values)
        if given:
            self.add(f"{column} IN ({marks(given)})", *given)

    def between(self, column: str, since: int | None, until: int | None) -> None:
        """At or after `since`, before `until` (ms)."""
        if since is not None:
            self.add(f"{column} >= ?", since)
        if until is not None:
            self.add(f"{column} < ?", until)

    def __str__(self) -> str:
        return " AND ".join(f"({part})" for part in self._parts) or "1"


def marks(values: Sequence[Any]) -> str:
    """As many question marks as values."""
    return ", ".join("?" * len(values))


def cursor_of(*place: int | str) -> str:
    """An opaque text for the place after which the next page begins."""
    return base64.urlsafe_b64encode(orjson.dumps(place)).decode().rstrip("=")


def place_of(cursor: str | None, *kinds: type) -> list[Any] | None:
    """The place that a cursor means; None for no cursor. Raises BadCursor."""
    if cursor is None:
        return None
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        place = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, UnicodeError):
        raise BadCursor("the cursor is not one of this API") from None
    if not isinstance(place, list) or [type(part) for part in place] != list(kinds):
        raise BadCursor("the cursor is not one of this list")
    if any(isinstance(part, int) and abs(part) >= 2**63 for part in place):
        raise BadCursor("the cursor is not one of this API")
    return place
