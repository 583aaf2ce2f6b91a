"""The topics that an installation needs, and making those that are missing."""

from __future__ import annotations

from stream.adapters.kafka.admin import Admin, Wanted, wanted_topics
from stream.pipeline.stages import STATEFUL
from stream.settings import Settings, kafka_client_options


def topics_of(settings: Settings) -> list[Wanted]:
    """All topics that the installation needs."""
    kafka = settings.kafka
    return wanted_topics(kafka.prefix, kafka.group_id, kafka.partitions, STATEFUL)


async def create_topics(settings: Settings) -> list[str]:
    """Make the topics that are missing; return their names."""
    async with Admin(kafka_client_options(settings.kafka)) as admin:
        return await admin.create(topics_of(settings), settings.kafka.replication)
