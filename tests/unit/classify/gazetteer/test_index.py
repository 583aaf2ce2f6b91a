"""Tests of stream.classify.gazetteer.index and its cache: what is compiled, and that it is kept safely."""

from __future__ import annotations

import os
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


@pytest.mark.parametrize(
    ("code", "iso"),
    [
        ("SY.12", "SY-ID"),
        ("US.CA", "US-CA"),
        ("GB.ENG", "GB-ENG"),
        ("IN.41", "IN-LA"),
        ("PR.021", None),
    ],
)
def test_divisions_have_their_iso_codes(gazetteer, code, iso):
    """GeoNames' codes lead to ISO 3166-2 where there is such a code."""
    assert gazetteer.divisions.get(code) == iso


def test_iso_codes_are_of_the_divisions_own_country(gazetteer):
    """The code begins with the country's; nearly all divisions have one."""
    assert all(code[:2] == iso[:2] for code, iso in gazetteer.divisions.items())
    assert len(gazetteer.divisions) > 0.9 * len(gazetteer.admin_places)


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


@pytest.mark.parametrize(
    ("town", "division", "iso"),
    [
        (95446, "Erbil Governorate", "IQ-AR"),
        (96994, "Duhok Governorate", "IQ-DA"),
        (98463, "Sulaymaniyah Governorate", "IQ-SU"),
        (931755, "Southern Region", "MW-S"),
        (593116, "Vilniaus apskritis", "LT-VL"),
        (2964574, "Leinster", "IE-L"),
    ],
)
def test_towns_of_late_additions_have_their_division(gazetteer, town, division, iso):
    """Iraq's Kurdish governorates, and the divisions of Malawi, Lithuania and Ireland."""
    code = gazetteer.admins[gazetteer.ids.index(town)]
    assert gazetteer.titles[gazetteer.admin_places[code]] == division
    assert gazetteer.divisions[code] == iso


def test_few_towns_have_a_code_without_a_division(gazetteer):
    """GeoNames' code of nearly every town leads to a row of admin1.tsv; 17 codes of some 40 towns don't."""
    coded = [code for code in gazetteer.admins if code.partition(".")[2] not in ("", "00")]
    without = {code for code in coded if code not in gazetteer.admin_places}
    assert len(without) <= 17
    assert sum(code in without for code in coded) < 50


def test_what_nobody_has_used_for_a_month_is_deleted(tmp_path):
    """A gazetteer of another version and the rest of a failed write go; a fresh one and other files stay."""
    names = ("gazetteer-old.msgpack", "gazetteer-old.msgpackx1", "gazetteer-fresh.msgpack", "other")
    for name in names:
        (tmp_path / name).write_bytes(b"x")
        if "fresh" not in name:
            os.utime(tmp_path / name, (0, 0))
    caching.store(tmp_path / "gazetteer-new.msgpack", 1)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"gazetteer-new.msgpack", "gazetteer-fresh.msgpack", "other"}


def test_a_gazetteer_in_use_is_not_deleted(tmp_path):
    """Loading one of another version marks it as used."""
    used = tmp_path / "gazetteer-used.msgpack"
    caching.store(used, 1)
    os.utime(used, (0, 0))
    assert caching.load(used, int) == 1
    caching.store(tmp_path / "gazetteer-new.msgpack", 2)
    assert used.exists()
