"""Whose report a text is: the agency that it credits, else its provider; the unit of independence.

The names are in data/providers.toml. A credit is believed only if it names a known agency and
stands where credits stand: after the dateline, in the last lines, in the headline's tail; or if the first
sentence says that the news is another outlet's (relays.py).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from msgspec import Struct, ValidationError, convert

from stream.dedupe.relays import first_sentence, relaying
from stream.dedupe.words.frame import INITIALS, SIGNED
from stream.errors import ConfigError

Kind = Literal["agency", "paper", "broadcaster"]

_HEAD, _TAIL = 160, 260
"""Characters of a body in which a credit is looked for: the dateline's, and the last lines'."""

_PAREN = re.compile(r"[(（]([^()（）\n]{2,60})[)）]")
_CJK_DATELINE = re.compile(
    r"\s*([^\W\d_]{2,8}?(?:社|网|網))[^\W\d_]{1,8}\d{1,2}月\d{1,2}日(?:电|電|讯|訊)"
)
_NAME = r"([^\W\d_][\w.-]*(?:[ -][A-ZÀ-Þ][\w.-]*){0,3})"
_PHRASE = re.compile(
    r"(?i:reporting by|with (?:material|files|reporting) from|material from|mit material von"
    r"|avec|con información de|con informacion de|com informações da|©|\(c\)|copyright"
    r"|source:|quelle:|kaynak:)\s*(?:\d{4}\s+)?(?:the\s+|l'|la\s+)?" + _NAME
)
_SIGNED = re.compile(r"[-–—]{1,2}\s*" + _NAME + r"\W*$")
_CUES = (
    "reporting", "material", "files", "avec", "información", "informacion", "informações",
    "©", "(c)", "copyright", "source:", "quelle:", "kaynak:",
)  # fmt: skip
"""One of these is in every text that _PHRASE finds something in."""

_HEADLINE_TAIL = re.compile(
    r"(?:\s+[-–—|]{1,2}\s*([^-–—|():]{2,40})|\s+\(([^()]{2,40})\)|:\s+([^-–—|():]{2,40}))\s*$"
)
_TAILS = "-–—|(:"
"""One of these signs is in every tail of a headline."""

_SORT = re.compile(
    r"\s+(?:(?:news )?agency|(?:news)?paper|daily|TV|television|radio|ajansı|gazetesi)$",
    re.IGNORECASE,
)
"""What a headline adds to the name of whom it cites ("- Fars agency")."""

_MARKS, _LONGEST = " .,;:!?()[]\"'«»„“”’", 4
"""Signs around a name in a sentence, and the words of the longest one that is looked for there."""

_SPACED = str.maketrans(dict.fromkeys(_MARKS, " "))

_NOTED = re.compile(r"\b(?:source|quelle|kaynak|fuente|via):\s*([^\n.;,]{2,60})", re.IGNORECASE)
_SHARED = re.compile(r"\s*[,/&+]\s*|\s+and\s+|\s+und\s+|\s+et\s+")


class Provider(Struct, frozen=True, forbid_unknown_fields=True):
    """One outlet of data/providers.toml; `owner` names the house that it counts as."""

    name: str
    kind: Kind
    aliases: list[str] = []
    owner: str = ""


class Providers:
    """Looks names up; `unit` is what independent sources are counted in, `names` are all but the aliases."""

    def __init__(self, known: list[Provider]) -> None:
        self.names = frozenset(provider.name for provider in known)
        self._exact: dict[str, Provider] = {}
        self._folded: dict[str, Provider] = {}
        for provider in known:
            for name in (provider.name, *provider.aliases):
                self._add(name, provider)
        self._firsts = _firsts([*self._exact, *self._folded])

    def _add(self, name: str, provider: Provider) -> None:
        table, key = (self._exact, name) if len(name) <= 3 else (self._folded, name.casefold())
        if table.setdefault(key, provider) is not provider:
            raise ConfigError(
                f"providers.toml: {name!r} names {table[key].name!r} and {provider.name!r}"
            )

    def find(self, name: str) -> Provider | None:
        """Return the provider of this exact name or alias."""
        return self._exact.get(name) or self._folded.get(name.casefold())

    def feed(self, name: str) -> Provider | None:
        """Return the provider of a feed's name: an exact name, or an agency's or broadcaster's with
        a desk after it.
        """
        found, head = self.find(name), name
        while found is None and " " in head:
            head = head.rpartition(" ")[0]
            found = self.find(head)
        whole = found is not None and head != name and found.kind == "paper"
        return None if whole else found

    def unit(self, name: str) -> str:
        """Return the name that a provider or credit counts under as a source."""
        found = self.feed(name)
        return name if found is None else found.owner or found.name

    def reprints(self, name: str) -> bool:
        """Tell if a verbatim text under this name is a reprint: it is no agency that we know."""
        found = self.feed(name)
        return found is None or found.kind != "agency"

    def credit(self, headline: str, body: str) -> str:
        """Return the unit of the agency that a text credits, or an empty string.

        At a headline's end, and in the first sentence, any outlet that we know is credited: the report is its,
        whoever relays it.
        """
        if (named := self._named(headline) or self._relayed(body)) is not None:
            return named.owner or named.name
        for name in _candidates(body):
            for part in _SHARED.split(name):
                if (found := self.find(part.strip(" .:"))) and found.kind == "agency":
                    return found.owner or found.name
        return ""

    def stated(self, source: str, note: str) -> str:
        """Return the unit of the outlet that a feed names as an item's source, or that its note does, or an
        empty string.
        """
        noted = _NOTED.search(note)
        name = source.strip() or (noted[1].strip() if noted else "")
        return self.unit(name) if name else ""

    def bare(self, headline: str) -> str:
        """Return the headline without a credit at its end ("Blast shuts port - Reuters")."""
        found = _tail(headline)
        return headline[: found.start()] if found and self._named(headline) else headline

    def _relayed(self, body: str) -> Provider | None:
        """Return the outlet from which the first sentence says that it has its news."""
        sentence = first_sentence(body)
        if self._firsts.keys().isdisjoint(sentence.casefold().translate(_SPACED).split()):
            return None
        words = sentence.split()
        plain = [word.strip(_MARKS).casefold() for word in words]
        for at, (word, after) in enumerate(zip(plain, [*plain[1:], ""], strict=True)):
            # "The" begins many an outlet's name and most sentences: the next word tells that it is none.
            if (seconds := self._firsts.get(word)) and ("" in seconds or after in seconds):
                for end in range(min(len(words), at + _LONGEST), at, -1):
                    found = self.find(" ".join(words[at:end]).strip(_MARKS))
                    if found is not None:
                        if relaying(words, at, end, outset=found.kind == "agency"):
                            return found
                        break
        return None

    def _named(self, headline: str) -> Provider | None:
        found = _tail(headline)
        name = (found[1] or found[2] or found[3]).strip(" .") if found else ""
        parts = (name, _SORT.sub("", name), *_SHARED.split(name))
        return next((p for part in parts if part and (p := self.find(part))), None)


def _firsts(names: list[str]) -> dict[str, set[str]]:
    """Return the first words of names, and which words may come next; an empty one for a name of one word."""
    found: dict[str, set[str]] = {}
    for name in names:
        first, *rest = name.casefold().split()
        found.setdefault(first, set()).add(rest[0].strip(_MARKS) if rest else "")
    return found


def _tail(headline: str) -> re.Match[str] | None:
    return _HEADLINE_TAIL.search(headline) if any(map(headline.__contains__, _TAILS)) else None


def _candidates(body: str) -> list[str]:
    head, tail = body[:_HEAD], body[-_TAIL:]
    names = _PAREN.findall(head) if "(" in head or "（" in head else []
    if not head.isascii() and (opens := _CJK_DATELINE.match(head)):
        names.append(opens[1])
    names += reversed(_PAREN.findall(tail)) if "(" in tail or "（" in tail else []
    phrases = [phrase for text in (tail, *names) for phrase in _phrases(text)]
    if signed := _SIGNED.search(body, max(0, len(body) - 40)):
        phrases.append(signed[1])
    signed_off = body[-SIGNED:].rstrip()[-1:].isalnum()  # initials are letters
    if signed_off and (initials := INITIALS.search(body, max(0, len(body) - SIGNED))):
        names += [p if len(p) < 3 else p.upper() for p in initials[1].split("/")]
    return names + [name for phrase in phrases for name in _prefixes(phrase)]


def _phrases(text: str) -> list[str]:
    return _PHRASE.findall(text) if any(map(text.casefold().__contains__, _CUES)) else []


def _prefixes(phrase: str) -> list[str]:
    words = phrase.rstrip(".").split(" ")
    return [" ".join(words[:n]) for n in range(len(words), 0, -1)]


@cache
def load(more: str = "") -> Providers:
    """Read data/providers.toml, and `more` in the same form (TOML) before it; what was read is kept.

    A user's entry takes the place of one of the same name. Raises ConfigError for what is no such table.
    """
    text = files("stream.dedupe").joinpath("data/providers.toml").read_text("utf-8")
    own = _read(more)
    names = {provider.name for provider in own}
    return Providers([*own, *(p for p in _read(text) if p.name not in names)])


def _read(text: str) -> list[Provider]:
    try:
        return convert(tomllib.loads(text).get("provider", []), list[Provider])
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ConfigError(f"providers: {error}") from error
