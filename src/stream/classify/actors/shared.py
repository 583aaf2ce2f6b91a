"""Nationalities that two countries share: "Dominican police" is Dominica's in a report from Roseau."""

from __future__ import annotations

from msgspec.structs import replace

from stream.classify.gazetteer.nations import Nations
from stream.classify.words.automaton import Hit

_SHARED = {"dominican": "DM", "congolese": "CG", "congolais": "CG", "congolaise": "CG", "congolaises": "CG",
           "kongolesische": "CG", "kongolesischen": "CG", "kongolesischer": "CG", "kongolesisches": "CG",
           "dominicans": "DM", "samoan": "AS", "samoans": "AS"}  # fmt: skip
"""A nationality → the country (ISO 3166-1) that it means less often."""


def second_meanings() -> dict[str, str]:
    """The keys that `as_told` gives to such nationalities, each with its country."""
    return {_key(word, country): country for word, country in _SHARED.items()}


def as_told(hits: list[Hit], nations: Nations, demonyms: dict[str, str]) -> list[Hit]:
    """The hits; a shared nationality is the less known country's where the text names that and not the other."""
    if _SHARED.keys().isdisjoint(hit.key for hit in hits):
        return hits
    named = {nations.country(h.key) or nations.home(h.key) for h in hits if h.key not in demonyms}
    return [_as_told(hit, named, demonyms) for hit in hits]


def _as_told(hit: Hit, named: set[str], demonyms: dict[str, str]) -> Hit:
    other = _SHARED.get(hit.key, "")
    if other not in named or demonyms.get(hit.key, other) in named:
        return hit
    return replace(hit, key=_key(hit.key, other))


def _key(word: str, country: str) -> str:
    """No folded word has a bracket."""
    return f"{word} ({country.lower()})"
