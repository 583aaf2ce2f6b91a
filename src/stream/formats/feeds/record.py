"""An item of a feed to a record: identity, text, times, subjects, and whose it is.

Rules: RSS 2.0 (guid, source, category), RFC 4287 (Atom), RFC 6721 (deleted entries), the export format
of WordPress (post types and statuses that aren't published news).
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from stream.errors import MalformedUpdate, NotNews
from stream.formats.feeds.parts import Item, child_text, local_name, namespace
from stream.formats.feeds.subjects import language_tag, places, subjects
from stream.formats.feeds.text import body_text, title_text
from stream.formats.feeds.times import item_times, one_time
from stream.formats.outcome import Hints
from stream.formats.xml import Element
from stream.wire.reading.text import clean_id, quote

_LONGEST_PROVIDER = 256
_WORDPRESS = "http://wordpress.org/export/"
_APP = "http://www.w3.org/2007/app"
_NEWS_POSTS = ("", "post", "page")
_SHOWN = ("", "publish", "inherit")
_KINDS = {"image": "picture", "video": "video", "audio": "audio"}


class Source(NamedTuple):
    """What all items of a feed share; `link` is the feed's own page, `version` in feedparser's words."""

    provider: str
    language: str
    link: str
    version: str
    format: str
    warnings: list[str]


class Entry(NamedTuple):
    """An item as feedparser read it, beside its parts."""

    fields: dict[str, Any]
    item: Item


def item_guid(entry: Entry) -> str:
    """The item's guid or id as sent, or ""."""
    return clean_id(str(entry.fields.get("id") or ""))


def item_link(entry: Entry, source: Source) -> str:
    """The item's address, resolved against the feed's page, or "" (a guid that is no address is none)."""
    links = entry.fields.get("links") or []
    stated = [
        str(link["href"]) for link in links if link.get("rel") == "alternate" and link.get("href")
    ]
    link = clean_id(str(entry.fields.get("link") or (stated[0] if stated else "")))
    if not link or (not stated and not is_address(link)):
        return ""
    try:
        return urljoin(source.link, link)
    except ValueError:
        return link


def is_address(text: str) -> bool:
    """Whether a text is a web address."""
    return text.lower().startswith(("http://", "https://"))


def host_of(address: str) -> str:
    """The host of a web address without "www.", or ""."""
    try:
        host = urlsplit(address).hostname if is_address(address) else ""
    except ValueError:
        host = ""
    return (host or "").removeprefix("www.")


def to_record(entry: Entry, source: Source, shared: frozenset[str], hints: Hints) -> dict[str, Any]:
    """The record of an item; raises NotNews or MalformedUpdate for what is none.

    `shared` are guids and links that several different items of the document have: they name none.
    """
    warnings = [*source.warnings, *entry.item.warnings]
    headline = title_text(entry.fields, source.version, warnings)
    body = body_text(entry.fields, warnings)
    _refuse_no_news(entry, headline, body)
    identity = _identity(entry, source, shared, headline + "\n" + body, warnings)
    record: dict[str, Any] = {
        **identity,
        "provider": _provider(entry, source, str(identity["uri"])),
        **item_times(entry.fields, hints, warnings),
        "headline": headline,
        "body": body,
        "language": _language(entry, source, warnings),
        "format": source.format,
        "pub_status": "" if entry.item.element is None else _status(entry.item.element),
        "subjects": subjects(entry.fields.get("tags") or []),
        "places": places(entry.item.element),
        "ed_note": _credit(entry),
    }
    _warn_of_replaced(headline + body, warnings)
    return _filled(record, warnings)


def to_kill(element: Element | None, source: Source, hints: Hints) -> dict[str, Any]:
    """The record of a deleted entry (RFC 6721): a kill of the id that it names."""
    uri = "" if element is None else (element.get("ref") or "").strip()
    if element is None or not uri:
        raise MalformedUpdate("deleted-entry has no ref", "deleted-entry")
    warnings = list(source.warnings)
    record: dict[str, Any] = {
        "uri": uri,
        "provider": source.provider or host_of(uri),
        "pub_status": "canceled",
        **one_time(element.get("when") or "", "version_created", hints, warnings),
        "language": source.language,
        "format": source.format,
        "ed_note": " ".join(child_text(element, "comment").split()),
    }
    return _filled(record, warnings)


