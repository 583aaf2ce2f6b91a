"""The one loop that decides: isolation of bad records, state as of offset, re-sends, timers."""

from __future__ import annotations

import orjson
from hypothesis import given
from hypothesis import strategies as st

from stream.pipeline.headers import Origin
from stream.pipeline.journal import Change
from stream.pipeline.runner import Result, Runner
from support.stages import CountingStage, record


def said(result: Result) -> list[tuple[str, int]]:
    """What came out, as (key, nth)."""
    values = [orjson.loads(out.value) for out in result.out]
    return [(v["key"], v["nth"]) for v in values]


def mirror(changes: list[Change], log: dict[bytes, bytes]) -> None:
    """Apply changes as a compacted changelog would."""
    for key, value in changes:
        if value is None:
            log.pop(key, None)
        else:
            log[key] = value


def recovered(log: dict[bytes, bytes]) -> Runner:
    """A runner that has read the changelog, as after a crash."""
    runner = Runner(CountingStage(), 0)
    for key, value in log.items():
        runner.journal.load(key, value)
    return runner


def test_bad_record_among_500_is_the_only_dead_letter() -> None:
    """One record that can't be read does not harm its 499 neighbours."""
    batch = [record("bad" if n == 250 else f"k{n}", n) for n in range(500)]
    result = Runner(CountingStage(), 0).run(batch)
    assert [letter.record.offset for letter in result.dead] == [250]
    assert len(result.out) == 499


def test_fault_of_the_stage_is_that_records_alone() -> None:
    """An exception that nobody foresaw becomes a dead letter with its name, and the rest goes on."""
    result = Runner(CountingStage(), 0).run([record("a", 0), record("bug", 1), record("a", 2)])
    assert [letter.error for letter in result.dead] == ["ZeroDivisionError"]
    assert said(result) == [("a", 1), ("a", 2)]


def test_row_that_cannot_be_folded_leaves_no_trace() -> None:
    """When the state fails on a row, the record is dead and the state is as if it had never come."""
    runner = Runner(CountingStage(), 0)
    result = runner.run([record("a", 0), record("unfoldable", 1), record("a", 2)])
    assert [letter.record.offset for letter in result.dead] == [1]
    assert said(result) == [("a", 1), ("a", 2)]
    assert recovered(dict(runner.journal.rows)).run([record("a", 3)]).out[0].key == b"a"


def test_record_decided_again_after_a_crash_says_the_same() -> None:
    """Rows written by records after the commit are not seen when those records come again."""
    runner, log = Runner(CountingStage(), 0), dict[bytes, bytes]()
    batch = [record("a", n) for n in range(6)]
    first = runner.run(batch)
    mirror(first.changes, log)
    again = recovered(log).run(batch[2:])
    assert said(again) == said(first)[2:]


def test_resend_of_an_origin_is_ignored() -> None:
    """A record with an origin seen before makes nothing, also after a restart in between."""
    runner, log = Runner(CountingStage(), 0), dict[bytes, bytes]()
    mirror(runner.run([record("a", 0, origin=Origin(3, 7, 0, 50))]).changes, log)
    runner = recovered(log)
    result = runner.run(
        [record("a", 1, origin=Origin(3, 7, 0, 50)), record("a", 2, origin=Origin(3, 8, 0, 51))]
    )
    assert result.resends == 1
    assert said(result) == [("a", 2)]


def test_upstream_topic_made_anew_is_not_taken_for_a_resend() -> None:
    """Low offsets with later times come from a new log and are decided."""
    runner = Runner(CountingStage(), 0)
    runner.run([record("a", 0, origin=Origin(0, 900, 0, 50))])
    result = runner.run([record("a", 1, origin=Origin(0, 0, 0, 60))])
    assert result.resends == 0
    assert said(result) == [("a", 2)]


def test_timer_fires_before_the_first_record_that_is_late_enough() -> None:
    """A record's own time proves that a timer is due: no tick has to come in between."""
    runner = Runner(CountingStage(), 0)
    result = runner.run([record("timer", 0, 1), record("a", 1, 500), record("b", 2, 1001)])
    assert [key for key, _ in said(result)] == ["timer", "a", "timer", "b"]


def test_tick_fires_a_timer_on_a_quiet_partition() -> None:
    """A tick record makes nothing itself but lets time pass."""
    runner = Runner(CountingStage(), 0)
    runner.run([record("timer", 0, 1)])
    result = runner.run([record("tick", 1, 2000, tick=True)])
    assert said(result) == [("timer", 0)]
    assert result.ticks == 1


def test_rows_of_other_code_are_deleted_when_not_made_again() -> None:
    """A row that an earlier version wrote at an offset goes when this version does not write it."""
    runner, log = Runner(CountingStage(), 0), dict[bytes, bytes]()
    mirror(runner.run([record("a", 0), record("b", 1)]).changes, log)
    again = recovered(log).run([record("a", 0), record("bad", 1)])
    mirror(again.changes, log)
    assert len(log) == 1


@given(
    st.lists(st.sampled_from(["a", "b", "bad", "bug", "timer"]), min_size=1, max_size=30),
    st.lists(st.integers(1, 7), min_size=1, max_size=10),
)
def test_cut_into_batches_does_not_matter(keys: list[str], sizes: list[int]) -> None:
    """However records are cut into batches, the same comes out and the same rows stand."""
    batch = [record(key, n, 1 + n * 400) for n, key in enumerate(keys)]
    whole = Runner(CountingStage(), 0)
    expected = said(whole.run(batch))
    cut, found, start = Runner(CountingStage(), 0), list[tuple[str, int]](), 0
    for n in range(len(batch)):
        size = sizes[n % len(sizes)]
        if batch[start : start + size]:
            found += said(cut.run(batch[start : start + size]))
        start += size
    assert found == expected
    assert cut.journal.rows == whole.journal.rows


@given(
    st.lists(st.sampled_from(["a", "b", "bad", "timer"]), min_size=2, max_size=30),
    st.data(),
)
def test_crash_anywhere_changes_nothing(keys: list[str], data: st.DataObject) -> None:
    """Killed after any batch was written and before it was committed, the results are the same."""
    batch = [record(key, n, 1 + n * 400) for n, key in enumerate(keys)]
    whole = Runner(CountingStage(), 0)
    expected = said(whole.run(batch))
    log: dict[bytes, bytes] = {}
    cut = data.draw(st.integers(1, len(batch) - 1))
    committed = data.draw(st.integers(0, cut))
    first = Runner(CountingStage(), 0)
    if committed:
        mirror(first.run(batch[:committed]).changes, log)
    if cut > committed:
        mirror(first.run(batch[committed:cut]).changes, log)
    again = recovered(log)
    result = again.run(batch[committed:])
    mirror(result.changes, log)
    skipped = len(expected) - len(said(result))
    assert said(result) == expected[skipped:]
    assert log == whole.journal.rows
