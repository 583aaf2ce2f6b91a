"""Orders to kill an item, in words: as a headline, in a note to editors, or as an advisory's text.

A false kill loses a story, so the words alone are never enough ("Quake kills 17", "Court annuls «…»",
"Cancel report, MPs say"). What counts, by where it stands:

* in a headline: an order, or a statement that an item is taken back, that names the item (its number
  after a word for an item, its slug, "item headlined …"), or the provider that takes its own item back;
* in a note, or under a heading such as "ADVISORY": the same with a word for an item alone;
* people are killed, items are killed only directly ("story killed", "item 157 is killed").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stream.wire.lifecycle.advisories import is_addressed, takes_one_back
from stream.wire.lifecycle.agencies import NAMES, speaker
from stream.wire.lifecycle.evidence import after_dateline, explains, is_news, is_news_alone
from stream.wire.lifecycle.notices import is_of_earlier, own_takebacks, replaces, takes_back
from stream.wire.lifecycle.sentences import OF_ORDER
from stream.wire.reading.text import Cues
from stream.word_lists import Lists

_CHARS = 300
"""How much of a body, and twice as much of a headline or note, is looked at for an order."""

_WORDS, _ITEMS = Lists("wire", "kills"), Lists("wire", "items")

_ADDRESS = re.compile(
    rf"[\s\W]*(?:{_WORDS.any_of('address')}\b[\W_]*)*+",
    re.IGNORECASE,
)

_WIRE = _ITEMS.any_of("anywhere", "order")
_TEXT = _ITEMS.any_of("anywhere", "order", "order_in_note")
_THE = rf"(?:{_WORDS.any_of('the', 'the_at_start')}\s*(?<=[\s’']))*"
_LABEL = rf"(?:{_WORDS.any_of('number')} ?)"
_STOPS = rf"(?=\W*$|\s?[.,;:()]|\s[-–—(]|\s{_WORDS.any_of('behind_number')}\b)"
_HEADED = rf"{_WORDS.any_of('headed')}\b"
_SLUG = r"bc-\w"
_CODE = rf"(?:(?:{NAMES}|x)[- ]?{_LABEL}?\d{{2,5}}|[a-z]{{1,2}}\d{{4}}){_STOPS}"
"""A number with its service ("dpa 157", "b0412"), which needs no word for an item."""

_QUOTE = r"(?:[\"“„«‘]|'(?=\w))"
_NUMBERED = (
    rf"(?:{_LABEL}?(?:(?:{NAMES})[- ])?[a-z]{{0,3}}\d{{2,5}}{_STOPS}|{_LABEL}\d{{1,5}}\b"
    rf"|(?!{_WORDS.any_of('no_service')}\b)[a-z]{{2,4}}[- ]"
    rf"(?!19|20)\d{{3,4}}{_STOPS})"
)
"""A number behind a word for an item: with a label, with an agency's mark, or bare; no year."""

_REF = rf"(?:{_SLUG}|{_HEADED}|{_QUOTE}|{_CODE}|{_NUMBERED})"

_NAMED = rf"(?:{_THE}{_WIRE}\W+?(?:(?:sent|moved) \W*)?{_REF}|{_THE}(?:{_SLUG}|{_CODE}))"
"""An item that is named beyond doubt."""

_POLITE = rf"(?:{_WORDS.any_of('please')} ?)"
_VERB = rf"{_WORDS.any_of('order', 'order_at_start')} "
_AUX = rf"{_WORDS.any_of('is', 'is_at_start')} (?:hiermit |hereby |now )?"
_GONE = _WORDS.any_of("gone", "gone_at_start")
_GOES_ON = _WORDS.any_of("behind_gone", "behind_gone_at_start")
_AT_END = rf"(?=\W*$|\s?[.,;:(!]|\s[-–—]|\s{_GOES_ON}\b)"
_NO_CLAUSE = rf"(?:[^\S\n]+(?!{_WORDS.any_of('clause')}\b)[^\s.]+){{0,16}}?\s+"
_WHO = _WORDS.any_of("clients")
_CLIENTS = (
    rf"{_WHO}(?:,? and {_WHO})? (?:are (?:hereby |kindly |strongly )?(?:asked|requested|advised|urged|reminded"
    r"|instructed|required) )?(?:to (?:please )?(?:kill|withdraw|disregard|delete|remove|not use)|not to use) "
)
"""Whom an agency asks; whom somebody asked ("members voted to kill item 12") is in the news."""

