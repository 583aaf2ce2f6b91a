"""What the sender says an update is, read from status, signals and the conventions of headlines.

The tags are those that agencies put before a headline ("CORRECTED-", "UPDATE 2-", "(2nd LD)"). A
tag counts only with its separator, so that news about killing or correcting is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from stream.model import Declared
from stream.wire.lifecycle import notes
from stream.wire.lifecycle.evidence import asks, explains, is_news, is_of_prices, is_tight
from stream.wire.lifecycle.notices import replaces
from stream.wire.lifecycle.takebacks import follows_one_taken_back, is_kill
from stream.wire.lifecycle.tryout import is_marked_test
from stream.word_lists import Lists

_SEPARATOR = r"\s*(?:[:：–—]|-+\s*(?=\S)|\.\.\.)"
_NUMBER = r"(?:\s*\d{1,2})?(?:\s*\([\w. ]{2,20}\))?"

_WORDS = Lists("wire", "tags")
_CORRECTION = _WORDS.any_of("correction")
_REPEAT = _WORDS.any_of("repeat")
_UPDATE = _WORDS.any_of("update")
_NOTICE = (
    r"(?i:(?:kill|takedown|withdrawal|retraction)(?: ?/ ?(?:kill|takedown|withdrawal))? notice)"
)
_EVENT = rf"(?i:(?:[^\W\d_]{{1,4}}[\s'’])?(?:[^\W\d_]+[\s'’])?{_WORDS.any_of('event')}\w*)"
_DOUBTED_IN_BRACKETS = (
    rf"(?:{_WORDS.any_of('before_closed')}[・･/／、 と])?{_WORDS.any_of('kill_or_news_closed')}"
)
_FRAME = r"\s*[+*=]{2,}"
"""Signs on both sides of a tag ("++ CORREZIONE ++")."""

_Weight = Literal["firm", "weak", "explained"]
"""Whether a tag counts by itself, unless the item speaks against it, or only if its text explains it."""

_TAGS: tuple[tuple[Declared, _Weight, str], ...] = (
    ("kill", "firm", rf"{_WORDS.any_of('kill')}(?:{_SEPARATOR}|\s*$)|{_NOTICE}(?=\W|$)"),
    ("kill", "firm", rf"{_WORDS.any_of('kill_alone')}\s*$"),
    ("kill", "firm", rf"[\[【〔(（]{_WORDS.any_of('kill_closed')}[\]】〕)）]"),
    (
        "kill",
        "firm",
        r"(?:KILL(?: KILL)+\b|KILL\s?\*{2,}|(?i:mandatory kill)\s*(?:[:–—]|-\s))|(?i:kill)\s*[-:.–—]+\s*BC-",
    ),
    ("kill", "weak", rf"{_WORDS.any_of('kill_or_news')}(?:{_SEPARATOR}|\s*$)"),
    (
        "kill",
        "weak",
        rf"{_WORDS.any_of('kill_or_off')}(?:{_SEPARATOR}(?!\s*{_EVENT})|{_FRAME}|\s*$)",
    ),
    ("kill", "weak", rf"[\[【〔(（]{_DOUBTED_IN_BRACKETS}[\]】〕)）]"),
    ("kill", "weak", r"KILL(?:\s*[:：–—]|\s+-+\s|-(?=[A-Z][a-z])|\s*$)"),
    (
        "kill",
        "weak",
        r"(?i:(?:story|item) (?:withdrawn|killed|retracted)|kill this story)(?:\s*[:–—]|\s*$)",
    ),
    ("kill", "weak", r"(?:WITHDRAWAL(?: ADVISORY| NOTICE)?|RETRACTION)(?:\s*:|\s+[-–—]+\s|\s*$)"),
    ("kill", "explained", rf"{_WORDS.any_of('kill_if_explained')}(?:{_SEPARATOR}|\s*$)"),
    (
        "correction",
        "firm",
        rf"{_WORDS.any_of('correction_firm')}{_NUMBER}(?:{_SEPARATOR}|\s*$)",
    ),
    (
        "correction",
        "weak",
        rf"[(\[（]?{_CORRECTION}{_NUMBER}(?:[)\]）]|{_SEPARATOR}|{_FRAME}|\s*$)",
    ),
    (
        "correction",
        "firm",
        rf"{_WORDS.any_of('replacing')}(?:{_SEPARATOR}|\s*$)|CORRECTING (?i:and) REPLACING\b",
    ),
    ("correction", "firm", rf"(?i:{_WORDS.any_of('correction_of')})(?!\w)"),
    (
        "correction",
        "firm",
        r"(?i:clarification)\s*:(?=[^\n]{1,80} (?:story|stories|item)\s*$)",
    ),
    ("correction", "firm", rf"{_WORDS.any_of('correction_slashed')}\s?/"),
    ("correction", "weak", rf"{_WORDS.any_of('correction_loud')}\s*(?::|\s-\s|\s*$)"),
    ("correction", "weak", rf"(?i:{_CORRECTION})\s*(?::|\s-\s)"),
    ("correction", "firm", rf"[(\[【](?i:{_CORRECTION})(?:\s?:[^()\[\]]{{1,100}})?[)\]】]"),
    ("correction", "firm", rf"[(\[](?i:{_WORDS.any_of('corrects')})\b[^()\[\]]{{1,60}}[)\]]"),
    ("refile", "firm", rf"(?:REFILE|REFILED|REFILING){_NUMBER}(?:{_SEPARATOR}|\s*$)"),
    ("repeat", "weak", rf"{_REPEAT}{_NUMBER}(?:{_SEPARATOR}|{_FRAME})"),
    ("repeat", "firm", rf"[(\[](?i:{_REPEAT})[)\]]"),
    (
        "update",
        "weak",
        rf"(?:\d{{1,2}}(?:(?i:st|nd|rd|th)|\.) )?{_UPDATE}{_NUMBER}(?:{_SEPARATOR}|{_FRAME})",
    ),
    ("update", "weak", rf"LEAD \d{{1,2}}{_SEPARATOR}"),
    ("update", "firm", rf"[(\[](?i:{_UPDATE}){_NUMBER}[)\]]"),
    ("update", "firm", rf"[(\[](?i:{_WORDS.any_of('adds')})(?!\w)[^()\[\]]{{1,100}}[)\]]"),
    ("update", "weak", rf"(?i:{_WORDS.any_of('update_spelt')})\s*:"),
    ("update", "firm", r"[(\[](?:UPDATED?|\d(?:st|nd|rd|th) LD|LEAD|LD)(?: \d{1,2})?[)\]]"),
)
_TAG = re.compile("|".join(f"(?P<{kind}_{n}>{tag})" for n, (kind, _, tag) in enumerate(_TAGS)))
_LEADING = re.compile(
    r"(?:[\s*#=+]|(?:URGENT|ADVISORY|BULLETIN|EDITORS|EDS|Eds|ATTENTION)\b\s*[-:–—]?)*+"
)
_CORRECTED_SUFFIX = re.compile(
    rf"(?:[(\[](?i:{_CORRECTION}|{_WORDS.any_of('corrects')} [^()\[\]]{{1,60}})[)\]]"
    r"|(?:\s[-–—]\s|--|,\s*)(?:CORRECTION|CORRECTED|CORRECTIVE))\s*$"
    r"|(?<=,)\s*(?i:correct(?:ion|ive))\s*$"
)
_SUFFIXES: tuple[tuple[Declared, re.Pattern[str]], ...] = (
    ("repeat", re.compile(rf"[(\[]{_REPEAT}[)\]]\s*$")),
    (
        "update",
        re.compile(rf"[(\[](?i:{_WORDS.any_of('adds')})(?!\w)[^()\[\]]{{1,100}}[)\]]\s*$"),
    ),
    ("update", re.compile(rf"[(\[](?i:(?:\d(?:st|nd|rd|th) )?{_UPDATE})(?: \d{{1,2}})?[)\]]\s*$")),
)
_COUNTED = re.compile(rf"\s[-–—]\s{_UPDATE} \d{{1,2}}$")
"""The mark of a later version behind a headline ("… - UPDATE 3")."""

_WRITETHRU = re.compile(r"(?i)\b\d{1,2}(?:st|nd|rd|th)[ -](?:ld|lead)\b|\bwritethr(?:u|ough)\b")
_RANK: tuple[Declared, ...] = ("kill", "correction", "refile", "repeat", "update")
_MOST_TAGS = 4
_TAG_CHARS = 80
"""How much of a text without a headline is looked at for a tag."""

_SIGNALS: dict[str, Declared] = {
    "edstat:c": "correction",
    "edstat:d": "kill",
    "edstat:u": "update",
    "correction": "correction",
    "corrected": "correction",
    "update": "update",
    "updated": "update",
    "writethru": "update",
    "refile": "refile",
    "repeat": "repeat",
    "kill": "kill",
    "killed": "kill",
    **dict.fromkeys(("withdraw", "withdrawn", "withdrawal"), "kill"),
    **dict.fromkeys(("retracted", "retraction", "recalled"), "kill"),
}
"""Signals by their code. `edStat` codes are letters, so they count only with their scheme."""

_SCHEME = re.compile(r"(?i)(?:.*[/#:])?edstat(?:us)?[/#:]([A-Z])")


def declared(
    status: str,
    signals: Iterable[str],
    headline: str,
    slugline: str = "",
    ed_note: str = "",
    body: str = "",
    provider: str = "",
) -> Declared:
    """The strongest thing that status, signals or wording declare; a kill is the strongest.

    `provider` is the item's own: who else withdraws a story is in the news.
    """
    found: set[Declared] = {"kill"} if status == "canceled" else set()
    found.update(_of_signal(signal) for signal in signals)
    found.update(_of_headline(headline or body[:_TAG_CHARS], body))
    if _is_writethru(headline) or _is_writethru(slugline):
        found.add("update")
    found |= {notes.of_note(ed_note), notes.of_body(body)}
    if ed_note and (replaces(ed_note) or follows_one_taken_back(ed_note, body)):
        found.add("correction")
    killed = is_kill(headline, slugline, ed_note, body, provider)
    if killed or "kill" in _of_headline(ed_note):
        found.add("kill")
    return next((kind for kind in _RANK if kind in found), "none")


def is_test(
    headline: str, ed_note: str, signals: Iterable[str] = (), body: str = "", slugline: str = ""
) -> bool:
    """Whether an item says that it is a test or an exercise, by a signal or in words (`tryout`)."""
    if any(_code(signal) in ("test", "exercise") for signal in signals):
        return True
    return is_marked_test(headline, ed_note, body, slugline)


def _end(pattern: re.Pattern[str], text: str, at: int = 0) -> int:
    """Where an optional beginning of `text` ends; `at` if it isn't there."""
    match = pattern.match(text, at)
    return match.end() if match else at


