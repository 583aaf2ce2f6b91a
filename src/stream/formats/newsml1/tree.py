"""What NewsML 1 has of its own: formal names, what a component inherits from outside, revisions in ids."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stream.formats.xml import Element
from stream.formats.xml.tree import child, children, name_of, text_of


def formal(element: Element | None) -> str:
    """The element's FormalName, else its own text (some senders write `<Status>Usable</Status>`)."""
    if element is None:
        return ""
    return (element.get("FormalName") or "").strip() or text_of(element)


def outward(component: Element, item: Element) -> Iterator[Element]:
    """A component and those around it, from inside out, up to the item's own element."""
    at: Element | None = component
    while at is not None and at is not item:
        if name_of(at) == "NewsComponent":
            yield at
        at = at.getparent()


def nearest(component: Element, item: Element, *path: str) -> Element | None:
    """The element at a path in the component or the nearest one around it that has text or a name."""
    for around in outward(component, item):
        found = child(around, *path)
        if found is not None and formal(found):
            return found
    return None


def property_of(element: Element, name: str) -> str:
    """The value of a direct Property of that formal name (any case), or ""."""
    for found in children(element, "Property"):
        if (found.get("FormalName") or "").lower() == name.lower():
            return (found.get("Value") or text_of(found)).strip()
    return ""


def without_revision(identifier: str) -> str:
    """A public identifier without its revision (`:1N`): all revisions of an item share the rest.

    urn:newsml:provider:date:item:revision has six parts (RFC 3085), so that an item id which ends in
    digits is not taken for one. Senders leave the `urn:newsml:` of a reference out.
    """
    identifier = identifier.strip()
    bare = re.sub(r"(?i)^urn:newsml:", "", identifier)
    if bare == identifier and bare.count(":") < 2:
        return identifier
    parts = bare.split(":")
    if len(parts) > 3 and re.fullmatch(r"\d+[A-Za-z]?", parts[-1]):
        parts.pop()
    return "urn:newsml:" + ":".join(parts)
