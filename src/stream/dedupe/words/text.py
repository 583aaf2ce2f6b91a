"""Reading a text for comparison: without credits, datelines and sign-offs, as words, as informative
tokens.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from itertools import islice, pairwise
from struct import pack
from zlib import crc32

from msgspec import Struct

from stream.dedupe.words.frame import stripped

WORD = re.compile(r"\w+")
UNSPACED = frozenset({"zh", "ja", "th", "yue", "lo", "km", "my"})
"""Languages (ISO 639) that are written without spaces: compared by characters."""

LEAD_CHARS, TOKENS = 420, 32
"""The lead is the headline and the first two sentences, at most so many characters; and the tokens
kept of it.
"""

FIRM = re.compile(
    r"<[A-Z][\w.&' -]{0,60}>|\([A-Z]{1,6}\.[A-Z]{1,2}\)"
    r"|\b[A-Z][\w&'-]+,? (?:Inc|Corp|Ltd|Plc|PLC|Co|AG|SA|NV|SpA|GmbH|KGaA|AB|Oyj|A\.Ş|INC|CORP|LTD)\b"
)
"""A firm's mark in a wire's text: "<IBM>", "(SAPG.DE)", "Bloom Co Ltd"."""

_FIRMS = frozenset(
    ["Inc", "Corp", "Ltd", "Plc", "PLC", "Co", "AG", "SA", "NV", "SpA", "GmbH", "KGaA", "AB", "Oyj", "A",
     "INC", "CORP", "LTD"]
)  # fmt: skip
"""One of these words is in every mark without a bracket."""


def names_firm(said: Opening) -> bool:
    """Tell if an opening names a firm."""
    text = said.text
    hint = "<" in text or "(" in text
    hint = hint or not (_FIRMS.isdisjoint(said.headline) and _FIRMS.isdisjoint(said.sentences))
    return hint and FIRM.search(text) is not None


_LABEL = re.compile(
    r"^\W*(?:(?:UPDATE|WRAPUP|RPT|REPEAT|REFILE|CORRECTED|CORRECTION|CORRECTS|ADVISORY|URGENT|FLASH|BULLETIN|ALERT"
    r"|BREAKING(?: NEWS)?|EILMELDUNG|EIL|KORREKTUR|BERICHTIGUNG|DÜZELTME|SON DAKİKA|CORRECCIÓN|CORRECTIF|RECTIFICATIF"
    r"|URGENTE?|ALERTE)\)?(?:\s*\([^)]*\))?\s*\d{0,2}\s*(?:[-–—:/.]+\s*|(?=\())|"
    r"(?:Correct(?:ion|ed|s)|Update[ds]?|Korrektur|Berichtigung|Düzeltme|Corrección|Rectificatif)\s*\d{0,2}\s*[-–—:]\s*)+"
)

_FIRM_NAME = re.compile(
    r"\b((?:[A-Z][\w&'-]+,? ){1,3})(?:Inc|Corp|Ltd|Plc|PLC|Co|AG|SA|NV|SpA|GmbH|KGaA|AB|Oyj|INC|CORP|LTD)\b"
)


def firms(said: Opening) -> frozenset[str]:
    """Return the words of firms' names in an opening ("Bloom" of "Bloom Ltd")."""
    return frozenset([word for name in _FIRM_NAME.findall(said.text) for word in words(name)])


_SENTENCE = re.compile(
    r"[.!?。！？؟\n](?:(?<=[.!?])['\"”’)]*\s+(?=[^\Wa-z])|(?<=[。！？؟])|(?<=\n)\s*\n)"
)
"""The end of a sentence, where no small letter goes on ("approx. nine"). It begins with one set of signs, which is
looked for faster than one of three patterns.
"""


_SIGNS = {chr(n): chr(n) if WORD.match(chr(n)) else " " for n in range(128)}
_PLAIN = str.maketrans(_SIGNS)
_FOLDED = str.maketrans({sign: plain.lower() for sign, plain in _SIGNS.items()})
"""What makes words of plain ASCII: four times as fast as a pattern."""

_QUOTES = "“”‘’—–…"


def words(text: str) -> list[str]:
    """Return the words of a text as they are written: runs of letters and digits."""
    text = _unquoted(text)
    return text.translate(_PLAIN).split() if text.isascii() else WORD.findall(text)


def folded(text: str) -> list[str]:
    """Return the words of a text without case."""
    text = _unquoted(text)
    return text.translate(_FOLDED).split() if text.isascii() else WORD.findall(text.casefold())


