"""What the settings tell the stages: the same for a worker, `newswire replay` and `newswire check`."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from stream.pipeline.stages import StageOptions
from stream.settings import Settings

STAGE_SETTINGS = {
    "update_bytes": "limits.update_bytes",
    "strict": "wire.strict",
    "future_minutes": "wire.future_minutes",
    "dedupe_retention_hours": "dedupe.retention_hours",
    "dedupe_max_entries": "dedupe.max_entries",
    "tombstone_days": "dedupe.tombstone_days",
    "apart": "dedupe.apart",
    "providers": "dedupe.providers",
    "extra_actors": "classify.extra_actors",
    "rules": "alert.rules",
    "alert_retention_days": "alert.retention_days",
    "false_alarms_per_day": "alert.false_alarms_per_day",
    "alert_warmup_days": "alert.warmup_days",
    "alert_history_days": "alert.history_days",
    "count_sizes": "count.sizes_seconds",
    "count_retention_days": "count.retention_days",
    "count_grace_seconds": "count.grace_seconds",
    "count_idle_seconds": "count.idle_seconds",
    "count_undated": "count.undated",
    "count_max_series": "count.max_series",
    "count_top": "count.top",
    "count_top_seconds": "count.top_seconds",
}
"""Where each of the stages' options stands in the settings; a test holds it complete on both sides."""


def stage_options(settings: Settings) -> StageOptions:
    """What the settings tell the stages."""
    values: dict[str, Any] = {
        option: attrgetter(key)(settings) for option, key in STAGE_SETTINGS.items()
    }
    lists = {name: tuple(of) for name, of in values.items() if isinstance(of, list)}
    return StageOptions(**values | lists)
