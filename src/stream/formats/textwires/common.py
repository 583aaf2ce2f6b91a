"""What IPTC 7901 and ANPA 1312 share: control characters, messages, paragraphs, marks, datelines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from stream.errors import MalformedUpdate
from stream.formats.dates import read_stated
from stream.formats.outcome import Hints, Outcome, Read, Refused, with_data
from stream.wire.lifecycle.deadlines import has_prose
from stream.wire.lifecycle.holds import Words, says_hold
from stream.wire.lifecycle.signals import declared

SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"
"""Start of heading, start of text, end of text, end of transmission: the frame of a message."""

_FRAME = re.compile(rb"\x01[^\x01\x04]*+\x04?")
_MARK = b"\xef\xbb\xbf"
"""UTF-8's byte order mark: some programs set it before any file that they save."""

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f]")
_LETTER = re.compile(rb"[A-Za-z0-9\x80-\xff]{3}")
_LIST_LINE = re.compile(r"[-*•–+#|] |\d{1,2}[.)] |\+\+\+")
_STOPS = ".:;!?\"'”»)|"
_STAYS_APART = re.compile(r"(?:und|oder|bzw|sowie|bis|and|or|to|et|ou|och|og|en|y|e)\b")
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^()\n]{1,80}?),? \((?P<agency>[A-Za-z][^()\n]{1,30})\)\.? ?[-–—_:]{1,2} ?"
)
_SLASHED = re.compile(
    r"(?P<place>[^\W\d_][^()/\n]{1,80}?),?\.? /(?P<agency>[^\W\d_][^()/\n]{1,30})/(?:[.:]| ?[-–—]{1,2})(?: |$)"
)
"""TASS, Ritzau and PR Newswire: `MOSCOW, June 11. /TASS/. The ...`."""

_DATED = re.compile(
    r"(?P<place>[A-Z][^()\n]{1,60}?), [A-Z][a-z]{2,8}\.? \d{1,2}(?: \(.{2,30}\)| [A-Z]{2,5})? ?[-–—_] "
)
_DAY = re.compile(
    r",? +(?:\d{1,2}\.? +[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.? +\d{1,2})(?:,? +\d{4})?$"
)
_EMBARGO = re.compile(
    r"(?i)\W*(?:(?:strictly |strikt |strict )?(?:embargo(?:ed|t|)?|sperrfrist|hold for release"
    r"|not for (?:release|publication|use)|frei(?:gegeben)? ab|nicht vor)\b)"
    r"(?P<link>\s*:|(?: (?:before|until|till|to|for|bis|für|jusqu[’']au|jusqu[’']à|for release)\b){1,2})?"
    r"[\s:.,-]*(?P<until>.*)"
)
_AHEAD = timedelta(days=180)
"""An embargo without a year ends within half a year of its arrival, a date line's day within a day."""

END_MARK = re.compile(
    r"(?i)(?:-+ ?)?\(?(?:ends?|ende|fin|reuters?|enditem|more|mehr)\)?(?: ?-+)?|-0-|#{2,}"
    r"|\((?:schluss|forts(?:etzung|\.))[^()]{0,20}\)(?: [a-z]{2,4}(?:[/*+-][a-z]{2,4})*)?"
    r"|[a-z]{2,5}\d{3,4} +\d{4}-\d\d-\d\d/\d\d:\d\d|=+ ?[^\W\d_]{2,12}"
)
"""Ends of an item, with the initials and the stamp that APA sets behind its own; Kyodo's `==Kyodo`."""

_TAKE = re.compile(r"(?<!\s)\s+(=\d{1,2})\s*$")
"""Tried only where white space begins, so that thousands of spaces cost no more than their number."""


class Message(NamedTuple):
    """One message of a stream: its bytes, and the offset at which they begin."""

    data: bytes
    offset: int


def judged(record: dict[str, Any], hints: Hints) -> Outcome:
    """A record as an outcome: without its empty keys, and refused for its warnings if strict."""
    record = {key: value for key, value in record.items() if value not in (None, "", [], {})}
    if hints.strict and "warnings" in record:
        why = "; ".join(record["warnings"])
        return Refused(MalformedUpdate(f"strict: {why}", f"uri {record['uri']}"))
    return Read(record)


