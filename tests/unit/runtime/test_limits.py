"""When a worker stops by itself: too many dead letters, no progress, a blocked loop."""

from __future__ import annotations

import pytest

from stream.adapters.kafka.pulse import Pulse
from stream.errors import TooManyDeadLetters
from stream.runtime.dead_letters import DeadLetterLimit
from stream.runtime.progress import Progress
from stream.runtime.watchdog import Watchdog


class Clock:
    """A clock that is set by hand, in seconds."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_few_bad_records_at_the_start_are_no_alarm() -> None:
    """The ratio is judged only once the window is full."""
    limit = DeadLetterLimit("intake", 0.9, 10, 0)
    for _ in range(9):
        limit.saw(True)


def test_nearly_everything_failing_stops_the_worker() -> None:
    """More than the ratio of the window raises, naming stage and setting."""
    limit = DeadLetterLimit("intake", 0.5, 4, 0)
    limit.saw(False)
    limit.saw(True)
    limit.saw(True)
    with pytest.raises(TooManyDeadLetters, match=r"intake: 3 of the last 4.*dead_letter_ratio"):
        limit.saw(True)


def test_many_failures_in_a_row_stop_the_worker() -> None:
    """A row of failures raises; one good record in between begins the row anew."""
    limit = DeadLetterLimit("intake", 1, 100, 3)
    for failed in (True, True, False, True, True):
        limit.saw(failed)
    with pytest.raises(TooManyDeadLetters, match="consecutive"):
        limit.saw(True)


def test_lag_without_progress_is_a_reason_to_end() -> None:
    """A partition that has records waiting and stands for too long is named."""
    clock = Clock()
    progress = Progress(clock=clock)
    progress.done("alert", 2, 10)
    progress.saw_end("alert", 2, 15)
    watchdog = Watchdog(progress, Pulse(30), 30, lambda why: None)
    assert watchdog.reason() is None
    clock.now += 31
    assert "stage alert, partition 2" in str(watchdog.reason())
    progress.done("alert", 2, 11)
    assert watchdog.reason() is None


def test_quiet_partition_is_no_reason_to_end() -> None:
    """Nothing to do for hours is not a stall, and the first record after it has its full time."""
    clock = Clock()
    progress = Progress(clock=clock)
    progress.done("alert", 0, 10)
    clock.now += 7200
    progress.saw_end("alert", 0, 10)
    progress.saw_end("alert", 0, 11)
    assert Watchdog(progress, Pulse(30), 30, lambda why: None).reason() is None
    assert progress.lag_seconds(progress.at("alert", 0)) == 0


def test_recovery_that_reads_nothing_is_a_reason_to_end() -> None:
    """Recovery may take long, but each look must find it further on."""
    clock = Clock()
    progress = Progress(clock=clock)
    for rows in (0, 1000, 2000):
        progress.recovering(rows)
        clock.now += 20
        assert Watchdog(progress, Pulse(30), 30, lambda why: None).reason() is None
    progress.recovering(2000)
    clock.now += 31
    watchdog = Watchdog(progress, Pulse(30), 30, lambda why: None)
    assert "nothing read by recovery, for 30 s" in str(watchdog.reason())
    progress.reached(False)
    assert watchdog.reason() is None, "Kafka is gone: nobody could read"


def test_blocked_event_loop_is_a_reason_to_end() -> None:
    """The monitor's heartbeat stops when the loop does."""
    clock = Clock()
    progress = Progress(clock=clock, beat=100.0)
    clock.now += 31
    assert "event loop" in str(Watchdog(progress, Pulse(30), 30, lambda why: None).reason())


def test_a_break_is_a_reason_for_the_watchdog_to_end_the_process() -> None:
    """It beats whenever it looks, and gives the break as its reason."""
    clock = Clock()
    watchdog = Watchdog(Progress(clock=clock), Pulse(5.0, clock), 60, lambda why: None)
    for _ in range(3):
        assert watchdog.reason() is None
        clock.now += 4.0
    clock.now += 4.0
    assert "stood still for 8.0 s" in str(watchdog.reason())


def test_a_commit_that_never_ends_while_kafka_answers_is_a_reason_to_end() -> None:
    """Not in an outage, and after one the commit has its full time again."""
    clock = Clock()
    progress = Progress(clock=clock, committing=clock.now)
    watchdog = Watchdog(progress, Pulse(30, clock), 30, lambda why: None)
    clock.now += 31
    progress.reached(False)
    assert not progress.commit_stalled(30)
    progress.reached(True)
    clock.now += 29
    assert watchdog.reason() is None
    clock.now += 2
    assert "commit" in str(watchdog.reason())
    progress.committing = None
    assert watchdog.reason() is None
