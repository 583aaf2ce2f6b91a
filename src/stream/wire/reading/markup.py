"""HTML to plain text with its paragraphs, in time linear in the input whatever the input is.

`html.parser` of the standard library was tried and left: 150 kB of repeated `<!--` or `<a ` keep it
busy for more than ten seconds (Python 3.11), and a partition would stand still for that long.
"""

from __future__ import annotations

import html
import re

_TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9:-]*+)"
    r"(?:[^<>\"']*+(?:(?:\"[^\"<]*+\"|'[^'<]*+')[^<>\"']*+)*+>|[^<>]*+>)"
    r"|<[!?][^<>]*+>"
)
_NO_TEXT = (
    *("script", "style", "head", "title", "template"),
    *("svg", "iframe", "object", "audio", "video", "canvas", "select"),
    *("noscript", "button", "textarea", "del", "s", "strike"),
)
"""Elements whose text isn't the document's: code, metadata, drawings, controls of a page, what is said where a player
or a script can't be run, and what an editor struck out."""

_CLOSERS = {name: re.compile(rf"</{name}\s*+>", re.IGNORECASE) for name in _NO_TEXT}
_HIDDEN = re.compile(rf"<({'|'.join(_NO_TEXT)})(?:\s[^<>]*+)?>", re.IGNORECASE)
_UNSEEN = re.compile(
    r"<(p|div|span|section|li)(?=\s)[^<>]{0,500}?\s(?:hidden(?=[\s>=])|style\s*=\s*[\"'][^\"'<>]{0,300}?"
    r"display\s*:\s*none)[^<>]{0,500}>(?:[^<]++|<(?!/?\1[\s>]))*+</\1\s*+>",
    re.IGNORECASE,
)
"""An element that a page doesn't show, if none of its name is in it."""

