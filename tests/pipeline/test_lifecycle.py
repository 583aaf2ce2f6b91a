"""Life cycles from first version to last, through all stages: verdicts, alerts and counts."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest

from stream.formats.newsml_g2 import parse
from stream.formats.outcome import Hints, Read
from support.lifecycle import line, run
from support.wires import START

SHARED = Path(__file__).parents[3] / "shared" / "data" / "wire-formats" / "superdesk-core"

LOCK = {
    "headline": "Canal lock shuts after crack is found",
    "body": "BRINDLE - The canal board shut the lock at Brindle on Thursday after divers found a crack "
    "in the lower gate. Barges wait in both directions, and repairs may take three weeks.",
}
OPEN = {
    "headline": "Canal lock opens again",
    "body": "Divers sealed the joint overnight. The first barges went through at dawn.",
}

BAKERS = {
    "headline": "Bakers strike over night pay",
    "body": "Ovens stayed cold in 40 shops as bakers walked out. Their union wants more for the hours "
    "before five.",
}


def test_an_embargoed_item_is_released_once() -> None:
    """Held until its end in either spelling, then one alert each; what comes after changes nothing."""
    end = "2026-06-11T11:00:00+02:00"
    first = line("urn:e:42", 0, provider=None, type="text", pubstatus="usable", embargoed=end,
                 versioncreated="2026-06-11T10:00:00+02:00", version_created=None,
                 headline=LOCK["headline"], body_text=LOCK["body"],
                 infosource=[{"name": "EXAMPLE"}])  # fmt: skip
    second = line("urn:e:43", 2, embargoed_until=end, version="1", **BAKERS)
    before = run([first, second, line("urn:e:9", 50, headline="Eels return", provider="THIRD")])
    assert (before.statuses, before.stories) == ([], 1)
    after = line("urn:e:9", 70, headline="Eels return", provider="THIRD", version="2")
    told = run([first, second, after, after])
    assert told.statuses == ["raised", "raised"]
    assert {v["update"]["embargoed_until"] for v in told.verdicts[:2]} == {"2026-06-11T09:00:00Z"}


@pytest.mark.parametrize("batch", [1, 500])
def test_an_embargo_in_words_is_released_once(batch: int) -> None:
    """ "EMBARGOED UNTIL …" in a note holds like the field does, whatever the batches."""
    held = line("u:1", 0, ed_note="EMBARGOED UNTIL 0930 GMT THURSDAY", **LOCK)
    later = [line("u:9", n, headline="Bakers strike", provider="THIRD") for n in (80, 95, 99)]
    assert run([held, later[0]], batch).statuses == []
    told = run([held, *later], batch)
    assert told.statuses == ["raised"]


def test_a_lost_embargo_is_not_a_lifted_one() -> None:
    """Versions that lack an unreadable embargo stay withheld; one that says it is over is free."""
    lines = [
        line("u:1", 0, version="1", embargoed_until="after the vote", **LOCK),
        line("u:1", 5, version="2", headline=LOCK["headline"], body=LOCK["body"] + " More soon."),
        line("u:1", 9, version="3", ed_note="Embargo lifted.", **LOCK),
    ]
    assert (run(lines[:2]).statuses, run(lines[:2]).updates) == ([], 0)
    told = run(lines)
    assert told.names == ["new", "revision", "revision"]
    assert (told.statuses, told.updates) == (["raised"], 1)


def test_versions_are_numbers_and_never_go_back() -> None:
    """ "9", "10", "9" again, then none: one story that shows the last text, with a warning."""
    told = run([
        line("u:1", 0, version="9", **LOCK),
        line("u:1", 20, version="10", headline="Canal lock may open on Friday", body=LOCK["body"]),
        line("u:1", 0, version="9", **LOCK),
        line("u:1", 40, headline="Canal lock opens on Friday", body=LOCK["body"]),
    ])  # fmt: skip
    assert sorted(told.names) == ["new", "revision", "revision", "stale"]
    last = [v for v in told.verdicts if v["verdict"] == "revision"][-1]
    assert "version" not in last["update"]
    assert any("version_created" in warning for warning in last["update"]["warnings"])
    assert (told.stories, told.updates) == (1, 1)


def test_a_cancel_without_a_text_kills_and_stays() -> None:
    """Counts go back, the channel is told, and the first version sent again changes nothing."""
    first = line(
        "tag:x:1",
        0,
        version="978",
        first_created="2026-06-11T08:00:00Z",
        signals=["edStat:C"],
        **LOCK,
    )
    kill = line("tag:x:1", 50, version="1542", first_created="2026-06-11T08:50:00Z", pub_status="canceled",
                signals=["edStat:D"], headline=LOCK["headline"])  # fmt: skip
    told = run([first, kill, first])
    assert sorted(told.names) == ["kill", "new", "stale"]
    assert told.statuses == ["raised", "withdrawn"]
    assert {tuple(alert["channels"]) for alert in told.alerts} == {("desk-phone",)}
    assert (told.stories, told.updates) == (0, 0)
    kill_record = next(v for v in told.verdicts if v["verdict"] == "kill")
    assert kill_record["update"]["first_created"] == "2026-06-11T08:00:00Z"
    assert not any(v["update"].get("body") for v in told.verdicts if v["verdict"] != "new")


def test_a_feed_that_moves_to_https_brings_no_news() -> None:
    """The same articles under https are repeats, another query is another article."""
    told = run([
        line("http://post.example/n?id=1", 0, **LOCK),
        line("https://www.post.example/n?id=1", 90, **LOCK),
        line("https://post.example/n?id=2", 95, **BAKERS),
    ])  # fmt: skip
    assert sorted(told.names) == ["new", "new", "repeat"]
    assert told.statuses == ["raised", "raised"]


def test_an_item_older_than_the_last_one_is_still_new() -> None:
    """What a cached feed brings late counts at its own time; what leaves the feed is not killed."""
    late = line("https://court.example/a", 30, **LOCK)
    told = run([line("https://court.example/b", 60, **BAKERS), late, late])
    assert sorted(told.names) == ["new", "new", "repeat"]
    assert told.statuses == ["raised", "raised"]
    assert told.hours["2026-06-11T08:00:00Z"][0] == 1


def test_an_update_under_a_new_id_replaces_in_either_order() -> None:
    """One story in the end, with the later text; the earlier one that comes late is stale."""
    first = line("urn:d:aa", 0, version="2", **LOCK)
    second = line("urn:d:bb", 70, version="1", alt_ids={"evolvedfrom": "urn:d:aa"}, **OPEN)
    told = run([first, second, first])
    assert sorted(told.names) == ["new", "revision", "stale"]
    assert told.statuses == ["raised", "amended"]
    assert told.alerts[-1]["headline"] == OPEN["headline"]
    assert told.stories == 1
    turned = run([second, first])
    assert turned.names == ["new", "stale"]
    assert (turned.statuses, turned.stories, turned.updates) == (["raised"], 1, 1)


def test_a_kill_in_words_takes_back_exactly_its_item() -> None:
    """The item that has the number goes, its neighbour stays; nobody else's number is meant."""
    told = run([
        line("u:1", 0, alt_ids={"sequence": "b0157"}, **LOCK),
        line("u:2", 1, provider="OTHER", alt_ids={"sequence": "157"}, headline="Bakers strike in Brindle",
             body="Bakers in Brindle stayed away from their ovens over night pay."),
        line("u:3", 30, headline="ADVISORY: please kill item 157", body="It was sent in error."),
        line("u:1", 0, alt_ids={"sequence": "b0157"}, **LOCK),
    ])  # fmt: skip
    kill = next(v for v in told.verdicts if v["verdict"] == "kill")
    assert (kill["update"]["uri"], kill["update"]["alt_ids"]["advisory"]) == ("u:1", "u:3")
    assert sorted(told.statuses) == ["raised", "raised", "withdrawn"]
    assert (told.stories, told.updates) == (1, 1)
    assert "stale" in told.names


