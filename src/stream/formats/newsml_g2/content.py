"""Which content of a NewsML-G2 item is its text: inline XHTML, NITF, plain text or escaped HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from stream.errors import NotNews
from stream.formats.base64_text import text_of_base64
from stream.formats.nitf.body import body_of, headline_of, located_of
from stream.formats.xml import Element
from stream.formats.xml.tree import child, children, inside, language_of, name_of, text_of
from stream.formats.xml.xhtml import Shown, own_text, plain, shown
from stream.wire.reading.markup import html_to_text, looks_like_markup

TABLE = "results table"
_OTHER = {
    "sports-content": "sports statistics (SportsML)",
    "events": "event",
    "event": "event",
    "xbrl": "company report (XBRL)",
    "svg": "graphic (SVG)",
    "concepts": "concept",
}
"""Roots of inline XML that hold data and no report, by what a reader would call them."""

_MEDIA = {"image": "picture", "video": "video", "audio": "audio"}
_FILE = re.compile(r"octet-stream|pdf|zip|x-zip|msword|vnd\.(?:ms-|openxmlformats)")
_HALF = 2
"""Plain text goes before markup unless it has less than half the length: then it is a summary."""


class Content(NamedTuple):
    """The text of an item, and what it says of itself where the item's metadata say nothing."""

    text: str = ""
    headline: str = ""
    slugline: str = ""
    located: str = ""
    language: str = ""
    table: bool = False


def find_content(item: Element, language: str, warnings: list[str]) -> Content:
    """The item's text; content in another language than the item's is taken only if it is all there is.

    Content that is data or lies elsewhere raises a NotNews that names its kind.
    """
    holder = child(item, "contentSet")
    parts = [] if holder is None else [part for part in _parts(holder) if not _media(part)]
    found = [_read(part, warnings) for part in parts]
    texts = [content for content in found if content.text or content.headline]
    spoken = [content for content in texts if _speaks(content, language)] or texts
    if spoken:
        longest = max(len(content.text) for content in spoken)
        return next(c for c in spoken if len(c.text) * _HALF >= longest)
    if holder is not None:
        _refuse_other(holder)
    return Content()


def _parts(holder: Element) -> Iterator[Element]:
    """Plain text first, then markup, each in the order of the document."""
    yield from (part for part in children(holder, "inlineData") if not _is_markup(part))
    yield from children(holder, "inlineXML")
    yield from (part for part in children(holder, "inlineData") if _is_markup(part))


def _media(part: Element) -> str:
    """The kind of a content that is a picture, a sound or a file and no text, "" for any other."""
    top, _, kind = (part.get("contenttype") or "").lower().partition("/")
    return _MEDIA.get(top, "") or ("file" if top == "application" and _FILE.match(kind) else "")


def _is_markup(part: Element) -> bool:
    return looks_like_markup(part.get("contenttype") or "", "")


def _speaks(content: Content, language: str) -> bool:
    return not content.language or content.language[:2].lower() == language[:2].lower()


def _read(part: Element, warnings: list[str]) -> Content:
    language = language_of(part)
    if name_of(part) == "inlineData":
        return Content(_data(part, warnings), language=language)
    root = next(iter(part), None)
    name = "" if root is None else name_of(root).lower()
    if root is None:
        return Content(shown(part, warnings).text, language=language)
    if name in _OTHER:
        return Content()
    if name == "nitf":
        body = body_of(root, warnings)
        place = located_of(root)
        return Content(
            body.text, headline_of(root), located=place, language=language, table=body.table
        )
    return _html(part if len(part) > 1 else root, language, warnings)


def _html(root: Element, language: str, warnings: list[str]) -> Content:
    body: Shown = shown(root, warnings)
    title = next((own_text(found) for found in inside(root, "h1", "title") if text_of(found)), "")
    return Content(
        _opened(body.text, title, root),
        title if body.text else "",
        _slugline(root),
        language=language or language_of(root),
        table=body.table,
    )


def _opened(text: str, title: str, root: Element) -> str:
    """A text without the teaser that repeats its headline; a dateline that is a paragraph of its own opens
    the next one."""
    text = text.removeprefix(f"{title}\n\n") if title else text
    for found in inside(root, "span", "p"):
        if "dateline" in (found.get("class") or "").lower() and (line := own_text(found)):
            before, alone, rest = text.partition(f"{line}\n\n")
            if alone and before[-1:] in ("", "\n"):
                return f"{before}{line} {rest}"
    return text


def _slugline(root: Element) -> str:
    """The words of a list that says it is the slugline (dpa sets it into the text's header)."""
    for found in inside(root, "ul", "p"):
        if (found.get("class") or "").lower() == "slugline":
            words = [own_text(entry) for entry in children(found, "li")] or [own_text(found)]
            return "/".join(word for word in words if word)
    return ""


def _data(part: Element, warnings: list[str]) -> str:
    text = "".join(map(str, part.itertext()))
    if (part.get("encoding") or "").lower().endswith("base64"):
        text = text_of_base64(text, "inlineData", warnings)
    return html_to_text(text, "body", warnings) if _is_markup(part) else plain(text, warnings)


def _refuse_other(holder: Element) -> None:
    """Say what the content is if none of it is text."""
    for root in (root for part in children(holder, "inlineXML") for root in part):
        if kind := _OTHER.get(name_of(root).lower()):
            raise NotNews(kind, "inlineXML")
    for name in ("inlineData", "remoteContent"):
        for part in children(holder, name):
            if kind := _media(part):
                raise NotNews(kind, name)
