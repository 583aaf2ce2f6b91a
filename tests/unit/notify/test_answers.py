"""Statuses and Retry-After."""

from __future__ import annotations

from datetime import timedelta

import pytest

from stream.notify.answers import CHARACTERS, of_status, retry_pause, tidy
from unit.notify.made import NOON


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120), (" 0 ", 0), ("99999999999999", 86_400), ("Mon, 02 Mar 2026 12:01:30 GMT", 90),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0), ("soon", None), ("", None), (None, None), ("-5", None), ("1.5", None),
        ("٣", None), ("Mon, 99 Mar 2026 12:01:30 GMT", None),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date(text: str | None, seconds: float | None) -> None:
    """What can't be read is no wish at all; a day is the most."""
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert retry_pause(text, NOON) == expected


@pytest.mark.parametrize(
    ("status", "reached", "final"),
    [(200, "yes", False), (299, "yes", False), (301, "no", False), (400, "no", True), (401, "no", False),
     (404, "no", False), (410, "no", True), (413, "no", True), (429, "no", False), (500, "no", False),
     (503, "no", False), (199, "no", False), (999, "no", False)],
)  # fmt: skip
def test_only_a_fault_of_the_message_is_final(status: int, reached: str, final: bool) -> None:
    """What somebody can mend at the channel is tried again."""
    answer = of_status(status, "", None, NOON)
    assert (answer.reached, answer.final) == (reached, final)


def test_answers_are_one_short_line() -> None:
    """A receiver's words can't draw on a terminal or fill a log."""
    assert tidy("a\x1b[31mb\r\n\tc\u2028d") == "a [31mb c d"
    assert len(tidy("x" * 10_000)) == CHARACTERS
