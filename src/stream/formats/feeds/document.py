"""The bytes of a feed to its parts: encoding, document type and well-formedness are judged here."""

from __future__ import annotations

import re

from stream.errors import MalformedUpdate
from stream.formats.feeds.mended import take_apart_mended
from stream.formats.feeds.parts import Feed, take_apart
from stream.formats.outcome import Hints
from stream.formats.xml import UnsafeDocument, read_xml, without_doctype
from stream.formats.xml.encoding import decode

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_DECLARATION = re.compile(r"\s*<\?xml\b[^<>]*\?>")
_UTF8_PER_BYTE = 4
"""UTF-8 of a document is at most so many times longer than its bytes were in another encoding."""


def open_feed(data: bytes, charset: str, hints: Hints) -> Feed:
    """Take a document apart; `charset` is what HTTP says of it, or "".

    Raises MalformedUpdate for what is no feed, and for a document that declares entities; what isn't
    well-formed is mended, but not where `hints.strict` asks for the standard.
    """
    if len(data) > hints.max_bytes:
        raise MalformedUpdate(f"the document has {len(data)} bytes, the limit is {hints.max_bytes}")
    text, warnings = _decoded(data, charset)
    try:
        root, mended = read_xml(text.encode("utf-8", "replace"), _UTF8_PER_BYTE * hints.max_bytes)
    except UnsafeDocument:
        raise
    except MalformedUpdate as error:
        if hints.strict:
            raise
        return take_apart_mended(without_doctype(text.strip()), error, warnings)
    return take_apart(root, warnings + mended)


def _decoded(data: bytes, charset: str) -> tuple[str, list[str]]:
    """The text without its XML declaration; HTTP's charset goes before the document's (RFC 7303, 3)."""
    if charset and not data.startswith(_MARKS):
        stated = re.sub(r"[^A-Za-z0-9._:-]", "", charset)[:40]
        data = f'<?xml version="1.0" encoding="{stated}"?>'.encode() + data
    text, warnings = decode(data)
    for _ in range(2 if charset else 1):
        text = (
            _DECLARATION.sub("", text.lstrip("\ufeff"), count=1)
            if _DECLARATION.match(text)
            else text
        )
    return text, warnings
