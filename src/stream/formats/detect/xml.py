"""What an XML or HTML document is, by its root element; nothing is parsed for that."""

from __future__ import annotations

import re

from stream.errors import MalformedUpdate, NotNews

_ROOTS = {
    "newsitem": "newsml-g2",
    "newsmessage": "newsml-g2",
    "packageitem": "newsml-g2",
    "conceptitem": "newsml-g2",
    "knowledgeitem": "newsml-g2",
    "planningitem": "newsml-g2",
    "catalogitem": "newsml-g2",
    "newsml": "newsml1",
    "nitf": "nitf",
    "rss": "rss",
    "rdf": "rss",
    "feed": "atom",
    "rbnews": "ritzau",
}
_ENVELOPED = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(RBNews)[\s>]", re.IGNORECASE)
"""Items that come in the answer of a service, under a root of any name."""

_NOT_NEWS = {
    "svg": "graphic (SVG)",
    "sports-content": "sports statistics (SportsML)",
    "sitemapindex": "site map",
    "urlset": "site map",
    "opml": "list of feeds (OPML)",
    "kml": "map (KML)",
}
_PART = "a part of a NewsML-G2 item"
_LOOKS_LIKE = {
    "html": "a web page (HTML)",
    "xbrl": "a company report (XBRL)",
    "contentset": _PART,
    "contentmeta": _PART,
    "itemmeta": _PART,
    "groupset": _PART,
}
_PAGE = re.compile(rb"<!doctype\s+html\b|<(?:html|head|body|meta|title|script)\b", re.IGNORECASE)
_NAME = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)")
_WORDPRESS = (b"wordpress.org/export/", b"<wp:wxr_version")
_MARK_AND_BLANKS = re.compile(rb"(?:\xef\xbb\xbf|[\0 \t\r\n])*+")
"""In any order: some publishing systems print a line before they send the mark."""

_BEHIND_NOISE = re.compile(rb"<\?xml\b[^<>]*\?>\s*<(?:[A-Za-z_][\w.-]*:)?(rss|feed|rdf)[\s>]", re.I)
"""A feed behind what its server printed first, a warning of a program that is markup itself."""

_ATOM = b"http://www.w3.org/2005/Atom"
"""An entry is a document of its own (RFC 4287, 2); the name alone says nothing."""

_START = 8_192


def xml_kind(data: bytes) -> str:
    """The format of an XML document, or nothing if it is no markup; other markup is refused by its kind."""
    text = _ascii(data)
    if not text.startswith(b"<"):
        return ""
    found = _root(text)
    if found is None:
        if b"?>" in text[:_START] or text.startswith((b"<!--", b"<?xml")):
            raise MalformedUpdate("XML without a root element: cut or empty", "message")
        return ""
    name, at = found
    root = name.lower()
    if root == "rss" and any(mark in text[at : at + _START] for mark in _WORDPRESS):
        raise MalformedUpdate("looks like an export of WordPress, not like a feed", f"byte {at}")
    if root in _ROOTS:
        return _ROOTS[root]
    if root == "entry" and _ATOM in text[at : at + _START]:
        return "atom"
    if root in _NOT_NEWS:
        raise NotNews(_NOT_NEWS[root], f"byte {at}")
    if feed := _BEHIND_NOISE.search(text, at, at + _START):
        return _ROOTS[feed[1].decode().lower()]
    if inner := _ENVELOPED.search(text, at, at + _START):
        return _ROOTS[inner[1].decode().lower()]
    what = _LOOKS_LIKE.get(root) or ("a web page (HTML)" if _PAGE.match(text) else "")
    shown = what or f"XML of a kind that is not known: <{name[:40]}>"
    raise MalformedUpdate(f"no format that is known here: it looks like {shown}", f"byte {at}")


def _ascii(data: bytes) -> bytes:
    """The bytes without what is before the markup; UTF-16 with every second byte gone."""
    if data[:4].count(b"\0") == 2 or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.replace(b"\0", b"").lstrip(b"\xff\xfe")
    return _MARK_AND_BLANKS.sub(b"", data, count=1)


def _root(text: bytes) -> tuple[str, int] | None:
    """The name of the root element without its prefix, and where it is.

    Comments, instructions and the document type are passed over, each by a single search.
    """
    at = 0
    while (at := text.find(b"<", at)) >= 0:
        if text.startswith(b"<!--", at):
            at = _after(text, b"-->", at)
        elif text.startswith(b"<?", at):
            at = _after(text, b"?>", at)
        elif text.startswith(b"<!", at):
            at = _after_doctype(text, at)
        elif match := _NAME.match(text, at):
            return match[2].decode("ascii", "replace"), at
        else:
            at += 1
        if at < 0:
            return None
    return None


def _after(text: bytes, end: bytes, at: int) -> int:
    found = text.find(end, at)
    return found + len(end) if found >= 0 else -1


def _after_doctype(text: bytes, at: int) -> int:
    """Where a document type ends: after its internal subset, if it has one."""
    close, subset = text.find(b">", at), text.find(b"[", at)
    if 0 <= subset < close:
        close = _after(text, b"]", subset)
        close = text.find(b">", close) if close >= 0 else -1
    return close + 1 if close >= 0 else -1
