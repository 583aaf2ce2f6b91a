"""The head of an NITF document: identity, provider, status, times, subjects, identified things."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from stream.formats.dates import is_later, read_stated
from stream.formats.outcome import Hints
from stream.formats.xml import Element
from stream.formats.xml.tree import child, children, first, inside, name_of, text_of
from stream.formats.xml.xhtml import own_text
from stream.wire.lifecycle.status import known_status
from stream.wire.reading.text import quote

_REVISION = re.compile(r"[_.:/-]v?\d{1,4}")
_RIGHTS = re.compile(
    r"(?i)[.,;]?\s*all rights reserved\.?\s*$|^\s*(?:©|\(c\)|copyright)\s*(?:\d{4}\s*)?"
)
_SLUGS = ("anpa-keyword", "ntbstikkord", "slug", "slugline")
_SOURCES = ("source", "aap-source", "ntbkilde", "provider", "agency")
_WORD = re.compile(r"[^\W\d_]{3}")
_LONGEST_SLUG = 60
_THINGS = {"person": "people", "org": "organisations", "location": "places"}
_PARTS = ("matter", "detail", "type")
"""What names a subject: the finest words first; `type` is the top of the tree."""

_EMBARGOED = frozenset({"embargoed", "embargo"})
_TEMPLATE = "YMDHSymdhs0-:+TZ. "
"""Characters of a date that was never filled in ("YYYYMMDD000000-HHMM")."""


def meta(nitf: Element) -> dict[str, str]:
    """The `meta` elements of the head by their names, lowercased."""
    head = child(nitf, "head")
    found = children(head, "meta")
    return {(e.get("name") or "").lower(): (e.get("content") or "").strip() for e in found}


def identity(nitf: Element) -> tuple[str, str]:
    """The document's id ("" if it has none) and its version.

    Some senders write the version into the id ("…_47"); then the dynamic-use key, which is the id
    without it, is what all versions share.
    """
    data = docdata(nitf)
    doc_id = attribute(first(data, "doc-id"), "id-string")
    key = first(data, "du-key")
    name, version = attribute(key, "key"), attribute(key, "version") or attribute(key, "generation")
    if name and doc_id.startswith(name) and _REVISION.fullmatch(doc_id[len(name) :]):
        return name, version or doc_id[len(name) :].lstrip("_.:/-v")
    return doc_id, version


def provider(nitf: Element, hints: Hints) -> str:
    """Who sends the item: the id's registrar, the first source of delivery, the distributor, the
    rights' agent, the configured name, the copyright's holder."""
    if hints.provider_wins and hints.provider:
        return hints.provider
    data, head = docdata(nitf), child(nitf, "body", "body.head")
    named = next(filter(None, _providers(data, head, hints)), "")
    return named or next((name for key, name in meta(nitf).items() if key in _SOURCES and name), "")


def _providers(data: Element | None, head: Element | None, hints: Hints) -> Iterator[str]:
    yield attribute(first(data, "doc-id"), "regsrc")
    yield attribute(first(data, "from-src"), "src-name")
    yield own_text(child(head, "distributor"))
    yield attribute(first(data, "doc.rights"), "agent")
    yield hints.provider
    yield own_text(child(head, "rights", "rights.owner"))
    yield _RIGHTS.sub("", attribute(first(data, "doc.copyright"), "holder")).strip()
    yield attribute(first(data, "doc.rights"), "owner")


def status(nitf: Element, hints: Hints, warnings: list[str]) -> dict[str, Any]:
    """Publishing status and embargo; a release after the issue is an embargo whatever the status says.

    NITF has usable, embargoed, withheld and canceled; no status is usable (DTD 3.x).
    """
    data = docdata(nitf)
    sent = attribute(data, "management-status").lower()
    found = "usable" if sent in ("", *_EMBARGOED) else known_status(sent)
    keys: dict[str, Any] = {"pub_status": found or "withheld"}
    if found is None:
        warnings.append(f"management-status {quote(sent)} is not known: withheld")
    sent_release = attribute(first(data, "date.release"), "norm")
    release = read_stated(sent_release, hints, [], is_end=True)
    issue = read_stated(attribute(first(data, "date.issue"), "norm"), hints, [])
    if release.iso and (sent in _EMBARGOED or is_later(release.iso, issue.iso)):
        keys["embargoed_until"] = release.iso
        keys["times_as_sent"] = {"embargoed_until": release.as_sent}
    elif sent in _EMBARGOED:
        warnings.append("embargoed with no end that can be read: withheld")
        keys["pub_status"] = "withheld"
    elif sent_release.strip(_TEMPLATE) and not release.iso:
        warnings.append(f"date.release {quote(sent_release)} can't be read: ignored")
    return keys


def times(nitf: Element, hints: Hints, warnings: list[str]) -> dict[str, Any]:
    """When the version was issued, and when its first revision was made."""
    data = docdata(nitf)
    dateline = child(nitf, "body", "body.head", "dateline")
    words = [
        attribute(first(data, "date.issue"), "norm"),
        attribute(child(nitf, "head", "pubdata"), "date.publication"),
        attribute(child(dateline, "story.date"), "norm"),
    ]
    issue = read_stated(next(filter(None, words), ""), hints, warnings)
    revisions = [attribute(found, "norm") for found in inside(nitf, "revision-history")]
    made = [read_stated(revision, hints, []) for revision in revisions if revision]
    first_made = next((stated for stated in made if is_later(issue.iso, stated.iso)), None)
    stated = {"version_created": issue} | ({"first_created": first_made} if first_made else {})
    as_sent = {key: time.as_sent for key, time in stated.items() if not time.iso.endswith("+00:00")}
    keys: dict[str, Any] = {key: time.iso for key, time in stated.items() if time.iso}
    return keys | {"times_as_sent": {key: as_sent[key] for key in as_sent if as_sent[key]}}


def slugline(nitf: Element) -> str:
    """The slug in the words that senders have for it, else the dynamic-use key or the first keyword."""
    named = meta(nitf)
    data = docdata(nitf)
    keywords = (attribute(e, "key") or text_of(e) for e in inside(data, "keyword"))
    found = [*(named.get(slug, "") for slug in _SLUGS), attribute(first(data, "du-key"), "key")]
    return next(filter(_WORD.search, [*found, _title(nitf), *keywords]), "")


def _title(nitf: Element) -> str:
    """The document's title where it isn't the headline too: then it is the desk's name for it."""
    title = own_text(child(nitf, "head", "title"))
    headline = own_text(child(nitf, "body", "body.head", "hedline", "hl1"))
    return title if headline and headline != title and len(title) <= _LONGEST_SLUG else ""


