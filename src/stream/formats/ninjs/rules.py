"""What an item of ninjs has against the rules of its version.

Formats (`uri`, `date-time`) are not judged: JSON Schema takes them for remarks, and the standard's own
suite has words for times among what must pass. Times are judged where they are read.
A walker of our own rather than a generated JSON Schema: it names the place in one line, stops after
ten faults and knows a depth.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from stream.formats.ninjs.keys import GOES_ON, Shape, shape, words
from stream.wire.reading.text import kind_of, quote

MOST_FAULTS = 10
"""Faults of one item that are told; an item with more is hardly ninjs."""

_DEEPEST = 24
_LONGEST_KEY = 40
_CUT_TIME = re.compile(
    r"-?\d{4,}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?)?)?", re.ASCII
)
_RULE = re.compile(r"list(?: (\d+))? of (.+)")

Check = Callable[[object, str, list[str]], None]
"""Judges a value that is at a place of the item, and adds what it finds to the list."""


def faults(item: object, version: str) -> list[str]:
    """What an item has against the rules of a version, each with its place; at most ten."""
    found: list[str] = []
    _check("item", version)(item, "", found)
    return found[:MOST_FAULTS]


def unknown_keys(item: dict[str, Any], version: str) -> int:
    """How many of an item's own keys a version doesn't have: what tells the versions apart."""
    known = shape("item", version)
    return sum(not known.rule(key) for key in item)


@cache
def _check(rule: str, version: str) -> Check:
    """The judge of a rule; inner rules are looked up when they are used, for shapes hold themselves."""
    if listed := _RULE.fullmatch(rule):
        return _list_of(listed[2], int(listed[1] or 0), version)
    if rule.startswith("map of "):
        return _map_of(rule.removeprefix("map of "), version)
    if " | " in rule:
        return _any_of(tuple(rule.split(" | ")), version)
    if listed_words := words(rule):
        return _word_of(listed_words)
    if rule.startswith("whole"):
        least, most = [int(bound) for bound in rule.split()[1:]] or (None, None)
        return lambda value, where, found: _whole(value, where, found, least, most)
    if plain := _PLAIN.get(rule):
        return plain
    known = shape(rule, version)
    return _any_of(known.any_of, version) if known.any_of else _shape(known, version)


def _shape(known: Shape, version: str) -> Check:
    def judge(value: object, where: str, found: list[str]) -> None:
        if not isinstance(value, dict):
            found.append(f"{where or 'it'} is {kind_of(value)}, not an object")
        elif where.count(".") + where.count("[") > _DEEPEST:
            found.append(f"{where[:60]}… is nested too deeply to be judged")
        else:
            found.extend(_missing(value, known, where))
            _judge_keys(value, known, version, f"{where}." if where else "", found)

    return judge


def _missing(value: dict[str, Any], known: Shape, where: str) -> list[str]:
    """The keys that an object should have and hasn't."""
    dot = f"{where}." if where else ""
    found = [f"{dot}{key} is missing" for key in known.required if key not in value]
    if known.groups and not any(sum(key in value for key in keys) == 1 for keys in known.groups):
        found.append(f"{where or 'it'} has not one of {' and '.join(known.groups[0])}")
    return found


def _judge_keys(
    value: dict[str, Any], known: Shape, version: str, dot: str, found: list[str]
) -> None:
    for key, inner in value.items():
        if len(found) >= MOST_FAULTS:
            return
        if rule := known.rule(key):
            _check(rule, version)(inner, dot + key[:_LONGEST_KEY], found)
        elif not known.is_open:
            found.append(f"unknown key {dot}{_short(key)}")


def _short(key: str) -> str:
    return key if key.isidentifier() and len(key) <= _LONGEST_KEY else quote(key)


def _list_of(rule: str, least: int, version: str) -> Check:
    def judge(value: object, where: str, found: list[str]) -> None:
        if not isinstance(value, list):
            found.append(f"{where} is {kind_of(value)}, not a list")
            return
        if len(value) < least:
            found.append(f"{where} has {len(value)} entries, not {least}")
        check = _check(rule, version)
        for number, entry in enumerate(value):
            if len(found) >= MOST_FAULTS:
                return
            check(entry, f"{where}[{number}]", found)

    return judge


def _map_of(rule: str, version: str) -> Check:
    def judge(value: object, where: str, found: list[str]) -> None:
        if not isinstance(value, dict):
            found.append(f"{where} is {kind_of(value)}, not an object")
            return
        for key, entry in value.items():
            if len(found) >= MOST_FAULTS:
                return
            if GOES_ON.match(key):
                _check(rule, version)(entry, f"{where}.{key[:_LONGEST_KEY]}", found)
            else:
                found.append(f"unknown key {where}.{_short(key)}")

    return judge


def _any_of(rules: tuple[str, ...], version: str) -> Check:
    """One of several rules has to hold; else the faults of the one that comes nearest are told."""

    def judge(value: object, where: str, found: list[str]) -> None:
        found.extend(_fewest(rules, version, value, where))

    return judge


def _fewest(rules: tuple[str, ...], version: str, value: object, where: str) -> list[str]:
    fewest: list[str] | None = None
    for rule in rules:
        own: list[str] = []
        _check(rule, version)(value, where, own)
        if fewest is None or len(own) < len(fewest):
            fewest = own
        if not own:
            break
    return fewest or []


def _word_of(words: tuple[str, ...]) -> Check:
    def judge(value: object, where: str, found: list[str]) -> None:
        if not isinstance(value, str) or value not in words:
            found.append(f"{where} {quote(value)} is not {' or '.join(words)}")

    return judge


def _text(value: object, where: str, found: list[str]) -> None:
    if not isinstance(value, str):
        found.append(f"{where} is {kind_of(value)}, not text")


def _number(value: object, where: str, found: list[str]) -> None:
    if type(value) not in (int, float):
        found.append(f"{where} is {kind_of(value)}, not a number")


def _whole(
    value: object, where: str, found: list[str], least: int | None, most: int | None
) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
        found.append(f"{where} {quote(value)} is not a whole number")
    elif least is not None and most is not None and not least <= value <= most:
        found.append(f"{where} {value} is not {least} to {most}")


def _object(value: object, where: str, found: list[str]) -> None:
    if not isinstance(value, dict):
        found.append(f"{where} is {kind_of(value)}, not an object")


def _null(value: object, where: str, found: list[str]) -> None:
    if value is not None:
        found.append(f"{where} is {kind_of(value)}, not null")


def _cut_time(value: object, where: str, found: list[str]) -> None:
    if not isinstance(value, str) or not _CUT_TIME.fullmatch(value):
        found.append(f"{where} {quote(value)} is not a date, a time or the beginning of one")


_PLAIN: dict[str, Check] = {
    "text": _text,
    "number": _number,
    "object": _object,
    "null": _null,
    "cut_time": _cut_time,
}
