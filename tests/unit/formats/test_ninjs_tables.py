"""Tables of results, and what isn't one."""

import pytest

from stream.formats.ninjs.tables import is_table

FIXTURES = "6. Spieltag:\n" + "\n".join(
    f"SV Aldhafen {n} - FC Norrvik {n} {n}:1 (1:0)" for n in range(6)
)
TENNIS = "Halbfinale; " + "; ".join(
    f"A. Vos (Norrvik) - B. Ahl (Valdoro) 6-{n}, 6-4" for n in range(6)
)
EARNINGS = (
    "Shr 34 cts vs 27 cts\nNet 8.1 mln vs 9.2 mln\nRevs 61 mln vs 58 mln\nYear\n"
    "Shr 1.02 dlrs vs 91 cts\nNet 27 mln vs 25 mln\nRevs 240 mln vs 221 mln"
)
STANDINGS = "\n".join(f"{n}. SV Aldhafen 6 4 2 0 +13 20:7 14" for n in range(1, 9))


@pytest.mark.parametrize("text", [FIXTURES, TENNIS, STANDINGS])
def test_rows_of_scores_are_a_table(text: str) -> None:
    """Fixtures, sets and standings, by lines or by semicolons."""
    assert is_table(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n".join(FIXTURES.split("\n")[:4]),
        FIXTURES
        + "\nAldhafen went top of the league after a late goal by the young striker Vos.\n" * 4,
        EARNINGS,
        "Norrvik 21 14 sunny\nAldhaven 18 12 rain\nValdoro 30 19 sunny\nRenning 17 9 fog\nDeich 19 11\nSiel 16 8",
        "\n".join(
            "The fund pays 101-1/2 and the bonds of the town are due in 1991" for _ in range(8)
        ),
    ],
)
def test_reports_earnings_and_weather_are_none(text: str) -> None:
    """Prose beside scores, companies' figures, temperatures, and prices in fractions."""
    assert not is_table(text)
