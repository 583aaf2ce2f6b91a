"""What an operator can set: typed sections, read from a file, the environment and flags.

Defaults < TOML file < environment (`NEWSWIRE_KAFKA__BOOTSTRAP`) < flags. Every key is in
`docs/reference-settings.toml`. Importing this package imports neither faust nor aiokafka.
"""

from stream.settings.clients import faust_broker_options, kafka_client_options
from stream.settings.kafka import KafkaSettings
from stream.settings.load import load_settings
from stream.settings.reference import reference_toml
from stream.settings.sections import (
    AlertSettings,
    ClassifySettings,
    CountSettings,
    DedupeSettings,
    LimitsSettings,
    LogSettings,
    Settings,
    StageName,
    StatusSettings,
    WireSettings,
    WorkerSettings,
)
from stream.settings.sources import SourceSettings

__all__ = [
    "AlertSettings",
    "ClassifySettings",
    "CountSettings",
    "DedupeSettings",
    "KafkaSettings",
    "LimitsSettings",
    "LogSettings",
    "Settings",
    "SourceSettings",
    "StageName",
    "StatusSettings",
    "WireSettings",
    "WorkerSettings",
    "faust_broker_options",
    "kafka_client_options",
    "load_settings",
    "reference_toml",
]
