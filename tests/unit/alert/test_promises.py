"""Over random histories of updates, holds, kills and changes of the rules: what channels have been told is
what they are owed, and nothing twice."""

from datetime import timedelta

from hypothesis import event, given, settings
from hypothesis import strategies as st

from stream.model import Alert

from .desk import Desk, alerts
from .life.test_state import MORE, Step, decision, steps

Script = list[tuple[float, Step]]
LONG = {"retention": timedelta(days=7), "max_stories": 100}


class Reader:
    """What the channels hold, and what the wire has said of each item."""

    def __init__(self) -> None:
        self.last: dict[str, Alert] = {}
        self.seen: set[tuple[str, int]] = set()

    def take(self, message: Alert) -> None:
        """Check a message against those before it."""
        assert (message.id, message.sequence) not in self.seen
        self.seen.add((message.id, message.sequence))
        before = self.last.get(message.id)
        if before is None:
            assert (message.sequence, message.status) == (1, "raised")
        else:
            self._follows(before, message)
        self.last[message.id] = message

    def _follows(self, before: Alert, message: Alert) -> None:
        assert message.sequence == before.sequence + 1
        if before.status == "withdrawn":
            assert message.status == "raised"
        if message.status != "raised":
            assert message.channels == before.channels
        if message.status in ("amended", "escalated"):
            assert message.changes


@given(steps, st.lists(st.booleans(), min_size=30, max_size=30))
@settings(max_examples=100)
def test_no_message_twice_and_none_without_the_one_before(
    script: Script, changes: list[bool]
) -> None:
    """Sequences have no gaps, only a raise begins, and later messages go where the first went.

    The rules change at any time, by the log; and a worker may start with another file, which is no change.
    """
    desk, reader = Desk(MORE, LONG), Reader()
    other = desk.staff(MORE.replace("duty", "night"))
    for (hours, update), change in zip(script, changes, strict=False):
        desk.wait(hours=hours if hours < 5 else 2.5)
        if change:
            desk.stage, other = other, desk.stage
        effects = desk.fold(decision(desk, update)(desk.state))
        for message in alerts(effects):
            event(message.status)
            reader.take(message)


@given(steps)
@settings(max_examples=100)
def test_a_killed_story_leaves_no_alert_standing(script: Script) -> None:
    """After all items of a story are killed, every alert of it ends with a withdrawal; no tests here."""
    desk, reader = Desk(MORE, LONG), Reader()
    stories: set[str] = set()
    for hours, update in script:
        desk.wait(hours=hours)
        if isinstance(update, dict):
            update = {**update, "test": False}
            stories.add(update["story"])
        for message in alerts(desk.fold(decision(desk, update)(desk.state))):
            reader.take(message)
    kept = {name for name in stories if desk.state.story(name) is not None}
    for story in sorted(stories):
        for message in alerts(desk.say("afp:1", story=story, verdict="kill", remaining=0)):
            reader.take(message)
    standing = [alert for alert in reader.last.values() if alert.status != "withdrawn"]
    assert [alert.story for alert in standing if alert.story in kept] == []


@given(steps)
@settings(max_examples=100)
def test_no_embargoed_word_before_its_time(script: Script) -> None:
    """Every held text has words of its own: they appear in no message while any hold of it lasts."""
    desk = Desk(MORE, LONG)
    secret: dict[str, float] = {}
    for n, (hours, update) in enumerate(script):
        desk.wait(hours=hours)
        if isinstance(update, dict) and update["verdict"] in ("new", "follow_up", "revision"):
            words = {"headline": f"HTS enters Aleppo [{n}]", "changes": (f"({n}) → <{n}>",)}
            update = {**update, **words}
            if update["embargo"] and update["pub_status"] == "usable":
                until = desk.millis + update["embargo"] * 3_600_000
                secret[f"[{n}]"] = secret[f"({n})"] = until
        said = repr(alerts(desk.fold(decision(desk, update)(desk.state))))
        early = [word for word, until in secret.items() if desk.millis < until]
        assert not [word for word in early if word in said]
