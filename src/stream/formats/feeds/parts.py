"""A feed's tree taken apart into its head and its items, each a small document of its own.

So no item can spoil another, and feedparser gets only elements that are read: its handling of an
author takes time that grows with the square of the name's length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from stream.errors import MalformedUpdate
from stream.formats.xml import Element

_MAX_ITEMS = 10_000
"""Items read of one document: feeds hold tens, exports of a site thousands."""

_MAX_CATEGORIES = 200
"""Categories read of one item; feedparser compares each with each."""

DC = "http://purl.org/dc/elements/1.1/"
_ROOTS = ("rss", "feed", "rdf")
_ITEMS = ("item", "entry", "deleted-entry")
_HEAD = frozenset({"title", "link", "language"})
_CATEGORIES = frozenset({"category", "subject", "keywords"})
_READ_NAMES = (
    "title link guid id description summary content encoded body fullitem pubdate published issued"
    " updated modified created date language source"
)
_READ = _CATEGORIES | frozenset(_READ_NAMES.split())
ATOM = "http://www.w3.org/2005/Atom"
_TERMS = "http://purl.org/dc/terms/"
_NAMESPACES = (
    *(DC, _TERMS, ATOM, "http://www.w3.org/1999/xhtml", "http://purl.org/atom/ns#"),
    *("http://purl.org/rss/1.0/", "http://purl.org/rss/1.0/modules/content/"),
    *("http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2"),
    *("http://backend.userland.com/rss", "http://blogs.law.harvard.edu/tech/rss"),
)


def _spelling(uri: str) -> str:
    """What is left of a namespace whose senders vary its scheme, its case, its end and Dublin Core's version."""
    return re.sub(r"^https?://|/elements/1\.\d|[/#]+$", "", uri.lower())


_MEANT = {_spelling(uri): uri for uri in _NAMESPACES}
_PRISM = "http://prismstandard.org/namespaces/"
_OTHER_DATES = {"publicationdate": "issued", "modificationdate": "modified"}
"""PRISM's dates by Dublin Core's names; they count where an item has no others, for they may be days alone."""

_PODCASTS = ("http://www.itunes.com/dtds/podcast", "http://www.google.com/schemas/play-podcasts")
_OTHER_TEXTS = ("summary", "description", "subtitle")
"""A podcast's words about an episode, the longest kind first; they count where an item has no others."""

_TEXTS = frozenset(["description", "summary", "content", "encoded", "body", "fullitem"])
_DATES = frozenset(["pubdate", "published", "issued", "updated", "modified", "created", "date"])
_XML = "{http://www.w3.org/XML/1998/namespace}"
_INHERITED = ("version", f"{_XML}lang", f"{_XML}base")


class Item(NamedTuple):
    """One item: `element` as it was sent, or None if it couldn't be had; `text`, a small document."""

    element: Element | None
    text: bytes
    warnings: list[str]


class Feed(NamedTuple):
    """A feed: its `head` (a small document), `dc:publisher`, and its items or what is wrong, in order."""

    head: bytes
    publisher: str
    items: Iterator[Item | MalformedUpdate]
    warnings: list[str]


def local_name(element: Element) -> str:
    """An element's name without its namespace, in lower case; "" for what is no element."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def namespace(element: Element) -> str:
    """An element's namespace, in lower case: senders vary it."""
    return (etree.QName(element).namespace or "").lower()


def child_text(element: Element, name: str, prefix: str = "") -> str:
    """The text of the first child of this name whose namespace starts with `prefix`, or ""."""
    for child in element:
        if local_name(child) == name and namespace(child).startswith(prefix):
            return (child.text or "").strip()
    return ""


