"""The demo's sample wire: every line is what data/README.md says it is."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

from stream.demo.feed import HOLD_UPDATES

DATA = files("stream.demo").joinpath("data")
TEXT = DATA.joinpath("wire.jsonl").read_text(encoding="utf-8")
README = DATA.joinpath("README.md").read_text(encoding="utf-8")
STORIES = ("aleppo", "quake", "rates", "strike")
AGENCIES = {"AFP", "AP", "Anadolu", "EFE", "PA Media", "Reuters", "dpa"}
LANGUAGES = {
    "arabic": "ar",
    "french": "fr",
    "german": "de",
    "spanish": "es",
    "turkish": "tr",
}
NUMBERS = {"five": 5, "nine": 9, "once": 11, "two": 2}


@dataclass(frozen=True)
class Line:
    """A line of the wire with its row of the README; `record` is None where it can't be read."""

    number: int
    text: str
    record: dict[str, Any] | None
    story: str
    provider: str
    language: str
    item: str
    shows: tuple[str, ...]
    before: tuple[Line, ...] = field(repr=False)

    def get(self, key: str, default: Any = "") -> Any:
        """A field of the record."""
        return (self.record or {}).get(key, default)

    @property
    def version(self) -> int:
        """The version as a number; 0 where there is none."""
        return int(self.get("version", 0))

    @property
    def created(self) -> datetime:
        """The stated time in UTC."""
        return datetime.fromisoformat(self.get("version_created")).astimezone(UTC)

    @property
    def earlier(self) -> list[Line]:
        """The lines before this one with the same id, in order."""
        return [line for line in self.before if line.record and line.get("uri") == self.get("uri")]

    def told_before(self) -> list[Line]:
        """The lines of the same story and language before this one."""
        mine = (self.story, self.language)
        return [line for line in self.before if (line.story, line.language) == mine]


def rows() -> list[list[str]]:
    """The cells of the README's table of lines."""
    found = re.findall(r"^\| (\d+ \|.*) \|$", README, re.MULTILINE)
    return [[cell.strip() for cell in row.split("|")] for row in found]


def record_of(text: str) -> dict[str, Any] | None:
    """The update of a line, or None if it is none."""
    try:
        record = json.loads(text)
    except ValueError:
        return None
    return record if isinstance(record, dict) and "uri" in record else None


def read() -> Iterator[Line]:
    """The lines of the wire, each with those before it."""
    before: tuple[Line, ...] = ()
    for text, (number, story, provider, language, item, shows) in zip(
        TEXT.splitlines(), rows(), strict=True
    ):
        kinds = tuple(shows.split(", "))
        line = Line(
            int(number), text, record_of(text), story, provider, language, item, kinds, before
        )
        yield line
        before = (*before, line)


LINES = list(read())
UPDATES = [line for line in LINES if line.record is not None]


def toll(line: Line) -> int:
    """The last number of a headline, in digits or as a word; 0 where there is none."""
    words = re.findall(r"\w+", line.get("headline").lower())
    numbers = [
        NUMBERS.get(word) or int(word) for word in words if word.isdigit() or word in NUMBERS
    ]
    return numbers[-1] if numbers else 0


def next_version(line: Line) -> bool:
    """Whether the version is higher than each that came before under this id."""
    return bool(line.earlier) and all(line.version > e.version for e in line.earlier)


def corrected(line: Line) -> bool:
    """Whether the line says in headline, signals and note that it corrects an earlier version."""
    marked = line.get("headline").startswith(("CORRECTED-", "RECTIFICATIF-"))
    changed = line.get("body") != (line.earlier[-1].get("body") if line.earlier else "")
    return all((marked, changed, "correction" in line.get("signals"), line.get("ed_note")))


def credited(line: Line) -> list[Line]:
    """The agency's texts of which this line is a copy that names the agency."""
    agency = re.search(r"\((\w[\w ]*)\)", line.get("body"))
    tail = line.get("body").partition(" - ")[2]
    origins = [e for e in line.before if agency and e.provider == agency[1]]
    return [e for e in origins if tail and tail == e.get("body").partition(" - ")[2]]


def hold(line: Line) -> timedelta:
    """How long after its time an embargoed line is held."""
    return datetime.fromisoformat(line.get("embargoed_until")) - line.created


