"""ninjs 1.x, 2.x and 3.x (IPTC) as they are, to the keys of the project's record.

The versions differ in the case of keys (`versioncreated`, `versionCreated`), so keys are compared
lowercased, and in the place of texts (`headline` and `body_text`, or `headlines` and `bodies`).
Source: the schemas at https://www.iptc.org/std/ninjs/ (1.0 to 3.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from stream.errors import MalformedUpdate, NotNews
from stream.model.marks import EVOLVED_FROM
from stream.wire.dates.times import later_embargo
from stream.wire.reading.markup import html_to_text, looks_like_markup
from stream.wire.reading.text import kind_of

UNKNOWN_PROVIDER = "unknown"
"""Provider of an item that names nobody; all such are one source and corroborate nothing."""

_RENAMED = {
    "versioncreated": "version_created",
    "firstcreated": "first_created",
    "pubstatus": "pub_status",
    "embargoed": "embargoed_until",
    "embargoeduntil": "embargoed_until",
    **dict.fromkeys(("embargo", "embargountil", "embargo_until", "embargodate"), "embargoed_until"),
    "ednote": "ed_note",
    "subject": "subjects",
    "place": "places",
    "person": "people",
    "organisation": "organisations",
}
_OWN = frozenset(_RENAMED) | {
    *("headlines", "bodies", "descriptions", "altids", "infosource", "infosources", "guid"),
    *("$standard", "standard", "body_text", "body_html", "body_xhtml"),
}
"""Keys that only ninjs has (`guid` comes from one much used producer); one of them is enough."""

_READ_HERE = frozenset(
    {
        *("headlines", "bodies", "descriptions", "altids", "infosource", "infosources"),
        *("guid", "title", "type", "evolvedfrom", "source", "copyrightholder"),
    }
)
_UNUSED = frozenset(
    {
        *("mimetype", "representationtype", "profile", "contentcreated"),
        *("copyrightnotice", "usageterms", "event", "object", "byline", "charcount", "wordcount"),
        *("renditions", "associations", "trustindicator", "trustindicators", "genre", "genres"),
        *("expires", "rightsinfo", "events", "objects", "by", "standard", "$standard"),
        *("eventdetails", "plannedcoverage", "digitalsourcetype", "advices"),
    }
)
_HINTS = frozenset({"title", "type", "copyrightholder"})
_NO_TEXT = {
    "picture": "picture",
    "video": "video",
    "audio": "audio",
    "graphic": "graphic",
    "event": "event",
    "planning": "planning item",
    "component": "component of an item",
}
"""Types whose texts are captions, programmes or parts; `text`, `composite` and a producer's own are read."""

_PATTERN = re.compile(r"(?:body|headline|description)_")
_NOT_AUTHORITIES = frozenset({"uuid", "oid", "isbn", "issn"})
_AUTHORITY = re.compile(
    r"[a-z][a-z0-9+.-]*://(?:[^/@]*@)?(?:www\.)?([^/:?#]+)"
    r"|tag:([^,:]+),|urn:newsml:([^:]+):|urn:([^:]+):",
    re.IGNORECASE,
)
_CONCEPTS = ("subjects", "places", "people", "organisations")


class _Text(NamedTuple):
    role: str
    markup: bool
    value: str


def recognised(raw: Mapping[str, Any]) -> bool:
    """Whether an object uses ninjs's words; one with both kinds of words is read as ninjs as well.

    A record of the project has a provider; without one, the common words of ninjs are enough.
    """
    low = [key.lower() for key in raw]
    if not _OWN.isdisjoint(low):
        return True
    if "provider" in raw:
        return False
    return any(key in _UNUSED or key in _HINTS or _PATTERN.match(key) for key in low)


