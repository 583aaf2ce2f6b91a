"""Random histories of alerts, channel changes, failures and crashes: what receivers see stays right."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from stream.notify.outbox import holds, uncorrected
from stream.notify.policy import ChannelPolicy, QuietHours
from unit.notify.world import Crash, World

LONG = timedelta(days=30)
DESK = ChannelPolicy("desk", expire=LONG, expire_corrections=LONG)
PHONE = ChannelPolicy(
    "phone", expire=timedelta(minutes=10), per_minute=3, queue=3, fold=timedelta(seconds=1)
)  # fmt: skip
NIGHT = ChannelPolicy(
    "night", expire=LONG, expire_corrections=LONG, digest=timedelta(minutes=2),
    quiet=QuietHours(time(12, 30), time(13, 0), ZoneInfo("UTC")),
)  # fmt: skip
OTHERS = [
    [DESK, PHONE, NIGHT],
    [DESK],
    [DESK, NIGHT],
    [DESK, replace(PHONE, rules=frozenset({"elsewhere"})), replace(NIGHT, digest=timedelta(0))],
]
NAMES = st.sampled_from(["desk", "phone", "night"])
BAD = ("no", "busy", "cut", "lost")
ALERTS = st.sampled_from(["a1", "a2"])
CRASH = st.none() | st.integers(0, 4)
STATUS = st.sampled_from(["raised", "corroborated", "escalated", "amended", "withdrawn"])
SEVERITY = st.sampled_from(["low", "critical"])
SAME = {"story": "s1", "uri": "urn:x:1", "version": "1", "headline": "Ferry aground"}
"""Two rules match the same story, so a channel of people may be told both alerts in one push."""


class Histories(RuleBasedStateMachine):
    """Drives a World; `desk` is always set and never refuses for good, so nothing may miss it."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World(OTHERS[0])

    def go(self, crash: int | None, what: str, *arguments: str) -> None:
        """Do something, of which only the first `crash` steps are done; after a crash, start again."""
        self.world.budget = crash
        try:
            getattr(self.world, what)(*arguments)
        except Crash:
            self.world.budget = None
            self.world.start()
        self.world.budget = None

    @rule(id_=ALERTS, status=STATUS, severity=SEVERITY, crash=CRASH, planned=st.booleans())
    def publish(
        self, id_: str, status: str, severity: str, crash: int | None, planned: bool
    ) -> None:
        """An alert is raised, changes or is withdrawn; the next message may be planned at once."""
        self.world.publish(id_, status, severity=severity, **SAME)
        if planned:
            self.go(crash, "consume")

    @rule(crash=CRASH)
    def consume(self, crash: int | None) -> None:
        """A message is planned."""
        self.go(crash, "consume")

    @rule(name=NAMES, outcome=st.sampled_from(["yes", "yes", *BAD]), crash=CRASH)
    def attempt(self, name: str, outcome: str, crash: int | None) -> None:
        """A channel has its turn."""
        self.go(crash, "attempt", name, outcome)

    @rule(name=st.sampled_from(["phone", "night"]), crash=CRASH)
    def refuse(self, name: str, crash: int | None) -> None:
        """A receiver refuses a message for good."""
        self.go(crash, "attempt", name, "final")

    @rule(seconds=st.sampled_from([1, 20, 130, 900, 3600]))
    def wait(self, seconds: int) -> None:
        """Time passes."""
        self.world.now += timedelta(seconds=seconds)

    @rule(n=st.integers(0, len(OTHERS) - 1))
    def change(self, n: int) -> None:
        """Channels change; the process starts with the new ones."""
        self.world.policies = OTHERS[n]
        self.world.start()

    @rule(n=st.integers(1, 4))
    def resend(self, n: int) -> None:
        """The alert stage sends its last messages again."""
        self.world.resend(n)

    @rule()
    def compact(self) -> None:
        """Kafka compacts the outbox."""
        self.world.compact()

    @invariant()
    def what_memory_says_the_log_says(self) -> None:
        """The fold of the log is what the process has in memory."""
        world = self.world
        stored = {record.id: record for record in world.log}
        assert stored.keys() == {d.id for d in world.desk.outbox}
        assert all(world.desk.outbox.get(id_) == record for id_, record in stored.items())

    def teardown(self) -> None:
        """When all works again, everything ends, and each channel holds what it should."""
        world = self.world
        world.budget = None
        world.policies = OTHERS[0]
        world.start()
        world.drain()
        assert not any(d.pending for d in world.desk.outbox)
        for id_, last in world.last.items():
            told = [entry for entry in world.got["desk"] if entry[1] == id_]
            if last["status"] == "withdrawn":
                assert not told or told[-1][2] == "withdrawn"
                told_of = {(d.alert, d.channel) for d in uncorrected(world.desk.outbox)}
                still = holds(world.desk.outbox.thread(id_, "night"))
                assert not still or (id_, "night") in told_of, "held, and no metric says so"
            else:
                assert told, f"the desk never heard of {id_}"
                assert told[-1][3] == last["sequence"]


Histories.TestCase.settings = settings(max_examples=1000, stateful_step_count=30)
TestHistories = Histories.TestCase
TestHistories.__doc__ = "No history leads to a lost, doubled, or senseless message."
