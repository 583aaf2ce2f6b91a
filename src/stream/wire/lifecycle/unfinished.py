"""Places of a text that were to be filled in and never were: "aged XX", "TK", "[HOSPITAL]".

Newsrooms keep prepared texts (obituaries, results, verdicts) with such marks; one that goes out by mistake
is held for an editor. XX is a Roman numeral as well, and TK a company: they count only where nothing but
a number or a word to come can be meant.
"""

from __future__ import annotations

import re

from stream.wire.dates.months import month_of
from stream.word_lists import Lists

_WORDS = Lists("wire", "unfinished")
_YEARS = _WORDS.any_of("years")
_GAP_MARKS = r"(?:X{2,4}|TK(?:TK)*|\?\?+|#{2,}|_{2,})"
_MARKS = re.compile(
    rf"(?:(?i:(?<!\w){_WORDS.any_of('age')})\s+X{{2,4}}[\s-]+(?i:{_YEARS})(?!\w))"
    rf"|(?i:(?<!\w){_WORDS.any_of('age_alone')})\s+{_GAP_MARKS}(?!\w)"
    rf"|(?<![\w.$?-]){_GAP_MARKS}[\s-]+(?i:{_WORDS.any_of('counted_plainly')})(?!\w)"
    rf"|(?<![\w.-])X{{2,4}}[\s-]*(?i:{_WORDS.any_of('shares')})(?!\w)"
    rf"|(?<![\w.$?-])(?:(?:TK)+|X{{3,4}}|\?\?+|#{{2,}}|_{{2,}})[\s-]+(?i:{_WORDS.any_of('years', 'counted')})(?!\w)"
    r"|(?<!\w)TK-(?:feira|day|year)(?!\w)|(?<!\w)(?:TK){2,}(?!\w)"
    rf"|[\[{{](?:{_WORDS.any_of('field').upper()}|(?i:insert [^\]{{}}]{{1,40}}|to come))[\]}}]"
    rf"|[(\[](?i:{_WORDS.any_of('to_come')}) (?:TK|(?i:to come))(?:TK)*[)\]]"
    r"|(?i:lorem ipsum dolor)"
)
_DATES = re.compile(r"(?<!\w)XX(?:\.| de)? ([^\W\d_]{3,})")
"""A day to come, before a month."""

_HINTS = ("XX", "TK", "??", "##", "__", "[", "{", "to come)", "orem ipsum")
"""One of these is in every text that the marks can match: a cheap first look."""


def blanks(text: str) -> list[str]:
    """The places that were never filled in, in the text's own words, each once."""
    if not any(hint in text for hint in _HINTS):
        return []
    found = [mark[0] for mark in _MARKS.finditer(text)]
    found += [date[0] for date in _DATES.finditer(text) if month_of(date[1])]
    return list(dict.fromkeys(found))