def take_apart(root: Element, warnings: list[str]) -> Feed:
    """The parts of a tree; the feed may stand within another element, as in an envelope."""
    feed = next((element for element in root.iter() if local_name(element) in _ROOTS), None)
    if feed is None and root.tag == f"{{{ATOM}}}entry":
        feed = etree.Element(f"{{{ATOM}}}feed")
        feed.append(root)
    if feed is None:
        raise MalformedUpdate(f"no feed: the root element is <{local_name(root)[:40]}>", "root")
    channels = [child for child in feed if local_name(child) == "channel"]
    items = [
        child for parent in (feed, *channels) for child in parent if local_name(child) in _ITEMS
    ]
    head = channels[0] if channels else feed
    parts = [child for child in head if local_name(child) in _HEAD and _is_known(child)]
    return Feed(
        head=_small(feed, head, [_copy(part) for part in parts[:_MAX_CATEGORIES]]),
        publisher=child_text(head, "publisher", DC),
        items=_each(feed, items),
        warnings=warnings,
    )


def _each(feed: Element, items: list[Element]) -> Iterator[Item | MalformedUpdate]:
    for item in items[:_MAX_ITEMS]:
        parent = item.getparent()
        yield Item(item, _small(feed, feed if parent is None else parent, [_pruned(item)]), [])
    if len(items) > _MAX_ITEMS:
        yield MalformedUpdate(f"{len(items)} items are more than {_MAX_ITEMS}: the rest isn't read")


def _small(feed: Element, parent: Element, parts: list[Element]) -> bytes:
    """A document of these parts with what they inherit: the feed's version, language and base."""
    root = inner = _empty(feed, _inherited(feed))
    if parent is not feed:
        root.append(inner := _empty(parent, _inherited(parent)))
    inner.extend(parts)
    return etree.tostring(root)


def _empty(like: Element, attributes: dict[str, str]) -> Element:
    """An element of this name; lxml reads namespaces that are no URI ("http://ww\\x7f.w3.org/"), and makes none."""
    try:
        return etree.Element(like.tag, attributes)
    except ValueError:
        plain = {key: value for key, value in attributes.items() if not key.startswith("{")}
        return etree.Element(etree.QName(like).localname, plain)


def _inherited(element: Element) -> dict[str, str]:
    return {key: value for key in _INHERITED if (value := element.get(key))}


def _pruned(item: Element) -> Element:
    """A copy of an item with only what is read of it, in the namespaces that are meant."""
    pruned = _empty(item, {str(key): str(value) for key, value in item.attrib.items()})
    categories = 0
    for child in item:
        name = local_name(child)
        if name not in _READ or not _is_known(child):
            continue
        categories += name in _CATEGORIES
        if name not in _CATEGORIES or categories <= _MAX_CATEGORIES:
            pruned.append(_without_authors(_copy(child)) if name == "source" else _copy(child))
    if _DATES.isdisjoint(map(local_name, pruned)):
        pruned.extend(_other_dates(item))
    if _TEXTS.isdisjoint(local_name(child) for child in pruned if len(child) or child.text):
        pruned.extend(_other_texts(item))
    return pruned


def _other_dates(item: Element) -> Iterator[Element]:
    for child in item:
        if namespace(child).startswith(_PRISM) and (name := _OTHER_DATES.get(local_name(child))):
            date = etree.Element(f"{{{_TERMS}}}{name}")
            date.text = child.text
            yield date


def _other_texts(item: Element) -> Iterator[Element]:
    told = {
        local_name(child): child.text for child in item if namespace(child).startswith(_PODCASTS)
    }
    if text := next(filter(None, map(told.get, _OTHER_TEXTS)), None):
        description = etree.Element("description")
        description.text = text
        yield description


def _is_known(element: Element) -> bool:
    """Whether an element is in no namespace, or in one that feeds are written in."""
    uri = namespace(element)
    return not uri or _spelling(uri) in _MEANT


def _copy(element: Element) -> Element:
    copy = deepcopy(element)
    copy.tail = None
    uri = etree.QName(element).namespace or ""
    if (meant := _MEANT.get(_spelling(uri), uri)) != uri:
        copy.tag = f"{{{meant}}}{etree.QName(element).localname}"
    return copy


def _without_authors(source: Element) -> Element:
    for child in list(source):
        if local_name(child) not in ("title", "id", "link"):
            source.remove(child)
    return source