_LABELLED = (
    rf"{_THE}{_ITEMS.any_of('label')} (?:wird |wurde |ist )?{_GONE}(?:\s*[:)]|\s+[-–—]\s|\s*$)"
    rf"|{_WORDS.any_of('noun_before_code')} ?: ?(?={_CODE})"
    rf"|{_WORDS.any_of('noun_before_item')} ?{_THE}{_ITEMS.any_of('annulled')}\b"
    rf"|{_WORDS.any_of('noun_with_item')}"
)
"""Labels that name the thing ("Meldung zurückgezogen: …")."""

_STRICT = re.compile(
    rf"{_POLITE}?{_VERB}{_NAMED}|{_CLIENTS}{_NAMED}"
    rf"|{_NAMED}[^.\n]{{0,140}}?\b{_AUX}{_GONE}{_AT_END}"
    rf"|{_WORDS.any_of('this')} {_WIRE} {_AUX}{_GONE}{_AT_END}"
    rf"|{_NAMED}[^.\n]{{0,140}}?\b{_WORDS.any_of('gone_by_itself')}{_AT_END}"
    rf"|{_THE}{_WIRE} {_LABEL}?\d{{2,5}} {_GONE}(?=\W*$)|{_LABELLED}"
    rf"|{_POLITE}?{_NAMED}[^.\n]{{0,80}}?\b(?:bitte )?(?:streichen|l[öo]schen|nicht (?:mehr )?verwenden)\b",
    re.IGNORECASE,
)
"""An order to take an item back, or the statement that it is, with a reference to the item."""

_OURSELVES = _WORDS.any_of("we_take")
_VOID = _WORDS.any_of("void")
_LOOSE = re.compile(
    rf"{_POLITE}?{_VERB}{_THE}{_TEXT}\b|{_CLIENTS}{_THE}(?:{_TEXT}|it|them)\b|{_CLIENTS}{_NAMED}"
    rf"|{_POLITE}?{_VERB}{_THE}(?:{_SLUG}|{_CODE}|{_QUOTE})"
    rf"|{_THE}{_TEXT} (?:{_AUX})?{_GONE}{_AT_END}"
    rf"|{_THE}{_TEXT}\W+{_REF}[^.\n]{{0,140}}?\b{_AUX}{_GONE}{_AT_END}"
    rf"|{_THE}{_TEXT}\b{_NO_CLAUSE}{_AUX}(?!killed){_GONE}{_AT_END}"
    rf"|(?:bitte|gelieve) (?:{_THE}){_TEXT}\b[^.\n]{{0,80}}?\b(?:streichen|l[öo]schen|(?:nicht|nicht mehr|niet)"
    r" (?:zu |te )?(?:verwenden|gebruiken)|zur[üu]ckziehen|in (?:te )?trekken)\b"
    rf"|{_THE}{_TEXT}(?: [\w./-]+){{0,3}} (?:bitte|просим|prosimy) (?:streichen|l[öo]schen"
    r"|(?:nicht|nicht mehr) verwenden|аннулировать|не использовать|anulować)(?!\w)"
    r"|(?:please|pls|kindly) (?:kill|withdraw|disregard|spike|delete)"
    r"(?: (?:this|it|the (?:above|following)))?(?=\W*$|[.;:])"
    rf"|(?:please|pls|kindly) (?:remove|take down) {_THE}{_TEXT}\b"
    rf"|{_OURSELVES} {_THE}{_TEXT}\b"
    rf"|{_POLITE}(?:treat|consider|regard) (?:as )?{_VOID} {_THE}{_TEXT}\b"
    rf"|{_POLITE}(?:treat|consider|regard) {_THE}{_TEXT}\b[^.\n]{{0,100}}? as {_VOID}\b"
    r"|(?:an? |this )?(?:mandatory )?kill is mandatory|(?:sent|issued|moved|transmitted) in error\b",
    re.IGNORECASE,
)
"""The same without a reference: enough in a note to editors, not in a headline."""

_ITSELF = re.compile(
    rf"{_WORDS.any_of('this')} {_TEXT} {_AUX}(?:{_GONE}|{_WORDS.any_of('gone_itself')})"
    rf"(?:(?P<why>\s{_WORDS.any_of('behind_gone')}\b)|{_AT_END})",
    re.IGNORECASE,
)
"""What stands in the place of an item that is gone: its own text says so, and why or to whom; without either a
journal may have withdrawn its article."""

