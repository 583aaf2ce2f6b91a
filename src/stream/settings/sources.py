"""A `[[sources]]` table: one place that updates come from, and what its documents can't say themselves."""

from __future__ import annotations

from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from stream.settings.base import Port, Seconds, Section, Text, UserPath, plain_name, time_zone

SourceKind = Literal["file", "folder", "stdin", "watch", "feed", "http"]
SourceFormat = Literal[
    "auto",
    "ninjs",
    "newsml-g2",
    "newsml1",
    "nitf",
    "iptc7901",
    "anpa",
    "ritzau",
    "rss",
    "atom",
    "jsonl",
]
TOKEN_VARIABLE = "NEWSWIRE_WIRE_TOKEN"
"""The environment variable that holds the token of `POST /wire`, unless another is named."""

_HINTS = ("provider", "provider_wins", "zone", "language", "strict")
_TAKES: dict[str, tuple[str, ...]] = {
    "file": ("path", "follow", "rate"),
    "folder": ("path", "follow", "rate"),
    "stdin": ("follow", "rate"),
    "watch": ("path", "format", "settle", "give_up"),
    "feed": ("url", "every", "format", "allow_private"),
    "http": ("host", "port", "format", "token_file", "token_variable", "answer_within"),
}
_NEEDS = {"file": "path", "folder": "path", "watch": "path", "feed": "url"}


def _address(text: str) -> str:
    """Check the address of a feed."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address starts with http:// or https:// and names a host")
    return text


class SourceSettings(Section):
    """One place that updates are read from."""

    name: Annotated[str, AfterValidator(plain_name)] = Field(
        description="Name in logs, unique; letters, digits, dot, underscore, hyphen.",
        examples=["desk"],
    )
    kind: SourceKind = Field(
        description="What it is: JSON Lines in a file, in the files of a folder, or on standard input; a "
        "folder that is watched for documents of any format; a feed that is polled; or an HTTP server "
        "that takes POST /wire.",
        examples=["folder"],
    )
    path: UserPath | None = Field(
        default=None, description="The file or folder (file, folder, watch).", examples=["incoming"]
    )
    follow: bool = Field(
        default=False,
        description="Wait for what is added later instead of ending (file, folder; standard input always does).",
    )
    rate: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = Field(
        default=None,
        description="The most updates a second (file, folder, stdin); no limit if left out.",
        examples=[50.0],
    )
    url: Annotated[str, AfterValidator(_address)] | None = Field(
        default=None,
        description="Address of the feed (feed).",
        examples=["https://news.example/rss"],
    )
    every: Seconds = Field(default=60.0, description="Pause between polls of a feed, in seconds.")
    allow_private: bool = Field(
        default=False,
        description="Allow private, loopback and link-local addresses (feed); checked on the address "
        "connected to, whatever its name or a redirect says.",
    )
    format: SourceFormat = Field(
        default="auto",
        description="Format of the documents (watch, feed, http); auto tells it from their bytes.",
    )
    provider: str = Field(
        default="", description="The provider of documents that name none, as Reuters."
    )
    provider_wins: bool = Field(
        default=False, description="Take `provider` also where a document names another."
    )
    zone: Annotated[str, AfterValidator(time_zone)] = Field(
        default="", description="IANA time zone of clock times that state none, as Europe/London."
    )
    language: str = Field(
        default="", description="Language of items that state none (BCP 47), as en-GB."
    )
    strict: bool = Field(
        default=False,
        description="Refuse what breaks its own standard; else it is read, with warnings.",
    )
    settle: Seconds = Field(
        default=2.0,
        description="A file whose size and time have not changed for so many seconds is taken (watch).",
    )
    give_up: Seconds = Field(
        default=60.0,
        description="A document that is not complete after so many seconds without change is refused (watch).",
    )
    host: Text = Field(
        default="127.0.0.1",
        description="Address to listen on (http). Only this machine by default; there is no TLS, so put "
        "a proxy that has it before any other.",
    )
    port: Port = Field(
        default=6070, description="Port to listen on (http); 0 takes any free one and says it."
    )
    token_file: UserPath | None = Field(
        default=None,
        description="File that holds the bearer token (http); wins over token_variable.",
        examples=["wire.token"],
    )
    token_variable: Text = Field(
        default=TOKEN_VARIABLE,
        description="Environment variable that holds the bearer token (http).",
    )
    answer_within: Seconds = Field(
        default=10.0,
        description="How long a POST waits for Kafka before it is answered with 503, in seconds (http).",
    )

    @model_validator(mode="after")
    def _fits_kind(self) -> Self:
        takes = _TAKES[self.kind]
        given = [name for name in self.model_fields_set if getattr(self, name) != _default(name)]
        for name in sorted(set(given) - {"name", "kind", *_HINTS, *takes}):
            raise ValueError(
                f"source {self.name!r}: kind {self.kind} takes no {name}; "
                f"it takes {', '.join((*takes, *_HINTS))}"
            )
        if (needed := _NEEDS.get(self.kind)) and getattr(self, needed) is None:
            raise ValueError(f"source {self.name!r}: kind {self.kind} needs a {needed}")
        return self


def _default(name: str) -> object:
    return SourceSettings.model_fields[name].default


def distinct_names(sources: list[SourceSettings]) -> list[SourceSettings]:
    """Refuse two sources of one name: logs and saved positions could not tell them apart."""
    names = [source.name for source in sources]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"two sources are called {name!r}")
    return sources
