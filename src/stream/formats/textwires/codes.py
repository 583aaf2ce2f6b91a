"""The characters of a wire message in bytes: one code for the whole document, never a guess a letter.

UTF-8 if it is that, but for a few bad bytes; else 7-bit text, where some countries put their letters
in the places of brackets (ISO 646); else the 8-bit code of the language: that of DOS where words have letters of
it, for many a wire's converter is as old, else that of Windows.
"""

from __future__ import annotations

import codecs
import re

_MULTI = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_EIGHT_BIT = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr", "sl", "sq"), "cp1250"),
    **dict.fromkeys(("ru", "uk", "bg", "mk", "sr", "be"), "cp1251"),
    "el": "cp1253",
    "tr": "cp1254",
    "az": "cp1254",
    "he": "cp1255",
    "ar": "cp1256",
    **dict.fromkeys(("lt", "lv", "et"), "cp1257"),
}
"""Code pages by language; all others have Windows-1252, which holds all of ISO 8859-1 that prints."""

_DOS = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr", "sl", "sq"), "cp852"),
    **dict.fromkeys(("tr", "az"), "cp857"),
}
"""The same before Windows; all others have 850, which has 437's letters in their places and more."""

_DOS_ONLY = re.compile(
    rb"(?<=[A-Za-z])[\x80-\x82\x84\x86-\x89\x8b\x8d\x8f\x90\x93-\x95\x98\x99\x9b\x9d\xa1-\xa5](?=[A-Za-z])"
)
"""Letters of DOS within a word, where Windows has signs that no word has (a bullet, a low quotation mark)."""

_WINDOWS_ONLY = re.compile(rb"(?<=[A-Za-z])[\xc0-\xff](?=[A-Za-z])")
_LATIN = frozenset({"cp1250", "cp1252", "cp1254", "cp1257"})
_PLACES = "[\\]{|}~"
_NATIONAL = {
    "de": "ÄÖÜäöüß",
    **dict.fromkeys(("sv", "fi"), "ÄÖÅäöå\u203e"),
    **dict.fromkeys(("da", "no", "nb", "nn"), "ÆØÅæøå\u203e"),
    "fr": "°ç§éùè\u00a8",
    "es": "¡Ñ¿°ñç~",
    "it": "°çéàòèì",
    "hu": "ÉÖÜéöü\u02dd",
}
"""What stands in the places of brackets: DIN 66003, SEN 850200 B, NS 4551, NF Z 62-010 and the like."""

_IN_WORD = re.compile(r"(?<=[A-Za-z])[\[\\\]{|}](?=[A-Za-z])|(?<=[a-z])~(?=[a-z ])")
_BRACKETED = re.compile(r"(?<![A-Za-z])(?:\[[^\[\]\n]*\](?![A-Za-z])|\{[^{}\n]*\}(?![A-Za-z])|\| )")
_ENOUGH = 2


def decode_wire(data: bytes, language: str, warnings: list[str]) -> str:
    """The text of a message; bytes that mean nothing become U+FFFD, with a warning that counts them."""
    for mark, code in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        if data.startswith(mark):
            return _replaced(data[len(mark) :], code, warnings)
    if data.isascii():
        return _national(data.decode("ascii"), language, warnings)
    good = len(_MULTI.findall(data))
    bad = len(_HIGH.findall(_MULTI.sub(b"", data)))
    if good > bad:
        return _replaced(data, "utf-8", warnings)
    return _replaced(data, _eight_bit(data, language[:2].lower()), warnings)


def _eight_bit(data: bytes, language: str) -> str:
    """The code page of a text that is no UTF-8: by its language, and by what its words have in the middle."""
    code = _EIGHT_BIT.get(language, "cp1252")
    if code not in _LATIN:
        return code
    dos = len(_DOS_ONLY.findall(data))
    if dos < _ENOUGH or dos <= len(_WINDOWS_ONLY.findall(data)):
        return code
    return _DOS.get(language, "cp850")


def _replaced(data: bytes, code: str, warnings: list[str]) -> str:
    text = data.decode(code, errors="replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode())
    if lost > 0:
        warnings.append(f"{lost} bytes are not {code}: replaced by U+FFFD")
    return text


def _national(text: str, language: str, warnings: list[str]) -> str:
    """Read letters out of the places of brackets where words hold them and nothing is in brackets.

    Without a known language they stay as sent, with a warning: `}` is ü in Germany, å in Sweden.
    """
    found = len(_IN_WORD.findall(text))
    if found < _ENOUGH or _BRACKETED.search(text):
        return text
    letters = _NATIONAL.get(language[:2].lower())
    if letters is None:
        warnings.append(
            f"{found} words have brackets for letters (ISO 646), the language isn't known"
        )
        return text
    return text.translate(str.maketrans(_PLACES, letters))
