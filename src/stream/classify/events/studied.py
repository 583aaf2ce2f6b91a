"""Deaths that only a study reckons, and claims that a fact check finds false: neither is news of an event."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

from stream.classify.events.past import NOW
from stream.classify.words.grammar import Reader
from stream.classify.words.text import fold, word_set

_CHECKS = word_set("factcheck faktencheck factchecking desintox bulo bulos antifake")
_CHECK_PAIRS = frozenset(
    (a, b)
    for a, b in (
        ("fact", "check"), ("fact", "checking"), ("e", "falso"), ("es", "falso"), ("sao", "falsos"),
        ("son", "falsas"), ("проверка", "фактов"), ("перевірка", "фактів"), ("dogruluk", "kontrolu"),
        ("est", "faux"), ("cek", "fakta"),
    )
)  # fmt: skip
_OPENING = 4
"""Words of a headline or lead among which those of a fact check stand."""
_IMAGES = word_set(
    "video videos photo photos image images picture pictures footage clip clips post posts"
)
_NOT_SHOWN = frozenset(
    (a, b)
    for a, b in (
        ("not", "show"), ("not", "shows"), ("not", "depict"), ("not", "from"), ("falsely", "claims"),
        ("falsely", "claim"), ("falsely", "linked"), ("falsely", "shared"), ("ai", "generated"), ("falsely", "says"),
    )
)  # fmt: skip

_STUDIES = word_set("""
    study studies researchers research scientists epidemiologists modelling modeling etude etudes chercheurs
    scientifiques estudio estudios investigadores cientificos studie studien forscher wissenschaftler studio ricercatori
    estudo estudos pesquisadores cientistas исследование исследования исследованию ученые дослідження onderzoek
    onderzoekers دراسه باحثون arastirma badania badaniu naukowcy penelitian peneliti
""")
_FINDS = word_set("""
    finds found shows showed suggests suggested estimates estimated estimate say said says published calculated
    calculate projects projected concludes concluded revele estime estiment montre conclut revela estima estiman muestra
    calcula calculan concluye zeigt ergab schatzen rivela stima mostra aponta estimam показало показали оценили
    blijkt links linked ties tied blames blamed attributes attributed vincula vinculan relaciona atribuye atribui
    associa
    associe relie lie attribue verbindet bringt collega attribuisce связали связывает связывают wiaze laczy
    koppelt mengaitkan bagliyor
""")
"""Right behind a word for a study or those who made it."""
_ACCORDING = word_set("""
    according selon segun laut secondo segundo nach по за volgens wedlug menurut وفقا بحسب finds
""")
"""Close before such a word."""
_HURT = word_set("dead alive guilty murdered")
_RATES = frozenset(
    (a, fold(b))
    for a, b in (
        ("a", "year"), ("each", "year"), ("every", "year"), ("per", "year"), ("par", "an"), ("chaque", "année"),
        ("al", "año"), ("cada", "año"), ("por", "ano"), ("pro", "jahr"), ("jedes", "jahr"), ("all", "anno"),
        ("ogni", "anno"), ("в", "год"), ("на", "рік"), ("per", "jaar"), ("setiap", "tahun"),
    )
)  # fmt: skip
_YEARLY = word_set(
    "annually yearly jahrlich annuellement anualmente ежегодно щороку rocznie jaarlijks annualmente"
)
_LATER = word_set(
    "after ago into since before later earlier of on in old from apres despues dopo depois jail prison"
)
"""Behind "a year" these make it a date or a term: "a year after", "a year in jail"."""


def is_fact_check(reader: Reader) -> bool:
    """Whether headline or lead opens as a check of a claim, or an image does not show what the headline names."""
    words = reader.text.words
    starts = {0, reader.body}
    starts |= {at for at in range(reader.body, len(words)) if reader.in_dateline(at - 1)}
    for first in sorted(starts):
        opening = words[first : first + _OPENING]
        if not _CHECKS.isdisjoint(opening) or _has(opening, _CHECK_PAIRS):
            return True
    headline = words[: reader.body]
    return not _IMAGES.isdisjoint(headline) and _has(headline, _NOT_SHOWN)


def is_studied(words: Sequence[str]) -> bool:
    """Whether a sentence gives what a study found, or how many die each year."""
    if NOW.isdisjoint(words) and (not _YEARLY.isdisjoint(words) or _is_rate(words)):
        return True
    return not _STUDIES.isdisjoint(words) and any(
        _is_told(words[max(0, at - 4) : at], words[at + 1 : at + 3])
        for at, word in enumerate(words)
        if word in _STUDIES
    )


def _is_told(before: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether what stands around a study, or those who made it, makes a source of it."""
    if not _ACCORDING.isdisjoint(before):
        return True
    return behind[:1] != [] and behind[0] in _FINDS and _HURT.isdisjoint(behind[1:])


def _is_rate(words: Sequence[str]) -> bool:
    following = (*words[2:], "")
    return any(
        pair in _RATES and (pair[0] != "a" or then not in _LATER)
        for pair, then in zip(pairwise(words), following, strict=False)
    )


def _has(words: Sequence[str], pairs: Set[tuple[str, str]]) -> bool:
    return any(pair in pairs for pair in pairwise(words))
