"""One NewsML-G2 news item to a record of the project."""

from __future__ import annotations

from typing import Any

from stream.errors import MalformedUpdate, NotNews
from stream.formats.ids import built_uri
from stream.formats.newsml_g2.concepts import Names, party, places_around, read_concepts
from stream.formats.newsml_g2.content import TABLE, Content, find_content
from stream.formats.newsml_g2.meta import (
    embargo,
    notes,
    refuse_class,
    replaced,
    signals,
    status,
    times,
)
from stream.formats.newsml_g2.qcodes import Catalog
from stream.formats.nitf.body import place_in, place_in_text
from stream.formats.outcome import Hints
from stream.formats.urgency import read_urgency
from stream.formats.xml import Element
from stream.formats.xml.tree import child, children, language_of, text_of
from stream.formats.xml.xhtml import has_prose, is_results, own_text
from stream.wire.reading.ninjs import UNKNOWN_PROVIDER, authority
from stream.wire.reading.text import quote

_TABLE_SIGNALS = frozenset({"table"})
_TABLE_GENRES = frozenset(
    {"rslt", "results_listings_and_statistics", "results-listings-and-statistics"}
)
"""Codes that say that the text is a list of results: Reuters' genre, and IPTC's."""

_NO_BODY = frozenset({"caption", "subheadline", "keyword"})
_NO_PLACE = frozenset({"no-data-available", "unknown", "none", "n/a", "-"})
_LATE = 9_999


def read_item(
    item: Element, message: Element | None, catalog: Catalog, hints: Hints
) -> dict[str, Any]:
    """The record of a `newsItem`; what is no text news or has no text raises a MalformedUpdate.

    `message` is the header of the news message around it, `catalog` its prefixes.
    """
    warnings: list[str] = []
    catalog = catalog.with_schemes_of(item)
    meta, about = child(item, "itemMeta"), child(item, "contentMeta")
    language = _language(item, about, hints)
    refuse_class(meta, catalog, has_text=_holds_text(item))
    content = find_content(item, language, warnings)
    names = Names(item, catalog, language)
    provider = _provider(item, message, names, catalog, hints) or _unnamed(item, warnings)
    record: dict[str, Any] = {
        "provider": provider,
        "version": (item.get("version") or "").strip(),
        "pub_status": status(meta, catalog, warnings),
        "language": language or content.language,
        "headline": _headline(meta, about, catalog, language) or content.headline,
        "body": content.text or _described(about, catalog),
        "slugline": _first(about, "slugline", language) or content.slugline,
        "located": _dateline(about, content, provider)
        or _located(about, names)
        or place_in_text(content.text),
        "signals": signals(meta, catalog),
        "ed_note": notes(meta, catalog),
        **_urgency(about, message, warnings),
        **read_concepts(about, names, catalog),
        **times(item, text_of(child(message, "sent")), hints, warnings),
    }
    _embargo(record, meta, hints, warnings)
    record["body"] = _below(record["headline"], record["body"])
    record["uri"] = _uri(item, record, warnings)
    record["alt_ids"] = {**_alt_ids(about), **replaced(meta, record["uri"], catalog)}
    record["format"] = f"newsml-g2 {(item.get('standardversion') or '').strip()[:20]}".strip()
    _refuse_no_news(record, content, about, catalog)
    record["warnings"] = list(dict.fromkeys(warnings))
    return {key: value for key, value in record.items() if value or key == "pub_status"}


def _below(headline: str, text: str) -> str:
    """A text without its headline, which many set above it once more; one that is no more than that stays."""
    first, _, rest = text.partition("\n\n")
    return rest if rest and first == headline else text


def _holds_text(item: Element) -> bool:
    holder = child(item, "contentSet")
    if holder is None:
        return False
    return any(children(holder, name) for name in ("inlineXML", "inlineData"))


def _refuse_no_news(
    record: dict[str, Any], content: Content, about: Element | None, catalog: Catalog
) -> None:
    where = f"item {quote(record['uri'])}"
    killed = record["pub_status"] == "canceled" or "edStat:D" in record["signals"]
    if killed:
        return
    if not record["headline"] and not record["body"]:
        raise MalformedUpdate("the item has neither a headline nor a text", where)
    genres = children(about, "genre")
    said = {str(signal).rpartition(":")[2].lower() for signal in record["signals"]}
    codes = {catalog.of(genre).code.lower() for genre in genres}
    declared = bool(said & _TABLE_SIGNALS or codes & _TABLE_GENRES)
    declared = declared and bool(record["body"]) and not _many_sentences(record["body"])
    if content.table or declared or is_results(record["body"]):
        raise NotNews(TABLE, where)


def _many_sentences(text: str) -> bool:
    """Whether a text has a sentence in a line of its own: a row of a table has none."""
    return any(
        has_prose(line) and line.rstrip().endswith((".", "!", "?")) for line in text.split("\n")
    )


