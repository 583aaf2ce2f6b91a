"""Random wires for the property tests: updates, kills, copies, embargoes and ticks in log order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from hypothesis import strategies as st
from msgspec import structs

from stream.model import CasualtyLabel, EventLabel

from .bench import T, actor, place, update

ACTORS = ("hts", "sdf", "regime")
PLACES = (1, 2, 3)
ROLES = {1: "event", 2: "dateline", 3: "mention"}
HOMES = {1: "SY", 2: "SY", 3: "TR"}
CLASSES = ("assault", "consult")
FIGURES = ((3, 3, ""), (5, None, ""), (5, 8, "SY"), (9, 9, "TR"))
VERDICTS = ("new", "revision", "follow_up", "kill", "kill", "repeat", "duplicate", "stale")


@dataclass(frozen=True)
class Event:
    """One record of a random wire; `wait`, `at` and `embargo` are minutes, `embargo` from `at`."""

    verdict: str
    wait: int
    uri: int
    at: int
    agency: str
    actors: tuple[str, ...]
    places: tuple[int, ...]
    embargo: int | None
    status: str
    test: bool
    classes: tuple[str, ...] = ()
    dead: tuple[tuple[int, int | None, str], ...] = ()

    def update(self, start):
        """The classified update; its event time is `at` minutes after `start`."""
        time = start + timedelta(minutes=self.at)
        until = None if self.embargo is None else time + timedelta(minutes=self.embargo)
        classified = update(
            f"u{self.uri}",
            f"s{self.uri // 2}",
            self.verdict,
            self.agency,
            time,
            [actor(id) for id in self.actors],
            [place(id, admin1=f"R{id}", role=ROLES[id], country=HOMES[id]) for id in self.places],
            embargoed_until=until,
            pub_status=self.status,
            test=self.test,
        )
        return structs.replace(
            classified,
            events=[EventLabel(type=one) for one in self.classes],
            casualties=[
                CasualtyLabel(kind="killed", least=least, most=most, country=country)
                for least, most, country in self.dead
            ],
        )


def subsets(values):
    """Some of the values, in their order."""
    return (
        st.lists(st.sampled_from(values), unique=True)
        .map(lambda some: sorted(some, key=str))
        .map(tuple)
    )


def wires(wait=30, most=30):
    """Lists of events; None is a tick after a `wait`. Waits are up to `wait` minutes."""
    event = st.builds(
        Event,
        verdict=st.sampled_from(VERDICTS),
        wait=st.integers(0, wait),
        uri=st.integers(0, 4),
        at=st.integers(0, 150) | st.sampled_from([830, 2200, 2250]),
        agency=st.sampled_from(["AP", "AFP"]),
        actors=subsets(ACTORS),
        places=subsets(PLACES),
        embargo=st.none() | st.none() | st.integers(-60, 120),
        status=st.sampled_from(["usable"] * 6 + ["withheld", "canceled"]),
        test=st.sampled_from([False] * 7 + [True]),
        classes=subsets(CLASSES),
        dead=st.just(()) | subsets(FIGURES),
    )
    return st.lists(st.one_of(event, event, event, st.integers(0, wait)), max_size=most)


def log(wire, relative=False):
    """The wire as (log time, update or None for a tick); `relative` events happen around the log
    time.
    """
    now = T
    for event in wire:
        if isinstance(event, int):
            now += timedelta(minutes=event)
            yield now, None
        else:
            now += timedelta(minutes=event.wait)
            yield now, event.update(now - timedelta(minutes=120) if relative else T)
