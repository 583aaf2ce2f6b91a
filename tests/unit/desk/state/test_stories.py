"""Stories from classified updates: what is shown, what is held, what goes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from support.news import ARMY, NOON, SPLIT, alert_of, classified, story_record
from unit.desk.books import Books

LATER = NOON + timedelta(hours=2)


@pytest.fixture
def books() -> Books:
    """An empty desk at noon."""
    return Books()


def test_a_story_shows_its_versions_and_what_changed(books: Books) -> None:
    """The old version stays, superseded; headline, labels and figures are those of the new one."""
    books.take(
        classified("s", "u:1", "HTS enters Aleppo", "Some 12 were killed.", killed=12),
        classified(
            "s", "u:1", "HTS enters Split", "Some 20 were killed.", verdict="revision", version="2",
            place=SPLIT, killed=20, changes=["12 → 20"], of="u:1", at=NOON + timedelta(minutes=5),
        ),
    )  # fmt: skip
    story = books.story("s")
    assert story is not None
    assert [(u["version"], u["state"]) for u in story["updates"]] == [
        ("1", "superseded"), ("2", "current"),
    ]  # fmt: skip
    assert story["updates"][1]["changes"] == ["12 → 20"]
    assert story["headline"] == "HTS enters Split"
    assert [place["name"] for place in story["places"]] == ["Split"]
    assert [figure["least"] for figure in story["figures"]] == [20]
    assert (story["first_at"], story["last_at"]) == ("2026-03-02T12:00:00Z", "2026-03-02T12:05:00Z")


def test_a_version_is_dated_by_when_it_was_made(books: Books) -> None:
    """Its event time is that of its item's first version: thirty versions of a day all said the morning."""
    later = classified(
        "s", "u:1", "Toll rises", "Some 20 died.", verdict="revision", version="2", of="u:1"
    )
    update = replace(later.item.update, version_created=LATER, ingested_at=LATER)
    books.take(
        classified("s", "u:1", "HTS enters Aleppo", "Some 12 were killed."),
        replace(later, item=replace(later.item, update=update)),
    )
    story = books.story("s")
    assert story is not None
    assert [u["at"] for u in story["updates"]] == ["2026-03-02T12:00:00Z", "2026-03-02T14:00:00Z"]
    assert (story["first_at"], story["last_at"]) == ("2026-03-02T12:00:00Z", "2026-03-02T14:00:00Z")


def test_an_agency_s_figure_is_that_of_its_newest_update(books: Books) -> None:
    """Under another id as well: a toll of the morning beside that of the evening would be read as a second one."""
    books.take(
        classified("s", "u:1", "Two killed in Aleppo", "Some 2 were killed.", killed=2),
        classified("s", "a:1", "Five killed", "Some 5 died.", killed=5, agency="AFP", verdict="follow_up"),
        classified("s", "u:2", "Toll rises to 9", "Some 9 died.", killed=9, verdict="follow_up", at=LATER),
        classified("s", "u:3", "Aid arrives", "Trucks came.", verdict="follow_up", at=LATER),
    )  # fmt: skip
    story = books.story("s")
    assert story is not None
    assert [(f["agency"], f["least"]) for f in story["figures"]] == [("AFP", 5), ("Reuters", 9)]


def test_labels_say_where_their_words_are(books: Books) -> None:
    """Start and end cut the words out of the field."""
    books.take(classified("s", "u:1", "HTS enters Aleppo", "Fighters of Hayat Tahrir in Aleppo."))
    update = books.story("s")["updates"][0]  # type: ignore[index]
    words = {
        (label["label"], update[label["field"]][label["start"] : label["end"]])
        for label in update["labels"]
    }
    assert {("place", "Aleppo"), ("actor", "Hayat")} <= words


def test_a_resend_changes_nothing(books: Books) -> None:
    """The same origin at another offset is the same record, also after others came between."""
    first = story_record(classified("s", "u:1", "First words"), origin="0:7:0:5")
    again = story_record(classified("s", "u:1", "First words"), origin="0:7:0:5")
    second = classified("s", "u:1", "Second words", verdict="revision", of="u:1")
    applied = books.take(first, second, again)
    assert applied.outcomes["wire.classified", "resent"] == 1
    assert books.story("s")["headline"] == "Second words"  # type: ignore[index]


