"""The layers of the settings: each becomes a tree of checked values, or a list of complaints.

A layer is checked by itself, so that a complaint names the file, variable or flag that is wrong.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from stream.errors import ConfigError, unreadable
from stream.settings.channels import SECRET_PREFIX, ChannelSettings
from stream.settings.keys import PREFIX, TABLES, Key, beside, hint, known_keys, sections
from stream.settings.problems import explain
from stream.settings.sources import TOKEN_VARIABLE, SourceSettings

TOLERATED = frozenset({"NEWSWIRE_CONFIG", "NEWSWIRE_CACHE", "NEWSWIRE_JAVA", TOKEN_VARIABLE})
"""Variables with our prefix that other parts of the project read."""

_SERVICE_LINK = re.compile(
    r"NEWSWIRE_(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)"
)
_SERVICE_URL = re.compile(r"(tcp|udp|sctp)://")


@dataclass
class Layer:
    """Values from one origin as a tree of sections, and what was wrong with the rest."""

    origin: str
    tree: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def put(self, key: Key, value: Any) -> None:
        """Set a value that was checked."""
        *above, last = key.path
        table = self.tree
        for name in above:
            table = table.setdefault(name, {})
        table[last] = value

    def unknown(self, name: str, known: list[str]) -> None:
        """Complain about a key that nobody knows."""
        told = hint(name, known, beside(tuple(name.split("."))))
        self.problems.append(f"{self.origin}: unknown key {name}{told}")


def file_layer(path: Path) -> Layer:
    """Read a TOML file; relative paths in it start at its folder, types must be TOML's own."""
    layer = Layer(str(path))
    for found, value in _leaves(_parse(path), layer):
        key = known_keys().get(found)
        if key is None:
            layer.unknown(".".join(found), _dotted(sections()))
        else:
            _check(layer, key, key.dotted, value, strict=True)
    layer.tree = _anchored(layer.tree, path.parent)
    return layer


def environment_layer(environ: Mapping[str, str]) -> Layer:
    """Read the variables that start with `NEWSWIRE_`; unknown ones are complaints.

    Kubernetes sets variables for every service in the namespace; those of a service called
    `newswire-...` look like ours and are told by their shape.
    """
    layer = Layer("environment")
    by_name = {key.variable: key for key in known_keys().values()}
    for name in sorted(environ):
        if not name.upper().startswith(PREFIX) or _foreign(name, environ[name]):
            continue
        if key := by_name.get(name.upper()):
            _check(layer, key, key.variable, _from_text(key, environ[name]))
        else:
            told = hint(name, [*by_name], [], "__")
            layer.problems.append(f"{layer.origin}: unknown variable {name}{told}")
    return layer


def flag_layer(overrides: Mapping[str, Any]) -> Layer:
    """Read dotted overrides as the command line has them; None is a flag that was not given."""
    layer = Layer("flags")
    for name, value in overrides.items():
        key = known_keys().get(tuple(name.split(".")))
        if key is None:
            layer.unknown(name, _dotted())
        elif value is not None:
            given = _from_text(key, value) if isinstance(value, str) else value
            _check(layer, key, key.dotted, given)
    return layer


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {unreadable(error)}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from error


def _leaves(tree: Mapping[str, Any], layer: Layer) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in tree.items():
        if name not in sections():
            yield (name,), value
        elif isinstance(value, dict):
            yield from (((name, part), inner) for part, inner in value.items())
        else:
            layer.problems.append(f"{layer.origin}: {name} must be a table: [{name}]")


def _check(layer: Layer, key: Key, name: str, value: Any, *, strict: bool = False) -> None:
    """Validate one value; a file is held to JSON's strictness, so that "4" is no number."""
    try:
        if strict:
            checked = key.adapter.validate_json(json.dumps(value, default=str), strict=True)
        else:
            checked = key.adapter.validate_python(value)
    except ValidationError as error:
        layer.problems += [f"{layer.origin}: {text}" for text in explain(error, key, name, value)]
    else:
        layer.put(key, checked)


def _from_text(key: Key, text: str) -> Any:
    """Turn a text into what its key takes: a list is JSON or separated by commas."""
    if key.optional and text == "":
        return None
    if not key.listed:
        return text
    if text.lstrip().startswith("[") or (key.dotted in TABLES and text.strip()):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return [part.strip() for part in text.split(",") if part.strip()]


def _foreign(name: str, value: str) -> bool:
    upper = name.upper()
    if name.startswith(SECRET_PREFIX):
        return True
    if upper in TOLERATED or "__" in upper:
        return upper in TOLERATED
    link = upper.endswith("_PORT") and _SERVICE_URL.match(value) is not None
    return link or _SERVICE_LINK.fullmatch(upper) is not None


def _dotted(more: Iterable[str] = ()) -> list[str]:
    return [*more, *(key.dotted for key in known_keys().values())]


def _anchored(value: Any, base: Path) -> Any:
    """Make the relative paths of a file relative to its folder, wherever the worker was started."""
    if isinstance(value, Path):
        return base / value
    if isinstance(value, dict):
        return {name: _anchored(inner, base) for name, inner in value.items()}
    if isinstance(value, list):
        return [_anchored(inner, base) for inner in value]
    if isinstance(value, SourceSettings | ChannelSettings):
        paths = {k: v for k, v in value if isinstance(v, Path)}
        return value.model_copy(update={k: base / v for k, v in paths.items()})
    return value
