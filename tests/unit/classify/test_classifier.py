"""Tests of the whole classifier on stories, and of what holds for any text."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.classified import ALEPPO, IDLIB, IDLIB_GOVERNORATE, SARAQIB, SYRIA, update

TOLD = """\
Fighters under Hayat Tahrir al-Sham (HTS) pushed into Aleppo on Friday after three days of battle, and
Damascus’ forces left one district after another. Bashar Assad’s regime had held the city since 2016.

Two lorries full of explosives went off by the western gate, said the Syrian Observatory for Human Rights,
which follows the war from Britain. The Observatory counted more than a hundred dead on both sides.

To the south, rebels cut the motorway at the town of Saraqab in Idlib province. Regime forces were slow to
answer; one officer blamed bad orders. In a recorded speech an HTS commander promised safety to residents.

Eight years ago Russia and Iran, with the militias that it pays, had won the city back for the army.
Türkiye has armed other rebel factions for years, though not the HTS, and keeps posts in northwestern Syria.
"""
"""A telling of the project's own of the fall of Aleppo in November 2024, for the facts that labels need."""

PARTICIPANTS = {"hts", "syria-armed-forces", "russia", "iran", "turkiye"}
FRAGMENTS = (
    "HTS", "Aleppo", "in Aleppo", "Syrian government forces", "Russia and Iran", "said", "SOHR", "Türkiye’s",
    "ALEPPO, Syria (Agency) -", "مدينة حلب", "قال", "Сирии", "阿勒颇", "e\u0301", "İ", "\u064e", "-", ".", "\n\n",
    "the town of Saraqab", "Michael Jordan", "Georgia, US", "regime forces", "U.S.", "Paris Hilton", ",", "’",
)  # fmt: skip


def roles(desk, body):
    """Roles by actor id, and by place id."""
    return desk.actors(body), desk.places(body)


def check_fall_of_aleppo(actors, places):
    """The labels that an editor wants of that story, and no others."""
    assert {id for id, role in actors.items() if role == "participant"} == PARTICIPANTS
    assert {id for id, role in actors.items() if role == "source"} == {"sohr"}
    assert {ALEPPO, SARAQIB} <= set(places) <= {ALEPPO, SARAQIB, IDLIB, IDLIB_GOVERNORATE, SYRIA}
    assert places[ALEPPO] == "event"
    assert places.keys() & {IDLIB, IDLIB_GOVERNORATE}


def test_the_fall_of_aleppo_in_our_own_words(desk):
    """Five participants, one source, four places, nothing wrong; Britain, a base, is at most a mention."""
    actors, places = roles(desk, TOLD)
    assert places.pop(2635167, "mention") == "mention"
    check_fall_of_aleppo(actors, places)


def test_the_fall_of_aleppo_as_an_agency_told_it(desk, shared):
    """The same labels from a publisher's text, which is kept beside the project and not in it."""
    [file] = sorted((shared / "data/seed-story").glob("*.txt"))
    check_fall_of_aleppo(*roles(desk, file.read_text(encoding="utf-8")))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=12)), max_size=24),
    st.text(max_size=40),
)
def test_evidence_is_always_the_quoted_text(desk, fragments, headline):
    """Whatever the text, no error, and every span cuts out exactly what it quotes."""
    source = update(headline, " ".join(fragments), "Aleppo")
    actors, places = desk.classifier.label(source)
    for label in (*actors, *places):
        assert 1 <= len(label.evidence) <= 5
        for evidence in label.evidence:
            assert evidence.text
            assert getattr(source, evidence.field)[evidence.start : evidence.end] == evidence.text


def test_the_same_update_always_has_the_same_labels(desk):
    """Nothing but the update decides: no memory of what was labelled before."""
    first = desk.classifier.label(update(body=TOLD))
    desk.classifier.label(update(body="Georgian police in Paris, Texas"))
    assert desk.classifier.label(update(body=TOLD)) == first


def test_an_empty_update_has_no_labels(desk):
    """No text, no labels, no error."""
    assert desk.classifier.label(update()) == ([], [])
