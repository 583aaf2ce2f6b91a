"""Cases of judgement, a statement a test: what goes wrong at desks, told with other texts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stream.model import StoryUpdate

from .desk import Desk


def levy() -> list[StoryUpdate]:
    """Two networks report a ruling wrongly, an agency rightly, and both networks turn round."""
    desk = Desk()
    lines = [
        ("a:1", "Network A", "1", "Ghana's top court strikes down cocoa levy"),
        ("b:1", "Network B", "1", "Court in Accra kills cocoa levy"),
        ("rtr:1", "Reuters", "1", "Ghana's top court upholds cocoa levy"),
        ("a:1", "Network A", "2", "Correction: Ghana's top court upholds cocoa levy"),
        ("b:1", "Network B", "2", "Court in Accra lets cocoa levy stand"),
    ]
    return [
        desk.send(uri, n, provider=p, version=v, headline=h)
        for n, (uri, p, v, h) in enumerate(lines)
    ]


def boat() -> list[StoryUpdate]:
    """One id: told, told again, changed, and the first text once more."""
    desk = Desk()
    heads = ["Four missing after ferry sinks off Skagen", "Four missing after ferry sinks off Skagen",
             "Seven missing after ferry sinks off Skagen", "Four missing after ferry sinks off Skagen"]  # fmt: skip
    return [
        desk.send("cr:1", 10 * n, provider="Coast Radio", headline=head)
        for n, head in enumerate(heads)
    ]


def labels() -> list[StoryUpdate]:
    """One agency's text under two of its own feeds, a search feed and a paper; then another agency's."""
    desk = Desk()
    text = (
        "PATRAS, Greece, March 2 (Reuters) - A fire shut the ferry yard on Monday, the mayor said."
    )
    own = "PATRAS, Greece (AFP) - Crews fought a blaze at a shipyard on the gulf that workers saw break out at noon."
    return [
        desk.send("rw:1", 0, provider="Reuters World", headline="Fire shuts ferry yard in Patras", body=text),
        desk.send("re:1", 1, provider="Reuters Europe", headline="Fire shuts ferry yard in Patras", body=text),
        desk.send("sn:1", 4, provider="Ship News", headline="Fire shuts ferry yard in Patras - Reuters"),
        desk.send("dq:1", 20, provider="The Daily Quay", headline="Yard closed after blaze",
                  body=f"{text} (Reporting by Reuters)"),
        desk.send("afp:1", 31, provider="AFP", headline="Greek ferry yard stops work after fire", body=own),
    ]  # fmt: skip


def sums() -> list[StoryUpdate]:
    """A sum a thousand times too high, a broadcaster's copy in other words, and the correction."""
    desk = Desk()
    one = {"provider": "Anadolu", "language": "tr"}
    text = "ANKARA (AA) - İddianamede, müteahhit Kenan Tozlu'ya 640 {} lira ödendiği öne sürüldü."
    return [
        desk.send("aa:1", 0, version="1", headline="İddianamede 640 milyon liralık ihale",
                  body=text.format("milyon"), **one),
        desk.send("tv:1", 30, provider="TV Bülten", language="tr", headline="640 milyon liralık ihale iddiası",
                  body="İddianameye göre Tozlu'ya 640 milyon lira ödendi. (AA)"),
        desk.send("aa:1", 700, version="2", headline="İddianamede 640 bin liralık ihale",
                  body=text.format("bin"), **one),
    ]  # fmt: skip


def street() -> list[StoryUpdate]:
    """An accident, the death that follows, and another accident in the same street."""
    desk = Desk()
    texts = [
        ("Cyclist, 52, badly hurt in Harrow Lane crash",
         "LEEDS - A cyclist was gravely injured when a van hit him in Harrow Lane on Monday, police said."),
        ("Cyclist dies after Monday crash",
         "LEEDS - The cyclist hit by a van in Harrow Lane on Monday has died in hospital, police said."),
        ("Woman on bicycle hurt in Harrow Lane",
         "LEEDS - A 23-year-old woman was hurt when she fell from her bicycle in Harrow Lane."),
    ]  # fmt: skip
    return [
        desk.send(f"yn:{n}", 1000 * n, provider="Yorkshire News", headline=h, body=b)
        for n, (h, b) in enumerate(texts)
    ]


def canal() -> list[StoryUpdate]:
    """A threat, the deed, a live page that has it among others, and a denial."""
    desk = Desk()
    lines = [
        ("Reuters", "Rebels say they will close Kessel canal if siege goes on"),
        ("AP", "Rebels say they have closed Kessel canal over siege"),
        ("Daily Globe", "War live: rebels close Kessel canal; tanker fires; medic killed in Tarsk"),
        ("Reuters", "Kessel canal still open, no ship turned back, pilots say"),
    ]
    return [desk.send(f"c:{n}", 90 * n, provider=p, headline=h) for n, (p, h) in enumerate(lines)]


