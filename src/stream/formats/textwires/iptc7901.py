"""IPTC 7901: the text messages that agencies have sent over wires since the seventies.

    SOH  exi0412 3 rs 38  exi 0412       service and transmission number, priority, category, words,
         Rail/Aldhaven/                  agency and item number; then the slugline
    STX  1ST LEAD                        marks, the headline, the byline, up to " ="
         Night trains return =
         Aldhaven (exi) - Night ...      the text
         exi ke ab                       sign-off: who wrote and edited it
    ETX  071226 GMT Okt 26               day and time, zone, month, year
    EOT

An item has no id of its own; `wiretext.built_uri` makes one of provider, day, service and item number.
An agency's kill names that item number, so it is `alt_ids.sequence`. The provider is the source's, as
the settings name it; the agency's mark in the header names a service of it ("dpa-tns").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from stream.errors import MalformedUpdate, NotNews
from stream.formats.datelines import located
from stream.formats.dates import read_stated
from stream.formats.ids import built_uri, day_of
from stream.formats.outcome import Hints, Outcome
from stream.formats.plain_text import END_MARK, is_table, lines_of, paragraphs
from stream.formats.textwires.codes import decode_wire
from stream.formats.textwires.iptc7901_heading import (
    Heading,
    above_the_text,
    read_heading,
    without_blanks,
    without_byline,
)
from stream.formats.textwires.messages import EOT, ETX, SOH, STX, Message, complete, read_messages
from stream.formats.textwires.notes import embargo
from stream.formats.urgency import read_urgency, scale_of
from stream.wire.dates.months import month_of

_FIRST = re.compile(r"(?P<service>[A-Za-z]{1,8}?)(?P<number>\d{1,6})$")
_DAY = re.compile(r"(?:[^\W\d_]{2,10}\.?, *)?\b\d{1,2}\. ?[^\W\d_]{3,12}\.? \d{4}\s*$")
"""The day that some agencies write behind the header's parts ("Do, 11.Jun 2026"): no item number."""

_AGENCY = re.compile(r"(?P<agency>[A-Za-z][\w/-]{0,15}) +(?P<number>\d{1,6})\s*$")
_NOTEBOOK = re.compile(
    r"(?i)#+ *\S{0,12} *(?:notizblock|notebook|notepad|bloc-?notes|cuaderno)\b"
    r"|(?:the following information is|die folgenden informationen sind) .{0,40}"
    r"(?:publication|veröffentlichung)"
)
_STAMP = re.compile(
    r"(?:[A-Z]{2,8} )?(?P<stamp>\d{6}(?: ?[A-Z]{1,5})? [^\W\d_]{3,12}\.?(?: ?\d\d(?:\d\d)?)?)"
)
"""A line that is day and time with a month's name (`071226 GMT Okt 26`), with AFP's mark before it."""

_STAMPED = re.compile(rf"(?m)^[ \t]*{_STAMP.pattern}[\x00-\x20\x7f]*\Z")
"""The same as the last line of a text."""

_LONGEST_LINE = 200
_FORMS = {"priority": r"[1-9]|[a-z]", "category": r"[^\W\d_]{1,6}", "words": r"\d+"}
_RULE = re.compile(r"(?:[*_=+-] ?){3,}$")
_INITIALS = re.compile(r"[a-z0-9äöüß/.-]{1,6}")
_WRITERS = re.compile(r"[a-z]{1,5}(?:[/-][a-z]{1,5}){1,5}|[A-Z]{2,5}(?: ?/{1,2} ?[A-Z]{2,5}){1,3}")
"""A last line that only says who wrote and edited it: `kex/abc`, `AR // PM`."""


class Header(NamedTuple):
    """The parts of a header line as sent, "" for one that is missing."""

    service: str = ""
    transmission: str = ""
    priority: str = ""
    category: str = ""
    words: str = ""
    agency: str = ""
    number: str = ""


def parse(data: bytes, hints: Hints) -> Iterator[Outcome]:
    """Read the messages of a stream: a record each, or why not."""
    return read_messages(data, hints, "IPTC 7901", _record)


def read_header(line: str) -> Header:
    """The header line; each part is known by its form, so that a missing one shifts none."""
    line = line[:_LONGEST_LINE]
    words = line.split()
    parts: dict[str, str] = {}
    if words and (first := _FIRST.match(words[0])):
        parts.update(service=first["service"], transmission=first["number"])
        words = words[1:]
    for name, form in _FORMS.items():
        if words and re.fullmatch(form, words[0]) and not _is_another(name, words, parts):
            parts[name] = words.pop(0)
    agency = _AGENCY.search(_DAY.sub("", " ".join(words)))
    if agency and month_of(agency["agency"]) is None:
        parts.update(agency=agency["agency"], number=agency["number"])
    return Header(**parts)


def _is_another(name: str, words: list[str], parts: dict[str, str]) -> bool:
    """Whether a word is in the place of a part that is missing.

    A letter is the category and no priority if no other letters come next; the service's name is the
    agency and no category.
    """
    if name == "priority":
        return words[0].isalpha() and not (words[1:] and words[1].isalpha())
    return name == "category" and words[0] == parts.get("service")


