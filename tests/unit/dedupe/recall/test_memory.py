"""The memory: a fold over rows, bounded, exact in what it drops."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.dedupe.recall.memory import HOURS
from stream.dedupe.rows import ROW_BYTES, EntryRow
from stream.errors import ConfigError, MalformedUpdate

from ..desk import HARBOUR, QUAKE, Desk, Record

TEXTS = [
    ("Quake kills 12 in eastern Turkey", QUAKE),
    ("Quake kills 20 in eastern Turkey", QUAKE.replace("12", "20")),
    ("UPDATE 1-Quake kills 20 in eastern Turkey", QUAKE.replace("12", "20")),
    ("QUAKE KILLS 12 IN TURKEY", ""),
    ("Dockers walk out at Gdynia", HARBOUR),
    ("Dockers walk out", HARBOUR.rpartition(" The union")[0]),
    ("", "Nothing much."),
]
ALLOWED = {
    "repeat": {("wire.duplicates",)},
    "stale": {("wire.duplicates",)},
    "duplicate": {("wire.duplicates",), ("wire.duplicates", "wire.stories")},
}
UPDATES = st.fixed_dictionaries(
    {
        "uri": st.sampled_from(["urn:e:1", "urn:e:2", "http://a.example/3", "4", "urn:e:5"]),
        "text": st.sampled_from(TEXTS),
        "provider": st.sampled_from(["Reuters", "AFP", "The Daily Quay"]),
        "version": st.sampled_from([None, "1", "2", "9", "10"]),
        "declared": st.sampled_from(["none", "none", "none", "correction", "kill"]),
        "test": st.sampled_from([False, False, False, True]),
        "hours": st.integers(0, 30),
    }
)


def record_of(desk: Desk, minutes: float, drawn: dict[str, Any]) -> Record:
    """A drawn update as a record."""
    headline, body = drawn["text"]
    fields = {name: drawn[name] for name in ("provider", "version", "declared", "test")}
    return desk.record(drawn["uri"], minutes, headline=headline, body=body, **fields)


@settings(max_examples=120)
@given(st.lists(UPDATES, min_size=3, max_size=25), st.data())
def test_a_fold_over_rows_decides_alike(drawn: list[dict[str, Any]], data: st.DataObject) -> None:
    """The state folded from the rows below any offset, with or without expired ones, decides the
    same.
    """
    desk = Desk(retention=48 * HOURS, entries=8, tombstones=72 * HOURS)
    minutes, records, effects, gone = 0.0, [], [], []
    for one in drawn:
        minutes += 60 * one["hours"]
        records.append(record_of(desk, minutes, one))
        effects.append(desk.run(records[-1]))
        gone.append(set(desk.expired))
    cut = data.draw(st.integers(0, len(records) - 1))
    deleted = gone[cut - 1] if cut and data.draw(st.booleans()) else set()
    decoder = msgspec.msgpack.Decoder(desk.stage.row_type)
    memory = desk.stage.new_state(0)
    for key, (row, now) in sorted(desk.rows.items()):
        if key[0] < cut and key not in deleted:
            memory.apply(key, decoder.decode(msgspec.msgpack.encode(row)), now)
    for record, expected in zip(records[cut:], effects[cut:], strict=True):
        again = desk.stage.decide(record, memory)
        assert msgspec.json.encode(again.emits) == msgspec.json.encode(expected.emits)
        assert again.rows == expected.rows
        for n, row in enumerate(again.rows):
            memory.apply((record.offset, n), row, record.timestamp)


@given(st.lists(UPDATES, min_size=1, max_size=15))
@settings(max_examples=40)
def test_every_update_has_one_record(drawn: list[dict[str, Any]]) -> None:
    """Each update has one record on one of the topics, and only a corroborating duplicate one on
    both.
    """
    desk = Desk()
    for n, one in enumerate(drawn):
        emits = desk.run(record_of(desk, n, one)).emits
        topics, verdict = tuple(e.topic for e in emits), emits[0].value.verdict
        assert topics in ALLOWED.get(verdict, {("wire.stories",)})


def test_entries_expire_by_number() -> None:
    """The memory holds as many texts as it may, and names exactly the others as expired, in order."""
    desk = Desk(entries=3)
    for n in range(10):
        desk.send(f"urn:e:{n}", n, headline=f"Headline{n} about matter{n} number{n}")
    assert len(desk.memory) == 3
    assert sorted(desk.expired) == [(n, 0) for n in range(7)]
    assert desk.memory.documents == 3


def test_entries_expire_by_age() -> None:
    """A text older than the retention is forgotten, with all that was indexed of it."""
    desk = Desk(retention=HOURS, tombstones=HOURS)
    desk.send("urn:e:1", headline="Quake hits Elazig", body=QUAKE)
    desk.send("urn:e:2", 61, headline="Dockers strike", body=HARBOUR)
    assert desk.expired == {(0, 0)}
    assert desk.send("urn:e:1", 62, headline="Quake hits Elazig", body=QUAKE).verdict == "new"


def test_an_empty_memory_is_empty() -> None:
    """When all has expired, no index holds anything."""
    desk = Desk(retention=HOURS, tombstones=HOURS)
    for n, text in enumerate(TEXTS):
        desk.send(f"urn:e:{n}", n, headline=text[0], body=text[1])
    desk.send("urn:e:0", 10, declared="kill")
    row, _ = desk.rows[(0, 0)]
    desk.memory.apply((99, 0), msgspec.structs.replace(row, test=True, uri="urn:last"), 10**15)
    held = {name: len(v) for name, v in vars(desk.memory).items() if hasattr(v, "__len__")}
    assert {name for name, count in held.items() if count} == {"_store"}
    assert len(desk.memory) == 1


def test_tombstones_outlive_entries() -> None:
    """A killed id stays dead for as long as tombstones are kept, and no longer."""
    desk = Desk(retention=HOURS, tombstones=10 * HOURS)
    desk.send("urn:e:1", headline="Quake hits Elazig", body=QUAKE)
    desk.send("urn:e:1", 5, declared="kill")
    other = {"headline": "Dockers strike", "body": HARBOUR}
    desk.send("urn:e:2", 300, **other)
    assert desk.send("urn:e:1", 301, headline="Quake hits Elazig", body=QUAKE).verdict == "stale"
    assert desk.send("urn:e:9", 4, headline="Quake hits Elazig", body=QUAKE).verdict == "stale"
    desk.send("urn:e:3", 700, headline="Quite another thing", body="Of no matter to anyone here.")
    assert desk.send("urn:e:1", 701, headline="Quake hits Elazig", body=QUAKE).verdict == "new"


def test_tombstones_may_not_be_short() -> None:
    """Tombstones that expire before entries are a wrong setting, refused at start."""
    with pytest.raises(ConfigError, match="tombstones"):
        Desk(retention=2 * HOURS, tombstones=HOURS)


def test_rows_are_small() -> None:
    """An entry of a very long text with many figures is at most a kilobyte."""
    desk = Desk()
    body = " ".join(f"Group{n} took {n * 7919} of place{n} in {n}.{n} days." for n in range(4000))
    desk.send("urn:newsml:example.com:20260302:a-rather-long-identifier-of-an-item", body=body)
    row, _ = desk.rows[(0, 0)]
    assert isinstance(row, EntryRow)
    assert len(msgspec.msgpack.encode(row)) <= ROW_BYTES


def test_a_broken_record_is_malformed() -> None:
    """A record that is no update is refused with the place where it stands."""
    desk = Desk()
    for value in (None, b"{", b'{"uri": 1}', b"\xff"):
        with pytest.raises(MalformedUpdate, match=r"wire\.accepted\[0\]@7"):
            desk.stage.decide(Record(7, 0, value), desk.memory)


def test_held_texts_are_found_again_and_leave_with_their_rows() -> None:
    """The text that an embargo holds is kept until its row expires, the latest of two that are the same."""
    desk = Desk(retention=HOURS, tombstones=HOURS)
    for minutes, version in ((0, "1"), (1, "2")):
        desk.send(
            "urn:e:1",
            minutes,
            headline="Budget",
            body=HARBOUR,
            pub_status="withheld",
            version=version,
        )
    row = desk.rows[(0, 0)][0]
    assert b'"Budget"' in desk.memory.text_of(row)
    desk.send("urn:e:2", 90, headline="Quake hits Elazig", body=QUAKE)
    assert desk.memory.text_of(row) == b""
