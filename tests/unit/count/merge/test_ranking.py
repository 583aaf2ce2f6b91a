"""Tests of stream.count.merge.ranking."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stream.count.merge.ranking import Ranking, rank_of
from stream.count.merge.series import NOTHING, Series
from stream.model import Tally


def figures(value, stories, updates):
    """The series of one part."""
    series = Series()
    series.put(0, ((0, 0), value, Tally(0, stories, updates)))
    return series


VALUES = st.dictionaries(
    st.sampled_from("abcdef"), st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1
)


@given(VALUES, st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 3)), max_size=8))
def test_a_ranking_that_is_kept_up_is_one_made_anew(values, moves):
    """After any moves, of known values and new ones, the order is that of the figures."""
    held = {value: figures(value, *numbers) for value, numbers in values.items()}
    kept = Ranking(held)
    for value, n in moves:
        before = rank_of(value, held[value].total if value in held else NOTHING)
        held[value] = figures(value, n, n)
        kept.replace(before, rank_of(value, held[value].total))
    assert kept.around(0, 99) == Ranking(held).around(0, 99)


def test_the_order_is_stories_then_updates_then_value():
    """More stories lead; what has none comes last."""
    ranking = Ranking(
        {v: figures(v, *n) for v, n in {"a": (0, 0), "b": (1, 1), "c": (1, 2)}.items()}
    )
    assert [rank[2] for rank in ranking.around(0, 9)] == ["c", "b", "a"]
    assert [rank[2] for rank in ranking.beyond(1)] == ["b"]
