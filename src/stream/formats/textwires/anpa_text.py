"""The text of an ANPA message: heading lines told apart, paragraphs, and its old typography."""

from __future__ import annotations

import re
from typing import NamedTuple

from stream.formats.datelines import located
from stream.formats.plain_text import paragraphs, take_mark
from stream.formats.textwires.notes import keeps_back, said_by

_PICTURES = re.compile(
    r"(?:AP )?(?:Photos?|Graphics?|Videos?|Audio|Interactives?)\b(?: [A-Z]{2,5}\d|.{0,3}$)|AP (?:Photo|Video|Graphic)"
)
_NOTE = re.compile(
    r"(?i)\(?(?:eds?|editors?|editor's note|note|attention|advisory|trims?)\b ?[:._—]"
)
_ADVANCE = re.compile(r"(?i)\$?adv\.? ?\d{1,2}(?:[-/]\d{1,2})?")
"""The mark of an advance with its day (`$adv14`)."""

_EMBARGOED = re.compile(r"(?i)\W*(?:embargo|hold for release|for release|not for )")
_BYLINE = re.compile(r"(?i)by (?:the )?[A-Z]")
_NAMED = re.compile(r"(?:By|BY) [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3}")
"""A byline that no mark sets apart: a name and nothing else."""

_PICK_UP = re.compile(r"[A-Z][A-Z .'-]{2,40}: [a-z].{0,80}\.")
"""Where an addition goes on: the dateline's place and the last words of the take before it."""

_VERSION = re.compile(
    r"(?i), *(?P<version>(?:\d{1,2}(?:st|nd|rd|th) (?:ld|lead|add|sub|insert|optional)\b[^,]*"
    r"|take \d+|correction|writethru|kill|urgent)[^,]*)"
)
_SLUG = re.compile(r"(?i:am|ap|bc|pm)-|\S+$|.*(?:\S--\S|[,<]$|, *\d{1,6}$)")
"""A first line that is the slug: the cycle before it (`BC-`, `AM-`, `PM-`, `AP-`), one word, its parts' dashes, the
count of words."""

_FLASH = "*"
"""Asterisks stand before the one line of a flash of Reuters' wire of 1987."""

_LONGEST_HEADING, _MOST_HEADINGS = 100, 6
_COUNT = re.compile(r", *\d{0,6}$")
_NUMBERED = re.compile(r"\*\d{4}<? *\^?")
_RULE = re.compile(r"[_=*-]{3,}=?$")
_SIGN_OFF = re.compile(r"(?i)(?:reuters?|ap|upi|afp|-0-|#{3}|-?30-?)$")


class Text(NamedTuple):
    """What stands between start and end of text; `notes` are for editors, the byline is left out."""

    slug: str
    version: str
    headline: str
    paragraphs: list[str]
    notes: list[str]
    signals: list[str]


def read_text(lines: list[str]) -> Text:
    """Tell slug, headline, notes and paragraphs apart by the marks that open and close the lines."""
    parted = _behind_blanks(lines)
    lines = [line for line in lines if line.strip()]
    sent = len(lines)
    slug, version = "", ""
    title, lines = _title(lines)
    if lines and not title and not lines[0].startswith("\t"):
        slug, version = _slug(_plain(lines[0]))
        lines = lines[1:]
    opened = _above_text(lines)
    top = [line for n, line in enumerate(lines) if line.startswith("^") or n < opened]
    cut = sent - len(lines)
    body = [
        part
        for n, line in enumerate(lines)
        if not line.startswith("^") and n >= opened
        for part in (["", line] if n + cut in parted else [line])
    ]
    marks = [text for line in top if _ADVANCE.fullmatch(text := _plain(line))]
    headline, notes, rest = _headings([line for line in top if _plain(line) not in marks])
    while body and _SIGN_OFF.match(_plain(body[-1])):
        body.pop()
    parts = [text for line in paragraphs(body) if (text := _plain(line)) and not _RULE.match(text)]
    if not (title or headline) and _is_headline(parts):
        title, *parts = parts
    headline, takes = take_mark(title or headline)
    signals = [*takes, *marks, *(kind for note in notes for kind in said_by(note))]
    return Text(slug, version, headline, parts or rest, notes, signals)


