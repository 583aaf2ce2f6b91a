"""NewsML-G2 (IPTC): news items alone, in a news message, or inside a package.

All versions share one vocabulary; elements are found by their local names, because senders write the
namespace in several ways. Source: https://iptc.org/std/NewsML-G2/ (2.0 to 2.35).
"""

from __future__ import annotations

from collections.abc import Iterator

from stream.errors import MalformedUpdate, NotNews
from stream.formats.newsml_g2.item import read_item
from stream.formats.newsml_g2.qcodes import Catalog
from stream.formats.outcome import Hints, Outcome, Read, Refused
from stream.formats.xml import Element, read_xml
from stream.formats.xml.tree import child, cut_out, first, name_of, topmost
from stream.wire.reading.text import quote

_NEWS = "newsItem"
_KINDS = {
    "packageItem": "package",
    "conceptItem": "concept",
    "knowledgeItem": "list of concepts",
    "planningItem": "planning item",
    "catalogItem": "catalogue",
}
_EVENT = frozenset({"event", "eventDetails"})


def parse(data: bytes, hints: Hints) -> Iterator[Outcome]:
    """Read a document's news items; everything else in it is refused with its kind named."""
    try:
        root, mended = read_xml(data, hints.max_bytes)
    except MalformedUpdate as error:
        yield Refused(error)
        return
    items = list(topmost(root, _NEWS, *_KINDS))
    if not items:
        yield Refused(_nothing(root))
    message = child(root, "header") if name_of(root) == "newsMessage" else None
    catalog = Catalog().with_schemes_of(message)
    for item in items:
        yield from _outcomes(item, message, catalog, hints, mended)


def _outcomes(
    item: Element, message: Element | None, catalog: Catalog, hints: Hints, mended: list[str]
) -> Iterator[Outcome]:
    nested = [] if name_of(item) == _NEWS else list(topmost(item, _NEWS))
    if nested:
        for inner in nested:
            yield _outcome(inner, message, catalog.with_schemes_of(item), hints, mended)
        return
    yield _outcome(item, message, catalog, hints, mended)


def _outcome(
    item: Element, message: Element | None, catalog: Catalog, hints: Hints, mended: list[str]
) -> Outcome:
    try:
        if name_of(item) != _NEWS:
            raise NotNews(_kind(item), f"item {quote(item.get('guid') or '')}")
        record = read_item(item, message, catalog, hints)
    except MalformedUpdate as error:
        return Refused(error, data=cut_out(item))
    if mended:
        record["warnings"] = [*mended, *record.get("warnings", [])]
    return Read(record)


def _kind(item: Element) -> str:
    """What an item other than a news item is; concepts may be events."""
    if name_of(item) in ("conceptItem", "knowledgeItem") and first(item, *_EVENT) is not None:
        return "event"
    return _KINDS[name_of(item)]


def _nothing(root: Element) -> MalformedUpdate:
    name = name_of(root)
    if name == "newsMessage":
        return MalformedUpdate("the news message holds no item", "itemSet")
    return MalformedUpdate(f"no NewsML-G2 item: the document is a {name[:40]!r}", "root element")
