"""Advisories: items that agencies send to editors and not to readers, known by whom their headline addresses.

"Avis aux abonnés", "Til redaktionerne", "Uwaga redakcje", "【お断り】": nothing in such a headline is news, so the
text beneath it can be read as a note in which every word for an item means one of the wire. A taking back is
told there in four ways: what the agency itself does ("STT peruu jutun"; who else withdraws a report is news), what
it asks for ("que anulen la noticia"), what becomes of the item ("Het bericht … wordt ingetrokken"), and that it is
not to be used.
"""

from __future__ import annotations

import re

from stream.wire.lifecycle.agencies import speaker
from stream.wire.lifecycle.evidence import after_dateline
from stream.wire.lifecycle.sentences import OF_ADVISORY
from stream.word_lists import Lists

_LONGEST_HEADING = 60
_CHARS, _SENTENCES = 600, 4
"""How much of a text is looked at: what takes an item back comes first."""

_WORDS = Lists("wire", "advisories")
_EDITORS = _WORDS.any_of("editors")
_OTHERS = _WORDS.any_of("others")
_TOLD = rf"(?:(?:{_WORDS.any_of('weight')} )?{_WORDS.any_of('told')}(?!\w)[\s:,-]*)"
_TO = rf"(?:{_WORDS.any_of('to')} ?)*"
_ADDRESSED = re.compile(
    rf"\W*(?:{_TOLD}?{_TO}{_EDITORS}(?:[’']? (?:advisory|note|notice)| dikkatine)?"
    rf"|{_TOLD}{_TO}{_OTHERS}|{_OTHERS} (?:advisory|note|notice)|{_TOLD})\W*"
    rf"|\W*{_WORDS.any_of('notice')}\W*"
    rf"|(?:\W*{_WORDS.any_of('before_taken')}\W*)?{_WORDS.any_of('taken')}\W*",
    re.IGNORECASE,
)
_FOR_ANYBODY = re.compile(rf"\W*{_TOLD}\W*", re.IGNORECASE)

_ITEMS = Lists("wire", "items")
_NOT_PLANNED = "".join(f"(?<!{word} )" for word in _ITEMS.words("planned"))
_ITEM = rf"{_NOT_PLANNED}\b{_ITEMS.any_of('anywhere', 'advisory')}(?!\w)"
_BECOMES = rf"{_WORDS.any_of('becomes')}(?!\w)"
_UNUSED = re.compile(
    rf"(?i){_WORDS.any_of('asked')}\b.{{0,40}}\b{_WORDS.any_of('asked_to')}\b|{_WORDS.any_of('unused')}"
)
_TITLE = re.compile(r"[\"“„«「『《‘'][^\"”“»」』》\n]{4,120}[\"”“»」』》’']")
_ONE = re.compile(rf"{_ITEM}|{_ITEMS.any_of('unspaced')}", re.IGNORECASE)
_TAKES = re.compile(
    rf"(?i)\b{_WORDS.any_of('asks_for')}\s+(?:\S+\s+){{0,2}}?{_ITEM}|{_ITEM}.{{0,160}}?\b{_BECOMES}"
    rf"|{_WORDS.any_of('takes')}"
)
_OWN = re.compile(
    rf"(?i)(?P<who>[\w.’'-]+(?: [\w.’'-]+){{0,3}}?)\s+{_WORDS.any_of('does')}\s+(?:\S+\s+){{0,2}}?{_ITEM}"
    rf"|(?P<we>wir) ziehen\s+(?:\S+\s+){{0,2}}?{_ITEM}.{{0,140}}?\bzurück\b|تسحب (?P<agency>الوكالة) {_ITEM}"
)


def is_addressed(headline: str) -> bool:
    """Whether a headline says only whom the item is for, or that it takes an item back: it is an advisory."""
    return 0 < len(headline) <= _LONGEST_HEADING and _ADDRESSED.fullmatch(headline) is not None


def takes_one_back(headline: str, text: str, provider: str) -> bool:
    """Whether an advisory of `provider` takes an item back that it names, in one of its first sentences.

    "Not to be used" may stand in the sentence behind the one that names the item, if the headline says that the
    advisory is for editors: "Attention" is for anybody.
    """
    text = after_dateline(text)[:_CHARS]
    parts = [part for part in OF_ADVISORY.split(text)[:_SENTENCES] if part and part.strip()]
    if any(_TAKES.search(part) or _by_itself(part, provider) for part in parts):
        return True
    named = bool(parts) and (_ONE.search(parts[0]) or _TITLE.search(parts[0])) is not None
    return named and any(
        _UNUSED.search(part) for part in parts[: 2 if _for_editors(headline) else 1]
    )


def _for_editors(headline: str) -> bool:
    """Whether an advisory's headline says so: "Attention" alone does not."""
    return _FOR_ANYBODY.fullmatch(headline) is None


def _by_itself(sentence: str, provider: str) -> bool:
    """Whether the agency says that it takes an item of its own back."""
    found = _OWN.match(sentence.lstrip())
    if found is None:
        return False
    return found["who"] is None or speaker(found["who"], provider) != "other"