def _behind_blanks(lines: list[str]) -> set[int]:
    """Which of the lines that aren't blank have one before them: without tabs it is what parts paragraphs."""
    filled = [n for n, line in enumerate(lines) if line.strip()]
    return {place for place, n in enumerate(filled) if n and not lines[n - 1].strip()}


def _is_headline(parts: list[str]) -> bool:
    """Whether a text opens with a headline that only a blank line sets apart: short, without dateline or stop."""
    first = parts[0] if len(parts) > 1 else ""
    short = 0 < len(first) <= _LONGEST_HEADING and first[-1] not in '.!?:;,”"'
    return short and located([first]) == ("", "")


def _title(lines: list[str]) -> tuple[str, list[str]]:
    """The headline of a text that marks none and has it where others have their slug, and the lines below.

    Reuters' wire of 1987 sends `TOWN COUNCIL RESIGNS` above the dateline; one in capitals may have more lines.
    """
    first = _plain(lines[0]).lstrip(_FLASH).strip() if lines else ""
    marked = any(line.startswith("^") for line in lines)
    if not first or marked or lines[0][0].isspace() or _slug(first)[1] or _SLUG.match(first):
        return "", lines
    end = 1
    while end < len(lines) and first.isupper() and _goes_on(lines[end], lines[end + 1 :]):
        end += 1
    return " ".join([first, *map(_plain, lines[1:end])]), lines[end:]


def _goes_on(line: str, below: list[str]) -> bool:
    """Whether a line in capitals is more of a headline: what is below it is not all in capitals, too."""
    indented = line.startswith(("\t", "  "))
    return line.isupper() and not indented and any(not other.isupper() for other in below)


def _above_text(lines: list[str]) -> int:
    """How many lines stand above a text whose paragraphs begin with a tab: its heading, marked or not.

    A heading is short; a text that is tabbed only further down has none without marks.
    """
    tabbed = next((n for n, line in enumerate(lines) if line.startswith("\t")), 0)
    short = all(len(line) <= _LONGEST_HEADING and line[:1] != " " for line in lines[:tabbed])
    return tabbed if short and tabbed <= _MOST_HEADINGS else 0


def _headings(top: list[str]) -> tuple[str, list[str], list[str]]:
    """The headline, the notes, and the lines that are neither (the text of a list of headlines).

    A line closed by `=` is set in the middle: a byline or a title of a table, a headline only if
    there is no other.
    """
    notes, titles, centred = list[str](), list[str](), list[str]()
    for line in top:
        text = _plain(line)
        if not text or _PICTURES.match(text) or _NAMED.fullmatch(text):
            continue
        if _is_note(text) or _PICK_UP.fullmatch(text) or (not titles and keeps_back(text)):
            notes.append(text.strip("()"))
        elif line.rstrip(" <").endswith("="):
            centred.append(text)
        else:
            titles.append(text)
    first = titles or [text for text in centred if not _BYLINE.match(text)]
    return (first[0] if first else ""), notes, titles[1:]


def _is_note(text: str) -> bool:
    return _NOTE.match(text) is not None or _EMBARGOED.match(text) is not None


def _slug(text: str) -> tuple[str, str]:
    text = _COUNT.sub("", _NUMBERED.sub("", text)).strip(" ,<")
    version = _VERSION.search(text)
    if version is None:
        return text, ""
    return (text[: version.start()] + text[version.end() :]).strip(" ,"), version["version"].strip()


def _plain(line: str) -> str:
    """A line without its marks; quotes and dashes as print has them (` _ ` is the wire's dash)."""
    text = line.strip().lstrip("^").rstrip("<= ").replace("\x08", "")
    text = text.replace("``", "“").replace("''", "”").replace(" _ ", " — ")
    return " ".join(text.split())
