"""Who wants what, when it may go out, and until when it is worth telling."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from stream.notify.outbox import Outbox
from stream.notify.plan import plan
from stream.notify.policy import ChannelPolicy, QuietHours
from stream.notify.records import Delivery, heading
from unit.notify.made import NOON, alert, arrival

NIGHT = QuietHours(time(22, 0), time(7, 0), ZoneInfo("Europe/London"))


def planned(policy: ChannelPolicy, at: datetime = NOON, **more: Any) -> Delivery:
    """The delivery of a new alert to the channel."""
    came = arrival(alert(channels=[policy.name], **more), at=at)
    (made,) = plan(heading(came), came, Outbox(), {policy.name: policy}, at)
    return made


@pytest.mark.parametrize(
    ("wishes", "more", "wanted"),
    [
        ({}, {}, True),
        ({}, {"channels": ["other"]}, False),
        ({"take": "all"}, {"channels": ["other"]}, True),
        ({"take": "all"}, {"channels": []}, True),
        ({"rules": frozenset({"coast"})}, {}, True),
        ({"rules": frozenset({"quake"})}, {}, False),
        ({"severities": frozenset({"high", "critical"})}, {}, True),
        ({"severities": frozenset({"critical"})}, {}, False),
        ({"languages": frozenset({"en"})}, {}, True),
        ({"languages": frozenset({"de"})}, {"language": "en"}, False),
        ({"take": "all", "languages": frozenset({"de"})}, {"channels": []}, False),
    ],
)
def test_a_channel_chooses(wishes: dict[str, Any], more: dict[str, Any], wanted: bool) -> None:
    """The alert must name the channel, or the channel takes all; then every list must have the value."""
    policy = ChannelPolicy("desk", **wishes)
    assert policy.wants(heading(arrival(alert(**more)))) is wanted


@pytest.mark.parametrize(
    ("at", "over"),
    [
        ("2026-01-10T21:59:59", None),
        ("2026-01-10T22:00:00", "2026-01-11T07:00:00"),
        ("2026-01-11T06:59:59", "2026-01-11T07:00:00"),
        ("2026-01-11T07:00:00", None),
        ("2026-07-10T21:30:00", "2026-07-11T06:00:00"),  # British summer time is an hour ahead
        ("2026-07-10T06:00:00", None),
        ("2026-03-28T23:30:00", "2026-03-29T06:00:00"),  # the night in which the clocks go forward
        ("2026-10-24T23:30:00", "2026-10-25T07:00:00"),  # and back
    ],
)
def test_quiet_hours_follow_the_zone(at: str, over: str | None) -> None:
    """Times are UTC; the hours are the zone's, over midnight and over clock changes."""
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    expected = datetime.fromisoformat(over).replace(tzinfo=UTC) if over else moment
    assert NIGHT.over(moment) == expected


def test_quiet_hours_within_a_day() -> None:
    """A siesta needs no midnight."""
    siesta = QuietHours(time(13, 0), time(15, 30), ZoneInfo("UTC"))
    assert siesta.over(NOON) == NOON
    assert siesta.over(NOON.replace(hour=14)) == NOON.replace(hour=15, minute=30)


def test_urgent_alerts_wait_for_nothing() -> None:
    """Critical ones and withdrawals pass quiet hours and digests; others wait for both."""
    night = NOON.replace(hour=23)
    policy = ChannelPolicy("desk", quiet=NIGHT, digest=timedelta(minutes=15))
    critical, high = planned(policy, night, severity="critical"), planned(policy, night)
    assert policy.ready_at(critical) == night
    assert policy.ready_at(high) == datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
    assert policy.gathers(high) and not policy.gathers(critical)


def test_digests_go_out_on_the_quarter_hour() -> None:
    """Windows are those of the clock, so that a restart moves none."""
    policy = ChannelPolicy("desk", digest=timedelta(minutes=15))
    made = planned(policy, NOON.replace(minute=7))
    assert policy.ready_at(made) == NOON.replace(minute=15)
    assert policy.ready_at(planned(policy, NOON)) == NOON.replace(minute=15)


def test_expiry_counts_from_when_it_could_go_out() -> None:
    """A night of quiet makes nothing stale; a correction stays worth telling for longer."""
    policy = ChannelPolicy("desk", quiet=NIGHT, expire=timedelta(hours=1))
    made = planned(policy, NOON.replace(hour=23))
    assert policy.expires_at(made) == datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    correction = made.now("planned", NOON, kind="amended")
    assert policy.expires_at(correction) == datetime(2026, 3, 10, 7, 0, tzinfo=UTC)
