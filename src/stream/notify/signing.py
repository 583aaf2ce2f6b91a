"""Signatures of webhooks: HMAC-SHA256 over the time and the body, with two keys while one is replaced."""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence
from hashlib import sha256

HEADER = "Newswire-Signature"
TOLERANCE = 300
"""Seconds by which a receiver's clock and ours may differ before `verify` says no."""

_TIME = re.compile(r"[0-9]{1,12}")


def sign(body: bytes, keys: Sequence[bytes], now: int) -> str:
    """The header's value, `t=SECONDS,v1=HEX` with one `v1` for each key; `now` is seconds since 1970."""
    return ",".join([f"t={now}", *(f"v1={_digest(body, key, now)}" for key in keys)])


def verify(
    header: str, body: bytes, keys: Sequence[bytes], now: int, tolerance: int = TOLERANCE
) -> bool:
    """Whether one of the signatures was made with one of the keys, not long before `now`.

    For receivers. Compares in constant time; a header that can't be read is no signature.
    """
    pairs = [part.strip().partition("=") for part in header.split(",")]
    times = [value for name, _, value in pairs if name == "t"]
    if len(times) != 1 or not _TIME.fullmatch(times[0]) or abs(now - int(times[0])) > tolerance:
        return False
    given = [value.encode() for name, _, value in pairs if name == "v1"]
    wanted = [_digest(body, key, int(times[0])).encode() for key in keys]
    same = [hmac.compare_digest(one, other) for one in given for other in wanted]
    return any(same)


def _digest(body: bytes, key: bytes, now: int) -> str:
    return hmac.new(key, b"%d." % now + body, sha256).hexdigest()
