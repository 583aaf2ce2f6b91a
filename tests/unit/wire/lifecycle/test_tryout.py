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
