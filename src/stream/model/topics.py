"""The topics' names in the project, before a prefix of the settings; each is spelt here and nowhere else.

`wire.*` are internal, `news.*` are public. Keys, retention and the like: stream.pipeline.topics.
"""

from __future__ import annotations

UPDATES = "wire.updates"
DEAD_LETTERS = "wire.updates.dlq"
ACCEPTED = "wire.accepted"
STORIES = "wire.stories"
DUPLICATES = "wire.duplicates"
CLASSIFIED = "wire.classified"
TALLIES = "wire.tallies"
ALERTS = "news.alerts"
TRENDS = "wire.trends"
COUNTS = "news.counts"
TOP = "news.top"
DELIVERIES = "news.deliveries"
