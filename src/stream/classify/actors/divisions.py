"""The bodies of states, provinces and their towns, derived from the table of divisions.

Six to a division: "us-tx-government" has the governor, the cabinet and the administration, "us-tx-police" the
state's police and those of its counties and towns, "us-tx-court" the courts that sit there, "us-tx-parliament"
the legislature, "us-tx-municipal" mayors, councils and heads of counties and districts, "us-tx-prosecution" district
attorneys. One id for all towns of a division keeps the number of actors bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from stream.classify.gazetteer.index import Gazetteer
from stream.classify.words.text import fold, word_set

GOVERNMENT, PARLIAMENT, POLICE, COURT = "government", "parliament", "police", "court"
MUNICIPAL, PROSECUTION = "municipal", "prosecution"
_NAMES = {
    GOVERNMENT: ("government", "government"),
    PARLIAMENT: ("parliament", "parliament"),
    POLICE: ("police", "police"),
    COURT: ("court", "courts"),
    MUNICIPAL: ("government", "municipalities and districts"),
    PROSECUTION: ("prosecutor", "prosecutors"),
}
"""Suffix of the id → kind of actor and English name."""

FEDERAL = word_set("US CA AU IN PK DE BR MX AR CH GB BE")
"""Countries whose everyday police is that of divisions or towns, not the nation's (by their constitutions and
police acts): there "Houston police" is no body of the nation."""

PROSECUTED = word_set("US DE BR MX AR CH AU CA")
"""Countries whose divisions prosecute, by their constitutions; elsewhere "the Paris prosecutor" is of the nation's
service."""


class DivisionBody(NamedTuple):
    """What an actor is made of; `country` is ISO 3166-1 alpha-2, `parents` are ids."""

    id: str
    name: str
    kind: str
    country: str
    parents: tuple[str, ...]


def division_id(places: Gazetteer, place: int) -> str:
    """The head of the ids of a division's bodies ("us-tx"), of the division that a place is or lies in.

    ISO 3166-2's code in small letters, else country and name ("iq-halabja-governorate"); an empty string for a
    country and for what lies in no known division.
    """
    code = places.admins[place]
    if places.kinds[place] == "country" or code not in places.admin_places:
        return ""
    if iso := places.divisions.get(code):
        return iso.lower()
    title = fold(places.titles[places.admin_places[code]]).replace(" ", "-")
    return f"{places.countries[place].lower()}-{title}"


def division_bodies(places: Gazetteer) -> Iterator[DivisionBody]:
    """The bodies of all divisions; each but the government has that as its parent.

    Of divisions that share a code (a few old and new ones) the first gives the name.
    """
    known: set[str] = set()
    for place in places.admin_places.values():
        head, country = division_id(places, place), places.countries[place]
        if not head or head in known:
            continue
        known.add(head)
        title, government = places.titles[place], f"{head}-{GOVERNMENT}"
        for body, (kind, words) in _NAMES.items():
            parents = () if body == GOVERNMENT else (government,)
            yield DivisionBody(
                f"{head}-{body}", f"{title} ({country}): {words}", kind, country, parents
            )