def concepts(nitf: Element) -> dict[str, list[Any]]:
    """Subjects of the head; people, organisations and places that the head or the text identifies."""
    found: dict[str, dict[Any, Any]] = {}
    for key, concept in _keyed(nitf):
        if concept:
            found.setdefault(key, {}).setdefault(tuple(concept.items()), concept)
    return {key: list(listed.values()) for key, listed in found.items()}


def _keyed(nitf: Element) -> Iterator[tuple[str, dict[str, str]]]:
    yield from (("subjects", subject) for subject in _subjects(nitf))
    for holder in (docdata(nitf), child(nitf, "body", "body.content")):
        for element in inside(holder, *_THINGS):
            yield _THINGS[name_of(element)], _thing(element)
    yield from (("places", _event_place(event)) for event in inside(docdata(nitf), "evloc"))


def _subjects(nitf: Element) -> Iterator[dict[str, str]]:
    for subject in inside(nitf, "tobject.subject"):
        name = next(filter(None, (attribute(subject, f"tobject.subject.{p}") for p in _PARTS)), "")
        code = attribute(subject, "tobject.subject.refnum") or attribute(
            subject, "tobject.subject.code"
        )
        owner = attribute(subject, "tobject.subject.ipr")
        scheme = "subj" if owner in ("", "IPTC") and code.isdecimal() else owner
        parts = {"name": name, "code": code, "scheme": scheme if code else ""}
        if code or name:
            yield {key: value for key, value in parts.items() if value}


def _thing(element: Element) -> dict[str, str]:
    """A person, organisation or place as it is marked up, with the code if one is given."""
    code = attribute(element, "value") or attribute(element, "location-code")
    source = attribute(element, "idsrc") or attribute(element, "code-source")
    parts = {"name": own_text(element), "code": code, "scheme": source if code else ""}
    return {key: value for key, value in parts.items() if value}


def _event_place(event: Element) -> dict[str, str]:
    """Where the event took place: the finest area that is named, and the country's code."""
    areas = ("sublocation", "city", "county-dist", "state-prov")
    name = next(filter(None, (attribute(event, area) for area in areas)), "")
    country = attribute(event, "iso-cc")
    if name:
        return {"name": name}
    scheme = "iso3166-1a3" if len(country) == len("NOR") else "iso3166-1a2"
    return {"code": country, "scheme": scheme} if country else {}


def docdata(nitf: Element) -> Element | None:
    """The document's data about itself."""
    return child(nitf, "head", "docdata")


def attribute(element: Element | None, name: str) -> str:
    """An attribute's value without the white space around it, "" if it isn't there."""
    return "" if element is None else (element.get(name) or "").strip()
