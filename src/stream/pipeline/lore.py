"""What rules on series ask beyond the counts: kinds and parents of actors, countries of places."""

from __future__ import annotations

from stream.alert.trends.watch import Lore
from stream.pipeline.stages import Facts


def lore_of(facts: Facts) -> Lore:
    """What rules on series ask of the gazetteer and of the actors; it keeps nothing else of the gazetteer."""
    known, places = facts.actors.by_id, facts.places
    countries = dict(zip(places.ids, places.countries, strict=True))
    return Lore(
        kind=lambda id_: known[id_].kind if id_ in known else "",
        parents=lambda id_: known[id_].parents if id_ in known else (),
        place_country=lambda id_: countries.get(int(id_), "") if _is_number(id_) else "",
    )


def _is_number(id_: str) -> bool:
    """A place's id of GeoNames, or a negative one of our own; a value that is none has no country."""
    return id_.removeprefix("-").isdecimal()
