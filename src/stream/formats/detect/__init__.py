"""What a document is, by its bytes; and the parsers by their names.

Of what is no format of news that is known here the refusal says what it looks like. The file's name
decides only where the bytes can't. Parsers are imported when they are used, so that help is fast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from types import MappingProxyType
from typing import cast

from stream.errors import ConfigError, MalformedUpdate
from stream.formats.detect.kinds import refuse_kind
from stream.formats.detect.text import json_kind, wire_kind
from stream.formats.detect.xml import xml_kind
from stream.formats.outcome import Hints, Outcome, Parser, Refused

AUTO = "auto"
"""The name of the parser that looks at the bytes of each document."""

_HEAD = 65_536
"""Bytes that are looked at for what has no root element."""

_MODULES = {
    "ninjs": "ninjs",
    "newsml-g2": "newsml_g2",
    "newsml1": "newsml1",
    "nitf": "nitf",
    "iptc7901": "textwires.iptc7901",
    "anpa": "textwires.anpa",
    "rss": "feeds",
    "atom": "feeds",
    "jsonl": "jsonl",
    "ritzau": "ritzau",
}
_BY_NAME = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "ninjs",
    ".ninjs": "ninjs",
    ".nitf": "nitf",
    ".iptc": "iptc7901",
    ".anpa": "anpa",
    ".rss": "rss",
    ".atom": "atom",
}


def detect(data: bytes, name: str = "") -> str:
    """The name of the format of a document: a key of FORMATS.

    What none of the parsers reads raises a MalformedUpdate that says what it looks like (an e-mail, a
    web page), or a NotNews where it can't hold a text (a picture, a calendar).
    """
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf")
    if not head.strip(b"\0 \t\r\n"):
        raise MalformedUpdate(
            "empty document" if not data else "nothing but white space", "message"
        )
    found = wire_kind(head) or xml_kind(data) or json_kind(head)
    if found:
        return found
    refuse_kind(head)
    if by_name := _named(name):
        return by_name
    raise MalformedUpdate("no format that is known here: it looks like plain text", "message")


def parser(name: str) -> Parser:
    """The parser of a format by its name, or the one that detects ("auto")."""
    if name == AUTO:
        return _auto
    if name not in FORMATS:
        raise ConfigError(f"format {name!r} is not one of {', '.join((AUTO, *FORMATS))}")
    return FORMATS[name]()


def _load(module: str) -> Parser:
    from stream.formats.detect.held import held

    return held(cast(Parser, import_module(f"stream.formats.{module}").parse))


FORMATS: Mapping[str, Callable[[], Parser]] = MappingProxyType(
    {name: partial(_load, module) for name, module in _MODULES.items()}
)
"""Each format's name and what loads its parser."""


def _auto(data: bytes, hints: Hints) -> Iterator[Outcome]:
    if len(data) > hints.max_bytes:
        error = MalformedUpdate(f"{len(data)} bytes are more than the limit of {hints.max_bytes}")
        return iter([Refused(error)])
    try:
        found = detect(data, hints.name)
    except MalformedUpdate as error:
        return iter([Refused(error)])
    return parser(found)(data, hints)


def _named(name: str) -> str:
    low = name.lower()
    return next((found for ending, found in _BY_NAME.items() if low.endswith(ending)), "")
