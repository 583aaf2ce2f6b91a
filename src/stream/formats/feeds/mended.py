"""Feeds that aren't well-formed XML: cut into items by their tags, so that only bad items suffer.

An item's start tag ends the item before it, whatever was left open there (an element, a CDATA section).
An item that is well-formed by itself is read as such, another loosely by feedparser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stream.errors import MalformedUpdate
from stream.formats.feeds.parts import Feed, Item, take_apart
from stream.formats.xml import IncompleteDocument, UnsafeDocument, read_xml

_MAX_ITEMS = 1_000
"""Items read of one document that is broken: each takes about a millisecond."""

_LOOSE_CHARACTERS = 500_000
"""Characters of one document that are read loosely: at worst that takes some ten seconds."""

_LOOSE_ITEM = 1_000
"""Characters that an item counts for beside its own: beginning costs as much as so many."""

_NAME = r"(?:[A-Za-z_][\w.-]{0,40}:)?"
_ROOT = re.compile(rf"<({_NAME}(?:rss|feed|rdf))(?=[\s>])([^<>]{{0,20000}})>", re.IGNORECASE)
_ITEM = re.compile(rf"<({_NAME}(?:item|entry|deleted-entry))(?=[\s/>])", re.IGNORECASE)
_ITEM_END = re.compile(rf"</{_NAME}(?:item|entry|deleted-entry)\s*>", re.IGNORECASE)
_FEED_END = re.compile(rf"</{_NAME}(?:channel|rss|feed|rdf)\b", re.IGNORECASE)
_CHANNEL = re.compile(rf"</?{_NAME}channel\b[^<>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]{1,60})\s*=\s*("[^"]*"|'[^']*'|[^\s"'/>]+)""")
_PREFIX = re.compile(r"(?:</?|\s)([A-Za-z_][\w.-]{0,40}):[A-Za-z_]")
_DECLARED = re.compile(r"xmlns:([\w.-]{1,41})\s*=")
_LEAF = re.compile(r"<([\w:.-]{1,60})((?:\s[^<>]*)?)>([^<>]*)</([\w:.-]{1,60})\s*>")
_PERSON = re.compile(
    rf"<(/?){_NAME}(author|creator|contributor|managingeditor|webmaster|publisher|owner|email|name)\b",
    re.IGNORECASE,
)
_STRAY = re.compile(r"&(?![A-Za-z][A-Za-z0-9]{1,31};|#[0-9]{1,8};|#[xX][0-9A-Fa-f]{1,6};)")
_MEANT = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "atom": "http://www.w3.org/2005/Atom",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "georss": "http://www.georss.org/georss",
    "media": "http://search.yahoo.com/mrss/",
}
"""What a prefix means that a feed uses without declaring it."""


def take_apart_mended(text: str, error: MalformedUpdate, warnings: list[str]) -> Feed:
    """The parts of a text that isn't well-formed for the reason that `error` gives.

    Raises MalformedUpdate if it has no feed's root element or no item: then nothing can be read.
    """
    root = _ROOT.search(text)
    if root is None:
        raise error
    if "<!ENTITY" in text[: root.start()].upper():
        raise UnsafeDocument(
            "entities are declared before the root: nothing is expanded or fetched"
        )
    starts = [match.start() for match in _ITEM.finditer(text, root.end())]
    if not starts:
        raise error
    inner = _CHANNEL.sub("", text[root.end() : min(starts[0], root.end() + 50_000)])
    mended = [*warnings, f"read leniently: {error.reason}"]
    document = _whole(root, inner)
    try:
        feed = take_apart(*read_xml(document))
        head, publisher = feed.head, feed.publisher
    except MalformedUpdate:
        head, publisher = _harmless(document), ""
    return Feed(head, publisher, _items(text, root, starts, error), mended)


def _items(
    text: str, root: re.Match[str], starts: list[int], error: MalformedUpdate
) -> Iterator[Item | MalformedUpdate]:
    budget = _LOOSE_CHARACTERS
    ends = [*starts[1:], len(text)]
    for start, stop in list(zip(starts, ends, strict=True))[:_MAX_ITEMS]:
        end = _ITEM_END.search(text, start, stop)
        closing = _FEED_END.search(text, start, stop)
        if end is None and closing is None and stop == len(text):
            yield IncompleteDocument("the document ends within an item: it isn't read", error.where)
            return
        at = end.end() if end else closing.start() if closing else stop
        chunk = _leaves_closed(text[start:at])
        chunk += "" if end else _closing_tag(chunk)
        for part in _read(_whole(root, chunk), budget):
            if isinstance(part, Item) and part.element is None:
                budget -= len(chunk) + _LOOSE_ITEM
            yield part
    if len(starts) > _MAX_ITEMS:
        yield MalformedUpdate(
            f"{len(starts)} items are more than {_MAX_ITEMS}: the rest isn't read"
        )
    elif isinstance(error, IncompleteDocument) and not _FEED_END.search(text, starts[-1]):
        yield error


def _read(document: bytes, budget: int) -> Iterator[Item | MalformedUpdate]:
    """The item of a small document: by its tree, else loosely while the budget lasts."""
    try:
        feed = take_apart(*read_xml(document))
    except MalformedUpdate as error:
        if len(document) > budget:
            yield error
        else:
            yield Item(None, _harmless(document), [f"item read loosely: {error.reason}"])
        return
    for part in feed.items:
        yield part._replace(warnings=feed.warnings) if isinstance(part, Item) else part


def _whole(root: re.Match[str], inner: str) -> bytes:
    """A document with this root element's attributes, in which all prefixes are declared."""
    name = root[1]
    pairs = [(key, value.strip("\"'")) for key, value in _ATTRIBUTE.findall(root[2])]
    kept = "".join(
        f' {key}="{value}"'
        for key, value in dict(pairs).items()
        if key in ("version", "xml:lang", "xml:base") or key.startswith("xmlns")
    )
    used = set(_PREFIX.findall(f"<{name} {inner}")) - {
        "xml",
        "xmlns",
        "http",
        "https",
    }
    missing = sorted(used - set(_DECLARED.findall(kept)))[:50]
    declared = "".join(f' xmlns:{p}="{_MEANT.get(p, f"urn:undeclared:{p}")}"' for p in missing)
    channel = "" if name.lower().endswith("feed") else "channel"
    opened, closed = (f"<{channel}>", f"</{channel}>") if channel else ("", "")
    return f"<{name}{kept}{declared}>{opened}{inner}{closed}</{name}>".encode("utf-8", "replace")


def _closing_tag(chunk: str) -> str:
    match = _ITEM.match(chunk)
    return f"</{match[1]}>" if match else ""


def _leaves_closed(chunk: str) -> str:
    """End an element that holds only text by its own name, where another is there that never began."""
    opened = set(re.findall(r"<([\w:.-]{1,60})", chunk))

    def close(match: re.Match[str]) -> str:
        strange = match[1] != match[4] and match[4] not in opened
        return f"<{match[1]}{match[2]}>{match[3]}</{match[1]}>" if strange else match[0]

    return _LEAF.sub(close, chunk)


def _harmless(document: bytes) -> bytes:
    """The document without what feedparser takes long for, and with its stray ampersands escaped."""
    text = _PERSON.sub(r"<\1unread-\2", document.decode())
    return _STRAY.sub("&amp;", text).encode()
