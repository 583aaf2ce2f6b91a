"""ANPA 1312: the wire format of North American agencies, as the AP and Reuters send it.

    SYN SYN SOH W2870 US _asian          service letter and running number, US, selectors
    r i DC3 DC1  BC-AS--Story 1stLd ...  priority, category, text or table, slug, version, day, words
    STX BC-AS--Story, 1st Ld,466<        the slug in full, version, words
    ^Headline<                           heading lines: `^` opens, `<` or `=` closes them; without
                                         any, the headline may stand where the slug does
    ^Eds: With photos.<
    ^By A WRITER=
    TAB TOWN (AP) _ The text ...         a paragraph a line
    ETX AP-WF-06-29-17 2350GMT<          who sent it, day and time
    EOT

An item has no id of its own: service and running number are unique on one day of a provider
(`wiretext.built_uri`), and each later lead has a new number.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from stream.errors import MalformedUpdate, NotNews
from stream.formats.datelines import located, without_dateline
from stream.formats.dates import StatedTime, read_stated
from stream.formats.ids import built_uri, day_of
from stream.formats.outcome import Hints, Outcome
from stream.formats.plain_text import is_table, lines_of
from stream.formats.textwires.anpa_text import Text, read_text
from stream.formats.textwires.codes import decode_wire
from stream.formats.textwires.messages import EOT, ETX, SOH, STX, Message, complete, read_messages
from stream.formats.textwires.notes import embargo, said_by
from stream.formats.urgency import read_urgency, scale_of

_SERVICE = re.compile(r"(?P<service>[A-Za-z])(?P<sequence>\d{3,4})(?P<selector>[\x1f _A-Za-z-]*)$")
_STORY = re.compile(
    r"(?P<priority>[A-Za-z]{1,2}) (?P<category>[A-Za-z])(?P<form>[\x10-\x14]*) +"
    r"(?P<slug>\S.*?) +(?P<date>\d{1,2}-\d{1,2})(?: +(?P<words>\d{1,5}))?\s*$"
)
_VERSION = re.compile(
    r"(?i) +(?P<version>\d{1,2}(?:st|nd|rd|th).*|take \d+.*|adv\d+.*|urgent|correction)$"
)
_LOOSE_STORY = re.compile(
    r"(?P<priority>[A-Za-z]{1,2})(?: (?P<category>[A-Za-z]))?(?: ?[\x10-\x14]+)?(?: +(?P<slug>\S.*?))?\s*$"
)
"""A story line that lacks slug or day: only under a line with the running number, in a message's frame."""

_SENT = re.compile(
    r"(?:(?P<sender>[A-Za-z]{2,8})-(?:[A-Za-z]{1,4}-)?)?(?P<at>\b\d\d-\d\d-\d\d(?:\d\d)? \d{4}[A-Z]{1,5})"
)
_SIGNED = re.compile(rf"(?m)^[ \t]*{_SENT.pattern}<?[\x00-\x20\x7f]*\Z")
"""The last line, if it is the sign-off: `AP-WF-06-29-17 2350GMT<`."""

_LONGEST_LINE = 200
_LOOSE_LINE = 60
_PRESERVED = "\x12"
"""DC2 for columns to be kept as they are; DC1 stands for running text."""


class Header(NamedTuple):
    """The two header lines as sent, "" for a part that is missing; `date` is month and day."""

    service: str = ""
    sequence: str = ""
    selector: str = ""
    priority: str = ""
    category: str = ""
    slug: str = ""
    version: str = ""
    date: str = ""
    words: str = ""
    preserved: bool = False


def read_header(text: str) -> Header | None:
    """Find the header lines in a text, with or without their control characters; None without any.

    It is a header if there is a line with priority, category, slug and day; the line with the running
    number before it may be missing. Character references (`&#5;`, `&lt;`) are resolved first.
    """
    parts: dict[str, Any] = {}
    for line in _header_lines(text):
        if story := _STORY.match(line):
            parts.update(story.groupdict(default=""), preserved=_PRESERVED in story["form"])
            del parts["form"]
            if version := _VERSION.search(parts["slug"]):
                parts.update(slug=parts["slug"][: version.start()], version=version["version"])
            return Header(**parts)
        if service := _SERVICE.match(line):
            parts.update(service.groupdict(), selector=service["selector"].strip("\x1f"))
    return None


def _header_lines(text: str) -> list[str]:
    lines = re.split(f"[\r\n{SOH}]", html.unescape(text))
    stripped = (line.strip("\x01\x02\x05\x16\x1f ") for line in lines)
    return [line for line in stripped if 0 < len(line) <= _LONGEST_LINE]


def _broken_header(text: str, warnings: list[str]) -> Header | None:
    """What is left of a header whose story line lacks parts; None without a running number."""
    service = story = None
    for line in _header_lines(text):
        service = service or _SERVICE.match(line)
        story = story or (
            _LOOSE_STORY.match(line) if service and len(line) <= _LOOSE_LINE else None
        )
    if service is None:
        return None
    warnings.append("the header lacks priority, slug or day: read as far as it goes")
    named: dict[str, Any] = {**service.groupdict(), "selector": service["selector"].strip("\x1f")}
    named.update(story.groupdict(default="") if story else {})
    return Header(**named)


