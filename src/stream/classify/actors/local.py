"""Bodies of states, provinces and towns in a text: "Kaduna State police", "the governor of Sinaloa", "Gov. Adler".

Found by a noun with the name of a division or town beside it; a governor, and what calls itself the state's, also
without one: then it is that of the division that the story names most. Which place a name means is known only
when the places are resolved: `LocalReader` finds the words first, `classify.local_labels` makes the labels later.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import NamedTuple

from stream.classify.actors.bodies import FORMER
from stream.classify.actors.divisions import (
    COURT,
    FEDERAL,
    GOVERNMENT,
    MUNICIPAL,
    POLICE,
    PROSECUTION,
)
from stream.classify.actors.known import Actors
from stream.classify.actors.local_words import (
    AMERICAN,
    BANKS,
    BETWEEN,
    BODIES,
    CHIEF,
    CONSTRUCT,
    EXPLICIT,
    FEDERAL_PROSECUTION,
    FEDERAL_PROSECUTORS,
    GOVERNORS,
    HEADS,
    INSTALLED,
    LEADING_ON,
    LEADS,
    LEGISLATORS,
    MAYORS,
    MONETARY,
    NATIONAL,
    NEEDS_TOWN,
    NO_HEAD,
    NO_NAMES,
    NOT_BEHIND,
    OF_COUNTIES,
    OF_DIVISIONS,
    OF_THE_STATE,
    SITS_IN,
    TOWNS,
)
from stream.classify.gazetteer.nations import Nations
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader

_ENGLISH = frozenset(("governor", "gov"))
_ARTICLES = frozenset(("the", "a"))
_REACH = 8
_LONGEST_NAME = 3
_SHORTEST_NAME = 3


class Local(NamedTuple):
    """A body as the words say it: `hit` are its words, `owner` the name beside it, None where the story tells whose."""

    body: str
    hit: Hit
    owner: Hit | None


class LocalReader:
    """Finds them in one text; `states` are names of countries that mean a division here, `home` the story's country,
    `named` the positions of the hits that no ordinary word or person only shares with places."""

    def __init__(
        self, reader: Reader, nations: Nations, actors: Actors, states: Container[str], home: str,
        named: Container[int],
    ) -> None:  # fmt: skip
        self._reader, self._text, self._nations = reader, reader.text, nations
        self._actors, self._states, self._home, self._named = actors, states, home, named

    def find(self, marks: Iterable[int]) -> list[Local]:
        """The bodies at the words `marks`, in order, none overlapping another."""
        found: list[Local] = []
        words = self._text.words
        for at in [at for at in marks if words[at] in BODIES]:
            one = self._at(at, BODIES[words[at]])
            if one is not None and not (found and one.hit.first < found[-1].hit.last):
                found.append(one)
        return found

    def _at(self, at: int, body: str) -> Local | None:
        reader, text = self._reader, self._text
        covered = reader.covering(at)
        if reader.hyphenated(at) or reader.hyphenated(at + 1) or reader.in_dateline(at):
            return None
        body = self._kind(at, body)
        if covered is not None and covered.key in self._actors.aliases:
            return None
        first, owner, explicit = self._before(at)
        last = at + 1
        if owner is None:
            owner, last = self._behind(at, body)
            if owner is not None and self._is_admin_noun(last):
                last, explicit = last + 1, True
        if owner is not None and self._is_nation(owner):
            return None
        if text.before(first) in FORMER or not self._counts(at, body, owner, explicit):
            return None
        if last == at + 1:
            last = self._past_title(at)
        hit = Hit(first, last, text.starts[first], text.end(last - 1), text.words[at])
        return Local(body, hit, owner)

    def _kind(self, at: int, body: str) -> str:
        """The body that a noun may name by the words right before it: an attorney is a minister or a prosecutor."""
        text = self._text
        word, before = text.words[at], text.before(at)
        if word == "attorney" and text.words[at + 1 : at + 2] != ["general"]:
            federal = before == "s" and at > 1 and text.words[at - 2] == "u"
            if federal or before in OF_COUNTIES:
                return FEDERAL_PROSECUTION if federal else PROSECUTION
        if body == PROSECUTION and (word in FEDERAL_PROSECUTORS or before == "federal"):
            return FEDERAL_PROSECUTION
        return body

    def _before(self, at: int) -> tuple[int, Hit | None, bool]:
        """Where the words begin that lead to a noun, the name among them, and whether they say it is a division's."""
        reader, text, first, explicit = self._reader, self._text, at, False
        for _ in range(4):
            word = text.before(first)
            if not word or (text.gap(first) != " " and not self._is_genitive(first)):
                break
            owner = self._name(reader.ending_at(first - 1 if word == "s" else first))
            if owner is not None and len(owner.key) < _SHORTEST_NAME and not self._is_nation(owner):
                break  # "ON THE POLICE"
            if owner is not None and owner.key not in NO_NAMES:
                return owner.first, owner, explicit or owner.key.rpartition(" ")[2] in EXPLICIT
            proper = text.gap(first) == " " and self._is_title(first - 1) and self._is_title(at)
            if word not in BETWEEN and not proper and word != "s":
                break
            explicit = explicit or word in EXPLICIT
            first -= 1
        return (first if explicit else at), None, explicit

    def _name(self, hit: Hit | None) -> Hit | None:
        """A hit that is a name here: German articles are towns, too."""
        return hit if hit is not None and hit.start in self._named else None

    def _is_title(self, at: int) -> bool:
        """Whether a word has one capital at its start: in a text in capitals they tell nothing."""
        text = self._text
        return text.plain[text.starts[at] : text.end(at)].istitle()

    def _is_genitive(self, at: int) -> bool:
        """Whether an apostrophe parts a name from the "s" at a word, or from the noun behind it."""
        return self._reader.is_possessive(at)

    def _behind(self, at: int, body: str) -> tuple[Hit | None, int]:
        """The name behind "of", or directly behind nouns that take it so; and the word behind it."""
        reader, text = self._reader, self._text
        led, place, end = text.words[at] in CONSTRUCT, at + 1, text.sentence_end(at)
        sits = body in (COURT, POLICE, PROSECUTION, FEDERAL_PROSECUTION) or (
            text.words[at] in LEGISLATORS
        )
        for _ in range(_REACH):
            if place >= end or "," in text.gap(place):
                break
            word, hit = text.words[place], reader.hits.get(place)
            hit = hit if led else self._name(hit)  # "do Rio": a river's word elsewhere
            if hit is not None and word not in LEADING_ON:
                passed = hit.key in self._actors.demonyms or (
                    self._is_nation(hit) and reader.is_possessive(hit.last)
                )
                if not passed:
                    return (hit, hit.last) if led else (None, at + 1)
                place = reader.possessive(hit.last)
                continue
            led = led or word in LEADS or (word in SITS_IN and sits)
            if word not in LEADING_ON and word not in reader.lexicon.modifiers:
                break
            place += 1
        return None, at + 1

    def _is_nation(self, hit: Hit) -> bool:
        key = hit.key
        return key in self._actors.demonyms or (
            self._nations.country(key) != "" and key not in self._states
        )

    def _is_head(self, at: int) -> bool:
        words = self._text.words
        return (
            words[at] in GOVERNORS
            or words[at] in HEADS
            or (words[at] == "minister" and self._text.before(at) == CHIEF)
        )

    def _country(self, owner: Hit | None) -> str:
        """The country that a name most likely lies in here."""
        if owner is None or self._nations.has(self._home, owner.key):
            return self._home
        return self._nations.home(owner.key)

    def _counts(self, at: int, body: str, owner: Hit | None, explicit: bool) -> bool:
        """Whether a noun names a body of a division, given the name beside it; `explicit`: words say so."""
        word, following = self._text.words[at], self._text.words[at + 1 : at + 2]
        between = self._text.words[max(0, at - 3) : at]
        country = self._country(owner)
        if body == GOVERNMENT and self._is_head(at):
            other = owner is None and (self._is_of_banks() or self._is_of_unknown(at))
            return not other and self._is_governor(at, word, country)
        if word in AMERICAN and country != "US":
            return False
        if body == MUNICIPAL:
            return self._is_municipal(at, owner, explicit)
        if body in (PROSECUTION, FEDERAL_PROSECUTION):
            return self._is_prosecution(at)
        capital = owner is not None and self._nations.of(owner.key)[1] != ""
        if body == POLICE:
            if owner is None:
                return word in AMERICAN or (country in FEDERAL and self._is_states(at, following))
            return explicit or country in FEDERAL
        if body == COURT:
            if not NATIONAL.isdisjoint(between) and (capital or "federal" in between):
                return False
            return owner is not None or "state" in between
        if word == "attorney" and following != ["general"]:
            return False
        if owner is None:
            return word in OF_DIVISIONS or not OF_THE_STATE.isdisjoint(between)
        return not capital

    def _is_municipal(self, at: int, owner: Hit | None, explicit: bool) -> bool:
        """Whether a noun names who governs a town or county."""
        text, word = self._text, self._text.words[at]
        if text.before(at) in NO_HEAD or self._is_other_behind(at):
            return False
        if word in MAYORS:
            return owner is not None or not (self._is_of_unknown(at) or self._leads_on(at))
        town = text.before(at) in TOWNS
        if word in NEEDS_TOWN and not town:
            return False
        return town or (owner is not None and not (word == "council" and explicit))

    def _is_prosecution(self, at: int) -> bool:
        """Whether those who bring charges are meant: no "special prosecutor", no prosecutor of a court abroad."""
        return self._text.before(at) not in ("special", "military", "icc", "un")

    def _leads_on(self, at: int) -> bool:
        """Whether "of" and a name that is in no table follow: "the mayor of Casterbridge" is not the scene's."""
        text = self._text
        end = text.sentence_end(at)
        return at + 2 < end and text.words[at + 1] in LEADS and self._is_title(at + 2)

    def _is_other_behind(self, at: int) -> bool:
        behind = self._reader.possessive(at + 1)  # "the mayor's race"
        words = self._text.words
        return behind < self._text.sentence_end(at) and words[behind] in NOT_BEHIND

    def _is_states(self, at: int, following: list[str]) -> bool:
        before = self._text.before(at)
        return (
            before in OF_THE_STATE
            or before == "county"
            or following[:1] in (["militar"], ["civil"])
        )

    def _is_of_unknown(self, at: int) -> bool:
        """Whether a name that is in no table stands before: "Hadramout governor" is not the scene's."""
        text = self._text
        before = text.before(at)
        named = before != "" and text.gap(at) == " " and self._is_title(at - 1)
        return named and text.words[at] in _ENGLISH and before not in BETWEEN | _ARTICLES

    def _is_of_banks(self) -> bool:
        """Whether the story is about a central bank."""
        words = self._text.vocabulary
        if not MONETARY.isdisjoint(words):
            return True
        return any(word.endswith("bank") and word != "bank" for word in words) or (
            "central" in words and not BANKS.isdisjoint(words)
        )

    def _is_governor(self, at: int, word: str, country: str) -> bool:
        text = self._text
        if country not in HEADS.get(word, (country,)) or (word == "gov" and not text.upper(at)):
            return False
        first, end = text.sentence_start(at), text.sentence_end(at)
        if not BANKS.isdisjoint(text.words[first:end]) or text.before(at) in NO_HEAD:
            return False
        if not INSTALLED.isdisjoint(text.words[max(first, at - 2) : at]):
            return False
        return not self._is_other_behind(at)

    def _is_admin_noun(self, at: int) -> bool:
        words = self._text.words
        return at < len(words) and words[at] in self._reader.lexicon.admin_nouns

    def _past_title(self, at: int) -> int:
        """Past the second word of a title, and the capitalised words behind one: "Gov. Ruth Adler"."""
        text, last = self._text, at + 1
        if text.words[at] == "attorney":
            return last + 1
        if text.words[last : last + 2] in (["s", "office"], ["s", "department"], ["s", "deputies"]):
            return last + 2
        named = self._is_head(at) or text.words[at] in MAYORS
        end = min(self._text.sentence_end(at), last + _LONGEST_NAME) if named else last
        while last < end and text.upper(last) and "," not in text.gap(last):
            last += 1
        return last
