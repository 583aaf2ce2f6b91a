"""Tests of stream.classify.events.unreal: what only sounds like violence."""

from __future__ import annotations

import pytest

from stream.classify.events.unreal import is_figurative, is_tested
from stream.classify.words.text import fold
from support.classified import update


def read(desk, headline):
    """The labels of a headline."""
    return desk.classifier.read(update(headline))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Brewery shares bomb after warning", "bomb"),
        ("Shares in the brewer bombed", "bombed"),
        ("Sequel bombs at the box office", "bombs"),
        ("The crowd died laughing", "died"),
        ("Explosion of interest in chess", "explosion"),
        ("Singer killed it on stage", "killed"),
    ],
)
def test_figures_of_speech_hurt_nobody(text, word):
    """Shares and films bomb, crowds die laughing."""
    words = fold(text).split()
    assert is_figurative(words, words.index(word), 0, len(words))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Stocks fall as jets bomb port", "bomb"),
        ("Comedian killed in crash", "killed"),
        ("Bomb kills two at film festival", "kills"),
        ("Explosion in the harbour", "explosion"),
    ],
)
def test_violence_beside_such_words_is_violence(text, word):
    """A market or a comedian in the sentence makes no figure of speech of a real deed."""
    words = fold(text).split()
    assert not is_figurative(words, words.index(word), 0, len(words))


def test_a_missile_is_tested_or_fired():
    """ "Test-fires" is a trial, "fires" is not."""
    tested, fired = (
        ["korea", "test", "fires", "missile"],
        ["korea", "fires", "missile", "at", "island"],
    )
    assert is_tested(tested, 3, 0, 4)
    assert not is_tested(fired, 2, 0, 5)


def test_the_past_that_a_film_or_anniversary_tells_ends_with_the_clause(desk):
    """Its dead are none of today's; those that the next clause tells of are."""
    labels = read(desk, "On anniversary of massacre that killed 300, gunmen kill two")
    assert [(c.kind, c.least) for c in labels.casualties] == [("killed", 2)]
    assert [event.type for event in labels.events] == ["assault"]
    assert read(desk, "Film about massacre that killed 300 opens").casualties == []


@pytest.mark.parametrize(
    "headline",
    [
        "Avançado matou o jogo em oito minutos",
        "El extremo mató el partido en seis minutos",
        "L'ailier a tué le match en sept minutes",
        "Il centravanti uccide la partita in quattro minuti",
        "Ataque arrasador dá vitória ao Porto",
        "Ataque imparable firma la goleada del Junior",
        "El ministro lanza un ataque frontal contra la inflación",
        "La oposición mató la reforma en diez días",
        "Una película que reconstruye la masacre del mercado",
        "Ein Film rekonstruiert den Anschlag von Oslo",
        "Filme reconstitui a chacina do presídio",
        "Wystawa przypomina zamach na lotnisku",
        "Undici anni dalla strage, la città si ferma",
        "Twelve years on, town marks bombing that killed 31",
    ],
)
def test_matches_films_and_anniversaries_have_no_attack(desk, headline):
    """A match that is killed, a team's attack, a film on a massacre: nobody is hurt now."""
    labels = desk.classifier.read(update(headline))
    assert not labels.casualties
    assert not [event for event in labels.events if event.type == "assault"]


@pytest.mark.parametrize(
    ("headline", "killed"),
    [
        ("Atirador matou quatro no estádio", 4),
        ("Hombre armado mató a tres hinchas tras el partido", 3),
        ("Ataque rebelde deixa cinco mortos após vitória do governo", 5),
        ("Gunmen attack film crew, killing two", 2),
        ("Atentado en una exposición deja seis muertos", 6),
    ],
)
def test_attacks_beside_matches_and_films_stay(desk, headline, killed):
    """A word of sport or of the stage takes no real attack away."""
    labels = desk.classifier.read(update(headline))
    assert [event.type for event in labels.events] == ["assault"]
    assert [one.least for one in labels.casualties] == [killed]
