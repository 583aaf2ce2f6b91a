"""Items of agencies' own JSON: dpa's digitalwires, and AP's Media API, which is nearly ninjs 1.

Sources: the published samples of dpa-digitalwires-to-newsmlg2 (format `digitalwires@0.9.1`) and of
superdesk-core's reader of the AP Media API 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from stream.errors import NotNews
from stream.formats.datelines import located
from stream.wire.reading.markup import html_to_text

_TEXT_PARTS = ("article_html", "infobox_html")
_PICTURED = {"image": "picture", "audio": "audio", "video": "video", "graphic": "graphic"}
_SPACES = re.compile(r" {2,}")
_NO_NOTES = ("closingline", "contacts", "dpacontacts", "genrenote", "embargo")
_CONCEPTS = {
    "subjects": ("desk", "dpasubject", "subject"),
    "places": ("geosubject", "poi"),
    "people": ("person",),
    "organisations": ("org", "organisation"),
}
"""Our keys, and the types of `categories` that they hold, in this order."""

_AP_KEYS = frozenset({"editorialpriority", "datelinelocation", "textformat"})
_AP_IDS = frozenset({"itemid", "etag"})


def is_digitalwires(item: Mapping[str, Any]) -> bool:
    """Whether an object is an item of dpa's digitalwires: it says so, or has a `urn` and its texts."""
    if _text(item, "format").startswith("digitalwires"):
        return True
    return isinstance(item.get("urn"), str) and "article_html" in item


def digitalwires(item: Mapping[str, Any], warnings: list[str]) -> dict[str, Any]:
    """An item of digitalwires under the project's keys; one without a text is a NotNews of its kind."""
    if not any(_text(item, part).strip() for part in _TEXT_PARTS):
        _refuse_medium(item)
    listed = _objects(item, "categories")
    signals = [_text(item, "signal"), *(_text(entry, "qcode") for entry in _of(listed, "signal"))]
    return {
        "uri": item.get("urn"),
        "provider": _first(listed, "provider") or _text(item, "creditline"),
        "version": item.get("version"),
        "version_created": item.get("version_created"),
        "pub_status": item.get("pubstatus"),
        "urgency": item.get("urgency"),
        "embargoed_until": item.get("embargoed"),
        "slugline": _slugline(listed),
        "headline": item.get("headline"),
        "body": "\n\n".join(_paragraphs(item, warnings)),
        "language": item.get("language"),
        "located": _place(_text(item, "dateline")) or _first(listed, "located"),
        "signals": [signal for signal in dict.fromkeys(signals) if signal],
        "ed_note": " ".join(dict.fromkeys(_notes(item))),
        **_concepts(listed),
    }


def is_ap(item: Mapping[str, Any]) -> bool:
    """Whether an object is an item of AP's Media API: it has keys or a pair of ids that only AP uses."""
    ids = item.get("altids")
    return not _AP_KEYS.isdisjoint(item) or (isinstance(ids, dict) and ids.keys() >= _AP_IDS)


def ap(item: Mapping[str, Any]) -> dict[str, Any]:
    """An AP item in words that ninjs has too.

    The query of its address names the request, not the item, where the path has the item's id.
    """
    changed = dict(item)
    ids = item.get("altids")
    item_id = ids.get("itemid") if isinstance(ids, dict) else None
    path, _, query = _text(item, "uri").partition("?")
    if query and isinstance(item_id, str) and item_id and item_id in path:
        changed["uri"] = path
    if isinstance(item.get("editorialpriority"), str):
        changed["priority"] = item["editorialpriority"]
    if "located" not in item and isinstance(item.get("datelinelocation"), dict):
        place = item["datelinelocation"]
        parts = (
            _text(place, "city"),
            _text(place, "countryareaname") or _text(place, "countryname"),
        )
        changed["located"] = ", ".join(part.strip() for part in parts if part.strip())
    return changed


def _refuse_medium(item: Mapping[str, Any]) -> None:
    """Refuse an item that is only a caption to its first medium."""
    media = [_text(entry, "type") for entry in _objects(item, "associations")]
    kind = next((_PICTURED[name] for name in media if name in _PICTURED), "")
    if kind:
        raise NotNews(kind, "associations[0].type")


def _paragraphs(item: Mapping[str, Any], warnings: list[str]) -> Iterator[str]:
    """The teaser, then the text with its dateline, as dpa's own 7901 output has them."""
    teaser = _text(item, "teaser").strip()
    if teaser and teaser != _text(item, "headline").strip():
        yield teaser
    dateline = " ".join(_text(item, "dateline").split())
    for part in _TEXT_PARTS:
        text = _SPACES.sub(" ", html_to_text(_text(item, part), part, warnings))
        if text:
            yield text if text.startswith(dateline) else f"{dateline} {text}"
            dateline = ""


def _place(dateline: str) -> str:
    """The place of "Aldhafen (dpa) - ", or of a dateline that is only a place."""
    place, _ = located([dateline])
    return place or dateline.strip(" -–—")


def _notes(item: Mapping[str, Any]) -> Iterator[str]:
    """What is said to editors, the correction first; sign-offs and contacts are left out."""
    notes = _objects(item, "ednotes")
    roles = [(_text(note, "role").rpartition(":")[2], _text(note, "ednote")) for note in notes]
    for corrects in (True, False):
        for role, text in roles:
            if role.startswith("correction") == corrects and role not in _NO_NOTES:
                yield text


def _slugline(listed: list[dict[str, Any]]) -> str:
    """Subjects, places and keywords in one line, as dpa's own 7901 output has them."""
    kinds = ("dpasubject", "geosubject", "keyword")
    names = [_text(entry, "name") for kind in kinds for entry in _of(listed, kind)]
    return "/".join(name for name in names if name)


def _concepts(listed: list[dict[str, Any]]) -> dict[str, list[dict[str, str]]]:
    return {
        key: [_concept(entry) for kind in kinds for entry in _of(listed, kind)]
        for key, kinds in _CONCEPTS.items()
    }


def _concept(entry: dict[str, Any]) -> dict[str, str]:
    """Name, and the code with its scheme ("medtop:20000768"); a point of interest without its address."""
    scheme, _, code = _text(entry, "qcode").rpartition(":")
    name = _text(entry, "name")
    place = entry.get("geojson")
    if isinstance(place, dict) and isinstance(place.get("properties"), dict):
        name = _text(place["properties"], "name") or name
    concept = {"name": name.strip(), "code": code, "scheme": scheme}
    return {key: value for key, value in concept.items() if value}


def _first(listed: list[dict[str, Any]], kind: str) -> str:
    return next((_text(entry, "name") for entry in _of(listed, kind)), "")


def _of(listed: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """The entries of a type ("dnltype:poi" is "poi")."""
    return [entry for entry in listed if _text(entry, "type").rpartition(":")[2] == kind]


def _text(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _objects(item: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    value = item.get(key)
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