def _language(item: Element, about: Element | None, hints: Hints) -> str:
    tagged = children(about, "language")
    tags = [(found.get("tag") or "").strip() for found in tagged]
    return next(filter(None, tags), "") or language_of(item) or hints.language


def _provider(
    item: Element, message: Element | None, names: Names, catalog: Catalog, hints: Hints
) -> str:
    """Who sends the item: its provider, else its source, the configured name, creator or sender."""
    if hints.provider_wins and hints.provider:
        return hints.provider
    about = child(item, "contentMeta")
    sources = children(about, "infoSource")
    found = [child(item, "itemMeta", "provider"), *sources]
    named = next(filter(None, (party(each, names, catalog) for each in found)), "")
    creator = party(child(about, "creator"), names, catalog)
    return named or hints.provider or creator or text_of(child(message, "sender"))


def _unnamed(item: Element, warnings: list[str]) -> str:
    """The provider of an item that names none: the authority of its id, as in ninjs, else "unknown"."""
    if found := authority(item.get("guid")):
        return found
    warnings.append(
        f"no provider is named and the id names none: the provider is {UNKNOWN_PROVIDER!r}"
    )
    return UNKNOWN_PROVIDER


def _headline(meta: Element | None, about: Element | None, catalog: Catalog, language: str) -> str:
    """The main headline in the item's language, of those the first by rank; else the item's title."""
    found = children(about, "headline")
    filled = [headline for headline in found if text_of(headline)]
    if not filled:
        return own_text(child(meta, "title"))

    def order(headline: Element) -> tuple[bool, bool, int]:
        role = catalog.of(headline, "role").code.lower()
        rank = (headline.get("rank") or "").strip()
        number = int(rank) if rank.isdecimal() and len(rank) < 5 else _LATE
        return role not in ("", "main", "headline"), _strange(headline, language), number

    return own_text(min(filled, key=order))


def _strange(element: Element, language: str) -> bool:
    """Whether an element is in another language than the item's."""
    tag = language_of(element)
    return bool(tag) and tag[:2].lower() != language[:2].lower()


def _first(about: Element | None, name: str, language: str) -> str:
    found = children(about, name)
    filled = [element for element in found if text_of(element)]
    return own_text(min(filled, key=lambda e: _strange(e, language))) if filled else ""


def _described(about: Element | None, catalog: Catalog) -> str:
    """A description that stands for a body which isn't there: an abstract, never a caption."""
    for found in children(about, "description"):
        if text_of(found) and catalog.of(found, "role").code.lower() not in _NO_BODY:
            return own_text(found)
    return ""


def _dateline(about: Element | None, content: Content, provider: str) -> str:
    """The dateline's place, as an element or as the words that the text begins with."""
    stated = place_in(text_of(child(about, "dateline")))
    return stated or content.located or place_in_text(content.text, provider)


def _located(about: Element | None, names: Names) -> str:
    """Where the content is said to come from, which is often the desk's seat."""
    for located in children(about, "located"):
        literal = (located.get("literal") or "").strip()
        place = next(places_around(located, names), literal)
        if place and place.lower() not in _NO_PLACE:
            return place
    return ""


def _urgency(about: Element | None, message: Element | None, warnings: list[str]) -> dict[str, Any]:
    """The item's urgency, else the message's priority; the sender's words where they are another's scale."""
    sent, prior = text_of(child(about, "urgency")), text_of(child(message, "priority"))
    urgency = read_urgency(sent or prior, "iptc", warnings)
    same = bool(sent) and str(urgency) == sent
    return {"urgency": urgency, "priority": "" if same else sent or prior}


def _embargo(
    record: dict[str, Any], meta: Element | None, hints: Hints, warnings: list[str]
) -> None:
    """Add an embargo; a killed item stays killed."""
    found = embargo(meta, hints, warnings)
    if record["pub_status"] != "usable":
        found.pop("pub_status", None)
    sent = {**record.pop("times_as_sent", {}), **found.pop("times_as_sent", {})}
    record.update(found)
    record["times_as_sent"] = sent


def _uri(item: Element, record: dict[str, Any], warnings: list[str]) -> str:
    guid = (item.get("guid") or "").strip()
    if guid:
        return guid
    warnings.append("no guid: the id is made from the text")
    texts = (record["headline"], record["body"])
    return built_uri("newsml-g2", record["provider"], "", "", texts)


def _alt_ids(about: Element | None) -> dict[str, str]:
    """Further ids by their kind; a kind that several ids share has the environment of each behind it."""
    ids: dict[str, str] = {}
    for found in children(about, "altId"):
        kind = (found.get("type") or "altId").rpartition(":")[2]
        environment = (found.get("environment") or "").rpartition(":")[2]
        key = f"{kind}@{environment}" if environment and kind in ids else kind
        if text_of(found):
            ids.setdefault(key, text_of(found))
    return ids
