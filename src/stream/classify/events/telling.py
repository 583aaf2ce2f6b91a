"""Which word of a sentence tells of an event that happens now: not one of the past, denied, played or filmed."""

from __future__ import annotations

import re
from itertools import compress, pairwise
from typing import NamedTuple

from stream.classify.events.drill_words import MOCK
from stream.classify.events.event_words import event_words
from stream.classify.events.negation import is_negated
from stream.classify.events.pairs import exchanges
from stream.classify.events.past import is_years_on, says_last_year
from stream.classify.events.unreal import (
    is_figurative,
    is_tested,
    is_tried_or_drilled,
    kills_a_thing,
    retold,
)
from stream.classify.words.grammar import Reader
from stream.classify.words.text import word_set

_ABOUT_IT = word_set("""
    clip video film footage anniversary memorial trial survivors survivor museum book series
    documentary drama game theory memories inquiry case victims suspect hoax drill ads movie
""")
"""Nouns behind a telling word that make it a thing of the past: "massacre clip", "bombing trial"."""

_SINCE = word_set("""
    years ans anos jahre лет років yil anni lat jaar tahun decades decade anniversary aniversario anniversaire jahrestag
    годовщина річниця yildonumu
""")
_THEN = word_set("""
    after since ago apres despues tras nach после після sonra of del du
    dalla dal dallo dagli dall do da dos po od na setelah sejak dopo depuis desde seit
""")
"""With one of `_SINCE` before them these put what follows into the past: "22 years after gunmen seized"."""

NO_VICTIMS = word_set("""
    levy levies tax taxes bill bills law laws plan plans proposal proposals deal deals measure budget reform reforms
    contest game match tie race chances title
    merger project projects amendment ban motion talks hopes hope momentum idea scheme pipeline subsidy tariff clause
""")
"""What is killed, bombed or torpedoed in a figure of speech only: "kills digital levy"."""

_APPEALS, _OF_COURTS = (
    word_set("appeal appeals"),
    word_set("court courts judge judges panel chamber ruling"),
)
_NEGATED = word_set("""
    no not never without denies denied keine kein aucun ningun nobody none
""")
_NOBODY = word_set("none nobody nadie niemand personne nessuno ninguem никто ніхто")
"""Subjects that deny the whole clause: "none of them was killed"."""
_SHOT = word_set(
    "police soldiers troops gunmen deputies guards settlers militants "
    "was were been fatally officer officers man woman boy girl student teenager men two three four five"
)
"""Before "shot" these make a deed of it."""
_YEARS_AGO = frozenset(
    (a, b) for a in word_set("year years decade decades century") for b in ("ago", "earlier")
)
_AGO = frozenset(("ago", "earlier"))
_CLAUSE = 12
"""Words behind a telling one in which "last year" makes it an event of the past."""
_LAST = frozenset((("last", "year"), ("last", "month"), ("last", "decade"), ("last", "century")))
_YEAR = re.compile(r"(?:19|20)\d\d")
_PAST = 8
"""Words before a telling one in which a year makes it an event of the past: "the 2019 mosque attack"."""

_ARTICLES = frozenset(("la", "le", "el", "il"))
"""Romance articles: behind them a capital makes a name of a telling word."""

_BLOCKS, _HOUSING = (
    frozenset(("block", "blocks")),
    word_set("apartment tower housing residential cell office flat city voting trading"),
)
_FAILED = frozenset(("fail", "fails", "failed"))

STRIKES = word_set("strike strikes struck striking")
CRAFT = word_set("drone drones дрон дроны беспилотник беспилотники drohne drohnen dron drones")
"""May be a sight only; with another word of violence in headline or lead they attack."""


class Mode(NamedTuple):
    """Whether weak words of violence count, whether the violence is anybody's deed at all, the year of now, and
    whether violence is told by more than the craft (drones) that may do it; `labour`: a strike is one of work."""

    weak: bool
    deed: bool
    year: int
    hostile: bool
    labour: bool


def telling(reader: Reader, first: int, end: int, mode: Mode) -> int | None:
    """The first word that tells of an event now; an assault comes before what is said of it."""
    kinds, words = event_words().kinds, reader.text.words
    known = [*compress(range(first, end), map(kinds.__contains__, words[first:end]))]
    known += exchanges(words, first, end)
    violent_first = sorted(known, key=lambda at: kinds.get(words[at], "assault") != "assault")
    return next((at for at in violent_first if _counts(reader, at, first, end, mode)), None)


