"""Ritzau's own XML (`RBNews`, Denmark), alone or in the list that its queue answers with.

`NewsID` is the item's id, `version` counts its versions; `Annuleret`, `Korrektion` and `NyVersion` say
that it is withdrawn, a correction, a new version; `Replaces` names the item that it takes the place of.
Times have no zone: they are Copenhagen's, where the agency is, unless the source says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from stream.errors import MalformedUpdate
from stream.formats.dates import read_stated
from stream.formats.outcome import Hints, Outcome, Refused, judged
from stream.formats.urgency import read_urgency
from stream.formats.xml import Element, read_xml
from stream.formats.xml.tree import child, inside, text_of
from stream.model.marks import EVOLVED_FROM
from stream.wire.reading.markup import html_to_text

_DECLARED = {"Annuleret": "kill", "Korrektion": "correction", "NyVersion": "update"}
_ZONE = "Europe/Copenhagen"
_CODE = re.compile(r"\d{8}")


def parse(data: bytes, hints: Hints) -> Iterator[Outcome]:
    """Read the items of a document: a record each, or why not."""
    try:
        document = read_xml(data, hints.max_bytes)
    except MalformedUpdate as error:
        yield Refused(error)
        return
    hints = replace(hints, zone=hints.zone or _ZONE)
    items = list(inside(document.root, "RBNews"))
    if not items:
        yield Refused(MalformedUpdate("no Ritzau item (RBNews)", hints.name))
    for item in items:
        try:
            yield judged(_record(item, hints, list(document.warnings)), hints)
        except MalformedUpdate as error:
            yield Refused(error)


def _record(item: Element, hints: Hints, warnings: list[str]) -> dict[str, Any]:
    identifier = text_of(child(item, "NewsID"))
    if not identifier:
        raise MalformedUpdate("the item has no id", "NewsID")
    body = html_to_text(_markup(item, "content"), "content", warnings)
    signals = [signal for name, signal in _DECLARED.items() if _says(item, name)]
    headline = text_of(child(item, "headline")) or text_of(child(item, "subtitle"))
    priority = text_of(child(item, "Priority"))
    stated = read_stated(text_of(child(item, "PublishDate")), hints, warnings)
    return {
        "uri": f"urn:newsml:ritzau.dk:{identifier}",
        "provider": hints.provider or "Ritzau",
        "version": text_of(child(item, "version")),
        "version_created": stated.iso,
        "pub_status": "canceled" if "kill" in signals else "usable",
        "headline": headline or body.partition("\n")[0],
        "body": body,
        "slugline": text_of(child(item, "strapline")),
        "located": text_of(child(item, "town")),
        "language": hints.language or "da",
        "priority": priority,
        "urgency": read_urgency(priority, "iptc", warnings),
        "signals": signals,
        "ed_note": html_to_text(_markup(item, "TilRedaktionen"), "ed_note", warnings),
        "subjects": _subjects(item),
        "alt_ids": _replaced(item),
        "format": "ritzau",
        "times_as_sent": {"version_created": stated.as_sent},
        "warnings": warnings,
    }


def _markup(item: Element, name: str) -> str:
    """A text that is HTML; some items have it escaped once more."""
    content = child(item, name)
    text = "" if content is None else "".join(map(str, content.itertext()))
    return text.replace("&amp;", "&") if "&amp;" in text else text


def _says(item: Element, name: str) -> bool:
    return text_of(child(item, name)).lower() in ("true", "1")


def _subjects(item: Element) -> list[dict[str, str]]:
    section = text_of(child(item, "section"))
    codes = [
        {"code": code, "scheme": "IptcSubjectCodes"}
        for found in inside(item, "IPTCList")
        for code in _CODE.findall(" ".join(map(str, found.itertext())))
    ]
    short = text_of(child(item, "sectionShort"))
    return [
        *([{"name": section, "code": short, "scheme": "ritzau:section"}] if section else []),
        *codes,
    ]


def _replaced(item: Element) -> dict[str, str]:
    named = text_of(child(item, "Replaces")) or text_of(child(item, "replacedID"))
    return {EVOLVED_FROM: f"urn:newsml:ritzau.dk:{named}"} if named else {}