def _unquoted(text: str) -> str:
    """Return a text without the quotes and dashes that most texts have of all that isn't ASCII."""
    if not text.isascii():
        for sign in _QUOTES:
            text = text.replace(sign, " ")
    return text


class Reading(Struct):
    """A text made ready: `words` of headline and body in lower case, the first `head` of them the
    headline's.
    """

    language: str
    headline: str
    body: str
    place: str
    words: list[str]
    body_words: list[str]
    head: int
    content: bytes


def read(headline: str, body: str, language: str) -> Reading:
    """Read a text; `content` is a hash of its words, the same for any spacing, case or credit line."""
    place, rest = stripped(body, language.partition("-")[0] not in UNSPACED)
    head, tail = folded(headline), folded(rest)
    both = head + tail
    content = blake2b(" ".join(both).encode(), digest_size=8).digest()
    return Reading(
        language.casefold().partition("-")[0],
        headline,
        rest,
        place,
        both,
        tail,
        len(head),
        content,
    )


def bare_label(headline: str) -> str:
    """Return a headline without its "UPDATE 2-", "CORRECTED -"."""
    found = _LABEL.match(headline)
    return (headline[found.end() :] or headline) if found else headline


def labelled(headline: str) -> bool:
    """Tell if the headline itself says that it updates or corrects an earlier text."""
    found = _LABEL.match(headline)
    return bool(
        found
        and re.match(r"\W*(?:UPDATE|WRAPUP|REFILE|CORRE|KORR|BERICHT|DÜZ|RECTIF)", found[0].upper())
    )


class Opening(Struct, frozen=True):
    """How a text opens, as words in their own case: the headline, the dateline's place, two
    sentences.

    `text` is the headline and the sentences as they stand; `end` is where in the body the sentences
    end.
    """

    headline: list[str]
    place: list[str]
    sentences: list[str]
    text: str
    end: int


def opening(reading: Reading) -> Opening:
    """Return the opening of a text, without the headline's label."""
    headline, end = bare_label(reading.headline), _second(reading.body[:LEAD_CHARS])
    sentences = reading.body[:end]
    return Opening(
        words(headline),
        words(reading.place),
        words(sentences),
        f"{headline}\n{sentences}",
        end,
    )


def _second(body: str) -> int:
    second = next(islice(_SENTENCE.finditer(body), 1, None), None)
    return second.end() if second else len(body)


class Tokens(Struct, frozen=True):
    """The informative words of an opening as hashes, the first `head` from the headline.

    Bit n of `names` says that token n is a name; `headnames` are the names of the headline as
    written.
    """

    hashes: tuple[int, ...]
    head: int
    names: int
    headnames: tuple[str, ...]


