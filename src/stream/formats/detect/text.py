"""Documents without a root element: the wires of the telegraph age, and JSON."""

from __future__ import annotations

import re

_FRAMED = 400
"""Bytes within which a transmission's header begins; what is before it are fillers and noise."""

_ANPA = re.compile(
    rb"\x16*\x01?[ \r\n]*[A-Za-z]\d{4}[\x1f ][^\r\n\x02]{0,12}[\r\n]+[A-Za-z] [A-Za-z]"
    rb"(?:[\x11-\x14]{1,3}|[ \r\n])"
)
"""Service letter and sequence number, the selector, then priority and category letters."""

_ANPA_FRAMED = re.compile(rb"\x16+\x01[A-Za-z]\d{3,4}[^0-9A-Za-z]")
"""The same with its frame, where the lines behind it are broken: a service of one letter is ANPA's."""

_IPTC = re.compile(
    rb"\x01?[ \r\n]*[A-Za-z]{2,4}\d{3,6}[ \t]+[0-9][ \t]+[A-Za-z]{1,4}[ \t]+\d{1,5}(?=[ \t\r\n])"
)
"""Source and message number, priority digit, category, word count (IPTC 7901, 1.3)."""

_IPTC_FRAMED = re.compile(rb"\x01[\x16\x01 \r\n]*+[A-Za-z]{2,8}\d{2,6}(?=[ \t\r\n])")
"""The same with its frame, where priority, category or word count are missing or letters."""

_UTF16 = re.compile(rb"(?:\xff\xfe)?(?:[ \t\r\n]\0)*+[{\[]\0|(?:\xfe\xff)?(?:\0[ \t\r\n])*+\0[{\[]")
_HEADER_START = re.compile(rb"[\x16\x01]|[A-Za-z]{1,4}\d{3,6}")
_SEPARATOR = b"\x1e"
_CUT = re.compile(rb'"(?:[^"\\\r\n]|\\.)*"\s*:')


def wire_kind(head: bytes) -> str:
    """`anpa` or `iptc7901` if a transmission's header stands near the beginning, else nothing."""
    start = head[:_FRAMED]
    framed = b"\x01" in start or b"\x16" in start or b"\x02" in head
    for match in _HEADER_START.finditer(start):
        if _ANPA.match(head, match.start()) and framed:
            return "anpa"
        if _ANPA_FRAMED.match(head, match.start()):
            return "anpa"
        if _IPTC.match(head, match.start()) and (framed or match.start() < 8):
            return "iptc7901"
        if b"\x02" in head and _IPTC_FRAMED.match(head, match.start()):
            return "iptc7901"
    return ""


def json_kind(head: bytes) -> str:
    """`jsonl` or `ninjs` if a document begins as JSON does, else nothing.

    It is lines if its first line is an object from end to end and another follows, or if texts have the mark of
    RFC 7464 before them.
    """
    if _UTF16.match(head):
        head = head[: len(head) // 2 * 2].replace(b"\0", b"").lstrip(b"\xff\xfe")
    text = head.lstrip()
    if text.startswith(_SEPARATOR):
        return "jsonl" if text.lstrip(_SEPARATOR + b" \t\r\n").startswith((b"{", b"[")) else ""
    if not text.startswith((b"{", b"[")):
        return ""
    line, _, rest = text.partition(b"\n")
    line = line.rstrip().removesuffix(b",")
    lines = line.startswith(b"{") and line.endswith(b"}") and rest.lstrip().startswith(b"{")
    if lines:
        return "jsonl"
    inner = text[1:].lstrip()
    looks = inner[:1] in (b'"', b"{", b"}", b"[", b"]") or bool(_CUT.match(inner))
    return "ninjs" if looks or not inner else ""
