"""The people, organisations and places that a NewsML 1 item describes as topics and says that it is about.

A topic has a type of its own (`TopicType`), names, and a `Duid` within the document; an occurrence in the descriptive
metadata points to it (`Topic="#t1"`). NewsML 1.2, 5.6 and 5.8.
"""

from __future__ import annotations

import re

from stream.formats.newsml1.tree import formal
from stream.formats.xml import Element
from stream.formats.xml.tree import child, children, inside, language_of, text_of

_KINDS = (
    ("people", re.compile(r"person|people|politician|player|athlete", re.IGNORECASE)),
    ("organisations", re.compile(r"organi[sz]ation|company|team|party|institution", re.IGNORECASE)),
    (
        "places",
        re.compile(r"place|location|geo|city|country|region|state|area|town", re.IGNORECASE),
    ),
)


def read_topics(item: Element, language: str) -> dict[str, list[dict[str, str]]]:
    """Topics that occur, under the record's keys, each once in the order of their occurrence."""
    described = {(topic.get("Duid") or "").strip(): topic for topic in inside(item, "Topic")}
    found: dict[str, list[dict[str, str]]] = {}
    for occurrence in inside(item, "TopicOccurrence"):
        topic = described.get((occurrence.get("Topic") or "").strip().removeprefix("#"))
        if topic is None:
            continue
        kind = formal(child(topic, "TopicType"))
        key = next((key for key, pattern in _KINDS if pattern.search(kind)), "")
        concept = _concept(topic, language)
        if key and concept and concept not in found.setdefault(key, []):
            found[key].append(concept)
    return found


def _concept(topic: Element, language: str) -> dict[str, str]:
    """The name in the item's language, else the first, with the formal name as its code."""
    names = [name for name in children(topic, "Description") if text_of(name)]
    named = min(names, key=lambda name: _strange(name, language), default=None)
    code = child(topic, "FormalName")
    parts = {
        "name": text_of(named) or text_of(code),
        "code": text_of(code) if named is not None else "",
        "scheme": "" if code is None else (code.get("Scheme") or "").strip(),
    }
    return {key: value for key, value in parts.items() if value}


def _strange(name: Element, language: str) -> bool:
    tag = language_of(name)
    return bool(tag) and tag[:2].lower() != language[:2].lower()
