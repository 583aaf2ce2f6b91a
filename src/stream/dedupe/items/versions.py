"""Which of two versions under one id is the newer."""

from __future__ import annotations

from msgspec import Struct


class Stamp(Struct, frozen=True):
    """A version as its sender states it: a string, and milliseconds since 1970 when it was made."""

    version: str | None
    created: int | None


def order(new: Stamp, held: Stamp) -> tuple[int, str]:
    """Compare two versions: 1 newer, 0 the same or undecidable, -1 older; and a warning if it was
    guesswork.

    Numbers compare as numbers ("9" < "10"); anything else, and a tie, by the time of making. An
    item that never states versions is the normal case of a feed and needs no warning.
    """
    if new.version is not None and held.version is not None:
        numbers = _number(new.version), _number(held.version)
        if numbers[0] is not None and numbers[1] is not None and numbers[0] != numbers[1]:
            return (1 if numbers[0] > numbers[1] else -1), ""
        if new.version == held.version or (numbers[0] is not None and numbers[0] == numbers[1]):
            return _by_time(new, held), ""
    return _by_time(new, held), _why(new, held)


def _number(version: str) -> int | None:
    # int() refuses more than 4,300 digits, and no wire counts that far.
    return int(version) if version.isdecimal() and len(version) <= 40 else None


def _by_time(new: Stamp, held: Stamp) -> int:
    if new.created is None or held.created is None:
        return 0
    return (new.created > held.created) - (new.created < held.created)


def _why(new: Stamp, held: Stamp) -> str:
    if new.version is None and held.version is None:
        return ""
    how = "arrival" if new.created is None or held.created is None else "version_created"
    if new.version is None or held.version is None:
        return f"no version: ordered by {how}"
    return f"versions {held.version!r} and {new.version!r} are no numbers: ordered by {how}"
