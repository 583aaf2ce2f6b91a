"""How a kill or release names its item in words: by number, by slug, by headline."""

from __future__ import annotations

import re

from msgspec import Struct

from stream.dedupe.words.text import bare_label
from stream.model import Update

_CHARS = 1_500
"""Characters of an advisory's text that are read."""

_LONGEST_SLUG = 40
_NOUN = (
    r"(?:items?|stor(?:y|ies)|reports?|dispatch|number|no|nr|urgent|copy|meldung(?:en)?|eilmeldung"
    r"|nachricht|bericht|d[ée]p[êe]ches?|noticia|despacho|notizia|haber)"
)
_ORDER = (
    r"(?:(?:^|(?<=[.:;] )|\b(?:please|pls|bitte) )"
    r"(?:kill|withdraw|disregard|streichen|release|freigabe|hold)\b)"
)
_NUMBER = re.compile(
    rf"(?:(?:\b{_NOUN}\b|{_ORDER})[^\w\n]{{1,3}}|#|n° ?)+(?P<one>[a-z]{{0,5}}[- ]?\d{{2,5}})\b(?![.,:]\d)"
    r"(?=\W*$|[.,;:)\]]|\s*[-–—(]|\s(?:sent|moved|filed|issued|about|on|of|at|from|head(?:lin|)ed|slugged|titled"
    r"|with|and|which|that|is|was|has|vom|von|über|zu|und|wird|ist|wurde|du|sur|et|est|de|del|sobre|y|queda|e)\b)"
    r"|\b(?P<code>(?![a-z](?:19|20)\d\d)[a-z]\d{4})\b",
    re.IGNORECASE | re.MULTILINE,
)
"""A figure of the news ("would kill 17 people", "early reports: 40 hurt") is no item's number."""
_SLUG = re.compile(r"\bBC-+[\w-]+", re.IGNORECASE)
_SPACED_SLUG = re.compile(r"\b(?i:BC)-+[\w-]+(?: [A-Z][\w-]*){1,3}")
_SLUGGED = re.compile(r"\b(?:slugged|slug(?:line)?:?) [\"“„«]?([\w][\w/-]+)", re.IGNORECASE)
_TITLED = re.compile(
    r"\b(?:head(?:lin|)ed|titled|entitled|under the (?:headline|title)|headline:|intitul[ée]e|titulad[oa]"
    r"|mit (?:dem|der) (?:titel|[üu]berschrift))\W{1,3}(?:[\"“„«]([^\"”“»\n]{6,200})[\"”“»]|([^\n\"”“»]{6,200}))",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:(?:stor(?:y|ies)|reports?|items?|alerts?|snaps?) (?:about|on)"
    r"|(?:(?:eil)?meldung(?:en)?|berichte?) (?:zu[mr]?|über)"
    r"|d[ée]p[êe]ches? sur|noticias? sobre|notizi[ae] su(?:l|lla)?|notícias? sobre) ([^\n.;:(\"“„«]{6,120})",
    re.IGNORECASE,
)
"""What an advisory says that the texts it means are about: words of their headlines."""

_UNQUOTED_END = re.compile(
    r"[.;](?:\s|$)|,? (?:is|are|has been|was|which|that was|sent|moved|issued|filed|published|dated"
    r"|wird|ist|wurde|qui|est|que|ha sido|queda)\b"
)
_QUOTED = re.compile(r"[\"“„«]([^\"”“»\n]{12,200})[\"”“»]")
_TAGGED = re.compile(
    r"\W*(?:(?:URGENT|ADVISORY|BULLETIN|MANDATORY|STORY)\W+)*"
    r"(?:KILL|WITHDRAWN|WITHDRAWAL|KILLED|HOLD (?:LIFTED|RELEASED)|EMBARGO LIFTED|RELEASED?|ANNULATION|ANULACI[ÓO]N"
    r"|ANNULLIERUNG|ZUR[ÜU]CKGEZOGEN|SPERRFRIST AUFGEHOBEN|FREIGABE)"
    r"\s*(?:[:–—]|\s-|-(?=\S))\s*"
)
_SEQUENCE = re.compile(r"([a-z]*)[^a-z0-9]*(\d+)\W*$")


class References(Struct, frozen=True):
    """What an advisory names: numbers as sequence() writes them, slugs as slug() does, headlines."""

    numbers: tuple[str, ...]
    slugs: tuple[str, ...]
    headlines: tuple[str, ...]


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
    )
    if update.declared == "kill" and said == NOTHING:
        return References((), (), (bare_label(update.headline),))
    return said


def _headlines(headline: str, words: str) -> list[str]:
    found = [m[1] or _UNQUOTED_END.split(m[2], maxsplit=1)[0] for m in _TITLED.finditer(words)]
    found += _QUOTED.findall(words)
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
