"""What a later version says otherwise, as an editor reads it: "toll 12 → 20", "rate 2.75 → 2.50%", "strikes → upholds".

Two figures are told as an exchange only if both measure the same (measures.py), or if they are all that was exchanged;
else there is one line, "figures added: 6,000 passengers". Whether there is a change at all, on which verdicts rest, is
said by changes.differences.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from stream.dedupe.copies.similarity import share
from stream.dedupe.words.changes import LIMIT, Facts, opposites, renamed, turned
from stream.dedupe.words.measures import PLURAL
from stream.dedupe.words.numbers import ONE, value
from stream.dedupe.words.text import informative

ADDED = 4
"""Figures told as added."""

LIKE = 0.75
"""From this Jaccard index of the openings' words on, a "no" that came or went is said of the same thing, and so is the
only figure that nothing measures.
"""


def told(
    old: Facts, new: Facts, old_tokens: Collection[int], new_tokens: Collection[int], language: str
) -> list[str]:
    """Return the changes from an old text to a new one, the most telling first, no more than LIMIT."""
    alike = share(frozenset(old_tokens), frozenset(new_tokens)) >= LIKE
    turns = turned(old, new, language) or (_hedged(old, new, language) if alike else [])
    lines = [*_figures(old, new, language, alike), *turns]
    if not alike:
        lines = [line for line in lines if not line.startswith(("+ ", "- "))]
    return [*lines, *renamed(old, new, old_tokens, new_tokens, language)][:LIMIT]


def _hedged(old: Facts, new: Facts, language: str) -> list[str]:
    """Return the word that made a deed uncertain, or a plan, and came or went: "- may"."""
    words = frozenset().union(*(one for one, _ in opposites(language).stages))
    was, now = words & set(old.lead_marks), words & set(new.lead_marks)
    if was and now:
        return []
    return [f"+ {min(now)}"] if now else [f"- {min(was)}"] if was else []


def _figures(old: Facts, new: Facts, language: str, alike: bool) -> list[str]:
    was, now = _labels(old), _labels(new)
    before, after = _values([*was, *old.figures]), _values([*now, *new.figures])
    gained = [figure for figure in now if value(figure) not in before]
    pairs = _exchanged(was, now, gained, language)
    lost = [f for f in was if value(f) not in after and f not in pairs.values()]
    rest = [figure for figure in gained if figure not in pairs]
    unclear = [f for f in lost if not was[f]], [f for f in rest if not now[f]]
    if len(unclear[0]) == len(unclear[1]) == 1 and (alike or len(lost) == len(rest) == 1):
        pairs[unclear[1][0]] = unclear[0][0]
        lost.remove(unclear[0][0])
        rest.remove(unclear[1][0])
    if len(rest) + len(lost) == 1:
        pairs |= _one(old, new, lost, rest)
    lines = [_line(one, figure, now.get(figure, "")) for figure, one in pairs.items()]
    known = {now.get(figure, "") for figure in pairs}
    rest = [figure for figure in rest if figure not in pairs and now[figure] not in known]
    return [
        *lines,
        *_added(rest, now, language),
        *([] if lines or rest else _later(old, new, before, after)),
    ]


def _labels(facts: Facts) -> dict[str, str]:
    """Return the figures of the lead and what each measures; a "one" that counts nothing is a pronoun."""
    labels = [*facts.measures, *[""] * len(facts.lead_figures)]
    pairs = zip(facts.lead_figures, labels, strict=False)
    return {"1" if f == ONE else f: label for f, label in pairs if f != ONE or label[:1] == "#"}


def _values(figures: Iterable[str]) -> set[str]:
    return {value(figure) for figure in figures if figure != ONE}


def _exchanged(
    was: dict[str, str], now: dict[str, str], gained: Collection[str], language: str
) -> dict[str, str]:
    """Return for each figure that came the one that it replaced: the only ones that measure the same. Of the dead and
    hurt it is the first, which a headline states.
    """
    pairs: dict[str, str] = {}
    for key in dict.fromkeys(_key(label, language) for label in now.values() if label):
        mine = [figure for figure, label in now.items() if _key(label, language) == key]
        came = [figure for figure in mine if figure in gained]
        gone = [
            f
            for f, label in was.items()
            if _key(label, language) == key and value(f) not in _values(mine)
        ]
        if came and gone and (key[0] == "#" or len(came) == len(gone) == 1):
            pairs[came[0]] = gone[0]
    return pairs


def _key(label: str, language: str) -> tuple[str, ...]:
    """Return what two labels of one measure have in common, in any number and case of their words."""
    if not label or label[0] in "#=":
        return (label[:1], label[1:])
    sign = label[0] if label[0] in "%$/@" else ""
    words = label.removeprefix(sign).split()
    said = words if sign else words[:1]  # what follows may be a verb ("24 crew runs")
    return sign, *(str(informative(word, language) or word.casefold()) for word in said)


def _line(before: str, after: str, label: str) -> str:
    sign, rest = label[:1], label[1:]
    if sign == "$":
        unit, _, noun = rest.partition(" ")
        return f"{noun} {before} → {after} {unit}".lstrip()
    if sign == "=":
        return (
            _year(f"{before} → {after}")
            if rest == "year"
            else f"{'age ' * (rest == 'age')}{before} → {after}"
        )
    return {
        "#": f"{rest} {before} → {after}", "%": f"{rest} {before} → {after}%".lstrip(),
        "/": f"{before} → {after}/{rest}", "@": f"{rest} {before} → {after}", "": f"{before} → {after}",
    }.get(sign, f"{before} → {after} {label}")  # fmt: skip


def _year(text: str) -> str:
    return text.replace(",", "")


def _one(old: Facts, new: Facts, lost: list[str], rest: list[str]) -> dict[str, str]:
    """Return the exchange of a figure for the word "one", a pronoun elsewhere: it counts only as the other half."""
    was, now = ONE in old.lead_figures, ONE in new.lead_figures
    if lost and now and not was:
        return {"1": lost[0]}
    return {rest[0]: "1"} if rest and was and not now else {}


def _added(rest: Collection[str], now: dict[str, str], language: str) -> list[str]:
    """Return one line of the figures that came for nothing, if it is clear what they count."""
    found: dict[str, str] = {}
    for figure in rest:
        if _counts(now[figure], language):
            found.setdefault(now[figure], _with(figure, now[figure]))
    return [f"figures added: {', '.join(list(found.values())[:ADDED])}"] if found else []


def _counts(label: str, language: str) -> bool:
    """Tell if a label says what a figure counts: a unit or a plural, not any word that follows it."""
    if not label or label[0] in "=@":
        return False
    return label[0] in "#%$/" or (language in PLURAL and label.endswith("s"))


def _with(figure: str, label: str) -> str:
    sign, rest = label[:1], label[1:]
    if sign == "$":
        unit, _, noun = rest.partition(" ")
        return f"{noun} {figure} {unit}".lstrip()
    told = {"#": f"{rest} {figure}", "%": f"{rest} {figure}%".lstrip(), "/": f"{figure}/{rest}"}
    return told.get(sign, f"{figure} {label}")


def _later(old: Facts, new: Facts, before: Collection[str], after: Collection[str]) -> list[str]:
    """Return the exchange of one figure further down for another one, if there is no more than that."""
    gained = [figure for figure in new.figures if value(figure) not in {*before, ONE}]
    lost = [f for f in (*old.lead_figures, *old.figures) if value(f) not in {*after, ONE}]
    return [f"{lost[0]} → {gained[0]}"] if len(gained) == len(lost) == 1 else []
