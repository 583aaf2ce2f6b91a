"""Dead letters of sources: a document's bytes as they came, and all that is needed to read it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from stream import __version__
from stream.adapters.sources.documents import Document
from stream.errors import NewswireError, NotNews
from stream.formats.outcome import Hints
from stream.model.times import from_millis, millis
from stream.pipeline.dead_letters import MESSAGE_CHARACTERS, PREFIX, dead_letter_headers
from stream.pipeline.headers import ATTEMPT
from stream.pipeline.runner import DeadLetter, Headers

STAGE = "source"
"""The stage that dead letters of sources name."""

ITEMS_CHARACTERS = 8_000
"""Longest list of refused items that a letter has, in characters."""

_NO_PLACE = {PREFIX + "partition", PREFIX + "offset"}
"""What a document that never was on a topic does not have."""


class RefusedItem(NamedTuple):
    """An item that was refused: its place in the document from 1 (0 where nobody counted), and why.

    `data` are its own bytes where they could be cut out.
    """

    error: NewswireError
    item: int = 0
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A document as a record that is on no topic yet; `timestamp` is its arrival in ms since 1970."""

    topic: str
    timestamp: int
    value: bytes
    headers: Headers = field(default_factory=list)
    key: bytes | None = None
    partition: int = -1
    offset: int = -1


def letter_headers(
    document: Document,
    hints: Hints,
    refused: Sequence[RefusedItem],
    topic: str,
    attempt: int = 0,
) -> Headers:
    """The headers of one dead letter for a document of which items (one or more) were refused.

    `topic` is where its items would have gone. One letter stands for all that is refused of a document,
    and lists them in `items` by their places; `error` and `message` are of the gravest kind.
    """
    errors = [of.error for of in refused]
    arrived = _Arrived(topic, millis(hints.arrival), document.data)
    if attempt:
        arrived.headers.append((ATTEMPT, b"%d" % attempt))
    gravest = next((e for e in errors if not isinstance(e, NotNews)), errors[0])
    letter = DeadLetter(arrived, STAGE, type(gravest).__name__, _message(gravest, len(errors)))
    heads = [h for h in dead_letter_headers(letter, __version__) if h[0] not in _NO_PLACE]
    listed = (PREFIX + "items", _listed(refused).encode("utf-8", "replace"))
    return [*heads, listed, *_how_it_was_read(document, hints)]


def document_of(why: Mapping[str, str], value: bytes) -> tuple[Document, Hints]:
    """The document of a dead letter and how it was read, from the headers' words without the prefix."""
    arrival = from_millis(int(why.get("timestamp") or 0))
    hints = Hints(
        provider=why.get("provider", ""),
        provider_wins="provider-wins" in why,
        zone=why.get("zone", ""),
        language=why.get("language", ""),
        strict="strict" in why,
        arrival=arrival,
        name=why.get("where", ""),
    )
    return Document(value, hints.name, why.get("format") or "auto"), hints


def _listed(refused: Sequence[RefusedItem]) -> str:
    """Each refused item on a line: its place, the error's class, and the reason."""
    lines: list[str] = []
    for of in refused:
        line = (
            f"{of.item or '?'} {type(of.error).__name__}: {' '.join(str(of.error).split())[:300]}"
        )
        if sum(map(len, lines)) + len(line) > ITEMS_CHARACTERS:
            return "\n".join([*lines, f"and {len(refused) - len(lines)} more"])
        lines.append(line)
    return "\n".join(lines)


def _message(gravest: NewswireError, refused: int) -> str:
    others = f"; {refused - 1} more of this document" if refused > 1 else ""
    return f"{str(gravest)[: MESSAGE_CHARACTERS - len(others)]}{others}"


def _how_it_was_read(document: Document, hints: Hints) -> Headers:
    said = {
        "where": document.name,
        "format": document.format,
        "provider": hints.provider,
        "provider-wins": "true" if hints.provider_wins else "",
        "zone": hints.zone,
        "language": hints.language,
        "strict": "true" if hints.strict else "",
    }
    return [(PREFIX + k, v.encode("utf-8", "replace")) for k, v in said.items() if v]
