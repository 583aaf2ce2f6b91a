"""A second set of cases of judgement, written as a stranger would, before it was known how the code judges them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stream.model import StoryUpdate

from .desk import Desk, at


def opening_bell() -> list[StoryUpdate]:
    """One market flash, word for word, on two days, and an agency's own repeat within the hour."""
    desk = Desk()
    flash = "TOKYO STOCKS OPEN HIGHER"
    return [
        desk.send(f"rtr:o{n}", minutes, headline=flash) for n, minutes in enumerate([0, 25, 1440])
    ]


def twin_quakes() -> list[StoryUpdate]:
    """Two earthquakes of one day in two countries, then the toll of the first."""
    desk = Desk()
    texts = [
        (
            "AFP",
            0,
            "Strong quake rattles northern Sumatra",
            (
                "JAKARTA (AFP) - An earthquake of magnitude 6.4 shook the north of Sumatra on "
                "Monday, the geophysics agency "
                "said. People in Sibolga ran out of their houses."
            ),
        ),
        (
            "AP",
            140,
            "Strong earthquake shakes southern Peru",
            (
                "LIMA, Peru (AP) - An earthquake of magnitude 6.4 shook southern Peru on Monday, "
                "the geophysical institute "
                "said. People in Arequipa ran into the streets."
            ),
        ),
        (
            "Reuters",
            200,
            "Sumatra earthquake kills seven, bridge falls in Sibolga",
            (
                "JAKARTA, March 2 (Reuters) - Seven people died in the earthquake on the "
                "Indonesian island of Sumatra, the "
                "disaster agency said, three of them when a bridge fell in Sibolga."
            ),
        ),
    ]
    return [
        desk.send(f"q:{n}", at, provider=p, headline=h, body=b)
        for n, (p, at, h, b) in enumerate(texts)
    ]


def crash_toll() -> list[StoryUpdate]:
    """A toll that goes up, then is corrected down, then comes from another agency as wounded."""
    desk = Desk()
    body = (
        "PUNE, India, March 2 (Reuters) - A bus fell into a gorge near Pune on Monday "
        "and {} people died, police said. Rescuers used ropes."
    )
    return [
        desk.send(
            "rtr:b1",
            0,
            version="1",
            headline="Bus plunge kills 9 in India",
            body=body.format("nine"),
        ),
        desk.send(
            "rtr:b1", 50, version="2", headline="Bus plunge kills 14 in India", body=body.format(14)
        ),
        desk.send(
            "rtr:b1",
            90,
            version="3",
            headline="CORRECTED-Bus plunge kills 9 in India",
            body=body.format("nine"),
            declared="correction",
        ),
        desk.send(
            "pti:b1",
            95,
            provider="PTI",
            headline="Nine dead, 23 hurt as bus falls into gorge near Pune",
            body=(
                "PUNE (PTI) - Nine passengers were killed and 23 injured when a bus fell into a "
                "gorge near Pune."
            ),
        ),
    ]


def not_guilty() -> list[StoryUpdate]:
    """A slip of one word in a verdict, mended under another id without a mark; another agency's words."""
    desk = Desk()
    body = (
        "LISBON, March 2 (Reuters) - A court in Lisbon on Monday found former banker "
        "Duarte Semedo {} of fraud. Semedo, 61, ran Banco Alvor until 2019."
    )
    return [
        desk.send(
            "rtr:v1",
            0,
            headline="Portuguese court finds banker Semedo guilty",
            body=body.format("guilty"),
        ),
        desk.send(
            "rtr:v2",
            6,
            headline="Portuguese court finds banker Semedo not guilty",
            body=body.format("not guilty"),
        ),
        desk.send(
            "lusa:v",
            9,
            provider="Lusa",
            headline="Banker Duarte Semedo acquitted of fraud in Lisbon",
            body=(
                "LISBON (Lusa) - The former head of Banco Alvor, Duarte Semedo, was acquitted of "
                "fraud on Monday."
            ),
        ),
    ]


