"""Tables of results: rows of names and scores, which no reader would call a report."""

from __future__ import annotations

import re

TABLE = "results table"
"""The kind that the refusal names."""

_LOOKED_AT = 50_000
"""Characters by which a text is judged: longer tables begin as they go on."""

_FEWEST_ROWS = 6
_SENTENCE_WORDS = 8
_MOST_PROSE = 0.2
_LEAST_SCORES = 1 / 3
_NUMBER = re.compile(r"[(\[]?[+-]?\d[\d:.,/()\[\]+-]*[;)\]]*")
_SCORE = re.compile(r"(?<![\d:./-])\d{1,3}[:–-]\d{1,3}(?![\d:./–-])")
_WORD = re.compile(r"[^\W\d_]{2}")


def is_table(text: str) -> bool:
    """Whether a plain text is a table of results: six rows with numbers or more, hardly a sentence.

    A row is a line or a part of one between semicolons; a row with eight words and few numbers is a
    sentence, and at most a fifth of the words may stand in those. A third of the rows with numbers has
    to hold a score ("2:1", "6-4"): the earnings of companies in rows ("Net 8.1 mln vs 9.2 mln") are
    news, and so are the weather's. The shares are the project's own.
    """
    text = text[:_LOOKED_AT]
    rows = [row for line in text.splitlines() for row in line.split("; ") if row.strip()]
    words = prose = numbered = scored = 0
    for row in rows:
        tokens = row.split()
        digits = sum(_NUMBER.fullmatch(token) is not None for token in tokens)
        letters = sum(_WORD.search(token) is not None for token in tokens)
        words, numbered = words + letters, numbered + (digits > 0)
        scored += _SCORE.search(row) is not None
        if letters >= _SENTENCE_WORDS and digits * 5 <= letters:
            prose += letters
    if numbered < _FEWEST_ROWS or prose > words * _MOST_PROSE:
        return False
    return scored >= numbered * _LEAST_SCORES
