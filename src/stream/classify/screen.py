"""Sorts out names that are no place where they stand: persons, and parts of other names."""

from __future__ import annotations

from stream.classify.automaton import Hit
from stream.classify.gazetteer import Gazetteer
from stream.classify.grammar import Reader
from stream.classify.text import word_set

LARGE_CITY = 1_000_000
"""Population from which a capitalised word before a city is rarely a given name."""

_JOINING = word_set("""
    anti pro non ex mid trans pre post near south north east west central upper lower
""")
_CALENDAR = word_set("""
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday
    jan feb mar apr jun jul aug sep sept oct nov dec
""")
_SMALL_PARTS = frozenset(("virus", "fever", "flu", "variant", "strain", "cup", "marathon"))
_WATERS = frozenset(("river", "fleuve", "riviere", "rio", "lac", "lago", "lake", "fluss"))
_CAMPUS = word_set("""
    student students professor professors campus alumni undergraduate undergraduates graduates
    researchers scientists faculty
""")
_COMPASS = word_set("""
    north south east west northern southern eastern western central capital coast union maritime
    interior
""")


class Screen:
    """Judges the hits of one text."""

    def __init__(self, reader: Reader, places: Gazetteer) -> None:
        self._reader, self._places = reader, places
        self._text, self._lexicon = reader.text, reader.lexicon
        lexicon = reader.lexicon
        self._no_surnames = (
            lexicon.modifiers, lexicon.titles, lexicon.ordinary, lexicon.governments, lexicon.forces,
            lexicon.force_adjectives, lexicon.place_nouns, lexicon.admin_nouns, lexicon.says, lexicon.acts,
            lexicon.auxiliary, lexicon.locative,
        )  # fmt: skip

    def rejected(self, hits: list[Hit]) -> set[int]:
        """Positions of hits that are no places; a name that is a person's once is so throughout."""
        free = [hit for hit in hits if not self._reader.in_dateline(hit.first)]
        others = [hit for hit in free if self._is_other(hit)]
        keys = {hit.key for hit in others if self._is_surname_here(hit) or not self._firm(hit)}
        found = {hit.start for hit in free if hit.key in keys or self._is_word(hit) or self._is_part(hit)}
        beside = {hit.start for hit in hits if hit.key in _CALENDAR or self._reader.in_byline(hit.first)}
        return found | beside | {hit.start for hit in others}

    def _is_other(self, hit: Hit) -> bool:
        """Whether the words around make a name a person's or a university's."""
        following = self._next(hit)
        if self._is_person(hit, following):
            return True
        speaks = following in self._lexicon.says and hit.key.isascii() and not self._reader.cued(hit)
        return (following in _CAMPUS or speaks) and not self._firm(hit) and not self._is_capital(hit)

    def _is_capital(self, hit: Hit) -> bool:
        return any(index in self._places.capitals for index in self._places.candidates(hit.key))

    def _is_word(self, hit: Hit) -> bool:
        """Whether a name is written like, or is, an ordinary word that nothing makes a place."""
        lexicon = self._lexicon
        written = self._text.plain[hit.start : hit.end]
        if written.isascii() and len(hit.key) <= 3 and not written.isupper():
            return True
        if self._is_acronym(hit, written):
            return True
        noun = hit.key.removeprefix("the ")
        lists = (lexicon.place_nouns, lexicon.admin_nouns, lexicon.part_after, _COMPASS, _CALENDAR)
        if any(noun in listed for listed in lists):
            return True
        doubtful = hit.key in lexicon.ordinary or hit.key in lexicon.given
        return doubtful and not self._firm(hit) and not self._reader.cued(hit)

    def _is_acronym(self, hit: Hit, written: str) -> bool:
        """Whether a name is in capitals among words that are not ("the ALMA telescope")."""
        if not (written.isascii() and written.isupper() and len(hit.key) > 3 and " " not in hit.key):
            return False
        text = self._text
        start, end = text.starts[max(0, hit.first - 2)], text.end(min(hit.last + 1, len(text.words) - 1))
        return not text.plain[start:end].isupper() and not self._firm(hit)

    def _firm(self, hit: Hit) -> bool:
        places = self._places
        return any(
            places.kinds[i] in ("country", "natural") or places.populations[i] > LARGE_CITY
            for i in places.candidates(hit.key)
        )

    def _next(self, hit: Hit) -> str:
        """The word that follows in the same sentence, with nothing but a space between."""
        text = self._text
        follows = hit.last < text.sentence_end(hit.first) and text.gap(hit.last) == " "
        return text.words[hit.last] if follows else ""

    def _is_part(self, hit: Hit) -> bool:
        """Whether the words around make a name part of another: "Georgia University", "Lake Zurich"."""
        text, lexicon, reader = self._text, self._lexicon, self._reader
        following = self._next(hit)
        if following in _SMALL_PARTS:
            return True
        if following in lexicon.part_after and text.upper(hit.last):
            return not reader.in_titled_headline(hit.first)
        before = text.before(hit.first)
        named = before in _WATERS or (before in lexicon.part_before and text.upper(hit.first - 1))
        if named and text.gap(hit.first) == " ":
            return True
        if before and reader.hyphenated(hit.first):
            return before not in _JOINING and reader.ending_at(hit.first) is None
        return text.gap(hit.last) == "-" and text.upper(hit.last) and hit.last not in reader.hits

    def _is_person(self, hit: Hit, following: str) -> bool:
        """Tell "Michael Jordan", "Mr Lincoln", "Paris Hilton"; in title case only the lists do."""
        lexicon = self._lexicon
        if self._is_surname_here(hit):
            return True
        if self._name_before(hit) and self._is_surname(hit.first - 1) and not self._firm(hit):
            return True
        return hit.key in lexicon.given_and_place and following != "" and self._is_surname(hit.last)

    def _name_before(self, hit: Hit) -> str:
        """A capitalised word right before a name, or an empty string."""
        text = self._text
        before = text.before(hit.first)
        close = before and text.gap(hit.first) in (" ", ". ") and text.upper(hit.first - 1)
        return before if close else ""

    def _is_surname_here(self, hit: Hit) -> bool:
        """Whether a given name or a title stands before: then the name is that person's throughout."""
        before = self._name_before(hit)
        return before in self._lexicon.given or before in self._lexicon.person_titles

    def _is_surname(self, at: int) -> bool:
        """Whether a word is capitalised and in no list: in running text a name of somebody."""
        text = self._text
        word = text.words[at]
        if not text.upper(at) or text.opens(at) or self._reader.in_titled_headline(at):
            return False
        known = self._reader.covering(at)
        if not word.isalpha() or (known is not None and (known.last > at + 1 or self._firm(known))):
            return False
        return not any(word in listed for listed in self._no_surnames)
