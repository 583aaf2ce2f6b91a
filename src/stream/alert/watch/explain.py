"""Why a rule matches an update or does not: every condition with the words that decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from stream.alert.trends.watch import asked
from stream.alert.watch.facts import Facts, quoted
from stream.alert.watch.match import All, Any, Matcher, Node, Not, Sources
from stream.alert.watch.rules import Rule
from stream.model import Classified

_CLOSE = 1
"""A rule came close if so few of its conditions failed, and another one held."""


class Line(Struct, frozen=True):
    """One condition: how deep it stands, whether it holds, what it asks, and by what it holds."""

    depth: int
    holds: bool
    asks: str
    why: str


class Explained(Struct, frozen=True):
    """A rule against an update: "matches", "close" or "no", with the conditions that say so.

    "series": the rule watches counts; no update alone meets it.
    """

    rule: str
    outcome: str
    lines: tuple[Line, ...]


def explain(rules: Iterable[Rule], classified: Classified) -> list[Explained]:
    """Every rule against the update: those that match first, then those that came close."""
    facts = Facts(classified)
    found = [
        _explained(Matcher(rule), facts) if rule.watch is None else _series(rule) for rule in rules
    ]
    order = ("matches", "close", "series", "no")
    return sorted(found, key=lambda each: order.index(each.outcome))


def _series(rule: Rule) -> Explained:
    return Explained(rule.id, "series", (Line(0, False, asked(rule), ""),))


def _explained(matcher: Matcher, facts: Facts) -> Explained:
    parts = matcher.tree.parts
    lines = [line for part in parts for line in _lines(part, facts, 0)]
    shut = "never" if facts.update.test else "only"
    barred = matcher.rule.tests == shut
    if barred:
        said = "test messages" if shut == "only" else "messages that are no tests"
        lines.insert(0, Line(0, False, f"only {said}", ""))
    if matcher.is_news_only and facts.background:
        barred = True
        lines.insert(0, Line(0, False, "no text around the news", f'"{facts.background}"'))
    match, have = matcher.match(facts), len(facts.classified.item.sources)
    waits = match is not None and match.sources > have
    failed = sum(part.holds(facts) is None for part in parts) + barred + waits
    held = any(part.holds(facts) for part in parts if not isinstance(part, Sources | Not))
    outcome = "matches" if not failed else "close" if failed <= _CLOSE and held else "no"
    return Explained(matcher.rule.id, outcome, tuple(lines))


def _lines(node: Node, facts: Facts, depth: int) -> Iterator[Line]:
    held = node.holds(facts)
    if isinstance(node, All | Any | Not):
        name = {All: "all of", Any: "any of", Not: "none of"}[type(node)]
        if isinstance(node, All) and len(node.parts) == 1:
            yield from _lines(node.parts[0], facts, depth)
            return
        yield Line(depth, held is not None, name, "")
        for part in node.parts:
            yield from _lines(part, facts, depth + 1)
        return
    why = "; ".join(held.why) if held is not None else ""
    if isinstance(node, Sources):
        have = len(facts.classified.item.sources)
        yield Line(depth, have >= node.least, node.asks, f"the story has {have}")
        return
    yield Line(depth, held is not None, node.asks, why)


def labels(classified: Classified) -> list[str]:
    """What the update was read as, a line each: what a condition that failed could have met."""
    update = classified.item.update
    urgency = "" if update.urgency is None else f", urgency {update.urgency}"
    found = [f"{update.language}, {update.provider}{urgency}: {update.headline}"]
    for actor in classified.actors:
        direction = f", {actor.direction}" if actor.direction else ""
        found.append(
            f"actor {actor.id} ({actor.name}, {actor.kind}, {actor.role}{direction}){quoted(actor.evidence)}"
        )
    for place in classified.places:
        division = ", ".join(part for part in (place.admin1, place.country) if part)
        found.append(
            f"place {place.id} ({place.name}, {division}, {place.role}){quoted(place.evidence)}"
        )
    for event in classified.events:
        phase = "planned" if event.planned else "done"
        found.append(f"event {event.type} ({phase}){quoted(event.evidence)}")
    for label in classified.casualties:
        most = "or more" if label.most is None else f"to {label.most}"
        found.append(f"casualties {label.kind} {label.least} {most}{quoted(label.evidence)}")
    return found
