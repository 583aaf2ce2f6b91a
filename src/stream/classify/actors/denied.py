"""Names that a text says had no part in it: "bandits, not Boko Haram", "the PKK was not behind the bombing"."""

from __future__ import annotations

from itertools import compress, count

from stream.classify.events.negation import INVOLVED
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader
from stream.classify.words.text import Text, word_set

_NOT = word_set("not nicht pas non nao ne niet не ليس ليست وليس وليست statt anstatt")
_NO = frozenset(("no",))
"""Spanish, Italian and Portuguese; in English it says something of the noun only ("no Hamas leader")."""
_BEHIND_NO = word_set("fue fueron era eran es son el la los las por del de e foi o os foram")
DENYING = (
    _NOT
    | _NO
    | word_set("lieu lugar vez invece rather instead nothing degil never nunca kein keine plutot")
)
"""A text without any of these words denies nobody's part."""

_PASSED = word_set("""
    the a an o os as foram linked connected tied related affiliated by of than that was were is are been be
    being le la les l el los las il lo gli die der das den dem des
    von durch par por pour de del du d da do di fue fueron era eran es son foi war ist waren est sont c ce etait
    work deed doing oeuvre fait obra opera werk carried out committed done perpetrated caused fighters gunmen militants
    members men forces rebels fighter miembros combattants kampfer бойцы боевики
""")
"""What may stand between "not" and the name: "not carried out by the"."""
_ASKING = word_set("or if whether why ob oder ou si или")
"""Before "not" these leave it open: "whether or not Hamas agrees"."""
_LINKED = word_set("linked connected tied related affiliated")
_TO = frozenset(("to", "with"))
_BEING = word_set("is are was were be being been not")
_CLAIMING = word_set(
    "claim claimed claims admit admitted accept accepted yet revendique reivindico bekannt"
)
"""Behind "not" these leave it open: "has not claimed responsibility"."""
_INSTEAD = frozenset((
    ("au", "lieu"), ("en", "lugar"), ("en", "vez"), ("em", "vez"), ("invece", "di"), ("instead", "of"), ("rather",
    "than"),
    ("plutot", "que"),
))  # fmt: skip
_REACH, _REACH_ON = 7, 5


def denial_reach(text: Text) -> frozenset[int]:
    """Where a name must begin to be denied at all: near a word of `DENYING`; empty for most texts."""
    if DENYING.isdisjoint(text.vocabulary):
        return frozenset()
    near: set[int] = set()
    for at in compress(count(), map(DENYING.__contains__, text.words)):
        near.update(range(at - _REACH - _REACH_ON, at + _REACH + 1))
    return frozenset(near)


def is_denied(reader: Reader, hit: Hit, named: bool = True) -> bool:
    """Whether the words before or behind a name say that it was not this one.

    Of a common noun (not `named`) "they are not guerrillas" only tells what they are.
    """
    return _is_negated(reader, hit.first, named) or (named and _had_no_part(reader, hit.last))


def _is_negated(reader: Reader, first: int, named: bool) -> bool:
    text = reader.text
    for at in range(first, max(0, first - _REACH), -1):
        word = text.before(at)
        if not word or "," in text.gap(at):
            return False
        pair = (text.before(at - 1), word)
        if pair in _INSTEAD:
            return True
        if word in _NO:
            listed = at - 1 > 0 and "," in text.gap(at - 1)
            return listed or text.words[at] in _BEHIND_NO
        if word in _NOT:
            return pair[0] not in _ASKING and (named or pair[0] not in _BEING)
        if word not in _PASSED and not (word in _TO and pair[0] in _LINKED):
            return False
    return False


def _had_no_part(reader: Reader, last: int) -> bool:
    text = reader.text
    if last >= len(text.words):
        return False
    end = min(last + _REACH_ON, text.sentence_end(last - 1))
    if text.words[last] == "degil":
        return last < text.sentence_end(last - 1)
    for at in range(last, end):
        if text.gap(at) != " ":
            return False
        if text.words[at] in DENYING:
            behind = text.words[at + 1 : min(at + 4, text.sentence_end(at))]
            return not INVOLVED.isdisjoint(behind) and _CLAIMING.isdisjoint(behind)
    return False
