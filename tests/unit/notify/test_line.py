"""One channel's queue."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from stream.notify.answers import Answer
from stream.notify.dispatcher import Dispatcher
from stream.notify.line import Line, Send, Wait
from stream.notify.policy import ChannelPolicy
from stream.notify.records import Delivery, heading
from unit.notify.made import NOON, alert, arrival, later

YES, NO, MAYBE = Answer("yes", "200"), Answer("no", "503"), Answer("maybe", "cut")


class Desk:
    """A dispatcher with one channel."""

    def __init__(self, **more: Any) -> None:
        self.dispatcher = Dispatcher([ChannelPolicy("desk", take="all", **more)])
        self.line: Line = self.dispatcher.line("desk")
        self._offset = 0

    def say(
        self,
        id_: str = "a1",
        sequence: int = 1,
        status: str = "raised",
        at: datetime = NOON,
        **more: Any,
    ) -> None:
        """An alert message comes."""
        came = arrival(alert(id_, sequence, status, **more), self._offset, at)
        self._offset += 1
        self.dispatcher.plan(heading(came), came, at)

    def next(self, at: datetime) -> Send | Wait:
        """What the line does next."""
        self.line.expire(at)
        return self.line.next(at)

    def send(self, answer: Answer, at: datetime = NOON) -> Send:
        """Send what is next."""
        step = self.next(at)
        assert isinstance(step, Send), step
        send, _ = self.line.begin(step, at)
        self.line.finish(send, answer, at, 0.0)
        return send

    def all(self) -> list[tuple[int, str, str]]:
        """Sequence, kind and state of each delivery of a1."""
        return [(d.sequence, d.kind, d.state) for d in self.dispatcher.outbox.thread("a1", "desk")]

    def get(self, sequence: int = 1) -> Delivery:
        """A delivery of a1."""
        return next(
            d for d in self.dispatcher.outbox.thread("a1", "desk") if d.sequence == sequence
        )


def test_messages_of_an_alert_go_out_in_order() -> None:
    """While the first is not through, those that follow wait, and other alerts pass."""
    desk = Desk()
    desk.say()
    desk.send(MAYBE)
    desk.say(sequence=2, status="corroborated")
    desk.say("a2")
    assert desk.send(YES).deliveries[0].alert == "a2"
    assert isinstance(desk.next(NOON), Wait)
    assert desk.send(YES, later(5)).deliveries[0].sequence == 1
    assert desk.send(YES, later(5)).deliveries[0].sequence == 2


def test_what_surely_did_not_arrive_is_told_with_the_next() -> None:
    """The channel hears the alert as it stands, as its first message of it."""
    desk = Desk()
    desk.say()
    desk.send(NO)
    desk.say(sequence=2, status="amended", changes=["12 → 20"])
    assert desk.all() == [(1, "raised", "dropped"), (2, "raised", "planned")]
    assert '"status":"raised"' in desk.get(2).message


def test_changes_told_together_are_all_told() -> None:
    """A correction is not hidden by what follows it."""
    desk = Desk()
    desk.say()
    desk.send(YES)
    desk.say(sequence=2, status="amended", changes=["12 → 20"])
    desk.say(sequence=3, status="corroborated", changes=["second source: AFP"])
    assert desk.all()[1:] == [(2, "amended", "dropped"), (3, "amended", "planned")]
    assert '"changes":["12 → 20","second source: AFP"]' in desk.get(3).message


def test_a_killed_alert_that_nobody_got_is_not_told_at_all() -> None:
    """Neither the alert nor its withdrawal."""
    desk = Desk()
    desk.say()
    desk.say(sequence=2, status="withdrawn")
    assert desk.all() == [(1, "raised", "dropped"), (2, "withdrawn", "dropped")]
    assert desk.next(NOON) == Wait(None)


def test_a_killed_alert_that_may_have_arrived_is_withdrawn_and_not_repeated() -> None:
    """Killed text is not sent again to find out."""
    desk = Desk()
    desk.say()
    desk.send(MAYBE)
    desk.say(sequence=2, status="withdrawn")
    assert desk.all() == [(1, "raised", "dropped"), (2, "withdrawn", "planned")]
    assert desk.send(YES).deliveries[0].kind == "withdrawn"


def test_a_kill_during_an_attempt_waits_for_its_end() -> None:
    """A no ends both; a yes is followed by the withdrawal."""
    for answer, states in ((NO, ["dropped", "dropped"]), (YES, ["sent", "planned"])):
        desk = Desk()
        desk.say()
        step = desk.next(NOON)
        assert isinstance(step, Send)
        send, _ = desk.line.begin(step, NOON)
        desk.say(sequence=2, status="withdrawn")
        desk.line.finish(send, answer, NOON, 0.0)
        assert [state for _, _, state in desk.all()] == states


def test_a_channel_that_never_got_it_hears_no_correction() -> None:
    """A refused alert is not amended or withdrawn."""
    desk = Desk()
    desk.say()
    desk.send(Answer("no", "400", final=True))
    desk.say(sequence=2, status="amended")
    desk.say(sequence=3, status="withdrawn")
    assert desk.all() == [(1, "raised", "failed")]


def test_an_escalation_may_be_the_first_that_a_channel_hears() -> None:
    """A channel that wants critical alerts only is told when one becomes critical."""
    desk = Desk(severities=frozenset({"critical"}))
    desk.say()
    desk.say(sequence=2, status="escalated", severity="critical")
    assert desk.all() == [(2, "raised", "planned")]


def test_stale_alerts_are_reported_and_corrections_live_longer() -> None:
    """After six hours an alert has expired; a withdrawal of one that was told has not."""
    desk = Desk()
    desk.say()
    desk.say("a2")
    desk.send(YES)
    desk.say(sequence=2, status="withdrawn")
    ended = desk.line.expire(later(6 * 3600))
    assert [(d.alert, d.state) for d in ended] == [("a2", "expired")]
    assert desk.send(YES, later(6 * 3600)).deliveries[0].kind == "withdrawn"


def test_too_many_are_reported_and_the_urgent_stay() -> None:
    """The oldest that is not urgent goes first."""
    desk = Desk(queue=2)
    desk.say("a1", severity="critical")
    for n in (2, 3, 4):
        desk.say(f"a{n}")
    ended = desk.line.expire(NOON)
    assert [(d.alert, d.state) for d in ended] == [("a2", "failed"), ("a3", "failed")]
    assert "more than 2" in ended[0].answer


def test_retry_after_holds_the_whole_channel() -> None:
    """Also messages that were not tried yet."""
    desk = Desk()
    desk.say()
    desk.send(Answer("no", "429", after=timedelta(seconds=90)))
    desk.say("a2")
    assert desk.next(later(89)) == Wait(later(90))
    assert isinstance(desk.next(later(90)), Send)


def test_a_channel_that_comes_back_gets_all_that_waited_at_once() -> None:
    """The yes to the one attempt ends everybody's backoff."""
    desk = Desk(breaker_failures=3, backoff=timedelta(minutes=5))
    for n in (1, 2, 3):
        desk.say(f"a{n}")
        desk.send(NO)
    assert desk.line.breaker.open
    assert desk.next(NOON) == Wait(later(300))
    desk.say("a4")
    desk.send(YES, later(30))
    assert {desk.send(YES, later(30)).deliveries[0].alert for _ in range(3)} == {"a1", "a2", "a3"}


