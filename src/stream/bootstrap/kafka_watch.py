"""Say on the status pages, in the metrics and in the log whether Kafka answers: worker, notify and desk alike."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from stream.adapters.kafka.reachability import KafkaWatch
from stream.settings import Settings, kafka_client_options
from stream.web.health import Health

log = structlog.get_logger("newswire.kafka")


def kafka_watch(settings: Settings, health: Health, gauge: Callable[[bool], None]) -> KafkaWatch:
    """The watch over the cluster; run it on the program's loop. `gauge` sets the program's metric."""

    def tell(gone: str | None) -> None:
        health.kafka(gone)
        gauge(gone is None)
        if gone is None:
            log.info("Kafka answers")
        else:
            log.error("Kafka is gone; what is under way is tried again until it is back", why=gone)

    return KafkaWatch(kafka_client_options(settings.kafka), tell)