def test_an_embargoed_story_is_nowhere_until_its_time(books: Books) -> None:
    """No story, no search, no place, no event before; all of it after."""
    books.take(classified("s", "u:1", "Secret budget", "Numbers", until=LATER))
    assert books.story("s") is None and not books.stories() and not books.found("budget")
    assert not books.places() and not books.log()
    books.at(LATER - timedelta(seconds=1))
    assert books.story("s") is None
    books.at(LATER)
    assert books.story("s") is not None and books.found("budget") == ["u:1"]
    assert books.log() == [("story", "s")] and books.stories() == ["s"]


def test_a_version_that_lacks_the_embargo_inherits_it(books: Books) -> None:
    """It is released when the first one would have been."""
    books.take(
        classified("s", "u:1", "Secret one", until=LATER),
        classified("s", "u:1", "Secret two", verdict="revision", of="u:1"),
    )
    assert books.story("s") is None
    books.at(LATER)
    assert books.found("secret") == ["u:1"]


def test_what_is_withheld_waits_for_a_version_and_not_for_time(books: Books) -> None:
    """Time releases nothing that is withheld."""
    books.take(classified("s", "u:1", "Hold this", status="withheld"))
    books.at(NOON + timedelta(days=5))
    assert books.story("s") is None
    books.take(classified("s", "u:1", "Free now", verdict="revision", of="u:1"))
    assert books.found("free") == ["u:1"]


def test_a_version_that_is_withheld_hides_the_item(books: Books) -> None:
    """The story goes from every list, and an event says so to open pages."""
    books.take(classified("s", "u:1", "Out there"))
    books.take(classified("s", "u:1", "Not yet", verdict="revision", of="u:1", status="withheld"))
    assert books.story("s") is None and not books.found("there") and not books.stories()
    assert books.log() == [("story", "s"), ("story", "s")]


def test_a_kill_leaves_the_place_and_takes_the_words(books: Books) -> None:
    """The story says that it had two versions, and not a word of them."""
    books.take(
        classified("s", "u:1", "Wrong claim", "Wrong body", killed=4),
        classified("s", "u:1", "Wrong claim two", verdict="revision", of="u:1", changes=["a → b"]),
        classified("s", "u:1", "KILL Wrong claim", verdict="kill", remaining=0),
    )
    story = books.story("s")
    assert story is not None and story["state"] == "killed" and not books.stories()
    assert [(u["state"], u["headline"], u["body"]) for u in story["updates"]] == [
        ("killed", "", "")
    ] * 2
    assert "rong" not in str(story) and "→" not in str(story) and not books.found("wrong")
    assert story["updates"][0]["killed_at"] == "2026-03-02T12:00:00Z"


def test_a_kill_takes_one_item_of_a_story(books: Books) -> None:
    """The other agency's report stays, with its labels."""
    books.take(
        classified("s", "u:1", "Army near Aleppo", agency="AFP"),
        classified("s", "u:2", "Syrian move", agency="AP", verdict="follow_up", actor=ARMY),
        classified("s", "u:1", "KILL", verdict="kill", remaining=1, agency="AFP"),
    )
    story = books.story("s")
    assert story is not None and story["state"] == "live"
    assert story["sources"] == ["AP"] and [a["id"] for a in story["actors"]] == ["syr-mil"]
    assert books.found("near") == [] and books.found("move") == ["u:2"]


def test_a_kill_finds_the_item_under_the_id_that_it_had_before(books: Books) -> None:
    """A revision under another id is the same item."""
    books.take(
        classified("s", "u:1", "Under one id"),
        classified("s", "u:2", "Under another id", verdict="revision", of="u:1"),
        classified("s", "u:1", "KILL", verdict="kill", remaining=1),
    )
    assert books.found("under") == [] and books.story("s")["state"] == "killed"  # type: ignore[index]


