"""What 1,000 watch rules cost against 10, on one wire: `python -m bench.rules`.

More rules tell more alerts, and a message costs as much as asking dozens of rules; so both are printed, on a wire
where rules rarely match and on one where with 1,000 of them nearly every update rings.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import msgspec

from bench.wires import ACTORS, PLACES
from stream.alert import AlertStage, Rule
from stream.model import (
    ActorLabel,
    CasualtyLabel,
    Classified,
    EventLabel,
    PlaceLabel,
    StoryUpdate,
    Update,
)
from stream.pipeline.replay import Record

UPDATES = 400
ROUNDS = 20
START = 1_764_000_000


def updates(labels: int) -> Iterator[Record]:
    """Classified updates of about 3 kB, each with two actors, two places, an event and a toll.

    One actor and one place are of the 30 that are always in the news, the others of so many `labels`.
    """
    for n in range(UPDATES):
        at = datetime.fromtimestamp(START + n, UTC)
        body = " ".join(f"sentence {n % 7} of word{(n * 13 + k) % 5000}" for k in range(120))
        update = Update(
            uri=f"u:{n}", provider="AFP", event_time=at, ingested_at=at, language="en", urgency=4,
            headline=f"{ACTORS[n % len(ACTORS)]} near {PLACES[n % len(PLACES)]}", body=body,
        )  # fmt: skip
        classified = Classified(
            item=StoryUpdate(
                story=f"s{n}", verdict="new", update=update, agency="AFP", sources=["AFP"]
            ),
            actors=[_actor(n * 7919 % labels), _actor(n % 31)],
            places=[_place(n * 6007 % labels), _place(n % 29)],
            events=[EventLabel(type="assault")],
            casualties=[CasualtyLabel(kind="killed", least=n % 20)],
        )
        yield Record(
            "wire.classified", 0, n, (START + n) * 1000, None, msgspec.json.encode(classified), []
        )


def _actor(n: int) -> ActorLabel:
    return ActorLabel(id=f"actor-{n}", name=f"Actor {n}", kind="military", role="participant")


def _place(n: int) -> PlaceLabel:
    return PlaceLabel(
        id=n, name=f"Place {n}", role="event", country="SY", kind="city",
        latitude=n % 80 - 40.0, longitude=n % 300 - 150.0,
    )  # fmt: skip


def rules(count: int) -> list[Rule]:
    """Rules of six kinds in turn, each about something else, as a large desk's are."""
    kinds = (
        lambda n: {"actors": [f"actor-{n}"], "countries": ["SY"]},
        lambda n: {"places": [n], "words": ["attack NEAR/4 troops", "strike", "word1"]},
        lambda n: {"words": [f"word{n} NOT word{n + 1}", f"phrase of word{n}"]},
        lambda n: {"countries": ["SY"], "actors": [f"actor-{n}"], "casualties": {"killed": 10}},
        lambda n: {"near": [{"latitude": n % 70 - 35, "longitude": n * 7 % 340 - 170, "km": 60}],
                   "events": ["assault"], "min_urgency": 2},
        lambda n: {"any": [{"actors": [f"actor-{n}"]}, {"places": [n]}], "not": [{"words": ["word2"]}]},
    )  # fmt: skip
    return [msgspec.convert({"id": f"r{n}", **kinds[n % 6](n)}, Rule) for n in range(count)]


class Desk:
    """A stage with so many rules; `best` is the least processor time that a round over all records took."""

    def __init__(self, count: int) -> None:
        self.stage, self.best, self.messages = AlertStage(rules(count)), float("inf"), 0
        self.state = self.stage.new_state(0)

    def round(self, records: Sequence[Record]) -> None:
        """Decide all records."""
        start = time.process_time()
        told = [len(self.stage.decide(record, self.state).emits) for record in records]
        self.best = min(self.best, time.process_time() - start)
        self.messages = sum(told)


def compared(records: Sequence[Record], *counts: int) -> list[Desk]:
    """Desks with each number of rules, in turns, so that all meet the same machine."""
    desks = [Desk(count) for count in counts]
    for _ in range(ROUNDS):
        for desk in desks:
            desk.round(records)
    return desks


def main() -> None:
    """Print the costs and their ratio, on both wires."""
    for labels in (5000, 997):
        records = list(updates(labels))
        few, many = compared(records, 10, 1000)
        shown = [
            f"{desk.best / len(records) * 1e6:.0f} µs and {desk.messages / len(records):.2f} messages"
            for desk in (few, many)
        ]
        ratio = many.best / few.best
        print(f"an update costs {shown[0]} with 10 rules, {shown[1]} with 1,000: {ratio:.2f} times")


if __name__ == "__main__":
    main()
