"""Whether a later version puts something in the place of what a rule has matched, or only tells less."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from stream.alert.life.changes import REWRITTEN, carried, leading
from stream.alert.life.rows import ItemRow
from stream.alert.texts.background import bare
from stream.alert.texts.stances import spared

_NUMBERS = re.compile(r"\d\S* → \S*\d")
"""A figure exchanged for another, as dedupe says it."""

_TAG = re.compile(r"\W*[^\W\d_]{4,}\s*(?::|[-\u2013\u2014|]\s?)")
"""What an agency puts before the headline of a correction, in any language: a word with a colon or dash."""


_WORD = re.compile(r"\d[\d.,]*|[^\W\d_]+")


def exchanges(before: ItemRow, after: ItemRow, about: Collection[str]) -> bool:
    """Whether a version puts something in the place of what a rule `about` such things has matched.

    A later text that only tells less (a word, a figure, the urgency of a flash) takes nothing back, nor does
    a correction of which all can be seen to be figures, from a rule that asks for words or labels.
    """
    if not about:
        return False
    if after.declared == "correction" and not corrects_figures_only(before, after):
        return True
    if any(_is_exchange(each) for each in after.changes):
        return True
    was, now = {each[0]: each for each in before.figures}, {each[0]: each for each in after.figures}
    if "figure" in about and any(now[kind][2] < was[kind][2] for kind in was.keys() & now.keys()):
        return True  # a figure that rises is still as many as the rule asks for
    if "figure" in about and _is_recount(before, after):
        return True
    gone = leading(before) & carried(before).keys() - carried(after).keys()
    come = leading(after) & carried(after).keys() - carried(before).keys()
    return not (_kinds(gone) & _kinds(come)).isdisjoint(about)


def _is_recount(before: ItemRow, after: ItemRow) -> bool:
    """Whether the same people are now counted as something else ("wounds 11", where it was "kills 11"), or
    there are none ("nobody dead")."""
    was, now = {each[0]: each for each in before.figures}, {each[0]: each for each in after.figures}
    if not spared(after).isdisjoint(kind.partition(" ")[0] for kind in was):
        return True
    gone = {was[kind][1:3] for kind in was.keys() - now.keys()}
    return any(now[kind][1:3] in gone for kind in now.keys() - was.keys())


def _is_exchange(change: str) -> bool:
    """Whether a word stands for another; a text told in other words is none, nor is a figure."""
    return " → " in change and not change.startswith(REWRITTEN) and not _NUMBERS.search(change)


def _kinds(ids: Iterable[str]) -> set[str]:
    return {id_.partition(":")[0] for id_ in ids}


def corrects_figures_only(before: ItemRow, after: ItemRow) -> bool:
    """Whether the headlines differ in figures alone, and the figures of casualties do, too.

    One word for another is a figure only if no digit stands on either side: "nine" for "eleven".
    """
    if before.figures == after.figures:
        return False
    was, now = _core(before.headline), _core(after.headline)
    if len(was) != len(now):
        return False
    differ = [pair for pair in zip(was, now, strict=True) if pair[0] != pair[1]]
    others = [pair for pair in differ if not any(word[:1].isdigit() for word in pair)]
    return bool(differ) and (not others or (len(differ) == len(others) == 1))


def _core(headline: str) -> list[str]:
    """The words of a headline without the tag before it."""
    tag = _TAG.match(headline)
    if tag and headline[: tag.end()].isupper():
        headline = headline[tag.end() :]
    return _WORD.findall(bare(headline))