def _filled(record: dict[str, Any], warnings: list[str]) -> dict[str, Any]:
    if not record["provider"]:
        raise MalformedUpdate(
            "neither the feed nor the settings name a provider", f"item {quote(record['uri'])}"
        )
    known = {key: value for key, value in record.items() if value}
    return known | ({"warnings": list(dict.fromkeys(warnings))} if warnings else {})


def _identity(
    entry: Entry, source: Source, shared: frozenset[str], text: str, warnings: list[str]
) -> dict[str, Any]:
    """`uri` and `alt_ids`: the guid, else the link, else a name made from the text."""
    guid, link = item_guid(entry), item_link(entry, source)
    named = [name for name in (guid, link) if name and name not in shared]
    if guid in shared:
        warnings.append(f"guid {quote(guid)} is also that of the feed or of other items: not used")
    uri = named[0] if named else _content_id(source.provider, text)
    if not named:
        warnings.append("item has no guid or link of its own: its id is made from its text")
    others = {"guid": guid, "link": link, "source": _source_id(entry)}
    kept = {kind: id_ for kind, id_ in others.items() if id_ and id_ != uri}
    return {"uri": uri, "alt_ids": kept}


def _content_id(provider: str, text: str) -> str:
    name = f"{provider}\0{text}".encode("utf-8", "replace")
    return f"urn:content:{blake2b(name, digest_size=16).hexdigest()}"


def _source_id(entry: Entry) -> str:
    source = entry.fields.get("source") or {}
    return str(source.get("id") or source.get("href") or "")


def _credit(entry: Entry) -> str:
    """Whose the item was before this feed took it over (`source`), as a note."""
    title = " ".join(str((entry.fields.get("source") or {}).get("title") or "").split())
    return f"Source: {title}" if title else ""


def _provider(entry: Entry, source: Source, uri: str) -> str:
    found = source.provider or host_of(item_link(entry, source)) or host_of(uri)
    return found[:_LONGEST_PROVIDER]


def _language(entry: Entry, source: Source, warnings: list[str]) -> str:
    """The item's own language (`dc:language`, xml:lang), else the feed's."""
    fields = entry.fields
    details = [
        fields.get("title_detail"),
        *(fields.get("content") or []),
        fields.get("summary_detail"),
    ]
    stated = fields.get("language") or next(
        (detail["language"] for detail in details if detail and detail.get("language")), ""
    )
    return language_tag(str(stated or ""), warnings) or source.language


def _status(element: Element) -> str:
    """`withheld` for a draft: of WordPress by its status, of the Atom Publishing Protocol by its control."""
    control = next((child for child in element if namespace(child) == _APP), None)
    draft = control is not None and child_text(control, "draft").lower() == "yes"
    shown = child_text(element, "status", _WORDPRESS).lower() in _SHOWN
    return "withheld" if draft or not shown else ""


def _refuse_no_news(entry: Entry, headline: str, body: str) -> None:
    where = f"item {quote(item_guid(entry) or entry.fields.get('link') or headline)}"
    element = entry.item.element
    if element is not None:
        post = child_text(element, "post_type", _WORDPRESS).lower()
        if post not in _NEWS_POSTS:
            raise NotNews(f"WordPress {post[:40]}", where)
    if not headline and not body:
        if kind := _media(element):
            raise NotNews(kind, where)
        raise MalformedUpdate("item has neither a title nor a text", where)


def _media(element: Element | None) -> str:
    """What an item without text carries: "picture", "video", "audio" or "media", or ""."""
    for child in () if element is None else element.iter():
        name = local_name(child)
        if name == "enclosure" or (
            name in ("content", "thumbnail", "player") and "mrss" in namespace(child)
        ):
            stated = child.get("medium") or (child.get("type") or "").split("/")[0]
            return _KINDS.get(stated.lower(), "picture" if name == "thumbnail" else "media")
    return ""


def _warn_of_replaced(text: str, warnings: list[str]) -> None:
    """Keep the document's warning of replaced bytes only on items that have some."""
    if "\ufffd" not in text:
        warnings[:] = [warning for warning in warnings if "replaced by U+FFFD" not in warning]
