"""Planning after an end in the middle of it, and messages that come a second time."""

from __future__ import annotations

import pytest

from stream.notify.dispatcher import Dispatcher
from stream.notify.policy import ChannelPolicy
from stream.notify.records import Arrival, Delivery, heading
from unit.notify.made import NOON, alert, arrival

DESK, PHONE = ChannelPolicy("desk", take="all"), ChannelPolicy("phone", take="all")


def started(records: list[Delivery], *policies: ChannelPolicy) -> Dispatcher:
    """A dispatcher that found these records in the outbox."""
    made = Dispatcher(policies)
    for record in records:
        made.outbox.fold(record)
    made.recover(NOON)
    return made


def plan(dispatcher: Dispatcher, came: Arrival) -> list[Delivery]:
    """Plan a message."""
    return dispatcher.plan(heading(came), came, NOON)


@pytest.mark.parametrize("status", ["withdrawn", "amended"])
def test_an_end_between_two_records_changes_nothing(status: str) -> None:
    """Whatever part of the plan was written, planning again ends as if all had been."""
    raised, then = arrival(alert()), arrival(alert(sequence=2, status=status), 1)
    first = Dispatcher([DESK])
    log = plan(first, raised)
    rest = plan(first, then)
    assert len(rest) == 2
    wanted = [(d.kind, d.sequence) for d in first.line("desk").pending]
    for written in range(3):
        again = started(log + rest[:written], DESK)
        plan(again, then)
        assert [(d.kind, d.sequence) for d in again.line("desk").pending] == wanted


def test_a_message_sent_again_is_no_news_to_a_new_channel() -> None:
    """The alert stage may repeat a raise after its kill; from the same place, the plan is completed."""
    raised, killed = arrival(alert()), arrival(alert(sequence=2, status="withdrawn"), 1)
    first = Dispatcher([DESK])
    log = plan(first, raised) + plan(first, killed)
    assert plan(started(log, DESK, PHONE), arrival(alert(), 2)) == []
    assert [d.channel for d in plan(started(log[:1], DESK, PHONE), raised)] == ["phone"]