def to_record(raw: Mapping[str, Any], warnings: list[str], provider: str = "") -> dict[str, Any]:
    """The same item under the project's keys; one that is there already is kept.

    `provider` is who sends, where the item names no source: then nothing is guessed from its uri.
    An item that is no text (a picture, an event of the calendar) is a NotNews of its kind.
    """
    if kind := not_news(raw):
        raise NotNews(kind, "type")
    record, low, texts = _sorted(raw)
    record.setdefault("uri", low.get("guid"))
    if record.get("headline", "") == "":
        record["headline"] = _headline(texts["headline"], low, warnings)
    if record.get("body", "") == "":
        record["body"] = _body(texts, low, warnings)
    if "provider" not in record:
        record["provider"] = _source(low) or provider or _guessed(low, record["uri"], warnings)
    if "alt_ids" not in record:
        record["alt_ids"] = _alt_ids(low)
    for key in _CONCEPTS:
        value = record.get(key)
        if isinstance(value, list | dict):
            record[key] = [
                _concept(item) for item in (value if isinstance(value, list) else [value])
            ]
    return record


def not_news(raw: Mapping[str, Any]) -> str:
    """What an item is, if it is no text news: its type, else its media type or what only events have.

    A composite is text news if it has a text of its own.
    """
    low = {key.lower(): value for key, value in raw.items()}
    kind = _word(low.get("type")).strip().lower()
    has_body = any(key.startswith("body_") or key in ("body", "bodies") for key in low)
    if kind in _NO_TEXT:
        return _NO_TEXT[kind]
    if kind == "composite" and not has_body:
        return "composite without a text"
    if kind:
        return ""
    if "eventdetails" in low or "plannedcoverage" in low:
        return "event" if "eventdetails" in low else "planning item"
    media = _word(low.get("mimetype")).partition("/")[0].strip().lower()
    return {"image": "picture"}.get(media, media) if media in ("image", "audio", "video") else ""


def authority(uri: object) -> str:
    """The authority that a uri names, lowercased: a host, a tag's authority, a urn's provider.

    ninjs has no key for the provider, so this is the rule where no source is named:
    `http(s)://[www.]HOST/…`, `tag:AUTHORITY,…`, `urn:newsml:PROVIDER:…`, else `urn:NAMESPACE:…`.
    """
    match = _AUTHORITY.match(uri.strip()) if isinstance(uri, str) else None
    name = next(filter(None, match.groups()), "").lower() if match else ""
    return "" if name in _NOT_AUTHORITIES else name


def _sorted(
    raw: Mapping[str, Any],
) -> tuple[dict[str, Any], dict[str, Any], dict[str, list[_Text]]]:
    """Part the keys: those of the project or unknown, those read here, and texts by their kind."""
    record: dict[str, Any] = {}
    renamed: dict[str, Any] = {}
    low: dict[str, Any] = {}
    texts: dict[str, list[_Text]] = {"headline": [], "body": [], "description": []}
    for key, value in raw.items():
        name = key.lower()
        if value is None:
            continue
        if name in _RENAMED:
            known = _RENAMED[name]
            if known == "embargoed_until" and known in renamed:
                value = later_embargo(renamed.pop(known), value)
            renamed.setdefault(known, value)
        elif name in _READ_HERE:
            low[name] = value
        elif name in _UNUSED:
            continue
        elif "_" in name and _PATTERN.match(name):
            kind, role = name.split("_", 1)
            texts[kind].append(_Text(role, looks_like_markup("", role), _checked(value, key)))
        else:
            record[name] = value
    return {**renamed, **record}, low, texts


def _headline(texts: list[_Text], low: Mapping[str, Any], warnings: list[str]) -> str:
    """The main headline, else any plain one, else the item's title."""
    title = low.get("title")
    best = _best([*texts, *_listed(low, "headlines")], "headline", warnings)
    return best or (title if isinstance(title, str) else "")


def _body(texts: Mapping[str, list[_Text]], low: Mapping[str, Any], warnings: list[str]) -> str:
    """The main body, plain before markup; else the description (a caption or an abstract)."""
    bodies = [*texts["body"], *_listed(low, "bodies")]
    best = _best(bodies, "body", warnings)
    if best:
        return best
    described = [*texts["description"], *_listed(low, "descriptions")]
    return _best(described, "description", warnings)


