"""The four promises, from the wire to the receivers: random histories of updates, corrections, kills, holds and
rule changes through the alert stage and notify, with receivers that fail and processes that end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.model import Alert
from stream.notify.line import Send
from stream.notify.messages import alert_of
from stream.notify.policy import ChannelPolicy
from unit.alert.desk import Desk, alerts
from unit.alert.life.test_state import MORE, Step, decision, steps
from unit.notify.world import Crash, World

LONG = timedelta(days=60)
CHANNELS = [
    ChannelPolicy(name, expire=LONG, expire_corrections=LONG) for name in ("duty", "foreign-desk")
]
NIGHT = ChannelPolicy("night", expire=LONG, expire_corrections=LONG, digest=timedelta(minutes=30))
OUTCOMES = st.lists(
    st.tuples(
        st.sampled_from(["yes", "yes", "yes", "no", "cut", "lost", "busy"]),
        st.sampled_from([None, None, None, 0, 1, 2, 3]),
    ),
    min_size=30,
    max_size=30,
)
"""What receivers do at each step, and after how many of its steps the process of notify ends."""


class Wire(World):
    """Notify and its receivers, which also keep the words that reached them."""

    def __init__(self) -> None:
        self.words: list[str] = []
        super().__init__([*CHANNELS, NIGHT])

    def note(self, channel: str, send: Send) -> None:
        """Keep the text as well."""
        self.words += [repr(alert_of(delivery)) for delivery in send.deliveries]
        super().note(channel, send)

    def tell(self, made: list[Alert], outcome: str, crash: int | None) -> None:
        """Publish messages, and let notify plan and send for a while."""
        for message in made:
            value = msgspec.to_builtins(message)
            self.last[message.id] = value
            self.append(value)
        self.budget = crash
        try:
            for _ in made:
                self.consume()
            for name in self.desk.policies:
                self.attempt(name, outcome)
        except Crash:
            self.budget = None
            self.start()
        self.budget = None


@given(steps, OUTCOMES)
@settings(max_examples=80)
def test_what_channels_hold_is_what_they_are_owed(
    script: list[tuple[float, Step]], outcomes: list[tuple[str, int | None]]
) -> None:
    """No alert of a killed story without a withdrawal, no withdrawal without an alert, no message twice, no
    embargoed word early. The last two, and the order, are checked at each request (`World.deliver`)."""
    desk, wire = Desk(MORE, {"retention": timedelta(days=30), "max_stories": 100}), Wire()
    wire.now = desk.now
    secret: dict[str, float] = {}
    for n, ((hours, update), (outcome, crash)) in enumerate(zip(script, outcomes, strict=False)):
        desk.wait(hours=hours)
        wire.now = max(wire.now, desk.now)
        if isinstance(update, dict):
            update = {**update, "test": False, "headline": f"{update['headline']} [{n}]"}
            held = update["embargo"] and update["pub_status"] == "usable"
            if held and update["verdict"] in ("new", "follow_up", "revision"):
                secret[f"[{n}]"] = desk.millis + update["embargo"] * 3_600_000
        wire.words.clear()
        wire.tell(alerts(desk.fold(decision(desk, update)(desk.state))), outcome, crash)
        early = [word for word, until in secret.items() if desk.millis < until]
        assert not [word for word in early if any(word in said for said in wire.words)]
    for story in ("s1", "s2", "s3", "s4", "s5"):
        wire.tell(alerts(desk.say("afp:1", story=story, verdict="kill", remaining=0)), "yes", None)
    wire.drain()
    assert {last["status"] for last in wire.last.values()} <= {"withdrawn"}
    for told in wire.got.values():
        ends = {id_: status for _, id_, status, _ in told}
        assert set(ends.values()) <= {"withdrawn"}


def test_the_world_would_see_an_early_word() -> None:
    """The check above can fail: a receiver's words are those of the message."""
    desk, wire = Desk(), Wire()
    wire.policies = [replace(policy, take="all") for policy in wire.policies]
    wire.tell(alerts(desk.say("afp:1", headline="Secret [7]")), "yes", None)
    assert any("[7]" in said for said in wire.words)
