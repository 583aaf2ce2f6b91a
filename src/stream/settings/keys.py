"""The keys that exist, what each allows in words, and which one a wrong name is nearest to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, MinLen
from pydantic import BaseModel, SecretStr, TypeAdapter
from pydantic.fields import FieldInfo

from stream.settings.channels import ChannelSettings
from stream.settings.sections import Settings
from stream.settings.sources import SourceSettings

PREFIX = "NEWSWIRE_"
_WORDS = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}
_BOUNDS = {
    Ge: ("ge", "{} or more"),
    Gt: ("gt", "above {}"),
    Le: ("le", "at most {}"),
    MinLen: ("min_length", "not empty"),
}


@dataclass(frozen=True)
class Key:
    """A key of the settings: its path (`("kafka", "bootstrap")`) and its declaration."""

    path: tuple[str, ...]
    field: FieldInfo

    @property
    def dotted(self) -> str:
        """The key as flags and messages name it."""
        return ".".join(self.path)

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return PREFIX + "__".join(self.path).upper()

    @property
    def annotation(self) -> Any:
        """The type with its bounds."""
        return self.field.rebuild_annotation()

    @property
    def allowed(self) -> str:
        """What values it takes, in words."""
        return allowed(self.annotation)

    @property
    def secret(self) -> bool:
        """Whether its value must never be shown."""
        return SecretStr in _parts(self.annotation)

    @property
    def optional(self) -> bool:
        """Whether it can be left unset."""
        return type(None) in _parts(self.annotation)

    @property
    def listed(self) -> bool:
        """Whether it takes a list."""
        return get_origin(_bare(self.annotation)) is list

    @property
    def adapter(self) -> TypeAdapter[Any]:
        """A validator for the value alone."""
        return TypeAdapter(self.annotation)


def sections() -> dict[str, type[BaseModel]]:
    """Return the sections (tables) by name, in the order of the reference file."""
    fields = Settings.model_fields.items()
    return {name: kind for name, field in fields if (kind := _section(field)) is not None}


@cache
def known_keys() -> dict[tuple[str, ...], Key]:
    """Return every key by its path; `sources` is one key, and so is `channels`."""
    return {key.path: key for key in _walk()}


TABLES: dict[str, type[BaseModel]] = {"sources": SourceSettings, "channels": ChannelSettings}
"""The keys that take a list of tables, and the tables."""


def table_keys(name: str) -> list[Key]:
    """Return the keys of a `[[sources]]` or `[[channels]]` table."""
    return [Key((inner,), field) for inner, field in TABLES[name].model_fields.items()]


LIKE = 0.6
"""From this likeness on (0 to 1) a name may be another one misspelt: the cutoff of difflib's own matches."""


def nearest(name: str, known: list[str], separator: str = ".") -> str:
    """Return the known name most like `name`, by the whole or by its last part; first of equals.

    Empty if none is like it: to who wrote something else, a name at random is no help.
    """

    def likeness(other: str) -> float:
        tail = SequenceMatcher(None, name.split(separator)[-1], other.split(separator)[-1]).ratio()
        return max(SequenceMatcher(None, name, other).ratio(), 0.99 * tail)

    best = max(known, key=likeness)
    return best if likeness(best) >= LIKE else ""


def hint(name: str, known: list[str], listed: list[str], separator: str = ".") -> str:
    """What follows a name that nobody knows: the nearest known one, else those of `listed`, which may be none."""
    if near := nearest(name, known, separator):
        return f"; the nearest known is {near}"
    return f"; known are {', '.join(listed)}" if listed else ""


def beside(path: tuple[str, ...]) -> list[str]:
    """Return the keys of the section that `path` names, else the names that a file may begin with."""
    return [key.dotted for key in known_keys().values() if key.path[:-1] == path[:1]] or [
        *sections(),
        *TABLES,
    ]


def allowed(annotation: Any) -> str:
    """Say in words what a type allows."""
    bare, bounds = _bare(annotation), _bounds(annotation)
    if get_origin(bare) is Literal:
        return "one of " + ", ".join(map(str, get_args(bare)))
    if get_origin(bare) is list:
        return f"a list, each {allowed(get_args(bare)[0])}"
    if get_origin(bare) is tuple:
        return "a list of " + " and ".join(map(allowed, get_args(bare)))
    if get_origin(bare) in (Union, UnionType):
        inner = [allowed(part) for part in get_args(bare) if part is not type(None)]
        return f"{' or '.join(inner)}; may be left out"
    return ", ".join([_word(bare), *bounds])


def _word(kind: Any) -> str:
    if kind is SecretStr:
        return "text (secret: never shown)"
    if kind is Path:
        return "a path"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return "a table with " + ", ".join(kind.model_fields)
    return _WORDS.get(kind, getattr(kind, "__name__", str(kind)))


def _walk() -> Iterator[Key]:
    for name, field in Settings.model_fields.items():
        section = _section(field)
        if section is None:
            yield Key((name,), field)
        else:
            yield from (Key((name, part), inner) for part, inner in section.model_fields.items())


def _section(field: FieldInfo) -> type[BaseModel] | None:
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _bare(annotation: Any) -> Any:
    return _bare(get_args(annotation)[0]) if get_origin(annotation) is Annotated else annotation


def _parts(annotation: Any) -> list[Any]:
    """Return the alternatives of a type: `[str, None]` for an optional text."""
    bare = _bare(annotation)
    is_union = get_origin(bare) in (Union, UnionType)
    return [_bare(part) for part in get_args(bare)] if is_union else [bare]


def _bounds(annotation: Any) -> list[str]:
    if get_origin(annotation) is not Annotated:
        return []
    inner, *rest = get_args(annotation)
    flat = [item for extra in rest for item in (getattr(extra, "metadata", None) or [extra])]
    found = [
        words.format(getattr(item, name))
        for item in flat
        for kind, (name, words) in _BOUNDS.items()
        if isinstance(item, kind)
    ]
    return _bounds(inner) + found
