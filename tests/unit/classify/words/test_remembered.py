"""Tests for stream.classify.words.remembered."""

from __future__ import annotations

from stream.classify.words.remembered import Remembered


def test_an_answer_is_worked_out_once() -> None:
    """A key that was asked before is answered without asking again."""
    asked: list[str] = []

    def length(key: str) -> int:
        asked.append(key)
        return len(key)

    lengths = Remembered(length)
    assert [lengths["Homs"], lengths["Homs"], lengths["Hama City"]] == [4, 4, 9]
    assert asked == ["Homs", "Hama City"]


def test_a_full_table_forgets_and_still_answers() -> None:
    """The bound is on memory: behind it all is forgotten, and the answers stay the same."""
    lengths = Remembered(len, most=2)
    assert [lengths[key] for key in ("a", "bb", "ccc", "a")] == [1, 2, 3, 1]
    assert len(lengths) == 2
