"""Which dead letters are sent back."""

from __future__ import annotations

from stream.adapters.kafka.dead_letters import Letter
from stream.bootstrap.dead_letters import news_and_rest


class Incomparable(Letter):
    """A letter that may not be compared with another: of twenty thousand that takes minutes."""

    __hash__ = Letter.__hash__

    def __eq__(self, other: object) -> bool:
        raise AssertionError("letters were compared")


def test_what_is_no_text_news_is_left_and_the_order_kept() -> None:
    """Pictures among the letters wait for nothing; everything else goes back, oldest first."""
    errors = ["MalformedUpdate", "NotNews", "RecordTooLarge", "NotNews", "MalformedUpdate"]
    waiting = [Incomparable(at, {"error": why}, None, b"", ()) for at, why in enumerate(errors)]
    news, rest = news_and_rest(waiting)
    assert [letter.offset for letter in news] == [0, 2, 4]
    assert [letter.offset for letter in rest] == [1, 3]
