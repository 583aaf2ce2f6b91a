"""Put the layers on top of each other: defaults < file < environment < flags."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from stream.errors import ConfigError
from stream.settings.layers import Layer, environment_layer, file_layer, flag_layer
from stream.settings.sections import Settings

DEFAULT_FILE = Path("newswire.toml")


def load_settings(
    path: str | Path | None = None,
    overrides: Mapping[str, Any] | None = None,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """Read all settings; raise ConfigError with everything that is wrong, one line each.

    `path` is the file, else `NEWSWIRE_CONFIG`, else `./newswire.toml` if there is one. `overrides`
    are dotted keys (`{"kafka.group": "x"}`), texts or typed values; None is skipped. `environ`
    stands in for `os.environ`.
    """
    environ = os.environ if environ is None else environ
    layers = [
        *map(file_layer, _files(path, environ)),
        environment_layer(environ),
        flag_layer(overrides or {}),
    ]
    if problems := [problem for layer in layers for problem in layer.problems]:
        raise ConfigError("\n".join(problems))
    return _merge(layers)


def _files(path: str | Path | None, environ: Mapping[str, str]) -> list[Path]:
    """Return the file to read; one that was named must be there."""
    if named := path or environ.get("NEWSWIRE_CONFIG"):
        return [Path(named).expanduser()]
    return [DEFAULT_FILE] if DEFAULT_FILE.is_file() else []


def _merge(layers: list[Layer]) -> Settings:
    """Build the settings; what is left to find wrong are values that don't fit each other."""
    merged: dict[str, Any] = {}
    for layer in layers:
        for name, value in layer.tree.items():
            below = merged.get(name)
            merged[name] = {**below, **value} if isinstance(below, dict) else value
    try:
        return Settings(**merged)
    except ValidationError as error:
        raise ConfigError("\n".join(_misfits(error, layers))) from None


def _misfits(error: ValidationError, layers: list[Layer]) -> list[str]:
    problems = []
    for found in error.errors(include_url=False, include_input=False):
        place = ".".join(map(str, found["loc"]))
        section = str(found["loc"][0]) if found["loc"] else ""
        origins = [layer.origin for layer in layers if section in layer.tree]
        reason = found["msg"].removeprefix("Value error, ")
        problems.append(f"{' and '.join(origins) or 'defaults'}: {place}: {reason}")
    return problems
