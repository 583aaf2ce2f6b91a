"""Text as wires set it: lines and paragraphs, tables that are none, and the marks at ends and of later takes."""

from __future__ import annotations

import re
from collections.abc import Iterable

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u0080-\u009f]")

_LIST_LINE = re.compile(r"[-*•–+#|] |\d{1,2}[.)] |\+\+\+")

_STOPS = ".:;!?\"'”»)|"

_STAYS_APART = re.compile(r"(?:und|oder|bzw|sowie|bis|and|or|to|et|ou|och|og|en|y|e)\b")

END_MARK = re.compile(
    r"(?i)(?:-+ ?)?\(?(?:ends?|ende|fin|reuters?|enditem|more|mehr)\)?(?: ?-+)?|-0-|#{2,}"
    r"|\((?:schluss|forts(?:etzung|\.))[^()]{0,20}\)(?: [a-z]{2,4}(?:[/*+-][a-z]{2,4})*)?"
    r"|(?:[a-z]{2,5}/)?(?:fim|fine|slut)"
    r"|[a-z]{2,5}\d{3,4} +\d{4}-\d\d-\d\d/\d\d:\d\d|=+ ?[^\W\d_]{2,12}"
)
"""Ends of an item, with the initials and the stamp that APA sets behind its own; Kyodo's `==Kyodo`."""

_TAKE = re.compile(r"(?<!\s)\s+(=\d{1,2})\s*$")
"""Tried only where white space begins, so that thousands of spaces cost no more than their number."""


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


def take_mark(headline: str) -> tuple[str, list[str]]:
    """A headline without the mark of a later take (`=2`), and that mark."""
    match = _TAKE.search(headline)
    return (headline[: match.start()].rstrip(), [match[1]]) if match else (headline, [])


def is_table(lines: Iterable[str]) -> bool:
    """Whether most of a text is rows of cells: results, weather, prices, and no news text."""
    filled = [line for line in lines if line.strip()]
    rows = sum(1 for line in filled if _is_row(line))
    return rows >= 4 and rows * 2 > len(filled)


def _is_row(line: str) -> bool:
    cells = re.split(r"\||;|\t+| {2,}|\^{2,}|(?:\. ){2,}|\.{3,}", line.strip())
    return len([cell for cell in cells if cell.strip(" ^_.<=")]) >= 3
