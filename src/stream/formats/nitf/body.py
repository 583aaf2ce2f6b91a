"""The text parts of an NITF document, alone or inline in NewsML-G2: headline, place, body."""

from __future__ import annotations

import re

from stream.formats.datelines import located
from stream.formats.plain_text import END_MARK
from stream.formats.xml import Element
from stream.formats.xml.tree import child, children, inside, text_of
from stream.formats.xml.xhtml import Shown, own_text, shown
from stream.wire.dates.months import month_of

_DAY_OR_AGENCY = re.compile(
    r"\s*(?:\(|[-–—:]\s*$|,?\s+\d|,?\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\s(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.?\s+\d).*$",
    re.DOTALL,
)
_PLACE = re.compile(r"(?!.* - )[^\W\d_](?:[^\W\d_]|[ .,'’/()-]){1,60}")
_LONGEST = 200
_OPENING = 8
"""Paragraphs in which a dateline may stand: notes, summaries and the byline can go before it."""

_STAMP = re.compile(r"\d{4}-\d\d-\d\d|\d{8}T|\d\d:\d\d")


def headline_of(nitf: Element) -> str:
    """The main headline, else the document's title."""
    head = child(nitf, "body", "body.head")
    for found in inside(head, "hl1"):
        if text_of(found):
            return own_text(found)
    hedline = child(head, "hedline")
    return own_text(hedline) or own_text(child(nitf, "head", "title"))


def located_of(nitf: Element) -> str:
    """The place of the dateline: its location's city, or its words up to date and agency."""
    dateline = child(nitf, "body", "body.head", "dateline")
    if dateline is None:
        return ""
    for place in inside(dateline, "location"):
        parts = [text_of(part) for part in place if text_of(part)]
        return parts[0] if parts else text_of(place)
    stamps = {text_of(stamp) for stamp in children(dateline, "story.date")}
    return "" if text_of(dateline) in stamps else place_in(text_of(dateline))


def place_in(dateline: str) -> str:
    """The place that a dateline begins with ("ROMA, 01 LUG -"); "" for one that is only a time."""
    dateline = dateline[:_LONGEST]
    if _STAMP.search(dateline):
        return ""
    place, _ = located([dateline])
    place = place or _DAY_OR_AGENCY.sub("", dateline).strip(" ,-–—:")
    return place if _is_place(place) else ""


def place_in_text(body: str, provider: str = "") -> str:
    """The place of the dateline that a text begins with; with a provider, only one that it signs."""
    place, agency = located(body.split("\n\n", _OPENING)[:_OPENING])
    signed = agency.casefold().split("/")[0] in provider.casefold() if agency else not provider
    return place if signed and _is_place(place) else ""


def _is_place(name: str) -> bool:
    """Whether a name can be a place: "MARCH 4 (Reuters) -" has the day where others have one."""
    return _PLACE.fullmatch(name) is not None and month_of(name.rstrip(".")) is None


def _without_end_mark(text: str) -> str:
    """A text without the line that only says that it is over ("ends")."""
    above, _, last = text.rpartition("\n\n")
    return above if above and END_MARK.fullmatch(last.strip()) else text


def body_of(nitf: Element, warnings: list[str]) -> Shown:
    """The text of the body's content, else of the abstract."""
    body = child(nitf, "body")
    content = child(body, "body.content")
    found = Shown("", False) if content is None else shown(content, warnings)
    if found.text:
        return found._replace(text=_without_end_mark(found.text))
    abstract = child(body, "body.head", "abstract")
    if abstract is not None and text_of(abstract):
        return Shown(shown(abstract, warnings).text, False)
    return Shown("", False) if body is None or content is not None else shown(body, warnings)
