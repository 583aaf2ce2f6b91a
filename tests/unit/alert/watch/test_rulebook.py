"""A change of the rules is a record of the log: decisions go by the rules in force at their place."""

from datetime import timedelta

import msgspec
import pytest

from stream.alert import load_rules, parse_rules
from stream.alert.life.rows import AnyRow, RulesRow
from stream.alert.watch.rulebook import RULES_KEY, Bookshelf, Rulebook
from stream.errors import MalformedUpdate
from stream.pipeline.headers import CONTROL, TICK
from stream.pipeline.replay import Record as LogRecord
from stream.pipeline.runner import Runner

from ..desk import RULES, Desk, Record, classified, only

NIGHT = RULES.replace("duty", "night").replace("critical", "low")
OTHER = '[[rule]]\nid = "other"\nwords = ["nothing like it"]\n'


def test_a_change_counts_from_its_place_on() -> None:
    """A story before it is told by the old rules, one after it by the new ones."""
    desk = Desk()
    assert only(desk.say("afp:1")).channels == ["foreign-desk", "duty"]
    assert desk.change(NIGHT).outcome == "rules"
    message = only(desk.say("afp:2", story="s2"))
    assert (message.channels, message.severity) == (["foreign-desk", "night"], "low")


def test_what_was_alerted_keeps_its_channels_whatever_the_rules() -> None:
    """A correction and the kill go to those who had the alert: rule changed, and rule gone."""
    desk = Desk()
    desk.say("afp:1")
    desk.change(NIGHT)
    amended = only(desk.say("afp:1", verdict="revision", declared="correction", changes=("2 → 3",)))
    desk.change(OTHER)
    killed = only(desk.say("afp:1", verdict="kill", remaining=0))
    assert [m.channels for m in (amended, killed)] == [["foreign-desk", "duty"]] * 2
    assert (amended.status, killed.status) == ("amended", "withdrawn")


def test_the_same_rules_again_change_nothing() -> None:
    """Two workers may write one change; only the first makes a row."""
    desk = Desk()
    assert len(desk.change(NIGHT).rows) == 1
    assert desk.change(NIGHT).rows == []


def test_a_restart_with_another_file_goes_by_the_log() -> None:
    """The rules of the log stand until a record changes them, whatever file a worker starts with."""
    desk = Desk()
    desk.change(NIGHT)
    desk.stage = desk.staff(OTHER)
    assert only(desk.say("afp:1")).channels == ["foreign-desk", "night"]


def test_a_later_row_makes_the_one_before_void() -> None:
    """Only the newest rules are kept; the others' rows may be deleted."""
    desk = Desk()
    desk.change(NIGHT)
    desk.change(OTHER)
    assert desk.deleted == [(1, (0, 0))]
    assert len(desk.state) == 1


def test_a_record_that_is_no_list_of_rules_is_refused() -> None:
    """It becomes a dead letter, and the rules in force stay."""
    desk = Desk()
    for value in (b"", b"{}", b'[{"id": "a", "words": ["NOT"]}]', b'[{"id": "a", "near": 3}]'):
        with pytest.raises(MalformedUpdate, match=r"not a list of rules.*wire\.classified/0@0"):
            desk.stage.decide(Record(value, 0, 0, key=RULES_KEY), desk.state)
    assert only(desk.say("afp:1")).rule == "hts"


def test_rules_survive_the_log() -> None:
    """What is read from the record is what was written; digests are those of what the rules say."""
    rules = load_rules(None)
    book = Rulebook(rules)
    again = Bookshelf(Rulebook(())).book(book.row)
    assert tuple(again.rules.values()) == rules
    assert again.digest == book.digest != Rulebook(rules[1:]).digest
    row: AnyRow = msgspec.msgpack.decode(msgspec.msgpack.encode(book.row), type=AnyRow)  # type: ignore[arg-type]
    assert row == book.row


def test_stored_rules_of_another_version_give_way() -> None:
    """What this version can't read is replaced by the rules that it started with."""
    first = Rulebook(parse_rules(RULES, "x"))
    row = RulesRow("0" * 16, '[{"id": "a", "events": ["no such class"]}]')
    assert Bookshelf(first).book(row) is first