def parse(data: bytes, hints: Hints) -> Iterator[Outcome]:
    """Read the messages of a stream: a record each, or why not."""
    return read_messages(data, hints, "ANPA 1312", _record)


def _record(message: Message, hints: Hints) -> dict[str, Any]:
    where = f"byte {message.offset}"
    if not complete(message.data):
        raise MalformedUpdate("message is not complete: no end of text", where)
    warnings: list[str] = []
    head, opening, rest = decode_wire(message.data, hints.language, warnings).partition(STX)
    header = read_header(head) or _broken_header(head, warnings)
    if header is None:
        raise MalformedUpdate("no ANPA 1312 header line", where)
    body, _, tail = _with_end(rest).partition(ETX)
    lines = lines_of(body.replace(EOT, ""), keep="\x08")
    if is_table([line for line in lines if not line.startswith("^") or "\x08" in line]) or (
        header.preserved and any("\x08" in line for line in lines)
    ):
        raise NotNews("results table", f"item {header.service}{header.sequence}")
    if not opening:
        warnings.append("no start of text: the message has no text")
    return _built(header, lines, tail, hints, warnings)


def _with_end(text: str) -> str:
    """A text with its end set before the sign-off, where a transmission has lost that character."""
    found = None if ETX in text else _SIGNED.search(text)
    return f"{text[: found.start()]}{ETX}{text[found.start() :]}" if found else text


def _built(
    header: Header, lines: list[str], tail: str, hints: Hints, warnings: list[str]
) -> dict[str, Any]:
    text = read_text(lines)
    sent = _SENT.search(tail)
    place, agency = located(text.paragraphs[:3])
    provider = hints.provider or (sent["sender"] if sent else "") or agency
    if not provider:
        raise MalformedUpdate("the item names no provider, and the source has none", header.slug)
    stated = _sent_at(header, sent["at"] if sent else "", hints, warnings)
    version = text.version or header.version
    number = f"{header.service}{header.sequence}".lower()
    headline = text.headline or _opening(text.paragraphs)
    return {
        "uri": built_uri(
            "anpa", provider, day_of(stated.iso), number, [headline, *text.paragraphs]
        ),
        "provider": provider,
        "headline": headline,
        "body": "\n\n".join(text.paragraphs),
        "version_created": stated.iso,
        "slugline": text.slug or header.slug,
        "located": place,
        "language": hints.language,
        "priority": header.priority,
        "urgency": read_urgency(header.priority, scale_of(provider), warnings),
        "signals": list(dict.fromkeys([*_marks(version), *text.signals])),
        "ed_note": "\n".join(text.notes),
        "subjects": [{"code": header.category, "scheme": "anpa:category"}]
        if header.category
        else [],
        "alt_ids": _ids(header),
        "format": "anpa1312",
        **_held(header, text, stated, hints, warnings),
        "warnings": warnings,
    }


def _held(
    header: Header, text: Text, stated: StatedTime, hints: Hints, warnings: list[str]
) -> dict[str, Any]:
    """The embargo, if there is one, and the sender's words for the times.

    A slug may say it ("BC-embargoed-for-1500est"): the hour is one of the header's day then.
    """
    slug = f"{header.slug.partition('-')[2].replace('-', ' ')} {_day_in_words(header.date)}"
    held = embargo(text.notes, [*text.paragraphs[:1], slug], hints, warnings)
    times = {"version_created": stated.as_sent, **held.pop("times_as_sent", {})}
    return {**held, "times_as_sent": {key: sent for key, sent in times.items() if sent}}


def _day_in_words(date: str) -> str:
    """`11-13` as `13 Nov`, which a date reader can't mistake; nothing for nothing."""
    month, _, day = date.partition("-")
    return f"{int(day)} {_MONTHS[int(month) % 13]}".strip() if day else ""


def _marks(version: str) -> list[str]:
    return [version, *said_by(version)] if version else []


def _opening(parts: list[str]) -> str:
    """The headline of an alert that has none: its first paragraph, without the dateline."""
    return without_dateline(parts[0]) if parts else ""


def _sent_at(header: Header, at: str, hints: Hints, warnings: list[str]) -> StatedTime:
    """When it was sent: the sign-off's time, else the header's day, of the year of arrival."""
    if at:
        return read_stated(at, hints, warnings)
    stated = read_stated(_day_in_words(header.date), hints, warnings)
    return StatedTime(stated.iso, header.date)


_MONTHS = (
    "",
    *["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
)


def _ids(header: Header) -> dict[str, str]:
    ids = {"sequence": header.sequence, "transmission": header.service + header.sequence}
    return {kind: id_ for kind, id_ in ids.items() if id_.strip("0")}
