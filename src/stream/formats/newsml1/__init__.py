"""NewsML 1.0 to 1.2 (IPTC, 2000 to 2003), as AFP, ANA, Business Wire and others still send it.

One record for each NewsItem of the document. All revisions of an item have one uri: its provider id,
date id and item id (RFC 3085), without the revision, which is the record's version.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from stream.errors import MalformedUpdate
from stream.formats.datelines import located
from stream.formats.dates import read_stated
from stream.formats.ids import built_uri, day_of
from stream.formats.newsml1.manage import management
from stream.formats.newsml1.text import find_text
from stream.formats.newsml1.topics import read_topics
from stream.formats.newsml1.tree import formal, nearest, outward, property_of, without_revision
from stream.formats.outcome import Hints, Outcome, Refused, judged
from stream.formats.plain_text import take_mark
from stream.formats.xml import Element, read_xml
from stream.formats.xml.tree import child, children, cut_out, inside, language_of, name_of, text_of

_SUBJECTS = ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier")
_TIMES = {"version_created": "ThisRevisionCreated", "first_created": "FirstCreated"}


class _Around(NamedTuple):
    """What an item's document says for all its items."""

    version: str
    envelope: Element | None
    items: int


def parse(data: bytes, hints: Hints) -> Iterator[Outcome]:
    """Read the items of a document: a record each, or why not."""
    try:
        document = read_xml(data, hints.max_bytes)
    except MalformedUpdate as error:
        yield Refused(error)
        return
    items = list(inside(document.root, "NewsItem"))
    around = _Around(
        document.root.get("Version") or "1", child(document.root, "NewsEnvelope"), len(items)
    )
    if name_of(document.root) not in ("NewsML", "NewsItem") or not items:
        yield Refused(MalformedUpdate("no NewsML 1 document with an item", name_of(document.root)))
        return
    for item in items:
        try:
            yield judged(_record(item, around, hints, list(document.warnings)), hints)
        except MalformedUpdate as error:
            yield Refused(error, data=cut_out(item))


def _record(item: Element, around: _Around, hints: Hints, warnings: list[str]) -> dict[str, Any]:
    managed = management(item, around.envelope, hints, warnings)
    content = find_text(item, hints.language)
    component = content.component if content else next(inside(item, "NewsComponent"), item)
    headline = text_of(nearest(component, item, "NewsLines", "HeadLine"))
    headline, takes = take_mark(headline or (content.headline if content else ""))
    if content is None and not managed.killed:
        _refuse_textless(item, headline)
    identifier = child(item, "Identification", "NewsIdentifier")
    provider = _provider(component, item, identifier, hints)
    parts = content.paragraphs if content else []
    times = _times(item, hints, warnings)
    described = _described(component, item, parts)
    topics = read_topics(item, _language(component, item, hints))
    return {
        "uri": _uri(identifier, provider, times.get("version_created", ""), [headline, *parts]),
        "provider": provider,
        "version": text_of(child(identifier, "RevisionId")),
        "headline": headline,
        "body": "\n\n".join(parts),
        "slugline": text_of(nearest(component, item, "NewsLines", "SlugLine"))
        or text_of(child(item, "Identification", "NameLabel")),
        "language": _language(component, item, hints),
        "format": f"newsml {around.version}",
        **times,
        **managed.keys,
        **described,
        **topics,
        "places": [*described["places"], *topics.get("places", [])],
        "alt_ids": {**_ids(identifier, around), **managed.replaced},
        "times_as_sent": {**times.get("times_as_sent", {}), **managed.times},
        "signals": [*managed.signals, *takes],
        "warnings": warnings,
    }


def _refuse_textless(item: Element, headline: str) -> None:
    """Refuse an item without content; one with a headline is a snap, unless it changes another's parts."""
    if child(item, "Update") is not None:
        raise MalformedUpdate(
            "the item changes parts of an earlier one, its text is not here", "Update"
        )
    if not headline:
        raise MalformedUpdate("the item has no text", "NewsItem")


def _provider(component: Element, item: Element, identifier: Element | None, hints: Hints) -> str:
    """Who sends it: the party named as provider, else the owner of the identifier; the source's
    settings where the document names nobody, or where they shall win."""
    if hints.provider_wins and hints.provider:
        return hints.provider
    party = formal(nearest(component, item, "AdministrativeMetadata", "Provider", "Party"))
    name = party or text_of(child(identifier, "ProviderId")) or hints.provider
    if not name:
        raise MalformedUpdate("the item names no provider, and the source has none", "ProviderId")
    return name


