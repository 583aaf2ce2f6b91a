"""The publishing status: what can't be read as usable is never published."""

from __future__ import annotations

import re

from stream.model import PubStatus
from stream.wire.text import quote

_SEPARATORS = re.compile(r"[/#:]")
_STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
}
"""IPTC NewsCodes `pubstatusg2`; the British spelling is no code, but can mean nothing else."""


def read_status(value: object, warnings: list[str]) -> PubStatus:
    """Read a status in any case, bare, as a short code ("stat:canceled") or as a full address.

    A missing one is usable (the default of ninjs and NewsML-G2); an unknown one is withheld, with a
    warning. The prefix isn't looked up: a sender may choose any.
    """
    if value is None:
        return "usable"
    if value in ("usable", "canceled"):
        return value
    code = (
        _SEPARATORS.split(value.strip().rstrip("/"))[-1].lower() if isinstance(value, str) else ""
    )
    status = _STATUSES.get(code)
    if status is None:
        warnings.append(f"pub_status {quote(value)} is not usable, withheld or canceled: withheld")
        return "withheld"
    return status
