"""The small parts: figures, changes, ids, versions, boilerplate, credits, sketches."""

from __future__ import annotations

import pytest

from stream.dedupe.copies.fingerprint import fingerprint
from stream.dedupe.copies.similarity import jaccard
from stream.dedupe.items.uris import canonical
from stream.dedupe.items.versions import Stamp, order
from stream.dedupe.providers import Provider, Providers, load
from stream.dedupe.words import text
from stream.dedupe.words.changes import Facts, differences, facts, turned
from stream.dedupe.words.numbers import figures
from stream.errors import ConfigError

from .desk import HARBOUR, QUAKE, Desk


@pytest.mark.parametrize(
    ("said", "language", "expected"),
    [
        ("1,200 people", "en", ["1,200"]),
        ("1.200 Menschen", "de", ["1,200"]),
        ("5 million and 3.5 bln", "en", ["5 million", "3.5 billion"]),
        ("814 milyon, 814 bin", "tr", ["814 million", "814,000"]),
        ("twenty five dead, two hundred hurt", "en", ["25", "200"]),
        ("one bomb, one of them", "en", ["one"]),
        ("one of them", "en", []),
        ("won 3-1 at 14:05", "en", ["3-1", "14:05"]),
        ("deux millions", "fr", ["2 million"]),
        ("a tie of nothing", "xx", []),
    ],
)
def test_figures_by_value(said: str, language: str, expected: list[str]) -> None:
    """Figures are read by value, in digits and in words."""
    assert figures(said, text.WORD.findall(said.casefold()), language) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (Facts(("12",)), Facts(("20",)), ["12 → 20"]),
        (Facts(("12",)), Facts(("12", "20")), ["+ 20"]),
        (Facts(("12",), ("7",)), Facts(("12",)), []),
        (Facts(lead_marks=("raises",)), Facts(lead_marks=("lowers",)), ["raises → lowers"]),
        (Facts(lead_marks=("will",)), Facts(lead_marks=("have",)), ["will → have"]),
        (Facts(), Facts(lead_marks=("not",)), ["+ not"]),
        (Facts(marks=("up",)), Facts(marks=("down", "up")), []),
        (Facts(("4.50",)), Facts(("4.5",)), []),
    ],
)
def test_what_counts_as_a_change(old: Facts, new: Facts, expected: list[str]) -> None:
    """Exchanged figures and opposed words are changes; a text cut at the end has none."""
    assert differences(old, new, (), (), "en") == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.example/n/1", "https://www.A.example/n/1/", True),
        ("https://a.example/n/1?utm_source=x&id=2", "https://a.example/n/1?id=2#xtor=RSS-1", True),
        ("https://a.example/n/1", "https://a.example/n/2", False),
        ("https://a.example/n?id=1", "https://a.example/n?id=2", False),
        ("https://a.example/live#1", "https://a.example/live#2", False),
        ("urn:newsml:a:x", "URN:NewsML:a:x", True),
        ("urn:newsml:a:x", "urn:newsml:a:X", False),
        ("urn:newsml:a%2fb", "urn:newsml:a%2Fb", True),
        ("https://a.example/n%7E1", "https://a.example/n~1", True),
        ("https://a.example/n%2F1", "https://a.example/n/1", False),
    ],
)
def test_guises_of_an_id(one: str, other: str, same: bool) -> None:
    """Only what can't tell two items apart is left out of an id."""
    assert (canonical(one, "P") == canonical(other, "P")) is same


@pytest.mark.parametrize(
    ("new", "held", "way"),
    [
        (Stamp("10", 1), Stamp("9", 5), 1),
        (Stamp("9", 5), Stamp("10", 1), -1),
        (Stamp("09", 5), Stamp("9", 5), 0),
        (Stamp("2b", 5), Stamp("2a", 4), 1),
        (Stamp(None, 4), Stamp(None, 5), -1),
        (Stamp(None, None), Stamp(None, None), 0),
    ],
)
def test_which_version_is_newer(new: Stamp, held: Stamp, way: int) -> None:
    """Numbers compare as numbers, anything else by the time it was made."""
    assert order(new, held)[0] == way


