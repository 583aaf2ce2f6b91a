"""Made-up wires for the benchmarks; needs the standard library only, so that every contestant can read them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta

PLACES = ("Aleppo", "Idlib", "Kyiv", "Khartoum", "Beirut", "Gaza", "Mogadishu", "Goma")
ACTORS = ("Hezbollah", "Hamas", "the Taliban", "NATO", "the European Union", "M23", "the Houthis")
AGENCIES = ("Reuters", "AFP", "AP", "dpa", "EFE")
SYLLABLES = ("ba", "ko", "mir", "tel", "sun", "dra", "vi", "lo", "pek", "nar", "osh", "wen", "gal")
VOCABULARY_SIZE = 6000
PARAGRAPHS = 5
"""Paragraphs of a body; with ten made-up words each an update is about 1 kB."""


def _vocabulary() -> list[str]:
    rng = random.Random(0)
    return ["".join(rng.choices(SYLLABLES, k=4)) for _ in range(VOCABULARY_SIZE)]


class Item:
    """One item of an agency; its versions have most words in common."""

    def __init__(self, number: int, rng: random.Random, vocabulary: list[str]) -> None:
        self.number, self.rng, self.version = number, rng, 0
        self.words = rng.sample(vocabulary, 60)
        self.sent: list[bytes] = []

    def update(self, at: datetime) -> bytes:
        """The next version, with another actor and place."""
        rng, words = self.rng, self.words
        actor, place = rng.choice(ACTORS), rng.choice(PLACES)
        body = [f"{actor} moved on {place}, officials said, with {' '.join(words[:6])}."]
        for n in range(PARAGRAPHS):
            shown = [*words[10 * n : 10 * n + 9], rng.choice(words)]
            body.append(f"The {' '.join(shown)} went on, according to a statement.")
        headline = f"{actor} {' '.join(words[:5])} near {place}"
        return self._line(at, headline=headline, body="\n\n".join(body))

    def kill(self, at: datetime) -> bytes:
        """The item's kill."""
        return self._line(at, headline="KILL: do not use", body="", pub_status="canceled")

    def _line(self, at: datetime, **fields: object) -> bytes:
        self.version += 1
        record = {
            "uri": f"urn:bench:item:{self.number}",
            "provider": AGENCIES[self.number % len(AGENCIES)],
            "version": str(self.version),
            "version_created": at.isoformat(),
            "language": "en",
            "urgency": 3,
            **fields,
        }
        self.sent.append(json.dumps(record, separators=(",", ":")).encode())
        return self.sent[-1]


def wire(count: int, start: datetime, seed: int = 1, per_second: float = 20.0) -> Iterator[bytes]:
    """`count` updates from `start` on: 60 % new items, 19 % versions, 19 % repeats, 2 % kills.

    The shares are those of a busy desk's wire as a rule of thumb, not of one agency.
    """
    rng, vocabulary = random.Random(seed), _vocabulary()
    items: list[Item] = []
    for n in range(count):
        at, kind = start + timedelta(seconds=n / per_second), rng.random()
        if not items or kind < 0.60:
            items.append(Item(len(items), rng, vocabulary))
            yield items[-1].update(at)
            continue
        item = rng.choice(items[-2000:])
        if kind < 0.79:
            yield item.update(at)
        else:
            yield rng.choice(item.sent) if kind < 0.98 else item.kill(at)


def distinct(count: int, start: datetime, seed: int = 1) -> list[tuple[bytes, bytes]]:
    """`count` (key, value) pairs of about 1 kB with a key of their own each, for the trivial stages."""
    rng = random.Random(seed)
    bodies = [Item(n, rng, _vocabulary()).update(start) for n in range(50)]
    pairs = []
    for n in range(count):
        uri = f"urn:bench:{n}"
        body = bodies[n % len(bodies)].replace(b"urn:bench:item:%d" % (n % 50), uri.encode())
        pairs.append((uri.encode(), body))
    return pairs
