"""When a rule matches an update: one small function for each kind of condition.

A new kind of condition is a field of `Rule`, its name in `rules.CONDITIONS`, and one function in
`KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from stream.alert.rules import Rule
from stream.alert.words import Term, Text, first, fold
from stream.model import Classified, Evidence, Update

Condition = Callable[["Facts"], str | None]
"""Says in words why it holds ("" where that is no news to the reader), or None if it does not."""


class Facts:
    """What conditions look at: texts folded once, and labels each with what a rule may call them."""

    __slots__ = ("_body", "actors", "headline", "places", "update")

    def __init__(self, classified: Classified) -> None:
        self.update: Update = classified.item.update
        self.actors = [(actor, _names(actor.id, actor.name)) for actor in classified.actors]
        self.places = [(place, _names(str(place.id), place.name)) for place in classified.places]
        self.headline = Text(self.update.headline)
        self._body: Text | None = None

    @property
    def body(self) -> Text:
        """The body, made ready when a condition first asks for it."""
        if self._body is None:
            self._body = Text(self.update.body)
        return self._body


def _names(id_: str, name: str) -> frozenset[str]:
    return frozenset((fold(id_), fold(name)))


def quoted(evidence: Sequence[Evidence]) -> str:
    """Where a label was read, as in ` in headline: "HTS"`."""
    return f' in {evidence[0].field}: "{evidence[0].text}"' if evidence else ""


def by_actors(rule: Rule) -> Condition:
    """An actor of the rule, in one of its roles."""
    wanted, roles = frozenset(map(fold, rule.actors)), frozenset(rule.actor_roles)

    def condition(facts: Facts) -> str | None:
        for actor, names in facts.actors:
            if actor.role in roles and not wanted.isdisjoint(names):
                return f"actor {actor.name}{quoted(actor.evidence)}"
        return None

    return condition


def by_places(rule: Rule) -> Condition:
    """A place of the rule, in one of its roles."""
    wanted = frozenset(fold(str(place)) for place in rule.places)
    roles = frozenset(rule.place_roles)

    def condition(facts: Facts) -> str | None:
        for place, names in facts.places:
            if place.role in roles and not wanted.isdisjoint(names):
                return f"place {place.name}{quoted(place.evidence)}"
        return None

    return condition


def by_countries(rule: Rule) -> Condition:
    """A place in one of the rule's countries."""
    wanted, roles = frozenset(rule.countries), frozenset(rule.place_roles)

    def condition(facts: Facts) -> str | None:
        for place, _ in facts.places:
            if place.country in wanted and place.role in roles:
                return f"country {place.country} by place {place.name}{quoted(place.evidence)}"
        return None

    return condition


def by_words(rule: Rule) -> Condition:
    """A word of the rule in headline or body."""
    terms = tuple(map(Term, rule.words))

    def condition(facts: Facts) -> str | None:
        if (term := first(terms, facts.headline)) is not None:
            return f'word "{term.shown}" in headline'
        if (term := first(terms, facts.body)) is not None:
            return f'word "{term.shown}" in body'
        return None

    return condition


def by_not_words(rule: Rule) -> Condition:
    """None of the words that the rule excludes."""
    terms = tuple(map(Term, rule.not_words))

    def condition(facts: Facts) -> str | None:
        hit = first(terms, facts.headline) or first(terms, facts.body)
        return "" if hit is None else None

    return condition


def by_languages(rule: Rule) -> Condition:
    """The update's language, by its full tag or by its primary subtag."""
    wanted = frozenset(language.lower() for language in rule.languages)

    def condition(facts: Facts) -> str | None:
        tag = facts.update.language.lower()
        return f"language {tag}" if tag in wanted or tag.partition("-")[0] in wanted else None

    return condition


def by_providers(rule: Rule) -> Condition:
    """The update's provider."""
    wanted = frozenset(map(fold, rule.providers))

    def condition(facts: Facts) -> str | None:
        name = facts.update.provider
        return f"provider {name}" if fold(name) in wanted else None

    return condition


def by_urgency(rule: Rule) -> Condition:
    """An urgency at least as high as the rule's (1 is the highest); none at all does not match."""
    least = rule.min_urgency or 0

    def condition(facts: Facts) -> str | None:
        urgency = facts.update.urgency
        return f"urgency {urgency}" if urgency is not None and urgency <= least else None

    return condition


def by_nothing(rule: Rule) -> Condition:
    """Holds for every update: the rule asks something of the story (`enough`)."""
    return lambda facts: ""


KINDS: tuple[tuple[str, Callable[[Rule], Condition]], ...] = (
    ("min_urgency", by_urgency),
    ("providers", by_providers),
    ("languages", by_languages),
    ("countries", by_countries),
    ("actors", by_actors),
    ("places", by_places),
    ("words", by_words),
    ("not_words", by_not_words),
    ("min_sources", by_nothing),
)
"""The kinds of condition, the cheap ones first: the first that fails ends the match."""


class Matcher:
    """A rule with its conditions made ready."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self._conditions = [make(rule) for key, make in KINDS if getattr(rule, key)]

    def reason(self, facts: Facts) -> str | None:
        """Why the update matches ("actor … in headline: …; place …"), or None."""
        reasons = []
        for condition in self._conditions:
            if (reason := condition(facts)) is None:
                return None
            if reason:
                reasons.append(reason)
        return "; ".join(reasons)


def matches(matchers: Iterable[Matcher], facts: Facts) -> dict[str, str]:
    """The ids of the rules whose conditions on the update hold, each with its reason."""
    found = ((matcher.rule.id, matcher.reason(facts)) for matcher in matchers)
    return {rule: reason for rule, reason in found if reason is not None}


def enough(rule: Rule, sources: Sequence[str]) -> bool:
    """The condition on the story: as many independent agencies as the rule asks for."""
    return len(sources) >= (rule.min_sources or 0)
