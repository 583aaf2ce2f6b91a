"""The topics: keys, who may read them, and how Kafka should keep them.

`wire.*` are internal (they carry embargoed and killed text), `news.*` are public. Times of records are
the broker's (`LogAppendTime`): a stage's only clock, in the log, the same for every replay of it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from stream.model.topics import (
    ACCEPTED,
    ALERTS,
    CLASSIFIED,
    COUNTS,
    DEAD_LETTERS,
    DELIVERIES,
    DUPLICATES,
    STORIES,
    TALLIES,
    TOP,
    TRENDS,
    UPDATES,
)

DAY_MS = 86_400_000


class TopicSpec(NamedTuple):
    """One topic: what its key is, its visibility and the broker settings it must have."""

    name: str
    key: str
    visibility: Literal["internal", "public"]
    about: str
    config: dict[str, str]


def _kept(days: int, **more: str) -> dict[str, str]:
    return {
        "cleanup.policy": "delete",
        "retention.ms": str(days * DAY_MS),
        "message.timestamp.type": "LogAppendTime",
        "max.message.bytes": "4194304",
        **more,
    }


_UPSERT = {"cleanup.policy": "compact,delete"}

TOPICS: tuple[TopicSpec, ...] = (
    TopicSpec(UPDATES, "uri", "internal", "Wire updates as sources send them.", _kept(7)),
    TopicSpec(DEAD_LETTERS, "as it came", "internal", "Records that failed, and why.", _kept(30)),
    TopicSpec(ACCEPTED, "language", "internal", "Updates that can be read, normalised.", _kept(7)),
    TopicSpec(STORIES, "story", "internal", "Updates with verdict and story.", _kept(7)),
    TopicSpec(DUPLICATES, "story", "internal", "Repeats, stale versions, duplicates.", _kept(7)),
    TopicSpec(CLASSIFIED, "story", "internal", "Story updates with actors and places.", _kept(7)),
    TopicSpec(TALLIES, "day", "internal", "Each partition's part of a count.", _kept(2)),
    TopicSpec(TRENDS, "window", "internal", "What changed in quarters of an hour.", _kept(30)),
    TopicSpec(ALERTS, "alert", "public", "Each message of each alert.", _kept(30)),
    TopicSpec(COUNTS, "series", "public", "Counts of windows; upsert.", _kept(90) | _UPSERT),
    TopicSpec(TOP, "list", "public", "Top lists of windows; upsert.", _kept(90) | _UPSERT),
    TopicSpec(
        DELIVERIES, "delivery", "public", "What each channel was told; upsert.", _kept(30) | _UPSERT
    ),
)

ONE_PARTITION = frozenset((DEAD_LETTERS, TRENDS, DELIVERIES))
"""Topics whose records are read in one order, by one reader."""

CHANGELOG_CONFIG = {
    "cleanup.policy": "compact",
    "max.message.bytes": "4194304",
    "segment.ms": str(DAY_MS),
}
"""Broker settings of a stage's changelog: kept for ever, the last value of each row."""
