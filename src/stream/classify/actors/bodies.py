"""What a nationality and the words beside it name: forces, a government, a ministry, a police."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from stream.classify.actors.states import (
    ARMY,
    LONGEST_UNSPACED,
    MINISTRIES,
    NO_ARMY,
    PORTFOLIOS,
    UNSPACED,
    phrase_at,
    phrase_before,
)
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader
from stream.classify.words.text import Text, word_set

GOVERNMENT, REGIME, FORCES = "government", "regime", "armed-forces"
FORMER = word_set("""
    former ex ancien ancienne ehemalige ehemaliger expresidente eski бывший бывшего колишній السابق
    سابق السابقه ousted deposed late
""")
DEEDS = word_set("""
    airstrike airstrikes strike strikes shelling bombardment bombardments bombing bombings frappe frappes bombardement
    bombardements bombardeo bombardeos غاره غارات قصف الغارات القصف удар удара ударом удары обстрел обстрела обстрелы
    luftangriff luftangriffe luftangriffen raketenangriff raketenangriffe drohnenangriff drohnenangriffe
    drohnenangriffen raketenangriffen beschuss attack attacks raid raids barrage
""")
"""Deeds that armed forces are named by."""
WEAPONS = word_set("""
    drone drones missile missiles rocket rockets artillery mortar air aerial tank cruise ballistic glide bomb bombing
    ракетный ракетного ракетным авиационный
""")
_ATTACKS = word_set("attack attacks raid raids barrage")
"""With a weapon before them they are armed forces' ("drone attack"); alone they may be anybody's."""
_CRAFT = word_set("drone drones missile missiles rocket rockets shell shells warplane warplanes")
_HITS = word_set("""
    hit hits strike strikes struck kill kills killed attack attacks attacked target targets targeted destroy destroys
    destroyed damage damages damaged slam slams slammed bomb bombs bombed wound wounds wounded injure injures injured
    rain rained
""")
"""Behind a weapon these make a deed of it: "an Israeli drone hit their car"."""
_OF = frozenset(("of", "de", "del", "du", "do", "da", "des", "della", "van"))
_SIDES = frozenset(("with", "between", "against"))
_DEALINGS = word_set("""
    talks negotiations ties relations dialogue treaty pact deal agreement accord tensions dispute row rift spat
    war ceasefire truce summit contacts alliance rapprochement
""")
"""What states have with each other: those named behind "with" or "between" are its sides."""
_STREETS = word_set(
    "road street avenue lane way boulevard square roundabout crescent drive terrace plaza"
)
_VENUES = word_set(
    "stadium arena centre center park bridge tower building hotel theatre theater hall cup trophy bowl"
)
_CALLED = _STREETS | _VENUES
"""With a capital behind the name of an actor these are called after it."""
_OWNED = word_set("tentara militer pasukan polisi pemerintah angkatan")
"""Indonesian nouns, behind which a country owns: "tentara Israel"."""
_CASES = word_set("complaint complaints protest protests case lawsuit suit objection")
"""What is lodged with a state, or brought against it."""
_REACH = 5
_HAN = "\u2e80"
"""From here on scripts put no spaces between words (Han, kana)."""


class Body(NamedTuple):
    """`name` is a key of states.BODIES, "government" or "regime"; the words are `first` to `last` (exclusive)."""

    name: str
    first: int
    last: int


def body_of(reader: Reader, hit: Hit, adjectival: bool, owner: bool) -> Body | None:
    """The body that the words around a nationality name; `owner`: a bare name may own ("Syria government")."""
    if adjectival and (found := _before(reader, hit)) is not None:
        return found
    if reader.hyphenated(hit.last) or reader.text.before(hit.first) in FORMER:
        return None
    at = reader.possessive(hit.last)
    owned = at > hit.last or reader.is_possessive(hit.last)
    words = reader.text.words
    regime = at < len(words) and words[at] in reader.lexicon.regimes
    if not (adjectival or owned or owner or regime):
        return None
    return _behind(reader, hit, at) or (_owned_by(reader, hit) if owner else None)


def _owned_by(reader: Reader, hit: Hit) -> Body | None:
    """The noun before "of" and a country: "Ejército de Colombia", "the president of Ghana"."""
    text = reader.text
    start = text.sentence_start(hit.first)
    if text.before(hit.first) in _OF:
        end = hit.first - 1
    elif text.gap(hit.first) == " " and (not hit.key.isascii() or text.before(hit.first) in _OWNED):
        end = hit.first  # a genitive: "Министерство финансов США", "tentara Israel"
    else:
        return None
    name, first = phrase_before(text.words, end, start)
    if not name and end > start:
        name, first = noun(reader, end - 1, end), end - 1
    return Body(name, first, hit.last) if name and text.before(first) not in FORMER else None


def is_deed(reader: Reader, body: Body) -> bool:
    """Whether the words of a body name what it did: "Turkish drone strike"."""
    words = reader.text.words
    return not DEEDS.isdisjoint(words[body.first : body.last]) or words[body.last - 1] in _CRAFT


def unspaced_body(text: Text, hit: Hit) -> tuple[str, int] | None:
    """The body that follows a country's name at once in Chinese, Japanese or Korean, and the position behind it."""
    plain, end = text.plain, hit.end
    if plain[end - 1] < _HAN:
        return None
    for length in range(LONGEST_UNSPACED, 1, -1):
        if name := UNSPACED.get(plain[end : end + length]):
            return name, end + length
    if plain[end : end + 1] in ARMY and not is_cut(text, end + 1):
        return FORCES, end + 1
    return None


