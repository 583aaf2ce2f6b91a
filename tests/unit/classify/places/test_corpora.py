"""The floor that place recognition and resolution reach on public corpora, where they are present."""

from __future__ import annotations

import pytest

from stream.classify import load_classifier
from stream.classify.evaluate.places import PlaceEvaluation, as_record, report


@pytest.fixture(scope="module")
def evaluation(cache, gazetteer):
    """Scores the classifier of the tests."""
    return PlaceEvaluation(load_classifier(cache))


@pytest.mark.parametrize(
    ("name", "overlap", "end_to_end"), [("GeoVirus.xml", 0.92, 0.86), ("TR-News.xml", 0.90, 0.86)]
)
def test_the_figures_of_the_docs_are_reached(evaluation, shared, name, overlap, end_to_end):
    """A little below what docs/places.md states, so that a change that costs much is seen."""
    score = evaluation.score(shared / "data/geoparsing" / name)
    table = score.table()
    assert table["overlap F"] >= overlap
    assert table["accuracy@161km end to end"] >= end_to_end
    assert table["accuracy@161km oracle spans"] >= table["accuracy@161km end to end"]
    assert "overlap F" in report(name, score, 3)
    assert len(as_record(name, score, 3)["errors"]) == 3


CORPUS = """<articles><article><domain>example.org</domain>
<text>Rain fell in Aleppo on Monday. Syrian radio said so.</text><toponyms>
<toponym><phrase>Aleppo</phrase><start>13</start><end>19</end><gaztag geonameid="170063"><fcode>PPLA</fcode>
<lat>36.2</lat><lon>37.16</lon></gaztag></toponym>
<toponym><phrase>Syrian</phrase><start>31</start><end>37</end><gaztag geonameid="163843"><fcode>PCLI</fcode>
<lat>35</lat><lon>38</lon><country geonameid="163843">Syria</country></gaztag></toponym>
</toponyms></article></articles>"""


def test_a_corpus_of_our_own_is_scored_without_the_public_ones(evaluation, tmp_path):
    """A town and a nationality, both right by id, found and on given spans."""
    path = tmp_path / "own.xml"
    path.write_text(CORPUS, encoding="utf-8")
    table = evaluation.score(path).table()
    assert table["exact F"] == 1.0
    assert table["same id end to end"] == table["same id oracle spans"] == 1.0
