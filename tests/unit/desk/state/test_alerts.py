"""Alerts from their messages: each once, the newest shown, no word of a killed report."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from support.news import ARMY, NOON, SPLIT, alert_of, classified, record
from unit.desk.books import Books

REPORT = classified("s", "u:1", "Wrong claim", "Wrong body")
RAISED = alert_of(REPORT)
KILL = classified("s", "u:1", "KILL", verdict="kill", remaining=0, at=NOON + timedelta(minutes=9))
WITHDRAWN = alert_of(KILL, 2, "withdrawn", before=RAISED, blank=True, reason="Reuters withdrew it")
ID = RAISED.id


@pytest.fixture
def books() -> Books:
    """An empty desk at noon."""
    return Books()


def test_the_newest_message_is_the_alert(books: Books) -> None:
    """With the time of the first and the number of all; the history has each as it came."""
    later = classified("s", "u:1", "Claim mended", at=NOON + timedelta(minutes=3))
    books.take(REPORT, RAISED, alert_of(later, 2, "amended", before=RAISED))
    alert = books.alert(ID)
    assert (alert["headline"], alert["messages"], alert["first_at"]) == (
        "Claim mended", 2, "2026-03-02T12:00:00Z",
    )  # fmt: skip
    assert [message["sequence"] for message in alert["history"]] == [1, 2]
    assert alert["history"][0] == msgspec.to_builtins(RAISED)


def test_a_message_that_comes_twice_is_one(books: Books) -> None:
    """Also if the newer one came between."""
    later = classified("s", "u:1", "Claim mended", at=NOON + timedelta(minutes=3))
    newer = alert_of(later, 2, "amended", before=RAISED)
    applied = books.take(RAISED, newer, RAISED)
    assert applied.outcomes["news.alerts", "resent"] == 1
    assert books.alert(ID)["sequence"] == 2 and books.alert(ID)["messages"] == 2


def test_an_alert_that_begins_anew_is_no_resend(books: Books) -> None:
    """A story that was forgotten raises again, from sequence 1, at a later time."""
    again = alert_of(classified("s", "u:5", "Claim again", at=NOON + timedelta(days=9)))
    books.take(RAISED, again)
    assert books.alert(ID)["headline"] == "Claim again" and books.alert(ID)["messages"] == 2


@pytest.mark.parametrize(
    "order",
    [
        (REPORT, RAISED, KILL, WITHDRAWN),
        (REPORT, RAISED, WITHDRAWN, KILL),
        (RAISED, WITHDRAWN, REPORT, KILL),
        (REPORT, KILL, RAISED, WITHDRAWN),
    ],
)
def test_killed_words_go_in_whatever_order_the_topics_are_read(
    books: Books, order: tuple[object, ...]
) -> None:
    """What the alert was about stays: rule, place, course, and why it was withdrawn."""
    books.take(*order)  # type: ignore[arg-type]
    alert = books.alert(ID)
    assert "rong" not in str(alert) and "rong" not in str(books.story("s"))
    assert alert["status"] == "withdrawn" and alert["reason"] == "Reuters withdrew it"
    assert [place["id"] for place in alert["places"]] == ["170063"]
    assert [m["status"] for m in alert["timeline"]] == ["raised", "withdrawn"]
    assert not books.alerts(q="wrong") and books.alerts(q="aleppo") == [ID]


def test_the_withdrawal_alone_takes_the_words_of_the_messages_before(books: Books) -> None:
    """Its time line is blank where the report is killed; the kill itself may be read later."""
    books.take(RAISED, WITHDRAWN)
    assert "rong" not in str(books.alert(ID))


def test_a_withdrawal_without_a_kill_keeps_its_headline(books: Books) -> None:
    """The story is no longer what the rule asks for: nothing of it is secret."""
    books.take(REPORT, RAISED, alert_of(KILL, 2, "withdrawn", before=RAISED, reason="no longer"))
    assert books.alert(ID)["headline"] == "Wrong claim"
    assert books.alert(ID)["history"][0]["reason"] == RAISED.reason


def test_another_agency_s_report_of_the_same_headline_stays(books: Books) -> None:
    """AFP's headline is not Reuters's, word for word the same as it may be."""
    other = classified("s", "u:2", "Wrong claim", agency="AFP", verdict="follow_up")
    books.take(REPORT, RAISED, other)
    books.take(classified("s", "u:1", "KILL", verdict="kill", remaining=1))
    books.take(alert_of(other, 2, "amended", before=RAISED, blank=True))
    alert = books.alert(ID)
    assert alert["headline"] == "Wrong claim" and alert["provider"] == "AFP"
    assert [m["headline"] for m in alert["timeline"]] == ["", "Wrong claim"]


def test_a_digest_names_no_killed_story(books: Books) -> None:
    """Its entry says that the report was withdrawn."""
    other = classified("t", "u:7", "Fine report")
    digest = msgspec.structs.replace(
        alert_of(other), stories=[{"id": "s", "name": "Wrong claim"}, {"id": "t", "name": "Fine report"}]
    )  # fmt: skip
    books.take(REPORT, other, digest, KILL)
    names = [story["name"] for story in books.alert(digest.id)["stories"]]
    assert names == ["(withdrawn)", "Fine report"]


def test_open_pages_are_told_of_an_alert_whose_words_went(books: Books) -> None:
    """The log names the alert again when the kill is read."""
    books.take(REPORT, RAISED)
    before = len(books.log())
    books.take(KILL)
    assert ("alert", ID) in books.log()[before:]


def test_alerts_are_found_by_everything(books: Books) -> None:
    """Each filter takes some and leaves some."""
    other = classified(
        "t", "u:2", "Navy tows ferry", actor=ARMY, place=SPLIT, agency="AFP", language="fr",
        at=NOON + timedelta(hours=1),
    )  # fmt: skip
    late = alert_of(other, rule="sea", severity="low")
    books.take(REPORT, other, RAISED, late)
    assert books.alerts() == [late.id, ID]
    for name, value in {
        "rule": "sea", "severity": "low", "actor": "syr-mil", "place": "3190261", "country": "HR",
        "source": "AFP", "language": "fr",
    }.items():  # fmt: skip
        assert books.alerts(**{name: [value]}) == [late.id], name
    assert books.alerts(q="FERRY navy") == [late.id] and books.alerts(status=["withdrawn"]) == []
    assert books.alerts(since=books.now + 1) == [late.id] and books.alerts(rule=["sea", "coast"])


def test_unknown_keys_pass_through(books: Books) -> None:
    """A later version's message is shown with all that it has."""
    message = {**msgspec.to_builtins(RAISED), "mood": "grim"}
    books.take(record("news.alerts", ID, message))
    assert books.alert(ID)["mood"] == "grim"


@pytest.mark.parametrize(
    "value",
    [
        [], {}, {"id": 1}, "x", {**msgspec.to_builtins(RAISED), "at": "yesterday"},
        {**msgspec.to_builtins(RAISED), "sequence": 10**30},
        {**msgspec.to_builtins(RAISED), "actors": None},
    ],
)  # fmt: skip
def test_what_is_no_message_is_passed_over(books: Books, value: object) -> None:
    """It is counted, its neighbours are shown, and the offset moves on."""
    applied = books.take(record("news.alerts", "x", value), RAISED)
    assert applied.outcomes["news.alerts", "unreadable"] == 1
    assert books.alerts() == [ID]
    assert books.writer.offsets()