def _uri(identifier: Element | None, provider: str, sent: str, texts: list[str]) -> str:
    parts = [text_of(child(identifier, name)) for name in ("ProviderId", "DateId", "NewsItemId")]
    if all(parts):
        return "urn:newsml:" + ":".join(parts)
    if public := text_of(child(identifier, "PublicIdentifier")):
        return without_revision(public)
    return built_uri("newsml", provider, day_of(sent), parts[2], texts)


def _ids(identifier: Element | None, around: _Around) -> dict[str, str]:
    alone = around.items == 1  # a transmission's number is no item's otherwise
    ids = {
        "sequence": text_of(child(around.envelope, "TransmissionId")) if alone else "",
        "public_identifier": text_of(child(identifier, "PublicIdentifier")),
    }
    return {kind: id_ for kind, id_ in ids.items() if id_}


def _times(item: Element, hints: Hints, warnings: list[str]) -> dict[str, Any]:
    times: dict[str, Any] = {}
    words = {}
    for key, name in _TIMES.items():
        if sent := text_of(child(item, "NewsManagement", name)):
            stated = read_stated(sent, hints, warnings)
            times[key], words[key] = stated.iso, stated.as_sent
    return {**times, "times_as_sent": words}


def _language(component: Element, item: Element, hints: Hints) -> str:
    stated = formal(nearest(component, item, "DescriptiveMetadata", "Language"))
    lines = nearest(component, item, "NewsLines", "HeadLine")
    tagged = (language_of(around) for around in (*outward(component, item), item))
    return (
        stated or language_of(lines) or next(filter(None, tagged), "") or hints.language
    ).lower()


def _described(component: Element, item: Element, parts: list[str]) -> dict[str, Any]:
    described = [
        found
        for around in outward(component, item)
        for found in children(around, "DescriptiveMetadata")
    ]
    city = next((city for found in described if (city := _origin(found))), "")
    line = text_of(nearest(component, item, "NewsLines", "DateLine"))
    place = located([line.rstrip(" -–—") + " - "])[0] or located(parts[:2])[0]
    plain = "" if any(c.isdigit() or c == "(" for c in line) else line
    return {
        "located": city or place or plain,
        "subjects": _subjects(described, _names(item)),
        "places": [place for found in described for place in _places(found)],
    }


def _subjects(described: list[Element], names: dict[str, str]) -> list[dict[str, str]]:
    """Subject codes as sent, each once, then the keywords."""
    found: dict[str, dict[str, str]] = {}
    for metadata in described:
        for subject in inside(metadata, *_SUBJECTS):
            if code := formal(subject):
                scheme = subject.get("Scheme") or "IptcSubjectCodes"
                found.setdefault(code, _concept(names.get(code, ""), code, scheme))
        for entry in children(metadata, "Property"):
            if (entry.get("FormalName") or "").lower() in ("keyword", "keywords"):
                word = (entry.get("Value") or "").strip()
                found.setdefault(f"keyword {word}", _concept(word, "", "keyword"))
    return [concept for concept in found.values() if concept.get("name") or concept.get("code")]


def _concept(name: str, code: str, scheme: str) -> dict[str, str]:
    return {k: v for k, v in (("name", name), ("code", code), ("scheme", scheme)) if v}


def _names(item: Element) -> dict[str, str]:
    """English names of codes, from topics that the item describes itself."""
    names: dict[str, str] = {}
    for topic in inside(item, "Topic"):
        for text in children(topic, "Description"):
            if text.get("Variant") == "Name" and language_of(text)[:2].lower() == "en":
                names.setdefault(text_of(child(topic, "FormalName")), text_of(text))
    return names


def _origin(metadata: Element) -> str:
    """The town that the text comes from."""
    for location in children(metadata, "Location"):
        if (location.get("HowPresent") or "").lower() == "origin":
            return property_of(location, "City") or property_of(location, "Country")
    return property_of(metadata, "City")


def _places(metadata: Element) -> Iterator[dict[str, str]]:
    for location in children(metadata, "Location"):
        city, country = property_of(location, "City"), property_of(location, "Country")
        area = property_of(location, "CountryArea")
        named = _concept(city or area, "", "")
        if named:
            yield named
        if country:
            yield (
                {"code": country, "scheme": "iso3166-1a3"}
                if len(country) == 3
                else {"name": country}
            )
