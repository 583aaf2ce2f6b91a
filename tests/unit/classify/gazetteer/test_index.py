"""Tests of stream.classify.gazetteer.index and its cache: what is compiled, and that it is kept safely."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from stream.classify.gazetteer.index import Stored, load_gazetteer
from stream.classify.gazetteer.index import cache as caching
from support.classified import ALEPPO, IDLIB, IDLIB_GOVERNORATE, SARAQIB, SYRIA


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("aleppo", ALEPPO), ("حلب", ALEPPO), ("алеппо", ALEPPO), ("saraqib", SARAQIB),
        ("idlib", IDLIB), ("idlib", IDLIB_GOVERNORATE), ("syria", SYRIA), ("سوريا", SYRIA),
        ("turkiye", 298795), ("turkey", 298795), ("niger", 2440476), ("kyiv", 703448),
    ],
)  # fmt: skip
def test_places_are_known_by_their_names(gazetteer, name, id):
    """Names in several scripts lead to GeoNames ids."""
    assert id in [gazetteer.ids[index] for index in gazetteer.candidates(name)]


@pytest.mark.parametrize("name", ["alp", "lon", "berea", "halaba"])
def test_codes_and_romanised_scraps_are_no_names(gazetteer, name):
    """Airport codes, lower-case romanisations and misleading names do not mean Aleppo or London."""
    ids = [gazetteer.ids[index] for index in gazetteer.candidates(name)]
    assert ALEPPO not in ids and 2643743 not in ids


def test_every_country_but_the_uninhabited_has_a_capital(gazetteer):
    """The capital's name of each country is found among its cities."""
    without = set(gazetteer.country_places) - set(gazetteer.capitals.values())
    assert without <= {"AQ", "BQ", "BV", "HM", "IO", "PW", "TK", "UM"}


def test_ids_are_used_once(gazetteer):
    """No two places share an id, the project's own included."""
    assert len(set(gazetteer.ids)) == len(gazetteer.ids)


def test_the_cache_is_read_the_second_time(cache, gazetteer):
    """A warm start gives the same gazetteer in a fraction of the time that compiling takes."""
    started = time.perf_counter()
    again = load_gazetteer(cache)
    assert again == gazetteer
    assert len(list(cache.iterdir())) == 1
    assert time.perf_counter() - started < 10


def test_half_a_cache_file_is_made_again(cache, gazetteer, tmp_path):
    """A damaged file is no error: it counts as absent."""
    whole = next(cache.iterdir()).read_bytes()
    damaged = tmp_path / next(cache.iterdir()).name
    damaged.write_bytes(whole[: len(whole) // 2])
    assert caching.load(damaged, Stored) is None


def test_two_writers_leave_one_whole_file(tmp_path):
    """Writers at the same moment replace each other's file and never mix."""
    path = tmp_path / "made" / "value"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: caching.store(path, [n] * 50_000), range(16)))
    value = caching.load(path, list)
    assert value in [[n] * 50_000 for n in range(16)]
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_can_not_be_written_is_no_error(tmp_path):
    """Without a cache the start is slow, not impossible."""
    (tmp_path / "file").write_text("in the way")
    caching.store(tmp_path / "file" / "value", [1])
    assert caching.load(tmp_path / "file" / "value", list) is None


def test_the_environment_names_the_cache_folder(monkeypatch, tmp_path):
    """NEWSWIRE_CACHE goes before XDG_CACHE_HOME, and that before the home folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.delenv("NEWSWIRE_CACHE", raising=False)
    assert caching.cache_dir() == tmp_path / "xdg" / "newswire"
    monkeypatch.setenv("NEWSWIRE_CACHE", str(tmp_path / "own"))
    assert caching.cache_dir() == tmp_path / "own"
