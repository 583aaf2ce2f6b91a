"""NITF (IPTC), versions 2 and 3: one article a document.

Source: the DTD and its documentation at https://iptc.org/std/NITF/ (3.1 to 3.6).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from stream.errors import MalformedUpdate, NotNews
from stream.formats.ids import built_uri, day_of
from stream.formats.nitf.body import body_of, headline_of, located_of, place_in_text
from stream.formats.nitf.head import (
    attribute,
    concepts,
    docdata,
    identity,
    meta,
    provider,
    slugline,
    status,
    times,
)
from stream.formats.outcome import Hints, Outcome, Read, Refused
from stream.formats.urgency import read_urgency
from stream.formats.xml import Element, read_xml
from stream.formats.xml.tree import child, first, inside, language_of, name_of, topmost
from stream.formats.xml.xhtml import Shown, is_results
from stream.model.marks import EVOLVED_FROM
from stream.wire.reading.ninjs import UNKNOWN_PROVIDER, authority
from stream.wire.reading.text import quote

_TABLE = "results table"
_PRIORITIES = ("prioridad", "ntbprioritet", "aap-priority", "priority")


def parse(data: bytes, hints: Hints) -> Iterator[Outcome]:
    """Read a document's articles (there is one, but some senders wrap several in a root of their own)."""
    try:
        root, mended = read_xml(data, hints.max_bytes)
    except MalformedUpdate as error:
        yield Refused(error)
        return
    articles = list(topmost(root, "nitf"))
    if not articles:
        found = name_of(root)[:40]
        yield Refused(MalformedUpdate(f"no NITF: the document is a {found!r}", "root element"))
    for article in articles:
        yield _outcome(article, hints, list(mended))


def _outcome(nitf: Element, hints: Hints, warnings: list[str]) -> Outcome:
    try:
        return Read(read_article(nitf, hints, warnings))
    except MalformedUpdate as error:
        return Refused(error)


def read_article(nitf: Element, hints: Hints, warnings: list[str]) -> dict[str, Any]:
    """The record of one article; one without text raises a MalformedUpdate."""
    body, (uri, version) = body_of(nitf, warnings), identity(nitf)
    state, made = status(nitf, hints, warnings), times(nitf, hints, warnings)
    sender = provider(nitf, hints)
    record: dict[str, Any] = {
        "provider": sender,
        "version": version,
        "headline": headline_of(nitf),
        "body": body.text,
        "slugline": slugline(nitf),
        "language": _language(nitf) or hints.language,
        "located": located_of(nitf) or place_in_text(body.text) or place_in_text(body.text, sender),
        "signals": _signals(nitf),
        "ed_note": _note(nitf),
        "alt_ids": _alt_ids(nitf, uri),
        "format": "nitf",
        **_urgency(nitf, warnings),
        **concepts(nitf),
        **made,
        **state,
        "times_as_sent": {**made.pop("times_as_sent", {}), **state.pop("times_as_sent", {})},
    }
    record["uri"] = uri or _built(record, warnings)
    record["provider"] = record["provider"] or _unnamed(uri, warnings)
    _refuse_no_news(record, body)
    record["warnings"] = list(dict.fromkeys(warnings))
    return {key: value for key, value in record.items() if value}


def _refuse_no_news(record: dict[str, Any], body: Shown) -> None:
    where = f"document {quote(record['uri'])}"
    if record["pub_status"] == "canceled":
        return
    if not record["headline"] and not record["body"]:
        raise MalformedUpdate("the document has neither a headline nor a text", where)
    if body.table or is_results(record["body"]):
        raise NotNews(_TABLE, where)


def _language(nitf: Element) -> str:
    return (
        (nitf.get("baselang") or "").strip()
        or language_of(nitf)
        or language_of(child(nitf, "body"))
    )


def _urgency(nitf: Element, warnings: list[str]) -> dict[str, Any]:
    """The urgency of the head, and the sender's own priority beside it where there is one."""
    sent = attribute(first(child(nitf, "head"), "urgency"), "ed-urg")
    named = meta(nitf)
    own = next(filter(None, (named.get(name, "") for name in _PRIORITIES)), "")
    urgency = read_urgency(sent or own, "iptc", warnings)
    return {"urgency": urgency, "priority": own if own != sent else ""}


def _signals(nitf: Element) -> list[str]:
    """What the head declares: a correction, or a message to editors of such a kind."""
    data = docdata(nitf)
    said = ["correction"] if first(data, "correction") is not None else []
    message = attribute(first(data, "ed-msg"), "msg-type").lower()
    return [*said, *([message] if message and message not in said else [])]


def _note(nitf: Element) -> str:
    """Messages to editors and the latest revision's comment, a correction's first."""
    data = docdata(nitf)
    notes = [
        attribute(first(data, "correction"), "info"),
        attribute(first(data, "ed-msg"), "info"),
        *[attribute(e, "comment") for e in inside(nitf, "revision-history")][-1:],
    ]
    return " ".join(dict.fromkeys(filter(None, notes)))


def _alt_ids(nitf: Element, uri: str) -> dict[str, str]:
    """The dynamic-use key, and the document that this one corrects or takes the place of."""
    data = docdata(nitf)
    ids = {"du-key": attribute(first(data, "du-key"), "key")}
    replaced = attribute(first(data, "correction"), "id-string")
    if attribute(data, "management-idref-status").lower() in ("canceled", "cancelled"):
        replaced = replaced or attribute(data, "management-doc-idref")
    if replaced and replaced != uri:
        ids[EVOLVED_FROM] = replaced
    return {kind: id_ for kind, id_ in ids.items() if id_ and id_ != uri}


def _unnamed(uri: str, warnings: list[str]) -> str:
    """The provider of an item that names none: the authority of its id, as in ninjs, else "unknown"."""
    if found := authority(uri):
        return found
    warnings.append(
        f"no provider is named and the id names none: the provider is {UNKNOWN_PROVIDER!r}"
    )
    return UNKNOWN_PROVIDER


def _built(record: dict[str, Any], warnings: list[str]) -> str:
    warnings.append("no doc-id: the id is made from provider, day and text")
    texts = (record["headline"], record["body"])
    return built_uri(
        "nitf", record["provider"], day_of(record.get("version_created", "")), "", texts
    )
