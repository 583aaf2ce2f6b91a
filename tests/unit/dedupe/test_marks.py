"""The signals that intake adds and dedupe reads."""

from stream.model import marks
from stream.wire.lifecycle import holds


def test_both_stages_mean_the_same_signals() -> None:
    """The words in which the wire writes a hold's signals are those that the stages after it read."""
    assert (marks.OPEN_EMBARGO, marks.RELEASED) == (holds.OPEN_EMBARGO, holds.RELEASED)
