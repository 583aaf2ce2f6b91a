"""The small documents of a feed through feedparser, which knows the dialects of RSS and Atom."""

from __future__ import annotations

import io
from typing import Any

import feedparser

from stream.errors import MalformedUpdate

_HEADERS = {"content-type": "text/xml; charset=utf-8"}
_NAMES = {
    "rss090": "rss 0.90",
    "rss091u": "rss 0.91",
    "rss091n": "rss 0.91",
    "rss092": "rss 0.92",
    "rss093": "rss 0.93",
    "rss094": "rss 0.94",
    "rss10": "rss 1.0",
    "rss20": "rss 2.0",
    "atom03": "atom 0.3",
    "atom10": "atom 1.0",
}


def format_name(version: str) -> str:
    """feedparser's version as a record's `format` ("rss 2.0"); "rss" or "atom" for an unknown one."""
    return _NAMES.get(version, "atom" if version.startswith("atom") else "rss")


def read_head(document: bytes) -> tuple[dict[str, Any], str]:
    """What a feed says of itself, and its version as feedparser names it."""
    parsed = _parse(document)
    return dict(parsed["feed"]), str(parsed["version"] or "")


def read_entry(document: bytes) -> dict[str, Any]:
    """The first item of a small document; raises MalformedUpdate if there is none to be read."""
    entries = _parse(document)["entries"]
    if not entries:
        raise MalformedUpdate("nothing of the item can be read")
    return dict(entries[0])


def _parse(document: bytes) -> Any:
    """Read bytes, never an address or a path; whatever feedparser raises is a MalformedUpdate."""
    try:
        return feedparser.parse(
            io.BytesIO(document),
            response_headers=_HEADERS,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # its handlers raise whatever strange values make them raise
        name = type(error).__name__
        raise MalformedUpdate(f"feedparser can't read it: {name}: {error}"[:200]) from error
