"""What all sections share: immutable, closed, and silent about what was typed in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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


Whole = Annotated[int, Field(ge=1)]
"""A whole number, 1 or more."""

Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
"""A duration in seconds, above 0."""

UserPath = Annotated[Path, BeforeValidator(_not_empty), AfterValidator(Path.expanduser)]
"""A path in which `~` is the user's folder."""
