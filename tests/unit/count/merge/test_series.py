"""Tests of stream.count.merge.series: figures that are kept up equal those added up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stream.count.merge.series import Series, added
from stream.model import Tally, Toll

TOLLS = st.lists(
    st.builds(
        Toll, kind=st.sampled_from(["killed", "wounded"]), stories=st.just(1),
        least=st.integers(1, 9), most=st.integers(9, 20),
    ),
    max_size=2, unique_by=lambda toll: toll.kind,
).map(lambda tolls: tuple(sorted(tolls, key=lambda toll: toll.kind)))  # fmt: skip
TALLIES = st.builds(
    Tally, label=st.integers(0, 3), stories=st.integers(0, 3), updates=st.integers(0, 3),
    sources=st.lists(st.sampled_from(["AFP", "AP", "dpa"]), unique=True).map(sorted).map(tuple),
    casualties=TOLLS,
)  # fmt: skip
STEPS = st.lists(st.tuples(st.integers(0, 2), TALLIES, st.booleans()), max_size=12)


def whole(parts):
    """The figures of all parts, added up from nothing."""
    tolls = {}
    for toll in (toll for tally in parts.values() for toll in tally.casualties):
        had = tolls.get(toll.kind, (0, 0, 0))
        tolls[toll.kind] = (had[0] + toll.stories, had[1] + toll.least, had[2] + toll.most)
    return (
        sum(tally.stories for tally in parts.values()),
        sum(tally.updates for tally in parts.values()),
        len({source for tally in parts.values() for source in tally.sources}),
        tuple(Toll(kind=k, stories=s, least=a, most=b) for k, (s, a, b) in sorted(tolls.items())),
    )


@given(STEPS)
def test_the_total_is_that_of_all_parts(steps):
    """Whatever the parts say one after the other, asked before or not."""
    series, parts = Series(), {}
    for n, (part, tally, asked) in enumerate(steps):
        parts[part] = tally
        if asked:
            assert series.news(part, "x", tally) in (None, whole(parts))
        series.put(part, ((n, 0), "x", tally))
        assert series.total == whole(parts)


def test_what_is_known_is_no_news():
    """The same figures under another number are known; another name is news, with the same figures."""
    series = Series()
    series.put(0, ((0, 0), "HTS", Tally(3, 1, 1, ("AP",))))
    assert series.news(0, "HTS", Tally(0, 1, 1, ("AP",))) is None
    assert series.news(0, "Tahrir al-Sham", Tally(0, 1, 1, ("AP",))) == (1, 1, 1, ())


def test_the_row_that_is_replaced_is_named():
    """A part's figures are of one row, and other parts' are of others."""
    series = Series()
    assert series.put(0, ((4, 0), "x", Tally(0, 1, 1))) is None
    assert series.put(1, ((5, 0), "x", Tally(0, 1, 1))) is None
    assert series.put(0, ((6, 0), "x", Tally(0, 2, 2))) == (4, 0)


def test_an_answer_is_not_kept_beyond_the_next_change():
    """What was asked before another part spoke is worked out again."""
    series, tally = Series(), Tally(0, 1, 1, ("AP",))
    series.put(0, ((0, 0), "x", Tally(0, 1, 1, ("AFP",))))
    assert series.news(1, "x", tally) == (2, 2, 2, ())
    series.put(2, ((1, 0), "x", Tally(0, 5, 5, ("dpa",))))
    series.put(1, ((2, 0), "x", tally))
    assert series.total == (7, 7, 3, ())


def test_values_that_are_folded_are_added_up_without_casualties():
    """One agency under two values is one source; a story's dead would be counted under each."""
    some = []
    for name in ("a", "b"):
        series = Series()
        toll = Toll(kind="killed", stories=1, least=2, most=2)
        series.put(0, ((0, 0), name, Tally(0, 1, 2, ("AP",), (toll,))))
        some.append(series)
    assert added(some) == (2, 4, 1, ())
