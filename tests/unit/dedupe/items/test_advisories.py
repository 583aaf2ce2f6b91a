"""Kills and releases that name their item in words."""

from __future__ import annotations

import pytest

from stream.dedupe.case import COPIED, COPY, OPEN_EMBARGO, RELEASED

from ..desk import HARBOUR, QUAKE, Desk, at

KILL = {"declared": "kill", "headline": "ADVISORY"}


def desk() -> Desk:
    """A desk that has had two items of one provider and one of another with the same number."""
    one = Desk()
    for n, (provider, text, headline) in enumerate(
        (
            ("Reuters", HARBOUR, "Dockers vote to strike at Gdynia port"),
            ("Reuters", QUAKE, "Earthquake kills 12 in Elazig"),
            (
                "AFP",
                "Voters in Lisbon queue in the rain for a mayor. Polls shut at eight.",
                "Lisbon votes",
            ),
        )
    ):
        one.send(
            f"urn:e:{n}", n, provider=provider, headline=headline, body=text,
            alt_ids={"sequence": ("b0157", "b0158", "157")[n]}, slugline=f"BC-Item-{n}, 1st Ld",
        )  # fmt: skip
    return one


@pytest.mark.parametrize(
    "body",
    [
        "Please kill item 157.",
        "Please kill b0157.",
        "Please kill BC-Item-0, sent at 1030.",
        'Withdraw the story headlined "Dockers vote to strike at Gdynia port".',
        "Please kill item 157, headlined Dockers vote to strike at Gdynia port.",
        "Please do not use our story about the strike vote of dockers at Gdynia port (moved at 1030).",
    ],
)
def test_a_kill_in_words_finds_the_item(body: str) -> None:
    """By number, slug or headline, and only among the provider's own."""
    told = desk().send("urn:adv:1", 60, body=body, **KILL)
    assert (told.verdict, told.resolved, told.update.uri) == ("kill", True, "urn:e:0")


@pytest.mark.parametrize(
    "body",
    [
        "Please kill item 999.",
        "Please kill the story about Gdynia.",
        "Please kill items 157 and story 158.",
        "Please kill item 157, headlined Parliament sits late.",
        "Please kill item 157 with slug BC-Item-1.",
        "Please kill c0157.",
        "Something was wrong.",
    ],
)
def test_what_is_not_sure_is_not_guessed(body: str) -> None:
    """No item, two items, or words that do not agree: reported, and nothing is killed."""
    one = desk()
    effects = one.run(one.record("urn:adv:1", 60, body=body, **KILL))
    told = effects.emits[0].value
    assert (effects.outcome, told.verdict, told.resolved) == ("kill_unresolved", "kill", False)
    assert (
        one.send(
            "urn:e:0", 61, headline="Dockers vote to strike at Gdynia port", body=HARBOUR
        ).verdict
        == "repeat"
    )


def test_a_kill_that_names_nothing_else_means_its_own_headline() -> None:
    """An advisory under the headline of what it takes back; another headline, or one of two items, is not guessed."""
    said = {
        "declared": "kill",
        "body": "Please disregard the previous story. A substitute will follow.",
    }
    one = desk()
    told = one.send("urn:adv:1", 60, headline="Dockers vote to strike at Gdynia port", **said)
    assert (told.verdict, told.resolved, told.update.uri) == ("kill", True, "urn:e:0")
    told = desk().send("urn:adv:2", 60, headline="Dockers in Gdynia vote for a mayor", **said)
    assert (told.verdict, told.resolved) == ("kill", False)


def test_a_killed_item_is_not_killed_again() -> None:
    """A second advisory about it is stale, and no false alarm."""
    one = desk()
    one.send("urn:e:0", 30, declared="kill")
    assert one.send("urn:adv:1", 60, body="Please kill item 157.", **KILL).verdict == "stale"


def test_an_old_number_is_another_item() -> None:
    """Numbers start anew: an item of last week is not meant."""
    one = desk()
    told = one.send("urn:adv:1", 60 * 24 * 4, body="Please kill item 157.", **KILL)
    assert not told.resolved


@pytest.mark.parametrize("mark", [COPY, COPIED])
def test_a_bare_number_names_nothing_in_a_further_language(mark: str) -> None:
    """Two services of one agency count alike; a headline is sure in any."""
    one = desk()
    effects = one.run(
        one.record("urn:adv:1", 60, body="Please kill item 157.", signals=[mark], **KILL)
    )
    assert effects.outcome == ("elsewhere" if mark == COPY else "kill_unresolved")
    body = 'Please kill the story headlined "Earthquake kills 12 in Elazig".'
    told = one.send("urn:adv:2", 61, body=body, signals=[mark], **KILL)
    assert (told.resolved, told.update.uri, told.update.signals) == (True, "urn:e:1", [])


def test_a_release_in_words_frees_the_kept_text() -> None:
    """The held item comes out as a revision with its own text, free as of the release."""
    one = Desk()
    one.send("urn:e:1", headline="HOLD: Dockers strike", body=HARBOUR, pub_status="withheld",
             alt_ids={"sequence": "157"})  # fmt: skip
    note = {"signals": [RELEASED], "embargoed_until": at(60), "headline": "ADVISORY"}
    told = one.send("urn:adv:1", 60, body="Item 157, sent with HOLD, is released.", **note)
    assert (told.verdict, told.update.uri, told.update.body) == ("revision", "urn:e:1", HARBOUR)
    assert (told.update.pub_status, told.update.headline) == ("usable", "Dockers strike")
    assert told.changes == ["withheld → usable"]


def test_a_release_of_nothing_is_kept_back() -> None:
    """An advisory whose item nobody holds is no news: withheld, with an outcome and a warning."""
    one = desk()
    effects = one.run(
        one.record(
            "urn:adv:1", 60, signals=[RELEASED], headline="ADVISORY", body="Item 158 is released."
        )
    )
    told = effects.emits[0].value
    assert (effects.outcome, told.update.pub_status) == ("release_unresolved", "withheld")
    assert "names no item" in told.update.warnings[0]


def test_an_open_embargo_is_inherited_until_a_time_is_given() -> None:
    """Without an end it stays, whatever merely lacks it; a stated end takes its place."""
    one = Desk()
    one.send(
        "urn:e:1",
        version="1",
        headline="Budget",
        body=HARBOUR,
        pub_status="withheld",
        signals=[OPEN_EMBARGO],
    )
    bare = one.send("urn:e:1", 5, version="2", headline="Budget, more", body=HARBOUR)
    assert (bare.update.pub_status, bare.update.embargoed_until) == ("withheld", None)
    timed = one.send(
        "urn:e:1", 6, version="3", headline="Budget, all", body=HARBOUR, embargoed_until=at(90)
    )
    assert (timed.update.pub_status, timed.update.embargoed_until) == ("usable", at(90))
