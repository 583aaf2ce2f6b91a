"""Names as a business wire has them: cities alone in datelines, shares' symbols, courts, headlines in capitals."""

from __future__ import annotations

import pytest

from support.classified import update


def labels(desk, headline, body):
    """The places (name, country) of a story."""
    found = desk.classifier.read(update(headline, body))
    return {(place.name, place.country) for place in found.places}


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("GENEVA, March 4", ("Geneva", "CH")),
        ("FRANKFURT, May 2", ("Frankfurt am Main", "DE")),
        ("PHILADELPHIA, March 3", ("Philadelphia", "US")),
        ("DALLAS, Aug 11", ("Dallas", "US")),
        ("ST. PAUL, March 17", ("Saint Paul", "US")),
    ],
)
def test_a_dateline_without_a_region_means_the_city_known_by_it(desk, line, place):
    """Whatever countries the story names, and though months are towns: agencies write a region behind any other."""
    body = f"{line} - The firm said a plant in Canada, and one in the United States, would close."
    assert place in labels(desk, "FIRM TO CLOSE PLANTS", body)


def test_a_local_paper_files_from_its_own_town(desk):
    """A story that speaks of the division of a namesake keeps it in a dateline without a region."""
    body = "GENEVA - The council of this Illinois town, near St. Charles and Batavia in Illinois, met on Monday."
    assert ("Geneva", "US") in labels(desk, "Council meets", body)


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ("Shares of the soft drink maker <KO.N> and of Pragma <PRAG.O> rose.", {"UA", "CZ"}),
        ("Samson Energy (NYSE: SAM) and Datacom (LSE: SALE) fell.", {"SY", "MA"}),
        ("The bonds are rated Aa-2 by the agency.", {"CA"}),
        ("First Boston and First Chicago said profits rose.", {"US"}),
        ("The U.N. case was heard in the court's Southern District of Kent, Eastern Division.", {"IL", "FJ", "BZ"}),
        ("The storm turned to the North and the West, and the South was dry.", {"CM"}),
    ],
)  # fmt: skip
def test_symbols_ratings_and_parts_of_names_are_no_places(desk, body, wrong):
    """What stands in a firm's brackets, a rating, a court's district and the compass name no place."""
    assert not {country for _, country in labels(desk, "Markets", body)} & wrong


@pytest.mark.parametrize(
    "headline",
    ["FIRM IN DEAL ON BLOOD TEST", "PROFIT UP IN MOST SECTORS", "CHEMICALS GROUP IN SALE OF UNITS"],
)
def test_a_word_in_capitals_is_a_word(desk, headline):
    """In a headline in capitals, "in" makes no town of an ordinary word."""
    assert not labels(desk, headline, "The company signed a contract on Monday.")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Korea", ("South Korea", "KR")),
        ("West Germany", ("Germany", "DE")),
        ("Latin American lenders in Latin America", ("South America", "")),
    ],
)
def test_names_of_the_day(desk, name, place):
    """Countries by the names that a wire gives them; Latin Americans are not those of the United States."""
    found = labels(desk, "Trade talks", f"Officials from Taiwan and {name} met on Monday.")
    assert place in found
    assert all(country != "US" for _, country in found)


def test_a_country_has_no_name_that_is_a_large_citys(desk):
    """Norfolk alone is not Norfolk Island."""
    found = labels(
        desk, "Piedmont bid", "USAir said Norfolk, which owns a fifth, rejected the bid."
    )
    assert all(country != "NF" for _, country in found)


def test_a_list_of_cities_is_no_town_and_its_county(desk):
    """Of cities between commas each is itself, though a county elsewhere is called like the next."""
    body = "It flies to such cities as Boston, Buffalo, Hartford, Norfolk, Portland and Syracuse."
    assert ("Hartford", "US") in labels(desk, "Airline", body)
    assert all(country != "GB" for _, country in labels(desk, "Airline", body))
