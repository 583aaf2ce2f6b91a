"""What all sections share: immutable, closed, and silent about what was typed in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


class Section(BaseModel):
    """A table of the settings file; unknown keys are refused.

    The input stays out of validation errors because it may be a password.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


def _not_empty(value: object) -> object:
    """Refuse an empty path: `Path("")` would mean the working folder."""
    if value == "":
        raise ValueError("the path is empty")
    return value


def plain_name(name: str) -> str:
    """Check a name that also becomes a file's. Raises ValueError."""
    if not re.fullmatch(r"[A-Za-z0-9._-]+", name) or name.startswith("."):
        raise ValueError("letters, digits, dot, underscore and hyphen only, and no dot in front")
    return name


def time_zone(name: str) -> str:
    """Check the name of an IANA time zone; empty is none. Raises ValueError."""
    try:
        if name:
            ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"no time zone {name!r}: give an IANA name, as Europe/London") from None
    return name


Whole = Annotated[int, Field(ge=1)]
"""A whole number, 1 or more."""

Count = Annotated[int, Field(ge=0)]
"""A whole number, 0 or more."""

Port = Annotated[int, Field(ge=0, le=65535)]
"""A TCP port to listen on; 0 takes any free one."""

Text = Annotated[str, Field(min_length=1)]
"""A text that is not empty."""

Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
"""A duration in seconds, above 0."""

UserPath = Annotated[Path, BeforeValidator(_not_empty), AfterValidator(Path.expanduser)]
"""A path in which `~` is the user's folder."""
