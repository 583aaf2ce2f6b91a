"""Management of a NewsML-G2 item: class, status, embargo, signals, notes, times and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from stream.errors import NotNews
from stream.formats.dates import read_stated
from stream.formats.newsml_g2.qcodes import Catalog
from stream.formats.outcome import Hints
from stream.formats.xml import Element
from stream.formats.xml.tree import child, children, text_of
from stream.formats.xml.xhtml import own_text
from stream.model.marks import EVOLVED_FROM, SUPERSEDED_BY
from stream.wire.lifecycle.status import read_status

_CLASSES = {
    **dict.fromkeys(("picture", "photo", "image", "still"), "picture"),
    **dict.fromkeys(("graphic", "infographic"), "graphic"),
    **dict.fromkeys(("video", "animation"), "video"),
    "audio": "audio",
    "composite": "composite",
    "event": "event",
    "newscoverage": "planning item",
    "planning": "planning item",
}
"""IPTC's `ninature` codes and what agencies' own lists call the same, by what the refusal names."""

_NO_NOTES = frozenset({"notepad", "closingline", "contacts", "dpacontacts", "genrenote", "embargo"})
"""Roles of notes that are addresses, sign-offs, or said by another element already."""

_REPLACES = re.compile(
    r"evolved?from|supersede[sd]?$|replace[sd]?$|previousversion|newversion|versionof|updateof|rewriteof"
    r"|corrects$|correctionof"
)
_REPLACED_BY = re.compile(r"(?:superseded|replaced|evolved)by$")
_TIMES = (
    ("version_created", (("itemMeta", "versionCreated"), ("contentMeta", "contentModified"))),
    ("first_created", (("itemMeta", "firstCreated"), ("contentMeta", "contentCreated"))),
)


def refuse_class(meta: Element | None, catalog: Catalog, has_text: bool) -> None:
    """Refuse what isn't text news by its class; a composite with a text of its own is read."""
    code = catalog.of(child(meta, "itemClass")).code.lower()
    kind = _CLASSES.get(code)
    if kind is not None and not (kind == "composite" and has_text):
        raise NotNews(kind, "itemClass")


def status(meta: Element | None, catalog: Catalog, warnings: list[str]) -> str:
    """The publishing status; absent means usable, and what can't be resolved is withheld."""
    found = child(meta, "pubStatus")
    if found is None:
        return "usable"
    return read_status(catalog.of(found).code or text_of(found), warnings)


def embargo(meta: Element | None, hints: Hints, warnings: list[str]) -> dict[str, Any]:
    """The record's keys for an embargo; an empty element means until further notice."""
    found = child(meta, "embargoed")
    if found is None:
        return {}
    sent = text_of(found)
    if not sent:
        warnings.append("embargoed until further notice: withheld")
        return {"pub_status": "withheld"}
    stated = read_stated(sent, hints, warnings, is_end=True)
    whole = "T" in stated.iso
    return {
        "embargoed_until": stated.iso if whole else sent,
        "times_as_sent": {"embargoed_until": stated.as_sent},
    }


def times(item: Element, sent: str, hints: Hints, warnings: list[str]) -> dict[str, Any]:
    """When the version and the item were made; a version without a time has that of the message."""
    keys: dict[str, Any] = {}
    as_sent: dict[str, str] = {}
    for key, paths in _TIMES:
        found = [text_of(child(item, *path)) for path in paths]
        text = next(filter(None, found), sent if key == "version_created" else "")
        if text and not found[0] and key == "version_created":
            warnings.append("no versionCreated: the next best time is used")
        stated = read_stated(text, hints, warnings)
        if stated.iso:
            keys[key] = stated.iso
            if not stated.iso.endswith(("Z", "+00:00")) or stated.as_sent[:10] != stated.iso[:10]:
                as_sent[key] = stated.as_sent
    return {**keys, **({"times_as_sent": as_sent} if as_sent else {})}


def signals(meta: Element | None, catalog: Catalog) -> list[str]:
    """What the sender signals, each with its scheme ("sig:correction", "edStat:C")."""
    found = [str(catalog.of(signal)) for signal in children(meta, "signal")]
    return [signal for signal in dict.fromkeys(found) if signal]


def notes(meta: Element | None, catalog: Catalog) -> str:
    """What is said to editors, also what may not be published: corrections first, no contacts and sign-offs."""
    found = [
        (catalog.of(note, "role").code.lower(), own_text(note)) for note in children(meta, "edNote")
    ]
    said = [(role, text) for role, text in found if role not in _NO_NOTES]
    ordered = sorted(said, key=lambda note: not note[0].startswith("correct"))
    return " ".join(dict.fromkeys(text for _, text in ordered if text))


def replaced(meta: Element | None, guid: str, catalog: Catalog) -> dict[str, str]:
    """The ids of another item that this one replaces (`evolvedfrom`) or that replaces it."""
    ids: dict[str, str] = {}
    for link in children(meta, "link"):
        relation = re.sub(r"[^a-z]", "", catalog.of(link, "rel").code.lower())
        target = next(filter(None, _targets(link)), "")
        if not target or target == guid:
            continue
        if _REPLACED_BY.search(relation):
            ids.setdefault(SUPERSEDED_BY, target)
        elif _REPLACES.search(relation):
            ids.setdefault(EVOLVED_FROM, target)
    return ids


def _targets(link: Element) -> Iterator[str]:
    for name in ("residref", "guidref", "uri", "href"):
        yield (link.get(name) or "").strip()