def later(line: Line) -> list[Line]:
    """The lines after this one with the same id."""
    return [e for e in UPDATES if e.number > line.number and e.get("uri") == line.get("uri")]


CLAIMS: dict[str, Callable[[Line], object]] = {
    "first": lambda x: not x.told_before(),
    "second-agency": lambda x: x.provider not in {e.provider for e in x.told_before()},
    "follow-up": lambda x: x.told_before() and not x.earlier,
    "snap": lambda x: x.get("headline").isupper() and not x.get("body") and x.get("urgency") <= 2,
    "urgent": lambda x: x.get("urgency") <= 3 and x.version == 1 and x.get("body").count(". ") <= 2,
    "update": lambda x: next_version(x) and x.text not in {e.text for e in x.earlier},
    "update-n": lambda x: re.match(r"UPDATE \d-", x.get("headline")) and not x.earlier,
    "correction": lambda x: next_version(x) and corrected(x),
    "corrected-later": lambda x: any(map(corrected, later(x))),
    "refile": lambda x: next_version(x) and x.get("body") == x.earlier[-1].get("body"),
    "kill": lambda x: next_version(x) and x.get("pub_status") == "canceled" and not x.get("body"),
    "killed-later": lambda x: later(x)[0].get("pub_status") == "canceled",
    "repeat": lambda x: x.text in {e.text for e in x.before},
    "stale": lambda x: x.version < max(e.version for e in x.earlier),
    "syndicated": lambda x: x.provider not in AGENCIES and credited(x),
    "embargoed": lambda x: timedelta(minutes=15) <= hold(x) <= timedelta(hours=3),
    "embargo-dropped": lambda x: "embargoed_until" not in x.text and hold(x.earlier[-1]),
    "withheld": lambda x: x.get("pub_status") == "withheld" and later(x),
    "rising-toll": lambda x: toll(x) > max(map(toll, tolls_before(x)), default=0),
    "test": lambda x: x.get("headline").startswith("THIS IS A TEST"),
    "unreadable": lambda x: x.record is None,
}


def tolls_before(line: Line) -> list[Line]:
    """The same agency's lines of the story before this one."""
    return [e for e in line.told_before() if e.provider == line.provider]


@pytest.mark.parametrize(
    ("line", "claim"),
    [
        pytest.param(line, claim, id=f"{line.number}-{claim}")
        for line in LINES
        for claim in line.shows
        if claim not in LANGUAGES
    ],
)
def test_claim(line: Line, claim: str) -> None:
    """Each word of the table's last column is true of its line."""
    assert CLAIMS[claim](line), line.text


def test_every_kind_is_there() -> None:
    """No kind that the README explains is missing from the wire."""
    words = README.partition("## The words")[2]
    cells = re.findall(r"^\| (`.*?`) \|", words, re.MULTILINE)
    explained = {word for cell in cells for word in re.findall(r"`(.*?)`", cell)}
    assert explained == {*CLAIMS, *LANGUAGES} == {claim for line in LINES for claim in line.shows}


def test_table_matches_the_lines() -> None:
    """Provider, language and item of the table are those of the lines."""
    for line in UPDATES:
        version = f" v{line.get('version')}" if line.get("version") else ""
        item = line.get("uri").rpartition(":")[2] + version
        assert (line.provider, line.language, line.item) == (
            line.get("provider"),
            line.get("language"),
            item,
        )


def test_languages_are_said() -> None:
    """A text that isn't English says so in the table, and each language is there."""
    said = {line.number: [LANGUAGES[s] for s in line.shows if s in LANGUAGES] for line in UPDATES}
    for line in UPDATES:
        expected = [] if line.language == "en" or "first" in line.shows else [line.language]
        assert said[line.number] in (expected, [line.language])
    assert {line.language for line in UPDATES} == {"en", *LANGUAGES.values()}


def test_two_lines_fail() -> None:
    """One line is no JSON, one has no id; all others can be read."""
    broken = [line.text for line in LINES if line.record is None]
    assert len(broken) == 2
    with pytest.raises(json.JSONDecodeError):
        json.loads(broken[0])
    assert "uri" not in json.loads(broken[1])


def test_enough_of_each_story() -> None:
    """There are 70 to 90 lines, and each of the four stories has ten updates or more."""
    told = Counter(line.story for line in UPDATES)
    assert 70 <= len(UPDATES) <= len(LINES) <= 90
    assert min(told[story] for story in STORIES) >= 10
    assert set(told) == {*STORIES, "-"}


