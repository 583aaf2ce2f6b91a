"""Thirty paragraphs in which a reader who only looks for names goes wrong, each with the right answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from support.classified import update

MAY_2026 = datetime(2026, 5, 14, tzinfo=UTC)
NOVEMBER_2024 = datetime(2024, 11, 30, tzinfo=UTC)

TRAPS = [
    # text, day, roles of some actors, actors that must not be there
    ("The Guard manned the bridge in Dublin.", MAY_2026, {}, {"irgc"}),
    ("In Tehran the Guard said it had fired two missiles.", MAY_2026, {"irgc": "participant"}, set()),
    ("The SDF board voted to raise the price of milk.", MAY_2026, {}, {"sdf"}),
    ("Kurdish SDF units left Raqqa on Monday.", MAY_2026, {"sdf": "participant"}, set()),
    ("An MSF module failed in the router.", MAY_2026, {}, {"msf"}),
    ("The clinic was hit twice, MSF said, and its doctors fled.", MAY_2026, {"msf": "source"}, set()),
    ("The Syrian Observatory for Human Rights (SOHR) said ten died. SOHR has a network of sources.", MAY_2026,
     {"sohr": "source"}, set()),
    ("The Islamic State West Africa Province attacked a base.", MAY_2026, {"iswap": "participant"}, {"islamic-state"}),
    ("The UN Security Council met on Friday.", MAY_2026, {"un-security-council": "participant"}, {"un"}),
    ("Who said that? Nobody at the school knew.", MAY_2026, {}, {"who"}),
    ("Assad's army shelled the town.", NOVEMBER_2024, {"syria-armed-forces": "participant"}, set()),
    ("Assad gave an interview in Moscow.", MAY_2026, {}, {"syria"}),
    ("Former president Bashar al-Assad vowed to fight on.", NOVEMBER_2024, {}, {"syria"}),
    ("President Joe Biden signed the order.", MAY_2026, {}, {"united-states"}),
    ("President Joe Biden signed the order.", NOVEMBER_2024, {"united-states": "participant"}, set()),
    ("On Monday the baker Jane Biden won the prize.", NOVEMBER_2024, {}, {"united-states"}),
    ("Kabul rejected the note. Rain fell in Kabul.", MAY_2026, {"taliban": "participant"}, {"afghanistan"}),
    ("Nobody in Sudan had heard of it, residents said.", MAY_2026, {}, {"sudan"}),
    ("BAMAKO - The army said it had killed ten fighters.", MAY_2026, {"mali-armed-forces": "participant"}, set()),
    ("LEEDS, England - Police said a man was held.", MAY_2026, {"united-kingdom-police": "source"}, set()),
    ("Rebels in northern Mali burnt two lorries.", MAY_2026, {"unnamed-rebels-mali": "participant"}, {"mali"}),
    ("We will fight for every vote, and our troops need your five dollars.", MAY_2026, {},
     {"united-states-armed-forces"}),
    # not in English
    ("Selon l'Observatoire syrien des droits de l'homme, dix civils sont morts.", MAY_2026, {"sohr": "source"}, set()),
    ("Deux soldats nigérians ont été tués, a annoncé l'armée nigériane.", MAY_2026,
     {"nigeria-armed-forces": "participant"}, {"niger-armed-forces"}),
    ("El ministerio español de Defensa informó de la retirada.", MAY_2026, {"spain-defence-ministry": "source"}, set()),
    ("Laut der Syrischen Beobachtungsstelle für Menschenrechte starben zehn Menschen.", MAY_2026, {}, {"syria"}),
    ("Suriye İnsan Hakları Gözlemevi'ne göre on kişi öldü.", MAY_2026, {"sohr": "source"}, set()),
    ("По данным ООН, погибли десять человек. Россия нанесла удар ночью.", MAY_2026,
     {"un": "source", "russia": "participant"}, set()),
    ("قال المرصد السوري لحقوق الإنسان إن هيئة تحرير الشام دخلت المدينة", NOVEMBER_2024,
     {"sohr": "source", "hts": "participant"}, set()),
    ("قال الرئيس السوري السابق بشار الأسد إنه لا يعرف شيئا", NOVEMBER_2024, {}, {"syria-armed-forces"}),
    ("As forças do M23 tomaram a cidade, segundo a ONU e as Nações Unidas.", MAY_2026, {"m23": "participant"}, set()),
    ("联合国表示，胡塞武装袭击了一艘货船。", MAY_2026, {"un": "source", "houthis": "participant"}, set()),
]  # fmt: skip


def test_there_are_thirty_traps_and_eight_of_them_are_not_in_english():
    """The table keeps its size."""
    assert len(TRAPS) >= 30
    assert sum(not text.isascii() for text, *_ in TRAPS) >= 8


@pytest.mark.parametrize(("text", "day", "roles", "absent"), TRAPS)
def test_a_trap_has_its_answer(desk, text, day, roles, absent):
    """These actors with these roles, and none of those."""
    found = desk.actors(text, at=day)
    assert {id: found.get(id) for id in roles} == roles
    assert absent.isdisjoint(found)


def test_every_label_shows_its_words(desk):
    """The evidence is the text at its place, for each trap."""
    for text, day, *_ in TRAPS:
        for actor in desk.classifier.label(update(body=text, at=day))[0]:
            assert actor.evidence
            for evidence in actor.evidence:
                assert text[evidence.start : evidence.end] == evidence.text