def relay() -> list[StoryUpdate]:
    """A scoop that a second agency relays with credit, and a third confirms on its own."""
    desk = Desk()
    return [
        desk.send(
            "bbg:1",
            0,
            provider="Bloomberg",
            headline="Chipmaker Vantora in talks to buy rival Quellen, sources say",
            body=(
                "Vantora is in talks to buy smaller rival Quellen for about $4 billion, people "
                "who know of the matter said."
            ),
        ),
        desk.send(
            "rtr:m1",
            7,
            headline="Vantora in talks to buy Quellen - Bloomberg News",
            body=(
                "March 2 (Reuters) - Chipmaker Vantora is in talks to buy Quellen, Bloomberg "
                "News reported on Monday, "
                "citing people who know of the matter."
            ),
        ),
        desk.send(
            "ap:m1",
            90,
            provider="AP",
            headline="Vantora confirms talks on takeover of Quellen",
            body=(
                "NEW YORK (AP) - Chipmaker Vantora confirmed on Monday that it is in talks to "
                "buy rival Quellen."
            ),
        ),
    ]


def cache() -> list[StoryUpdate]:
    """One address in several guises, a figure that changes, and an old cache with an older time."""
    desk = Desk()
    heads = [
        (
            "http://www.harbournews.example/a/77?utm_source=feed",
            0,
            "Two rescued from trawler off Stavanger",
        ),
        ("https://harbournews.example/a/77/", 20, "Two rescued from trawler off Stavanger"),
        ("https://harbournews.example/a/77", 60, "Four rescued from trawler off Stavanger"),
        ("https://m.harbournews.example/a/78", 80, "Trawler skipper thanks rescuers in Stavanger"),
    ]
    told = [
        desk.send(uri, n, provider="Harbour News", headline=h, version_created=at(n))
        for uri, n, h in heads
    ]
    told.append(
        desk.send(
            heads[0][0], 90, provider="Harbour News", headline=heads[0][2], version_created=at(0)
        )
    )
    return told


def money() -> list[StoryUpdate]:
    """A fine in dollars, in euros by another agency, and a factor of a thousand put right."""
    desk = Desk()
    body = (
        "BRUSSELS, March 2 (Reuters) - The European Commission fined truck maker "
        "Hallstad {} euros on Monday over price fixing. Hallstad said it would appeal."
    )
    return [
        desk.send(
            "rtr:f1",
            0,
            version="1",
            headline="EU fines Hallstad 312 million euros",
            body=body.format("312 million"),
        ),
        desk.send(
            "rtr:f1",
            30,
            version="2",
            headline="EU fines Hallstad 312 thousand euros",
            body=body.format("312 thousand"),
        ),
        desk.send(
            "ap:f1",
            40,
            provider="AP",
            headline="EU fines truck maker Hallstad for fixing prices",
            body=(
                "BRUSSELS (AP) - European regulators fined Hallstad more than $330,000 for "
                "fixing truck prices with rivals."
            ),
        ),
    ]


def inside() -> list[StoryUpdate]:
    """A summary that contains a whole earlier report, and the same summary with one figure changed."""
    desk = Desk()
    part = (
        "A landslide buried a school bus on the road from Cali to Buenaventura on "
        "Monday. Eleven children were "
        "taken to hospital with light injuries, the mayor of Dagua said, and the driver "
        "is missing. "
    )
    rest = (
        "In the capital the government met in the afternoon. It released money for the "
        "road and sent engineers. "
        "The transport minister is to fly to the valley. Rain is forecast for the rest "
        "of the week, and the weather "
        "service warned of more slides along the coast. Farmers' groups asked for help "
        "with lost crops of coffee."
    )
    return [
        desk.send(
            "efe:1",
            0,
            provider="EFE",
            headline="Landslide buries school bus in Colombia",
            body=part,
        ),
        desk.send(
            "efe:2",
            120,
            provider="EFE",
            headline="Landslide buries school bus in Colombia, minister to fly in",
            body=part + rest,
        ),
        desk.send(
            "dq:1",
            125,
            provider="The Daily Quay",
            headline="Colombia slide hits school bus",
            body=part + rest + " (EFE)",
        ),
        desk.send(
            "efe:2",
            160,
            provider="EFE",
            headline="Landslide buries school bus in Colombia, minister to fly in",
            body=(part + rest).replace("Eleven", "Thirteen"),
        ),
    ]


