"""Tests of stream.count.tallies: one record for the windows of a day."""

from __future__ import annotations

from stream.count.dimensions import Label
from stream.count.series import Move, Series
from stream.count.tallies import Sheet, emits_of, sheets_of
from stream.count.windows import DAY, window_at

FRIDAY_MS = 1_732_838_400_000
"""Friday 29 November 2024, 00:00 UTC."""

MOVE = Move(1, (("s1", 1),), (("AP", 1),))


def moves(*values):
    """An item that comes, under some actors."""
    return {f"actor|{v}": (Label("actor", v, v.upper()), MOVE) for v in values}


def windows(*sizes, at=FRIDAY_MS, values=("hts",)):
    """The windows of a time, none with an item before."""
    come = moves(*values)
    return [(window_at(at, size), come, {}) for size in sizes]


def test_all_windows_of_a_day_are_in_one_record_and_their_labels_stand_once():
    """Three sizes, two labels: one record of two labels and six tallies."""
    (emit,) = emits_of(windows(60, 3600, DAY, values=("hts", "sdf")), 3, 100)
    assert (emit.topic, emit.key, emit.value.part, emit.value.watermark) == (
        "wire.tallies", "P1D|w004", 3, 100,
    )  # fmt: skip
    assert emit.value.labels == [("actor", "hts", "HTS"), ("actor", "sdf", "SDF")]
    assert [[t.label for t in w.tallies] for w in emit.value.windows] == [[0, 1]] * 3


def test_another_day_is_another_record():
    """An item that moves over midnight tells both days, each in its own partition."""
    both = [*windows(60), *windows(60, at=FRIDAY_MS + DAY * 1000)]
    assert [key for key, _ in sheets_of(both)] == ["P1D|w004", "P1D|w005"]


def test_labels_are_numbered_across_windows_that_have_others():
    """A window with labels of its own takes up the numbers that are known."""
    sheet = Sheet()
    for size, values in ((60, "ab"), (900, "cb")):
        sheet.put(window_at(FRIDAY_MS, size), moves(*values), {})
    made = sheet.record(0, None)
    assert [label[1] for label in made.labels] == ["a", "b", "c"]
    assert [[t.label for t in w.tallies] for w in made.windows] == [[0, 1], [2, 1]]


def test_a_record_that_would_be_too_large_is_cut():
    """Five labels at two a record are three records, and no tally is lost or told twice."""
    found = list(sheets_of(windows(60, values="abcde"), most=2))
    told = [t for _, sheet in found for w in sheet.record(0, None).windows for t in w.tallies]
    assert ([sheet.size for _, sheet in found], len(told)) == ([2, 2, 1], 5)


def test_figures_are_those_after_the_move_and_the_series_stay_as_they_are():
    """A second agency in a known story is another update and source, not another story."""
    series = Series()
    series.add(Move(1, (("s1", 1),), (("AFP", 1),)))
    sheet = Sheet()
    sheet.put(window_at(FRIDAY_MS, 60), moves("hts"), {"actor|hts": series})
    (tally,) = sheet.record(0, None).windows[0].tallies
    assert (tally.stories, tally.updates, tally.sources) == (1, 2, ("AFP", "AP"))
    assert (series.updates, series.sources) == (1, ("AFP",))
