"""From a classified update to the row that remembers it, and what earlier versions leave to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from stream.alert.life.changes import PLANNED
from stream.alert.life.rows import Figure, Hold, ItemRow, KillRow, Label
from stream.alert.life.sides import side
from stream.alert.life.state import Story, killed
from stream.alert.life.verdicts import previous
from stream.alert.texts.exchanged import exchanges
from stream.alert.texts.hedges import hedge
from stream.alert.watch.facts import Facts
from stream.alert.watch.match import Match
from stream.alert.watch.rules import Rule, about
from stream.model import (
    CasualtyLabel,
    Classified,
    EventLabel,
    Evidence,
    PlaceLabel,
    StoryUpdate,
    Update,
    made,
)
from stream.model.times import millis

_HERE = ("event", "dateline")
"""Roles of the places in whose countries it happens: that of the dateline only if no other place is named."""


_AT_HOME = ("police", "prosecutor")
"""Kinds of actors that come into every story of a crime or an accident in their country."""


def item_row(facts: Facts, matches: Mapping[str, Match]) -> ItemRow:
    """The row of an update by itself."""
    classified = facts.classified
    item, update = classified.item, classified.item.update
    origin = item.original.uri if item.verdict == "revision" and item.original else ""
    return ItemRow(
        story=item.story, uri=update.uri, provider=update.provider, agency=item.agency,
        version=update.version, urgency=update.urgency, language=update.language,
        headline=update.headline,
        actors=_labels((a.id, a.name, a.role, _words(a.evidence)) for a in classified.actors),
        places=_labels((str(p.id), p.name, p.role, _words(p.evidence)) for p in classified.places),
        events=tuple(sorted({_event(event) for event in classified.events})),
        figures=_figures(classified), at=millis(made(update)),
        test=update.test,
        matches={rule: match.reason for rule, match in matches.items()},
        needs={rule: match.sources for rule, match in matches.items() if match.sources > 1},
        sources=tuple(item.sources) or (item.agency,),
        changes=tuple(item.changes), declared=update.declared, ingested_at=update.ingested_at,
        copy=item.verdict == "duplicate", replaces=origin if origin != update.uri else "",
        hedge=hedge(update, facts.words()) if matches else "",
        lands=_lands(classified.places),
        countries={str(p.id): p.country for p in classified.places if p.country}
        | {a.id: a.country for a in classified.actors if a.kind in _AT_HOME and a.country},
        nations=_ids(classified.places, "country"), parts=_ids(classified.places, "admin1"),
        asked={rule: match.asks for rule, match in matches.items()},
    )  # fmt: skip


def _ids(places: Iterable[PlaceLabel], kind: str) -> tuple[str, ...]:
    return tuple(sorted({str(p.id) for p in places if p.kind == kind and p.country}))


def _lands(places: Iterable[PlaceLabel]) -> tuple[str, ...]:
    """Countries, and first-order divisions as "CD Ituri"."""
    inside = [p for p in places if p.kind != "country" and p.country]
    for role in _HERE:
        if here := [place for place in inside if place.role == role]:
            lands = {place.country for place in here}
            parts = {f"{p.country} {p.admin1}" for p in here if p.admin1 and p.kind != "admin1"}
            return tuple(sorted(lands | parts))
    return ()


def _labels(labels: Iterable[Label]) -> tuple[Label, ...]:
    return tuple(sorted(set(labels)))


def _words(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Words of the headline first: they are what an alert shows."""
    found = [f"{each.field}: {each.text}" for each in evidence]
    if len(found) > 1:
        found = sorted(dict.fromkeys(found), key=lambda words: not words.startswith("headline:"))
    return tuple(found[:3])


def _event(event: EventLabel) -> str:
    return f"{event.type}{PLANNED}" if event.planned else event.type


def _figures(classified: Classified) -> tuple[Figure, ...]:
    """The figure of each kind and side that the text leads with: what follows is mostly a part of it."""
    found: dict[str, Figure] = {}
    labels = classified.casualties
    if not labels:
        return ()
    if len(labels) > 1:
        labels = sorted(labels, key=lambda label: not _in_headline(label))
    lands = {land[:2] for land in _lands(classified.places)}
    for label in labels:
        whose = side(label, classified, lands)
        kind = f"{label.kind} ({whose})" if whose else label.kind
        most = label.least if label.most is None else label.most
        found.setdefault(kind, (kind, label.least, most, label.most is None))
    return tuple(found[kind] for kind in sorted(found))


def _in_headline(label: CasualtyLabel) -> bool:
    return any(each.field == "headline" for each in label.evidence)


def held_before(story: Story, item: ItemRow) -> ItemRow | None:
    """The version of the item that is held so far."""
    found = story.held.get(item.uri) or story.held.get(item.replaces)
    return found[1] if found is not None else None


def inherit(
    row: ItemRow, update: Update, now: int, story: Story, rules: Mapping[str, Rule]
) -> ItemRow:
    """The row with its hold as of `now` (milliseconds), and what earlier versions leave to it.

    A version that merely lacks the embargo is under that of the version before. One that only tells
    less goes on matching what matched before, so that no alert is withdrawn for a word less; so does any
    for a rule that is gone from `rules` and can't be asked any more.
    """
    shown, held = previous(story, row), held_before(story, row)
    until = _until(update) or (held.until if held is not None else 0)
    hold = _hold(update, until, now)
    if shown is None and held is None:
        return replace(row, hold=hold, until=until) if hold else row
    former: dict[str, str] = {}
    needs: dict[str, int] = {}
    asked: dict[str, str] = {}
    for earlier in (shown, held):
        if earlier is not None:
            row = replace(row, replaces=row.replaces or earlier.replaces)
            kept = {
                r: why
                for r, why in earlier.matches.items()
                if r not in rules or not exchanges(earlier, row, about(rules[r]))
            }
            former |= kept
            asked |= {r: was for r, was in earlier.asked.items() if r in kept}
            needs |= {
                r: least
                for r, least in earlier.needs.items()
                if r in kept.keys() - row.matches.keys()
            }
    return replace(
        row,
        hold=hold,
        until=until if hold else 0,
        matches=former | row.matches,
        needs=needs | row.needs,
        asked=asked | row.asked,
    )


def is_held(update: Update, now: int) -> bool:
    """Whether an update by itself is held as of `now` (milliseconds)."""
    return bool(_hold(update, _until(update), now))


def _hold(update: Update, until: int, now: int) -> Hold:
    if update.pub_status == "withheld":
        return "withheld"
    return "embargo" if until > now else ""


def _until(update: Update) -> int:
    return millis(update.embargoed_until) if update.embargoed_until else 0


def kill_row(item: StoryUpdate, story: Story) -> KillRow:
    """The row of a kill, with the sources that are left.

    They are those that the kill names. If it names none, the agency of the killed report counts no
    longer unless another report of it is known: an alert rather claims a source too few.
    """
    kill = KillRow(item.story, item.update.uri, tuple(item.sources), item.remaining == 0)
    if kill.all or kill.sources:
        return replace(kill, sources=()) if kill.all else kill
    rows = [row for kept in (story.items, story.held) for _, row in kept.values()]
    lost = {row.agency for row in rows if killed(row, kill)}
    lost -= {row.agency for row in rows if not killed(row, kill)}
    return replace(kill, sources=tuple(name for name in story.sources if name not in lost))
