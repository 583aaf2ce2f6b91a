"""Lengths and times on the command line: "15m", "6h" ago, 2024-11-29T13:00; and the span of counts made of them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, get_args

import typer

from stream.cli.options import one_of

if TYPE_CHECKING:
    from stream.count.table import Span

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_LENGTH = re.compile(r"([1-9][0-9]*)([smhd])")


def span(
    dimension: str, values: list[str], window: str, since: str | None, until: str | None
) -> Span:
    """The counts that are asked for. Raises BadParameter for a name, a length or a time that is none."""
    from stream.count.table import Span
    from stream.model import Dimension

    one_of(dimension, get_args(Dimension), "dimension")
    now = datetime.now(UTC)
    first, end = _time(since, now, "--since"), _time(until, now, "--until")
    if first and end and first >= end:
        raise typer.BadParameter(f"{since!r} is not before --until {until!r}", param_hint="--since")
    return Span(
        int(_length(window, "--window").total_seconds()),
        dimension,  # type: ignore[arg-type]
        first,
        end,
        frozenset(values),
    )


def other_lengths(sizes: list[int], asked: int) -> str:
    """What is counted instead, if windows of that length are not."""
    if asked in sizes:
        return ""
    words = (
        next(f"{size // n}{u}" for u, n in reversed(_UNITS.items()) if size % n == 0)
        for size in sizes
    )
    return f"; count.sizes_seconds has {', '.join(words)}"


def _length(text: str, hint: str) -> timedelta:
    found = _LENGTH.fullmatch(text)
    if found is None:
        raise typer.BadParameter(f"{text!r}: write it as 15m, 1h or 1d", param_hint=hint)
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


def _time(text: str | None, now: datetime, hint: str) -> datetime | None:
    """A time, or one so long before now; without a zone it is UTC."""
    if text is None:
        return None
    if _LENGTH.fullmatch(text):
        return now - _length(text, hint)
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        why = f"{text!r} is no time: write 2024-11-29T13:00, or 6h for six hours ago"
        raise typer.BadParameter(why, param_hint=hint) from error
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
