"""What rules on series ask beyond the counts: kinds and parents of actors, countries of places."""

from __future__ import annotations

from pathlib import Path

from stream.alert.trends.watch import Lore
from stream.classify.actors.known import Actors, load_actors
from stream.classify.gazetteer.index import Gazetteer, load_gazetteer


def lore_of(places: Gazetteer, actors: Actors) -> Lore:
    """The facts of the gazetteer and of the actors; it keeps nothing else of the gazetteer."""
    known = actors.by_id
    countries = dict(zip(places.ids, places.countries, strict=True))
    return Lore(
        kind=lambda id_: known[id_].kind if id_ in known else "",
        parents=lambda id_: known[id_].parents if id_ in known else (),
        place_country=lambda id_: countries.get(int(id_), "") if _is_number(id_) else "",
    )


def load_lore(cache_dir: Path | None, extra_actors: Path | None) -> Lore:
    """The same where there is no gazetteer yet; it takes a second or two."""
    places = load_gazetteer(cache_dir)
    return lore_of(places, load_actors(places, extra_actors))


def _is_number(id_: str) -> bool:
    """A place's id of GeoNames, or a negative one of our own; a value that is none has no country."""
    return id_.removeprefix("-").isdecimal()