_OTHERS = re.compile(_WORDS.any_of("phrase"), re.IGNORECASE)
_TAKES = rf"{_WORDS.any_of('takes')} "
_SAYS = re.compile(
    rf"(?P<who>[\w.’'-]+(?: [\w.’'-]+){{0,3}}?) (?:{_TAKES}(?:(?P<named>{_NAMED})|{_THE}{_TEXT}\b)"
    r"|haberi(?:ni)? (?:iptal et|geri çek))",
    re.IGNORECASE,
)
"""Somebody takes something back: it counts by who that is (`agencies.speaker`)."""

_SPOKEN = re.compile(
    rf"(?:[,–—:]|\s-)\s[^,\n]{{0,60}}\b{_WORDS.any_of('says')}\b",
    re.IGNORECASE,
)
"""An order that somebody in the news gives."""

_SUFFIX = re.compile(
    r"(?:[,_]|--|\s-)\s*(?:(?:BULLETIN |MANDATORY )?KILL(?:[ -]ADVISORY)?|WITHDRAWAL ADVISORY)\s*$"
    r"|^BC-.*,\s*(?i:kill)\s*$"
)
_NOTICE = re.compile(
    r"(?:^|[,:_]\s*|--|\s-\s)(?:KILL|WITHDRAWAL)[ -](?:ADVISORY|NOTICE)(?=\W*$|\s*[:–—]|\s-)"
)
_SLUG_SUFFIX = re.compile(r"BC-.*,\s*WITHDRAWAL\s*$")
"""Only in sluglines; "AFGHANISTAN-USA/WITHDRAWAL" is a topic."""

_CUES = Cues(_WORDS.words("cues"))
_HEADING = re.compile(
    rf"\W*(?:(?:kill|withdrawal) )?{_WORDS.any_of('heading')}\b\W*(?:\w+\W*){{0,4}}",
    re.IGNORECASE,
)
_LONGEST_HEADING, _LONGEST_MARK = 60, 5
_ADVISORY_CHARS = 400
_ASKED = re.compile(rf"{_POLITE}|{_CLIENTS}|{_OURSELVES} ", re.IGNORECASE)
_OF_NEWS = re.compile(rf"(?i){_THE}{_ITEMS.any_of('of_news')}\b")


def is_kill(headline: str, slugline: str, ed_note: str, body: str, provider: str = "") -> bool:
    """Whether the words order an item to be killed: in headline or note, or in an advisory's text.

    `provider` is the item's own, as it is stated; without it a known agency may take its items back.
    """
    if _is_marked(headline, slugline):
        return True
    if _in_news(headline[: 2 * _CHARS], provider) and not is_news_alone(body):
        return True
    return (
        _takes_itself_back(ed_note, body, provider)
        or _advises(headline, body, provider)
        or _in_text(headline, body, provider)
        or _in_advisory(headline, body, provider)
        or _ordered(headline, body)
        or _is_gone(body)
    )


def follows_one_taken_back(ed_note: str, body: str) -> bool:
    """Whether an item has a text of the news, and a note that takes back the one before: that is in its place."""
    if not ed_note or not _CUES.found_in(ed_note):
        return False
    return is_of_earlier(ed_note[after_address(ed_note) :]) and is_news(body)


def _takes_itself_back(ed_note: str, body: str, provider: str) -> bool:
    if not _in_note(ed_note[: 2 * _CHARS], provider, whole=True):
        return False
    return not (replaces(ed_note) or follows_one_taken_back(ed_note, body))


def _is_marked(headline: str, slugline: str) -> bool:
    """Whether a mark stands at the end; "RAID TO FIND, KILL" in capitals may be a headline's own."""
    marks = (_NOTICE,) if headline.isupper() else (_NOTICE, _SUFFIX)
    return _ends(headline, marks) or _ends(slugline, (_NOTICE, _SUFFIX, _SLUG_SUFFIX))


def _ends(line: str, marks: tuple[re.Pattern[str], ...]) -> bool:
    hint = "KILL" in line or "WITHDR" in line or line.endswith(("Kill", "kill"))
    return hint and any(mark.search(line) for mark in marks)


def after_address(text: str) -> int:
    """Where a note begins after whom it is for ("Eds: ", "ADVISORY - ")."""
    found = _ADDRESS.match(text)
    return found.end() if found else 0


