"""The characters of an XML document: what its bytes say goes before what it declares.

Order: byte order mark, then the zero bytes of UTF-16 and UTF-32, then UTF-8 if the bytes are valid
UTF-8, then the declaration. A few bad bytes in UTF-8 become U+FFFD one by one, with a warning: the
document is never read in another code because of them.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from stream.errors import MalformedUpdate

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = (
    (re.compile(rb"[^\0]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0[^\0]"), "utf-32-be"),
    (re.compile(rb"[^\0]\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0[^\0]\0[^\0]"), "utf-16-be"),
)
"""The first four bytes of an ASCII beginning ("<?xm") without a mark (XML 1.0, appendix F)."""

_DECLARED = re.compile(
    rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']"
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_MULTI_BYTE = re.compile(r"(?:gb|big5|cp9[345]|euc|shift|iso2022|johab|hz)")
_SINGLE_BYTE = re.compile(r"(?:iso8859|cp\d|koi8|mac|tis|kz1048|ptcp154|hp-roman8)")
_AS_IN_BROWSERS = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""The code that senders mean: what they declare, and more in its unused places (WHATWG Encoding)."""

_AS_SENT = re.compile(r"(?i)^x-(?=sjis|gbk|euc|cp|mac|big5)|(?<=^iso-8859-8)-[ie]$")
"""What names have beside the one that Python knows: the x of before a registration, and the order of
Hebrew letters."""

_TAG = rb"([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)"
_LANGUAGE = re.compile(
    rb"<(?:[a-z]{1,20}:)?language>\s*" + _TAG + rb"\s*<|\bxml:lang\s*=\s*[\"']" + _TAG
    + rb"[\"']|\"language\"\s*:\s*\"" + _TAG + rb"\""
)  # fmt: skip
"""How RSS, XML and JSON state it."""

_CODES = {
    "gb18030": "zh", "big5hkscs": "zh-tw zh-hk zh-hant", "cp932 euc_jp": "ja", "cp949": "ko", "cp874": "th",
    "cp1251": "ru uk be bg mk sr kk ky tg", "cp1250": "pl cs hu sk sl hr bs ro sq", "cp1253": "el", "cp1254": "tr az",
    "cp1255": "he", "cp1256": "ar fa ur", "cp1257": "et lv lt", "cp1258": "vi",
}  # fmt: skip
_LEGACY = {tag: tuple(codes.split()) for codes, tags in _CODES.items() for tag in tags.split()}
"""The codes of languages before UTF-8 (WHATWG HTML, the encoding that a locale falls back to); in Japan both
are in use, and bytes of one are seldom valid in the other."""

_WORD, _SOME = 3, 20
"""High bytes side by side that no Western European word has, and up to how many in all say nothing by their share."""

_FEW = 10
"""Bytes a high byte may be among: in Western European text about one letter in twenty has an accent."""


class Decoded(NamedTuple):
    """A document's text, and what was doubtful in its bytes."""

    text: str
    warnings: list[str]


def decode(data: bytes) -> Decoded:
    """Decode a document; one in an unknown code is refused with a MalformedUpdate."""
    for mark, code in _MARKS:
        if data.startswith(mark):
            return _replaced(data[len(mark) :], code)
    for zeros, code in _UNMARKED:
        if zeros.match(data):
            return _replaced(data, code)
    declared = _DECLARED.match(data[:400])
    return _eight_bit(data, declared[1].decode("ascii") if declared else "")


def _eight_bit(data: bytes, declared: str) -> Decoded:
    code = _codec(declared)
    multi_byte = _MULTI_BYTE.match(code) is not None
    warnings = [] if code or _unicode(declared) else [f"encoding {declared!r} isn't known"]
    for candidate in (code, "utf-8") if multi_byte else ("utf-8",):
        try:
            text = data.decode(candidate)
        except (UnicodeDecodeError, LookupError):
            continue
        if candidate == "utf-8" and code and not data.isascii():
            warnings.append(f"declared as {declared}, read as UTF-8, which its bytes are")
        return Decoded(text, warnings)
    decoded = _replaced(data, code) if code else _damaged(data)
    return Decoded(decoded.text, warnings + decoded.warnings)


