"""What rules name that only other tables know: actors, kinds, places, countries, languages,
providers, types of events.

A name that nothing on the wire can have makes a rule that never rings; who has those tables can say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, get_args

from stream.alert.watch.rules import Rule, Watch, Where
from stream.model import EventClass

_KEYS = {
    "actors": "actor",
    "actor_kinds": "kind",
    "places": "place",
    "countries": "country",
    "admin1": "division",
    "languages": "language",
    "providers": "provider",
    "agencies": "agency",
}
_SERIES_KEYS = {"actors": "actor", "kinds": "kind", "places": "place", "countries": "country"}
_VALUES = {"actor": "actor", "event": "event", "source": "agency"}
"""What the values of a series name, by its dimension; others are places, countries by any name, or none."""

EVENTS = get_args(EventClass)
"""The types that `values` of a series of events can name."""


class Given(NamedTuple):
    """A name in a rule: where it stands ("any[0].actors[1]"), what it names, and the name."""

    rule: str
    key: str
    kind: str
    name: str


def given(rules: Iterable[Rule]) -> Iterator[Given]:
    """All such names, in the order of the file."""
    for rule in rules:
        yield from _of(rule, rule.id, "")
        for key in ("surge", "silence", "first_seen"):
            if (watch := getattr(rule, key)) is not None:
                yield from _watched(watch, rule.id, key)


def _of(where: Where, rule: str, path: str) -> Iterator[Given]:
    for key, kind in _KEYS.items():
        for n, name in enumerate(getattr(where, key)):
            yield Given(rule, f"{path}{key}[{n}]", kind, str(name))
    for tree, branches in (("all", where.all), ("any", where.any), ("not", where.not_)):
        for n, branch in enumerate(branches):
            yield from _of(branch, rule, f"{path}{tree}[{n}].")


def _watched(watch: Watch, rule: str, key: str) -> Iterator[Given]:
    for part, kind in _SERIES_KEYS.items():
        for n, name in enumerate(getattr(watch, part)):
            yield Given(rule, f"{key}.{part}[{n}]", kind, str(name))
    if (of := _VALUES.get(watch.dimension)) is not None:
        for n, value in enumerate(watch.values):
            yield Given(rule, f"{key}.values[{n}]", of, str(value))
