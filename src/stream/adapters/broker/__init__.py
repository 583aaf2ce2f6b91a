"""A real Apache Kafka on loopback, from Python packages alone (the extra `broker`)."""

from stream.adapters.broker.config import Listener
from stream.adapters.broker.errors import (
    BrokerError,
    BrokerStartFailed,
    ChecksumMismatch,
    DataFolderError,
    FolderInUse,
    ForeignFolder,
    JarsUnavailable,
    JavaNotFound,
    PortTaken,
)
from stream.adapters.broker.folder import running, wipe
from stream.adapters.broker.foreground import run_foreground
from stream.adapters.broker.lockfile import KAFKA_VERSION
from stream.adapters.broker.server import LocalBroker

__all__ = (
    "KAFKA_VERSION",
    "BrokerError",
    "BrokerStartFailed",
    "ChecksumMismatch",
    "DataFolderError",
    "FolderInUse",
    "ForeignFolder",
    "JarsUnavailable",
    "JavaNotFound",
    "Listener",
    "LocalBroker",
    "PortTaken",
    "run_foreground",
    "running",
    "wipe",
)
