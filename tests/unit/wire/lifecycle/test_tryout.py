"""Test messages by their marks, in many languages; and news that only speaks of tests."""

import pytest

from stream.wire.lifecycle.tryout import is_marked_test, says_unused


@pytest.mark.parametrize(
    "note",
    [
        "PRUEBA - NO PUBLICAR",
        "No publicar: prueba",
        "Essai, ne pas diffuser",
        "PROVA - NON PUBBLICARE",
        "Teste. Não publicar.",
        "Teste de sistema",
        "Test",
        "ТЕСТ. НЕ ПУБЛИКОВАТЬ",
        "Тестовое сообщение, не использовать",
        "测试 请勿发布",
        "テスト配信",
        "DENEME - YAYINLAMAYINIZ",
        "Testmeldung - bitte nicht veröffentlichen",
        "Mensaje de prueba",
        "Message d'essai: merci de ne pas utiliser",
        "اختبار - ليس للنشر",
        "Eds: test message. Please ignore",
        "Not for publication - TEST",
        "(TEST - NOT FOR USE)",
        "Atención: prueba, no utilizar",
        "This is a test transmission; do not publish",
    ],
)
def test_a_note_marks_a_test_in_any_language(note: str) -> None:
    """The word for a test, alone or beside an order not to use the item."""
    assert is_marked_test("Two trains collide", note)


@pytest.mark.parametrize("headline", ["测试：请勿发布", "TEST: do not publish", "ESSAI ESSAI"])
def test_a_headline_marks_a_test(headline: str) -> None:
    """As a note does, but in capitals."""
    assert is_marked_test(headline, "")


def test_the_text_itself_or_the_slugline_marks_a_test() -> None:
    """A trainee's text may have its mark in its first line."""
    assert is_marked_test("Plane hits tower", "", body="THIS IS A TEST. Plane hits tower.")
    assert is_marked_test("Plane hits tower", "", slugline="TEST")


@pytest.mark.parametrize(
    ("headline", "note"),
    [
        ("Doctor ill", "Tests positive: adds quote from doctor"),
        ("England win", "Test match report follows"),
        ("Missile flies", "Adds details of missile test"),
        ("Prueba de sirenas de tsunami este sábado", ""),
        ("TEST: Der neue Wagen im Alltag", ""),
        ("Blast in port", "Do not use BC-Nuclear Test, which moved at 0900"),
        ("[TEST] A phone with two screens", ""),
        ("Mine closes", "Drill: company corrects depth"),
        ("Prueba de fuego para el Gobierno", ""),
        ("Essai transformé pour le premier ministre", ""),
        ("Тест стал обязательным", ""),
        ("测试显示新药有效", ""),
    ],
)
def test_news_of_tests_is_news(headline: str, note: str) -> None:
    """The word in a sentence marks nothing."""
    assert not is_marked_test(headline, note)


@pytest.mark.parametrize(
    ("note", "unused"),
    [("NO PUBLICAR", True), ("Not for publication.", True), ("Not for use in Italy", False)],
)
def test_a_note_of_an_order_alone_says_unused(note: str, unused: bool) -> None:
    """What bars one country only bars no alert."""
    assert says_unused(note) is unused


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        (
            "TEST - Tsunami warning for the north coast",
            "This is a test of the regional warning centre.",
        ),
        (
            "EXERCISE: Flood alert for the Orla valley",
            "ORLA, May 3 (Reuters) - This is a monthly drill of the sirens.",
        ),
        (
            "[TEST] Evacuate the harbour",
            "This is a test of the emergency line. No action is needed.",
        ),
        ("ÜBUNG - Evakuierung der Altstadt", "Dies ist eine Übung des Warnsystems der Stadt."),
        ("EXERCICE - Alerte au tsunami", "Ceci est un exercice du système d'alerte."),
        ("OEFENING: Gifwolk boven de haven", "Dit is een oefening van het waarschuwingssysteem."),
        ("ÖVNING - Evakuera hamnen", "Detta är en övning av varningssystemet."),
    ],
)
def test_a_mark_counts_where_the_text_says_which_warnings_are_tried(
    headline: str, body: str
) -> None:
    """The mark before the headline and the first words of the text say it together; neither is enough alone."""
    assert is_marked_test(headline, "", body=body)
    assert not is_marked_test(headline.partition(" ")[2].lstrip("- "), "", body=body)


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("TEST - Orla batsmen dig in on day two", "This is a test of character, the captain said."),
        ("TEST: Drei Warnwesten im Vergleich", "Warnwesten gehören in jedes Auto."),
        (
            "Tsunami sirens fail",
            "This is a test of the warning system that the north coast failed.",
        ),
        ("TEST - Tsunami kills 12 on north coast", "The warning centre had held a test in May."),
    ],
)
def test_a_mark_above_a_text_of_the_news_is_none(headline: str, body: str) -> None:
    """A match, a comparison of goods, and a report about a test are news."""
    assert not is_marked_test(headline, "", body=body)
