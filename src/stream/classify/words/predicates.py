"""What the verb behind a name says of it as a subject: that it says, does, has, or suffers something.

No parser: a walk over a few words by word lists (data/words.toml), good for news prose, where the verb
stands close to a short subject.
"""

from __future__ import annotations

from typing import Literal

from stream.classify.words.grammar import Reader
from stream.classify.words.text import word_set

Predicate = Literal["says", "claims", "counts", "acts", "has", "is", "done_to", "suffers", ""]
"""Of a subject: it says; says something of itself; counts or records; does; has done something; is or has something;
is accused and the like; is hit; none."""

_GROUP_NOUNS = word_set("""
    coalition alliance group gang militia militias cartel movement fighters militants gunmen rebels guerrillas
    insurgents forces troops soldiers men members units rocket rockets missile missiles drone drones mortar mortars
    gunners snipers artillery
""")
_UTTERANCES = word_set("communique communiques statement bulletin source sources report")
_OFFICES = word_set("committee office service secretary department spokesman spokeswoman")
"""Between a body and its verb of saying: "a defense ministry communique says", "the armed forces press committee"."""
_HARMED = word_set("killed wounded injured kidnapped abducted hurt jailed sentenced freed rescued")
_THERE = word_set("in near on at when after during outside off inside as while since over amid")
_ARTICLES = frozenset(("the", "a", "an"))
_BY_WHOM = word_set(
    "police officials prosecutors authorities state local its his her their one two"
)
"""Behind "said" these may be who says it."""
_CLAIMED = word_set("""
    attack attacks bombing bombings ambush assault raid raids killing killings strike strikes kidnapping abduction blast
    shooting
""")
_CLAIMS = frozenset(("claim", "claims", "claimed", "claiming"))
_REACH_CLAIMED = 5
_DENYING = frozenset(("deny", "denies", "denied"))
"""A speaker that denies what "they" did tells of no deed of its own."""
_DAYS = word_set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday earlier late"
)
_HAVING = frozenset(("avoir", "haber", "aver"))
"""Infinitives by which a speaker tells of its own deed: "a dit avoir repoussé"."""
_REACH = 12


_SILENT = frozenset(("declined", "declines", "refused", "refuses"))
_COMMENT = frozenset(("comment", "comments", "komment"))
_REACH_COMMENT = 14


def predicate(reader: Reader, after: int) -> Predicate:
    """What the verb behind the words up to `after` (exclusive) says of them as a subject."""
    if after >= len(reader.text.words) or reader.hyphenated(after) or reader.is_possessive(after):
        return ""
    if "," in reader.text.gap(after) and reader.text.words[after] in reader.lexicon.says_before:
        return "says" if _is_apposed(reader, after) else ""
    end = reader.text.sentence_end(after - 1)
    begin = _past_apposition(reader, after, end)
    for at in (after, begin):
        if _is_silent(reader.text.words[at : min(at + _REACH_COMMENT, end)]):
            return "says"
    return _walk(reader, begin, end)


def _is_apposed(reader: Reader, after: int) -> bool:
    """Whether a name between commas says what follows: "its media wing, ISPR, said two".

    Not so in "in Quito, Ecuador, said the navy".
    """
    text, hit = reader.text, reader.ending_at(after)
    if hit is None or not text.gap(hit.first).startswith(",") or after + 1 >= len(text.words):
        return False
    then = text.words[after + 1]
    return then not in _ARTICLES and not text.upper(after + 1) and then not in _BY_WHOM


def _is_silent(words: list[str]) -> bool:
    """Whether who is asked says nothing: "declined to comment", "did not reply to requests for comment"."""
    if _COMMENT.isdisjoint(words):
        return False
    if words[1:3] == ["to", "comment"]:
        return words[0] in _SILENT
    return words[:3] == ["asked", "for", "comment"] or (
        words[:2] == ["did", "not"] and "for" in words
    )


def _past_apposition(reader: Reader, after: int, end: int) -> int:
    """Past ", a war monitor," and "(HTS)"; not past a list of names."""
    gap = reader.text.gap(after)
    if ("," not in gap and "(" not in gap) or (after in reader.hits and "," in gap):
        return after
    close = "," if "," in gap else ")"
    for at in range(after + 1, min(after + _REACH, end)):
        if close in reader.text.gap(at):
            return at
    return after


def _walk(reader: Reader, at: int, end: int) -> Predicate:
    lexicon, words = reader.lexicon, reader.text.words
    helped = passive = joined = False
    for _ in range(_REACH):
        if at >= end:
            return "has" if helped else ""
        word = words[at]
        if word in lexicon.coordinators:
            joined = True
        elif at in reader.hits and not helped and not _is_shouted_verb(reader, at):
            if not (joined or "," in reader.text.gap(at) or _is_passed(reader, at)):
                return ""
            at = reader.hits[at].last
            continue
        elif word in lexicon.auxiliary or (word == "a" and _is_perfect(reader, at + 1, end)):
            helped, passive = True, passive or word in lexicon.be
        elif word in lexicon.happens and (passive or word not in lexicon.adverbs):
            return "suffers" if helped else ""
        elif word in lexicon.undergone:
            return "suffers"
        elif word in lexicon.says and not (passive and word.endswith("ed")):
            return _saying(reader, at, end)
        elif word in lexicon.counts and not passive:
            return "counts"
        elif joined and word in _WHO:
            return ""  # "members and two Colombians who ran it"
        elif helped and word in _NO_VERBS:
            return "is"
        elif word == "press" and words[at + 1 : at + 2] and words[at + 1] in _OFFICES:
            pass
        elif word in lexicon.acts or (
            (word[-2:] in _PAST or word[-1] == "o") and _is_past(reader, at)
        ):
            return _acting(reader, word, passive or (not helped and _is_reduced(reader, at, end)))
        elif not (_passed_over(reader, at, helped) or joined):
            return "has" if helped else ""
        at += 1
    return ""


