"""XHTML, NITF and like trees to plain text with their paragraphs; escaped HTML and plain text too.

A tree is walked without recursion, so its depth costs nothing. Tables of results are told from text
here as well: they are rows of cells with no sentence around them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from lxml import etree

from stream.formats.ninjs.tables import is_table as results_rows
from stream.formats.plain_text import is_table, lines_of, paragraphs
from stream.formats.xml import Element
from stream.formats.xml.tree import first, inside, name_of, text_of
from stream.wire.reading.markup import html_to_text

_PARAGRAPH = frozenset(
    {
        *("address", "article", "aside", "block", "blockquote", "body", "body.content", "bq"),
        *("caption", "credit", "dd", "div", "dl", "dt", "figcaption", "footer", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hl1", "hl2", "hedline", "hr", "main", "note", "ol", "p"),
        *("nitf-table", "pre", "section", "table", "ul", "fn", "abstract", "details", "summary"),
    }
)
_LINE = frozenset({"li", "tr", "option"})
_CELL = frozenset({"td", "th"})
_HIDDEN = frozenset(
    {
        *("head", "title", "script", "style", "template", "figure", "media", "nav", "audio"),
        *("video", "picture", "svg", "object", "iframe", "body.head", "body.end", "tagline"),
        *("noscript", "button", "textarea", "select", "del", "s", "strike"),
    }
)
"""What stands beside the text: metadata, code, pictures with their captions, navigation, what was struck out."""

_AROUND = frozenset({"header", "footer"})
"""Hidden where there is text beside them: they repeat headline, byline, time and keywords."""

_BETWEEN = frozenset({"table", "tbody", "thead", "tfoot", "tr", "ul", "ol", "dl"})
"""Elements in which white space and stray text stand between rows and entries."""

_BREAK = "\v"
_BREAKS = re.compile(r"\v[ \t\r\n\v]*\v")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_BLANK = re.compile(r"\n{3,}")
_BLANKS = " \t\r\n\f"
_SPACES = re.compile(r"\s+")

_WRAPPED = range(40, 91)
"""Characters of a line that a wire broke to fit its screen (wires: 60 to 69, plain mail: 72 to 78)."""

_ESCAPED_TAG = re.compile(r"<(?:/?(?:p|div|br|html|body|table|ul|h\d)\b[^<>]{0,300})>", re.I)
_LEAKED = re.compile(r"<([a-z]{2,12})>([^<>\n]{0,80})</\1>")
"""A pair of tags that a sender escaped by mistake ("800<endash>-</endash>1 000"): its text stays."""

_EMBEDDED = re.compile(r"</(?:script|div|iframe|blockquote|span|section|figure)\s*>", re.I)
_ESCAPED = re.compile(r"&(?:#\d{1,6}|#[xX][0-9A-Fa-f]{1,5}|quot|amp|apos|nbsp|lt|gt);")
_FEWEST_WORDS, _PROSE_WORDS = 6, 25
_FEWEST_ROWS = 4
_MOST_LINES = 50_000
"""Lines of one text whose layout is read; what has more is no wire text."""

_LOOKED_AT = 20_000
"""Characters of a text that are judged: what begins as a table of results doesn't turn into a report."""


class Shown(NamedTuple):
    """The visible text of a tree in paragraphs, and whether it is a table with no text around it."""

    text: str
    table: bool


def shown(root: Element, warnings: list[str]) -> Shown:
    """The visible text of a tree; a tree that holds nothing but escaped HTML is read as that.

    It is a table if it has four rows or more and no sentence stands around them.
    """
    if len(root) == 0 and _ESCAPED_TAG.search(root.text or ""):
        return Shown(plain(root.text or "", warnings), False)
    text = _text(root, _HIDDEN | _AROUND) or _text(root, _HIDDEN)
    if len(_ESCAPED_TAG.findall(text[:_LOOKED_AT])) > 1:
        return Shown(html_to_text(text, "body", warnings), False)
    if not text or first(root, "table", "nitf-table") is None:
        return Shown(text, False)
    around = _text(root, _HIDDEN | _AROUND | {"table", "nitf-table"})
    return Shown(text, _has_rows(root) and not has_prose(around))


def _has_rows(root: Element) -> bool:
    rows = islice(inside(root, "tr", "nitf-table"), _FEWEST_ROWS)
    return sum(_FEWEST_ROWS if name_of(row) == "nitf-table" else 1 for row in rows) >= _FEWEST_ROWS


def plain(text: str, warnings: list[str]) -> str:
    """Plain text in paragraphs: lines that a wire broke to fit a screen are joined again.

    Tags of HTML mean that it isn't plain, whatever it is called; one tag around a text that brings its
    own layout is dropped.
    """
    if _ESCAPED_TAG.search(text):
        bare = _ESCAPED_TAG.sub("\n", text)
        if len(_ESCAPED_TAG.findall(text)) > 2 or "<" in bare:
            return html_to_text(text, "body", warnings)
        text = bare
    if text.count("\n") >= _MOST_LINES:
        return _BLANK.sub("\n\n", text).strip()
    lines = lines_of(text.strip("\r\n").expandtabs(4))
    if not is_table(lines) and _indented(lines):
        return "\n\n".join(paragraphs(lines))
    parts = _BLANK_LINE.split("\n".join(_dedented(lines)).strip("\n"))
    return "\n\n".join(filter(None, (_joined(part.split("\n")) for part in parts)))


