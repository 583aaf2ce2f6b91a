"""Intake, the first stage: bytes of topic `wire.updates` to `Update` on `wire.accepted`.

A record goes through `parse` (bytes to an object), `ninjs` (other words to the project's) and
`record` (the object to an `Update`); `intake` is the stage and what it remembers.
"""

from stream.wire.intake import IntakeStage, IntakeState, UriRow
from stream.wire.reading.record import SCHEMA, ReadingRules, read_record

__all__ = ["SCHEMA", "IntakeStage", "IntakeState", "ReadingRules", "UriRow", "read_record"]
