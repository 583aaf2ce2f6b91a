"""Ids for items that come without one, the same whenever the same item comes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime


def day_of(iso: str) -> str:
    """The UTC day of a time in ISO 8601, as `20260611`; the stated day if it has no zone."""
    if not iso:
        return ""
    at = datetime.fromisoformat(iso)
    return (at.astimezone(UTC) if at.tzinfo else at).strftime("%Y%m%d")


def built_uri(kind: str, provider: str, date: str, number: str, texts: Iterable[str]) -> str:
    """The id of an item that has none: format, provider, day and running number (RFC 8141 URN).

    A wire counts anew each day, so day and number are unique within a service. Without a day, or
    with no number but zeros, the content stands in: a digest of its texts.
    """
    owner = _slug(provider) or "unknown"
    if date and number.strip("0 -:abcdefghijklmnopqrstuvwxyz"):
        return f"urn:newswire:{kind}:{owner}:{date}:{number}"
    digest = hashlib.sha256("\n".join(texts).encode("utf-8", "replace")).hexdigest()[:16]
    return f"urn:newswire:{kind}:{owner}:{date or 'undated'}:{digest}"


def _slug(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name.strip().lower()).strip("-")
