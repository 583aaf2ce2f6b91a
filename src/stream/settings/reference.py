"""The commented reference file, made from the declarations: it can't fall behind them."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import wrap
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from stream.settings.keys import TABLES, Key, known_keys, sections, table_keys

WIDTH = 98

_HEAD = """\
# Every setting of Newswire Stream with its default. Made by `python -m stream.settings`.
#
# Later wins: defaults < this file < environment < flags. The file is the one that the command
# names, else NEWSWIRE_CONFIG, else ./newswire.toml if there is one. The environment variable of a
# key is NEWSWIRE_, its section, two underscores, its name; lists are JSON or separated by commas.
# Relative paths in a file start at the file's folder. Unknown keys and NEWSWIRE_ variables are
# refused. A line that is commented out is an example of a setting that has no fixed default.
"""


def reference_toml() -> str:
    """Return the reference file: every key with its meaning, allowed values and default."""
    parts = [_HEAD]
    for name, section in sections().items():
        parts.append(_section(name, section))
    return "\n".join([*parts, *map(_table, TABLES)])


def _section(name: str, section: type[BaseModel]) -> str:
    head = [*_comment(section.__doc__ or ""), f"[{name}]"]
    keys = [key for path, key in known_keys().items() if path[0] == name]
    return "\n".join(head) + "\n" + "\n".join(_entry(key, key.variable) for key in keys)


def _table(name: str) -> str:
    key = known_keys()[(name,)]
    head = [*_comment(f"{key.field.description} As a JSON list: {key.variable}."), f"# [[{name}]]"]
    return (
        "\n".join(head)
        + "\n"
        + "\n".join(_entry(inner, None, live=False) for inner in table_keys(name))
    )


def _entry(key: Key, variable: str | None, *, live: bool = True) -> str:
    about = [*_comment(key.field.description or ""), *_comment(f"Allowed: {key.allowed}.")]
    if variable:
        about.append(f"# Environment: {variable}")
    return "\n".join([*about, _assignment(key, live=live)]) + "\n"


def _assignment(key: Key, *, live: bool) -> str:
    name, default = key.path[-1], key.field.default
    if default is None or default is PydanticUndefined:
        return f"# {name} = {_toml((key.field.examples or [''])[0])}"
    return f"{'' if live else '# '}{name} = {_toml(default)}"


def _toml(value: Any) -> str:
    """Write a value as TOML; JSON's texts, numbers, booleans and flat lists are TOML too."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 10_000:
        return f"{value:_}"
    return json.dumps(str(value) if isinstance(value, Path) else value, ensure_ascii=False)


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in wrap(" ".join(text.split()), WIDTH - 2)]
