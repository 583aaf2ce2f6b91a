"""What the rest of an item says for or against a word before its headline ("WITHDRAWN: …", "HOLD: …").

Agencies put such words before the headline of an item that they take back or keep back, editors of features before
one of the news ("WITHDRAWN: US troops leave last base"). A kill explains itself to editors, or has no text; a feature
has the news beneath it. So a text that is news, and says nothing of a story that is taken back, speaks against the
tag. An agency's own form (a dash with no space behind it, "WITHDRAWN-Bank cuts jobs") needs no more.
"""

from __future__ import annotations

import re
import unicodedata

from stream.wire.lifecycle.sentences import OF_NEWS
from stream.word_lists import Lists

_NEWS_CHARS, _WIDE_CHARS, _SENTENCES = 200, 30, 2
"""From how many characters and sentences on a text is news, where it has no dateline; in scripts of syllables
and words fewer do."""

_CHARS, _FIRST = 600, 4
"""How much of a text, and how many of its sentences, are looked at for an explanation."""

_UPPER = r"[^\W\d_a-zß-öø-ÿа-яёіїє]"
_DATELINE = re.compile(
    rf"{_UPPER}[^\n(:]{{1,60}}\([^()\n]{{2,30}}\)\s?[.:]?\s?[-–—]+\s"
    rf"|{_UPPER}[\w.’' -]{{1,40}}, (?:\d{{1,2}}\.? )?[^\W\d_]{{3,10}}\.?(?: \d{{1,2}})?(?: \([^()\n]{{2,30}}\)"
    rf"| - \w{{2,8}})?"
    rf"(?: ?[-–—]+|\.)\s|(?:{_UPPER}|[.,’'/ -]){{4,40}} [-–—]+\s"
)
"""How a text of the news begins: "ALDHAVEN, Nov 24 (Reuters) - ", "Lyon, 24 nov - ", "ALDHAVEN — "."""

_WORDS, _ITEMS = Lists("wire", "evidence"), Lists("wire", "items")
_ITEM = rf"(?:\b{_ITEMS.any_of('anywhere', 'explanation')}\b|{_ITEMS.any_of('explanation_phrase', 'unspaced')})"
_EXPLAINS = re.compile(
    rf"(?i)(?=.{{0,240}}?{_ITEM}).{{0,240}}?{_WORDS.any_of('taken_back')}", re.DOTALL
)

_ASKS = re.compile(rf"{_WORDS.any_of('asks')}\b(?!\w)", re.IGNORECASE)
"""Words that open a headline of a guide or a feature."""

_PRICES = re.compile(rf"(?i)\b{_WORDS.any_of('prices')}\b")
_FALL = re.compile(rf"(?i)\W*{_WORDS.any_of('price_tag')}")
"""The words that markets have as well: "Rectificatif" and "Berichtigung" are none of them."""

_INSTEAD = re.compile(rf"(?i)\((?:et )?{_WORDS.any_of('not')}\b")
_ITS_STORY = re.compile(r"(?i)\b(?:story|item|dispatch)\W*$")

_TIGHT = re.compile(r"\w[)\]]?-$")


def is_tight(tag: str, rest: str) -> bool:
    """Whether a tag stands in an agency's own form: a dash at once before the headline."""
    return _TIGHT.search(tag) is not None and rest[:1].strip() != ""


def asks(rest: str) -> bool:
    """Whether what follows a tag opens as a guide or a feature does ("How …", "Your …", "Así cambia …")."""
    return _ASKS.match(rest.lstrip(" «»\"“„'¿¡")) is not None


def is_of_prices(tag: str, rest: str) -> bool:
    """Whether a "correction" before a headline is one of markets; an agency's names its story, or what was wrong."""
    if not _FALL.match(tag) or _ITS_STORY.search(rest) or _INSTEAD.search(rest):
        return False
    return _PRICES.search(rest[:60]) is not None


def explains(body: str) -> bool:
    """Whether one of a text's first sentences is about a story and its taking back."""
    parts = OF_NEWS.split(body[:_CHARS])[:_FIRST]
    if _wide(body) * 2 > len(body[:_CHARS]):
        parts.append(body[:_CHARS])  # such sentences leave out what the one before has named
    return any(_EXPLAINS.match(part) for part in parts if part)


def is_news(body: str) -> bool:
    """Whether a text is one of the news: it has a dateline, or is of some length."""
    if _DATELINE.match(body):
        return True
    sentences = [part for part in OF_NEWS.split(body) if part and part.strip()]
    long = len(body) >= _NEWS_CHARS or _wide(body) >= _WIDE_CHARS
    return long and len(sentences) >= _SENTENCES


def after_dateline(body: str) -> str:
    """A text without the dateline that it begins with."""
    return body[found.end() :] if (found := _DATELINE.match(body)) else body


def is_news_alone(body: str) -> bool:
    """Whether a text is one of the news, and says nothing of a story that is taken back."""
    return bool(body) and is_news(body) and not explains(body)


def _wide(body: str) -> int:
    """How many characters of a text's beginning are as wide as those of Chinese, Japanese and Korean."""
    return sum(unicodedata.east_asian_width(c) == "W" for c in body[:_CHARS])
