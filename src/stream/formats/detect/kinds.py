"""What a document is that none of the parsers reads, so that the refusal can say it."""

from __future__ import annotations

import re

from stream.errors import MalformedUpdate, NotNews

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "picture (JPEG)"),
    (b"\x89PNG\r\n\x1a\n", "picture (PNG)"),
    (b"GIF87a", "picture (GIF)"),
    (b"GIF89a", "picture (GIF)"),
    (b"II*\0", "picture (TIFF)"),
    (b"MM\0*", "picture (TIFF)"),
    (b"8BPS", "picture (Photoshop)"),
    (b"\x1c\x01", "picture's metadata (IIM)"),
    (b"ID3", "audio (MP3)"),
    (b"\xff\xfb", "audio (MP3)"),
    (b"OggS", "audio (Ogg)"),
    (b"fLaC", "audio (FLAC)"),
    (b"\x1aE\xdf\xa3", "video (Matroska)"),
    (b"FLV\x01", "video (Flash)"),
    (b"%!PS", "graphic (PostScript)"),
    (b"BEGIN:VCALENDAR", "calendar (iCalendar)"),
    (b"BEGIN:VCARD", "address card (vCard)"),
)
"""Beginnings of files, as their standards give them."""

_RIFF = {b"WAVE": "audio (WAV)", b"AVI ": "video (AVI)", b"WEBP": "picture (WebP)"}
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "a text in RTF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip file: unpack it first"),
    (b"BZh", "a bzip2 file: unpack it first"),
    (b"\xfd7zXZ", "an xz file: unpack it first"),
    (b"(\xb5/\xfd", "a zstd file: unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"#!", "a script"),
)
_MAIL = re.compile(
    rb"(?:[ \t]*\r?\n)*(?:From [^\r\n]+\r?\n)?"
    rb"(?:delivered-to|return-path|received|x-[a-z-]+|from|to|cc|subject|date|message-id|mime-version"
    rb"|content-type|content-transfer-encoding|reply-to|sender|dkim-signature|arc-[a-z-]+)"
    rb":[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n[!-9;-~]{1,60}:",
    re.IGNORECASE,
)
"""Two header fields, one after another, the first of those that begin a message (RFC 5322)."""

_HTTP = re.compile(rb"HTTP/\d(?:\.\d)? \d{3} ")
_BINARY = re.compile(rb"[\x00\x05-\x08\x0e-\x10\x15\x17-\x19\x1b\x1e]")
_MOST_BINARY = 0.02


def refuse_kind(head: bytes) -> None:
    """Raise what says what a document is; nothing if it looks like plain text.

    A picture, a sound, a film or a calendar is a NotNews; what may hold a text that can't be read here
    is a MalformedUpdate.
    """
    if kind := _medium(head):
        raise NotNews(kind, "message")
    if what := _other(head):
        raise MalformedUpdate(f"no format that is known here: it looks like {what}", "message")


def _medium(head: bytes) -> str:
    if head[4:8] == b"ftyp":
        return "picture (HEIF)" if head[8:11] in (b"hei", b"mif", b"avi") else "video (MP4)"
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "picture (BMP)"
    if head.startswith(b"RIFF") and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    return next((kind for start, kind in _SIGNATURES if head.lstrip().startswith(start)), "")


def _other(head: bytes) -> str:
    if what := next((what for start, what in _OTHERS if head.startswith(start)), ""):
        return what
    if _MAIL.match(head.lstrip(b" \t\r\n")):
        return "an e-mail"
    if _HTTP.match(head):
        return "an HTTP answer with its header"
    if len(_BINARY.findall(head)) > len(head) * _MOST_BINARY:
        return "binary data"
    return ""
