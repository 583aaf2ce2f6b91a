"""What is wrong with a value, for an operator: the key, the value given, what is allowed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from stream.settings.keys import TABLES, Key, hint, table_keys

LONGEST = 80  # characters of a value that a message repeats
_LOGIN = re.compile(r"//[^/@\s]*@")  # in an address that was given with name and password


def explain(error: ValidationError, key: Key, name: str, value: Any) -> list[str]:
    """Return one sentence for each thing that is wrong with the value of `key`, once each."""
    return list(dict.fromkeys(_sentences(error, key, name, value)))


def _sentences(error: ValidationError, key: Key, name: str, value: Any) -> Iterator[str]:
    inner = table_keys(key.dotted) if key.dotted in TABLES else []
    known = {of.dotted: of for of in inner}
    for found in error.errors(include_url=False):
        if known and found["type"] == "list_type" and not found["loc"]:
            yield _no_tables(key, name, value)
        else:
            yield _told(found, key, name, value, known)


def _told(found: Any, key: Key, name: str, value: Any, known: dict[str, Key]) -> str:
    """One thing that pydantic found wrong; `known` are the keys of a table, where the value is a list of those."""
    loc, kind = found["loc"], found["type"]
    place = name + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in loc)
    if kind == "extra_forbidden":
        return f"unknown key {place}{hint(str(loc[-1]), list(known), list(known))}"
    if kind == "missing":
        return f"{place} is missing"
    named = [step for step in loc if isinstance(step, str)]
    if named and (inner := known.get(named[-1])) is not None:
        return _sentence(inner, place, found["input"], found)
    if key.dotted == "channels" or (known and kind == "value_error"):
        return f"{place}: {_reason(found)}"  # not the whole table: it may hold a secret as well
    if key.listed and len(loc) == 1:
        return _sentence(key, place, found["input"], found)
    if kind == "value_error" and loc:
        return f"{place}: {_reason(found)}"
    return _sentence(key, name, value, found)


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