def has_prose(text: str) -> bool:
    """Whether a text has a sentence: six words up to a stop, or a paragraph of 25 words, few of them
    figures."""
    for line in text[:_LOOKED_AT].splitlines():
        words = line.split()
        figures = sum(any(map(str.isdecimal, word)) for word in words)
        if len(words) >= _FEWEST_WORDS and figures * 4 > len(words):
            continue
        if len(words) >= _PROSE_WORDS or any(stop in line for stop in "。؟।"):
            return True
        if any(_ends_sentence(word) for word in words[_FEWEST_WORDS - 1 :]):
            return True
    return False


def _ends_sentence(word: str) -> bool:
    """Whether a word ends a sentence: abbreviations ("Nr.", "St.", "Bor.") and figures do not."""
    bare = word.rstrip("\"'»”’)")
    return bare[-1:] in tuple(".!?") and len(bare) > 4 and bare[:-1].isalpha()


def _text(root: Element, hidden: Iterable[str]) -> str:
    pieces: list[str] = []
    walker = etree.iterwalk(root, events=("start", "end"))
    blocks: list[str] = []
    for event, element in walker:
        name = name_of(element).lower()
        if event == "end":
            pieces += [_after(name), _flat(element.tail, _innermost(blocks, name))]
        elif name in hidden and element is not root and not _tabular(name, element):
            walker.skip_subtree()
            blocks.append(name)
        else:
            in_cell = name == "br" and not _CELL.isdisjoint(blocks[-2:])
            blocks.append(name)
            pieces += [" " if in_cell else _before(name), _flat(element.text, name)]
    return _tidy("".join(pieces))


def _tabular(name: str, element: Element) -> bool:
    """Whether a figure holds a table, which is part of the text, and not a picture."""
    return name == "figure" and first(element, "table") is not None


def _innermost(blocks: list[str], name: str) -> str:
    """Close an element and return the one that its tail is in."""
    if blocks:
        blocks.pop()
    return blocks[-1] if blocks else name


def _before(name: str) -> str:
    if name in _PARAGRAPH:
        return "\n\n"
    if name in _LINE:
        return "\n"
    return _BREAK if name == "br" else " " if name in _CELL else ""


def _after(name: str) -> str:
    return "\n\n" if name in _PARAGRAPH else ""


def _flat(text: str | None, name: str) -> str:
    """Text on one line, but for the lines of `pre` and the blank lines of a block without `p`."""
    if not text or (name in _BETWEEN and not text.strip()):
        return ""
    laid = name == "pre" or (name in _PARAGRAPH and "\n" in text.strip())
    if laid and text.count("\n") < _MOST_LINES:
        lines = lines_of(text.expandtabs(4))
        if name == "pre" or is_table(_dedented(lines)):
            return "\n".join(_dedented(lines))
        if _laid_out(lines):
            return (_BREAK * 2).join(paragraphs(lines)) + (" " if text[-1].isspace() else "")
    head = " " if text[0].isspace() else ""
    tail = " " if text[-1].isspace() else ""
    return head + _spaced(text.strip(_BLANKS)) + tail


def _spaced(text: str) -> str:
    """Each run of white space as one space; the first look spares a text of millions of words."""
    return text if text.isprintable() and "  " not in text else _SPACES.sub(" ", text)


def _dedented(lines: list[str]) -> list[str]:
    """Lines without the indentation that all after the first share: that is the file's, not the text's."""
    rest = [line for line in lines[1:] if line.strip()]
    shared = min((len(line) - len(line.lstrip()) for line in rest), default=0)
    return [lines[0].strip(), *(line[shared:] for line in lines[1:])]


def _laid_out(lines: list[str]) -> bool:
    """Whether a text brings its own layout: blank lines or indented ones begin its paragraphs.

    Reuters and ANSA put a whole wire text into one `p` in this way. Where every line is indented, the
    indentation is the file's.
    """
    filled = [number for number, line in enumerate(lines) if line.strip()]
    inner = lines[filled[0] : filled[-1]] if filled else []
    return any(not line.strip() for line in inner) or _indented(lines)


def _indented(lines: list[str]) -> bool:
    """Whether some lines after the first are indented and others are not."""
    kinds = {line.startswith("  ") for line in lines[1:] if line.strip()}
    return len(kinds) > 1


def _tidy(text: str) -> str:
    text = _BREAKS.sub("\n\n", text)
    if _ESCAPED.search(text):
        text = _ESCAPED.sub(lambda match: html.unescape(match[0]), text)
    text = _LEAKED.sub(r"\2", text)
    lines = (_joined(_bare(line).split(_BREAK)) for line in text.split("\n"))
    return _BLANK.sub("\n\n", "\n".join(lines)).strip()


def _bare(line: str) -> str:
    """A paragraph that is the code of an embedded post or player as text, without its tags."""
    return html_to_text(line, "body", []) if _EMBEDDED.search(line) else line


def _joined(lines: list[str]) -> str:
    """Lines of one paragraph: joined if their length shows that they were broken to fit a screen."""
    lines = [_spaced(line).strip() for line in lines]
    lines = [line for line in lines if line]
    wrapped = len(lines) > 1 and all(len(line) in _WRAPPED for line in lines[:-1])
    runs_on = wrapped and any(line[0].islower() for line in lines[1:])
    return (" " if runs_on else "\n").join(lines)


def is_results(text: str) -> bool:
    """Whether a text is a table of results, by its rows."""
    return results_rows(text[:_LOOKED_AT])


def own_text(element: Element | None) -> str:
    """All text of an element on one line, twice-escaped characters resolved."""
    return _ESCAPED.sub(lambda match: html.unescape(match[0]), text_of(element))
