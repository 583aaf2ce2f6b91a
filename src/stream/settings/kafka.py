"""The `[kafka]` section: where the brokers are and how a client proves who it is."""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, model_validator

from stream.settings.base import Seconds, Section, UserPath, Whole

SecurityProtocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
SaslMechanism = Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]
Compression = Literal["none", "gzip", "snappy", "lz4", "zstd"]

LOCAL = "local"
_ADDRESS = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:/@,\[\]]+)(:\d{1,5})?")
_NAME = re.compile(r"[A-Za-z0-9._-]*")  # what Kafka takes in the name of a topic


def _addresses(text: str) -> str:
    """Check `host:port, host:port` and return it in its tidy form."""
    if text.strip() in ("", LOCAL):
        return LOCAL
    parts = [part.strip() for part in text.split(",")]
    for part in parts:
        found = _ADDRESS.fullmatch(part)
        if not found:
            raise ValueError("an address is not host:port")
        if found[2] and not 1 <= int(found[2][1:]) <= 65535:
            raise ValueError("a port is a number from 1 to 65535")
    return ",".join(parts)


def _topic_name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise ValueError("Kafka takes letters, digits, dot, underscore and hyphen only")
    return text


TopicText = Annotated[str, AfterValidator(_topic_name)]


class KafkaSettings(Section):
    """The brokers, the names used on them, and the security of every connection."""

    bootstrap: Annotated[str, AfterValidator(_addresses)] = Field(
        default=LOCAL,
        description='Addresses of some brokers, host:port, separated by commas. Empty or "local": '
        "the project's own local broker, which `newswire up` starts.",
        examples=["127.0.0.1:9092"],
    )
    prefix: TopicText = Field(
        default="",
        description="Put before every topic name and the group, for several installations on one "
        "cluster.",
    )
    group: Annotated[TopicText, Field(min_length=1)] = Field(
        default="newswire", description="The consumer group that the workers share."
    )
    partitions: Whole = Field(
        default=4,
        description="Partitions of topics that are made; the most workers that share one stage.",
    )
    replication: Whole = Field(
        default=1,
        description="Copies of each partition of topics that are made; 3 on a real cluster.",
    )
    security_protocol: SecurityProtocol = Field(
        default="PLAINTEXT",
        description="How to talk to the brokers: encrypted (SSL), with a login (SASL).",
    )
    sasl_mechanism: SaslMechanism = Field(
        default="PLAIN", description="How the login is proven; used only with a SASL protocol."
    )
    sasl_username: str | None = Field(
        default=None, description="Login name; needed with a SASL protocol.", examples=["newswire"]
    )
    sasl_password: SecretStr | None = Field(
        default=None,
        description="Password; needed with a SASL protocol. Better in the environment than here.",
        examples=["change-me"],
    )
    ssl_cafile: UserPath | None = Field(
        default=None,
        description="PEM file of the authorities to trust; the system's if left out.",
        examples=["ca.pem"],
    )
    ssl_certfile: UserPath | None = Field(
        default=None,
        description="PEM file of the client's certificate (mutual TLS).",
        examples=["me.pem"],
    )
    ssl_keyfile: UserPath | None = Field(
        default=None,
        description="PEM file of the client's private key, if it is not in ssl_certfile.",
        examples=["me.key"],
    )
    session_timeout_seconds: Seconds = Field(
        default=10.0,
        description="A worker that is silent for so long loses its partitions to the others; brokers refuse less "
        "than 6 by default. One whose "
        "process stood still for longer than this less heartbeat_seconds ends itself: start it again.",
    )
    heartbeat_seconds: Seconds = Field(
        default=3.0,
        description="Pause between signs of life; at most a third of the session timeout is usual.",
    )
    request_timeout_seconds: Seconds = Field(
        default=30.0,
        description="How long one request to a broker may take; not below the session timeout.",
    )
    compression: Compression = Field(
        default="snappy",
        description="Compression of what is produced. snappy costs next to nothing. zstd makes topics a quarter "
        "to a half smaller, and a busy worker spends an eighth of its time on it, as records come a few at a "
        "time; lz4 is slow here, because the client compresses at level 9.",
    )

    @property
    def local(self) -> bool:
        """Whether the project's own broker is meant; its address is known once it runs."""
        return self.bootstrap == LOCAL

    @property
    def servers(self) -> list[str]:
        """The addresses as a list of `host:port`."""
        return self.bootstrap.split(",")

    @property
    def group_id(self) -> str:
        """The consumer group's name on the brokers."""
        return self.prefix + self.group

    @property
    def longest_break_seconds(self) -> float:
        """The longest break of a process that its group surely bears: its last sign of life may have been due."""
        return self.session_timeout_seconds - self.heartbeat_seconds

    @property
    def compression_type(self) -> str | None:
        """The compression as aiokafka's and Faust's producers take it."""
        return None if self.compression == "none" else self.compression

    def topic(self, name: str) -> str:
        """Return the name on the brokers of the topic that the project calls `name`."""
        return self.prefix + name

    def at(self, bootstrap: str) -> Self:
        """Return the same settings for the brokers at `bootstrap` (the local one, once started)."""
        return self.model_copy(update={"bootstrap": _addresses(bootstrap)})

    @property
    def tls(self) -> bool:
        """Whether connections are encrypted."""
        return self.security_protocol in ("SSL", "SASL_SSL")

    @property
    def sasl(self) -> bool:
        """Whether connections need a login."""
        return self.security_protocol.startswith("SASL_")

    @model_validator(mode="after")
    def _timeouts_fit(self) -> Self:
        if self.heartbeat_seconds >= self.session_timeout_seconds:
            raise ValueError("heartbeat_seconds must be below session_timeout_seconds")
        if self.session_timeout_seconds > self.request_timeout_seconds:
            raise ValueError("session_timeout_seconds must not be above request_timeout_seconds")
        return self

    @model_validator(mode="after")
    def _login_fits(self) -> Self:
        given = (self.sasl_username, self.sasl_password)
        if self.sasl and not all(given):
            raise ValueError(f"{self.security_protocol} needs both sasl_username and sasl_password")
        if not self.sasl and any(given):
            raise ValueError(
                "sasl_username and sasl_password have no effect with security_protocol "
                f"{self.security_protocol}; set SASL_SSL or SASL_PLAINTEXT, or leave them out"
            )
        return self

    @model_validator(mode="after")
    def _tls_fits(self) -> Self:
        if not self.tls and (self.ssl_cafile or self.ssl_certfile or self.ssl_keyfile):
            raise ValueError(
                f"the ssl_ files have no effect with security_protocol {self.security_protocol}; "
                "set SSL or SASL_SSL, or leave them out"
            )
        if self.ssl_keyfile and not self.ssl_certfile:
            raise ValueError("ssl_keyfile needs ssl_certfile")
        return self