def test_stories_are_mixed() -> None:
    """The stories overlap in time: the wire turns from one to another thirty times or more."""
    order = [line.story for line in UPDATES if line.story != "-"]
    turns = sum(a != b for a, b in pairwise(order))
    assert turns >= 30


def test_identity_and_text() -> None:
    """Every readable line has an id, a provider, a time, a language, and a headline or a body."""
    for line in UPDATES:
        assert all(line.get(key) for key in ("uri", "provider", "language", "version_created"))
        assert line.get("headline") or line.get("body")
        assert line.get("urgency", 4) in range(1, 10)


def test_providers() -> None:
    """Agencies and local papers are told apart: papers are in the file only as copies."""
    for line in UPDATES:
        assert (line.provider in AGENCIES) != ("syndicated" in line.shows)
    assert {line.provider for line in UPDATES} > AGENCIES


def test_times_in_order() -> None:
    """Stated times rise from line to line, but for repeats and stale versions."""
    told = [line for line in UPDATES if not {"repeat", "stale"} & set(line.shows)]
    times = [line.created for line in told]
    assert times == sorted(times)
    assert times[0] >= datetime(2024, 11, 27, tzinfo=UTC)
    assert times[-1] < datetime(2024, 12, 1, tzinfo=UTC)
    aleppo = Counter(line.created.day for line in told if line.story == "aleppo")
    assert aleppo.most_common(1)[0][0] == 29


def test_first_created_stays() -> None:
    """All versions of an item state the same first time, and none is before it."""
    first: dict[str, str] = {}
    for line in UPDATES:
        assert first.setdefault(line.get("uri"), line.get("first_created")) == line.get(
            "first_created"
        )
        assert line.created >= datetime.fromisoformat(line.get("first_created"))


def test_lengths() -> None:
    """A body has one to six sentences: short enough to be read while the demo runs."""
    for line in UPDATES:
        assert len(re.findall(r"[.؟](?:\s|$)", line.get("body"))) <= 8, line.number


def test_rules() -> None:
    """There is one watch rule for each story, and each key in it is one that rules have."""
    known = {
        "id",
        "description",
        "severity",
        "channels",
        "actors",
        "places",
        "countries",
        "words",
        "min_urgency",
        "min_sources",
        "languages",
        "providers",
        "not",
        "close_hours",
    }
    rules = tomllib.loads(DATA.joinpath("watch.toml").read_text(encoding="utf-8"))["rule"]
    assert len({rule["id"] for rule in rules}) == len(rules) == len(STORIES)
    for rule in rules:
        assert set(rule) <= known
        assert rule["severity"] in ("low", "medium", "high", "critical")
        assert rule["channels"]
        assert f"`{rule['id']}`" in README


@pytest.mark.parametrize(
    ("rule", "story"),
    [
        ("aleppo-offensive", "aleppo"),
        ("ecuador-quake", "quake"),
        ("riksbank-rates", "rates"),
        ("channel-ferries", "strike"),
    ],
)
def test_rule_words_meet_their_story(rule: str, story: str) -> None:
    """A rule's words are in most texts of its story."""
    rules = tomllib.loads(DATA.joinpath("watch.toml").read_text(encoding="utf-8"))["rule"]
    words = next(r["words"] for r in rules if r["id"] == rule)
    pattern = re.compile("|".join(rf"\b{re.escape(word)}" for word in words), re.IGNORECASE)
    hits = Counter(
        line.story
        for line in UPDATES
        if pattern.search(line.get("headline") + " " + line.get("body"))
    )
    assert hits[story] >= 0.6 * sum(line.story == story for line in UPDATES)


def test_embargoes_end_before_the_story_is_told_freely() -> None:
    """The lines that come while the demo holds a text leave its story alone."""
    for line in UPDATES:
        if line.get("embargoed_until"):
            meanwhile = LINES[line.number : line.number + HOLD_UPDATES]
            assert len(meanwhile) == HOLD_UPDATES
            held = {"embargoed", "embargo-dropped"}
            same = [x for x in meanwhile if x.story == line.story and not held & {*x.shows}]
            assert [x.number for x in same] == []
