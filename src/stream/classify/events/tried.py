"""Violence that a court looks back on: a verdict or trial tells of an old deed, not of one that happens."""

from __future__ import annotations

from collections.abc import Sequence

from stream.classify.words.grammar import Reader
from stream.classify.words.text import word_set

_VERDICTS = word_set("""
    jails acquits verdict retrial
    sentencia juicio absuelve cassazione condanne ergastolo sentenza
    proces perpetuite peines assises reclusion acquitte verurteilt verurteilte verurteilten urteil urteile prozess
    prozesses prozessauftakt haftstrafe haftstrafen freispruch freigesprochen angeklagter angeklagte angeklagten
    reus julgamento sentenca absolve приговор приговорил приговорила приговорили осужден осуждены пожизненному
    пожизненное вирок довічного засуджено wyrok skazal skazala skazany skazani skazano dozywocie celstraf levenslang
    strafzaak muebbet davasinda davasi hapis محاكمه بالاعدام بالسجن vonis divonis terdakwa pengadilan
""")
"""Words of a trial's course or end that are nothing else."""
_SENTENCED = word_set("""
    sentenced convicted jailed imprisoned acquitted indicted condenado condenada condenados condenadas sentenciado
    sentenciados condamne condamnee condamnes condannato condannata condannati assolto assolti veroordeeld trial
    processo
""")
"""Participles: of a trial where one of `_FOR` follows, else mostly a quality ("jailed leader")."""
_NOUNS = word_set("""
    trial processo retrial juicio proces assises prozess prozesses strafzaak davasi pengadilan محاكمه
""")
"""Those of both that are where or when something may be done."""
_BETWEEN = word_set(
    "the a his her their le la el il o un una um der dem den seinem l d de cour murder"
)
_FOR = word_set("""
    to of for over after life a por al per pour pelo pela tot voor wegen na za opens begins starts ends
""")
_CONDEMNS = word_set(
    "convicts sentences guilty condena condenan condeno condenou condenam condamne condanna veroordeelt"
)
"""Of a trial only where a court is the one who does it: "la ONU condena el ataque"."""
_COURTS = word_set("""
    pleads pleaded pleading found
    court courts judge jury tribunal tribunale juez jueza jueces corte audiencia tribunaux cour juge giudice giudici
    gericht landgericht oberlandesgericht stf juiz juri rechtbank rechter суд суда sad mahkeme محكمه المحكمه years
    ans anos
    anni jaar cadena
""")
_PLACED = word_set("""
    at in outside inside near on during before devant pendant pres contra ante en durante frente vor bei wahrend davanti
    presso perto w przed podczas у возле во bij tijdens amid di
""")
"""Before a trial or court, behind a deed, these tell where or when the deed is done."""
_DETERMINERS = word_set(
    "the a his her their its la le el il o um un una une dem der den einem einer seinem sein son"
)
_AFTER = word_set("""
    after following tras apres nach dopo apos после після po setelah sonra بعد hours days despues depois
""")
"""Between a deed and a verdict these put the deed behind it: it is news."""
_WHILE = word_set("""
    as when while amid hours mientras cuando quand alors als wahrend mentre quando enquanto пока когда saat ketika gdy
    terwijl
""")
_HALTED = word_set("""
    adjourned halted suspended postponed delayed interrupted disrupted suspendu reporte suspendido aplazado suspenden
    aplazan unterbrochen vertagt sospeso rinviato suspenso adiado прерван отложен przerwany
""")
_WHO = word_set("who that whose qui que quien der die che który ktory который")
_DOES = word_set(
    "kills attacks stabs shoots bombs storms tue tuent mata matan uccide uccidono totet toten"
)
"""What somebody does now, whatever he was once sentenced for."""
_COLONS = (":", " - ", " – ", " — ")
_REACH = 14


def is_tried(reader: Reader, at: int, first: int, end: int) -> bool:
    """Whether a word of violence or death, in the words `first` to `end`, is what a court has to judge."""
    words = reader.text.words
    if not may_be_tried(words[first:end]):
        return False
    return any(
        _judges(reader, verdict, at, first, end)
        for verdict in range(max(first, at - _REACH), min(at + _REACH, end))
        if verdict != at and _is_verdict(words, verdict, first, end)
    )


def may_be_tried(words: Sequence[str]) -> bool:
    """Whether any word of a sentence is one of a trial; one look, for most sentences have none."""
    return not _ALL.isdisjoint(words)


_ALL = _VERDICTS | _SENTENCED | _CONDEMNS


def _is_verdict(words: list[str], at: int, first: int, end: int) -> bool:
    """Whether a word tells of a trial's course or end as the news of its clause."""
    if words[at] not in _ALL or not _WHO.isdisjoint(words[max(first, at - 2) : at]):
        return False
    if _is_placed(words, at, first):
        return False
    if words[at] in _VERDICTS:
        return True
    if words[at] in _CONDEMNS and not _COURTS.isdisjoint(words[max(first, at - 5) : at + 5]):
        return True
    return words[at] in _SENTENCED and at + 1 < end and words[at + 1] in _FOR


def _is_placed(words: list[str], at: int, first: int) -> bool:
    """Whether a trial or court is only where or when something is done: "devant la cour d'assises"."""
    if words[at] not in _NOUNS:
        return False
    place = at - 1
    while place > first and words[place] in _BETWEEN:
        place -= 1
    return place >= first and words[place] in _PLACED


def _judges(reader: Reader, verdict: int, at: int, first: int, end: int) -> bool:
    """Whether the deed at `at` is the verdict's matter, not one done beside, behind or against the court."""
    text, words = reader.text, reader.text.words
    if _is_at_court(words, at, end):
        return False
    if verdict < at:
        between = words[verdict + 1 : at]
        if words[at] in _DOES and _WHO.isdisjoint(between[-2:]):
            return False
        return _WHILE.isdisjoint(between) and _HALTED.isdisjoint(
            words[max(first, verdict - 3) : at]
        )
    between = words[at + 1 : verdict]
    if not (_AFTER.isdisjoint(between) and _WHILE.isdisjoint(between)):
        return False
    parted = any(
        sign in text.gap(place) for place in range(at + 1, verdict + 1) for sign in _COLONS
    )
    return (
        parted or words[verdict] in _SENTENCED or "," in text.gap(verdict - 1) + text.gap(verdict)
    )


def _is_at_court(words: list[str], at: int, end: int) -> bool:
    """Whether the deed is done at a court or during a trial: "attentat devant le tribunal"."""
    for place in range(at + 1, min(at + 9, end - 1)):
        if words[place] in _PLACED:
            noun = place + 2 if words[place + 1] in _DETERMINERS else place + 1
            if noun < end and words[noun] in _COURTS | _VERDICTS | _SENTENCED | _BUILDINGS:
                return True
    return False


_BUILDINGS = word_set("courthouse courtroom courthouses gerichtsgebaude tribunales palais")
