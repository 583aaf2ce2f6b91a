"""Subjects, places, people and organisations of a NewsML-G2 item, with their codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from stream.formats.newsml_g2.qcodes import Catalog, Code
from stream.formats.xml import Element
from stream.formats.xml.tree import child, children, language_of, text_of
from stream.formats.xml.xhtml import own_text

_BUCKETS = {
    "person": "people",
    "organisation": "organisations",
    "organization": "organisations",
    "geoarea": "places",
    "poi": "places",
}
"""IPTC's `cpnature` codes by the record's key; all others (abstract, event, object) are subjects."""

_SCHEMES = (
    ("people", re.compile(r"person|people", re.IGNORECASE)),
    ("organisations", re.compile(r"company|organi[sz]ation", re.IGNORECASE)),
    ("places", re.compile(r"geo|country|iso3166|region|^loc", re.IGNORECASE)),
)
"""What a scheme's name says of its codes, where an item states no type."""

_FULL_NAMES = ("full", "display", "")


class Names:
    """Names of concepts: an element's own in the item's language, else those of its assertion."""

    def __init__(self, item: Element, catalog: Catalog, language: str) -> None:
        self._catalog, self._language = catalog, language
        self._asserted = {catalog.of(found): found for found in reversed(children(item, "assert"))}

    def name(self, element: Element) -> str:
        """The name of a concept, "" if none is sent."""
        asserted = self._asserted.get(self._catalog.of(element))
        return self._best(element) or ("" if asserted is None else self._best(asserted))

    def type_of(self, element: Element) -> str:
        """The code of a concept's type, its own or its assertion's, lowercased."""
        asserted = self._asserted.get(self._catalog.of(element))
        types = () if asserted is None else children(asserted, "type")
        codes = [self._catalog.of(element, "type"), *map(self._catalog.of, types)]
        known = [code.code.lower() for code in codes if code.code.lower() in _BUCKETS]
        return next(iter(known), codes[0].code.lower())

    def asserted(self, element: Element) -> bool:
        """Whether the document asserts something of a concept: its literal then only points there."""
        return self._catalog.of(element) in self._asserted

    def _best(self, element: Element) -> str:
        names = [found for found in children(element, "name") if text_of(found)]
        return own_text(min(names, key=self._rank)) if names else ""

    def _rank(self, name: Element) -> tuple[bool, int]:
        language, role = language_of(name), (name.get("role") or "").rpartition(":")[2]
        strange = bool(language) and language[:2].lower() != self._language[:2].lower()
        rank = _FULL_NAMES.index(role) if role in _FULL_NAMES else len(_FULL_NAMES)
        return strange, rank


def read_concepts(meta: Element | None, names: Names, catalog: Catalog) -> dict[str, list[Any]]:
    """The coded subjects of an item under the record's keys, each once, in the order of the document."""
    found: dict[str, dict[Any, Any]] = {}
    for subject in children(meta, "subject"):
        main = child(subject, "mainConcept")
        concept = _concept(subject if main is None else main, names, catalog)
        if concept:
            listed = found.setdefault(_bucket(subject, names, catalog), {})
            listed.setdefault(tuple(concept.items()), concept)
    return {key: list(concepts.values()) for key, concepts in found.items()}


def _bucket(subject: Element, names: Names, catalog: Catalog) -> str:
    kind = names.type_of(subject)
    if kind in _BUCKETS:
        return _BUCKETS[kind]
    if any(catalog.of(facet).scheme.lower() == "geoprop" for facet in children(subject, "facet")):
        return "places"
    if kind:
        return "subjects"
    scheme = catalog.of(subject).scheme
    return next((key for key, pattern in _SCHEMES if pattern.search(scheme)), "subjects")


def _concept(element: Element, names: Names, catalog: Catalog) -> dict[str, str]:
    code, name = catalog.of(element), names.name(element)
    if not code.scheme and not name:
        return {"name": code.code} if code.code else {}
    local = not code.scheme and names.asserted(element)
    parts = {"name": name, "code": "" if local else code.code, "scheme": code.scheme}
    return {key: value for key, value in parts.items() if value}


def party(element: Element | None, names: Names, catalog: Catalog) -> str:
    """The name of a party (provider, source): its name, literal or code, or the host of its address."""
    if element is None:
        return ""
    return names.name(element) or text_of(element) or _named(catalog.of(element))


def _named(code: Code) -> str:
    address = f"{code.scheme}{code.code}"
    if "//" in address:
        return (urlsplit(address).hostname or "").removeprefix("www.") if _is_url(address) else ""
    return code.code.removeprefix("www.")


def _is_url(address: str) -> bool:
    return re.match(r"https?://[\w.-]+(?:[/:#?]|$)", address) is not None


def places_around(located: Element, names: Names) -> Iterator[str]:
    """The names of a place and of the areas it is in, from inside out."""
    own = names.name(located)
    if own:
        yield own
    for area in children(located, "broader"):
        if name := names.name(area):
            yield name
