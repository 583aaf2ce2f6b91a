"""What waits for the cool-down, what breaks it, and how an alert closes in silence."""

from datetime import timedelta

from .desk import ALL, BOTH, RULES, Desk, only, tell

# ---- cool-down

COOL = RULES + "cooldown_minutes = 30\n"


def test_what_does_not_escalate_waits_for_the_cool_down() -> None:
    """A second source and a small change are told together when the cool-down ends."""
    desk = Desk(COOL)
    tell(desk, "afp:1", killed=12)
    desk.wait(minutes=10)
    assert tell(desk, "reuters:1", verdict="follow_up", sources=BOTH, killed=13).emits == []
    assert tell(desk, "ap:1", verdict="follow_up", sources=ALL, killed=14).emits == []
    desk.wait(minutes=19)
    assert desk.tick().emits == []
    desk.wait(minutes=1)
    message = only(desk.tick())
    assert (message.status, message.sequence) == ("corroborated", 2)
    assert message.changes == ["killed 12 → 12–14"]
    assert (desk.tick().emits, desk.state.due()) == ([], None)


def test_an_escalation_breaks_the_cool_down() -> None:
    """Bigger news is told at once, with what was kept back, and begins a cool-down of its own."""
    desk = Desk(COOL)
    tell(desk, "afp:1", killed=12)
    desk.wait(minutes=10)
    desk.say("reuters:1", verdict="follow_up", sources=BOTH)
    message = only(tell(desk, "afp:1", verdict="revision", sources=BOTH, killed=50))
    assert message.status == "escalated"
    assert message.changes == ["killed 12 → 50", "now 2 independent sources: AFP, REUTERS"]
    assert desk.state.due() is None


def test_a_correction_and_a_withdrawal_break_it_too() -> None:
    """Those who were told are owed the truth at once."""
    desk = Desk(COOL)
    desk.say("afp:1")
    corrected = desk.say("afp:1", verdict="revision", declared="correction", changes=("a → b",))
    assert only(corrected).status == "amended"
    desk.say("reuters:1", verdict="follow_up", sources=BOTH)
    assert only(desk.say("afp:1", verdict="kill", remaining=0)).status == "withdrawn"
    desk.wait(hours=1)
    assert (desk.tick().emits, desk.state.due()) == ([], None)


# ---- closed


def test_an_alert_closes_in_silence_and_is_raised_anew_by_a_new_report() -> None:
    """After two days without a message nothing is added to it; a new report of its story rings again."""
    desk = Desk()
    first = only(desk.say("afp:1"))
    desk.wait(hours=48)
    assert tell(desk, "afp:1", verdict="revision", killed=50).emits == []
    again = only(desk.say("reuters:1", verdict="follow_up", sources=BOTH))
    assert (again.id, again.sequence, again.status) == (first.id, 2, "raised")
    assert [moment.status for moment in again.timeline] == ["raised", "raised"]


def test_a_closed_alert_still_owes_corrections_and_withdrawals() -> None:
    """The mistake was told: so is its end, however late."""
    desk = Desk()
    desk.say("afp:1")
    desk.wait(hours=60)
    late = desk.say("afp:1", verdict="revision", declared="correction", changes=("a → b",))
    assert only(late).status == "amended"
    desk.wait(hours=60)
    assert only(desk.say("afp:1", verdict="kill", remaining=0)).status == "withdrawn"


def test_what_was_kept_back_and_taken_back_is_not_told() -> None:
    """A second source that is under an embargo when the cool-down ends: there is nothing to say."""
    desk = Desk(COOL)
    desk.say("afp:1")
    desk.wait(minutes=10)
    desk.say("reuters:1", verdict="follow_up", sources=BOTH, actors=())
    end = desk.now + timedelta(hours=3)
    desk.say("reuters:1", verdict="revision", sources=BOTH, actors=(), embargoed_until=end)
    desk.wait(minutes=20)
    assert desk.tick().emits == []
    assert desk.state.due() == int(end.timestamp() * 1000)