def test_a_digest_is_one_message_and_repeats_as_it_was() -> None:
    """After a maybe its members and its key stay; what comes later goes into the next."""
    desk = Desk(digest=timedelta(minutes=1))
    for n in (1, 2, 3):
        desk.say(f"a{n}")
    assert desk.next(later(59)) == Wait(later(60))
    first = desk.send(MAYBE, later(60))
    desk.say("a4", at=later(61))
    again = desk.send(YES, later(180))
    assert len(first.deliveries) == 3
    assert (again.key, len(again.deliveries)) == (first.key, 3)
    assert len(desk.send(YES, later(180)).deliveries) == 1


def test_urgent_messages_pass_the_others() -> None:
    """A withdrawal first, then what is critical, then the oldest."""
    desk = Desk()
    desk.say("a1")
    desk.send(YES)
    desk.say("a2")
    desk.say("a3", severity="critical")
    desk.say("a1", 2, "withdrawn")
    assert [desk.send(YES).deliveries[0].alert for _ in range(3)] == ["a1", "a3", "a2"]


def test_what_a_start_finds_under_way_is_repeated_with_its_key() -> None:
    """The attempt may have arrived: the receiver can tell by the key."""
    desk = Desk()
    desk.say()
    step = desk.next(NOON)
    assert isinstance(step, Send)
    desk.line.begin(step, NOON)
    again = Dispatcher([desk.line.policy])
    for record in desk.dispatcher.outbox:
        again.outbox.fold(record)
    again.recover(later(1))
    found = again.line("desk").next(later(1))
    assert isinstance(found, Send) and found.key == step.key
    assert found.deliveries[0].reached == "maybe"


@pytest.mark.parametrize("pending", [True, False])
def test_only_what_has_ended_is_forgotten(pending: bool) -> None:
    """However old it is."""
    desk = Desk(expire=timedelta(days=99))
    desk.say()
    if not pending:
        desk.send(YES)
    assert desk.dispatcher.outbox.forget(later(86_400)) == (0 if pending else 1)
    assert len(desk.dispatcher.outbox) == (1 if pending else 0)
