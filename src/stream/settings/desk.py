"""The `[serve]` section: where the desk listens, who may read it, and what it keeps."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from stream.settings.base import Port, Seconds, Section, Text, UserPath, Whole
from stream.settings.channels import Variable

TOKENS_VARIABLE = "NEWSWIRE_SECRET_SERVE_TOKENS"


def _origins(origins: list[str]) -> list[str]:
    """Check the origins of other sites' pages: a browser sends scheme and host, and nothing after."""
    for origin in origins:
        parts = urlsplit(origin)
        whole = parts.scheme in ("http", "https") and parts.netloc and "@" not in parts.netloc
        if origin != "*" and (not whole or origin != f"{parts.scheme}://{parts.netloc}"):
            raise ValueError("an origin is https://host or https://host:port, or *")
    return origins


class ServeSettings(Section):
    """What `newswire serve` does: the read API and the desk's page."""

    enabled: bool = Field(
        default=True, description="Whether `newswire up` serves the desk as well."
    )
    host: Text = Field(
        default="127.0.0.1",
        description="Address to listen on. Only this machine by default; any other needs a token. There is "
        "no TLS: put a proxy that has it before the desk.",
    )
    port: Port = Field(
        default=6071, description="Port to listen on; 0 takes any free one and logs it."
    )
    tokens_file: UserPath | None = Field(
        default=None,
        description="File that holds the read token, or several, one a line; wins over tokens_variable.",
        examples=["desk.tokens"],
    )
    tokens_variable: Variable = Field(
        default=TOKENS_VARIABLE,
        description="Environment variable that holds the read token, or several with a space between.",
    )
    cors_origins: Annotated[list[str], AfterValidator(_origins)] = Field(
        default=[],
        description="Origins of other sites' pages that may read the API with a token, as "
        "https://dashboard.example; * for all.",
    )
    database: UserPath | None = Field(
        default=None,
        description="SQLite file for what was read; desk.db in worker.data_dir if left out. It can be "
        "deleted: it is filled again from the topics.",
        examples=["desk.db"],
    )
    memory: bool = Field(
        default=False,
        description="Keep everything in memory, and read the topics anew at each start.",
    )
    retention_days: Whole = Field(
        default=14,
        description="How long a story, an alert or a count is kept after its last change.",
    )
    stale_seconds: Seconds = Field(
        default=300.0,
        description="Without a record from Kafka for so long the page says that the feed stands still: "
        "longer than the quietest minutes of your wire.",
    )
    status_port: Port = Field(
        default=6069,
        description="Port of serve's own /metrics and /health (status.host, status.enabled); 0 takes any free one.",
    )
