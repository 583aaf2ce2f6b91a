"""The signals that intake adds and dedupe reads."""

from stream.dedupe import case
from stream.dedupe.items import links
from stream.wire import intake
from stream.wire.lifecycle import holds
from stream.wire.reading import ninjs


def test_both_stages_mean_the_same_marks() -> None:
    """Stages don't import each other, so the words stand twice: they have to be the same."""
    assert (case.COPY, case.COPIED) == (intake.COPY, intake.COPIED)
    assert (case.OPEN_EMBARGO, case.RELEASED) == (holds.OPEN_EMBARGO, holds.RELEASED)
    assert case.EVOLVED_FROM == ninjs.EVOLVED_FROM
    assert links.SUPERSEDED_BY == "supersededby"
