"""Made-up wires for tests: updates whose outcome does not depend on the order of different items.

Every item has words of its own, so no two items are near-duplicates or one story, and all its versions
share a key: cut up and interleaved as one likes, the final alerts and counts are the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import orjson

PLACES = ("Aleppo", "Idlib", "Kyiv", "Khartoum", "Beirut", "Gaza", "Mogadishu", "Goma")
ACTORS = ("Hezbollah", "Hamas", "the Taliban", "NATO", "the European Union", "M23", "the Houthis")
AGENCIES = ("Reuters", "AFP", "AP", "dpa", "EFE")
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FIRST = 120
"""Items that name only an actor or only a place: where little is known of how common names are, two names
in common make one story of two texts, and which items come early depends on the order of partitions."""

SYLLABLES = ("ba", "ko", "mir", "tel", "sun", "dra", "vi", "lo", "pek", "nar", "osh", "wen", "gal")


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(3))


class Item:
    """One item of an agency, with its versions."""

    def __init__(self, number: int, rng: random.Random) -> None:
        self.rng, self.number, self.version = rng, number, 0
        self.uri = f"urn:test:item:{number}"
        self.words = [_word(rng) + str(number) for _ in range(40)]
        self.sent: list[bytes] = []

    def update(self, at: datetime) -> bytes:
        """The next version, with another actor and place."""
        self.version += 1
        rng, words = self.rng, self.words
        actor, place = rng.choice(ACTORS), rng.choice(PLACES)
        if self.number < FIRST:
            actor, place = (actor, words[6]) if self.number % 2 else (words[7], place)
        lead = f"{actor} moved on {place}, officials said, with {' '.join(words[:6])}."
        body = [lead] + [f"The {' '.join(rng.sample(words, 10))} went on." for _ in range(4)]
        return self._line(
            at, headline=f"{actor} {' '.join(words[:5])} near {place}", body="\n\n".join(body)
        )

    def kill(self, at: datetime) -> bytes:
        """The item's kill."""
        self.version += 1
        return self._line(at, headline="KILL: do not use", body="", pub_status="canceled")

    def _line(self, at: datetime, **fields: object) -> bytes:
        line = orjson.dumps(
            {
                "uri": self.uri,
                "provider": AGENCIES[self.number % len(AGENCIES)],
                "version": str(self.version),
                "version_created": at.isoformat(),
                "language": "en",
                "urgency": 3,
                **fields,
            }
        )
        self.sent.append(line)
        return line


def wire(count: int, seed: int = 1, per_second: float = 20.0) -> Iterator[bytes]:
    """`count` updates: about half new items, then versions, exact repeats, old versions and kills."""
    rng = random.Random(seed)
    items: list[Item] = []
    for n in range(count):
        at = START + timedelta(seconds=n / per_second)
        kind = rng.random()
        if not items or kind < 0.5:
            items.append(Item(len(items), rng))
            yield items[-1].update(at)
            continue
        item = rng.choice(items[-2000:])
        if kind < 0.72:
            yield item.update(at)
        elif kind < 0.95:
            yield rng.choice(item.sent)
        else:
            yield item.kill(at)
