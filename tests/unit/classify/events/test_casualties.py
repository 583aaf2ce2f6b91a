"""Tests of stream.classify.events.labels.casualties: figures as stated, never added up."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from support.classified import update

MAY_2026 = datetime(2026, 5, 14, tzinfo=UTC)


@pytest.fixture(scope="session")
def figures(desk):
    """The figures of a text as (kind, least, most)."""

    def read_figures(body, headline=""):
        item = update(headline, body, at=MAY_2026)
        return [(c.kind, c.least, c.most) for c in labels(desk, item)]

    return read_figures


def labels(desk, item):
    """The casualty labels of an update."""
    return desk.classifier.read(item).casualties


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twelve people were killed.", [("killed", 12, 12)]),
        (
            "At least 12 people were killed and 30 others wounded.",
            [("killed", 12, None), ("wounded", 30, 30)],
        ),
        (
            "The toll rose to 1,204, with 3,500 injured.",
            [("killed", 1204, 1204), ("wounded", 3500, 3500)],
        ),
        ("Between 20 and 30 people are missing.", [("missing", 20, 30)]),
        ("Dozens of people were killed.", [("killed", 12, None)]),
        ("More than 20,000 people fled their homes.", [("displaced", 20000, None)]),
        ("A bomb killed four soldiers.", [("killed", 4, 4)]),
        ("Two soldiers and five civilians were killed.", [("killed", 2, 2), ("killed", 5, 5)]),
        ("Sept soldats ont été tués et douze blessés.", [("killed", 7, 7), ("wounded", 12, 12)]),
        ("Al menos 23 personas murieron.", [("killed", 23, None)]),
        ("Mindestens 15 Menschen wurden getötet.", [("killed", 15, None)]),
        ("Погибли пять человек, еще 12 ранены.", [("killed", 5, 5), ("wounded", 12, 12)]),
        ("Saldırıda 8 kişi öldü, 15 kişi yaralandı.", [("killed", 8, 8), ("wounded", 15, 15)]),
        ("قتل 12 شخصا", [("killed", 12, 12)]),
    ],
)
def test_a_figure_has_a_kind_and_bounds(figures, text, expected):
    """Exact, at least, a range, a vague word; in seven languages."""
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The 34-year-old was killed 10 km from the town at 6:30 am.",
        "No one was killed.",
        "A clip of the 2019 mosque attack that killed 51 people was shown.",
        "The raid destroyed 40 villages and killed no one.",
        "Somebody died in 2020.",
        "The dead man had 500 dollars.",
    ],
)
def test_other_numbers_are_no_casualties(figures, text):
    """Ages, distances, hours, years, money; the dead of an earlier year."""
    assert figures(text) == []


def test_a_figure_names_who_states_it_and_whose_they_are(desk):
    """An actor's id where one is cited, else the words; the country of the nationality beside the figure."""
    item = update(
        body="Sept soldats nigériens ont été tués, a annoncé le ministère nigérien de la Défense.",
        at=MAY_2026,
    )
    assert [(c.stated_by, c.country) for c in labels(desk, item)] == [
        ("niger-defence-ministry", "NE")
    ]
    item = update(body="At least 60 people have been killed, a local committee said.", at=MAY_2026)
    assert [c.stated_by for c in labels(desk, item)] == ["a local committee"]


def test_a_figure_shows_its_words(desk):
    """From the number to the word that makes it a casualty."""
    item = update(body="Officials said at least 12 people were killed.", at=MAY_2026)
    assert [e.text for c in labels(desk, item) for e in c.evidence] == [
        "at least 12 people were killed"
    ]


def test_the_same_figure_again_is_one_figure(desk):
    """Headline and body, both as evidence."""
    item = update("Blast kills 12", "A blast killed 12 people.", at=MAY_2026)
    found = labels(desk, item)
    assert [(c.kind, c.least, len(c.evidence)) for c in found] == [("killed", 12, 2)]
