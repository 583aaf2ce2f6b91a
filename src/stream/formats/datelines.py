"""Datelines: where a text's first paragraph says that it is from, and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][^()\n]{1,80}?),? \((?P<agency>[A-Za-z][^()\n]{1,30})\)\.? ?[-–—_:]{1,2} ?"
)

_SLASHED = re.compile(
    r"(?P<place>[^\W\d_][^()/\n]{1,80}?),?\.? /(?P<agency>[^\W\d_][^()/\n]{1,30})/(?:[.:]| ?[-–—]{1,2})(?: |$)"
)
"""TASS, Ritzau and PR Newswire: `MOSCOW, June 11. /TASS/. The ...`."""

_DATED = re.compile(
    r"(?P<place>[A-Z][^()\n]{1,60}?), [A-Z][a-z]{2,8}\.? \d{1,2}(?: \(.{2,30}\)| [A-Z]{2,5})? ?[-–—_] "
)

_DAY = re.compile(
    r",? +(?:\d{1,2}\.? +[^\W\d_]{3,10}\.?|[^\W\d_]{3,10}\.? +\d{1,2})(?:,? +\d{4})?$"
)


def located(parts: Iterable[str]) -> tuple[str, str]:
    """The dateline's place and agency from the first paragraph that has one ("" if none has)."""
    for text in parts:
        if match := _DATELINE.match(text) or _SLASHED.match(text):
            return _DAY.sub("", match["place"]).strip(" ,"), match["agency"].strip()
        if match := _DATED.match(text):
            return match["place"].strip(" ,"), ""
    return "", ""


def without_dateline(text: str) -> str:
    """A paragraph without its dateline: the headline of an alert that has none."""
    match = _DATELINE.match(text) or _SLASHED.match(text) or _DATED.match(text)
    return text[match.end() :].strip() if match else text
