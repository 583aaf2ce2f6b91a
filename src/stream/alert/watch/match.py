"""When a rule matches an update: its conditions as a tree, and an index to find few rules to ask.

Every node tells which keys or words an update must have for it to hold. A rule stands in the index under
the rarest such set, so that an update asks only the rules that it has a chance with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple, Protocol

from stream.alert.watch.conditions import KINDS, Condition
from stream.alert.watch.facts import Facts
from stream.alert.watch.rules import Rule, Where, asked_tolls, asks, halved, least_tolls

RARITY = ("actor", "place", "word", "cell", "admin1", "agency", "provider", "casualties", "country",
          "event", "kind", "kind of place", "urgency", "language")  # fmt: skip
"""What few updates of a wire have comes first; a guess, which only costs time where it is wrong."""


class Held(NamedTuple):
    """Why conditions hold, in words, and how many independent sources the story needs besides."""

    why: tuple[str, ...]
    sources: int = 1


class Anchors(NamedTuple):
    """Where a node holds, the update has one of these keys or words; `rank` is how common they are."""

    rank: int
    keys: frozenset[str]
    words: frozenset[str]


class Node(Protocol):
    """A condition or several of them, ready to be asked."""

    asks: str
    anchors: Anchors | None

    def holds(self, facts: Facts) -> Held | None:
        """Why it holds, or None if it does not."""


class Leaf:
    """One condition."""

    def __init__(self, condition: Condition) -> None:
        self._test, self.asks = condition.test, condition.asks
        self.anchors = _anchors(condition)

    def holds(self, facts: Facts) -> Held | None:
        """The condition's own reason."""
        reason = self._test(facts)
        return None if reason is None else Held((reason,) if reason else ())


def _anchors(condition: Condition) -> Anchors | None:
    if condition.words:
        return Anchors(RARITY.index("word"), frozenset(), condition.words)
    if not condition.keys:
        return None
    return Anchors(max(map(_rank, condition.keys)), condition.keys, frozenset())


def _rank(key: str) -> int:
    return max(n for n, kind in enumerate(RARITY) if key.startswith(f"{kind} "))


class Sources:
    """As many independent agencies as the rule asks for: decided by the story, whenever they come."""

    anchors: Anchors | None = None

    def __init__(self, least: int) -> None:
        self.least, self.asks = least, f"{least} independent source{'s' if least > 1 else ''}"

    def holds(self, facts: Facts) -> Held | None:
        """It holds once the story has them."""
        return Held((), self.least)


class All:
    """Conditions that must all hold."""

    def __init__(self, parts: Sequence[Node]) -> None:
        self.parts = parts
        self.asks = " and ".join(part.asks for part in parts)
        known = [part.anchors for part in parts if part.anchors is not None]
        self.anchors = min(known, key=lambda anchors: anchors.rank) if known else None

    def holds(self, facts: Facts) -> Held | None:
        """The reasons of all; the first that fails ends it."""
        if len(self.parts) == 1:
            return self.parts[0].holds(facts)
        all_held = []
        for part in self.parts:
            if (held := part.holds(facts)) is None:
                return None
            all_held.append(held)
        why = tuple(reason for held in all_held for reason in held.why)
        return Held(why, max((held.sources for held in all_held), default=1))


class Any:
    """Conditions of which one must hold; the one that needs the fewest sources is taken."""

    def __init__(self, parts: Sequence[Node]) -> None:
        self.parts = parts
        self.asks = f"({' or '.join(part.asks for part in parts)})"
        known = [part.anchors for part in parts if part.anchors is not None]
        self.anchors = _united(known) if len(known) == len(parts) else None

    def holds(self, facts: Facts) -> Held | None:
        """The reasons of the alternative taken."""
        held = [found for part in self.parts if (found := part.holds(facts)) is not None]
        return min(held, key=lambda found: found.sources) if held else None


def _united(anchors: Sequence[Anchors]) -> Anchors:
    return Anchors(
        max(each.rank for each in anchors),
        frozenset().union(*(each.keys for each in anchors)),
        frozenset().union(*(each.words for each in anchors)),
    )