_NO_VERBS = word_set("a an the no nothing able unable willing part one among more so as")
"""Behind "has", "is" or "must be" these make no deed of it."""
_WHO = frozenset(("who", "whom", "whose", "which"))
_PAST = frozenset(("ed", "ou"))
"""Ends of English and Portuguese verbs in the past; Spanish ones end in "ó"."""


def _is_past(reader: Reader, at: int) -> bool:
    """Whether a word that ends in "ed", "ou" or "ó" is a verb in the past.

    With a capital in running text it is somebody's name ("Hameed").
    """
    word = reader.text.words[at]
    written = reader.text.plain[reader.text.starts[at] : reader.text.end(at)]
    named = written.istitle() and not reader.in_titled_headline(at)
    if word[-1] == "o" and reader.text.plain[reader.text.end(at) - 1] != "ó":
        return False
    return len(word) > 4 and not named


def _is_passed(reader: Reader, at: int) -> bool:
    """Whether a name is a person's behind a title, or tells where a body sits: "spokesman Musa", "in Berlin"."""
    before = reader.text.before(at)
    return before in reader.lexicon.titles or (before == "in" and reader.text.gap(at) == " ")


def _is_perfect(reader: Reader, at: int, end: int) -> bool:
    """Whether a participle makes a French or Spanish auxiliary of "a": "Conakry a appelé"."""
    if at >= end:
        return False
    word, lexicon = reader.text.words[at], reader.lexicon
    accented = reader.text.plain[reader.text.end(at) - 1] == "é"
    return accented or word in lexicon.says or word in lexicon.acts or word in lexicon.undergone


def _is_reduced(reader: Reader, at: int, end: int) -> bool:
    """Whether a participle is a passive by what follows: "soldiers killed in Mali", "town hit by rockets"."""
    word, after, then = (*reader.text.words[at : min(at + 3, end)], "", "")[:3]
    there = after in _THERE and then not in ("least", "most")
    return after == "by" or (word in _HARMED and there)


def _acting(reader: Reader, word: str, passive: bool) -> Predicate:
    if passive and not word.endswith("ing") and word != "ready":
        return "done_to" if word in reader.lexicon.done_to_states else "suffers"
    return "acts"


def _saying(reader: Reader, at: int, end: int) -> Predicate:
    """Plain "said"; or "say they have closed ...", then it is a doer as well."""
    words = reader.text.words
    if words[at + 1 : at + 2] == ["responsibility"]:
        return "claims"
    if words[at] in _CLAIMS and _is_deed_claimed(reader, at + 1, end):
        return "claims"
    then = _past_day(words, at + 1, end)
    then += words[then : then + 1] == ["that"]
    own = words[at] not in _DENYING and then < end - 1 and words[then] in reader.lexicon.pronouns
    return "claims" if own or not _HAVING.isdisjoint(words[at + 1 : min(at + 7, end)]) else "says"


def _past_day(words: list[str], at: int, end: int) -> int:
    """Past the day, or "on" and the day, on which somebody spoke: "said Saturday it had taken"."""
    on = at + 1 if words[at : at + 1] == ["on"] else at
    return on + 1 if on < end and words[on] in _DAYS else at


def _is_deed_claimed(reader: Reader, at: int, end: int) -> bool:
    """Whether "an attack" or the like is what is claimed: no other verb stands between."""
    lexicon, words = reader.lexicon, reader.text.words
    for now in range(at, min(at + _REACH_CLAIMED, end)):
        word = words[now]
        if word in _CLAIMED:  # "claimed the attack was foiled"
            return lexicon.be.isdisjoint(words[now + 1 : min(now + _REACH_CLAIMED, end)])
        if word == "that" or word in lexicon.pronouns or word in lexicon.auxiliary:
            return False
    return False


def _passed_over(reader: Reader, at: int, helped: bool) -> bool:
    """Adverbs; what a group is ("coalition", "fighters"); titles and the names behind them ("Minister X")."""
    word, lexicon = reader.text.words[at], reader.lexicon
    if word in lexicon.adverbs or (word.endswith("ly") and len(word) > 4):
        return True
    behind_title = at > 0 and (
        reader.text.words[at - 1] in lexicon.titles or reader.text.upper(at - 1)
    )
    if not helped and (word in _GROUP_NOUNS or word in _UTTERANCES):
        return True
    if word in _OFFICES and not helped:
        return True
    named = behind_title and reader.text.upper(at) and not _is_shouted(reader, at)
    return not helped and (word in lexicon.titles or named)


def _is_shouted_verb(reader: Reader, at: int) -> bool:
    """Whether a verb is in capitals throughout, where it looks like a place (Said): "THE ARMY SAID"."""
    return reader.text.words[at] in reader.lexicon.says and _is_shouted(reader, at)


def _is_shouted(reader: Reader, at: int) -> bool:
    """Whether a word and the next are in capitals throughout: then a capital tells nothing."""
    text = reader.text
    return text.plain[text.starts[at] : text.end(min(at + 1, len(text.words) - 1))].isupper()