def _best(texts: list[_Text], field: str, warnings: list[str]) -> str:
    """The main text or any, plain before markup; of a plain one with less than half the markup's length (an
    abstract, a text that was cut) the markup."""
    read = [
        (text.role != "main", text.markup, value)
        for text in texts
        if (
            value := html_to_text(text.value, field, warnings) if text.markup else text.value
        ).strip()
    ]
    if not read:
        return ""
    main = min(other for other, _, _ in read)
    values = [value for other, _, value in sorted(read, key=itemgetter(0, 1)) if other == main]
    longest = max(map(len, values))
    whole = (value for value in values if len(value) * 2 >= longest or field == "headline")
    return next(whole)


def _listed(low: Mapping[str, Any], key: str) -> Iterator[_Text]:
    """The texts of a list of ninjs 2 or 3; a lone one counts as a list of one."""
    listed = low.get(key, [])
    if isinstance(listed, dict | str):
        listed = [listed]
    if not isinstance(listed, list):
        raise MalformedUpdate(f"{key} is {kind_of(listed)}, not a list", key)
    for number, entry in enumerate(listed):
        yield _entry(entry, f"{key}[{number}]")


def _entry(entry: object, where: str) -> _Text:
    """One text of a list; a bare one is its value."""
    if isinstance(entry, str):
        return _Text("", False, entry)
    if not isinstance(entry, dict):
        raise MalformedUpdate(f"{where} is {kind_of(entry)}, not an object", where)
    media = _word(entry.get("contentType")) or _word(entry.get("contenttype"))
    role = _word(entry.get("role"))
    value = _checked(entry.get("value", ""), f"{where}.value")
    return _Text(role, looks_like_markup(media, role), value)


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _checked(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise MalformedUpdate(f"{where} is {kind_of(value)}, not text", where)
    return value


def _source(low: Mapping[str, Any]) -> str:
    """The first source that the item names."""
    listed = low.get("infosources") or low.get("infosource") or []
    sources = listed if isinstance(listed, list) else [listed]
    names = [source.get("name") if isinstance(source, dict) else source for source in sources]
    named = (_word(name) for name in (*names, low.get("source")))
    return next((name for name in named if name.strip()), "")


def _guessed(low: Mapping[str, Any], uri: object, warnings: list[str]) -> str:
    """The uri's authority or the copyright holder, for want of a source."""
    if name := authority(uri) or _word(low.get("copyrightholder")).strip():
        return name
    warnings.append(
        f"no source, authority or copyright holder: the provider is {UNKNOWN_PROVIDER!r}"
    )
    return UNKNOWN_PROVIDER


def _alt_ids(low: Mapping[str, Any]) -> Any:
    """An object in ninjs 1, a list of roles and values later; the id that was replaced too."""
    ids = low.get("altids", {})
    if isinstance(ids, list):
        pairs = [entry for entry in ids if isinstance(entry, dict)]
        ids = {_word(entry.get("role")): entry.get("value") for entry in pairs}
    if isinstance(ids, dict) and isinstance(low.get(EVOLVED_FROM), str):
        ids = {**ids, EVOLVED_FROM: low[EVOLVED_FROM]}
    return ids


def _concept(item: object) -> object:
    """A concept of ninjs 1 (`code`, `scheme`) or of ninjs 2 and 3 (`uri`, `literal`), in one form."""
    if not isinstance(item, dict):
        return item
    name, code, scheme = item.get("name"), item.get("code"), item.get("scheme")
    uri, literal = item.get("uri"), item.get("literal")
    if "code" not in item and isinstance(uri, str):
        whole = isinstance(literal, str) and literal != "" and uri.endswith(literal)
        code = literal if whole else re.split("[/#]", uri)[-1]
        scheme = uri.removesuffix(_word(code))
    elif "code" not in item:
        code = literal
    concept = {"name": name, "code": code, "scheme": scheme}
    return {key: value for key, value in concept.items() if isinstance(value, str) and value}
