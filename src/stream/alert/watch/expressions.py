"""What a rule writes under `words`: phrases joined by AND, OR, NOT and NEAR/n.

    expression = term {"OR" term}
    term       = near {("AND" | "NOT") near}          "a NOT b": a, and nowhere b
    near       = atom {"NEAR/" n atom}                 at most n words apart, in either order
    atom       = phrase | "quoted phrase" | "(" expression ")"

Operators are written in capitals; a phrase that holds such a word is quoted. In a script without spaces
each sign counts as a word of the distance.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from stream.alert.watch.words import Term, Text

Span = tuple[int, int]
_LEXEME = re.compile(r'\s*("[^"]*"|[()]|[^\s()"]+)')
_NEAR = re.compile(r"NEAR/([1-9][0-9]?)")


class Hit(NamedTuple):
    """A phrase that was found, as the rule writes it, and the field that holds it."""

    phrase: str
    field: str


Texts = Sequence[tuple[str, Text]]
"""The fields to look in, in order, each with its name."""


class Expression(Protocol):
    """An expression ready to be looked for; `anchors`: one of these is a word of any text that fits.

    `barred`: single words none of which a text that fits has, so that most are refused unread.
    """

    anchors: frozenset[str]
    barred: frozenset[str]

    def find(self, texts: Texts) -> list[Hit] | None:
        """The phrases by which it holds over the fields, or None."""


class Phrase:
    """Words in a row."""

    barred: frozenset[str] = frozenset()

    def __init__(self, term: Term) -> None:
        self.term, self.anchors = term, frozenset((term.anchor,))

    def find(self, texts: Texts) -> list[Hit] | None:
        """The first field that holds it."""
        first = self.term.first
        for field, text in texts:
            if first in text.sieve and self.term.stands_in(text):
                return [Hit(self.term.shown, field)]
        return None


class Either:
    """One of several."""

    barred: frozenset[str] = frozenset()

    def __init__(self, parts: Sequence[Expression]) -> None:
        self.parts = parts
        self.anchors = frozenset().union(*(part.anchors for part in parts))

    def find(self, texts: Texts) -> list[Hit] | None:
        """The first part that holds."""
        for part in self.parts:
            if (hits := part.find(texts)) is not None:
                return hits
        return None


class Both:
    """Several, of which some must not be there."""

    def __init__(self, parts: Sequence[Expression], without: Sequence[Expression]) -> None:
        self.parts, self.without = parts, without
        self.anchors = min((part.anchors for part in parts), key=len)
        words = (part.term for part in without if isinstance(part, Phrase))
        self.barred = frozenset(term.anchor for term in words if term.is_word)

    def find(self, texts: Texts) -> list[Hit] | None:
        """The hits of all parts, unless what is excluded stands in one of the fields."""
        found: list[Hit] = []
        for part in self.parts:
            if (hits := part.find(texts)) is None:
                return None
            found += hits
        for part in self.without:
            if part.find(texts):
                return None
        return found


class Near:
    """Phrases of one field, each at most `n` words from the next."""

    barred: frozenset[str] = frozenset()

    def __init__(self, parts: Sequence[Sequence[Term]], limits: Sequence[int]) -> None:
        self.parts, self.limits = parts, limits
        sets = (frozenset(term.anchor for term in part) for part in parts)
        self.anchors = min(sets, key=len)

    def find(self, texts: Texts) -> list[Hit] | None:
        """The phrases in the first field where they are near enough."""
        for field, text in texts:
            if (chain := self._chain(text)) is not None:
                return [Hit(term.shown, field) for term in chain]
        return None

    def _chain(self, text: Text) -> list[Term] | None:
        chains = [([term], span) for term, span in _places(self.parts[0], text)]
        for part, limit in zip(self.parts[1:], self.limits, strict=True):
            ends = _places(part, text) if chains else []
            chains = [
                ([*terms, term], span)
                for terms, last in chains
                for term, span in ends
                if _apart(last, span) <= limit
            ][:50]
        return chains[0][0] if chains else None


def _places(terms: Sequence[Term], text: Text) -> list[tuple[Term, Span]]:
    return [
        (term, (text.place(start), text.place(end - 1)))
        for term in terms
        for start, end in term.spans(text)
    ]


def _apart(one: Span, other: Span) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)


def parse(text: str) -> Expression:
    """The expression that a rule writes. Raises ValueError that says what is wrong with it."""
    return _Parser(text).whole()


class _Parser:
    """Reads an expression from left to right."""

    def __init__(self, text: str) -> None:
        if text.count('"') % 2:
            raise ValueError("a quotation mark is not closed")
        self._rest = _LEXEME.findall(text)

    def whole(self) -> Expression:
        """The expression, to the end of the text."""
        found = self._either()
        if self._rest:
            raise ValueError(f'"{self._rest[0]}" is out of place')
        return found

    def _either(self) -> Expression:
        parts = [self._both()]
        while self._next("OR"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Either(parts)

    def _both(self) -> Expression:
        parts, without = [self._near()], list[Expression]()
        while self._rest and self._rest[0] in ("AND", "NOT"):
            (parts if self._rest.pop(0) == "AND" else without).append(self._near())
        return parts[0] if len(parts) == 1 and not without else Both(parts, without)

    def _near(self) -> Expression:
        atoms, limits = [self._atom()], []
        while self._rest and (found := _NEAR.fullmatch(self._rest[0])):
            self._rest.pop(0)
            limits.append(int(found[1]))
            atoms.append(self._atom())
        return Near([_phrases(atom) for atom in atoms], limits) if limits else atoms[0]

    def _atom(self) -> Expression:
        if self._next("("):
            inner = self._either()
            if not self._next(")"):
                raise ValueError("a parenthesis is not closed")
            return inner
        return Phrase(self._phrase())

    def _phrase(self) -> Term:
        words: list[str] = []
        if self._rest and self._rest[0].startswith('"'):
            words.append(self._rest.pop(0).strip('"'))
        else:
            while self._rest and not _operator(self._rest[0]):
                words.append(self._rest.pop(0))
        term = Term(" ".join(words))
        if not words:
            here = f'before "{self._rest[0]}"' if self._rest else "at the end"
            raise ValueError(f"a word or phrase is missing {here}")
        if not term:
            raise ValueError(f'"{term.shown}" has no letter and no digit')
        return term

    def _next(self, wanted: str) -> bool:
        if self._rest and self._rest[0] == wanted:
            self._rest.pop(0)
            return True
        return False


def _operator(lexeme: str) -> bool:
    if lexeme.startswith("NEAR") and not _NEAR.fullmatch(lexeme):
        raise ValueError(f'"{lexeme}" must say how near: NEAR/1 to NEAR/99')
    return lexeme in ("AND", "OR", "NOT", "(", ")") or lexeme.startswith(('"', "NEAR/"))


def _phrases(atom: Expression) -> Sequence[Term]:
    if isinstance(atom, Phrase):
        return [atom.term]
    if isinstance(atom, Either):
        return [term for part in atom.parts for term in _phrases(part)]
    raise ValueError("NEAR/n stands between phrases, or phrases joined by OR")
