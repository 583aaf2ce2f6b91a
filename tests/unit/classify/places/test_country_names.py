"""Countries by the names and cases in which news calls them, not only by those of a table of names."""

from __future__ import annotations

import pytest

from support.classified import Desk, update


@pytest.mark.parametrize(
    ("body", "country"),
    [
        ("Цены растут по всем США.", "US"),
        ("В Соединённых Штатах растут цены.", "US"),
        ("EE.UU. anuncia nuevos aranceles.", "US"),
        ("ABD yeni yaptırımlar açıkladı.", "US"),
        ("أمريكا تعلن عقوبات جديدة", "US"),
        ("アメリカの大統領は10日、制裁を発表した。", "US"),
        ("In Großbritannien wird gewählt.", "GB"),
        ("İngiltere seçime gidiyor.", "GB"),
        ("Władze w Wielkiej Brytanii wydały ostrzeżenie.", "GB"),
        ("السعودية تخفض الإنتاج", "SA"),
        ("Тысячи людей вышли на улицы в Палестине.", "PS"),
        ("Filistin, toplantıya katılacak.", "PS"),
        ("Hochwasser in Weißrussland.", "BY"),
        ("Séisme en Birmanie : des dizaines de blessés.", "MM"),
        ("Elfenbeinküste wählt einen Präsidenten.", "CI"),
        ("Pożar w Niemczech, dwie osoby ranne.", "DE"),
        ("Russlands Präsident reist nach Indien.", "RU"),
        ("Στην Ελλάδα και στη Συρία σημειώθηκαν σεισμοί.", "SY"),
        ("Demokratik Kongo Cumhuriyeti'nde seçim yapıldı.", "CD"),
        ("Congo-Brazzaville : la République du Congo vote.", "CG"),
    ],
)
def test_a_country_is_known_by_its_everyday_name(desk: Desk, body: str, country: str) -> None:
    """Short names, abbreviations and cases, in the languages of the wire."""
    _, places = desk.classifier.label(update("", body))
    assert country in {place.country for place in places}


@pytest.mark.parametrize(
    "body",
    [
        "أمريكا اللاتينية تواجه أزمة ديون",
        "في أمريكا الجنوبية أمطار غزيرة",
        "南アメリカで大雨が続く",
        "Les Indiens et les Syriens ont voté.",
        "Semana Santa se celebra en abril.",
        "Sheikh Abd al-Rahman spoke to the crowd.",
    ],
)
def test_what_only_contains_such_a_name_is_not_that_country(desk: Desk, body: str) -> None:
    """A continent, a people, a feast, a person: no country is there."""
    _, places = desk.classifier.label(update("", body))
    assert not [place for place in places if place.country and place.role != "demonym"]
