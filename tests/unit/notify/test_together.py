"""One push for what one update does to several alerts of a channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from stream.notify.answers import Answer
from stream.notify.line import Send, Wait
from stream.notify.messages import content
from stream.notify.templates import Templates
from stream.notify.together import FOLD
from unit.notify.made import NOON, later
from unit.notify.test_line import MAYBE, NO, YES, Desk

SAME: dict[str, Any] = {
    "story": "s1", "uri": "urn:x:1", "version": "1", "headline": "Ferry aground off Split",
}  # fmt: skip
AFTER = NOON + FOLD


def desk(**more: Any) -> Desk:
    """A channel of people."""
    return Desk(fold=FOLD, **more)


def say(
    to: Desk, rules: Sequence[str], status: str = "raised", sequence: int = 1, **more: Any
) -> None:
    """One update meets these rules."""
    for rule in rules:
        fields = {
            **SAME,
            "version": str(sequence),
            "rule": rule,
            "reason": f"rule {rule}: ferry",
            **more,
        }
        to.say(f"a-{rule}", sequence, status, **fields)


def shown(send: Send) -> tuple[str, str, str]:
    """Kind, title and text of what is sent."""
    kind, alerts = content(send.deliveries, one=True)
    return kind, *Templates({}, "desk").render(kind, send.key, "desk", alerts)


def test_three_rules_of_one_update_are_one_push() -> None:
    """It names all of them, whatever order they came in, and the most severe comes first."""
    for order in (["coast", "toll", "adria"], ["adria", "toll", "coast"]):
        to = desk()
        for rule in order:
            say(to, [rule], severity="critical" if rule == "toll" else "medium")
        send = to.send(YES, AFTER)
        kind, title, text = shown(send)
        assert [d.rule for d in send.deliveries] == ["toll", "adria", "coast"]
        assert (kind, title) == ("raised", "Ferry aground off Split")
        assert "CRITICAL | raised | rules toll, adria, coast\n" in text
        assert "Why: rule toll: ferry | rule adria: ferry | rule coast: ferry" in text
        assert to.next(AFTER) == Wait(None)


def test_it_waits_for_its_fellows_and_no_longer() -> None:
    """A message to people waits for a second, also if it is urgent."""
    to = desk()
    say(to, ["coast"], severity="critical")
    assert to.next(NOON) == Wait(AFTER)
    assert isinstance(to.next(AFTER), Send)


def test_programs_are_told_each_alert() -> None:
    """Without a fold nothing waits and nothing is put together."""
    to = Desk()
    say(to, ["coast", "toll"])
    assert [len(to.send(YES).deliveries) for _ in range(2)] == [1, 1]


@pytest.mark.parametrize("other", [{"story": "s2"}, {"uri": "urn:x:2"}, {"version": "2"}])
def test_other_updates_are_told_apart(other: dict[str, Any]) -> None:
    """Another story, another item or another moment has a push of its own."""
    to = desk()
    say(to, ["coast"])
    say(to, ["toll"], **other)
    assert [len(to.send(YES, AFTER).deliveries) for _ in range(2)] == [1, 1]


def test_a_withdrawal_reaches_all_that_were_told_in_one_push() -> None:
    """Each alert is held by itself, so each is taken back; and that is one push, too."""
    to = desk()
    say(to, ["coast", "toll"])
    to.send(YES, AFTER)
    say(to, ["coast", "toll"], "withdrawn", 2)
    send = to.send(YES, AFTER)
    assert {d.alert for d in send.deliveries} == {"a-coast", "a-toll"}
    assert shown(send)[0] == "withdrawn" and "rules coast, toll" in shown(send)[2]


def test_one_rule_left_takes_back_its_own_alert_only() -> None:
    """What was told together can end apart: the withdrawal is no part of the correction's push."""
    to = desk()
    say(to, ["coast", "toll"])
    to.send(YES, AFTER)
    say(to, ["coast"], "withdrawn", 2)
    say(to, ["toll"], "amended", 2, changes=["12 → 8"])
    first, second = to.send(YES, AFTER), to.send(YES, AFTER)
    assert [(d.alert, d.kind) for d in first.deliveries] == [("a-coast", "withdrawn")]
    assert [(d.alert, d.kind) for d in second.deliveries] == [("a-toll", "amended")]


def test_of_several_kinds_the_gravest_is_told() -> None:
    """A rule that matches only now stands beside those that had the alert, and says so."""
    to = desk()
    say(to, ["coast"])
    to.send(YES, AFTER)
    say(to, ["coast"], "escalated", 2, changes=["killed 9"])
    say(to, ["toll"], version="2")
    kind, title, text = shown(to.send(YES, AFTER))
    assert (kind, title) == ("escalated", "ESCALATED: Ferry aground off Split")
    assert "rules coast, toll (raised)" in text and "Changed: killed 9" in text


def test_what_may_have_arrived_is_repeated_as_it_was() -> None:
    """The same members and key, also those that would have rested longer; a latecomer goes by itself."""
    to = desk()
    say(to, ["coast"])
    to.send(NO, AFTER)
    say(to, ["toll"])
    first = to.send(MAYBE, later(3))
    say(to, ["adria"])
    again = to.send(YES, later(60))
    assert (again.key, [d.rule for d in again.deliveries]) == (first.key, ["coast", "toll"])
    assert [d.rule for d in to.send(YES, later(60)).deliveries] == ["adria"]


def test_a_killed_part_is_not_repeated() -> None:
    """What is left of a push goes on under its key, as the alert that it is."""
    to = desk()
    say(to, ["coast", "toll"])
    first = to.send(MAYBE, AFTER)
    say(to, ["coast"], "withdrawn", 2)
    left, back = to.send(YES, later(60)), to.send(YES, later(60))
    assert (left.key, [d.alert for d in left.deliveries]) == (first.key, ["a-toll"])
    assert shown(left)[0] == "raised"
    assert [(d.alert, d.kind) for d in back.deliveries] == [("a-coast", "withdrawn")]


def test_at_night_the_urgent_one_takes_the_others_along() -> None:
    """Nobody is told in the morning what rang at night."""
    to = desk(digest=timedelta(minutes=30))
    say(to, ["coast"])
    say(to, ["toll"], severity="critical")
    assert {d.rule for d in to.send(YES, AFTER).deliveries} == {"coast", "toll"}
    assert to.next(AFTER) == Wait(None)


def test_a_digest_says_each_update_once() -> None:
    """Two rules of one update are one line of it."""
    to = desk(digest=timedelta(minutes=1))
    say(to, ["coast", "toll"])
    say(to, ["coast-2"], story="s2", uri="urn:x:2", headline="Ferry afloat again")
    kind, title, text = shown(to.send(YES, later(60)))
    assert (kind, title) == ("digest", "2 alerts: Ferry aground off Split")
    assert "rule coast, toll |" in text


def test_a_refusal_is_a_refusal_of_all() -> None:
    """None of them is held, so none is ever withdrawn."""
    to = desk()
    say(to, ["coast", "toll"])
    to.send(Answer("no", "400", final=True), AFTER)
    say(to, ["coast", "toll"], "withdrawn", 2)
    assert to.next(later(60)) == Wait(None)
