"""The parameters of the lists, checked: a name that nobody knows is refused, not passed over."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.json_schema import WithJsonSchema

from stream.desk.read.query import MOST, MOST_CURSOR
from stream.desk.state.times import parsed
from stream.model import AlertStatus, Dimension, Severity

_SPACE_FOR_PLUS = re.compile(r"\S+ \d\d:?\d\d")


def _time(value: object) -> object:
    """Milliseconds of a time with its zone; a `+` that came unescaped is a space by now."""
    if isinstance(value, str) and _SPACE_FOR_PLUS.fullmatch(value):
        value = value.replace(" ", "+")
    found = parsed(value)
    if found is None:
        raise ValueError("wanted is a time with its zone, as 2026-03-02T12:00:00Z")
    return found


Time = Annotated[
    int, BeforeValidator(_time), WithJsonSchema({"type": "string", "format": "date-time"})
]
Text = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Texts = Annotated[list[Text], Field(max_length=50)]
Typed = Annotated[str, StringConstraints(max_length=500)]
Cursor = Annotated[str, StringConstraints(max_length=MOST_CURSOR)]

_ANY = "Several: repeat the parameter; any of them fits."
_SINCE = Field(default=None, description="Only from this time on (RFC 3339).")
_UNTIL = Field(default=None, description="Only before this time (RFC 3339).")


class Params(BaseModel):
    """Base of the parameters of a route."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Page(Params):
    """A page of a list."""

    cursor: Cursor | None = Field(default=None, description="`next` of the page before.")
    limit: int = Field(default=50, ge=1, le=MOST, description="Things on the page at most.")


class Span(Params):
    """A span of time."""

    since: Time | None = _SINCE
    until: Time | None = _UNTIL


class AlertParams(Page, Span):
    """Which alerts."""

    rule: Texts = Field(default=[], description=f"Ids of rules. {_ANY}")
    severity: list[Severity] = Field(default=[], description=f"Severities. {_ANY}")
    status: list[AlertStatus] = Field(
        default=[], description=f"What the newest message does. {_ANY}"
    )
    actor: Texts = Field(default=[], description=f"Ids of actors. {_ANY}")
    place: Texts = Field(default=[], description=f"GeoNames ids of places. {_ANY}")
    country: Texts = Field(
        default=[], description=f"Countries of places (ISO 3166-1 alpha-2). {_ANY}"
    )
    source: Texts = Field(default=[], description=f"Agencies. {_ANY}")
    language: Texts = Field(default=[], description=f"Languages of the item shown. {_ANY}")
    q: Typed = Field(
        default="", description="Words that headline, rule or names contain, all of them."
    )


class StoryParams(Page, Span):
    """Which stories."""

    actor: Texts = Field(default=[], description=f"Ids of actors. {_ANY}")
    place: Texts = Field(default=[], description=f"GeoNames ids of places. {_ANY}")
    country: Texts = Field(
        default=[], description=f"Countries of places (ISO 3166-1 alpha-2). {_ANY}"
    )


class SearchParams(Page, Span):
    """What to look for."""

    q: Typed = Field(
        description='Words that must all be there; "a phrase", begin*, -without. At most 500 characters.'
    )
    actor: Texts = Field(default=[], description=f"Ids of actors of the story. {_ANY}")
    place: Texts = Field(default=[], description=f"GeoNames ids of places of the story. {_ANY}")
    limit: int = Field(default=20, ge=1, le=100, description="Results on the page at most.")


class CountParams(Page, Span):
    """Which counts; since and until are about the windows' starts."""

    dimension: Annotated[list[Dimension], Field(max_length=50)] = Field(
        default=[], description=f"What is counted by, as actor. {_ANY}"
    )
    window: int = Field(
        default=3600, ge=1, le=2**31, description="Length of the windows in seconds."
    )
    value: Texts = Field(default=[], description=f"Labels, as an actor's id. {_ANY}")
    final: bool | None = Field(default=None, description="Only windows that are final, or are not.")


class TopParams(Params):
    """Which window's highest counts."""

    dimension: Dimension = Field(description="What is counted by, as actor.")
    window: int = Field(
        default=3600, ge=1, le=2**31, description="Length of the window in seconds."
    )
    at: Time | None = Field(
        default=None, description="A time in the window; the newest if left out."
    )
    n: int = Field(default=10, ge=1, le=100, description="So many at most.")


class LiveParams(Params):
    """Where to go on."""

    last_event_id: Typed = Field(
        default="",
        description="The last id that was seen, for clients that can send no header; Last-Event-ID comes first.",
    )


class NoParams(Params):
    """None."""