def split_messages(data: bytes) -> Iterator[Message | MalformedUpdate]:
    """The messages of a stream, in order; text between them that belongs to none is an error each.

    A frame without any text is a sign of life on the line and no message.
    """
    at = len(_MARK) if data.startswith(_MARK) else 0
    for frame in _FRAME.finditer(data):
        yield from _stray(data, at, frame.start())
        if _LETTER.search(frame[0]):
            yield Message(frame[0], frame.start())
        at = frame.end()
    yield from _stray(data, at, len(data))


def read_messages(
    data: bytes,
    hints: Hints,
    standard: str,
    record_of: Callable[[Message, Hints], dict[str, Any]],
) -> Iterator[Outcome]:
    """Read the messages of a stream of the named standard: a record each, or why not."""
    if len(data) > hints.max_bytes:
        yield Refused(
            MalformedUpdate(f"{len(data)} bytes, more than {hints.max_bytes}", hints.name)
        )
        return
    found = False
    for message in split_messages(data):
        found = True
        if isinstance(message, MalformedUpdate):
            yield Refused(message)
            continue
        try:
            yield with_data(judged(record_of(message, hints), hints), message.data)
        except MalformedUpdate as error:
            yield Refused(error, data=message.data)
    if not found:
        yield Refused(MalformedUpdate(f"no {standard} message", hints.name))


def _stray(data: bytes, start: int, end: int) -> Iterator[MalformedUpdate]:
    if _LETTER.search(data, start, end):
        yield MalformedUpdate("text outside of a message (no start of heading)", f"byte {start}")


def complete(message: bytes) -> bool:
    """Whether a message has its end: a cut text is worse than none, its denial is what is lost."""
    return b"\x03" in message or b"\x04" in message


def lines_of(text: str, keep: str = "") -> list[str]:
    """The lines of a text, whatever ends them (`\\r\\n`, `\\n`, both mixed), without controls but `keep`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x10", " ")
    unseen = re.compile(f"(?![{re.escape(keep)}]){_UNSEEN.pattern}") if keep else _UNSEEN
    return [unseen.sub("", line).rstrip() for line in text.split("\n")]


def paragraphs(lines: Iterable[str]) -> list[str]:
    """Paragraphs of lines that a wire has wrapped.

    A blank line ends one; a tab or two spaces before a line begin one; list lines stay their own.
    """
    done: list[list[str]] = [[]]
    for line in lines:
        text = line.strip()
        if not text or _opens(line, text, done[-1]):
            done.append([])
        if text:
            done[-1].append(text)
    return [_joined(part) for part in done if part]


def _opens(line: str, text: str, part: list[str]) -> bool:
    """Whether a line begins a paragraph; a dash in running text (no stop before it) does not."""
    listed = bool(part) and _LIST_LINE.match(part[0]) is not None and part[0][-2:] != " -"
    if line.startswith("\t"):
        return True
    if _LIST_LINE.match(text):
        return listed or not part or part[-1][-1] in _STOPS
    return line.startswith("  ") and not listed


def _joined(lines: list[str]) -> str:
    """Lines as one: a hyphen at a line's end is part of the word (`Co-` + `Vorsitzende`)."""
    text = lines[0]
    for line in lines[1:]:
        hyphened = len(text) > 1 and text[-1] == "-" and text[-2].isalnum()
        text += line if hyphened and not _STAYS_APART.match(line) else " " + line
    return " ".join(text.split())


def located(parts: Iterable[str]) -> tuple[str, str]:
    """The dateline's place and agency from the first paragraph that has one ("" if none has)."""
    for text in parts:
        if match := _DATELINE.match(text) or _SLASHED.match(text):
            return _DAY.sub("", match["place"]).strip(" ,"), match["agency"].strip()
        if match := _DATED.match(text):
            return match["place"].strip(" ,"), ""
    return "", ""


def without_dateline(text: str) -> str:
    """A paragraph without its dateline: the headline of an alert that has none."""
    match = _DATELINE.match(text) or _SLASHED.match(text) or _DATED.match(text)
    return text[match.end() :].strip() if match else text