def _is_since(reader: Reader, at: int, first: int) -> bool:
    """Whether "22 years after" stands in the clause of a word: a comma ends it, if none is in a number."""
    text = reader.text
    clause = next(
        (
            place
            for place in range(at, first, -1)
            if "," in text.gap(place) and not text.words[place].isdecimal()
        ),
        first,
    )
    words = text.words[clause:at]
    return not (_SINCE.isdisjoint(words) or _THEN.isdisjoint(words))


def is_all_unreal(reader: Reader, first: int, end: int) -> bool:
    """Whether all words of violence in a sentence, and there are some, are of a drill, film or figure of speech."""
    violent = [at for at in range(first, end) if reader.text.words[at] in event_words().assaults]
    return bool(violent) and all(_is_unreal(reader, at, first, end) for at in violent)


def _is_unreal(reader: Reader, at: int, first: int, end: int) -> bool:
    """Whether a word of violence tells of nothing that happens: practised, tested, filmed, a figure of speech."""
    words = reader.text.words
    beside = (*words[max(first, at - 4) : at], *words[at + 1 : min(at + 4, end)])
    return (
        not MOCK.isdisjoint(beside)
        or is_figurative(words, at, first, end)
        or is_tested(words, at, first, end)
        or at in retold(reader, first, end)
        or is_tried_or_drilled(reader, at, first, end)
    )


def _is_name(reader: Reader, at: int) -> bool:
    """Whether a word is written as a name where nouns are written small."""
    text = reader.text
    written = text.plain[text.starts[at] : text.end(at)]
    return written.istitle() and not reader.in_titled_headline(at)


def _is_town(reader: Reader, at: int) -> bool:
    """Whether a telling word that is a place's name as well has a capital in running text: "en Granada"."""
    return _is_name(reader, at) and not reader.text.opens(at)


def _counts(reader: Reader, at: int, first: int, end: int, mode: Mode) -> bool:
    words, text = event_words(), reader.text
    word = text.words[at]
    labour = word in STRIKES and mode.labour
    violent = not labour and words.kinds.get(word, "assault") == "assault"
    firm = word in words.assaults or word not in words.kinds
    if violent and not (mode.deed and (mode.weak or firm)):
        return False
    before, following = (
        text.words[max(first, at - _PAST) : at],
        text.words[at + 1 : min(at + 4, end)],
    )
    if before[-1:] == ["to"] and not _FAILED.isdisjoint(before[-5:]):
        return False  # "fail to agree"
    if not _NOBODY.isdisjoint(before) or any(_YEAR.fullmatch(w) for w in before):
        return False
    if not _NEGATED.isdisjoint(before[-3:]) and is_negated(reader, at, first, _NEGATED):
        return False
    dated = text.words[at + 1 : min(at + _PAST, end)]
    if any(word.isdecimal() and _YEAR.fullmatch(word) and int(word) < mode.year for word in dated):
        return False
    if (
        not (_SINCE.isdisjoint(before) or _THEN.isdisjoint(before))
        and _is_since(reader, at, at - len(before))
    ) or not MOCK.isdisjoint((*before[-4:], *following)):
        return False
    if not _AGO.isdisjoint(dated) and any(pair in _YEARS_AGO for pair in pairwise(dated)):
        return False
    behind = text.words[at + 1 : min(at + _CLAUSE, end)]
    if "last" in behind and any(pair in _LAST for pair in pairwise(behind)):
        return False
    if violent and (is_years_on(text.words[first : first + 3]) or says_last_year(text.words, at)):
        return False
    if violent and _is_unreal(reader, at, first, end):
        return False
    if word in CRAFT and not mode.hostile:
        return False  # seen over a runway
    if word == "shot" and not (before[-1:] and before[-1] in _SHOT) and following[:1] != ["dead"]:
        return False  # a shot on goal, in the arm, of whisky
    if word in _APPEALS and following[:1] and following[0] in _OF_COURTS:
        return False  # "appeals court"
    if following[:1] == ["down"] and word in STRIKES:
        return False  # "strikes down law"
    if following[:1] == ["off"] and word.startswith("kill"):
        return False
    if word in _BLOCKS and before[-1:] and before[-1] in _HOUSING:
        return False
    if violent and (not NO_VICTIMS.isdisjoint(following) or kills_a_thing(text.words, at, end)):
        return False
    if text.before(at) in _ARTICLES and _is_name(reader, at):
        return False  # "la Grenade"
    covered = reader.covering(at)
    named = covered is not None and (covered.last > covered.first + 1 or _is_town(reader, at))
    return not named and not reader.in_dateline(at) and _ABOUT_IT.isdisjoint(following[:1])