def _record(message: Message, hints: Hints) -> dict[str, Any]:
    if not complete(message.data):
        raise MalformedUpdate("message is not complete: no end of text", f"byte {message.offset}")
    warnings: list[str] = []
    text = decode_wire(message.data, hints.language, warnings)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    head, opening, rest = text.partition(STX)
    if not opening:
        head, rest = _without_opening(text, warnings)
    body, tail = _ended(rest)
    top = [line for line in lines_of(head.replace(SOH, "")) if line.strip()]
    header = read_header(top[0].strip()) if top else Header()
    if not header.service and not header.agency:
        warnings.append("the header line can't be read")
    slugs, marks = above_the_text(top[1:])
    lines = lines_of(body.replace(EOT, ""))
    heading, after = read_heading([*marks, *without_blanks(lines)] if marks else lines)
    return _built(header, " ".join(slugs), heading, after, tail, hints, warnings)


def _ended(rest: str) -> tuple[str, str]:
    """A text and what follows its end; day and time follow it, also where they were sent before it."""
    body, _, tail = rest.partition(ETX)
    if any(map(str.isdecimal, tail)) or (found := _STAMPED.search(body)) is None:
        return body, tail
    return body[: found.start()], found["stamp"]


def _without_opening(text: str, warnings: list[str]) -> tuple[str, str]:
    """Header and text of a message without its start of text: the header ends at a blank line, or
    after the slugline that follows one."""
    warnings.append("no start of text: taken to follow the header")
    first, _, rest = text.partition("\n")
    slug, _, after = rest.lstrip("\n").partition("\n")
    return (f"{first}\n{slug}", after) if slug.rstrip().endswith("/") else (first, rest)


def _built(
    header: Header,
    slugline: str,
    heading: Heading,
    lines: list[str],
    tail: str,
    hints: Hints,
    warnings: list[str],
) -> dict[str, Any]:
    news, notes = _parted(
        lines, {header.service.lower(), header.agency.lower(), hints.provider.lower()}
    )
    if is_table(news):
        raise NotNews("results table", f"item {header.agency} {header.number}".strip())
    parts = [*heading.under, *without_byline(paragraphs(news))]
    stated = _sent_at(tail, hints, warnings)
    provider = hints.provider or header.agency or header.service
    record = {
        "uri": _uri(
            header, provider, stated.get("version_created", ""), [heading.headline, *parts]
        ),
        "provider": provider,
        "headline": heading.headline,
        "body": "\n\n".join(parts),
        "slugline": slugline,
        "located": located(parts[:3])[0],
        "language": hints.language,
        "priority": header.priority,
        "urgency": read_urgency(header.priority, scale_of(provider), warnings),
        "signals": heading.signals,
        "ed_note": "\n".join([*heading.notes, *paragraphs(notes)]),
        "subjects": _category(header),
        "alt_ids": _ids(header),
        "format": "iptc7901",
        **stated,
    }
    held = embargo(
        [*heading.notes, *heading.signals], parts[: 1 + len(heading.under)], hints, warnings
    )
    times = {**record.get("times_as_sent", {}), **held.pop("times_as_sent", {})}
    record.update(held, times_as_sent=times, warnings=warnings)
    return record


def _parted(lines: list[str], agencies: set[str]) -> tuple[list[str], list[str]]:
    """The text, and the notes behind it that are not for publication; sign-off and end marks go."""
    lines = _without_sign_off(_without_ends(lines), agencies)
    cut = next((n for n, line in enumerate(lines) if _NOTEBOOK.match(line.strip())), len(lines))
    news = _without_ends(lines[:cut])
    notes = [line.lstrip("# ") for line in lines[cut + 1 :] if not _RULE.match(line.strip())]
    return news, notes


def _without_ends(lines: list[str]) -> list[str]:
    """Lines without the blank ones, the rules and the marks of an end behind them."""
    kept = lines[:]
    while kept and (not kept[-1].strip() or _RULE.match(kept[-1].strip()) or _ends(kept[-1])):
        kept.pop()
    return kept


def _ends(line: str) -> bool:
    return END_MARK.fullmatch(line.strip()) is not None


def _without_sign_off(lines: list[str], agencies: set[str]) -> list[str]:
    """Cut the last line if it is initials, after the agency's mark ("exi ke ab") or with strokes."""
    filled = [n for n, line in enumerate(lines) if line.strip()]
    if not filled:
        return lines
    words = lines[filled[-1]].split()
    if len(filled) > 1 and _WRITERS.fullmatch(" ".join(words)):
        return lines[: filled[-1]]
    marks = {mark for name in agencies for mark in re.split(r"[/-]", name) if mark} | agencies
    initials = len(words) < 12 and all(_INITIALS.fullmatch(word) for word in words[1:])
    if words[0].lower() in marks and initials:
        return lines[: filled[-1]]
    return lines


def _sent_at(tail: str, hints: Hints, warnings: list[str]) -> dict[str, Any]:
    lines = [line.strip() for line in lines_of(tail.partition(EOT)[0]) if line.strip()]
    stamps = (found["stamp"] for line in lines if (found := _STAMP.fullmatch(line)))
    stated = read_stated(next(stamps, lines[0] if lines else ""), hints, warnings)
    return {
        "version_created": stated.iso,
        "times_as_sent": {"version_created": stated.as_sent} if stated.as_sent else {},
    }


def _uri(header: Header, provider: str, sent: str, texts: list[str]) -> str:
    number = "-".join(
        part.lower()
        for part in (header.agency or header.service, header.number or header.transmission)
        if part
    )
    return built_uri("7901", provider, day_of(sent), number, texts)


def _category(header: Header) -> list[dict[str, str]]:
    return [{"code": header.category, "scheme": "iptc7901:category"}] if header.category else []


def _ids(header: Header) -> dict[str, str]:
    ids = {
        "sequence": header.number or header.transmission,
        "transmission": header.service + header.transmission,
    }
    return {kind: id_ for kind, id_ in ids.items() if id_.strip("0")}