def take_mark(headline: str) -> tuple[str, list[str]]:
    """A headline without the mark of a later take (`=2`), and that mark."""
    match = _TAKE.search(headline)
    return (headline[: match.start()].rstrip(), [match[1]]) if match else (headline, [])


def said_by(mark: str) -> list[str]:
    """What a mark or a note declares ("correction", "kill"), as a signal, if it does."""
    kind = declared("usable", (), mark, ed_note=mark)
    return [] if kind == "none" else [kind]


def keeps_back(line: str) -> bool:
    """Whether a line in capitals of a heading keeps the item back ("HOLD", "HOLD - HOLD - HOLD")."""
    return line.isupper() and says_hold(Words("", line.replace("/", " - "), ""))


def embargo(
    notes: Iterable[str], texts: Iterable[str], hints: Hints, warnings: list[str]
) -> dict[str, Any]:
    """The record's keys for an embargo that a note to editors states, or a text for readers.

    A note whose end can't be read holds the item (it is handed on as it is). A text has to say until
    when: a headline about an oil embargo holds nothing.
    """
    for note in notes:
        if (match := _EMBARGO.match(note)) and not _is_news(match):
            stated = read_stated(match["until"], hints, warnings, _AHEAD)
            return _held(stated.iso if "T" in stated.iso else note, stated.as_sent or note)
    for text in texts:
        match = _EMBARGO.match(text) if states_embargo(text) else None
        if match and not _has_words(match["until"]):
            stated = read_stated(match["until"], hints, [], _AHEAD)
            if "T" in stated.iso:
                return _held(stated.iso, stated.as_sent)
    return {}


def _is_news(match: re.Match[str]) -> bool:
    """Whether a note tells of an embargo in the news, or of a use in one place: "Embargo on oil: adds"."""
    return not match["link"] and _has_words(match["until"])


def _has_words(until: str) -> bool:
    """Whether anything but numbers, days, months and zones follows: "until 31 January extended" is news."""
    return has_prose(re.sub(r"\d+", " ", until))


def _held(until: str, as_sent: str) -> dict[str, Any]:
    return {"embargoed_until": until, "times_as_sent": {"embargoed_until": as_sent}}


def states_embargo(line: str) -> bool:
    """Whether a line of a heading gives the end of an embargo: its word, digits, and a link (`until`) or
    nothing but a time."""
    match = _EMBARGO.match(line)
    if match is None or not any(c.isdigit() for c in match["until"]):
        return False
    return bool(match["link"]) or not _has_words(match["until"])


def is_table(lines: Iterable[str]) -> bool:
    """Whether most of a text is rows of cells: results, weather, prices, and no news text."""
    filled = [line for line in lines if line.strip()]
    rows = sum(1 for line in filled if _is_row(line))
    return rows >= 4 and rows * 2 > len(filled)


def _is_row(line: str) -> bool:
    cells = re.split(r"\||;|\t+| {2,}|\^{2,}|(?:\. ){2,}|\.{3,}", line.strip())
    return len([cell for cell in cells if cell.strip(" ^_.<=")]) >= 3


def day_of(iso: str) -> str:
    """The UTC day of a time in ISO 8601, as `20260611`; the stated day if it has no zone."""
    if not iso:
        return ""
    at = datetime.fromisoformat(iso)
    return (at.astimezone(UTC) if at.tzinfo else at).strftime("%Y%m%d")


def built_uri(kind: str, provider: str, date: str, number: str, texts: Iterable[str]) -> str:
    """The id of an item that has none: format, provider, day and running number (RFC 8141 URN).

    A wire counts anew each day, so day and number are unique within a service. Without a day, or
    with no number but zeros, the content stands in: a digest of its texts.
    """
    owner = _slug(provider) or "unknown"
    if date and number.strip("0 -:abcdefghijklmnopqrstuvwxyz"):
        return f"urn:newswire:{kind}:{owner}:{date}:{number}"
    digest = hashlib.sha256("\n".join(texts).encode("utf-8", "replace")).hexdigest()[:16]
    return f"urn:newswire:{kind}:{owner}:{date or 'undated'}:{digest}"


def _slug(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name.strip().lower()).strip("-")
