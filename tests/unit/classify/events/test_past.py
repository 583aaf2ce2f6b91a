"""Tests of stream.classify.events.past: sentences that tell of another event than the news."""

from __future__ import annotations

from datetime import date

import pytest

from stream.classify.events.past import is_past
from stream.classify.words.text import fold

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "sentence",
    [
        "In January a blast in Turbat killed four",
        "En abril, una bomba en La Plata dejó dos muertos",
        "Em outubro, uma operação fez 121 mortos",
        "Im Mai war ein Mann getötet worden",
        "В мае при пожаре погибли трое",
        "William Walker burned the city in 1856 and hundreds died",
        "Last year four people were killed",
        "In 2019 gunmen killed 13 officers",
    ],
)
def test_an_earlier_month_or_year_is_another_event(sentence):
    """A month without a day that is not this one, in six languages; a year; "last year"."""
    assert is_past(fold(sentence).split(), DAY)


@pytest.mark.parametrize(
    "sentence",
    [
        "On November 21 a blast killed four",
        "In November floods killed nine",
        "In October 30 people died on Friday",
        "Floods that began in October killed nine on Sunday",
        "Officials may say that 11 were killed",
        "In a village 1200 people died",
    ],
)
def test_news_is_not_past(sentence):
    """A day of a date, this month, a weekday beside, "may" as a verb, a figure like a year."""
    assert not is_past(fold(sentence).split(), DAY)


@pytest.mark.parametrize(
    "sentence",
    [
        "The army says it has killed 900 militants this year",
        "More than 69,000 Palestinians have since been killed",
        "More than 35,000 people have died in that conflict",
        "Some 60,000 people have been killed since the war began",
    ],
)
def test_the_toll_of_a_war_or_year_is_background_only_behind_the_lead(sentence):
    """The same words in the lead are the news."""
    words = fold(sentence).split()
    assert is_past(words, DAY, background=True)
    assert not is_past(words, DAY)


@pytest.mark.parametrize(
    "sentence",
    [
        "W ubiegłym roku w kopalni zginęło sześć osób",
        "Rok temu w lawinie zginęło pięć osób",
        "Tahun lalu enam penambang tewas",
        "Le mois dernier, six mineurs sont morts",
        "El mes pasado murieron seis mineros",
        "Six years on, relatives of the 40 killed wait",
    ],
)
def test_last_year_is_past_in_every_language(sentence):
    """Last year, last month and "six years on" tell of another event."""
    assert is_past(fold(sentence).split(), DAY)


def test_this_year_in_polish_and_indonesian_is_no_last_year():
    """A sentence of today's dead with a year or month in it stays."""
    assert not is_past(fold("W kopalni w tym roku otwartej zginęło sześć osób").split(), DAY)
    assert not is_past(fold("Enam penambang tewas bulan ini").split(), DAY)
