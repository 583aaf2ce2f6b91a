"""Frozen value types that the stages hand on to each other; what Kafka carries is these as JSON.

Times are aware UTC datetimes. Fields use ninjs's words in snake_case. A field that has its default
value is left out of the JSON.
"""

from stream.model.alerts import (
    Alert,
    AlertStatus,
    Moment,
    Named,
    SeriesAlert,
    SeriesFigures,
    Severity,
)
from stream.model.counts import (
    Baseline,
    Count,
    Dimension,
    Tallies,
    Tally,
    Toll,
    Top,
    TopEntry,
    Trend,
    TrendCount,
)
from stream.model.labels import (
    ActorLabel,
    ActorRole,
    CasualtyKind,
    CasualtyLabel,
    Classified,
    Direction,
    EventClass,
    EventLabel,
    Evidence,
    PlaceLabel,
    PlaceRole,
)
from stream.model.updates import (
    Concept,
    Declared,
    Original,
    PubStatus,
    StoryUpdate,
    Update,
    Value,
    Verdict,
)

__all__ = [
    "ActorLabel",
    "ActorRole",
    "Alert",
    "AlertStatus",
    "Baseline",
    "CasualtyKind",
    "CasualtyLabel",
    "Classified",
    "Concept",
    "Count",
    "Declared",
    "Dimension",
    "Direction",
    "EventClass",
    "EventLabel",
    "Evidence",
    "Moment",
    "Named",
    "Original",
    "PlaceLabel",
    "PlaceRole",
    "PubStatus",
    "SeriesAlert",
    "SeriesFigures",
    "Severity",
    "StoryUpdate",
    "Tallies",
    "Tally",
    "Toll",
    "Top",
    "TopEntry",
    "Trend",
    "TrendCount",
    "Update",
    "Value",
    "Verdict",
]