def raids() -> list[StoryUpdate]:
    """Vague and differing tolls of one weekend's raids."""
    desk = Desk()
    texts = [
        ("AFP", "Dozens killed in weekend raids near Geneina",
         "Dozens of people were killed on Saturday and Sunday in raids on villages east of Geneina, residents said."),
        ("Reuters", "Four days of raids near Geneina kill 70, committee says",
         "At least 70 people have been killed since Thursday in villages around Geneina, a local committee said."),
        ("AP", "Clinic near Geneina counts 44 bodies after raids", ""),
    ]  # fmt: skip
    return [
        desk.send(f"r:{n}", 700 * n, provider=p, headline=h, body=b)
        for n, (p, h, b) in enumerate(texts)
    ]


STATEMENTS: dict[str, tuple[Callable[[], list[StoryUpdate]], Callable[[list[StoryUpdate]], bool]]] = {
    "opposite rulings: one story": (levy, lambda t: len({r.story for r in t}) == 1),
    "opposite rulings: the second house joins": (levy, lambda t: t[1].verdict == "follow_up"),
    "opposite rulings: the contradiction is no copy": (levy, lambda t: t[2].verdict == "follow_up"),
    "opposite rulings: a correction says what turned": (levy, lambda t: "strikes → upholds" in t[3].changes),
    "opposite rulings: an undeclared turn is a revision": (levy, lambda t: t[4].verdict == "revision"),
    "opposite rulings: an undeclared turn says so": (levy, lambda t: "kills → stand" in t[4].changes),
    "opposite rulings: three sources": (levy, lambda t: len(t[4].sources) == 3),
    "same id: new, repeat, revision, stale": (
        boat, lambda t: [r.verdict for r in t] == ["new", "repeat", "revision", "stale"]),
    "same id: the change has a name": (boat, lambda t: t[2].changes == ["missing 4 → 7"]),
    "labels: three copies": (labels, lambda t: [r.verdict for r in t[1:4]] == ["duplicate"] * 3),
    "labels: all are the agency's": (labels, lambda t: {r.agency for r in t[:4]} == {"Reuters"}),
    "labels: one source until another reports": (
        labels, lambda t: [len(r.sources) for r in t] == [1, 1, 1, 1, 2]),
    "labels: the other agency joins": (labels, lambda t: t[4].verdict == "follow_up"),
    "sums: a copy in other words is a copy": (sums, lambda t: t[1].verdict == "duplicate"),
    "sums: it counts as the agency's": (sums, lambda t: t[1].agency == "Anadolu"),
    "sums: the correction says the sums": (
        sums, lambda t: (t[2].verdict, t[2].changes[0]) == ("revision", "640 million → 640,000 lira")),
    "sums: one source throughout": (sums, lambda t: {tuple(r.sources) for r in t} == {("Anadolu",)}),
    "street: the death joins": (street, lambda t: t[1].story == t[0].story),
    "street: another person is another story": (street, lambda t: t[2].verdict == "new"),
    "canal: the deed joins the threat": (canal, lambda t: t[1].story == t[0].story),
    "canal: the deed is no copy": (canal, lambda t: t[1].verdict == "follow_up"),
    "canal: the live page joins": (canal, lambda t: t[2].story == t[0].story),
    "canal: the denial joins": (canal, lambda t: t[3].story == t[0].story),
    "raids: one story": (raids, lambda t: len({r.story for r in t}) == 1),
    "raids: three sources": (raids, lambda t: t[2].sources == ["AFP", "AP", "Reuters"]),
}  # fmt: skip


@pytest.mark.parametrize("statement", STATEMENTS)
def test_statement(statement: str) -> None:
    """Each statement holds by itself."""
    case, holds = STATEMENTS[statement]
    told = case()
    assert holds(told), [(r.verdict, r.story, r.agency, r.sources, r.changes) for r in told]


def test_a_feed_that_changes_its_ids_repeats_itself() -> None:
    """With https in every id the whole feed is repeats, and what changed in the move is a revision."""
    desk = Desk()
    heads = ["Bus strike called off", "Mayor names treasurer", "Lake level falls by 12 cm"]
    for n, head in enumerate(heads):
        desk.send(f"http://desk.example/n/{n}", 0, provider="City Desk", headline=head)
    moved = [
        desk.send(
            f"https://www.desk.example/n/{n}?utm_source=x", 900, provider="City Desk", headline=head
        )
        for n, head in enumerate([*heads[:2], "Lake level falls by 15 cm"])
    ]
    assert [record.verdict for record in moved] == ["repeat", "repeat", "revision"]


def test_an_advisory_may_leave_a_source_s_name_off() -> None:
    """A kill that names a headline without the source at its end finds its item."""
    desk = Desk()
    first = desk.send("rtr:1", headline="Chad holds rebel deputy Idriss Saleh - Al Watan paper")
    told = desk.send(
        "rtr:2", 30, headline="WITHDRAWN - Chad holds rebel deputy Idriss Saleh", declared="kill"
    )
    assert (told.verdict, told.story, told.resolved) == ("kill", first.story, True)
