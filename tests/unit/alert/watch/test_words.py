"""Words are found whole, in any script, whatever their case and diacritics."""

import pytest

from stream.alert.watch.words import Term, Text


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("truce", "A TRUCE, at last"),
        ("HTS", "the HTS's commander"),
        ("cease-fire", "Cease Fire in Gaza"),
        ("seisme", "Séisme en Syrie"),
        ("İstanbul", "ISTANBUL sallandı"),
        ("Łódź", "w Lodz doszło"),
        ("Straße", "auf der STRASSE"),
        ("перемир'я", "оголосили ПЕРЕМИР’Я"),
        ("Алеппо", "бои за АЛЕППО"),
        ("هدنة", "أُعلِنت هُدْنَة في حلب"),
        ("أحمد", "احمد الشرع"),
        ("युद्धविराम", "आज युद्धविराम हुआ"),
        ("停火", "双方宣布停火协议"),
        ("알레포", "알레포에서 교전"),
    ],
)
def test_found(word: str, text: str) -> None:
    """Case, diacritics, apostrophes and hyphens make no other word of a word."""
    assert Term(word).stands_in(Text(text))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("truce", "truces and trucers"),
        ("Oman", "a woman from Romania"),
        ("cease fire", "fire must cease"),
        ("युद्ध", "युद्धविराम"),
        ("fire in", "ceasefire in Gaza"),
        ("مصر", "المصرف المركزي"),
    ],
)
def test_not_found(word: str, text: str) -> None:
    """A part of a word is not the word, and a phrase keeps its order."""
    assert not Term(word).stands_in(Text(text))