def test_what_was_killed_before_anybody_saw_it_is_not_even_mentioned(books: Books) -> None:
    """An embargoed item that is killed leaves nothing."""
    books.take(
        classified("s", "u:1", "Secret", until=LATER),
        classified("s", "u:1", "KILL", verdict="kill", remaining=0),
    )
    books.at(LATER)
    assert books.story("s") is None and not books.log()


def test_a_kill_that_was_not_resolved_touches_no_other_item(books: Books) -> None:
    """It names what nobody knows."""
    books.take(
        classified("s", "u:1", "Stays"),
        classified("s", "u:9", "KILL", verdict="kill", remaining=0, resolved=False),
    )
    assert books.found("stays") == ["u:1"]


def test_a_copy_is_a_source_and_no_text(books: Books) -> None:
    """It says what it copies; search finds the original alone; the number of updates stays one."""
    books.take(
        classified("s", "u:1", "Ferry aground", "A long text", agency="AFP"),
        classified("s", "c:1", "Ferry aground!", "A long text", agency="Daily", verdict="duplicate", of="u:1"),
    )  # fmt: skip
    story = books.story("s")
    assert story is not None and story["sources"] == ["AFP", "Daily"]
    copy = story["updates"][1]
    assert copy["original"] == {"uri": "u:1", "provider": "Daily", "similarity": 0.93}
    assert copy["body"] == "" and books.found("ferry") == ["u:1"]


@pytest.mark.parametrize("verdict", ["kill", "revision"])
def test_a_copy_goes_with_its_original(books: Books, verdict: str) -> None:
    """Killed or held: the copy has the same words."""
    books.take(
        classified("s", "u:1", "Ferry aground", agency="AFP"),
        classified("s", "c:1", "Ferry aground!", agency="Daily", verdict="duplicate", of="u:1"),
        classified(
            "s", "u:1", "KILL", verdict=verdict, of="u:1", agency="AFP",
            status="usable" if verdict == "kill" else "withheld", remaining=1,
        ),
    )  # fmt: skip
    assert "Ferry" not in str(books.story("s"))


def test_a_copy_of_what_was_killed_is_not_shown(books: Books) -> None:
    """It comes after the kill."""
    books.take(
        classified("s", "u:1", "Ferry aground", agency="AFP"),
        classified("s", "u:1", "KILL", verdict="kill", remaining=0, agency="AFP"),
        classified("s", "c:1", "Ferry aground!", agency="Daily", verdict="duplicate", of="u:1"),
    )
    assert "Ferry" not in str(books.story("s"))


def test_stories_are_found_by_labels_and_time(books: Books) -> None:
    """Values of one kind are alternatives, kinds add up."""
    books.take(
        classified("a", "u:1", "One"),
        classified("b", "u:2", "Two", actor=ARMY, place=SPLIT, at=NOON + timedelta(hours=1)),
    )
    assert books.stories() == ["b", "a"]
    assert books.stories(actor=["hts", "syr-mil"]) == ["b", "a"]
    assert books.stories(actor=["hts"], country=["HR"]) == []
    assert books.stories(country=["HR"]) == ["b"] and books.stories(place=["170063"]) == ["a"]
    assert books.stories(since=books.now + 1) == ["b"] and books.stories(until=books.now + 1) == [
        "a"
    ]


def test_a_test_message_is_in_no_list(books: Books) -> None:
    """It can be looked at by its id, as an alert on it links there."""
    books.take(classified("s", "u:1", "THIS IS A TEST", test=True))
    assert not books.stories() and not books.found("test") and not books.places()
    assert books.story("s")["updates"][0]["test"] is True  # type: ignore[index]


def test_places_count_stories_and_alerts_in_force(books: Books) -> None:
    """A withdrawn alert is not counted."""
    one, two = classified("a", "u:1", "One"), classified("b", "u:2", "Two")
    raised = alert_of(one)
    books.take(one, two, raised, alert_of(two))
    assert [(p["name"], p["stories"], p["alerts"]) for p in books.places()] == [("Aleppo", 2, 2)]
    books.take(alert_of(one, 2, "withdrawn", before=raised))
    assert [(p["stories"], p["alerts"]) for p in books.places()] == [(2, 1)]
