"""Texts around the news: round-ups of many stories, fact boxes, time lines, tables, diaries, analyses, obituaries.

They name places, actors and figures of other events and other years, and are known by how their headlines begin.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from stream.alert.watch.words import fold

_BEFORE = re.compile(
    r"\W*(?:(?:update|updated|refile|corrected|correction|rpt|repeat|wrapup) ?\d{0,2}\s*[-:]\s*)*"
)
_AFTER = r"\s*(?:[:|)\u2013\u2014]|-)"
_SLUG = re.compile(r"[^-:]+")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = tomllib.loads(files("stream.alert").joinpath("data/background.toml").read_text("utf-8"))
    tags, phrases = (
        "|".join(_term(fold(each)) for each in sorted(data[key], key=len, reverse=True))
        for key in ("tags", "phrases")
    )
    return re.compile(rf"(?:{tags}){_AFTER}"), re.compile(rf"(?<!\w)(?:{phrases})(?!\w)")


def _term(phrase: str) -> str:
    """A phrase as a pattern; "#" in it is a number in digits."""
    return re.escape(phrase).replace(r"\#", r"\d+")


def background(headline: str) -> str:
    """The words by which a headline says that its text is one of these, folded; else empty."""
    folded = fold(headline)
    tags, phrases = _patterns()
    start = _BEFORE.match(folded)
    found = tags.match(folded, start.end() if start else 0)
    if found and found[0][-1] == "-" and folded[found.end() :][:1].isalnum():
        found = found if _is_slug(headline, found[0][:-1]) else None  # "Table-top" is none
    found = found or phrases.search(folded)
    return found[0].strip(" -:|)\u2013\u2014") if found else ""


def bare(headline: str) -> str:
    """The headline, folded, without what agencies put before it ("UPDATE 2-", "CORRECTED:")."""
    folded = fold(headline)
    start = _BEFORE.match(folded)
    return folded[start.end() :] if start else folded


def _is_slug(headline: str, tag: str) -> bool:
    """Whether the tag stands in capitals."""
    parts = [part.strip() for part in _SLUG.findall(headline)[:3]]
    return any(part.isupper() and fold(part).endswith(tag.strip()) for part in parts)
