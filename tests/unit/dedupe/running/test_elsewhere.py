"""Events that are told in one form and differ by the name in the headline."""

from __future__ import annotations

import pytest

from ..desk import Desk


def together(first: tuple[str, str, str], then: tuple[str, str, str], minutes: float = 20) -> bool:
    """Whether two texts (provider, headline, body) that come so many minutes apart are one story."""
    desk = Desk()
    told = [
        desk.send(f"u:{n}", minutes * n, provider=provider, headline=headline, body=body)
        for n, (provider, headline, body) in enumerate((first, then))
    ]
    return told[0].story == told[1].story


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (("AP", "US appeals court strikes down Ohio drone law",
          "A US appeals court on Monday struck down an Ohio law on drones."),
         ("Reuters", "US appeals court upholds Iowa drone law",
          "A U.S. appeals court on Monday upheld an Iowa law on drones.")),
        (("AP", "Nurses in Duluth go on strike over staffing",
          "DULUTH (AP) - Nurses in Duluth went on strike over staffing."),
         ("AP", "Nurses in Spokane go on strike over staffing",
          "SPOKANE (AP) - Nurses in Spokane went on strike over staffing.")),
        (("Reuters", "Senate panel backs fisheries bill",
          "WASHINGTON (Reuters) - A Senate panel backed a fisheries bill."),
         ("Reuters", "Senate panel backs postal bill",
          "WASHINGTON (Reuters) - A Senate panel backed a postal bill.")),
        (("AFP", "Novak beats Ito to reach Lyon semis",
          "Petra Novak beat Mei Ito 6-4, 6-3 on Monday to reach the semi-finals in Lyon."),
         ("AFP", "Weiss beats Sorel to reach Lyon semis",
          "Anna Weiss beat Lea Sorel 7-5, 6-2 on Monday to reach the semi-finals in Lyon.")),
        (("Reuters", "Silver rises as dollar slips",
          "Silver prices rose on Monday as the dollar slipped, up 0.4 percent at $31.20."),
         ("Reuters", "Copper rises as dollar slips",
          "Copper prices rose on Monday as the dollar slipped, up 0.6 percent at $9,812.")),
        (("AP", "US unemployment falls to 4.1% in May",
          "U.S. unemployment fell to 4.1% in May from 4.3%, the Labor Department said."),
         ("Reuters", "Norwegian unemployment falls to 2.1% in May",
          "Norwegian unemployment fell to 2.1 percent in May, the statistics office said.")),
        (("AP", "Strike on a market kills 8, medics say",
          "KHARTOUM, Sudan (AP) - A drone strike on a market in Kosti in southern Sudan killed eight, medics said."),
         ("AP", "Strike on a clinic kills 5, medics say",
          "KHARTOUM, Sudan (AP) - A drone strike on a clinic in Atbara in northern Sudan killed five, medics said.")),
        (("AFP", "Orlova stuns third seed Brandt in Halle",
          "Vera Orlova beat third seed Maria Brandt 6-2, 6-4 in the second round in Halle on Monday."),
         ("AFP", "Petit stuns fifth seed Kowalski in Halle",
          "Jean Petit beat fifth seed Jan Kowalski 7-5, 6-3 in the second round in Halle on Monday.")),
        (("Reuters", "US strikes hit Houthi depots near Saada, residents say",
          "ADEN (Reuters) - U.S. air strikes hit Houthi depots near Saada in Yemen on Monday."),
         ("Reuters", "Israeli strikes hit Yemen's Mokha port, Houthi TV says",
          "ADEN (Reuters) - Israeli air strikes hit the Yemeni port of Mokha on Monday, Houthi television said.")),
        (("AP", "Ferry with 90 aboard sinks off Indonesian island",
          "JAKARTA, Indonesia (AP) - A ferry with 90 people aboard sank off Buton island in Indonesia."),
         ("Reuters", "Ferry sinks off Indonesia's Seram, 40 missing",
          "JAKARTA (Reuters) - A ferry sank off Seram island in Indonesia on Monday.")),
    ],
)  # fmt: skip
def test_one_form_of_two_names_is_two_events(
    first: tuple[str, str, str], then: tuple[str, str, str]
) -> None:
    """Two states, towns, bills of one body, matches, markets, countries' figures, raids and ferries are two stories."""
    assert not together(first, then)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (("AP", "Court in Nairobi voids digital levy", ""), ("AFP", "Kenya's High Court voids digital levy", "")),
        (("AP", "Tornado kills 3 in Oklahoma town",
          "A tornado killed three in Barnsdall, Oklahoma, on Monday."),
         ("AFP", "Tornado hits Barnsdall in Oklahoma",
          "A tornado hit Barnsdall in Oklahoma on Monday, killing three.")),
        (("AFP", "Kenya's Ruto names new cabinet", "NAIROBI (AFP) - President William Ruto named a cabinet on Monday."),
         ("AP", "Odinga allies in Kenyan cabinet",
          "NAIROBI (AP) - Kenyan President William Ruto on Monday named a cabinet with four allies of Raila Odinga.")),
    ],
)  # fmt: skip
def test_a_town_and_its_country_or_two_of_one_event_are_one(
    first: tuple[str, str, str], then: tuple[str, str, str]
) -> None:
    """Names that differ by how much they take in, or that the other text has as well, part nothing."""
    assert together(first, then)


def test_a_price_that_moved_on_another_day_is_news() -> None:
    """A house's next day's report of one market opens a story; a toll that rises goes on with its own."""
    assert not together(
        ("Reuters", "Gold rises on weak dollar", "Gold rose 0.4 percent to $2,912 an ounce on Monday."),
        ("Reuters", "Gold falls on firm dollar", "Gold fell 0.3 percent to $2,903 an ounce on Tuesday."),
        minutes=1440,
    )  # fmt: skip
    assert together(
        ("Reuters", "Toll in Bihar derailment rises to 9",
         "The toll in a derailment near Buxar in Bihar rose to nine dead."),
        ("Reuters", "Bihar derailment toll rises to 14",
         "The toll in the derailment near Buxar in Bihar rose to 14 dead."),
        minutes=1300,
    )  # fmt: skip


def test_two_countries_names_are_no_event() -> None:
    """A raid joins no talks for the names of the two that are at war, nor an anniversary today's quake."""
    assert not together(
        ("AFP", "Russia, Ukraine agree truce: Turkey", ""),
        ("Reuters", "Russian drones hit port in Ukraine's Odesa", "Russian drones struck a port in Ukraine overnight."),
    )  # fmt: skip
    assert not together(
        ("AFP", "6.3-magnitude quake hits northern Japan",
         "TOKYO (AFP) - A 6.3-magnitude earthquake hit Hokkaido in Japan."),
        ("Reuters", "Japan marks 15 years since quake",
         "SENDAI, Japan (Reuters) - Japan remembered an earthquake's dead."),
    )  # fmt: skip


def test_two_firms_of_two_houses_are_two_reports() -> None:
    """Quarterly results of two firms are alike in all but the name."""
    assert not together(
        ("AFP", "Halvorsen Inc Q4 net profit rises to $12 mln", "Halvorsen Inc Q4 net profit rose to $12 million."),
        ("Reuters", "Southgate Corp Q4 profit rises 9 percent", "Southgate Corp said its Q4 profit rose 9 percent."),
    )  # fmt: skip
