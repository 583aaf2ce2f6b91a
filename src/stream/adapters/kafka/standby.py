"""One active member in a group: the others stand by, and one of them takes over when it goes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

from aiokafka.coordinator.assignors.abstract import AbstractPartitionAssignor
from aiokafka.coordinator.protocol import (
    ConsumerProtocolMemberAssignment,
    ConsumerProtocolMemberMetadata,
)

_STARTED = b"%020d" % time.time_ns()
"""Goes with the membership: the one that has run longest stays active when others come."""


class OneActive(AbstractPartitionAssignor):  # type: ignore[misc]
    """Gives every partition to the member that started first."""

    name = "one-active"
    version = 0

    @classmethod
    def assign(
        cls, cluster: Any, members: Mapping[str, ConsumerProtocolMemberMetadata]
    ) -> dict[str, ConsumerProtocolMemberAssignment]:
        """All partitions to one member, none to the others."""
        active = min(members, key=lambda member: (members[member].user_data, member))
        topics = sorted({topic for m in members.values() for topic in m.subscription})
        every = [(topic, sorted(cluster.partitions_for_topic(topic) or ())) for topic in topics]
        return {
            member: ConsumerProtocolMemberAssignment(
                cls.version, every if member == active else [], b""
            )
            for member in members
        }

    @classmethod
    def metadata(cls, topics: Iterable[str]) -> ConsumerProtocolMemberMetadata:
        """What this member says of itself: what it reads and since when it runs."""
        return ConsumerProtocolMemberMetadata(cls.version, list(topics), _STARTED)

    @classmethod
    def on_assignment(cls, assignment: ConsumerProtocolMemberAssignment) -> None:
        """Nothing to remember."""
