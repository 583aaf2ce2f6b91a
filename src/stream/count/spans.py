"""The items of one partition by the time that they count at, in spans that are forgotten as a whole.

A span is the least common multiple of the window sizes (a day, by default), so no window is in two. Within
it items lie in buckets of the greatest common divisor of the sizes, of which every window is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import gcd, lcm

from stream.count.rows import COUNTED, Ident, ItemRow
from stream.count.windows import Window, window_at


class Span:
    """What one open span holds: its items, and those that count by bucket."""

    __slots__ = ("buckets", "items")

    def __init__(self) -> None:
        self.items: dict[Ident, None] = {}
        self.buckets: dict[int, dict[Ident, None]] = {}


class Spans:
    """Open spans by their start, in seconds since 1970; `sizes` are those of the windows, in seconds."""

    def __init__(self, sizes: tuple[int, ...]) -> None:
        self._sizes = sizes
        self.length = lcm(*sizes)
        self._bucket = gcd(*sizes)
        self._spans: dict[int, Span] = {}

    def __iter__(self) -> Iterator[int]:
        """The starts of the open spans."""
        return iter(self._spans)

    def start_of(self, at: int) -> int:
        """The start of the span of a time in milliseconds."""
        seconds = at // 1000
        return seconds - seconds % self.length

    def open(self, start: int) -> None:
        """Open a span, if it isn't."""
        self._spans.setdefault(start, Span())

    def close(self, start: int) -> list[Ident]:
        """Forget a span; return its items."""
        return list(self._spans.pop(start).items)

    def put(self, item: ItemRow) -> None:
        """Take an item in; its span is open."""
        span = self._spans[self.start_of(item.at)]
        span.items[item.ident] = None
        if item.hold == COUNTED:
            span.buckets.setdefault(self._bucket_of(item.at), {})[item.ident] = None

    def drop(self, item: ItemRow) -> None:
        """Take an item out."""
        span = self._spans[self.start_of(item.at)]
        span.items.pop(item.ident, None)
        place = self._bucket_of(item.at)
        if place in span.buckets:
            span.buckets[place].pop(item.ident, None)
            if not span.buckets[place]:
                del span.buckets[place]

    def _bucket_of(self, at: int) -> int:
        seconds = at // 1000
        return seconds - seconds % self._bucket

    def counted_in(self, window: Window) -> list[Ident]:
        """The items that count in a window."""
        span = self._spans.get(window.start - window.start % self.length)
        if span is None:
            return []
        return [ident for place in self._places(span, window) for ident in span.buckets[place]]

    def _places(self, span: Span, window: Window) -> Iterable[int]:
        if window.size == self._bucket:
            return (window.start,) if window.start in span.buckets else ()
        return sorted(at for at in span.buckets if 0 <= at - window.start < window.size)

    def ended(self, after: int, until: int) -> list[Window]:
        """The windows that end later than `after` and not later than `until` (seconds) and have an item
        that counts, by their end.
        """
        found: set[tuple[int, int, int]] = set()
        for start, span in self._spans.items():
            if start < until and after < start + self.length:
                found |= self._ended_in(span, max(after, start), until)
        return [window_at(start * 1000, size) for _, size, start in sorted(found)]

    def _ended_in(self, span: Span, after: int, until: int) -> set[tuple[int, int, int]]:
        sizes = [size for size in self._sizes if after // size < until // size]
        longest = max(sizes, default=0)
        return {
            (end, size, end - size)
            for at in span.buckets
            if after - longest <= at < until
            for size in sizes
            if after < (end := at - at % size + size) <= until
        }
