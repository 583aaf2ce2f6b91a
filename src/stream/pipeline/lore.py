"""What rules on series ask beyond the counts: kinds and parents of actors, countries of places."""

from __future__ import annotations

from pathlib import Path

from stream.alert.trends.watch import Lore
from stream.classify.actors.known import load_actors
from stream.classify.gazetteer.index import load_gazetteer


def lore(cache_dir: Path | None, extra_actors: Path | None) -> Lore:
    """The facts of the gazetteer and of the actors; the gazetteer itself is let go again."""
    places = load_gazetteer(cache_dir)
    actors = load_actors(places, extra_actors).by_id
    countries = {
        str(id_): country for id_, country in zip(places.ids, places.countries, strict=True)
    }
    return Lore(
        kind=lambda id_: actors[id_].kind if id_ in actors else "",
        parents=lambda id_: actors[id_].parents if id_ in actors else (),
        place_country=lambda id_: countries.get(id_, ""),
    )
