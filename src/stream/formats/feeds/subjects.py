"""Categories, places and languages of feeds."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from typing import Any

from stream.formats.feeds.parts import child_text
from stream.formats.xml import Element
from stream.wire.reading.text import quote

_GEORSS = "http://www.georss.org/georss"
_ISO_639_1 = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de"
    " dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id"
    " ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu"
    " lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu"
    " rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to"
    " tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
    " in iw ji jw mo"
)
_LANGUAGES = frozenset(_ISO_639_1.split())
"""ISO 639-1, with what is withdrawn and still in use: `bh`, `sh` and the last five, which Java writes."""


def subjects(tags: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Categories as concepts: the label to read, and the term as code where a scheme or label is stated."""
    found: list[dict[str, str]] = []
    for tag in tags:
        term, label, scheme = (_line(tag.get(key)) for key in ("term", "label", "scheme"))
        coded = term if scheme or (label and label != term) else ""
        parts = {"name": label or term, "code": coded, "scheme": scheme if coded else ""}
        concept = {key: value for key, value in parts.items() if value}
        if concept and concept not in found:
            found.append(concept)
    return found


def places(element: Element | None) -> list[dict[str, str]]:
    """The place that GeoRSS names: `featurename`, with `point` (degrees north and east) as its code."""
    if element is None:
        return []
    name, point = (
        " ".join(child_text(element, key, _GEORSS).split()) for key in ("featurename", "point")
    )
    if not name:
        return []
    return [{"name": name, "code": point, "scheme": "georss:point"} if point else {"name": name}]


def language_tag(stated: str, warnings: list[str]) -> str:
    """The tag as stated, or "" where its two letters are no language: feeds write countries there."""
    tag = "".join(stated.split()).replace("_", "-")
    primary = tag.split("-")[0].lower()
    if len(primary) == 2 and primary not in _LANGUAGES:
        warnings.append(f"language {quote(tag)} is not a language of ISO 639: ignored")
        return ""
    return tag


def _line(value: object) -> str:
    return " ".join(html.unescape(str(value or "")).split())
