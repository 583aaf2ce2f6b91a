"""What a receiver's answer means: accepted, refused for good, or to be tried again, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from msgspec import Struct

from stream.notify.records import Reached

AGAIN = frozenset((401, 402, 403, 404, 407, 408, 409, 421, 423, 425, 429))
"""Refusals that are the channel's state (a login, an address, a limit), not the message's: somebody can mend
them while the message waits (RFC 9110, section 15.5; 421: RFC 9110; 423: RFC 4918; 425: RFC 8470; 429: RFC 6585)."""

LONGEST = timedelta(days=1)
"""The longest Retry-After that is obeyed; a longer one is taken for this."""

CHARACTERS = 200
"""Characters of an answer that are kept."""


class Answer(Struct, frozen=True):
    """What came of an attempt. `reached` is yes only if the receiver accepted the message.

    `final` means another attempt would fare the same. `after` is how long the receiver asks to be left alone.
    """

    reached: Reached
    text: str
    final: bool = False
    after: timedelta | None = None


def of_status(status: int, text: str, retry_after: str | None, now: datetime) -> Answer:
    """The answer that an HTTP status is; `text` is what the receiver wrote, as far as it was read."""
    said = tidy(f"{status} {text}".strip())
    if 200 <= status < 300:
        return Answer("yes", said)
    if 300 <= status < 400:
        return Answer("no", f"{status}: redirects are not followed; set the address it leads to")
    if 400 <= status < 500 and status not in AGAIN:
        return Answer("no", said, final=True)
    return Answer("no", said, after=retry_pause(retry_after, now))


def retry_pause(retry_after: str | None, now: datetime) -> timedelta | None:
    """How long a Retry-After asks to wait: seconds, or a date (RFC 9110, 10.2.3); None if it can't be read."""
    if not retry_after:
        return None
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return min(LONGEST, timedelta(seconds=min(int(text[:9]), 10**8)))
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return min(LONGEST, max(timedelta(0), date - now))


def tidy(text: str) -> str:
    """A receiver's words on one line, cut; control characters would reach a terminal."""
    words = "".join(c if c.isprintable() else " " for c in text).split()
    short = " ".join(words)
    return short if len(short) <= CHARACTERS else short[: CHARACTERS - 1] + "…"
