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
        "The families of the dead will get 500,000 Nepali rupees.",
        "A 2-1 vote killed the bill.",
        "The crash of Flight 207 killed nobody.",
        "Last year more than 200 people were killed there.",
        "The singer, who sold 30 million records, has died.",
        "Kaza saat 05.30'da oldu.",
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KOCHI, India, May 11 (Agency) - Floods killed six people.", [("killed", 6, 6)]),
        ("Ungewiss, 11. Mai - Sechs Menschen starben.", [("killed", 6, 6)]),
        ("Le 11 mai, six personnes ont été tuées.", [("killed", 6, 6)]),
        ("El 11 de mayo murieron seis personas.", [("killed", 6, 6)]),
        ("11 мая погибли шесть человек.", [("killed", 6, 6)]),
        ("On May 11 floods killed six.", [("killed", 6, 6)]),
        ("Sept 11 floods killed six.", [("killed", 6, 6)]),
        ("Up to 11 may have died.", [("killed", 1, 11)]),
    ],
)
def test_a_date_is_no_toll(figures, text, expected):
    """Days beside their month, in a dateline or a sentence, in five languages; "may" is a verb as well."""
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six people including two children died.", [("killed", 6, 6)]),
        ("Six people died, two of them children.", [("killed", 6, 6)]),
        (
            "13 Menschen sind ums Leben gekommen, 41 wurden verletzt.",
            [("killed", 13, 13), ("wounded", 41, 41)],
        ),
        ("The heat claimed 56 lives.", [("killed", 56, 56)]),
        ("A man (34) was killed.", [("killed", 1, 1)]),
        (
            "Twelve were killed, 41 were wounded.",
            [("killed", 12, 12), ("wounded", 41, 41)],
        ),
        ("Bei dem Unfall starben drei Menschen.", [("killed", 3, 3)]),
    ],
)
def test_a_part_or_another_clause_gives_no_toll_of_its_own(figures, text, expected):
    """The words "including two" tell a part of six; a figure that one clause used is not the other's."""
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Dwie osoby zginęły, a trzy są poszukiwane.", {("killed", 2), ("missing", 3)}),
        ("Gempa menewaskan tiga warga serta melukai sedikitnya 25 orang.", {("killed", 3), ("wounded", 25)}),
        ("Altre 30 persone sono rimaste ferite.", {("wounded", 30)}),
        ("Eleven people have drowned.", {("killed", 11)}),
        ("More than 4,300 have been driven from their homes.", {("displaced", 4300)}),
        ("Three people were driven to hospital.", set()),
        ("An officer was wounded, and the gunman was killed.", {("wounded", 1), ("killed", 1)}),
        ("أودت السيول بحياة ثلاثة أشخاص.", {("killed", 3)}),
    ],
)  # fmt: skip
def test_figures_of_more_languages_and_of_each_person(desk, body, expected):
    """Polish, Indonesian, Italian, Arabic; each person of a sentence once."""
    found = desk.classifier.read(update("", body)).casualties
    assert {(one.kind, one.least) for one in found} == expected


@pytest.mark.parametrize(
    "headline",
    [
        "Several killed as ferry hits pier",
        "Multiple fatalities in tunnel fire",
        "Varios muertos tras volcar un tranvía",
        "Mehrere Tote nach Hauseinsturz",
        "Plusieurs personnes sont mortes dans un éboulement",
        "Несколько человек погибли при пожаре",
        "Parecchi morti nel deragliamento",
        "Kilka osób zginęło w lawinie",
        "Beberapa orang tewas akibat longsor",
        "Meerdere doden bij treinongeluk",
    ],
)
def test_several_are_at_least_three(desk, headline):
    """Every language's word for several is three or more, never an exact figure."""
    (figure,) = desk.classifier.read(update(headline)).casualties
    assert (figure.kind, figure.least, figure.most) == ("killed", 3, None)


@pytest.mark.parametrize(
    "headline",
    [
        "Mehrere Häuser zerstört, vier Tote bei Orkan",
        "Plusieurs villages sous l'eau, quatre morts",
        "Several explosions kill 4 people",
    ],
)
def test_several_things_are_no_persons(desk, headline):
    """Houses, villages and blasts are counted apart from the dead."""
    (figure,) = desk.classifier.read(update(headline)).casualties
    assert (figure.least, figure.most) == (4, 4)


def test_the_wounds_of_one_are_no_wounded(desk):
    """Who dies of multiple injuries is one person."""
    labels = desk.classifier.read(update("Climber died of multiple injuries after fall"))
    assert [one.kind for one in labels.casualties] == ["killed"]


@pytest.mark.parametrize(
    ("headline", "kind", "least"),
    [
        ("Ένας νεκρός σε πυρκαγιά", "killed", 1),
        ("Τέσσερις νεκροί σε πλημμύρα", "killed", 4),
        ("Επτά τραυματίες σε τροχαίο", "wounded", 7),
        ("۴ کشته در آتش‌سوزی", "killed", 4),
        ("پنج زخمی در تصادف", "wounded", 5),
        ("Korban tewas gempa jadi sembilan orang", "killed", 9),
        ("Korban luka menjadi 14 orang", "wounded", 14),
        ("انهار جسر وقتلت سبعة عمال", "killed", 7),
    ],
)
def test_figures_in_greek_persian_indonesian_and_arabic(desk, headline, kind, least):
    """Their words for the dead and hurt take figures as others do."""
    (figure,) = desk.classifier.read(update(headline)).casualties
    assert (figure.kind, figure.least, figure.most) == (kind, least, least)