Told = list[StoryUpdate]
STATEMENTS: dict[str, tuple[Callable[[], Told], Callable[[Told], bool]]] = {
    "opening bell: within the hour a repeat": (opening_bell, lambda t: t[1].verdict == "repeat"),
    "opening bell: the next day's is news": (opening_bell, lambda t: t[2].verdict == "new"),
    "twin quakes: two countries, two stories": (twin_quakes, lambda t: t[1].story != t[0].story),
    "twin quakes: the toll joins the first": (twin_quakes, lambda t: t[2].story == t[0].story),
    "twin quakes: two sources": (twin_quakes, lambda t: t[2].sources == ["AFP", "Reuters"]),
    "crash toll: up is a revision with its name": (
        crash_toll,
        lambda t: t[1].verdict == "revision" and "toll 9 → 14" in t[1].changes,
    ),
    "crash toll: corrected down is a revision": (
        crash_toll,
        lambda t: t[2].verdict == "revision" and "toll 14 → 9" in t[2].changes,
    ),
    "crash toll: the other agency joins": (
        crash_toll,
        lambda t: t[3].verdict == "follow_up" and t[3].story == t[0].story,
    ),
    "not guilty: one word is no copy": (not_guilty, lambda t: t[1].verdict == "revision"),
    "not guilty: the turn has a name": (not_guilty, lambda t: "+ not" in t[1].changes),
    "not guilty: the other agency joins": (not_guilty, lambda t: t[2].story == t[0].story),
    "relay: the second agency is in the story": (relay, lambda t: t[1].story == t[0].story),
    "relay: it speaks for the first": (relay, lambda t: t[1].sources == ["Bloomberg"]),
    "relay: confirmation is a source of its own": (
        relay,
        lambda t: t[2].story == t[0].story and t[2].sources == ["AP", "Bloomberg"],
    ),
    "cache: another guise is a repeat": (cache, lambda t: t[1].verdict == "repeat"),
    "cache: the figure is a revision": (
        cache,
        lambda t: t[2].verdict == "revision" and t[2].changes == ["2 → 4 rescued"],
    ),
    "cache: the skipper's thanks join": (cache, lambda t: t[3].story == t[0].story),
    "cache: the older time is stale": (cache, lambda t: t[4].verdict == "stale"),
    "money: the factor is a revision": (
        money,
        lambda t: t[1].verdict == "revision" and t[1].changes[0] == "312 million → 312,000 euros",
    ),
    "money: another currency joins": (money, lambda t: t[2].story == t[0].story),
    "inside: the longer text is no copy": (inside, lambda t: t[1].verdict == "revision"),
    "inside: the paper copies the longer one": (
        inside,
        lambda t: (t[2].verdict, t[2].original and t[2].original.uri) == ("duplicate", "efe:2"),
    ),
    "inside: the figure is named": (
        inside,
        lambda t: t[3].verdict == "revision" and any("11 → 13" in c for c in t[3].changes),
    ),
}


@pytest.mark.parametrize("statement", STATEMENTS)
def test_statement(statement: str) -> None:
    """Each statement holds by itself."""
    case, holds = STATEMENTS[statement]
    told = case()
    assert holds(told), [(r.verdict, r.story, r.agency, r.sources, r.changes) for r in told]
