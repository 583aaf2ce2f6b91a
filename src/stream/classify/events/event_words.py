"""The telling words of events and their classes, from data/actors/events.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import get_args

from stream.classify.words.automaton import is_unspaced
from stream.classify.words.lexicon import parse_toml, read_data
from stream.classify.words.text import fold, with_clitic
from stream.errors import ConfigError
from stream.model import EventClass

_ALSO_OF_STORMS = frozenset(("hit", "hits", "struck", "hitting"))
"""What an accident does as well."""


@dataclass(frozen=True, slots=True)
class EventWords:
    """A telling word → its class; `assaults` are the words of violence that tell of it by themselves;
    `calamity` are accidents and disasters: nobody's deed, and so are `mild` words alone where `industry` is;
    `unspaced` are the telling words of Chinese, `accidents` its words for calamities and industry;
    `violent` all words of assaults, weak ones too, `hostile` those that neither industry nor storms share."""

    kinds: dict[str, EventClass]
    assaults: set[str]
    calamity: set[str]
    industry: set[str]
    mild: set[str]
    unspaced: tuple[str, ...]
    accidents: tuple[str, ...]
    violent: frozenset[str]
    hostile: frozenset[str]


@cache
def event_words() -> EventWords:
    """The words of data/actors/events.toml; the first class that claims a word has it."""
    known: dict[str, EventClass] = {kind: kind for kind in get_args(EventClass)}
    firm: dict[str, EventClass] = {}
    weak: dict[str, EventClass] = {}
    accidents = {
        "calamity": {"words": set[str]()},
        "industry": {"words": set[str](), "mild": set[str]()},
    }
    for name, lists in parse_toml(read_data("actors/events.toml"), "events.toml").items():
        if name == "pairs":
            continue
        if name in accidents:
            for key, words in lists.items():
                accidents[name][key].update(
                    form for word in fold(words).split() for form in with_clitic(word)
                )
            continue
        if name not in known:
            raise ConfigError(f"events.toml: {name}: none of PLOVER's classes")
        for table, key in ((firm, "words"), (weak, "weak")):
            for written in map(fold, lists.get(key, "").split()):
                for word in with_clitic(written):
                    if word not in firm:
                        table.setdefault(word, known[name])
    assaults = {word for word, kind in firm.items() if kind == "assault"}
    kinds = weak | firm
    calamity, industry = accidents["calamity"]["words"], accidents["industry"]
    return EventWords(
        kinds,
        assaults,
        calamity,
        industry["words"],
        industry["mild"],
        tuple(sorted(filter(is_unspaced, kinds))),
        tuple(sorted(filter(is_unspaced, calamity | industry["words"]))),
        violent := frozenset(word for word, kind in kinds.items() if kind == "assault"),
        violent - industry["mild"] - _ALSO_OF_STORMS,
    )