def _codec(declared: str) -> str:
    """Python's name of a declared code other than UTF-8; "" for UTF-8, ASCII, UTF-16 or unknown.

    Eight-bit bytes that say UTF-16 were recoded on their way, as some transports do.
    """
    try:
        name = codecs.lookup(_AS_SENT.sub("", declared)).name
    except (LookupError, ValueError):
        return ""
    known = _MULTI_BYTE.match(name) or _SINGLE_BYTE.match(name)
    return _AS_IN_BROWSERS.get(name, name) if known else ""


def _unicode(declared: str) -> bool:
    """Whether nothing is declared, or what eight-bit text that isn't single-byte is anyway."""
    return (
        re.fullmatch(r"|utf[-_]?(?:8|16|32)\w*|(?:us-)?ascii|ucs-?2", declared.lower()) is not None
    )


def _damaged(data: bytes) -> Decoded:
    """Bytes that should be UTF-8 and aren't all: damaged UTF-8, or a text in an old code."""
    if (found := of_its_language(data)) is not None:
        return found
    runs = _HIGH.findall(data)
    if any(run.decode("utf-8", "ignore") for run in runs) or _cut_within_character(data):
        return _replaced(data, "utf-8")
    text = data.decode("cp1252", "replace")
    return Decoded(text, [f"{sum(map(len, runs))} bytes aren't UTF-8: read as windows-1252"])


def of_its_language(data: bytes) -> Decoded | None:
    """The text in the code that its language had before UTF-8; None if it is UTF-8 for the most part, or
    Western European. What is neither, and states no language, is refused with a MalformedUpdate.
    """
    runs = _HIGH.findall(data)
    high, codes = sum(map(len, runs)), _codes_of(data)
    found = "".join(run.decode("utf-8", "ignore") for run in runs)
    if any(map(_MULTI_BYTE.match, codes)):  # two of its bytes are a letter of two bytes by chance
        valid = len("".join(c for c in found if c >= "\u0800").encode())
    else:
        valid = len(found.encode())
    if valid * 2 >= high or _cut_within_character(data):
        return None
    if (legacy := _legacy(data, codes)) is not None:
        return legacy
    if not found and not _is_western(data, runs, high):
        raise MalformedUpdate(
            "the bytes aren't UTF-8, and no other encoding is declared", "encoding"
        )
    return None


def _is_western(data: bytes, runs: list[bytes], high: int) -> bool:
    """Whether the high bytes of a text can be accents: single ones among letters of ASCII."""
    if sum(len(run) for run in runs if len(run) >= _WORD) * 2 > high:
        return False
    return high <= _SOME or high * _FEW <= len(re.findall(rb"[A-Za-z\x80-\xff]", data))


def _codes_of(data: bytes) -> tuple[str, ...]:
    """The codes that a document's language had before UTF-8; none if it states no language."""
    stated = _LANGUAGE.search(data)
    tag = (stated[1] or stated[2] or stated[3]).decode("ascii").lower() if stated else ""
    return _LEGACY.get(tag, _LEGACY.get(tag.partition("-")[0], ()))


def _legacy(data: bytes, codes: tuple[str, ...]) -> Decoded | None:
    """The text in the first of these codes in which all bytes are valid."""
    for code in codes:
        try:
            text = data.decode(code)
        except UnicodeDecodeError:
            continue
        return Decoded(
            text, [f"the bytes aren't UTF-8: read as {code}, an old code of its language"]
        )
    return None


def _cut_within_character(data: bytes) -> bool:
    """Whether the only fault is that the bytes end inside a character, as in a half-written file."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return False


def _replaced(data: bytes, code: str) -> Decoded:
    """Decode, with U+FFFD for what is invalid and a warning that counts it."""
    try:
        return Decoded(data.decode(code), [])
    except UnicodeDecodeError:
        pass
    bad = len(data) - len(data.decode(code, "ignore").encode(code, "replace"))
    warning = f"{max(bad, 1)} bytes aren't {code.upper()}: replaced by U+FFFD"
    return Decoded(data.decode(code, "replace"), [warning])