def tokens(said: Opening, language: str) -> Tokens:
    """Return the informative words of an opening: stemmed, without stop words and figures."""
    if language in UNSPACED:
        return _grams(said)
    found: dict[int, bool] = {}
    _collect(found, said.headline, language, _cased(said.headline, language), 2 * TOKENS // 3)
    head = len(found)
    _collect(found, said.place, language, False, TOKENS)
    _collect(found, said.sentences, language, _cased(said.sentences, language), TOKENS)
    for word in things(said, language):
        if (token := informative(word, language)) in found:
            found[token] = False
    for word in _placed(said, language):
        if (token := informative(word, language)) in found:
            found[token] = True
    names = sum([1 << n for n, name in enumerate(found.values()) if name])
    return Tokens(tuple(found), head, names, _headnames(said, found, language))


def _placed(said: Opening, language: str) -> list[str]:
    """Return the places of a text whose script has no capitals: its dateline's, and what follows "city" and such."""
    before = _places().get(language)
    if before is None:
        return []
    words = [*said.headline, *said.sentences]
    return [*said.place, *(b for a, b in pairwise(words) if a in before)]


def things(said: Opening, language: str) -> list[str]:
    """Return the nouns with an indefinite article, where each noun has a capital: they are no names ("eine Rauchwolke",
    "in einer alten Lagerhalle").
    """
    before = articles(language)
    if not before:
        return []
    found, open_ = [], False
    for word in (*said.headline, *said.sentences):
        if word[0].isupper() and word.casefold() not in before:
            if open_:
                found.append(word)
            open_ = False
        elif word.casefold() in before:
            open_ = True
    return found


@cache
def articles(language: str) -> frozenset[str]:
    """Return the indefinite articles of a language that writes every noun with a capital (data/articles.toml)."""
    text = files("stream.dedupe").joinpath("data/articles.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text).get(language, "").split())


@cache
def _places() -> dict[str, frozenset[str]]:
    text = files("stream.dedupe").joinpath("data/places.toml").read_text("utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


def _grams(said: Opening) -> Tokens:
    # Without a segmenter two characters are the nearest thing to a word.
    found: dict[int, None] = {}
    head = 0
    for words in (said.headline, said.sentences):
        found.update(dict.fromkeys(pairs(words)))
        head = head or len(found)
    return Tokens(tuple(found)[:TOKENS], min(head, TOKENS), 0, ())


def pairs(runs: list[str]) -> list[int]:
    """Return the hashes of each two characters that stand side by side, in order."""
    return [crc32(run[n : n + 2].encode()) for run in runs for n in range(len(run) - 1)]


def _collect(
    found: dict[int, bool], words: list[str], language: str, cased: bool, limit: int
) -> None:
    known = _informative[language]
    first = True
    for word in words:
        token = known.get(word)
        if token is None:
            token = informative(word, language)
        if token:
            name = cased and not first and word[0].isupper()
            if token in found:
                if name:
                    found[token] = True
            elif len(found) < limit:
                found[token] = name
        first = False


def _cased(words: list[str], language: str) -> bool:
    """Tell if capitals mark names here: not in a text in capitals, nor In A Headline Like This. A telling word in lower
    case says that they do ("Ligue 1: Lyon bat Lens").
    """
    firsts = [w[0] for w in words]
    capital, figures = sum(map(str.isupper, firsts)), sum(map(str.isdecimal, firsts))
    if not (len(words) > 2 and capital > 0.7 * (len(words) - figures)):
        return True
    if capital + figures == len(words):
        return False
    return any(w[0].islower() and len(w) > 2 and informative(w, language) for w in words)


def _headnames(said: Opening, found: dict[int, bool], language: str) -> tuple[str, ...]:
    """Return the names of a headline; what the text has in lower case as well is none ("Live: Captain …")."""
    names = [w for w in said.headline if len(w) > 1 and found.get(informative(w, language))]
    if not names:
        return ()
    plain = set(said.sentences)
    named = [w for w in names if not (w[0].isupper() and w.lower() in plain)]
    return tuple(dict.fromkeys(named))[:8]


_informative: defaultdict[str, dict[str, int]] = defaultdict(dict)
"""Words whose hash is known, by language: only for speed, emptied when it has _WORDS of them."""

_WORDS = 1 << 16


def informative(word: str, language: str) -> int:
    """Return the hash of a word's stem, or 0 for a stop word, a figure or a single letter."""
    known = _informative[language]
    if (token := known.get(word)) is not None:
        return token
    if len(known) >= _WORDS:
        known.clear()
    low = word.casefold()
    idle = len(low) < 2 or low in stopwords(language) or low[0].isdecimal()
    known[word] = token = 0 if idle else crc32(stem(low, language).encode()) or 1
    return token


_ARTICLE = re.compile(r"^[وف]?(?:[بك]?ال|لل)(?=\w{3})")
"""The Arabic article, and the letters that are written before it."""


def stem(word: str, language: str) -> str:
    """Return a rough stem: English endings off, other languages cut to six letters; one for all forms of
    a word (data/forms.toml).
    """
    word = _forms(language).get(word, word)
    if language == "ar":
        word = _ARTICLE.sub("", word)
    if language != "en":
        return word[:6]
    for ending in ("ians", "ian", "ia"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    for ending, rest in (("ies", 2), ("ing", 4), ("ed", 4), ("es", 4), ("s", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= rest and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    return word.removesuffix("e") if len(word) > 4 else word


@cache
def _forms(language: str) -> dict[str, str]:
    data = tomllib.loads(files("stream.dedupe").joinpath("data/forms.toml").read_text("utf-8"))
    groups = [line.split() for line in re.split(r"[|\n]", data.get(language, ""))]
    return {word: group[0] for group in groups for word in group[1:]}


@cache
def stopwords(language: str) -> frozenset[str]:
    """Return the stop words of a language (data/stopwords.toml); none for a language that has no
    list.
    """
    return _stopwords().get(language, frozenset())


def languages() -> list[str]:
    """Return the languages whose words are read in a way of their own, and one for all others."""
    return [*sorted(_stopwords()), "und"]


@cache
def _stopwords() -> dict[str, frozenset[str]]:
    text = files("stream.dedupe").joinpath("data/stopwords.toml").read_text("utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


def packed(hashes: tuple[int, ...]) -> bytes:
    """Pack token hashes as little-endian 32-bit numbers."""
    return pack(f"<{len(hashes)}I", *hashes)
