"""Tests of stream.classify.evaluate.actors, on look-alikes of the corpora's forms."""

from __future__ import annotations

import gzip
import json

import pytest

from stream.classify.evaluate import actors as evaluate_actors
from stream.classify.evaluate.actors import Judge, muc4, petrarch, phoenix
from stream.errors import ConfigError


@pytest.fixture(scope="module")
def judge(desk):
    """A judge with the package's actors."""
    return Judge()


def test_muc4_keys_are_found_by_words_and_by_names(judge, tmp_path):
    """One organisation found by its other name, one not known; a car is no organised target."""
    document = {
        "doctext": "the shining path blew up a police post. the night owls claimed nothing.",
        "templates": [
            {
                "PerpOrg": [[["sendero luminoso", 0]], [["night owls", 40]]],
                "Target": [[["car", 3]]],
                "Victim": [],
            }
        ],
    }
    file = tmp_path / "muc.json"
    file.write_text(json.dumps(document))
    tallies = muc4(judge, file)
    perpetrators = tallies["perpetrators"]
    assert (perpetrators.keys, perpetrators.found) == (2, 1)
    assert (perpetrators.answers, perpetrators.right) == (1, 1)
    assert tallies["targets"].keys == 0


def test_petrarch_records_bring_their_own_countries(tmp_path, desk):
    """The codes are read off the words, and both sides are found."""
    file = tmp_path / "records.xml"
    file.write_text(
        '<Sentence date="19950101"><EventCoding sourcecode="VLT" targetcode="MRN" eventcode="040"></EventCoding>'
        "<Text>Veletia attacked Marena on Monday.</Text></Sentence>"
    )
    tally = petrarch(file)
    assert (tally.keys, tally.found, tally.precision) == (2, 2, 1.0)


def test_phoenix_entries_without_dates_are_looked_up(judge, tmp_path):
    """Persons, dated and ended entries are left out."""
    for name, text in (
        (
            "Countries",
            "KENYA_ [KEN]\n+KENYAN_\nSOVIET_UNION [SUN]\nSOME_MAN_ [KENGOV 930101-940101]\n",
        ),
        (
            "International",
            "AFRICAN_UNION_ [IGOAFR]\nJOHN_DOE_ [IGOUNO]\nUNHEARD_OF_COUNCIL_ [IGO]\n",
        ),
    ):
        (tmp_path / f"Phoenix.{name}.actors.txt.gz").write_bytes(gzip.compress(text.encode()))
    tally = phoenix(judge, tmp_path)
    assert (tally.keys, tally.found) == (3, 2)
    assert list(tally.missed) == ["UNHEARD OF COUNCIL"]


def test_a_missing_corpus_is_named(judge, tmp_path):
    """A wrong path is no crash."""
    with pytest.raises(ConfigError, match=r"none\.json: can't be read"):
        evaluate_actors.muc4(judge, tmp_path / "none.json")
