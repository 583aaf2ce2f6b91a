"""The project's own record, schema `wire.updates/v1`: a JSON object to an `Update`.

Readable beats valid: identity and text have to be readable, all else is taken as far as it can be,
and what breaks the schema is listed in the update's warnings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from stream.errors import MalformedUpdate, UnknownSchema
from stream.model import Update
from stream.model.marks import EVOLVED_FROM
from stream.wire.dates.times import TOLERANCE, Stated, event_time, read_embargo, read_time
from stream.wire.lifecycle import holds
from stream.wire.lifecycle.signals import declared, is_doubtful, is_test
from stream.wire.lifecycle.status import read_status
from stream.wire.lifecycle.takebacks import follows_one_taken_back
from stream.wire.lifecycle.unfinished import blanks
from stream.wire.reading import ninjs
from stream.wire.reading.fields import Fields
from stream.wire.reading.language import UNDETERMINED, read_language
from stream.wire.reading.text import quote

SCHEMA = "wire.updates/v1"
"""The one schema that this version reads; a record without `schema` is taken to have it."""

_LONGEST_URI = 2_048
_LONGEST_PROVIDER = 256
_KEYS = frozenset({"schema", *Update.__struct_fields__}) - {
    *("event_time", "ingested_at", "declared", "test"),  # judged here, never taken over
}


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """How to read: `tolerance` for stated times after arrival, `strict` to refuse any warning."""

    tolerance: timedelta = TOLERANCE
    strict: bool = False


def read_record(raw: dict[str, Any], arrival: datetime, rules: ReadingRules) -> Update:
    """Read a decoded object (the project's words or ninjs's) that came at `arrival` (aware UTC)."""
    warnings: list[str] = []
    _check_schema(raw)
    if ninjs.recognised(raw):
        raw = ninjs.to_record(raw, warnings)
    fields = Fields(raw, warnings)
    warnings.extend(fields.texts("warnings"))
    update = _update(fields, arrival, rules.tolerance)
    fields.unknown(_KEYS)
    if rules.strict:
        refuse_warnings(update)
    return update


def refuse_warnings(update: Update) -> None:
    """Refuse an update for its warnings, as the strict mode asks."""
    if update.warnings:
        raise MalformedUpdate("strict: " + "; ".join(update.warnings), f"uri {quote(update.uri)}")


def _check_schema(raw: dict[str, Any]) -> None:
    schema = raw.get("schema")
    if schema is not None and schema != SCHEMA:
        raise UnknownSchema(f"unknown schema {quote(schema)}, known is {SCHEMA}", "schema")


def _update(fields: Fields, arrival: datetime, tolerance: timedelta) -> Update:
    raw, warnings = fields.raw, fields.warnings
    uri = fields.identity("uri", _LONGEST_URI)
    provider = fields.identity("provider", _LONGEST_PROVIDER)
    headline, body = fields.headline("headline"), fields.body("body")
    signals = fields.codes("signals")
    slugline, ed_note = fields.line("slugline"), fields.line("ed_note")
    status = read_status(raw.get("pub_status"), warnings)
    says = declared(status, signals, headline, slugline, ed_note, body, provider)
    if not headline and not body and says != "kill":
        raise MalformedUpdate("neither headline nor body has text", "headline, body")
    stated = read_embargo(raw.get("embargoed_until"), warnings)
    times = _times(fields, arrival, tolerance)
    words = holds.Words(headline, ed_note, body)
    hold = holds.judge(status, stated, words, times.sent, arrival, warnings)
    if follows_one_taken_back(ed_note, body):
        warnings.append(
            f"ed_note {quote(ed_note)} takes back an earlier item: its own kill is awaited"
        )
    if says != "kill":
        hold = _doubted(_unfinished(hold, headline, body, warnings), words)
    alt_ids = fields.names("alt_ids")
    return Update(
        uri=uri,
        provider=provider,
        event_time=times.event,
        ingested_at=arrival,
        headline=headline,
        body=body,
        version=fields.mark("version") or None,
        version_created=times.made,
        first_created=times.first,
        pub_status=hold.status,
        declared="update" if says == "none" and EVOLVED_FROM in alt_ids else says,
        urgency=fields.urgency(),
        embargoed_until=hold.until,
        slugline=slugline,
        language=read_language(raw.get("language"), warnings) or UNDETERMINED,
        located=fields.line("located"),
        signals=holds.marks_of(signals, hold),
        ed_note=ed_note,
        subjects=fields.concepts("subjects"),
        places=fields.concepts("places"),
        people=fields.concepts("people"),
        organisations=fields.concepts("organisations"),
        alt_ids=alt_ids,
        priority=fields.mark("priority"),
        times_as_sent=fields.names("times_as_sent"),
        format=fields.line("format"),
        test=is_test(headline, ed_note, signals, body, slugline),
        warnings=warnings,
    )


class _Times(NamedTuple):
    """When version and item were made, as stated; the time that windows use; when the text was sent."""

    made: datetime | None
    first: datetime | None
    event: datetime
    sent: datetime


def _times(fields: Fields, arrival: datetime, tolerance: timedelta) -> _Times:
    raw, warnings = fields.raw, fields.warnings
    made = read_time(raw.get("version_created"), "version_created", warnings)
    first = read_time(raw.get("first_created"), "first_created", warnings)
    event = event_time(made, first, arrival, tolerance, warnings)
    return _Times(made and made.at, first and first.at, event, _sent(made, event, arrival))


def _doubted(hold: holds.Hold, words: holds.Words) -> holds.Hold:
    """With a mark, if the headline begins with a tag that is taken for its own word."""
    if is_doubtful(words.headline, words.body):
        return hold._replace(marks=(*hold.marks, holds.OWN_WORD))
    own = holds.is_own_word(words)
    return hold._replace(marks=(*hold.marks, holds.OWN_HOLD)) if own else hold


def _unfinished(hold: holds.Hold, headline: str, body: str, warnings: list[str]) -> holds.Hold:
    """Held for an editor, if places of the text were never filled in."""
    if hold.status != "usable" or not (found := [*blanks(headline), *blanks(body)]):
        return hold
    shown = ", ".join(map(quote, dict.fromkeys(found)))
    warnings.append(f"unfinished text, to be filled in: {shown}: withheld")
    return hold._replace(status="withheld")


def _sent(version: Stated | None, time: datetime, arrival: datetime) -> datetime:
    """When the text was sent, to complete a date in its words: as stated, if that is plausible."""
    if version is None or not version.exact:
        return arrival
    return version.at if time <= version.at <= arrival else arrival
