"""JSON Feed 1.0 and 1.1 (jsonfeed.org) to records, by the rules that RSS and Atom are read by.

Sites serve it beside their RSS, and some at the same address. An item's keys are put under the names that
feedparser gives to those of RSS; what follows is the same for all feeds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from stream.errors import MalformedUpdate
from stream.formats.feeds.outcomes import outcomes
from stream.formats.feeds.parts import Item
from stream.formats.feeds.record import Entry, Source, host_of
from stream.formats.feeds.subjects import language_tag
from stream.formats.outcome import Hints, Outcome
from stream.wire.reading.text import kind_of

_TEXTS = {"content_html": "text/html", "content_text": "text/plain"}


def read_json_feed(feed: Mapping[str, Any], mended: list[str], hints: Hints) -> Iterator[Outcome]:
    """An outcome for each item, in the feed's order; `mended` is what the document needed to be read."""
    items = feed.get("items")
    found = items if isinstance(items, list) else []
    parts = [_entry(item, f"items[{n}]") for n, item in enumerate(found)]
    return outcomes(parts, _source(feed, mended, hints), hints)


def _source(feed: Mapping[str, Any], mended: list[str], hints: Hints) -> Source:
    warnings = list(mended)
    link = _text(feed, "home_page_url") or _text(feed, "feed_url") or hints.name
    stated = " ".join(_text(feed, "title").split()) or host_of(link)
    language = language_tag(_text(feed, "language"), warnings) or hints.language
    version = _text(feed, "version").rpartition("/")[2][:8]
    return Source(
        hints.provider or stated, language, link, "json", f"json feed {version}", warnings
    )


def _entry(item: object, where: str) -> Entry | MalformedUpdate:
    if not isinstance(item, dict):
        return MalformedUpdate(f"not an object but {kind_of(item)}", where)
    bodies = [{"type": kind, "value": _text(item, key)} for key, kind in _TEXTS.items()]
    tags, link = item.get("tags"), _text(item, "url") or _text(item, "external_url")
    fields = {
        "id": _text(item, "id"),
        "link": link,
        "links": [{"rel": "alternate", "href": link}],
        "title": _text(item, "title"),
        "title_detail": {"value": _text(item, "title"), "language": _text(item, "language")},
        "content": [body for body in bodies if body["value"].strip()],
        "summary": _text(item, "summary"),
        "published": _text(item, "date_published"),
        "updated": _text(item, "date_modified"),
        "tags": [{"term": tag} for tag in tags if isinstance(tag, str)]
        if isinstance(tags, list)
        else [],
    }
    return Entry(fields, Item(None, b"", []))


def _text(of: Mapping[str, Any], key: str) -> str:
    """A text; an id may be a number (JSON Feed 1.1: it is read as a string)."""
    value = of.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else ""