def test_a_kill_without_a_language_finds_its_item() -> None:
    """A kill in words that states no language, or another, reaches the partition of the item."""
    for language in (None, "fr"):
        kill = line("u:7", 30, language=language, headline="STORY WITHDRAWN",
                    body=f'Withdraw the story headlined "{LOCK["headline"]}".')  # fmt: skip
        told = run([line("u:1", 0, **LOCK), kill])
        assert told.statuses == ["raised", "withdrawn"], language
        assert told.outcomes["dedupe", "kill_unresolved"] == 0


def test_a_kill_of_nothing_is_reported_once() -> None:
    """Whatever languages its provider sends, one record and one outcome say that it was not resolved."""
    lines = [
        line("u:1", 0, **LOCK),
        line(
            "u:2",
            1,
            language="de",
            headline="Bäcker in Brindle streiken",
            body="Die Bäcker streiken.",
        ),
        line("u:3", 9, language="de", headline="ADVISORY: please kill item 999"),
    ]
    told = run(lines)
    assert [v.get("resolved", True) for v in told.verdicts if v["verdict"] == "kill"] == [False]
    assert told.outcomes["dedupe", "kill_unresolved"] == 1
    assert told.statuses == ["raised", "raised"]


def test_a_take_is_held_with_its_story() -> None:
    """The second piece of an embargoed text comes out with the first, not before."""
    held = line("u:1", 0, embargoed_until="2026-06-11T09:00:00Z", **LOCK)
    take = line("u:2", 1, headline=LOCK["headline"] + " =2", body="The gate dates from 1911.")
    told = run([held, take])
    assert told.names == ["new", "follow_up"]
    assert (told.statuses, told.stories) == ([], 0)


def test_a_tombstone_of_kafka_is_no_kill() -> None:
    """A null value changes nothing, and an empty one is a dead letter."""
    from stream.adapters.kafka.keys import partition_of
    from stream.pipeline.replay import Replay
    from support.lifecycle import stages

    ms = int(START.timestamp() * 1000)
    replay = Replay(stages(), partition_of=partition_of)
    values = [line("u:1", 0, version="1", **LOCK), None, b"", line("u:1", 9, version="2", **LOCK)]
    made = list(replay.feed((None, value, ms) for value in values))
    assert [r.topic for r in made].count("wire.updates.dlq") == 1
    assert replay.outcomes["intake", "tombstone"] == 1
    assert not any(orjson.loads(r.value or b"{}").get("verdict") == "kill" for r in made)


CHAIN = sorted(SHARED.glob("*L1N14N0FF*"), key=lambda path: int(path.name.rpartition("_")[2]))


@pytest.mark.skipif(len(CHAIN) != 2, reason="the agencies' files are not here")
def test_a_real_chain_of_report_and_kill() -> None:
    """Reuters L1N14N0FF, usable and then canceled under one guid: raised, withdrawn, and dead."""
    records = []
    for path in CHAIN:
        read = [o for o in parse(path.read_bytes(), Hints()) if isinstance(o, Read)]
        records += [orjson.dumps(outcome.record | {"provider": "EXAMPLE"}) for outcome in read]
    told = run([*records, records[0]])
    assert sorted(told.names) == ["kill", "new", "stale"]
    assert told.statuses == ["raised", "withdrawn"]
    assert (told.stories, told.updates) == (0, 0)