@pytest.mark.parametrize(
    "body",
    [
        "BEIRUT, Nov 29 (Reuters) - {}",
        "Los Angeles (dpa) - {}",
        "Cádiz, 14 nov (EFE).- {}",
        "ALDHAVEN - {}",
        "{}\n(Reporting by A. B.; Editing by C. D.)",
        "{} Reporting by A. B.",
        "{}\n© 2026 Agence France-Presse",
        "{}\n\nOur Standards: the principles.",
        "{} (more)",
        "MOSCOW, March 2. /TASS/. {}",
        "{}\n Reuter",
    ],
)
def test_boilerplate_is_no_content(body: str) -> None:
    """Datelines, credits and sign-offs change nothing of a text's content."""
    plain = text.read("Head", HARBOUR, "en")
    assert text.read("Head", body.format(HARBOUR), "en").content == plain.content


@pytest.mark.parametrize(
    ("headline", "body", "agency"),
    [
        ("Blast in Mersin - Reuters", "", "Reuters"),
        ("Blast", "MERSIN, May 19 (AP) - A blast.", "AP"),
        ("Blast", "A blast.\n— Associated Press", "AP"),
        ("Blast", "Silver Ridge. Eine Explosion. (mit Material von dpa)", "dpa"),
        ("Blast", "814 milyon lira gönderildi. (AA)", "Anadolu"),
        ("Blast", "A blast.\n(Reporting by Reuters)", "Reuters"),
        ("Blast", "A blast in the north (PAN) and (ab).", ""),
        ("Blast", "The minister told Reuters and AP of it.", ""),
    ],
)
def test_credits(headline: str, body: str, agency: str) -> None:
    """A credit is read where credits stand, and only of agencies that are known."""
    assert load().credit(headline, body) == agency


def test_units() -> None:
    """Desks and houses count as one source, and papers with a like name do not."""
    known = load()
    names = (
        "Reuters World",
        "AFP English",
        "BBC Monitoring",
        "The Times",
        "The Times Picayune",
        "X",
    )
    expected = ["Reuters", "AFP", "BBC", "The Times", "The Times Picayune", "X"]
    assert [known.unit(name) for name in names] == expected


def test_two_providers_of_one_name() -> None:
    """A data file that gives one name to two providers is refused with both names."""
    both = [Provider("A News", "agency", ["Wire"]), Provider("B News", "agency", ["Wire"])]
    with pytest.raises(ConfigError, match="'A News' and 'B News'"):
        Providers(both)


def test_the_sketch_measures() -> None:
    """The sketches of texts estimate their Jaccard index: 1 for one text, near 0 for two."""
    marks = [fingerprint(text.read("", body, "en")) for body in (QUAKE, QUAKE, HARBOUR)]
    sizes = [(m.sketch, m.shingles) for m in marks]
    assert jaccard(*sizes[0], *sizes[1]) == 1.0
    assert jaccard(*sizes[0], *sizes[2]) < 0.02


def test_long_texts_are_estimated() -> None:
    """A sketch that holds a part of a long text's shingles is right to a tenth."""
    words = [f"word{n}" for n in range(1200)]
    whole, half = (
        fingerprint(text.read("", " ".join(part), "en")) for part in (words, words[:600])
    )
    got = jaccard(whole.sketch, whole.shingles, half.sketch, half.shingles)
    assert got == pytest.approx(0.5, abs=0.1)


BANDS = (
    "b4787921d96715c1446aee0f218732889be551866f489755c2270a4c79ff4670"
    "ba39ef9923be527367097e56c2cb278748f13b577e767b3eeea6dc37473645fd"
)


def test_fingerprints_are_the_same_everywhere() -> None:
    """A fingerprint is a pinned function of the text: stored rows stay comparable over restarts."""
    mark = fingerprint(text.read("", "The quick brown fox jumps over the lazy dog today", "en"))
    assert mark.shingles == 8
    assert mark.bands.hex() == BANDS


def test_a_flash_in_capitals_has_no_names() -> None:
    """Figures in a headline of capitals don't make its words names: "RATE" is no place."""
    said = text.opening(text.read("NORGES BANK CUTS POLICY RATE TO 4.00% FROM 4.25%", "", "en"))
    assert text.tokens(said, "en").names == 0


def test_a_short_text_after_its_flash_is_no_duplicate() -> None:
    """The text that says why, a few minutes after the headline alone, is not lost though it is short."""
    desk = Desk()
    desk.send("r:1", 0, headline="CZECH FINANCE MINISTER RESIGNS")
    body = "PRAGUE, March 2 (Reuters) - The Czech finance minister resigned on Monday in a dispute over pensions."
    told = desk.send("r:2", 5, headline="Czech finance minister quits over pensions", body=body)
    assert told.verdict == "revision"


