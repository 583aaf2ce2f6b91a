"""Alert messages and arrivals as tests make them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from stream.notify.records import Arrival

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def alert(
    id_: str = "a1", sequence: int = 1, status: str = "raised", **more: Any
) -> dict[str, Any]:
    """An alert message as JSON has it."""
    return {
        "id": id_, "sequence": sequence, "status": status, "rule": "coast", "story": f"s-{id_}",
        "severity": "high", "channels": ["desk"], "headline": f"Ferry aground off the coast ({id_})",
        "reason": "rule coast: place Split", "changes": [],
        "actors": [{"id": "hr", "name": "Croatia", "role": "participant"}],
        "places": [{"id": "3190261", "name": "Split", "role": "event"}], "sources": ["Hina"],
        "single_source": True, "uri": f"urn:x:{id_}", "provider": "Hina", "version": str(sequence),
        "urgency": 3, "language": "en", "at": "2026-03-02T11:59:00Z",
        "ingested_at": "2026-03-02T11:59:01Z", **more,
    }  # fmt: skip


def arrival(message: dict[str, Any], offset: int = 0, at: datetime = NOON) -> Arrival:
    """The message as the topic gave it."""
    return Arrival(json.dumps(message).encode(), 0, offset, at)


def later(seconds: float) -> datetime:
    """So many seconds after noon."""
    return NOON + timedelta(seconds=seconds)
