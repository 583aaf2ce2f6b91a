"""Texts in one form: NFC, LF, no controls; so equal texts are equal strings downstream."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff]")
"""Controls, and characters that only help to set type: soft hyphen, zero-width space, word joiner, and
the byte order mark that editors leave inside texts. Joiners and marks of direction are spelling."""
_WINDOWS = {
    code: char for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))
}
"""Letters of windows-1252 that a system took for Latin-1: what they were sent as prints nothing, and nobody means it
(HTML reads references to them so too)."""

_BLANK_LINES = re.compile(r"\n{3,}")
_QUOTED = 40
_KINDS = {dict: "an object", list: "a list", str: "text", bool: "a truth value", type(None): "null"}


class Cues:
    """Words in small letters of which one is in every text that some slow pattern can match."""

    def __init__(self, cues: Iterable[str]) -> None:
        self._all = tuple(dict.fromkeys(cues))
        self._ascii = tuple(cue for cue in self._all if cue.isascii())

    def found_in(self, text: str) -> bool:
        """Whether a text, in any case, has one of them."""
        low = text.lower()
        return any(map(low.__contains__, self._ascii if low.isascii() else self._all))


def kind_of(value: object) -> str:
    """What a decoded JSON value is, in words for a message ("a list", "a number")."""
    return _KINDS.get(type(value), "a number")


def quote(value: object) -> str:
    """A value for a message: cut to 40 characters, a list or object only named (it may be deep)."""
    if isinstance(value, (dict, list)):
        return kind_of(value)
    if isinstance(value, str):
        value = value[: _QUOTED + 1]
    shown = repr(value)
    return shown if len(shown) <= _QUOTED + 2 else shown[:_QUOTED] + "…'"


def clean_text(value: str, field: str, warnings: list[str]) -> str:
    """Normalise running text: paragraphs and tabs stay, controls go (a NUL with a warning).

    A lone CR is the line end of old systems and becomes LF: dropped, it would join two words; Unicode's own ends of
    lines and paragraphs are ends. One empty line parts paragraphs, however many were sent.
    """
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    if not value.isprintable():
        value = _without_controls(value, field, warnings)
    if not value.isascii():
        value = value.replace("\u2028", "\n").replace("\u2029", "\n\n")
        value = unicodedata.normalize("NFC", value)
    if " \n" in value or "\t\n" in value:
        value = "\n".join([line.rstrip(" \t") for line in value.split("\n")])
    if "\n\n\n" in value:
        value = _BLANK_LINES.sub("\n\n", value)
    return value.strip()


def _without_controls(value: str, field: str, warnings: list[str]) -> str:
    if "\0" in value:
        warnings.append(f"{field} has {value.count(chr(0))} NUL: dropped")
    return _CONTROLS.sub("", value.translate(_WINDOWS))


def clean_id(value: str) -> str:
    """An id on one line without what nobody sees: marks of direction and joiners are no part of it."""
    if value.isascii() and value.isprintable() and " " not in value:
        return value
    seen = "".join([c for c in value if unicodedata.category(c) not in ("Cc", "Cf") or c.isspace()])
    return " ".join(unicodedata.normalize("NFC", seen).split())


def clean_line(value: str, field: str, warnings: list[str]) -> str:
    """Normalise a text that is one line (a headline): each run of white space is one space."""
    if value.isascii() and value.isprintable() and "  " not in value:
        return value.strip()
    return " ".join(clean_text(value, field, warnings).split())
