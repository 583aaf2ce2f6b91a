"""A secret of the settings: the text of a file, or of an environment variable. It is never shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from stream.errors import ConfigError


def secret_text(
    file: Path | None, variable: str | None, environ: Mapping[str, str], where: str
) -> str:
    """The text of the file, else of the variable, without blanks around it; empty if that is not set.

    Raises ConfigError for a file that can't be read. It names `where` (the setting) and not what was read.
    """
    if file is None:
        return environ.get(variable or "", "").strip()
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "is not UTF-8"
        raise ConfigError(f"{where} can't be read: {why}") from None
