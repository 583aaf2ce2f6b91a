"""No answer holds a word that is embargoed, withheld or killed, whatever the history and its order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count as numbers

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from stream.desk.read.alerts import AlertQuery, alert_with_history, alerts
from stream.desk.read.events import encoded, events_after
from stream.desk.read.search import SearchQuery, search
from stream.desk.read.stories import StoryQuery, places, stories, story
from stream.model import Alert, Classified
from support.news import NOON, alert_of, classified
from unit.desk.books import Books

STORIES = ("s1", "s2")
AGENCIES = ("AFP", "AP")


@dataclass
class Item:
    """What a newsroom knows of an item: its versions' words, and whether it may be seen."""

    story: str
    uri: str
    agency: str
    words: list[str] = field(default_factory=list)
    secret: set[str] = field(default_factory=set)
    """Words that were never out: of versions that are held still."""
    until: int = 0
    withheld: bool = False
    killed: bool = False
    uris: list[str] = field(default_factory=list)


class Newsroom:
    """Makes a history of both topics by the pipeline's rules, and knows which words nobody may see."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.alerts: dict[str, Alert] = {}
        self.minute, self._words = 0, numbers()

    @property
    def at(self):  # type: ignore[no-untyped-def]
        """The time now."""
        return NOON + timedelta(minutes=self.minute)

    def word(self) -> str:
        """A word that comes nowhere else."""
        return f"wort{next(self._words)}x"

    def version(self, item: Item, hold: str, renamed: bool) -> list[Classified | Alert]:
        """A version of the item (its first is new); an alert on it if it may be seen."""
        word, first = self.word(), not item.words
        until = self.at + timedelta(minutes=4) if hold == "embargo" else None
        if until is not None:
            item.until = self.minute + 4
        item.withheld = hold == "withheld"
        old = item.uri
        if renamed and not first:
            item.uri = f"{item.uri}r"
        item.uris.append(item.uri)
        item.words.append(word)
        made = classified(
            item.story, item.uri, f"{word} enters Aleppo", f"body of {word}", at=self.at,
            agency=item.agency, verdict="new" if first else "revision", of="" if first else old,
            version=str(len(item.words)), status="withheld" if hold == "withheld" else "usable",
            until=until, changes=[f"{word} → {word}"],
        )  # fmt: skip
        if self.held(item):
            item.secret.add(word)
            return [made]
        item.secret.clear()
        return [made, self._alert(made, "raised")]

    def _alert(self, made: Classified, status: str, blank: bool = False) -> Alert:
        before = self.alerts.get(made.item.story)
        if status == "raised" and before is not None and before.status != "withdrawn":
            status = "amended"
        sequence = before.sequence + 1 if before else 1
        alert = alert_of(made, sequence, status, before=before, blank=blank, changes=["12 → 20"])
        self.alerts[made.item.story] = alert
        return alert

    def copy(self, item: Item) -> list[Classified | Alert]:
        """Another agency's copy; its words are the item's own."""
        word = item.words[-1]
        made = classified(
            item.story, f"copy:{word}:{self.minute}", f"{word} enters Aleppo", f"body of {word}",
            at=self.at, agency="Daily", verdict="duplicate", of=item.uri,
        )  # fmt: skip
        return [made]

    def kill(self, item: Item) -> list[Classified | Alert]:
        """The kill, and the withdrawal of the story's alert if it has one."""
        item.killed = True
        rest = [i for i in self.items if i.story == item.story and not i.killed and i.words]
        dead = classified(
            item.story, item.uri, f"KILL {item.words[-1]}", verdict="kill", at=self.at,
            agency=item.agency, remaining=len(rest),
        )  # fmt: skip
        out: list[Classified | Alert] = [dead]
        if item.story in self.alerts and not [i for i in rest if not self.held(i)]:
            out.append(self._alert(dead, "withdrawn", blank=not rest))
        return out

    def held(self, item: Item) -> bool:
        """Whether the item is embargoed or withheld now."""
        return item.withheld or item.until > self.minute

    def wait(self, minutes: int) -> None:
        """Let time pass; embargoes end."""
        self.minute += minutes
        for item in self.items:
            if not self.held(item):
                item.secret.clear()

    def forbidden(self) -> set[str]:
        """Words that may be in no answer now."""
        killed = {word for item in self.items if item.killed for word in item.words}
        return killed.union(*(item.secret for item in self.items))


ACTIONS = st.lists(
    st.one_of(
        st.tuples(
            st.just("version"), st.integers(0, 3), st.sampled_from(["", "", "embargo", "withheld"]),
            st.booleans(),
        ),
        st.tuples(st.just("kill"), st.integers(0, 3)),
        st.tuples(st.just("copy"), st.integers(0, 3)),
        st.tuples(st.just("wait"), st.integers(1, 5)),
    ),
    min_size=1, max_size=14,
)  # fmt: skip


def _act(room: Newsroom, action: tuple) -> list[Classified | Alert]:  # type: ignore[type-arg]
    if action[0] == "wait":
        room.wait(action[1])
        return []
    item = room.items[action[1]]
    if item.killed or (action[0] != "version" and not item.words):
        return []
    if action[0] == "version":
        return room.version(item, action[2], action[3])
    return room.kill(item) if action[0] == "kill" else room.copy(item)


def _answers(books: Books, words: set[str]) -> bytes:
    """Everything that the API can be made to say, and the live stream from its start."""
    db = books.db
    said: list[object] = [
        stories(db, StoryQuery(limit=500)), alerts(db, AlertQuery(limit=500)), places(db, None, None),
        search(db, SearchQuery("enters")), search(db, SearchQuery("body")), search(db, SearchQuery("aleppo")),
    ]  # fmt: skip
    said += [story(db, name) for name in STORIES]
    said += [alert_with_history(db, f"coast-{name}") for name in STORIES]
    for word in words:
        said += [search(db, SearchQuery(word))["results"], search(db, SearchQuery(f"{word[:-1]}*"))]
        assert alerts(db, AlertQuery(q=word))["alerts"] == []
    stream = b"".join(encoded(event, "made") for event in events_after(db, 0))
    return orjson.dumps(said) + stream


@settings(max_examples=120)
@given(ACTIONS, st.randoms(use_true_random=False), st.booleans())
def test_no_answer_holds_a_word_that_nobody_may_see(actions, rng, late) -> None:  # type: ignore[no-untyped-def]
    """After every step, with the topics read in any order up to it, some records twice."""
    books, room = Books(), Newsroom()
    room.items = [Item(STORIES[n // 2], f"u:{n}", AGENCIES[n % 2]) for n in range(4)]
    waiting: list[Alert] = []
    for action in actions:
        made = _act(room, action)
        if action[0] == "wait":
            books.at(room.at)
        news = [each for each in made if isinstance(each, Classified)]
        waiting += [each for each in made if isinstance(each, Alert)]
        told, waiting = ([], waiting) if late and rng.random() < 0.5 else (waiting, [])
        batch: list[Classified | Alert] = [*news, *told] if rng.random() < 0.5 else [*told, *news]
        if batch:
            books.take(*batch)
        if told and rng.random() < 0.3:
            books.take(rng.choice(told))
        said = _answers(books, room.forbidden()).decode()
        assert [word for word in room.forbidden() if word in said] == []
    books.take(*waiting) if waiting else None
    said = _answers(books, room.forbidden()).decode()
    assert [word for word in room.forbidden() if word in said] == []