class _Tag(NamedTuple):
    """A tag, as it was found before a headline; `rest` is what follows."""

    kind: Declared
    weight: _Weight
    text: str
    rest: str


def _tags(headline: str) -> Iterator[_Tag]:
    """Yield the tags before a headline one after another ("RPT-UPDATE 1-…" has two)."""
    at = 0
    for _ in range(_MOST_TAGS):
        at = _end(_LEADING, headline, at)
        tag = _TAG.match(headline, at)
        if tag is None or tag.lastgroup is None:
            return
        at = tag.end()
        kind, weight, _ = _TAGS[int(tag.lastgroup.split("_")[1])]
        yield _Tag(kind, weight, tag[0], headline[at:])


def _counts(tag: _Tag, body: str) -> bool:
    """Whether a tag is one by what the item says besides; its own headline may begin with such a word."""
    rest = tag.rest.strip()
    if tag.weight == "explained":
        return explains(body)
    if tag.weight == "firm" or not rest or is_tight(tag.text, tag.rest):
        return True
    if tag.kind == "kill":
        return not body or explains(body) or not (is_news(body) or asks(rest))
    if any(c.isdigit() for c in tag.text) or tag.text[:1] in "([（":
        return True
    return not (asks(rest) or (tag.kind == "correction" and is_of_prices(tag.text, rest)))


