"""Later words for an actor named before: its bracketed abbreviation, "the group", "the ministry"."""

from __future__ import annotations

from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader

_ARMED = frozenset(("armed-group", "political", "party"))
BACK = {
    "group": _ARMED | {"ngo", "monitor"}, "militia": _ARMED, "movement": _ARMED,
    "organisation": _ARMED | {"ngo", "igo"},
    "organization": _ARMED | {"ngo", "igo"}, "faction": _ARMED, "party": frozenset(("party",)),
    "monitor": frozenset(("monitor",)), "watchdog": frozenset(("monitor", "igo", "ngo")),
    "bloc": frozenset(("igo",)), "alliance": frozenset(("igo", "party", "armed-group")),
    "ministry": frozenset(("ministry",)), "company": frozenset(("company",)), "court": frozenset(("court",)),
    "charity": frozenset(("ngo",)), "cartel": _ARMED, "junta": frozenset(("military",)),
    "groupe": _ARMED, "mouvement": _ARMED, "grupo": _ARMED, "gruppe": _ARMED | {"ngo"}, "movimiento": _ARMED,
    "organizacion": _ARMED | {"ngo"}, "miliz": _ARMED, "orgut": _ARMED, "группировка": _ARMED, "группировки": _ARMED,
    "движение": _ARMED, "الجماعه": _ARMED, "الحركه": _ARMED, "التنظيم": _ARMED, "الهيئه": _ARMED,
}  # fmt: skip
"""A noun → the kinds of actor that it can point back to."""

_ARTICLES = frozenset(("the", "le", "el", "o", "die", "der", "das", "the", "la", "il"))
_OPENS_NAME = frozenset(("of", "for", "de", "des", "del", "der", "s"))
LONGEST_ABBREVIATION = 8


def abbreviations(reader: Reader, names: list[tuple[Hit, str]]) -> dict[str, str]:
    """The folded abbreviation that a bracket behind a name introduces → the actor."""
    text = reader.text
    found: dict[str, str] = {}
    for hit, actor in names:
        at = hit.last
        if at >= len(text.words) or "(" not in text.gap(at) or not text.gap(at + 1).startswith(")"):
            continue
        written = text.plain[text.starts[at] : text.end(at)]
        if len(written) <= LONGEST_ABBREVIATION and sum(map(str.isupper, written)) * 2 > len(
            written
        ):
            found.setdefault(text.words[at], actor)
    return found


def repeats(reader: Reader, short: dict[str, str]) -> list[tuple[Hit, str]]:
    """Where an abbreviation stands again, outside the names that were found."""
    text = reader.text
    return [
        (_words(reader, at, at + 1), short[word])
        for at, word in enumerate(text.words)
        if word in short and reader.covering(at) is None and text.upper(at)
    ]


def back_references(
    reader: Reader, names: list[tuple[int, str, str]], marks: list[int]
) -> list[tuple[Hit, str]]:
    """Each "the group" among the words `marks`, with the last actor of a fitting kind before it.

    `names` are (word, actor, kind), in order.
    """
    text = reader.text
    found = []
    for at in marks:
        kinds = BACK.get(text.words[at])
        if kinds is not None and reader.covering(at) is None and _points_back(reader, at):
            before = [actor for first, actor, kind in names if first < at and kind in kinds]
            if before:
                start = at - (text.words[at - 1] in _ARTICLES and not text.opens(at))
                found.append((_words(reader, start, at + 1), before[-1]))
    return found


def _points_back(reader: Reader, at: int) -> bool:
    text = reader.text
    arabic = not text.words[at].isascii() and text.words[at].startswith("ال")
    if (
        not (text.before(at) in _ARTICLES or arabic)
        or reader.hyphenated(at)
        or reader.hyphenated(at + 1)
    ):
        return False
    following = text.words[at + 1] if at + 1 < text.sentence_end(at) else ""
    return following not in _OPENS_NAME and not (
        text.upper(at) and text.words[at].isascii() and not text.opens(at)
    )


def _words(reader: Reader, first: int, last: int) -> Hit:
    text = reader.text
    return Hit(first, last, text.starts[first], text.end(last - 1), text.words[first])