def _in_news(text: str, provider: str) -> bool:
    """Whether words that may be news of somebody else take an item back."""
    if not _CUES.found_in(text):
        return False
    text = _with_own_mark(text, provider)
    taken = any(_STRICT.match(text, at) for at in _starts(text)) or any(
        who == "own" or (who == "agency" and named) for who, named in _said(text, provider)
    )
    return taken and not _SPOKEN.search(text)


def _with_own_mark(text: str, provider: str) -> str:
    """A text in which the sender's short name before an item's number is the mark that `_CODE` knows for any.

    Only agencies that are known have theirs in it: "exi 0303" is an item where EXI says so.
    """
    name = provider.strip()
    if not (name.isalpha() and len(name) <= _LONGEST_MARK and name.lower() in text.lower()):
        return text
    return re.sub(rf"(?i)\b{name}(?=[- ]?\d{{2,5}}\b)", "x", text)


def _in_note(text: str, provider: str, whole: bool = False) -> bool:
    """Whether a text says at its beginning that an item is taken back; if `whole`, in any early sentence."""
    if not _CUES.found_in(text):
        return False
    text = _with_own_mark(text, provider)
    forms = (_STRICT, _LOOSE, _OTHERS)
    if any(form.match(text, at) for form in forms for at in _starts(text)):
        return True
    if any(who != "other" for who, _ in _said(text, provider)):
        return True
    return whole and _in_sentences(text, provider)


def _in_sentences(note: str, provider: str) -> bool:
    """Whether a note says so anywhere at its beginning, in words that only a note has (`notices`)."""
    text = note[after_address(note) :]
    said = (speaker(who, provider) for who in own_takebacks(text))
    return takes_back(text) or any(who != "other" for who in said)


def _in_text(headline: str, body: str, provider: str) -> bool:
    """An advisory's text under its heading is a note; one without any headline may be news as well."""
    text = body[:_CHARS]
    if headline:
        bare = len(headline) < _LONGEST_HEADING and _HEADING.fullmatch(headline) is not None
        return bare and _in_note(text, provider)
    sentence = OF_ORDER.split(text, maxsplit=1)[0]
    return _in_note(text, provider) and not (_SPOKEN.search(sentence) or _OF_NEWS.match(sentence))


def _ordered(headline: str, body: str) -> bool:
    """Whether a headline asks its readers to take an item back, and the few words beneath it say why."""
    asked = any(
        _ASKED.match(headline, at) and _LOOSE.match(headline, at) for at in _starts(headline)
    )
    return asked and not _SPOKEN.search(headline) and explains(body) and not is_news(body)


def _is_gone(body: str) -> bool:
    """Whether a text begins with the words that it has been withdrawn, and has no news beneath them."""
    if len(body) > _ADVISORY_CHARS:
        return False
    found = [(at, said) for at in _starts(body) if (said := _ITSELF.match(body, at))]
    return any(at or said["why"] for at, said in found)


def _in_advisory(headline: str, body: str, provider: str) -> bool:
    """Whether a text under a headline that is addressed to editors takes an item back, and puts none in its place."""
    if not is_addressed(headline) or replaces(body):
        return False
    return takes_one_back(headline, body, provider) or _in_note(
        after_dateline(body)[:_CHARS], provider
    )


def _advises(headline: str, body: str, provider: str) -> bool:
    """Whether a short text asks its readers to take an item back, whatever its headline; without "please" the
    headline has to be about that.
    """
    if not (headline and body) or len(body) > _ADVISORY_CHARS:
        return False
    asked = _ASKED.match(body) or _ASKED.match(body, after_address(body))
    if asked is None and not _CUES.found_in(headline):
        return False
    first = OF_ORDER.split(body, maxsplit=1)[0]
    forms = any(_STRICT.match(first, at) for at in _starts(first))
    taken = forms or (asked is not None and _in_note(first, provider))
    return taken and not (_SPOKEN.search(first) or _OF_NEWS.match(first))


def _said(text: str, provider: str) -> Iterator[tuple[str, bool]]:
    """Who takes something back, and whether it is an item that is named."""
    for at in _starts(text):
        if found := _SAYS.match(text, at):
            yield speaker(found["who"], provider), found["named"] is not None


def _starts(text: str) -> Iterator[int]:
    yield 0
    if at := after_address(text):
        yield at
