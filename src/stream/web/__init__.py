"""The worker's own HTTP endpoints: metrics and health."""

from stream.web.health import Health
from stream.web.status import StatusServer, status_app

__all__ = ["Health", "StatusServer", "status_app"]
