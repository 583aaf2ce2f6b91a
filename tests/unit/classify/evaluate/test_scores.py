"""Tests of stream.classify.evaluate.scores and evaluate_corpus: reading corpora of both forms, and scoring them."""

from __future__ import annotations

import pytest

from stream.classify.evaluate.corpus import Document, Toponym, read_corpus
from stream.classify.evaluate.scores import Answer, distance_km, evaluate, is_near
from stream.errors import MalformedUpdate

GEOVIRUS = """<articles><article><source>https://example.org/a</source>
<text>Flu came to Quillon, then to Peru.</text><locations>
<location><name>Quillon</name><start>13</start><end>20</end><lat>-36.7</lat><lon>-72.5</lon>
<page>https://example.org/wiki/Quillon</page></location>
<location><name>Peru</name><start>29</start><end>33</end><lat>-9</lat><lon>-75</lon>
<page>https://example.org/wiki/Peru</page></location>
</locations></article></articles>"""

TR_NEWS = """<articles><article docid="7"><title>Two towns</title><domain>example.org</domain>
<text>From Lima to Cusco.</text><toponyms>
<toponym><phrase>Lima</phrase><start>5</start><end>9</end><gaztag geonameid="3936456"><fcode>PPLC</fcode>
<lat>-12.04</lat><lon>-77.03</lon><country geonameid="3932488">Peru</country></gaztag></toponym>
<toponym><phrase>Cusco</phrase><start>13</start><end>18</end></toponym>
</toponyms></article></articles>"""


def country_of(id, name):
    """Peru is the only country."""
    return "PE" if id == 3932488 or name == "Peru" else ""


def corpus(tmp_path, text):
    """The documents of a corpus file with this text."""
    path = tmp_path / "corpus.xml"
    path.write_text(text, encoding="utf-8")
    return read_corpus(path, country_of)


def test_geovirus_names_one_character_off_are_found(tmp_path):
    """The stated span is mended by the name, and a country is known by its page."""
    [document] = corpus(tmp_path, GEOVIRUS)
    assert [document.body[top.start : top.end] for top in document.toponyms] == ["Quillon", "Peru"]
    assert [top.country for top in document.toponyms] == ["", "PE"]


def test_tr_news_keeps_ids_and_takes_a_toponym_without_a_place(tmp_path):
    """A toponym that the annotators could not place counts for recognition only."""
    [document] = corpus(tmp_path, TR_NEWS)
    assert [(top.id, top.where is None) for top in document.toponyms] == [
        (3936456, False),
        (0, True),
    ]
    assert (document.name, document.title, document.source) == ("7", "Two towns", "example.org")


@pytest.mark.parametrize(
    "text", ["", "<articles/>", "no xml", GEOVIRUS.replace("<start>13", "<start>x")]
)
def test_what_is_no_corpus_is_refused_by_name(tmp_path, text):
    """One error of the project's own that names the file."""
    with pytest.raises(MalformedUpdate, match=r"corpus\.xml"):
        corpus(tmp_path, text)


def test_scores_count_recognition_and_resolution_apart():
    """One right, one wrong place, one missed and one that is no toponym."""
    body = "Lima Cusco Puno Rex"
    gold = [
        Toponym(name, at, at + len(name), (0.0, at), at + 1, "")
        for name, at in (("Lima", 0), ("Cusco", 5), ("Puno", 11))
    ]
    found = [
        Answer(0, 4, 1, "Lima", "PE", "city", (0.0, 0.0)),
        Answer(6, 10, 99, "Elsewhere", "XX", "city", (0.0, 60.0)),
        Answer(16, 19, 5, "Rex", "XX", "city", (0.0, 0.0)),
    ]
    score = evaluate(
        [Document("d", "", "", body, gold)],
        lambda _: found,
        lambda _: [*found[:1], None, None],
        True,
    )
    table = score.table()
    assert table["overlap precision"] == pytest.approx(2 / 3)
    assert table["exact recall"] == pytest.approx(1 / 3)
    assert table["accuracy@161km end to end"] == pytest.approx(1 / 3)
    assert table["accuracy@161km of those found"] == pytest.approx(1 / 2)
    assert table["same id oracle spans"] == pytest.approx(1 / 3)
    assert set(score.errors) == {
        ("missed", "Puno", ""),
        ("not a toponym", "Rex", "Rex"),
        ("wrong place", "Cusco", "Elsewhere, XX"),
    }


def test_demonyms_are_left_out_where_the_corpus_has_none():
    """GeoVirus takes "Peruvian" for no toponym: finding it is no mistake."""
    document = Document("d", "", "", "Peruvian", [])
    answer = Answer(0, 8, 1, "Peru", "PE", "country", (0.0, 0.0), demonym=True)
    assert evaluate([document], lambda _: [answer], lambda _: [], demonyms=False).answers == 0
    assert evaluate([document], lambda _: [answer], lambda _: [], demonyms=True).answers == 1


def test_countries_are_right_by_code_and_towns_by_distance():
    """Centres of countries differ between gazetteers by more than the measure allows."""
    gold = Toponym("Peru", 0, 4, (-9.0, -75.0), 0, "PE")
    assert is_near(gold, Answer(0, 4, 1, "Peru", "PE", "country", (-20.0, -60.0)))
    assert not is_near(gold, Answer(0, 4, 2, "Peru", "US", "city", (40.7, -86.1)))
    assert distance_km((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111.2, abs=0.1)
