"""The broker's configuration files: one KRaft node on loopback, quick to start, nothing lost."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stream.adapters.broker.ports import LOOPBACK

NODE_ID = 1

LOG_FOLDER = "log"
"""Folder of the records. Relative: Kafka splits `log.dirs` at commas, which a path may hold."""

MESSAGE_MAX_BYTES = 4 * 1024 * 1024
"""Largest record batch in bytes; Kafka's default of 1 MiB is too small for a batch of stories."""

DEDUPE_BUFFER_BYTES = 16 * 1024 * 1024
"""Heap for compaction: about 600 000 keys a pass (24 bytes each); Kafka's 128 MiB is too much."""

SESSION_TIMEOUT_MS = 3000
"""After a kill, a restarted broker waits this long for its former self; Kafka's default is 9 s."""

HEARTBEAT_MS = 500

INTERNAL_PARTITIONS = 5
"""Partitions of the offsets and transactions topics; the default of 50 slows the first group."""


class Listener(NamedTuple):
    """One more way into the broker, beside plain text: a login, encryption, or both.

    `protocol` is SASL_PLAINTEXT, SSL or SASL_SSL, each once; `port` is on loopback; `properties` are
    Kafka's settings of that listener alone, such as `ssl.keystore.location`, without its prefix.
    """

    protocol: str
    port: int
    properties: Mapping[str, str]


def server_properties(port: int, controller_port: int, more: Sequence[Listener] = ()) -> str:
    """Return `server.properties` text; our own paths in it are relative to the data folder."""
    listeners = [Listener("PLAINTEXT", port, {}), *more]
    own = (_own_properties(listener) for listener in listeners)
    sections = (_node(listeners, controller_port), *own, _single_copy(), _sizes(), _speed())
    settings = [item for section in sections for item in section.items()]
    return "".join(f"{name}={value}\n" for name, value in settings)


def log4j_properties() -> str:
    """Return a logging configuration that writes warnings, and the start, to standard output."""
    return """\
status=error
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d{ISO8601} %p %c{1}: %m%n
rootLogger.level=warn
rootLogger.appenderRef.out.ref=out
logger.ready.name=kafka.server.KafkaRaftServer
logger.ready.level=info
"""


def _node(listeners: Sequence[Listener], controller_port: int) -> dict[str, str | int]:
    ways = [f"{way.protocol}://{LOOPBACK}:{way.port}" for way in listeners]
    protocols = [f"{way.protocol}:{way.protocol}" for way in listeners]
    return {
        "process.roles": "broker,controller",
        "node.id": NODE_ID,
        "log.dirs": LOG_FOLDER,
        "listeners": ",".join([*ways, f"CONTROLLER://{LOOPBACK}:{controller_port}"]),
        "advertised.listeners": ",".join(ways),
        "listener.security.protocol.map": ",".join([*protocols, "CONTROLLER:PLAINTEXT"]),
        "inter.broker.listener.name": "PLAINTEXT",
        "controller.listener.names": "CONTROLLER",
        "controller.quorum.voters": f"{NODE_ID}@{LOOPBACK}:{controller_port}",
        # A misspelt topic must fail here as it does on a production cluster.
        "auto.create.topics.enable": "false",
    }


def _own_properties(listener: Listener) -> dict[str, str | int]:
    prefix = f"listener.name.{listener.protocol.lower()}."
    return {prefix + name: value for name, value in listener.properties.items()}


def _single_copy() -> dict[str, str | int]:
    return {
        "default.replication.factor": 1,
        "offsets.topic.replication.factor": 1,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "share.coordinator.state.topic.replication.factor": 1,
        "share.coordinator.state.topic.min.isr": 1,
    }


def _sizes() -> dict[str, str | int]:
    return {
        "message.max.bytes": MESSAGE_MAX_BYTES,
        "replica.fetch.max.bytes": MESSAGE_MAX_BYTES,
        "log.cleaner.dedupe.buffer.size": DEDUPE_BUFFER_BYTES,
    }


def _speed() -> dict[str, str | int]:
    return {
        "offsets.topic.num.partitions": INTERNAL_PARTITIONS,
        "transaction.state.log.num.partitions": INTERNAL_PARTITIONS,
        "share.coordinator.state.topic.num.partitions": INTERNAL_PARTITIONS,
        "group.initial.rebalance.delay.ms": 0,
        "broker.session.timeout.ms": SESSION_TIMEOUT_MS,
        "broker.heartbeat.interval.ms": HEARTBEAT_MS,
    }
