"""Whose dead a figure counts: the other side's are another count, not a higher one.

"12 villagers killed" and "army says it killed 30 militants" are two figures of one story.
"""

from __future__ import annotations

from collections.abc import Collection

from stream.model import CasualtyLabel, Classified


def side(label: CasualtyLabel, classified: Classified, lands: Collection[str]) -> str:
    """Whose they are: "militants", "soldiers" of a country in none of the `lands` where it happens, else empty.

    A country's own soldiers are in its toll like everybody there: "ambush kills 12", "14 soldiers killed".
    """
    actor = next((a for a in classified.actors if label.of and a.id == label.of), None)
    if actor is None:
        return ""
    if actor.kind == "armed-group":
        return "militants"
    return "soldiers" if lands and actor.country and actor.country not in lands else ""
