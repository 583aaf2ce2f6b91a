"""What one classified update shows of its labels, and what a story shows of all of its updates'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from stream.model import CasualtyLabel, Classified, Evidence

Row = dict[str, Any]

_SHOWN_FIELDS = ("headline", "body")
_ROLES = {"event": 0, "dateline": 1, "mention": 2, "demonym": 3, "participant": 0, "source": 1}
"""Of several roles in one story the first here is shown."""


def labels_of(classified: Classified) -> Row:
    """`actors`, `places`, `figures`, and `marks`: each place in the text that caused a label.

    `start` and `end` of a mark count code points of the field, as Python does.
    """
    actors = [
        {"id": a.id, "name": a.name, "role": a.role, "kind": a.kind, "country": a.country}
        for a in classified.actors
    ]
    places = [
        {
            "id": str(p.id), "name": p.name, "role": p.role, "country": p.country, "kind": p.kind,
            "latitude": p.latitude, "longitude": p.longitude, "focus": p.focus,
        }
        for p in classified.places
    ]  # fmt: skip
    item = classified.item
    figures = [
        {
            "kind": c.kind, "least": c.least, "most": c.most, "stated_by": c.stated_by,
            "agency": item.agency, "uri": item.update.uri,
        }
        for c in classified.casualties
    ]  # fmt: skip
    return {"actors": actors, "places": places, "figures": figures, "marks": [*_marks(classified)]}


def _marks(classified: Classified) -> Iterator[Row]:
    for actor in classified.actors:
        yield from _at("actor", actor.id, actor.name, actor.role, actor.evidence)
    for place in classified.places:
        yield from _at("place", str(place.id), place.name, place.role, place.evidence)
    for event in classified.events:
        role = "planned" if event.planned else ""
        yield from _at("event", event.type, event.type, role, event.evidence)
    for toll in classified.casualties:
        yield from _at("casualty", toll.kind, in_words(toll), toll.stated_by, toll.evidence)


def _at(label: str, id_: str, name: str, role: str, evidence: Iterable[Evidence]) -> Iterator[Row]:
    for each in evidence:
        if each.field in _SHOWN_FIELDS:
            yield {
                "label": label, "id": id_, "name": name, "role": role, "rule": each.rule,
                "field": each.field, "start": each.start, "end": each.end,
            }  # fmt: skip


def in_words(toll: CasualtyLabel) -> str:
    """As "killed 12", "killed 12–20", "killed 20+"."""
    if toll.most is None:
        return f"{toll.kind} {toll.least}+"
    return f"{toll.kind} {toll.least}" + (f"–{toll.most}" if toll.most != toll.least else "")


def united(rows: Iterable[Row]) -> list[Row]:
    """Actors or places of several updates, each id once, in the role that says most; by name."""
    found: dict[str, Row] = {}
    for row in rows:
        known = found.get(row["id"])
        if known is None:
            found[row["id"]] = dict(row)
            continue
        if _ROLES[row["role"]] < _ROLES[known["role"]]:
            known["role"] = row["role"]
        if row.get("focus"):
            known["focus"] = True
    return sorted(found.values(), key=lambda row: (row["name"], row["id"]))


def latest_claims(figures: Iterable[Row]) -> list[Row]:
    """The figures of each kind in the newest update of each agency that gives one; `figures` are oldest first.

    One for each who is quoted. Never a sum: ten reports of one toll are one toll, and the morning's toll is none
    beside the evening's.
    """
    rows = list(figures)
    newest = {(row["kind"], row["agency"]): row["uri"] for row in rows}
    standing = [row for row in rows if newest[row["kind"], row["agency"]] == row["uri"]]
    found = {(row["kind"], row["agency"], row["stated_by"]): row for row in standing}
    return [found[key] for key in sorted(found)]