class Not:
    """Conditions of which none may hold."""

    anchors: Anchors | None = None

    def __init__(self, parts: Sequence[Node]) -> None:
        self.parts = parts
        self.asks = f"not ({' or '.join(part.asks for part in parts)})"

    def holds(self, facts: Facts) -> Held | None:
        """That something is absent is no news."""
        return None if any(part.holds(facts) for part in self.parts) else Held(())


def compiled(where: Where) -> All:
    """The conditions of a table, made ready, the cheap ones first."""
    parts: list[Node] = []
    for keys, make in KINDS:
        if any(getattr(where, key) for key in keys):
            parts.append(Leaf(make(where)))
    parts += [compiled(inner) for inner in where.all]
    parts += [Any([compiled(inner) for inner in where.any])] if where.any else []
    parts += [Not([compiled(inner) for inner in where.not_])] if where.not_ else []
    parts += [Sources(where.min_sources)] if where.min_sources else []
    return All(parts)


class Match(NamedTuple):
    """A rule's conditions on an update hold: the reason, and the sources that the story needs.

    `asks` tells these conditions from those of a rule that takes the id over later (`rules.asks`).
    """

    reason: str
    sources: int
    asks: str


class Matcher:
    """A rule with its conditions made ready."""

    def __init__(self, rule: Rule) -> None:
        self.rule, self.tests = rule, rule.tests
        self.asks = asks(rule)
        self.is_news_only = rule.background == "never"
        self.tree = compiled(rule)
        self._holds = self.tree.parts[0].holds if len(self.tree.parts) == 1 else self.tree.holds
        half = halved(rule) if asked_tolls(rule) else rule
        self.half = compiled(half) if half != rule else None
        """The conditions with half the casualties, where they can't hold without any."""
        self._fewest = least_tolls(half)

    def match(self, facts: Facts) -> Match | None:
        """Why the update matches ("actor … in headline: …; place …"), or None."""
        held = self._holds(facts)
        return None if held is None else Match("; ".join(held.why), held.sources, self.asks)

    def nearly(self, facts: Facts) -> bool:
        """Whether an update that does not match fails by its count of casualties alone, and has half of them."""
        fewest = self._fewest
        if not any(
            each.least >= fewest.get(each.kind, inf) for each in facts.classified.casualties
        ):
            return False  # most of them: nothing need be asked
        return self.half is not None and self.half.holds(facts) is not None


class Found(NamedTuple):
    """The rules whose conditions hold, by id; `near`: one would if the update counted twice the casualties."""

    matches: dict[str, Match]
    near: bool = False


class RuleIndex:
    """Rules by the rarest thing that an update must have for them; in order of the rules.

    Those on series of counts match no update.
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.matchers = [Matcher(rule) for rule in rules if rule.watch is None]
        self._keys: dict[str, list[int]] = {}
        self._words: dict[str, list[int]] = {}
        self._always: list[int] = []
        for n, matcher in enumerate(self.matchers):
            self._enter(n, matcher.tree.anchors)
        self._key_names, self._word_names = frozenset(self._keys), frozenset(self._words)

    def _enter(self, n: int, anchors: Anchors | None) -> None:
        if anchors is None:
            self._always.append(n)
            return
        for kept, names in ((self._keys, anchors.keys), (self._words, anchors.words)):
            for name in names:
                kept.setdefault(name, []).append(n)

    def candidates(self, facts: Facts) -> list[Matcher]:
        """The rules that may match; all others do not."""
        found = set(self._always)
        if self._keys:
            for key in self._key_names & facts.keys():
                found.update(self._keys[key])
        if self._words:
            for word in self._word_names & facts.words():
                found.update(self._words[word])
        return [self.matchers[n] for n in sorted(found)]

    def found(self, facts: Facts) -> Found:
        """The rules whose conditions on the update hold."""
        shut = "never" if facts.update.test else "only"
        found: dict[str, Match] = {}
        near, counts = False, bool(facts.classified.casualties)
        for matcher in self.candidates(facts):
            if matcher.tests == shut:
                continue
            if (match := matcher.match(facts)) is None:
                if counts and not near and matcher.half is not None:
                    near = matcher.nearly(facts)
            elif not (matcher.is_news_only and facts.background):
                found[matcher.rule.id] = match
        return Found(found, near)
