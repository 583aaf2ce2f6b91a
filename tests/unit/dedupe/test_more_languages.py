"""The second set of cases of judgement (test_more_cases), in other languages than English."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stream.model import StoryUpdate

from .desk import Desk


def printed() -> list[StoryUpdate]:
    """An agency's report in three papers: signed, unsigned and shortened; then a paper's own."""
    desk = Desk()
    text = (
        "Zwei Waggons eines Güterzugs sind am Montag bei Uelzen entgleist. Die Strecke "
        "zwischen Hannover und Hamburg "
        "ist nach Angaben der Bahn bis Dienstag gesperrt. Verletzt wurde niemand. "
        "Fahrgäste sollen auf Züge über "
        "Stendal ausweichen. Die Bundespolizei sucht nach der Ursache des Unfalls."
    )
    own = (
        "Als der Lokführer bremste, war es schon zu spät: Bei Uelzen sprangen zwei Wagen "
        "eines Güterzugs aus den "
        "Gleisen. Unsere Reporterin hat mit ihm gesprochen. Er sagt, er habe einen Knall "
        "gehört."
    )
    one = {"language": "de"}
    return [
        desk.send(
            "dpa:z1",
            0,
            provider="dpa",
            headline="Güterzug bei Uelzen entgleist",
            body=f"Uelzen (dpa) - {text}",
            **one,
        ),
        desk.send(
            "kb:1",
            12,
            provider="Kreisblatt",
            headline="Bahnstrecke nach Hamburg gesperrt",
            body=f"{text} (dpa)",
            **one,
        ),
        desk.send(
            "nz:1",
            15,
            provider="Nordzeitung",
            headline="Güterzug entgleist bei Uelzen",
            body=text,
            **one,
        ),
        desk.send(
            "az:1",
            30,
            provider="Abendpost",
            headline="Zug entgleist",
            body=f"{text.partition(' Fahr')[0]} dpa/ab",
            **one,
        ),
        desk.send(
            "hb:1",
            200,
            provider="Heideblatt",
            headline='Entgleister Güterzug bei Uelzen: "Es gab einen Knall"',
            body=own,
            **one,
        ),
    ]


def strike_days() -> list[StoryUpdate]:
    """A strike is called, begins, and is called off; another union's strike in the same town."""
    desk = Desk()
    texts = [
        (
            0,
            "AFP",
            "Grève des éboueurs annoncée à Nantes pour mardi",
            (
                "NANTES (AFP) - Les éboueurs de Nantes vont cesser le travail mardi, a annoncé "
                "lundi le syndicat CGT."
            ),
        ),
        (
            1300,
            "AFP",
            "Les éboueurs de Nantes en grève",
            (
                "NANTES (AFP) - Les éboueurs de Nantes ont cessé le travail mardi matin, les "
                "sacs s'entassent au centre."
            ),
        ),
        (
            1500,
            "AFP",
            "Nantes : les professeurs du lycée Clemenceau en grève",
            (
                "NANTES (AFP) - Une quarantaine d'enseignants du lycée Clemenceau de Nantes font "
                "grève contre le manque de postes."
            ),
        ),
        (
            2700,
            "AFP",
            "Fin de la grève des éboueurs à Nantes",
            (
                "NANTES (AFP) - Les éboueurs de Nantes ont repris le travail mercredi après un "
                "accord avec la métropole."
            ),
        ),
    ]
    return [
        desk.send(f"afp:g{n}", at, provider=p, language="fr", headline=h, body=b)
        for n, (at, p, h, b) in enumerate(texts)
    ]


def hostages() -> list[StoryUpdate]:
    """Held, then freed: one story, the turn named; a year-old text about another siege stays out."""
    desk = Desk()
    texts = [
        (
            0,
            "Anadolu",
            "Mersin'de silahlı kişi bankada 6 kişiyi rehin aldı",
            ("MERSİN (AA) - Mersin'de silahlı bir kişi, bir banka şubesinde 6 kişiyi rehin aldı."),
        ),
        (
            70,
            "DHA",
            "Mersin'de bankadaki rehineler serbest",
            (
                "MERSİN (DHA) - Mersin'de bir banka şubesinde rehin alınan 6 kişi serbest "
                "bırakıldı, saldırgan yakalandı."
            ),
        ),
        (
            75,
            "Haber Sahil",
            "Mersin'deki bankada rehine krizi sona erdi",
            (
                "Mersin'de bir banka şubesinde rehin alınan 6 kişi serbest bırakıldı, saldırgan "
                "yakalandı. (DHA)"
            ),
        ),
        (
            400,
            "İHA",
            "Mersin'de balıkçı teknesi battı",
            "MERSİN (İHA) - Mersin açıklarında bir balıkçı teknesi battı, 2 kişi kurtarıldı.",
        ),
    ]
    return [
        desk.send(f"tr:{n}", at, provider=p, language="tr", headline=h, body=b)
        for n, (at, p, h, b) in enumerate(texts)
    ]


Told = list[StoryUpdate]
STATEMENTS: dict[str, tuple[Callable[[], Told], Callable[[Told], bool]]] = {
    "printed: a signed copy is a duplicate": (printed, lambda t: t[1].verdict == "duplicate"),
    "printed: an unsigned copy too": (printed, lambda t: t[2].verdict == "duplicate"),
    "printed: a shortened one too": (printed, lambda t: t[3].verdict == "duplicate"),
    "printed: all are dpa's": (printed, lambda t: {r.agency for r in t[:4]} == {"dpa"}),
    "strike days: teachers are another story": (strike_days, lambda t: t[2].verdict == "new"),
    "hostages: freed joins held": (hostages, lambda t: t[1].story == t[0].story),
    "hostages: the copy is the agency's": (
        hostages,
        lambda t: (t[2].verdict, t[2].agency) == ("duplicate", "DHA"),
    ),
    "hostages: two sources": (hostages, lambda t: t[2].sources == ["Anadolu", "DHA"]),
    "hostages: a boat is another story": (hostages, lambda t: t[3].verdict == "new"),
}


@pytest.mark.parametrize("statement", STATEMENTS)
def test_statement(statement: str) -> None:
    """Each statement holds by itself."""
    case, holds = STATEMENTS[statement]
    told = case()
    assert holds(told), [(r.verdict, r.story, r.agency, r.sources, r.changes) for r in told]