def _of_headline(headline: str, body: str = "") -> set[Declared]:
    """What the tags before a headline say, and a correction at its end."""
    found: set[Declared] = set()
    ends = headline[-24:]
    if (ends.endswith((")", "]")) or "orr" in ends.lower()) and _CORRECTED_SUFFIX.search(headline):
        found.add("correction")
    if ends.endswith((")", "]")):
        found.update(kind for kind, suffix in _SUFFIXES if suffix.search(headline))
    if ends[-1:].isdecimal() and _COUNTED.search(headline):
        found.add("update")
    for tag in _tags(headline):
        if not _counts(tag, body):
            break
        found.add(tag.kind)
    return found


_SPELT = ("kill", "stor", "item")
"""How the tags begin that may be in small letters; all others are in capitals, or in brackets."""


def is_doubtful(headline: str, body: str) -> bool:
    """Whether a headline has the tag of a kill that does not count, for the text beneath it is news."""
    start = headline[:4]
    if start.isalpha() and not start[:2].isupper() and start.lower() not in _SPELT:
        return False
    return any(
        tag.kind == "kill" and tag.weight == "weak" and not _counts(tag, body)
        for tag in _tags(headline)
    )


def _of_signal(signal: str) -> Declared:
    code = _code(signal)
    return "update" if _is_writethru(code) else _SIGNALS.get(code, "none")


def _is_writethru(text: str) -> bool:
    """Whether a text is marked as a later lead; the plain searches spare most the slow pattern."""
    low = text.lower()
    hint = "ld" in low or "lead" in low or "writethr" in low
    return hint and _WRITETHRU.search(text) is not None


def _code(signal: str) -> str:
    """The code of a signal without its prefix or address ("sig:update" is "update")."""
    if status := _SCHEME.fullmatch(signal.strip()):
        return f"edstat:{status[1].lower()}"
    return re.split(r"[/#:]", signal.strip())[-1].lower()
