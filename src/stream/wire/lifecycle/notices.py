"""Sentences of a note to editors that take an item back, by what they are made of: a word for an item, and a
word for taking it back, as an order, as a statement, or as what the agency itself does.

In a note the words for items can be wide ("alert", "version", "article"), since a note is about items. But it also
says what a version adds, in the words of the news: a sentence that begins with such a word ("Adds", "With") is
passed by, and people are killed, so that "killed" has to stand directly behind the item.
"""

from __future__ import annotations

import re

from stream.wire.lifecycle.sentences import OF_NOTE
from stream.wire.reading.text import Cues
from stream.word_lists import Lists

_CHARS, _SENTENCES = 600, 5
"""How much of a note is read: what takes an item back comes first."""

_WORDS, _KILLS = Lists("wire", "notices"), Lists("wire", "kills")


def _either(name: str) -> str:
    """A pattern of the words that take an item back anywhere, and of those that do so in a note alone."""
    return f"(?:{_KILLS.any_of(name)}|{_WORDS.any_of(name)})"


_ADDS = re.compile(
    rf"(?i)\W*(?:(?:eds|editors)\b\W*)?{_WORDS.any_of('adds_verb')}(?:s|ing|ed)\b|\W*{_WORDS.any_of('adds')}\b"
)
_THE = rf"(?:{_either('the')}(?:\s+|(?<=’|')))"
_ITEM = Lists("wire", "items").any_of("anywhere", "note")
_EARLIER = _WORDS.any_of("earlier")
_ASKED = (
    rf"(?:(?:{_WORDS.any_of('asked')}"
    rf"|{_either('clients')}\b,?(?: (?:are|should|must|sont|werden|sind|should also)"
    r" ?(?:asked|requested|advised|urged|pri[ée]s|gebeten)?(?: (?:to|de))?)?)[\s,]+)"
)
_ORDER = _either("order")
_GONE = _either("gone")
_IS = _either("is")
_NO_CLAUSE = rf"(?:\s+(?!{_either('clause')}\b)\S+){{0,14}}?\s+"
_TAKES = rf"(?:(?:has |have |is |are )?{_WORDS.any_of('takes')})"
_STATES = re.compile(
    rf"(?:{_ASKED}?{_ORDER}\s+{_THE}{{0,4}}{_ITEM}\b"
    rf"|{_THE}{{0,3}}{_ITEM}\s+{_GONE}(?=$|[,:]|\s{_either('behind_gone')}\b)"
    rf"|{_THE}{{0,3}}{_ITEM}\s+{_IS}\s+(?:now |hereby |immediately )?{_GONE}\b"
    rf"|{_THE}{{0,3}}{_ITEM}{_NO_CLAUSE}{_IS}\s+(?:now |hereby )?(?!killed|removed|deleted){_GONE}\b(?!\s+by\b)"
    rf"|{_THE}{{0,3}}{_ITEM}{_NO_CLAUSE}and has been (?:withdrawn|deleted|removed|taken down)\b"
    rf"|{_THE}{{0,3}}{_ITEM}\s+(?:is\s+)?no longer (?:available|valid)\b"
    rf"|{_ASKED}?{_THE}{{0,3}}{_ITEM}\b.{{0,60}}\bnicht (?:mehr )?(?:zu )?(?:verwenden|benutzen|ver[öo]ffentlichen)\b"
    rf"|(?:bitte beachten(?: sie)?,? )?dass {_THE}{{0,2}}{_ITEM}\b.{{0,60}}\b(?:zur[üu]ckgezogen|gestrichen)\b"
    rf"|(?:die )?(?:redaktion|agentur) (?:zieht|hat) {_THE}{{0,2}}{_ITEM}\b.{{0,80}}\bzur[üu]ck(?:gezogen)?\b"
    rf"|{_THE}{{0,3}}{_ITEM}{_NO_CLAUSE}(?:must|should|may) not be (?:used|published)\b"
    rf"|(?:this is )?(?:an? )?mandatory kill\b|wrong {_ITEM} (?:was )?(?:sent|moved)\b"
    rf"|(?:do not publish|do not use) {_THE}{{0,3}}{_ITEM}\b.{{0,40}}\b(?:by mistake|in error)\b"
    rf"|{_THE}{{0,3}}{_ITEM}\s+da (?:annullare|ritirare|eliminare|non utilizzare)\b"
    rf"|(?-i:{_WORDS.any_of('loud')})(?=$|[,:]|\s{_WORDS.any_of('behind_loud')}\b)"
    rf"|se (?:retira|anula|elimina) {_THE}{{0,2}}{_ITEM}\b"
    rf"|{_ASKED}?{_ORDER}\s+(?:{_WORDS.any_of('before_earlier')} )?{_EARLIER}$"
    rf"|(?:withdraws|kills|deletes|retracts) {_THE}{{0,2}}{_ITEM}\b(?=\W|$)(?! (?:about|on) )"
    rf"|{_THE}{{0,3}}{_ITEM}\b.{{0,40}}\b(?:sent|issued|moved|published|transmitted) (?:in error|by mistake)\b)",
    re.IGNORECASE,
)
_OWN = re.compile(
    rf"(?:the )?(?P<who>[\w.’'-]+(?: [\w.’'-]+)??) {_TAKES} {_THE}{{0,3}}{_ITEM}\b", re.I
)
_FALSE = re.compile(rf"{_THE}{{0,3}}{_ITEM}\b.{{0,60}}\b{_WORDS.any_of('false')}\b", re.IGNORECASE)
_UNUSED = re.compile(
    rf"(?:please |bitte )?{_WORDS.any_of('unused')}\W*$|.*{_WORDS.any_of('unused_asked')}",
    re.IGNORECASE,
)
_REPLACES = re.compile(rf"\b{_WORDS.any_of('replaces')}", re.IGNORECASE)
_PREVIOUS = re.compile(
    rf"(?:{_ASKED}|(?:pri[èe]re|merci) d[’'])?{_ORDER}\s+(?:{_WORDS.any_of('before_previous')} )?"
    rf"(?:{_WORDS.any_of('previous')}|{_WORDS.any_of('previous_item')} {_WORDS.any_of('behind_item')})\b"
    rf"|{_ASKED}?(?:die |unsere )?(?:vorige|vorherige|fr[üu]here|letzte|erste) {_ITEM}\b.{{0,60}}\bnicht\b",
    re.IGNORECASE,
)
_REPLACES_CUES = Cues(_WORDS.words("replaces_cues"))


def replaces(note: str) -> bool:
    """Whether a note says that its text is to be used in place of an earlier one: that one is taken back."""
    note = note[:_CHARS]
    return _REPLACES_CUES.found_in(note) and _REPLACES.search(note) is not None


def is_of_earlier(note: str) -> bool:
    """Whether a note takes back an earlier item and not its own: "Please disregard the previous story"."""
    return any(_PREVIOUS.match(part) for part in _sentences(note))


def own_takebacks(note: str) -> list[str]:
    """Who takes an item back, by the sentences of a note; the caller knows who is the sender."""
    return [found["who"] for part in _sentences(note) if (found := _OWN.match(part))]


def takes_back(note: str) -> bool:
    """Whether a sentence of a note orders an item to be taken back, or says that it is."""
    parts = _sentences(note)
    if any(_STATES.match(part) for part in parts):
        return True
    false = any(_FALSE.match(part) for part in parts)
    return false and any(_UNUSED.match(part) for part in parts)


def _sentences(note: str) -> list[str]:
    parts = OF_NOTE.split(note[:_CHARS])[:_SENTENCES]
    return [part.strip(' \t*_#"“”.!;') for part in parts if part and not _ADDS.match(part)]
