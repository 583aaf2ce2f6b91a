"""XML from strangers: nothing is expanded, fetched or opened, and nothing is cut.

The document type is judged on the text and taken out before libxml2 sees it: an internal subset that
declares entities is refused, whatever they are for. What is left can expand nothing.
"""

from __future__ import annotations

import html.entities
import re
from typing import NamedTuple

from lxml import etree

from stream.errors import MalformedUpdate
from stream.formats.outcome import MAX_BYTES
from stream.formats.xml.encoding import decode

Element = etree._Element
MAX_DEPTH = 256
"""Elements within elements, libxml2's own limit; where long texts are allowed it is 2,048."""

MAX_TAGS = 1_000_000
"""Tags of one document: a feed of a thousand items has some ten thousand; elements cost more than text."""

_PLAIN_LIMIT = 9_000_000
"""Bytes from which libxml2 must be told that long texts are meant: it stops at 10,000,000 else."""

_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\b(?:[^\[\]<>\"']|\"[^\"]*\"|'[^']*')*+", re.IGNORECASE)
_SUBSET = re.compile(
    r"\[(?:<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<|\"[^\"]*+\"?|'[^']*+'?|[^\]\"'<]++)*+\]\s*",
    re.DOTALL,
)
"""An internal subset; what has no end runs to the end of the text, so that each is read once."""

_ENTITY = re.compile(r"<!ENTITY\s+(%\s+)?[^\s>]+\s+(SYSTEM|PUBLIC)?", re.IGNORECASE)
_DECLARATION = re.compile(r"<\?xml\b[^<>]*\?>")
_ROOT = re.compile(r"<([^\s<>/!?\"'=]+)")
_DROPPED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 allows in no document (production 2); serial lines and old editors leave them."""

_REPAIRED = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|&(?:#([0-9]{1,8})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));|&",
    re.DOTALL,
)
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_TOO_DEEP = re.compile("depth|RESOURCE_LIMIT", re.IGNORECASE)


class IncompleteDocument(MalformedUpdate):
    """The document stops before its root element ends: it is half written or was cut on its way.

    Nothing was read of it. Wait until it is whole (a watched folder tries again), or ask for it again.
    """


class UnsafeDocument(MalformedUpdate):
    """The document declares entities or nests too deep, as attacks on readers of XML do.

    Nothing was expanded, opened or fetched. Ask the sender to send without; nothing to replay.
    """


class Document(NamedTuple):
    """The root element, and what had to be mended before it could be read."""

    root: Element
    warnings: list[str]


def read_xml(data: bytes, max_bytes: int = MAX_BYTES) -> Document:
    """The root element with warnings of what was mended: encoding, controls, stray ampersands.

    Any other fault is a MalformedUpdate that names it.
    """
    if len(data) > max_bytes:
        raise MalformedUpdate(
            f"the document has {len(data)} bytes, more than the limit of {max_bytes}"
        )
    text, warnings = decode(data)
    if dropped := len(_DROPPED.findall(text := text.strip("\ufeff\0\x01\x02\x03\x04\x7f \t\r\n"))):
        text = _DROPPED.sub("", text)
        warnings.append(f"{dropped} control characters dropped")
    text = without_doctype(text)
    if text.count("<") > MAX_TAGS:
        raise UnsafeDocument(f"the document has more tags than the limit of {MAX_TAGS}")
    try:
        return Document(_parse(text), warnings)
    except etree.XMLSyntaxError as error:
        return Document(_parse_mended(text, error, warnings), warnings)


def without_doctype(text: str) -> str:
    """The text with its document type blanked (lines kept); refuses one that declares entities."""
    at = _end_of_prolog(text)
    doctype = _DOCTYPE.match(text, at)
    if doctype is None:
        return text
    subset = _SUBSET.match(text, doctype.end())
    end = subset.end() if subset else doctype.end()
    _refuse_entities(text[at:end] if text.startswith(">", end) else text[at:])
    if not text.startswith(">", end):
        raise IncompleteDocument("the document is not complete: its document type has no end")
    rest = text[end + 1 :]
    if _DOCTYPE.match(rest, _end_of_prolog(rest)):
        raise UnsafeDocument("the document has two document types")
    return text[:at] + "\n" * text.count("\n", at, end) + rest


def _end_of_prolog(text: str) -> int:
    at = 0
    while match := _PROLOG.match(text, at):
        at = match.end()
    return at


def _refuse_entities(doctype: str) -> None:
    kinds = set()
    for parameter, external in _ENTITY.findall(doctype):
        kinds.add("external entity" if external else "parameter entity" if parameter else "entity")
    if kinds or "<!ENTITY" in doctype.upper():
        named = " and ".join(sorted(kinds)) or "entity"
        raise UnsafeDocument(
            f"the document type declares an {named}: nothing is expanded or fetched"
        )


def _parse(text: str) -> Element:
    """Parse a text that has no document type; raises XMLSyntaxError."""
    declaration = _DECLARATION.match(text)
    data = text[declaration.end() if declaration else 0 :].encode()
    parser = etree.XMLParser(
        encoding="utf-8",
        load_dtd=False,
        no_network=True,
        resolve_entities=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=len(data) > _PLAIN_LIMIT,
    )
    return etree.fromstring(data, parser)


def _parse_mended(text: str, error: etree.XMLSyntaxError, warnings: list[str]) -> Element:
    """Try once more with stray ampersands and names of HTML's characters mended, else say why not."""
    _refuse_incomplete(text)
    if _TOO_DEEP.search(str(error)):
        raise UnsafeDocument(f"elements are nested deeper than {MAX_DEPTH} levels") from error
    mended = _REPAIRED.sub(_mend, text)
    if mended == text:
        raise _malformed(error) from error
    try:
        root = _parse(mended)
    except etree.XMLSyntaxError:
        raise _malformed(error) from error
    warnings.append(f"not well-formed, mended: {_reason(error)}")
    return root


def _mend(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if match[0] == "&":
        return "&amp;"
    if decimal or hexadecimal:
        character = int(decimal) if decimal else int(hexadecimal, 16)
        known = character <= 0x10FFFF and not _DROPPED.match(chr(character))
        return match[0] if known else "\ufffd"
    if name is None or name in _OF_XML:
        return match[0]
    return html.entities.html5.get(f"{name};", f"&amp;{name};").replace("<", "&lt;")


def _refuse_incomplete(text: str) -> None:
    """Refuse a text whose root element has no end at the text's end."""
    if not text:
        raise IncompleteDocument("the document is not complete: it is empty")
    if not text.startswith("<"):
        raise MalformedUpdate("the document is not XML: it doesn't start with a tag")
    at = _end_of_prolog(text)
    root = _ROOT.match(text, at)
    if root is None:
        half = text[at:].lstrip()[:2] in ("", "<", "<!", "<?")
        if half:
            raise IncompleteDocument("the document is not complete: it has no root element yet")
        raise MalformedUpdate("the document is not XML: no root element where it should start")
    end = text.rfind(f"</{root[1]}")
    closed = (
        end >= 0 and ">" in text[end:] and "<" not in _PROLOG.sub("", text[text.find(">", end) :])
    )
    if not closed and not text.endswith("/>"):
        raise IncompleteDocument(f"the document is not complete: <{root[1]}> has no end")


def _malformed(error: etree.XMLSyntaxError) -> MalformedUpdate:
    line, column = error.position
    return MalformedUpdate(
        f"not well-formed XML: {_reason(error)}", f"line {line}, column {column}"
    )


def _reason(error: etree.XMLSyntaxError) -> str:
    return str(error.msg or "unreadable").split(", line ")[0][:120]
