"""Codes of NewsML-G2: qcode, uri or literal, to the short code that everyone knows.

A qcode's prefix is only a name that a catalogue in the document may change; the scheme behind it
counts. Catalogues elsewhere are never fetched: prefixes without a declaration mean what they mean in
IPTC's own catalogue (https://www.iptc.org/std/catalog/), and others are kept as they are sent.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator
from typing import NamedTuple

from stream.formats.xml import Element
from stream.formats.xml.tree import children

_NEWSCODES = "http://cv.iptc.org/newscodes/"
_OF_IPTC = {
    "stat": "pubstatusg2/",
    "ninat": "ninature/",
    "cinat": "cinature/",
    "plinat": "plinature/",
    "catinat": "catinature/",
    "sig": "signal/",
    "irel": "itemrelation/",
    "cpnat": "cpnature/",
    "medtop": "mediatopic/",
    "subj": "subjectcode/",
    "genre": "genre/",
    "nprov": "newsprovider/",
    "drol": "descriptionrole/",
    "hld": "headlinerole/",
    "ednoterole": "ednoterole/",
    "loctyp": "location/",
    "cwarn": "contentwarning/",
    "nmsig": "newsmsgsignal/",
}
_CVX = "http://cvx.iptc.org/"
_ELSEWHERE = {
    "iso3166-1a2": _CVX + "iso3166-1a2/",
    "iso3166-1a3": _CVX + "iso3166-1a3/",
    "iso3166-2": _CVX + "iso3166-2/",
    "a1312cat": _CVX + "anpa1312-category/",
    "isin": _CVX + "isin/",
    "geonames": "http://sws.geonames.org/",
    "wikidata": "http://www.wikidata.org/entity/",
    "wd": "http://www.wikidata.org/entity/",
}
_KNOWN = {alias: _NEWSCODES + name for alias, name in _OF_IPTC.items()} | _ELSEWHERE
_PREFIX = {uri: alias for alias, uri in reversed(_KNOWN.items())}
_HTTP = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_LONGEST = 300


class Code(NamedTuple):
    """A code, and its scheme: IPTC's prefix, else the prefix or the address as sent; either may be ""."""

    scheme: str
    code: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.code}" if self.scheme else self.code


class Catalog:
    """The prefixes that a document declares, over those of IPTC."""

    def __init__(self, *layers: dict[str, str]) -> None:
        self._layers = layers
        self._declared = ChainMap(*layers)

    def with_schemes_of(self, holder: Element | None) -> Catalog:
        """The same with the `catalog` elements of an item or a message header on top."""
        found = {} if holder is None else dict(_schemes(holder))
        return Catalog(found, *self._layers) if found else self

    def of(self, element: Element | None, name: str = "") -> Code:
        """The code of an element: its uri, qcode or literal; or of one attribute that is a qcode."""
        if element is None:
            return Code("", "")
        if name:
            return self.resolve(element.get(name) or "")
        if uri := (element.get("uri") or "").strip():
            return split_uri(uri)
        if qcode := (element.get("qcode") or "").strip():
            return self.resolve(qcode)
        return Code("", (element.get("literal") or "").strip()[:_LONGEST])

    def resolve(self, qcode: str) -> Code:
        """The code that a qcode ("stat:usable") means; a full address is taken as well."""
        qcode = qcode.strip()[:_LONGEST]
        alias, colon, code = qcode.partition(":")
        if code.startswith("//"):
            return split_uri(qcode)
        if alias not in self._declared or not colon:
            return Code(alias, code) if colon else Code("", qcode)
        found = split_uri(self._declared[alias] + code)
        return found if found.scheme in _KNOWN else Code(alias, code)


def split_uri(uri: str) -> Code:
    """A concept's address as scheme and code; the schemes that everyone knows by their prefix."""
    uri = uri.strip()[:_LONGEST]
    cut = max(uri.rfind("/"), uri.rfind("#"), -1 if "//" in uri else uri.rfind(":")) + 1
    scheme, code = uri[:cut], uri[cut:]
    if not code:
        return Code("", uri)
    plain = _HTTP.sub("http://", scheme)
    return Code(_PREFIX.get(plain) or _PREFIX.get(plain.replace("//", "//www.", 1)) or scheme, code)


def _schemes(holder: Element) -> Iterator[tuple[str, str]]:
    for catalog in (*children(holder, "catalog"), *children(holder, "catalogRef")):
        for scheme in children(catalog, "scheme"):
            alias, uri = scheme.get("alias"), scheme.get("uri")
            if alias and uri:
                yield alias.strip(), uri.strip()
