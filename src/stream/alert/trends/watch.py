"""Which series a rule watches, by dimension, value and name, and by what is known of actors and places."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stream.alert.trends.history import Key
from stream.alert.watch.rules import FirstSeen, Rule, Silence, Surge, Watch
from stream.alert.watch.words import fold

CROSS = "×"
"""What stands between actor and place in the value of an `actor_place` series, and with spaces in its name."""

_REMEMBERED = 100_000


def _nothing(_: str) -> str:
    return ""


def _nobody(_: str) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Lore:
    """What a count does not say: of an actor's id its kind and parents, of a place's id its country."""

    kind: Callable[[str], str] = _nothing
    parents: Callable[[str], tuple[str, ...]] = _nobody
    place_country: Callable[[str], str] = _nothing


def asks_lore(rules: Iterable[Rule]) -> bool:
    """Whether a rule asks for something that a count does not say."""
    return any(
        watch.kinds or watch.actors or (watch.countries and watch.dimension != "country")
        for rule in rules
        if (watch := rule.watch) is not None
    )


def actor_of(key: Key, name: str) -> tuple[str, str] | None:
    """The actor of a series, as id and name."""
    if key[0] == "actor":
        return key[1], name
    if key[0] == "actor_place":
        return key[1].rpartition(CROSS)[0], name.rpartition(f" {CROSS} ")[0]
    return None


def place_of(key: Key, name: str) -> tuple[str, str] | None:
    """The place of a series, as id and name."""
    if key[0] == "place":
        return key[1], name
    if key[0] == "actor_place":
        return key[1].rpartition(CROSS)[2], name.rpartition(f" {CROSS} ")[2]
    return None


class _Test:
    """One rule's condition, made ready."""

    def __init__(self, watch: Watch, lore: Lore) -> None:
        self._watch, self._lore = watch, lore
        self._values = _folded(watch.values)
        self._actors = _folded(watch.actors)
        self._kinds = _folded(watch.kinds)
        self._places = _folded(watch.places)

    def fits(self, key: Key, name: str) -> bool:
        """Whether the rule watches the series."""
        if key[0] != self._watch.dimension:
            return False
        if self._values and self._values.isdisjoint((fold(key[1]), fold(name))):
            return False
        return self._fits_actor(key, name) and self._fits_place(key, name)

    def _fits_actor(self, key: Key, name: str) -> bool:
        if not self._actors and not self._kinds:
            return True
        actor = actor_of(key, name)
        if actor is None:
            return False
        known = _folded((*actor, *self._lore.parents(actor[0])))
        return (not self._actors or not self._actors.isdisjoint(known)) and (
            not self._kinds or fold(self._lore.kind(actor[0])) in self._kinds
        )

    def _fits_place(self, key: Key, name: str) -> bool:
        if key[0] == "country":
            return not self._watch.countries or key[1] in self._watch.countries
        if not self._places and not self._watch.countries:
            return True
        place = place_of(key, name)
        if place is None:
            return False
        return (not self._places or not self._places.isdisjoint(_folded(place))) and (
            not self._watch.countries or self._lore.place_country(place[0]) in self._watch.countries
        )


def _folded(values: Iterable[object]) -> frozenset[str]:
    return frozenset(fold(str(value)) for value in values)


class SeriesRules:
    """The rules on series, and which of them watch a series; `digest` names the rules."""

    def __init__(self, rules: Iterable[Rule], digest: str, lore: Callable[[], Lore]) -> None:
        self.digest = digest
        self.rules = {rule.id: rule for rule in rules if rule.watch is not None}
        known = lore() if asks_lore(self.rules.values()) else Lore()
        self._tests = [
            (rule, _Test(watch, known))
            for rule in self.rules.values()
            if (watch := rule.watch) is not None
        ]
        self.silences = [rule for rule in self.rules.values() if rule.silence is not None]
        self._found: dict[Key, tuple[Rule, ...]] = {}

    def of(self, key: Key, name: str) -> tuple[Rule, ...]:
        """The rules that watch a series, in their order."""
        found = self._found.get(key)
        if found is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            found = tuple(rule for rule, test in self._tests if test.fits(key, name))
            self._found[key] = found
        return found


def asked(rule: Rule) -> str:
    """What a rule on series asks, in words."""
    watch = rule.watch
    assert watch is not None, "a rule on series"
    parts = [_DIMENSIONS[watch.dimension]]
    for key, word in _WORDS:
        if values := getattr(watch, key):
            parts.append(f"{word} {' or '.join(map(str, values))}")
    return f"{_kind(watch)} of {', '.join(parts)}"


def _kind(watch: Watch) -> str:
    match watch:
        case Surge():
            return f"surge (at least {watch.min_stories} stories from {watch.min_sources} agencies)"
        case Silence():
            return f"silence (of what has {watch.min_per_day} stories a day)"
        case FirstSeen():
            return f"first appearance in {watch.days} days"
        case _:
            raise TypeError(f"no condition on series: {watch!r}")


_WORDS = (
    ("values", "series"),
    ("actors", "actor"),
    ("kinds", "kind"),
    ("places", "place"),
    ("countries", "country"),
)
_DIMENSIONS = {
    "all": "the whole feed",
    "actor": "an actor",
    "place": "a place",
    "country": "a country",
    "actor_place": "an actor at a place",
    "event": "a type of event",
    "source": "an agency",
}
