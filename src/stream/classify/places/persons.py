"""Sorts out names that are a person's where they stand: "Michael Jordan", "Mr Lincoln", "coach Jordan Sydney"."""

from __future__ import annotations

from stream.classify.places.traits import TraitBook, Traits
from stream.classify.places.words import PlaceWords
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader
from stream.classify.words.text import word_set

_CITY_FORENAMES = frozenset(
    ("dallas", "houston", "phoenix", "denver", "cleveland", "memphis", "lexington", "raleigh")
)
"""Cities that are given names too: before a common surname they are ("Dallas Carter")."""
SURNAMED = word_set(
    "washington houston london berlin jordan israel chad england ireland holland hamilton wellington sydney"
)
"""Large towns and countries that are surnames too: behind a capitalised word of no list they are."""
_ACRONYM = 3
"""Letters from which a word in capitals before a name is an institution's, no given name: "AIIMS Rishikesh"."""
_GERMAN = word_set("der die das und bei im ein eine sind ist wurde nach")


class Persons:
    """Judges the hits of one text."""

    def __init__(self, reader: Reader, traits: TraitBook, words: PlaceWords) -> None:
        self._reader, self._text, self._lexicon = reader, reader.text, reader.lexicon
        self._traits, self._words = traits, words
        self._german: bool | None = None

    def is_person(self, hit: Hit, traits: Traits, following: str, before: str) -> bool:
        """Tell "Michael Jordan", "Mr Lincoln", "Paris Hilton"; in title case only the lists do."""
        if before:
            if self.is_first_name(before):
                return True
            surname = not traits.firm or (
                hit.key in SURNAMED and not self._text.opens(hit.first - 1)
            )
            if surname and self._is_surname(hit.first - 1) and not self._is_german():
                return not self._is_institution(hit.first - 1)
            forename = self._reader.ending_at(hit.first)
            if forename is not None and self._is_announced(forename):
                return True
        if following and self._is_announced(hit):
            return True
        if len(before) == 1 and self._has_initial(hit.first):
            return True
        if hit.key in _CITY_FORENAMES:
            titled = self._reader.in_titled_headline(hit.last)
            return following in self._words.surnames and self._text.upper(hit.last) and not titled
        return traits.given and following != "" and self._is_surname(hit.last)

    def _is_institution(self, at: int) -> bool:
        """Whether a word is an acronym beside words that are not in capitals: "AIIMS Rishikesh"."""
        text = self._text
        written = text.plain[text.starts[at] : text.end(at)]
        behind = text.plain[text.starts[at + 1] : text.end(at + 1)]
        return len(written) >= _ACRONYM and written.isupper() and not behind.isupper()

    def _is_announced(self, hit: Hit) -> bool:
        """Whether a role stands before a name of one word, and behind it a capitalised word that may be a surname."""
        text, at = self._text, hit.last
        if text.before(hit.first) not in self._words.roles or hit.last - hit.first > 1:
            return False
        traits = self._traits.of(hit.key)
        if traits.has_country and not traits.given and hit.key not in SURNAMED:
            return False
        if text.gap(hit.first) != " " or at >= len(text.words) or text.gap(at) != " ":
            return False
        behind, lexicon = text.words[at], self._lexicon
        return (
            text.upper(at)
            and not self._reader.in_titled_headline(hit.first)
            and behind not in lexicon.part_after
            and behind not in lexicon.admin_nouns
            and behind not in self._words.civic
        )

    def _has_initial(self, first: int) -> bool:
        """Whether a capitalised word and an initial stand before a name: "Jose A. Cordova"."""
        text, initial = self._text, first - 1
        if text.gap(first) != ". ":
            return False
        named = len(text.before(initial)) > 1 and text.gap(initial) == " " and text.upper(first - 2)
        return named and self._reader.ending_at(initial) is None

    def _is_german(self) -> bool:
        """Whether a text has German's commonest words: there a capital tells nothing ("Provinz Afyonkarahisar")."""
        if self._german is None:
            self._german = len(_GERMAN & self._text.vocabulary) > 1
        return self._german

    def name_before(self, hit: Hit) -> str:
        """A capitalised word right before a name, or an empty string."""
        text = self._text
        before = text.before(hit.first)
        close = before and text.gap(hit.first) in (" ", ". ") and text.upper(hit.first - 1)
        return before if close else ""

    def is_first_name(self, before: str) -> bool:
        """Whether a given name or a title stands before: then the name is that person's throughout."""
        if not before:
            return False
        lexicon = self._lexicon
        return (
            before in lexicon.given
            or before in self._words.given
            or before in lexicon.person_titles
        )

    def _is_surname(self, at: int) -> bool:
        """Whether a word is capitalised and in no list: in running text a name of somebody."""
        text = self._text
        word = text.words[at]
        if not text.upper(at) or self._reader.in_titled_headline(at):
            return False
        known = self._reader.covering(at)
        if not word.isalpha() or (
            known is not None and (known.last > at + 1 or self._traits.of(known.key).firm)
        ):
            return False
        return word not in self._traits.no_surnames