_FIGURE = re.compile(r"<figure\b[^<>]*+>", re.IGNORECASE)
_FIGURE_END = re.compile(r"</figure\s*+>", re.IGNORECASE)
_CODE = ("script", "style")
_PARAGRAPH = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hl1", "hl2", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"),
    }
)
_LINE = frozenset({"br", "li", "tr", "option"})
_CELL = frozenset({"td", "th"})
_BROKEN_CELL = re.compile(r"<t[dh]\b[^<>]*+>[^<]*+(?:<br\s*+/?>[^<]*+)++", re.IGNORECASE)
_BR = re.compile(r"<br\s*+/?>", re.IGNORECASE)
_INLINE = re.compile(
    r"<(i|b|em|strong|u|sup|sub|span|font|mark|cite|q|a|small)(?:\s[^<>]{0,200})?>([^<>]{0,500})</\1\s?>",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\s*<(p|div|h[1-6])(?:\s[^<>]{0,200})?>([^<>]*+)</\1\s?>\s*", re.IGNORECASE)
"""A line that is one paragraph of HTML, as the fields of some editors' programs are."""

_MOST_INLINE = 4
"""How deep inline tags of a line may stand in each other."""

_BLOCKS = re.compile(r"</(?:p|div|li|h[1-6]|table|blockquote)\s?>|<br\s?/?>", re.IGNORECASE)
_PARAGRAPH_TAG = re.compile(r"<p(?=[\s/>])", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r\xa0]*\n")
_REFERENCE = re.compile(
    r"&(?:amp|quot|apos|nbsp|lt|gt|[lr]dquo|[lr]squo|[lr]aquo|[nm]dash|hellip|euro|[a-zA-Z](?:uml|acute|grave|circ|tilde"
    r"|cedil)|szlig|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});"
)
_HUGE_REFERENCE = re.compile(r"&#[0-9]{8,}+;?")
_HARD_BLANKS = re.compile(r" ?\xa0[ \xa0]*+")
_BLANK = re.compile(r"\n{3,}")


def looks_like_markup(content_type: str, role: str) -> bool:
    """Whether a text is markup: by its media type, else by its role ("html", "xhtml", "nitf")."""
    name = (content_type or role).lower()
    return "html" in name or "xml" in name or "nitf" in name


def html_to_text(source: str, field: str, warnings: list[str]) -> str:
    """The visible text: a block is a paragraph, `br`, `li`, `tr` a line; script, head and figures go.

    A row of a table is one line, also where a cell has a break.
    """
    source = _without_figures(_without_hidden(_without_comments(source), field, warnings))
    if "hidden" in source or "display" in source:
        source = _UNSEEN.sub("", source)
    source = _BROKEN_CELL.sub(lambda cell: _BR.sub(" ", cell[0]), source)
    text = _TAG.sub(_break, " ".join(source.split()))
    if "&" in text:
        text = html.unescape(_HUGE_REFERENCE.sub("\ufffd", text))
    if "\xa0" in text:
        text = _HARD_BLANKS.sub(" ", text)
    text = "\n".join([line.strip(" ") for line in text.split("\n")])
    return (_BLANK.sub("\n\n", text) if "\n\n\n" in text else text).strip()


def without_html(line: str, field: str, warnings: list[str]) -> str:
    """A line without inline tags that are closed in it, and with the characters that references stand for.

    "Fish &amp; chips" and "<i>Otter</i> sails" are what a system forgot to decode; "a < b" and "R&D" are text.
    """
    plain = _BR.sub(" ", line)
    for _ in range(_MOST_INLINE):
        if not (found := _INLINE.sub(r"\2", plain)) or found == plain:
            break
        plain = found
    plain = whole[2].strip() if (whole := _WHOLE.fullmatch(plain)) else plain
    plain = _REFERENCE.sub(lambda reference: html.unescape(reference[0]), plain)
    if plain == line:
        return line
    warnings.append(f"{field} has HTML in it: read as such")
    return plain


def without_leftovers(text: str, field: str, warnings: list[str]) -> str:
    """A running text that is called plain, with the HTML that it has all the same read as such.

    Closed blocks or line breaks are markup in whatever field they stand; without them only what a line may
    have is read (`without_html`), so that the text's own lines stay.
    """
    if not _BLOCKS.search(text):
        return without_html(text, field, warnings)
    if not _PARAGRAPH_TAG.search(text):
        text = _BLANK_LINE.sub("<p>", text)
    warnings.append(f"{field} has HTML in it: read as such")
    return html_to_text(text, field, warnings)


def _break(tag: re.Match[str]) -> str:
    name = (tag[2] or "").lower()
    if name in _PARAGRAPH:
        return "\n\n"
    if name in _LINE:
        return "" if tag[1] else "\n"
    return " " if name in _CELL else ""


def _without_comments(source: str) -> str:
    """Cut comments out; of one that never ends only the opening goes: the rest may be news."""
    kept, at = [], 0
    while (start := source.find("<!--", at)) >= 0:
        kept.append(source[at:start])
        end = source.find("-->", start + 4)
        if end < 0:
            return "".join([*kept, source[start:].replace("<!--", "")])
        at = end + 3
    return "".join([*kept, source[at:]])


def _without_figures(source: str) -> str:
    """Cut figures out, each a picture with its caption; one that holds a table is part of the text."""
    kept, at = [], 0
    while opening := _FIGURE.search(source, at):
        closing = _FIGURE_END.search(source, opening.end())
        if closing is None:
            break
        figure = source[opening.start() : closing.end()]
        kept += [source[at : opening.start()], figure if "<table" in figure.lower() else "<p>"]
        at = closing.end()
    return "".join([*kept, source[at:]])


def _without_hidden(source: str, field: str, warnings: list[str]) -> str:
    """Cut elements out that aren't text; a script without an end takes the rest, as in browsers."""
    kept, at, start, endless = [], 0, 0, set[str]()
    while opening := _HIDDEN.search(source, start):
        name, start = opening[1].lower(), opening.end()
        closing = None if name in endless else _CLOSERS[name].search(source, start)
        if closing is not None:
            kept.append(source[at : opening.start()] + " ")
            at = start = closing.end()
        elif name in _CODE:
            warnings.append(f"{field} has a {name} without an end: all after it dropped")
            return "".join([*kept, source[at : opening.start()]])
        else:
            endless.add(name)
    return "".join([*kept, source[at:]])
