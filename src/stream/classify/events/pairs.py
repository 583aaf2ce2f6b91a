"""Events that two words tell together, near each other, where none does alone: "trucks of flour reach the north"."""

from __future__ import annotations

from functools import cache

from stream.classify.words.lexicon import parse_toml, read_data
from stream.classify.words.text import fold, with_clitic, word_set
from stream.model import EventClass

_APART = 7
"""Words between the two, at most."""
_CONDEMNED = word_set(
    fold("""
    condamne condamnes condamnee condamnent condena condenan condeno condenado condenada condena condenou condanna
    condannato condannata condannati verurteilt verurteilte осудил осудила осудили осужден veroordeeld skazany skazal
""")
)
"""Words for an act of a court and for strong disapproval."""
_OF_COURTS = word_set(
    fold("""
    ans mois prison tribunal cour juge juges peine anos cadena carcel prision juez jueza corte stf anni carcere giudice
    tribunale ergastolo jahre jahren jahr haft gericht landgericht oberlandesgericht freiheitsstrafe bewahrung лет года
    колонии суд судом prisao juiz jaar cel rechtbank lat sad wiezienia
""")
)
"""Beside one of these words it is the court's."""

_EXCHANGED = word_set("""
    fire gunfire shots rocket rockets tirs disparos tiros colpi feuer fuoco artillery salvos
""")
_FIRES, _AIMED = word_set("fire fires fired"), word_set("on at into")
_SHOOTERS = word_set("""
    police troops soldiers forces gunmen guards officers army militants rebels jets warships navy coastguard security
    policemen militia fighters snipers
""")
"""Before "fire on" these shoot; a firm may be fired at, too."""
_OPENED = word_set("open opens opened opening")
"""Right before fire: shots at somebody."""
_EXCHANGE = word_set("""
    exchange exchanged exchanges exchanging trade traded trades trading echange echangent echanges intercambio
    intercambian
    intercambiaron enfrentan enfrentaron cruzan tauschten scambio scambiano troca trocam trocaram
""")
"""Before fire or shots these tell of a fight."""


_BLOCKS = word_set(
    "block blocks blocked close closes closed bloquean bloquearon bloquent bloqueiam bloccano"
)
_RESIDENTS = word_set("""
    residents villagers farmers growers drivers truckers students workers miners locals commuters families mothers
    activists teachers demonstrators protesters campesinos vecinos agricultores transportistas agriculteurs habitants
    moradores agricoltori
""")
_ROADS = word_set("""
    road roads highway highways motorway street streets bridge railway tracks rails route routes carretera carreteras
    rutas autoroute rodovia rodovias strada
""")


_THREATS = word_set(
    fold("""
    threat threats threaten threatens threatened threatening menace menaces menacent menacer amenaza amenazan amenazo
    amenazaron droht drohen drohte drohten drohung minaccia minacciano ameaca ameacam ameacou угрожает угрожают
    пригрозил пригрозила пригрозили погрожує погрожують dreigt dreigen tehdit mengancam يهدد تهدد هدد هددت تهديد
    """)
)
_REACH_THREAT = 4
_PARTED = word_set(
    "as after while amid over following since before and but despues tras apres nach dopo apos после"
)
"""Between a threat and a deed these make two things of them."""
_SANCTIONS = word_set(
    fold("sanctions embargo sanciones sanktionen sanzioni sancoes санкции санкций sankcje sancties")
)
_EASED = word_set("lift lifts lifting ease eases easing end ending suspend delay drop relief")
_COME = word_set("came come comes coming")
_CRITICS = word_set("""
    for over after amid about critics criticism lawmakers opposition activists groups media because
""")
"""Behind "under fire" these make it blame."""


@cache
def _pairs() -> list[tuple[EventClass, frozenset[str], frozenset[str]]]:
    """The pairs of data/actors/events.toml: class, words of the one kind and of the other."""
    tables = parse_toml(read_data("actors/events.toml"), "events.toml")["pairs"]
    return [(kind, _forms(lists["one"]), _forms(lists["other"])) for kind, lists in tables.items()]


def _forms(words: str) -> frozenset[str]:
    return frozenset(form for word in fold(words).split() for form in with_clitic(word))


def paired(words: list[str], first: int, end: int) -> tuple[int, EventClass] | None:
    """Where the second word of the first pair stands in the words `first` to `end`, and the class it tells."""
    found: list[tuple[int, EventClass]] = []
    told = words[first:end]
    for kind, one, other in _pairs():
        if one.isdisjoint(told) or other.isdisjoint(told):
            continue
        ones = [at for at in range(first, end) if words[at] in one]
        found += [
            (max(at, near), kind)
            for at in range(first, end)
            if words[at] in other
            for near in ones
            if 0 < abs(at - near) <= _APART
        ]
    return min(found, default=None)


def of_court(words: list[str], at: int, first: int, end: int) -> EventClass | None:
    """The class of a word that condemns: a sentence of a court coerces, a statement accuses; None for other words."""
    if words[at] not in _CONDEMNED:
        return None
    return "accuse" if _OF_COURTS.isdisjoint(words[first:end]) else "coerce"


def is_threatened(words: list[str], at: int, first: int) -> bool:
    """Whether a deed is only threatened: "menace de grève", "threatens to hit bases"."""
    if words[at + 1 : at + 2] in (["threat"], ["threats"]):
        return True  # "bomb threat"
    before = words[max(first, at - _REACH_THREAT) : at]
    return not _THREATS.isdisjoint(before) and _PARTED.isdisjoint(before)


def is_sanction(words: list[str], at: int, end: int) -> bool:
    """Whether what is agreed on are sanctions, and not their end: "agrees 18th package of sanctions"."""
    behind = words[at + 1 : min(at + 1 + _APART, end)]
    return not _SANCTIONS.isdisjoint(behind) and _EASED.isdisjoint(behind)


def is_roadblock(words: list[str], at: int, first: int, end: int) -> bool:
    """Whether residents or workers block a road: a protest, no coercion."""
    return (
        words[at] in _BLOCKS
        and not _RESIDENTS.isdisjoint(words[first:at])
        and not _ROADS.isdisjoint(words[at:end])
    )


def _is_drawn(words: list[str], at: int, end: int) -> bool:
    """Whether somebody "came under fire", and for nothing that he did or said."""
    came = words[at - 1] == "under" and words[at - 2] in _COME
    return came and _CRITICS.isdisjoint(words[at + 1 : min(at + _APART, end)])


def _is_shot(words: list[str], at: int) -> bool:
    """Whether armed men "fire on" somebody."""
    return words[at] in _FIRES and words[at + 1] in _AIMED and at > 0 and words[at - 1] in _SHOOTERS


def exchanges(words: list[str], first: int, end: int) -> list[int]:
    """Where fire is exchanged, drawn or opened, which no single word tells: "trade fire", "came under fire"."""
    told = words[first:end]
    shot = (
        []
        if _FIRES.isdisjoint(told)
        else [at for at in range(first, end - 1) if _is_shot(words, at)]
    )
    if _EXCHANGED.isdisjoint(told):
        return shot
    return shot + [
        at
        for at in range(first + 1, end)
        if words[at] in _EXCHANGED
        and (
            words[at - 1] in _OPENED
            or not _EXCHANGE.isdisjoint(words[max(first, at - 3) : at])
            or _is_drawn(words, at, end)
        )
    ]
