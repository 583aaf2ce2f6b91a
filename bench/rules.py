"""What 1,000 watch rules cost against 10, on one wire: `python -m bench.rules`."""

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
ROUNDS = 7
START = 1_764_000_000


def updates() -> Iterator[Record]:
    """Classified updates of about 3 kB, each with two actors, two places, an event and a toll."""
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
            actors=[_actor(n % 997), _actor(n % 31)],
            places=[_place(n % 991), _place(n % 29)],
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


def cost(records: Sequence[Record], count: int) -> float:
    """Microseconds an update takes with so many rules: processor time, the best of several rounds."""
    stage = AlertStage(rules(count))
    state = stage.new_state(0)
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for record in records:
            stage.decide(record, state)
        best = min(best, time.process_time() - start)
    return best / len(records) * 1e6


def main() -> None:
    """Print the costs and their ratio."""
    records = list(updates())
    few, many = cost(records, 10), cost(records, 1000)
    print(f"10 rules {few:.0f} µs an update, 1,000 rules {many:.0f} µs: {many / few:.2f} times")


if __name__ == "__main__":
    main()
