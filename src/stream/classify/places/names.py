"""A name of a story on its way from the words to a place."""

from __future__ import annotations

from msgspec import Struct, field

from stream.classify.places.traits import Traits
from stream.classify.words.automaton import Hit


class Name(Struct):
    """A name of a story: its hits, what it may mean, and what the words around say of it.

    `region` is the name of the region behind it, `inside` the places of the name that lie there; `written` how
    it is written, if not in plain letters; `division` and `city` say that a word such as "province" or "city of"
    stands by; `dateline` that it stands there; `beside` that something is near to it ("as far east as").
    `near` is the name of a place that it is near to ("Washington, near Sunderland"), `listed` are the names beside
    it in lists, `paired` is the place that then is meant (-1 for none). `holds` are the places that hold a town
    before it, `behind` says that it only stands behind such. `place` is what it was resolved to (an index in the
    gazetteer), `within` whether that lies in the region, `votes` what it voted for.
    """

    key: str
    traits: Traits
    hits: list[Hit]
    region: str = ""
    inside: frozenset[int] = frozenset()
    written: str = ""
    division: bool = False
    city: bool = False
    dateline: bool = False
    holds: frozenset[int] = frozenset()
    behind: bool = False
    beside: bool = False
    near: str = ""
    listed: frozenset[str] = frozenset()
    paired: int = -1
    scores: list[float] = []
    place: int = -1
    within: bool = False
    votes: dict[str, float] = field(default_factory=dict)
