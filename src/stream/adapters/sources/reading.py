"""Turn a document into what its parser says of each of its items."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from stream.adapters.sources.documents import Document
from stream.errors import MalformedUpdate
from stream.formats.detect import parser
from stream.formats.outcome import Hints, Outcome, Refused
from stream.formats.xml import IncompleteDocument


def read_document(document: Document, hints: Hints) -> list[Outcome]:
    """All outcomes of a document; never raises. Takes seconds for the largest."""
    return safely(lambda: parser(document.format)(document.data, hints))


def safely(read: Callable[[], Iterable[Outcome]]) -> list[Outcome]:
    """All that a reader says; its own failure is one more refusal, after what it had read by then."""
    found: list[Outcome] = []
    try:
        found.extend(read())
    except Exception as error:  # a fault of the parser must not stop the documents behind this one
        what = (
            f"the reader of this format failed ({type(error).__name__}: {error}); please report it"
        )
        found.append(Refused(MalformedUpdate(what)))
    return found


def is_incomplete(data: bytes, outcomes: list[Outcome]) -> bool:
    """Whether a document looks half written: it is to be looked at again later.

    There is nothing in it yet; XML, JSON or a transmission's text began and did not end.
    """
    text = data.strip()
    return (
        not text
        or _is_open(text)
        or any(isinstance(o, Refused) and isinstance(o.error, IncompleteDocument) for o in outcomes)
    )


def _is_open(text: bytes) -> bool:
    """JSON without its last bracket, or a wire's start of text without its end (ISO 646 STX, ETX)."""
    if text.startswith((b"{", b"[")):
        return not text.endswith((b"}", b"]"))
    return b"\x02" in text and b"\x03" not in text and not text.startswith(b"<")
