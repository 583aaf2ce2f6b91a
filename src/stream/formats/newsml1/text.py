"""Which content of a NewsML 1 item is its text, and that text in paragraphs."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from stream.errors import MalformedUpdate, NotNews
from stream.formats.base64_text import text_of_base64
from stream.formats.newsml1.tree import formal
from stream.formats.plain_text import is_table, lines_of, paragraphs
from stream.formats.xml import Element
from stream.formats.xml.tree import child, inside, language_of, name_of, text_of
from stream.wire.reading.markup import html_to_text

_KINDS = {
    **dict.fromkeys(("photo", "picture", "image", "pictures", "still"), "picture"),
    **dict.fromkeys(("graphic", "graphics", "infographic", "illustration"), "graphic"),
    **dict.fromkeys(("video", "movingimage", "animation", "film"), "video"),
    **dict.fromkeys(("audio", "sound"), "audio"),
    **dict.fromkeys(("complexdata", "binary", "data", "application"), "data"),
}
"""IPTC's media types (NewsML 1.2) and what senders write for them, by what a reader calls them."""

_ASIDE = re.compile(
    r"(?i)caption|style ?sheet|thumb|subhead|headline|summary|abstract|script|related|logo|preview"
    r"|boiler|contact|copyright|sidebar|translation|image|photo|picture"
)
_MARKUP = re.compile(r"<(?:p|br|div|html|body|nitf|ul|table|h\d)\b[^>]{0,200}>", re.IGNORECASE)
_SIGN_OFF = re.compile(r"[a-z]{1,5}(?:[-/][a-z]{1,6}){1,6}/?")
_COPYRIGHT = re.compile(r"(?i)©|\(c\) ?\d{4}")
_HIDDEN = frozenset({"body.head", "body.end", "media", "head", "style", "script", "tobject"})


class Content(NamedTuple):
    """The component that holds the text, its paragraphs, and a headline that the text has itself."""

    component: Element
    paragraphs: list[str]
    headline: str


class _Piece(NamedTuple):
    """A content with what its components say of it."""

    content: Element
    component: Element
    role: str
    language: str


def find_text(item: Element, language: str) -> Content | None:
    """The main text of an item, or None if it has no content at all.

    Of equal texts in several languages the source's own is taken, else the first. An item with other
    content only raises a NotNews that names its kind.
    """
    pieces = list(_pieces(item))
    main = [piece for piece in pieces if not _ASIDE.search(piece.role) and _is_text(piece.content)]
    if not main:
        _refuse_kind(item, [piece.content for piece in pieces])
        return None
    chosen = _preferred(main, language)
    parts = [part for piece in _with_siblings(chosen, main) for part in _paragraphs(piece.content)]
    while parts and (_SIGN_OFF.fullmatch(parts[-1]) or _COPYRIGHT.match(parts[-1])):
        parts.pop()
    return Content(chosen.component, parts, _own_headline(chosen.content))


def _pieces(item: Element) -> Iterator[_Piece]:
    """The contents of an item in order, not those of an item within it (a package may hold some)."""
    stack = [(item, item, "", "")]
    while stack:
        element, component, role, language = stack.pop()
        if name_of(element) == "ContentItem":
            yield _Piece(element, component, role, language)
            continue
        if name_of(element) == "NewsComponent":
            component, role = element, formal(child(element, "Role"))
            stated = formal(child(element, "DescriptiveMetadata", "Language"))
            language = stated or language_of(element) or language
        inner = [found for found in element if name_of(found) in ("NewsComponent", "ContentItem")]
        stack.extend((found, component, role, language) for found in reversed(inner))


def _refuse_kind(item: Element, contents: list[Element]) -> None:
    """Say what the item is if it holds no text; a caption is part of its picture."""
    inner = inside(item, "NewsItem", "NewsItemRef")
    if not contents and any(found is not item for found in inner):
        raise NotNews("package")
    kinds = [kind for content in contents if (kind := _kind(content))]
    if kinds:
        raise NotNews(kinds[0])
    if any(content.get("Href") for content in contents):
        raise MalformedUpdate("the text is not in the document (Href)", "ContentItem")


def _kind(content: Element) -> str:
    media = formal(child(content, "MediaType")).replace(" ", "").lower()
    mime = formal(child(content, "MimeType")).lower().partition("/")[0]
    return _KINDS.get(media) or (_KINDS.get(mime, "") if media != "text" else "")


def _is_text(content: Element) -> bool:
    data = next(inside(content, "DataContent"), None)
    return not _kind(content) and data is not None and bool(text_of(data))


def _preferred(pieces: list[_Piece], language: str) -> _Piece:
    wanted = (language or pieces[0].language)[:2].lower()
    spoken = [piece for piece in pieces if piece.language[:2].lower() == wanted] or pieces[:1]
    named = [piece for piece in spoken if piece.role.lower() == "main"]
    return max(named or spoken, key=lambda piece: len(text_of(piece.content)))


def _with_siblings(chosen: _Piece, main: list[_Piece]) -> list[_Piece]:
    """The contents beside the chosen one, unless they are the same in other forms."""
    around = chosen.component
    if around.get("EquivalentsList") == "yes" or child(around, "BasisForChoice") is not None:
        return [chosen]
    return [piece for piece in main if piece.component is around]


def _paragraphs(content: Element) -> list[str]:
    parts: list[str] = []
    for data in inside(content, "DataContent"):
        _refuse_table(data)
        if len(data):
            parts += _split(html_to_text(_inner(data), "body", []))
        elif _MARKUP.search(plain := _plain(data)):
            parts += _split(html_to_text(plain, "body", []))
        else:
            if is_table(lines := lines_of(plain)):
                raise NotNews("results table")
            parts += paragraphs(lines)
    return parts


def _plain(data: Element) -> str:
    """The characters of a content; NewsML 1 says that they are encoded by an element around them."""
    text, around = "".join(map(str, data.itertext())), data.getparent()
    notation = "" if around is None else (around.get("Notation") or "").lower()
    return text_of_base64(text, "DataContent", []) if "base64" in notation else text


def _split(text: str) -> list[str]:
    return [part for part in re.split(r"\n\s*\n", text) if part.strip()]


def _refuse_table(data: Element) -> None:
    rows = [text_of(row) for row in inside(data, "tr")]
    if len(rows) > 3 and sum(map(len, rows)) * 2 > len(text_of(data)):
        raise NotNews("results table")


def _inner(data: Element) -> str:
    """The markup in an element, without namespaces and what is no running text."""
    body = next(inside(data, "body.content"), None)
    tree = copy.deepcopy(data if body is None else body)
    tree.tail = None
    for element in list(tree.iter()):
        if name_of(element) in _HIDDEN:
            behind = element.tail
            element.clear()
            element.tail = behind
        if isinstance(element.tag, str):
            element.tag = name_of(element)
    return etree.tostring(tree, encoding="unicode")


def _own_headline(content: Element) -> str:
    return text_of(next(inside(content, "hl1"), None))
