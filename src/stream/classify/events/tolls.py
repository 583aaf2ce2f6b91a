"""Tolls at a distance: "Death toll from flood climbs to seven", "Zahl der Toten steigt auf acht"."""

from __future__ import annotations

from stream.classify.words.grammar import Reader
from stream.classify.words.quantities import Quantity
from stream.classify.words.text import fold, word_set

_TOLLS = word_set("toll dodental opferzahl todeszahl")
_ROADS = word_set("road bridge highway motorway tunnel turnpike expressway")
"""Before "toll" these make money of it."""
_DEAD = word_set("""
    dead deaths fatalities killed toten todesopfer mortos muertos fallecidos victimas morti vittime olenlerin
    kaybedenlerin morts погибших жертв
    tewas meninggal νεκρων νεκροι کشته убитых загиблих olu doden القتلي الضحايا قتلي
""")
_HURT = word_set("""
    injured wounded missing displaced verletzten vermissten blesses disparus heridos desaparecidos feriti
    dispersi feridos luka hilang
    раненых пострадавших поранених yaralilarin yarali gewonden الجرحي المصابين
""")
_COUNTS = word_set(
    fold("""
    number count tally zahl nombre numero cifra balance bilancio balanco число количество кількість sayisi aantal bilan
    حصيلة عدد korban jumlah liczba αριθμος شمار
""")
)
"""Near a word for the dead or hurt these make a toll of it: "Zahl der Toten", "ölü sayısı"."""
_LEADS = word_set("""
    достигло достигла превысило превысила atteint atteignent alcanza alcanzo chega chegou erreicht to tot at up now
    hits reaches reached tops passes stands is auf bei a al ad para em до по op ke ila الي hit nears exceeds
    jadi menjadi capai mencapai naar na din до do of over past least than mindestens uber more almost nearly about as
""")
"""Right before the figure of a toll."""
HEADS = _TOLLS | _DEAD | _HURT
_REACH = 14


def toll(
    reader: Reader, marks: list[int], told: list[Quantity], first: int, end: int
) -> tuple[int, Quantity] | None:
    """The word of a sentence that heads a toll, and its figure; `marks` are its words of casualties."""
    words = reader.text.words
    for mark in marks:
        if words[mark] not in HEADS or not _heads(words, mark, first, end):
            continue
        behind = (q for q in told if mark < q.first <= mark + _REACH)
        figure = next(behind, None)
        if figure is None or not _leads(words, figure):
            return None
        between = [m for m in marks if mark < m < figure.first and words[m] not in _LEADS]
        if between and words[between[-1]] not in HEADS:
            return None
        return mark, _exact(words, figure)
    return None


def _heads(words: list[str], mark: int, first: int, end: int) -> bool:
    if words[mark] in _TOLLS:
        return mark == first or words[mark - 1] not in _ROADS
    near = words[max(first, mark - 3) : mark] + words[mark + 1 : min(mark + 2, end)]
    return not _COUNTS.isdisjoint(near)


def _leads(words: list[str], figure: Quantity) -> bool:
    before = words[figure.first - 1]
    return before in _LEADS or words[figure.first] in _LEADS or before in ("sayisi", "kisi")


def _exact(words: list[str], figure: Quantity) -> Quantity:
    """ "Up to 17" is where a toll stands, no bound."""
    if words[figure.first] == "up" and figure.most is not None:
        return Quantity(figure.first, figure.last, figure.most, figure.most)
    return figure
