"""The lines between start of text and " =": marks, notes in brackets, the headline, the byline."""

from __future__ import annotations

import re
from typing import NamedTuple

from stream.formats.datelines import without_dateline
from stream.formats.plain_text import take_mark
from stream.formats.textwires.notes import keeps_back, said_by, states_embargo

_MOST_LINES = 16
_BYLINE = re.compile(r"(?:By|BY|Von|VON|Par|Por|Door|Di|Av|Af|Da|Przez|Από)(?::| ) ?[^\W\d_]")
_MARK = re.compile(
    r"(?:\d{1,2}(?:ST|ND|RD|TH) (?:LD|LEAD)|LEAD(?: \d)?|(?:EXTRA|URGENT|FLASH|BULLETIN|ALERT|SNAP|EIL)"
    r"|UPDATE(?: \d+)?|REFILE|REPEAT|CORRECTED|CORRECTION|CORRECTS|ADVISORY|WRAPUP|ROUNDUP|KILL|HOLD"
    r"|WRITETHRU|TAKE \d+|ADDS?|RECAST|TEST)\b(?:[ -]?(?:WRITETHRU|LEAD|LD|\d+))*",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"(?:KILL\W*){2,}")
_CREDIT = re.compile(r"(?i)(?:mit )?(?:foto|bild|grafik|photo|picture|image|video|audio|archiv)")
_UNDER = re.compile(r"(?i)(?:utl|unterzeile|untertitel|subtitle|sous-titre|subtítulo)\b\.? ?: *")
_BRACKETED = re.compile(r"\([^()]{2,200}\)")
_LONGEST_MARK = 40
_LONGEST_BYLINE = 80


class Heading(NamedTuple):
    """What a heading says: `signals` are its marks as sent and what they declare, `under` the line
    below the headline, which opens the text for a reader."""

    headline: str
    signals: list[str]
    notes: list[str]
    under: list[str]


def read_heading(lines: list[str]) -> tuple[Heading, list[str]]:
    """The heading of a text, and the lines behind it.

    It ends with the line that ends in " ="; without one, at the first blank line. A first paragraph
    with a dateline is the text already.
    """
    lines = without_blanks(lines)
    end = _end(lines)
    first = " ".join(lines[:end]).strip()
    if not first.endswith("=") and without_dateline(first) != first:
        return Heading("", [], [], []), lines
    units = _units([line.strip() for line in lines[:end]])
    return _sorted(units), lines[end:]


def without_blanks(lines: list[str]) -> list[str]:
    """Lines from the first on that is not blank."""
    return lines[next((n for n, line in enumerate(lines) if line.strip()), len(lines)) :]


def above_the_text(lines: list[str]) -> tuple[list[str], list[str]]:
    """What stands between header and text: the slugline, and marks and notes that belong to the heading."""
    marks = [line for line in lines if _BRACKETED.fullmatch(line.strip()) or states_embargo(line)]
    return [line for line in lines if line not in marks], marks


def _end(lines: list[str]) -> int:
    for n, line in enumerate(lines[:_MOST_LINES]):
        if line.rstrip().endswith("="):
            return n + 1
    blank = (n for n, line in enumerate(lines[:_MOST_LINES]) if not line.strip())
    return next(blank, min(1, len(lines)))


def _units(lines: list[str]) -> list[str]:
    """Lines, but a note in brackets that goes over several is one; the end mark goes."""
    units: list[str] = []
    for line in lines:
        line = line.removesuffix("=").strip()
        if units and units[-1].startswith("(") and units[-1].count("(") > units[-1].count(")"):
            units[-1] = f"{units[-1]} {line}"
        elif line:
            units.append(line)
    return units


def _sorted(units: list[str]) -> Heading:
    headline: list[str] = []
    signals: list[str] = []
    notes: list[str] = []
    under: list[str] = []
    byline = False
    for n, unit in enumerate(units):
        if unit.startswith("(") and unit.endswith(")") and len(units) > 1:
            _file_note(" ".join(unit.strip("() ").split()), signals, notes)
        elif headline and (byline or _BYLINE.match(unit)):
            byline = True
        elif len(units) > 1 and (states_embargo(unit) or (not headline and keeps_back(unit))):
            notes.append(unit)
        elif headline and (under or _UNDER.match(unit)):
            under.append(_UNDER.sub("", unit))
        elif not headline and _is_mark(units[n : n + 2]):
            signals += [unit, *said_by(unit)]
        else:
            headline.append(unit)
    title, takes = take_mark(" ".join(headline))
    marks = list(dict.fromkeys([*signals, *takes]))
    return Heading(title, marks, notes, [" ".join(under)] if under else [])


def _is_mark(units: list[str]) -> bool:
    """Whether a line is a mark before the headline: a known one, or a word in capitals on its own (or with a
    number, dpa's `ZUSAMMENFASSUNG 1830`) before a line that isn't in capitals."""
    if len(units) < 2:
        return False
    word, *more = units[0].split()
    bare = not more or (len(more) == 1 and more[0].isdecimal())
    alone = bare and word.isupper() and not units[1].isupper()
    return alone or any(form.fullmatch(units[0]) for form in (_MARK, _REPEATED))


def without_byline(parts: list[str]) -> list[str]:
    """Paragraphs without a byline that stands before them."""
    first = parts[0] if len(parts) > 1 else ""
    named = (
        _BYLINE.match(first) and len(first) <= _LONGEST_BYLINE and not first.endswith((".", ":"))
    )
    return parts[1:] if named else parts


def _file_note(note: str, signals: list[str], notes: list[str]) -> None:
    """A short note in brackets is a mark of the item, a long one tells editors something."""
    if _CREDIT.match(note):
        return
    if len(note) > _LONGEST_MARK:
        notes.append(note)
    else:
        signals.append(note)
    signals.extend(said_by(note))
