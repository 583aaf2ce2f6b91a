"""How a kill or release names its item in words: by number, by slug, by headline.

Its words are those of data/references.toml, which says why they are not the wire's.
"""

from __future__ import annotations

import re

from msgspec import Struct

from stream.dedupe.words.text import bare_label
from stream.model import Update
from stream.word_lists import Lists

_CHARS = 1_500
"""Characters of an advisory's text that are read."""

_LONGEST_SLUG = 40
_WORDS = Lists("dedupe", "references")
_NOUN = _WORDS.any_of("noun")
_ORDER = rf"(?:(?:^|(?<=[.:;] )|\b{_WORDS.any_of('please')} ){_WORDS.any_of('order')}\b)"
_NUMBER = re.compile(
    rf"(?:(?:\b{_NOUN}\b|{_ORDER})[^\w\n]{{1,3}}|#|n° ?)+(?P<one>[a-z]{{0,5}}[- ]?\d{{2,5}})\b(?![.,:]\d)"
    rf"(?=\W*$|[.,;:)\]]|\s*[-–—(]|\s{_WORDS.any_of('behind_number')}\b)"
    r"|\b(?P<code>(?![a-z](?:19|20)\d\d)[a-z]\d{4})\b",
    re.IGNORECASE | re.MULTILINE,
)
"""A figure of the news ("would kill 17 people", "early reports: 40 hurt") is no item's number."""
_SLUG = re.compile(r"\bBC-+[\w-]+", re.IGNORECASE)
_SPACED_SLUG = re.compile(r"\b(?i:BC)-+[\w-]+(?: [A-Z][\w-]*){1,3}")
_SLUGGED = re.compile(r"\b(?:slugged|slug(?:line)?:?) [\"“„«]?([\w][\w/-]+)", re.IGNORECASE)
_TITLE_CUE = rf"\b{_WORDS.any_of('titled')}"
_TITLED = re.compile(
    rf"{_TITLE_CUE}\W{{1,3}}(?:[\"“„«]([^\"”“»\n]{{6,200}})[\"”“»]|(?<![\"“„«])([^\n\"”“»„«]{{6,200}}))",
    re.IGNORECASE,
)
_TITLE_BEFORE = re.compile(
    rf"([^\n\"“”«»]{{6,200}}?) {_WORDS.any_of('titled_behind')}\b", re.IGNORECASE
)
_ABOUT = re.compile(rf"\b{_WORDS.any_of('about')} ([^\n.;:(\"“„«]{{6,120}})", re.IGNORECASE)
"""What an advisory says that the texts it means are about: words of their headlines."""

_UNQUOTED_END = re.compile(rf"[.;](?:\s|$)|,? {_WORDS.any_of('behind_title')}\b")
_QUOTED = re.compile(
    r"[\"“„«]([^\"”“»\n]{12,200})[\"”“»]"
    r"|(?<!\w)['‚‹]((?:[^'\n]|(?<=[^\W\d_])'(?=[a-zà-ÿ])){9,200})['›](?![a-zà-ÿ])"
    r"|(?<!\w)‘((?:[^’\n]|(?<=[^\W\d_])’(?=[a-zà-ÿ])){9,200})’(?![a-zà-ÿ])"
)
_BRACKETED = re.compile(
    r"「([^」\n]{6,100})」|『([^』\n]{6,100})』|《([^》\n]{6,100})》|〈([^〉\n]{6,100})〉|【([^】\n]{6,100})】"
)
"""How Chinese, Japanese and Korean advisories write a title."""

_TAGGED = re.compile(
    rf"\W*(?:{_WORDS.any_of('before_tag')}\W+)*{_WORDS.any_of('tag')}\s*(?:[:–—]|\s-|-(?=\S))\s*"
)
_LED = re.compile(r"\W*[^\W\d_][^:：】〕\]）)\n]{1,40}(?:[:：】〕\]）)]|\s[-–—]\s)\s*(?=.{6})")
"""What a kill's headline may begin with before the headline that it takes back, in any language."""

_SEQUENCE = re.compile(r"([a-z]*)[^a-z0-9]*(\d+)\W*$")


class References(Struct, frozen=True):
    """What an advisory names: numbers as sequence() writes them, slugs as slug() does, headlines.

    `openings` are texts that begin with a headline, which nothing shows the end of ("titled Mayor resigns was sent …").
    """

    numbers: tuple[str, ...]
    slugs: tuple[str, ...]
    headlines: tuple[str, ...]
    openings: tuple[str, ...] = ()


NOTHING = References((), (), ())


def references(update: Update) -> References:
    """Read the references in headline, note and text; a kill that names nothing else means its own headline."""
    texts = (update.headline, update.ed_note, update.body[:_CHARS])
    words = "\n".join(texts)
    numbers = [sequence(m["one"] or m["code"]) for m in _NUMBER.finditer(words)]
    named = re.compile(rf"\b{re.escape(update.provider)}\W{{0,2}}(\d{{2,5}})\b", re.IGNORECASE)
    numbers += [sequence(number) for number in named.findall(words)]
    slugs = [*_SLUG.findall(words), *_SPACED_SLUG.findall(words), *_SLUGGED.findall(words)]
    said = References(
        tuple(dict.fromkeys(number for number in numbers if number)),
        tuple(dict.fromkeys(name for name in map(slug, slugs) if name)),
        tuple(dict.fromkeys(_headlines(update.headline, words))),
        tuple(dict.fromkeys(m[2] for m in _TITLED.finditer(words) if m[2])),
    )
    if update.declared == "kill" and said == NOTHING:
        return References((), (), tuple(dict.fromkeys(_own_headlines(update.headline))))
    return said


def _own_headlines(headline: str) -> list[str]:
    """Return a kill's own headline, as it stands and without what it may begin with."""
    led = _LED.match(headline)
    return [bare_label(headline), *([headline[led.end() :]] if led else [])]


def _headlines(headline: str, words: str) -> list[str]:
    found = [m[1] or _UNQUOTED_END.split(m[2], maxsplit=1)[0] for m in _TITLED.finditer(words)]
    found += [m[1] for m in _TITLE_BEFORE.finditer(words)]
    for pattern in (_QUOTED, _BRACKETED):
        found += [m[m.lastindex or 0] for m in pattern.finditer(words)]
    found += [_UNQUOTED_END.split(about, maxsplit=1)[0] for about in _ABOUT.findall(words)]
    tag = _TAGGED.match(headline)
    if tag and len(headline) - tag.end() >= 6:
        found.append(headline[tag.end() :])
    return [bare_label(text.strip(" ,")) for text in found]


def sequence(stated: str) -> str:
    """One form for a sequence number: "b0412" is "b412", "dpa 157" is "dpa157", "0157" is "157"."""
    found = _SEQUENCE.search(stated.strip().lower())
    return f"{found[1]}{int(found[2][:12])}" if found else ""


def number_of(name: str) -> tuple[str, str]:
    """The service's letters and the digits of a sequence."""
    digits = name.lstrip("abcdefghijklmnopqrstuvwxyz")
    return name[: len(name) - len(digits)], digits


def slug(line: str) -> str:
    """One form for a slugline: without "BC-", lead marks and case ("BC-Mayor, 1st Ld" is "mayor")."""
    if not line:
        return ""
    name = re.split(r",|\(|\s-\s|\b\d(?:st|nd|rd|th)\b", line.casefold(), maxsplit=1)[0]
    words = re.findall(r"[^\W_]+", name)
    return "-".join(words[1:] if words[:1] == ["bc"] else words)[:_LONGEST_SLUG]
