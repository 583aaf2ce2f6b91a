"""Create, describe and check the project's topics on a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Self

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from stream.adapters.kafka.connect import start
from stream.errors import ConfigError, NewswireError
from stream.pipeline.topics import CHANGELOG_CONFIG, ONE_PARTITION, TOPICS


class TopicError(NewswireError):
    """Kafka did not make or describe a topic: see its message, and the user's rights on the cluster."""


class Wanted(NamedTuple):
    """A topic as it should be on the cluster: its full name, partitions and broker settings."""

    name: str
    partitions: int
    config: Mapping[str, str]


class Found(NamedTuple):
    """A topic as it is on the cluster."""

    name: str
    partitions: int
    replication: int
    config: Mapping[str, str]


def wanted_topics(
    prefix: str, group_id: str, partitions: int, stateful: Iterable[str]
) -> list[Wanted]:
    """All topics of an installation: the public and internal ones, and a changelog a stateful stage.

    Changelogs are made here, not by Faust: one just made by it can show no partitions at first.
    """
    topics = [
        Wanted(prefix + t.name, 1 if t.name in ONE_PARTITION else partitions, t.config)
        for t in TOPICS
    ]
    logs = [
        Wanted(f"{group_id}-{stage}-changelog", partitions, CHANGELOG_CONFIG) for stage in stateful
    ]
    return topics + logs


class Admin:
    """An admin connection; use as an async context manager. `options` are aiokafka client options."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._client = AIOKafkaAdminClient(**options)

    async def __aenter__(self) -> Self:
        await start(self._client)
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._client.close()

    async def create(self, wanted: Iterable[Wanted], replication: int) -> list[str]:
        """Make the topics that are missing; return the names of those made."""
        existing = set(await self._client.list_topics())
        missing = [w for w in wanted if w.name not in existing]
        if not missing:
            return []
        answer = await self._client.create_topics(
            [
                NewTopic(w.name, w.partitions, replication, topic_configs=dict(w.config))
                for w in missing
            ]
        )
        return [name for name in map(_made, answer.topic_errors) if name]

    async def partitions(self, names: Iterable[str]) -> dict[str, int]:
        """How many partitions these topics have; a missing one is not in the answer."""
        existing = set(await self._client.list_topics())
        asked = [name for name in names if name in existing]
        shapes = await self._client.describe_topics(asked) if asked else []
        return {shape["topic"]: len(shape["partitions"]) for shape in shapes}

    async def describe(self, names: Iterable[str]) -> dict[str, Found]:
        """What the cluster says of these topics; a missing one is not in the answer."""
        existing = set(await self._client.list_topics())
        asked = [name for name in names if name in existing]
        if not asked:
            return {}
        shapes = {t["topic"]: t for t in await self._client.describe_topics(asked)}
        configs = await self._configs(asked)
        return {name: _found(name, shapes[name], configs[name]) for name in asked}

    async def _configs(self, names: list[str]) -> dict[str, dict[str, str]]:
        resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
        answers = await self._client.describe_configs(resources)
        found: dict[str, dict[str, str]] = {}
        for answer in answers:
            for code, message, _, name, entries in answer.resources:
                if code:
                    raise TopicError(f"topic {name}: {message or for_code(code).__name__}")
                found[name] = {entry[0]: entry[1] for entry in entries}
        return found


def _made(error: tuple[Any, ...]) -> str | None:
    name, code = error[0], error[1]
    kind = for_code(code)
    if code == 0:
        return str(name)
    if issubclass(kind, TopicAlreadyExistsError):
        return None  # somebody else was faster
    detail = error[2] if len(error) > 2 and error[2] else kind.__name__
    raise TopicError(f"topic {name} was not made: {detail}")


def _found(name: str, shape: Mapping[str, Any], config: Mapping[str, str]) -> Found:
    partitions = shape["partitions"]
    replicas = len(partitions[0]["replicas"]) if partitions else 0
    return Found(name, len(partitions), replicas, config)


def missing(wanted: Iterable[Wanted], found: Iterable[str]) -> list[str]:
    """The names of topics that are not there, in the order wanted."""
    there = set(found)
    return [want.name for want in wanted if want.name not in there]


def refuse(wanted: Sequence[Wanted], found: Mapping[str, int]) -> None:
    """Raise TopicError for topics that are missing, ConfigError for other partitions than wanted.

    A worker on such a cluster would wait for ever, or keep state where no changelog takes it.
    """
    if gone := missing(wanted, found):
        more = f" and {len(gone) - 1} more" if len(gone) > 1 else ""
        raise TopicError(
            f"Kafka has no topic {gone[0]}{more}: run `newswire topics create`, or see kafka.bootstrap,"
            " kafka.prefix and kafka.group"
        )
    for want in wanted:
        if found[want.name] != want.partitions:
            raise ConfigError(
                f"kafka.partitions: {want.name} has {found[want.name]} partitions, and {want.partitions} are"
                " wanted; set it to what the topics were made with, in every program alike"
            )


def problems(wanted: Iterable[Wanted], found: Mapping[str, Found]) -> list[str]:
    """What differs between the topics as they should be and as they are, each in a sentence."""
    said: list[str] = []
    for want in wanted:
        have = found.get(want.name)
        if have is None:
            said.append(f"{want.name}: missing (`newswire topics create` makes it)")
            continue
        if have.partitions != want.partitions:
            said.append(f"{want.name}: {have.partitions} partitions, not {want.partitions}")
        said += [
            f"{want.name}: {key} is {have.config.get(key)!r}, not {value!r}"
            for key, value in sorted(want.config.items())
            if have.config.get(key) != value
        ]
    return said


__all__ = [
    "Admin", "Found", "KafkaError", "TopicError", "Wanted", "missing", "problems", "refuse", "wanted_topics",
]  # fmt: skip
