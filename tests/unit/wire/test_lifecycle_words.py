"""The words of an item's life cycle: ordinary news that uses them, and what agencies mean by them."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from stream.model.marks import OPEN_EMBARGO
from stream.wire.reading.record import ReadingRules, read_record

HERE = Path(__file__).parent
NEWS = tomllib.loads((HERE / "ordinary_news.toml").read_text("utf-8"))
ORDERS = tomllib.loads((HERE / "item_orders.toml").read_text("utf-8"))
TAGS = tomllib.loads((HERE / "tags_and_texts.toml").read_text("utf-8"))
TWELFTH = tomllib.loads((HERE / "twelfth_texts.toml").read_text("utf-8"))["text"]
THIRTEENTH = tomllib.loads((HERE / "thirteenth_texts.toml").read_text("utf-8"))["texts"]
RUNNING = tomllib.loads((HERE / "running_text.toml").read_text("utf-8"))
SENT = datetime(2026, 11, 25, 10, tzinfo=UTC)
SAID = "The mayor said so on Monday."


def kinds(provider: str = "Nordwire", **texts: str) -> set[str]:
    """What intake reads of an item that is said of itself."""
    raw = {"uri": "x:1", "provider": provider, "language": "en", **texts}
    update = read_record(raw, SENT, ReadingRules())
    found = {"test"} if update.test else set()
    if update.declared != "none":
        found.add(update.declared)
    if update.embargoed_until is not None or OPEN_EMBARGO in update.signals:
        found.add("embargo")
    elif update.pub_status == "withheld":
        unfinished = any("unfinished" in warning for warning in update.warnings)
        found.add("unfinished" if unfinished else "hold")
    return found


@pytest.mark.parametrize("headline", NEWS["headlines"])
def test_a_headline_of_the_news_says_nothing_of_its_item(headline: str) -> None:
    """Killings, courts, markets, sanctions, exercises: whatever the words, the story goes out."""
    assert kinds(headline=headline, body=SAID) == set()
    assert kinds(headline=headline) == set()


@pytest.mark.parametrize("body", NEWS["bodies"])
def test_a_text_of_the_news_says_nothing_of_its_item(body: str) -> None:
    """With a headline, and without one where it could be an advisory."""
    assert kinds(headline="Mayor resigns", body=body) == set()
    assert kinds(body=body) == set()


@pytest.mark.parametrize("note", NEWS["notes"])
def test_a_note_on_the_news_takes_nothing_back(note: str) -> None:
    """A note says what a version adds, and at most that it is one."""
    assert kinds(headline="Mayor resigns", ed_note=note, body=SAID) <= {"update"}


@pytest.mark.parametrize("text", TWELFTH, ids=lambda text: text["headline"])
def test_an_item_says_of_itself_what_an_editor_reads(text: dict[str, Any]) -> None:
    """Ten languages: kills, corrections, later versions, holds, and news with their words."""
    said = {name: value for name, value in text.items() if name != "kinds"}
    assert kinds(**said) == set(text["kinds"])


@pytest.mark.parametrize("text", THIRTEENTH, ids=lambda text: text[2])
def test_an_agencys_item_says_of_itself_what_an_editor_reads(text: list[str]) -> None:
    """The same of agencies by name. An embargo that is lifted ends with the item's arrival."""
    wanted, provider, headline, body, note, language = text
    said = {"headline": headline, "body": body, "ed_note": note, "language": language}
    assert kinds(provider, **said) == set(wanted.split())


def orders() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each text with its kind and provider, as the fields of an item."""
    for kind, places in ORDERS.items():
        for text in places.get("headlines", []):
            yield kind, "Nordwire", {"headline": text, "body": SAID}
        for provider, text in places.get("own", []):
            yield kind, provider, {"headline": text, "body": SAID}
        for text in places.get("notes", []):
            yield kind, "Nordwire", {"headline": "Mayor resigns", "ed_note": text, "body": SAID}
        for text in places.get("bodies", []):
            yield kind, "Nordwire", {"body": text}


@pytest.mark.parametrize(("kind", "provider", "texts"), list(orders()))
def test_what_an_agency_says_of_its_item_is_read(
    kind: str, provider: str, texts: dict[str, str]
) -> None:
    """Kills, corrections, repeats, holds, embargoes, tests and unfinished texts, in many languages."""
    found = kinds(provider, **texts)
    assert kind in found or (kind in ("hold", "embargo") and found & {"hold", "embargo"})


@pytest.mark.parametrize(
    "note",
    [
        "Please disregard the previous story and use this version.",
        "EDITORS: Kill all earlier versions. This story replaces them.",
        "Bitte die frühere Meldung nicht verwenden, diese Fassung ersetzt sie.",
        "Cette dépêche annule et remplace la précédente.",
    ],
)
def test_a_text_that_replaces_an_earlier_one_is_not_taken_back(note: str) -> None:
    """What is killed is the earlier text: this one goes out, as its correction."""
    assert kinds(headline="Mayor resigns", ed_note=note, body=SAID) == {"correction"}


@pytest.mark.parametrize(
    "note",
    [
        "Please disregard the previous story.",
        "Editors: kill earlier story, which named the wrong man.",
        "Bitte die frühere Meldung nicht verwenden.",
        "Prière d'annuler la dépêche précédente.",
        "Rogamos anulen la noticia anterior.",
        "Si prega di ignorare la notizia precedente.",
    ],
)
def test_news_whose_note_takes_the_one_before_back_is_not_taken_back(note: str) -> None:
    """It stands in the place of the other one; a note over no text, or a few words, is the kill itself."""
    assert kinds(headline="Mayor stays", ed_note=note, body=TAGS["texts"]["en"]) == {"correction"}
    assert kinds(headline="Mayor stays", ed_note=note) == {"kill"}


def tagged(item: dict[str, str]) -> dict[str, str]:
    """The fields of an item, with the text that it names."""
    fields = {key: item[key] for key in ("headline", "slugline", "ed_note", "body") if key in item}
    return fields | ({"body": TAGS["texts"][item["news"]]} if "news" in item else {})


@pytest.mark.parametrize(
    "item", [*TAGS["item"], *RUNNING["item"]], ids=lambda item: item["headline"][:40]
)
def test_a_tag_is_read_with_the_text_beneath_it(
    item: dict[str, str], request: pytest.FixtureRequest
) -> None:
    """A kill or hold explains itself, or has no text; the same word over a text of the news is its own."""
    if "misses" in item:
        request.applymarker(pytest.mark.xfail(reason=item["misses"], strict=True))
    found = kinds(item["provider"], **tagged(item))
    if not item["kind"]:
        assert found == set()
    else:
        held = item["kind"] in ("hold", "embargo") and found & {"hold", "embargo"}
        assert item["kind"] in found or held
        assert item["kind"] == "kill" or "kill" not in found