def test_other_stages_see_a_tick() -> None:
    """The runner hands a control record to the stage that it names, and to no other."""
    desk = Desk()
    heads = [(TICK, b"1"), (CONTROL, b"alert")]
    value = Rulebook(parse_rules(NIGHT, "x")).value
    record = LogRecord("wire.classified", 0, 0, desk.millis, RULES_KEY, value, heads)
    taken = Runner(desk.stage, 0).run([record])
    assert (taken.outcomes["rules"], taken.ticks, taken.dead) == (1, 0, [])
    other = replace_control(record, b"count")
    passed = Runner(desk.stage, 0).run([other])
    assert (passed.ticks, passed.outcomes) == (1, {})


def replace_control(record: LogRecord, stage: bytes) -> LogRecord:
    """The record for another stage."""
    heads = [(TICK, b"1"), (CONTROL, stage)]
    return LogRecord(record.topic, 0, 0, record.timestamp, record.key, record.value, heads)


def test_what_is_decided_again_after_a_crash_goes_by_the_rules_of_its_place() -> None:
    """A worker that dies with rows written, and starts with another file, says the same again."""
    desk = Desk()
    values = [
        (None, classified("afp:1")),
        (RULES_KEY, NIGHT),
        (None, classified("afp:2", story="s2")),
        (RULES_KEY, OTHER),
        (None, classified("afp:1", verdict="kill", remaining=0)),
        (None, classified("afp:3", story="s3")),
    ]
    log = [LogRecord("wire.classified", 0, n, desk.millis + n, key, _value(what), _heads(key))
           for n, (key, what) in enumerate(values)]  # fmt: skip
    first = Runner(desk.stage, 0)
    told = [out.value for out in first.run(log).out]
    for crash in range(1, len(log)):
        runner = Runner(desk.staff(OTHER), 0)
        for key, value in first.journal.rows.items():
            runner.journal.load(key, value)
        before = [o.value for o in Runner(desk.stage, 0).run(log[:crash]).out]
        assert before + [out.value for out in runner.run(log[crash:]).out] == told
    assert [msgspec.json.decode(value)["status"] for value in told] == [
        "raised",
        "raised",
        "withdrawn",
    ]


def _value(what: object) -> bytes:
    if isinstance(what, str):
        return Rulebook(parse_rules(what, "x")).value
    return msgspec.json.encode(what)


def _heads(key: bytes | None) -> list[tuple[str, bytes]]:
    return [(TICK, b"1"), (CONTROL, b"alert")] if key else []


FERRY = RULES.replace('actors = ["hts"]', "min_sources = 2")
LUMBER = FERRY.replace("foreign-desk", "timber").replace("Aleppo", "Idlib")


def test_a_match_of_what_the_rule_said_before_raises_nothing() -> None:
    """A second source comes after the rule with this id has been made another one: its channels are not told."""
    desk = Desk(FERRY)
    desk.say("afp:1")
    desk.change(LUMBER)
    later = desk.say("ap:1", verdict="follow_up", places=(), sources=("AFP", "AP"))
    assert later.emits == []
    assert desk.say("afp:1", verdict="revision", places=(), sources=("AFP", "AP")).emits == []


def test_a_match_stands_if_the_rule_only_names_other_channels() -> None:
    """What it asks is the same: the channels that it names now are told."""
    desk = Desk(FERRY)
    desk.say("afp:1")
    desk.change(FERRY.replace("foreign-desk", "timber"))
    later = only(desk.say("ap:1", verdict="follow_up", places=(), sources=("AFP", "AP")))
    assert later.channels == ["timber", "duty"]


def test_an_embargoed_match_of_a_rule_that_was_changed_raises_nothing() -> None:
    """At the end of the embargo the rule that has its id asks for something else."""
    desk = Desk()
    desk.say("afp:1", embargoed_until=desk.now + timedelta(hours=1))
    desk.change(NIGHT.replace("Aleppo", "Idlib"))
    desk.wait(hours=2)
    assert desk.tick().emits == []
