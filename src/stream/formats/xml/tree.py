"""Walking an XML tree by local names: senders write namespaces in several ways, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from stream.formats.xml import Element

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def name_of(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def cut_out(element: Element) -> bytes:
    """An element as a document of its own, in UTF-8."""
    return etree.tostring(element, encoding="utf-8", with_tail=False)


def children(element: Element | None, name: str) -> list[Element]:
    """The child elements of that name; none of no element."""
    return [] if element is None else list(element.iterchildren(f"{{*}}{name}"))


def child(element: Element | None, *path: str) -> Element | None:
    """The first element at the end of a path of child names, or None."""
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(f"{{*}}{name}"), None)
    return element


def inside(element: Element | None, *names: str) -> Iterator[Element]:
    """All elements of these names at any depth (itself too), in the order of the document."""
    return iter(()) if element is None else element.iter(*(f"{{*}}{name}" for name in names))


def first(element: Element | None, *names: str) -> Element | None:
    """The first element of these names at any depth, or None."""
    return next(inside(element, *names), None)


def topmost(element: Element, *names: str) -> Iterator[Element]:
    """Elements of these names that lie in no other one of them: each part of the tree is seen once."""
    walker = etree.iterwalk(element, events=("start",))
    for _, found in walker:
        if name_of(found) in names:
            yield found
            walker.skip_subtree()


def text_of(element: Element | None) -> str:
    """All text of an element on one line; a line break within it parts two words."""
    if element is None:
        return ""
    broken = any(True for _ in inside(element, "br"))
    texts = _with_breaks(element) if broken else map(str, element.itertext())
    return " ".join("".join(texts).split())


def _with_breaks(element: Element) -> Iterator[str]:
    for event, found in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            yield f"{' ' if name_of(found) == 'br' else ''}{found.text or ''}"
        elif found is not element:
            yield str(found.tail or "")


def language_of(element: Element | None) -> str:
    """The element's xml:lang, "" for none or a placeholder (`x-default`)."""
    tag = "" if element is None else (element.get(_LANG) or "").strip()
    return "" if tag.lower().startswith("x-") else tag
