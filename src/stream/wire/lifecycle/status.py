"""The publishing status: what can't be read as usable is never published."""

from __future__ import annotations

import re

from stream.model import PubStatus
from stream.wire.reading.text import quote

_SEPARATORS = re.compile(r"[/#:]")
_STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "withheld": "withheld",
    **dict.fromkeys(("canceled", "cancelled", "cancel", "kill", "killed"), "canceled"),
    **dict.fromkeys(("withdrawn", "recalled", "retracted", "annulled"), "canceled"),
    **dict.fromkeys(("deleted", "delete", "removed"), "canceled"),
}
"""IPTC NewsCodes `pubstatusg2`, and words that are no codes but can mean nothing else: newsroom systems
write the name of the desk's action."""


def known_status(word: str) -> PubStatus | None:
    """The status that a word, a short code or an address means, in any case; None for an unknown one."""
    return _STATUSES.get(_SEPARATORS.split(word.strip().rstrip("/"))[-1].lower())


def read_status(value: object, warnings: list[str]) -> PubStatus:
    """Read a status in any case, bare, as a short code ("stat:canceled") or as a full address.

    A missing one is usable (the default of ninjs and NewsML-G2); an unknown one is withheld, with a
    warning. The prefix isn't looked up: a sender may choose any.
    """
    if value is None:
        return "usable"
    if value in ("usable", "canceled"):
        return value
    status = known_status(value) if isinstance(value, str) else None
    if status is None:
        warnings.append(f"pub_status {quote(value)} is not usable, withheld or canceled: withheld")
        return "withheld"
    return status
