"""What is wrong with a value, for an operator: the key, the value given, what is allowed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from stream.settings.keys import TABLES, Key, nearest, table_keys

LONGEST = 80  # characters of a value that a message repeats
_LOGIN = re.compile(r"//[^/@\s]*@")  # in an address that was given with name and password


def explain(error: ValidationError, key: Key, name: str, value: Any) -> list[str]:
    """Return one sentence for each thing that is wrong with the value of `key`, once each."""
    return list(dict.fromkeys(_sentences(error, key, name, value)))


def _sentences(error: ValidationError, key: Key, name: str, value: Any) -> Iterator[str]:
    tables = table_keys(key.dotted) if key.dotted in TABLES else []
    known = {inner.dotted: inner for inner in tables}
    for found in error.errors(include_url=False):
        loc = found["loc"]
        place = name + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc)
        named = [step for step in loc if isinstance(step, str)]
        inner = known.get(named[-1]) if named else None
        if found["type"] == "extra_forbidden":
            near = nearest(str(loc[-1]), list(known))
            yield f"unknown key {place}; the nearest known is {near}"
        elif found["type"] == "missing":
            yield f"{place} is missing"
        elif tables and loc == () and found["type"] == "list_type":
            yield _no_tables(key, name, value)
        elif inner is None and (
            key.dotted == "channels" or (tables and found["type"] == "value_error")
        ):
            yield f"{place}: {_reason(found)}"  # not the whole table: it may hold a secret as well
        elif inner is not None or (key.listed and len(loc) == 1):
            yield _sentence(inner or key, place, found["input"], found)
        elif found["type"] == "value_error" and loc:
            yield f"{place}: {_reason(found)}"
        else:
            yield _sentence(key, name, value, found)


def _no_tables(key: Key, name: str, value: Any) -> str:
    """In a file the brackets are wrong, in the environment the JSON."""
    if name != key.variable:
        return f"{name} is a list of tables: write [[{key.dotted}]], in two brackets, before each"
    if isinstance(value, str):
        try:
            json.loads(value)
        except ValueError as error:
            return f"{name} is no JSON: {error}"
    return f"{name} is not a JSON list of objects"


def _sentence(key: Key, place: str, value: Any, found: Any) -> str:
    shown = "the value given" if key.secret else f"{place} = {_shown(value)}"
    subject = f"{place}: {shown}" if key.secret else shown
    why = f" ({_reason(found)})" if found["type"] == "value_error" else ""
    return f"{subject} is not allowed{why}; allowed is {key.allowed}"


def _reason(found: Any) -> str:
    return str(found["msg"]).removeprefix("Value error, ")


def _shown(value: Any) -> str:
    text = _LOGIN.sub("//…@", json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
