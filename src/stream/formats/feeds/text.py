"""Titles and texts of a feed to plain text: what is markup, and what only looks like it.

Nobody says reliably whether a feed's text is markup: RSS doesn't say, Atom's `type` is often wrong for
bodies. So markup is what closes an element of HTML, or has one that needs no closing, or a character
reference; a `<` before anything else ("<4%", "<no comment>") is a character of the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from stream.wire.reading.markup import html_to_text

_ELEMENT_NAMES = (
    "a abbr acronym address applet area article aside audio b base bdi bdo big blockquote body br"
    " button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir"
    " div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6"
    " head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee"
    " menu meta meter nav nobr noscript object ol optgroup option output p param path picture pre"
    " progress q rp rt ruby s samp script search section select slot small source span strike strong"
    " style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt"
    " u ul var video wbr"
)
_ELEMENTS = frozenset(_ELEMENT_NAMES.split())
"""Elements of HTML, the obsolete ones included (WHATWG HTML, 4 and 16.2)."""

_VOID = "area|br|col|embed|hr|img|input|link|meta|source|track|wbr"
_MARKUP = re.compile(
    rf"</([A-Za-z][A-Za-z0-9]*)\s*>|<(?:{_VOID})(?=[\s/>])|&(?:#[0-9]{{1,7}}|#[xX][0-9A-Fa-f]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});",
    re.IGNORECASE,
)
_BLOCKS = re.compile(r"</?(?:p|br|div|li|tr)(?=[\s/>])", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p(?=[\s/>])", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r\xa0]*\n")
_TAG_LIKE = re.compile(r"<(/?)([A-Za-z][^\s<>/]*)|<(?![/!?A-Za-z])")
_CLOSING = re.compile(r"</([A-Za-z][^\s<>/]*)\s*>")
_TWICE = re.compile(
    r"&(?:#[0-9]{1,6}|#[xX][0-9A-Fa-f]{1,5}|(?!(?:lt|gt);)[A-Za-z][A-Za-z0-9]{1,31});", re.I
)
"""References left after all were resolved: the sender escaped twice. Those of `<` and `>` stay, for there
the second time may be meant."""


_TEXTUAL = ("text/plain", "text/html", "application/xhtml+xml")


def is_markup(text: str) -> bool:
    """Whether a text of unstated kind is markup."""
    return any(
        match[1] is None or match[1].lower() in _ELEMENTS for match in _MARKUP.finditer(text)
    )


def title_text(entry: Mapping[str, Any], version: str, warnings: list[str]) -> str:
    """The title on one line. Atom's type counts; in RSS the text itself shows whether it is markup."""
    detail = entry.get("title_detail") or {}
    value = str(detail.get("value") or entry.get("title") or "")
    kind = str(detail.get("type") or "text/plain")
    stated = version.startswith("atom")
    if kind == "application/xhtml+xml" or (kind == "text/html" if stated else is_markup(value)):
        value = markup_text(value, "headline", warnings)
    return " ".join(value.split())


def body_text(entry: Mapping[str, Any], warnings: list[str]) -> str:
    """The text in paragraphs: the first full content that has any, else the summary."""
    contents = [part for part in entry.get("content") or [] if part.get("type") in _TEXTUAL]
    summary = entry.get("summary_detail") or {"value": entry.get("summary") or ""}
    for part in (*contents, summary):
        if text := _part_text(part, warnings):
            return text
    return ""


def _part_text(part: Mapping[str, Any], warnings: list[str]) -> str:
    value = str(part.get("value") or "")
    kind = part.get("type") or "text/html"
    if kind == "text/plain" and not (is_markup(value) and _BLOCKS.search(value)):
        return plain_text(value)
    if kind == "text/plain":
        warnings.append("body is declared as plain text and is markup")
    return (
        markup_text(value, "body", warnings) if "<" in value or "&" in value else plain_text(value)
    )


def plain_text(text: str) -> str:
    """Paragraphs of a plain text: blank lines part them, single line ends are only wrapping."""
    return "\n\n".join(
        words for part in _BLANK_LINE.split(text) if (words := " ".join(part.split()))
    )


def markup_text(markup: str, field: str, warnings: list[str]) -> str:
    """Markup to text; blank lines part paragraphs where no `p` does (as WordPress stores them)."""
    if not _PARAGRAPH.search(markup):
        markup = _BLANK_LINE.sub("<p>", markup)
    text = html_to_text(_with_signs_escaped(markup), field, warnings)
    return _TWICE.sub(lambda match: html.unescape(match[0]), text).strip()


def _with_signs_escaped(markup: str) -> str:
    """Escape each `<` that opens no element: neither one of HTML or with a hyphen or prefix, nor closed."""
    closed = {name.lower() for name in _CLOSING.findall(markup)}

    def escape(match: re.Match[str]) -> str:
        name = (match[2] or "").lower()
        element = name in _ELEMENTS or "-" in name or ":" in name or name in closed
        return match[0] if element else f"&lt;{match[0][1:]}"

    return _TAG_LIKE.sub(escape, markup)
