"""Typed reading of a decoded object: wrong identity or text is refused, all else warned of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stream.errors import MalformedUpdate
from stream.model import Concept
from stream.wire.reading.markup import without_html, without_leftovers
from stream.wire.reading.text import clean_id, clean_line, clean_text, kind_of, quote

_MOST_NAMED = 10


class Fields:
    """The keys of one object, and the warnings that reading them has caused so far.

    JSON null is the same as a missing key throughout.
    """

    def __init__(self, raw: Mapping[str, Any], warnings: list[str]) -> None:
        self.raw, self.warnings = raw, warnings

    def identity(self, key: str, longest: int) -> str:
        """A required name: text on one line, not empty, at most `longest` characters.

        What nobody sees in it is dropped: an id with a mark of direction is still the same id.
        """
        value = self._text(key)
        if not value:
            raise MalformedUpdate(f"{key} is missing", key)
        value = clean_id(value)
        if not value:
            raise MalformedUpdate(f"{key} is empty", key)
        if len(value) > longest:
            raise MalformedUpdate(f"{key} has {len(value)} characters, more than {longest}", key)
        return value

    def headline(self, key: str) -> str:
        """Text on one line; another type is refused. What a publishing system left of its HTML is read as such."""
        value = self._text(key)
        if "&" in value or "</" in value or "<br" in value or "<BR" in value:
            value = without_html(value, key, self.warnings)
        return clean_line(value, key, self.warnings)

    def body(self, key: str) -> str:
        """Text in paragraphs; another type is refused. What is left of its HTML is read as such."""
        value = self._text(key)
        if "&" in value or "</" in value or "<br" in value or "<BR" in value:
            value = without_leftovers(value, key, self.warnings)
        return clean_text(value, key, self.warnings)

    def line(self, key: str) -> str:
        """Text on one line; another type is ignored with a warning."""
        value = self.raw.get(key)
        if value is None or isinstance(value, str):
            return clean_line(value, key, self.warnings) if value else ""
        self.ignore(key, "text")
        return ""

    def mark(self, key: str) -> str:
        """A version or a priority: text, where a whole number is taken as well."""
        value = self.raw.get(key)
        return str(value) if type(value) is int else self.line(key)

    def urgency(self) -> int | None:
        """The urgency, 1 (highest) to 9 (IPTC NewsCodes, ninjs)."""
        value = self.raw.get("urgency")
        if value is None:
            return None
        if isinstance(value, str) and value.strip() in tuple("123456789"):
            self.warnings.append(f"urgency {quote(value)} is text: read as a number")
            return int(value)
        if isinstance(value, (int, float)) and value in range(1, 10) and value is not True:
            return int(value)
        self.warnings.append(f"urgency {quote(value)} is not 1 to 9: ignored")
        return None

    def texts(self, key: str) -> list[str]:
        """A list of short texts; a lone text counts as a list of one."""
        value = self.raw.get(key)
        items = [value] if isinstance(value, str) else self._list(key)
        texts = [clean_line(item, key, self.warnings) for item in items if isinstance(item, str)]
        self._skipped(key, len(items) - len(texts), "text")
        return [text for text in texts if text]

    def codes(self, key: str) -> list[str]:
        """A list of codes, each a text or an object with a `code` (as ninjs has its subjects); a lone text counts."""
        value = self.raw.get(key)
        items = [value] if isinstance(value, str) else self._list(key)
        stated = [item.get("code") if isinstance(item, dict) else item for item in items]
        codes = [clean_line(code, key, self.warnings) for code in stated if isinstance(code, str)]
        self._skipped(key, len(items) - len(codes), "a code")
        return [code for code in codes if code]

    def concepts(self, key: str) -> list[Concept]:
        """A list of coded things; a bare text is a name, and a lone thing counts as a list of one."""
        value = self.raw.get(key)
        items = [value] if isinstance(value, str | dict) else self._list(key)
        if not items:
            return []
        read = [self._concept(item, key) for item in items]
        concepts = [concept for concept in read if concept.name or concept.code]
        self._skipped(key, len(items) - len(concepts), "a name or a code")
        return concepts

    def names(self, key: str) -> dict[str, str]:
        """An object of short texts or whole numbers, as texts."""
        value = self.raw.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.ignore(key, "an object")
            return {}
        ids = {kind: str(id_) for kind, id_ in value.items() if type(id_) in (str, int)}
        self._skipped(key, len(value) - len(ids), "text")
        return ids

    def unknown(self, known: frozenset[str]) -> None:
        """One warning that names the keys outside `known`."""
        strange = self.raw.keys() - known
        if strange:
            named = ", ".join(key[:40] for key in sorted(strange)[:_MOST_NAMED])
            more = f" and {len(strange) - _MOST_NAMED} more" if len(strange) > _MOST_NAMED else ""
            self.warnings.append(f"unknown keys ignored: {named}{more}")

    def ignore(self, key: str, wanted: str) -> None:
        """Warn that the value of a key isn't what it should be."""
        self.warnings.append(f"{key} is {kind_of(self.raw[key])}, not {wanted}: ignored")

    def _text(self, key: str) -> str:
        value = self.raw.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise MalformedUpdate(f"{key} is {kind_of(value)}, not text", key)
        return value

    def _list(self, key: str) -> list[Any]:
        value = self.raw.get(key)
        if value is None or isinstance(value, list):
            return value or []
        self.ignore(key, "a list")
        return []

    def _skipped(self, key: str, count: int, wanted: str) -> None:
        if count:
            self.warnings.append(f"{key} has {count} entries without {wanted}: ignored")

    def _concept(self, item: object, key: str) -> Concept:
        if isinstance(item, str):
            item = {"name": item}
        if not isinstance(item, dict):
            return Concept()
        parts = {
            part: clean_line(value, key, self.warnings)
            for part in ("name", "code", "scheme")
            if isinstance(value := item.get(part), str)
        }
        return Concept(**parts)
