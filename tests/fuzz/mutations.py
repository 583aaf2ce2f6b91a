"""Spoilt documents: what lines, disks, editors and attackers do to bytes."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

import orjson

_TOKENS = (
    *(
        b"<",
        b">",
        b"</",
        b"/>",
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<?xml version='1.0'?>",
        b"&",
    ),
    *(
        b"&amp;",
        b"&#0;",
        b"&#x110000;",
        b"&#99999999999;",
        b"&nbsp;",
        b"<!DOCTYPE a [",
        b"]>",
        b"xmlns:a='b'",
    ),
    *(
        b"<!ENTITY a 'b'>",
        b"&a;",
        b'"',
        b"'",
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"null",
        b"true",
        b"1e999",
    ),
    *(
        b"-1",
        b"\\u0000",
        b"\\ud800",
        b"\x00",
        b"\x01",
        b"\x02",
        b"\x03",
        b"\x04",
        b"\x16",
        b"\x1f",
        b"\x7f",
    ),
    *(
        b"\r",
        b"\n",
        b"\r\n",
        b"\t",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xc3",
        b"\xe2\x80",
        b"\xf0\x9f\x9a\xa2",
    ),
    *(
        b"2026-02-30T25:61:61+99:99",
        b"0000",
        b"99999999999999999999",
        b"^",
        b"=",
        b"Eds:",
        b"KILL",
        b" " * 300,
    ),
)
Mutation = Callable[[bytearray, random.Random, list[bytes]], None]


def mutate(seed: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    """A copy of a document with one to four faults in it; `others` are spliced into it."""
    if seed[:1] in (b"{", b"[") and dice.random() < 0.5:
        return _values(seed, dice)
    data = bytearray(seed)
    for _ in range(dice.randint(1, 4)):
        dice.choice(_MUTATIONS)(data, dice, others)
    return bytes(data)


_ODD: tuple[Any, ...] = (
    *(
        None,
        True,
        0,
        -1,
        1e308,
        "",
        " ",
        "x",
        "\0",
        "\u202e",
        [],
        {},
        [[]],
        [None],
        {"": None},
        "a" * 3_000,
    ),
    *(
        "usable",
        "canceled",
        "2026-06-11",
        "0000-00-00T00:00:00Z",
        "urn:",
        "<p>",
        "<p" * 200,
        "1:2 " * 50,
    ),
)


def _values(seed: bytes, dice: random.Random) -> bytes:
    """A document that is still JSON, with some values replaced, dropped or under another's key."""
    try:
        document = orjson.loads(seed)
    except orjson.JSONDecodeError:
        return seed
    for _ in range(dice.randint(1, 4)):
        holders = list(_holders(document))
        if not holders:
            break
        holder = dice.choice(holders)
        key = dice.choice(list(holder)) if isinstance(holder, dict) else dice.randrange(len(holder))
        if dice.random() < 0.2:
            del holder[key]
        elif dice.random() < 0.4 and isinstance(holder, dict):
            holder[dice.choice([*document, "uri"] if isinstance(document, dict) else ["uri"])] = (
                holder[key]
            )
        else:
            holder[key] = copy.deepcopy(dice.choice(_ODD))
    return orjson.dumps(document)


def _holders(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list) and value:
        yield value
        for inner in list(value.values() if isinstance(value, dict) else value):
            yield from _holders(inner)


def _span(data: bytearray, dice: random.Random, longest: int) -> tuple[int, int]:
    start = dice.randint(0, len(data))
    return start, min(len(data), start + dice.randint(0, longest))


def _flip(data: bytearray, dice: random.Random, others: list[bytes]) -> None:
    for _ in range(dice.randint(1, 8)):
        if data:
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)


def _noise(data: bytearray, dice: random.Random, others: list[bytes]) -> None:
    start, end = _span(data, dice, 16)
    data[start:end] = dice.randbytes(dice.randint(0, 16))


def _token(data: bytearray, dice: random.Random, others: list[bytes]) -> None:
    at = dice.randint(0, len(data))
    data[at:at] = dice.choice(_TOKENS) * dice.choice((1, 1, 1, 2, 50))


def _cut(data: bytearray, dice: random.Random, others: list[bytes]) -> None:
    del data[dice.randint(0, len(data)) :]


def _drop(data: bytearray, dice: random.Random, others: list[bytes]) -> None:
    start, end = _span(data, dice, 400)
    del data[start:end]


def _double(data: bytearray, dice: random.Random, others: list[bytes]) -> None:
    start, end = _span(data, dice, 400)
    data[start:start] = data[start:end] * dice.choice((1, 1, 2, 20))


def _splice(data: bytearray, dice: random.Random, others: list[bytes]) -> None:
    other = dice.choice(others)
    start = dice.randint(0, len(other))
    at = dice.randint(0, len(data))
    data[at:at] = other[start : start + dice.randint(0, 600)]


def _deep(data: bytearray, dice: random.Random, others: list[bytes]) -> None:
    at = dice.randint(0, len(data))
    data[at:at] = dice.choice((b"<a>", b"[", b'{"a":', b"<div><p>")) * dice.choice((40, 600, 2_000))


_MUTATIONS: tuple[Mutation, ...] = (
    _flip,
    _noise,
    _token,
    _token,
    _cut,
    _drop,
    _double,
    _splice,
    _deep,
)