VERDICTS = [
    ("de", "Gericht bestätigt Bauverbot am Fluss", "Gericht kippt Bauverbot am Fluss"),
    ("de", "Gericht verurteilt Makler Brenner", "Gericht spricht Makler Brenner frei"),
    ("de", "Landtag billigt Polizeigesetz", "Landtag lehnt Polizeigesetz ab"),
    (
        "fr",
        "La cour d'appel relaxe le promoteur Bertin",
        "La cour d'appel condamne le promoteur Bertin",
    ),
    ("fr", "Le Conseil d'État valide le décret", "Le Conseil d'État annule le décret"),
    (
        "es",
        "El Constitucional avala la ley de puertos",
        "El Constitucional anula la ley de puertos",
    ),
    ("es", "El jurado absuelve al banquero Salas", "El jurado condena al banquero Salas"),
    ("pt", "Tribunal mantém leilão do porto", "Tribunal suspende leilão do porto"),
    ("pt", "Tribunal absolve o autarca Nunes", "Tribunal condena o autarca Nunes"),
    ("it", "Il Senato approva la riforma dei porti", "Il Senato boccia la riforma dei porti"),
    ("it", "Il tribunale assolve il banchiere Conti", "Il tribunale condanna il banchiere Conti"),
    ("tr", "Mahkeme müdür Aksoy için beraat verdi", "Mahkeme müdür Aksoy için hapis verdi"),
    ("ru", "Суд оправдал банкира Серова", "Суд осудил банкира Серова"),
    ("ru", "Дума одобрила закон о портах", "Дума отклонила закон о портах"),
    ("uk", "Рада ухвалила закон про порти", "Рада відхилила закон про порти"),
    ("nl", "Rechter veroordeelt bankier Smit", "Rechter: bankier Smit vrijgesproken"),
    ("ar", "المحكمة تبرئ المصرفي نادر", "المحكمة تدين المصرفي نادر"),
    ("en", "Jury convicts banker Doyle", "Jury acquits banker Doyle"),
    ("en", "Court affirms harbour ban", "Court voids harbour ban"),
    ("en", "Mayor signs off as council passes bill", "Mayor signs off as council rejects bill"),
]


@pytest.mark.parametrize(("language", "one", "other"), VERDICTS)
def test_the_opposite_verdict_is_a_change(language: str, one: str, other: str) -> None:
    """Convicts and acquits, approves and rejects, upholds and overturns: no copy, in either order."""
    for first, then in ((one, other), (other, one)):
        assert any(" → " in change for change in _turned(first, then, language))


def _turned(first: str, then: str, language: str) -> list[str]:
    said = []
    for headline in (first, then):
        reading = text.read(headline, "", language)
        said.append(facts(reading, text.opening(reading), ()))
    return turned(*said, language)


def test_a_correction_that_names_its_mistake_says_what_was_turned() -> None:
    """The word that is corrected stands in the correction's text as well: the headlines tell."""
    desk = Desk()
    body = "OSLO (AP) - A court in Oslo on Monday {} a ban on cod fishing, the ministry said."
    desk.send("u:1", version="1", headline="Court upholds cod ban", body=body.format("upheld"))
    told = desk.send(
        "u:1", 5, version="2", headline="CORRECTED: Court overturns cod ban",
        body=body.format("overturned") + " An earlier version said that the ban was upheld.",
    )  # fmt: skip
    assert told.changes[0] == "upholds → overturns"


def test_a_short_text_of_another_place_is_not_dropped() -> None:
    """One house's accident on one road near another town is no copy of the first, though few words differ."""
    desk = Desk()
    for n, (headline, town) in enumerate(
        [
            ("Zwei Tote bei Unfall auf der A9", "Hof"),
            ("Zwei Tote bei Unfall auf der A9 bei Dessau", "Dessau"),
        ]
    ):
        told = desk.send(
            f"u:{n}", 30 * n, provider="dpa", language="de", headline=headline,
            body=f"{town} (dpa) - Bei einem Unfall auf der Autobahn 9 bei {town} sind zwei Menschen gestorben.",
        )  # fmt: skip
    assert told.verdict in ("new", "follow_up")