def is_cut(text: Text, end: int) -> bool:
    """Whether the name of an army that ends here is the beginning of another word: "以军事手段"."""
    return text.plain[end - 1 : end] in ARMY and text.plain[end : end + 1] in NO_ARMY


def _behind(reader: Reader, hit: Hit, at: int) -> Body | None:
    text, lexicon = reader.text, reader.lexicon
    first = at
    limit = min(at + _REACH, text.sentence_end(hit.last - 1))
    while at < limit and at - first < 3:
        if at > hit.last and at > first and text.gap(at).strip() not in ("", "-"):
            return None
        name, end = phrase_at(text.words, at, limit)
        if name:
            return Body(name, hit.first, end)
        if name := noun(reader, at, limit) or _striking(reader, hit, at):
            return Body(name, hit.first, at + 1)
        if text.words[at] not in lexicon.force_adjectives and text.words[at] not in FORMER:
            return None
        if text.words[at] in FORMER:
            return None
        at += 1
    return None


def _striking(reader: Reader, hit: Hit, at: int) -> str:
    """Whose a weapon is that strikes, or by which somebody is struck: that country's forces."""
    words = reader.text.words
    if words[at] not in _CRAFT:
        return ""
    hits = at + 1 < reader.text.sentence_end(at) and words[at + 1] in _HITS
    return FORCES if hits or reader.preposition(hit.first) in reader.lexicon.agents else ""


def is_named_after(reader: Reader, hit: Hit) -> bool:
    """Whether a street or a venue has a name: "Bank of England Road", "Emirates Stadium"."""
    text, last = reader.text, hit.last
    if last >= len(text.words) or text.words[last] not in _CALLED or text.gap(last) != " ":
        return False
    if not text.upper(last) or reader.in_titled_headline(last):
        return False
    return text.words[last] in _STREETS or not text.plain[hit.start : hit.end].isupper()


def owner_behind(reader: Reader, hit: Hit) -> Hit | None:
    """The name behind "of": Peru in "Policía Nacional del Perú"."""
    words = reader.text.words
    if hit.last >= len(words) or words[hit.last] not in _OF:
        return None
    return reader.hits.get(hit.last + 1)


def owner_before(reader: Reader, hit: Hit, demonyms: Container[str]) -> Hit | None:
    """The possessor or nationality before a name: "South Korea's Joint Chiefs of Staff"."""
    at = hit.first - 1 if reader.text.before(hit.first) == "s" else hit.first
    owner = reader.ending_at(at)
    return owner if owner is None or at < hit.first or owner.key in demonyms else None


def owns_policy(reader: Reader, hit: Hit) -> bool:
    """Whether a capital's "offer", "proposal" or "refusal" follows: it is its government's."""
    at = reader.possessive(hit.last)
    words = reader.text.words
    return at > hit.last and at < len(words) and words[at] in reader.lexicon.possessed


def is_party(reader: Reader, hit: Hit) -> bool:
    """Whether a country or capital is a side of talks, a treaty or a quarrel: "talks with Ankara", "ties between
    Moscow and Kyiv"."""
    text, at = reader.text, hit.first
    if text.before(at) == "and":
        other = reader.ending_at(at - 1)
        if other is None or text.before(other.first) != "between":
            return False
        at = other.first
    side, near = text.before(at), text.words[max(0, at - 4) : at - 1]
    if side == "against":
        return not _CASES.isdisjoint(near)
    return side in _SIDES and not (_DEALINGS.isdisjoint(near) and _CASES.isdisjoint(near))


def _before(reader: Reader, hit: Hit) -> Body | None:
    """Romance languages and Arabic put the noun first: "soldats maliens", "ministère malien de la Défense"."""
    text = reader.text
    written = text.plain[hit.start : hit.end]
    following = text.words[hit.last] if hit.last < len(text.words) else ""
    if not hit.first or written[0].isupper() or following in FORMER or not text.before(hit.first):
        return None
    if text.words[hit.first - 1] in MINISTRIES:
        end = min(hit.last + 4, text.sentence_end(hit.first))
        for at in range(hit.last, end):
            if name := PORTFOLIOS.get(text.words[at]):
                return Body(name, hit.first - 1, at + 1)
    start = text.sentence_start(hit.first)
    name, first = phrase_before(text.words, hit.first, start)
    if name:
        return Body(name, first, hit.last)
    name = noun(reader, hit.first - 1, hit.first)
    return Body(name, hit.first - 1, hit.last) if name else None


def noun(reader: Reader, at: int, limit: int) -> str:
    """What a single noun names, unless it is an adjective of forces that follow ("government forces")."""
    words, lexicon = reader.text.words, reader.lexicon
    word = words[at]
    if word in lexicon.force_adjectives and at + 1 < limit and words[at + 1] in lexicon.forces:
        return ""
    if word in lexicon.forces or (
        word in _ATTACKS and words[at - 1] in WEAPONS and words[at - 1] in lexicon.force_adjectives
    ):
        return FORCES
    if word in lexicon.governments:
        return GOVERNMENT
    return REGIME if word in lexicon.regimes else ""
