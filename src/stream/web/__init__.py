"""Small HTTP servers: metrics and health of every program, and `POST /wire`."""

from stream.web.health import Health
from stream.web.status import StatusServer, status_app

__all__ = ["Health", "StatusServer", "status_app"]
