"""Texts that tell of many events in a row: "Ukraine war, day 1,470: what you need to know", "NEWS IN BRIEF".

Words of such a text lead to every story of the day and to none: it joins no story and none joins it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_END = r"(?=\s*(?:$|[:(/–—-]))"
"""What follows on a heading that stands for the whole text, written END in the data file."""


def is_digest(headline: str, language: str) -> bool:
    """Tell by the headline if a text is a list of news or a daily report (data/digests.toml)."""
    return _pattern(language).search(headline.casefold()) is not None


@cache
def _pattern(language: str) -> re.Pattern[str]:
    data = tomllib.loads(files("stream.dedupe").joinpath("data/digests.toml").read_text("utf-8"))
    every = [p.replace("END", _END) for p in (*data.get(language, ()), *data["any"])]
    # Where no word begins none of those that begin with a word is tried: five times as fast as one after another.
    inner = "|".join(p.removeprefix(r"\b") for p in every if p.startswith(r"\b"))
    return re.compile("|".join([rf"\b(?:{inner})", *(p for p in every if not p.startswith(r"\b"))]))
