"""The last step of every format in JSON: an item under the project's keys to an outcome."""

from __future__ import annotations

from typing import Any

from stream.errors import MalformedUpdate, NotNews
from stream.formats.dates import read_stated
from stream.formats.outcome import Hints, Outcome, Read, Refused
from stream.model import Update
from stream.wire import ReadingRules, read_record
from stream.wire.lifecycle.signals import declared
from stream.wire.lifecycle.status import read_status

_NOT_SENT = frozenset({"event_time", "ingested_at", "declared", "test"})
RECORD_KEYS = frozenset({"schema", *Update.__struct_fields__}) - _NOT_SENT
"""The keys that a record may have (schemas/wire.updates/v1.json)."""

_TIMES = ("version_created", "first_created", "embargoed_until")
_CONCEPTS = ("subjects", "places", "people", "organisations")


def outcome(
    record: dict[str, Any], faults: list[str], warnings: list[str], hints: Hints
) -> Outcome:
    """Complete a record by the hints, drop what it has not, and see whether it can be read.

    `faults` against the format's own rules and `warnings` are told on the record. An item with
    neither headline nor body is a NotNews if it has no faults, except a kill.
    """
    told = [*faults, *warnings]
    _complete(record, told, hints)
    record = {
        key: value
        for key, value in record.items()
        if key in RECORD_KEYS and value not in (None, "", [], {})
    }
    if told := [*_own_warnings(record), *told]:
        record["warnings"] = told
    try:
        _refuse_textless(record, faults)
        read_record(dict(record), hints.arrival, ReadingRules())
    except MalformedUpdate as error:
        return Refused(error)
    return Read(record)


def _own_warnings(record: dict[str, Any]) -> list[str]:
    warnings = record.get("warnings")
    return (
        [text for text in warnings if isinstance(text, str)] if isinstance(warnings, list) else []
    )


def _complete(record: dict[str, Any], warnings: list[str], hints: Hints) -> None:
    if hints.provider and (hints.provider_wins or not record.get("provider")):
        record["provider"] = hints.provider
    if not record.get("language"):
        record["language"] = hints.language
    if record.get("pub_status") is not None:
        record["pub_status"] = read_status(record["pub_status"], warnings)
    sent = dict(_times_as_sent(record))
    for key in _TIMES:
        _time(record, key, sent, hints)
    record["times_as_sent"] = sent
    for key in _CONCEPTS:
        if isinstance(record.get(key), list):
            record[key] = [concept for concept in record[key] if concept not in ({}, "", None)]


def _times_as_sent(record: dict[str, Any]) -> dict[str, Any]:
    sent = record.get("times_as_sent")
    return sent if isinstance(sent, dict) else {}


def _time(record: dict[str, Any], key: str, sent: dict[str, Any], hints: Hints) -> None:
    """A time as RFC 3339; the sender's words stay beside it unless they say UTC as we do.

    What is doubtful or can't be read is judged by intake, which warns of it and withholds an item
    whose embargo it can't read.
    """
    value = record.get(key)
    if not isinstance(value, str) or not value.strip() or value.endswith("Z"):
        return
    stated = read_stated(value, hints, [], is_end=key == "embargoed_until")
    if stated.iso:
        record[key] = stated.iso
        sent.setdefault(key, stated.as_sent)


def _refuse_textless(record: dict[str, Any], faults: list[str]) -> None:
    """An item that has neither headline nor body is none, or its text can't be read for its faults."""
    if any(record.get(key) and str(record[key]).strip() for key in ("headline", "body")):
        return
    signals = record.get("signals")
    told = (
        [signal for signal in signals if isinstance(signal, str)]
        if isinstance(signals, list)
        else []
    )
    if declared(record.get("pub_status", ""), told, "") == "kill":
        return
    if faults:
        raise MalformedUpdate("no text that can be read: " + "; ".join(faults), "headline, body")
    raise NotNews("item without a text", "headline, body")
