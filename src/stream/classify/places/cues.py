"""What the words around a name say: that a place is meant, or that the name is part of another."""

from __future__ import annotations

from stream.classify.places.words import PlaceWords
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader
from stream.classify.words.text import word_set

STRONG, WEAK, NONE = 2, 1, 0
"""A place is meant; a place may be meant, if the story speaks of its country; nothing says so."""

_WEAK_BEFORE = frozenset(
    (
        "from",
        "to",
        "via",
        "toward",
        "towards",
        "through",
        "between",
        "past",
        "beyond",
        "depuis",
        "aus",
        "von",
        "desde",
        "de",
        "da",
        "entre",
        "zwischen",
    )
)
_FAR = frozenset(("far", "away", "such"))
"""Before "as" and a name: "as far as Odessa"."""
_NATIVES = word_set("""
    man woman boy girl child people person family couple teenager trucker driver student students resident residents
    visitors worker workers
    crews teams officers firefighters volunteers traders native
    originaire oriundo oriunda natural natif native stammt stammte stammten kommt kamen
    mann frau hombre mujer homme femme uomo donna originario proveniente natur homem mulher
""")
"""Before "from" and a name these tell where somebody lives: "a man from Reading", "originaire d'Orange"."""
_TOWNSPEOPLE = word_set("""
    man woman boy girl teen teenager couple resident teacher firefighter student pensioner grandmother grandfather
    mother father businessman businesswoman farmer driver motorist native doctor lawyer nurse pastor landlord
    shopkeeper homeowner youth toddler lad schoolboy schoolgirl mum mom dad trader
""")
"""Behind an article and a name these tell where somebody lives: "a Hamilton teacher"."""
_ARTICLES = frozenset(("a", "an"))
_ANDS = word_set("and or und oder et ou y o e ve и или і та")
_PAIRED = word_set("toward towards between through near outside")
_OF_BRIGADES = word_set(
    "and department dept chief marshal marshals service services rescue brigade authority crews officials"
)
"""Behind "Fire" these tell of a brigade and not of a team."""
OF_CITIES = word_set("""
    council councilman councilwoman councillor hall police manager attorney schools commission commissioners court
""")
"""Behind "City" these tell of a town's bodies and not of a team."""
_BODIES = {"fire": _OF_BRIGADES, "city": OF_CITIES}
_SPANISH = frozenset(("el", "los", "las", "del", "por", "que", "una"))
_SHORTEST_LINE = 4
_ELIDED = frozenset(("d", "l"))
_CIVIC_CORE = frozenset(("police", "residents", "council", "mayor", "airport", "voters"))


class Cues:
    """Reads the words around the hits of one text; remembers its answers."""

    def __init__(self, reader: Reader, words: PlaceWords) -> None:
        self._reader, self._text, self._words = reader, reader.text, words
        self._seen: dict[int, int] = {}
        self._spanish: bool | None = None

    def strength(self, hit: Hit) -> int:
        """STRONG, WEAK or NONE."""
        found = self._seen.get(hit.start)
        if found is None:
            found = self._seen[hit.start] = self._find(hit)
        return found

    def following(self, hit: Hit) -> str:
        """The word that follows in the same sentence, with nothing but a space between."""
        text = self._text
        at = hit.last
        if at >= len(text.words) or text.plain[hit.end : text.starts[at]] != " " or text.opens(at):
            return ""
        return text.words[at]

    def _find(self, hit: Hit) -> int:
        if self._reader.cued(hit):
            return STRONG
        text, words = self._text, self._words
        if self._is_civic(hit):
            return STRONG
        before = text.before(hit.first)
        if (
            before in _ELIDED and text.before(hit.first - 1) in self._reader.lexicon.locative
        ):  # "près d'Ayorou"
            return STRONG
        if before == "a" and text.plain[text.starts[hit.first - 1]] in "àÀ":
            return STRONG
        if before == "of" and hit.first > 1:
            if text.gap(hit.first - 1).startswith(","):  # "Jane Doe, 26, of Franklin"
                return STRONG
            return STRONG if text.before(hit.first - 1) in words.announcing else NONE
        if before in words.announcing:
            return STRONG
        if self._is_home(hit.first):
            return STRONG
        if (before in _ARTICLES and self._is_townsman(hit)) or self.starts_report(hit):
            return STRONG
        if before == "as" and text.before(hit.first - 1) in _FAR:
            return WEAK
        preposition = self._reader.preposition(hit.first)
        return WEAK if before in _WEAK_BEFORE or preposition in _WEAK_BEFORE else NONE

    def direct(self, hit: Hit) -> bool:
        """Whether a word right before a name makes a place of an ordinary word or a surname: "in Reading"."""
        text, lexicon = self._text, self._reader.lexicon
        before = text.before(hit.first)
        if before in lexicon.strong_locative or (before == "en" and self._is_spanish()):
            return True
        if self._is_home(hit.first) or (before in _ARTICLES and self._is_townsman(hit)):
            return True
        if before == "of" and hit.first > 1:
            before_of = text.before(hit.first - 1)
            announced = before_of in self._words.announcing or before_of in lexicon.place_nouns
            return announced or text.gap(hit.first - 1).startswith(",")
        following = self.following(hit)
        if (
            (before in lexicon.place_nouns and self._reader.ending_at(hit.first) is None)
            or (following in lexicon.admin_nouns and following != "department")
            or following in _CIVIC_CORE
        ):
            return True
        return self._in_list(hit)

    def _is_civic(self, hit: Hit) -> bool:
        """Whether "police", "residents" or the like follows; in capitals ("Supreme Court") only a few count."""
        following = self.following(hit)
        if following in _BODIES and self.has_body(hit):
            return True
        if following not in self._words.civic:
            return False
        return following in _CIVIC_CORE or not self._text.upper(hit.last)

    def has_body(self, hit: Hit) -> bool:
        """Whether its fire brigade or its council follows: "Dover Fire Chief", "Dallas City Council"."""
        bodies = _BODIES.get(self.following(hit))
        if bodies is None:
            return False
        behind = self._text.words[hit.last + 1 : hit.last + 2]
        return behind != [] and behind[0] in bodies

    def _in_list(self, hit: Hit) -> bool:
        """Whether names stand on both sides: "Shreveport, Cody and Elko"."""
        text, reader = self._text, self._reader
        if reader.ending_at(hit.first) is None:
            if text.before(hit.first) not in reader.lexicon.coordinators:
                return False
            return self._ends_list(hit) or self._ends_pair(hit)
        at = hit.last
        if at < len(text.words) and text.words[at] in reader.lexicon.coordinators:
            at += 1
        beside = reader.hits.get(at) if at > hit.last or text.gap(at) == ", " else None
        return beside is not None and text.gap(hit.first) == ", "

    def _ends_list(self, hit: Hit) -> bool:
        """Whether "and" and two names stand before: "Glastonbury, Shepton Mallet and Bath"."""
        text, reader = self._text, self._reader
        last = reader.ending_at(hit.first - 1)
        if last is None or text.gap(last.first) != ", ":
            return False
        return reader.ending_at(last.first) is not None

    def _ends_pair(self, hit: Hit) -> bool:
        """Whether "and" and a name that is a place's stand before: "in Parkville and Riverside"."""
        text, reader = self._text, self._reader
        if text.before(hit.first) not in _ANDS or self.continues(hit):
            return False
        first = reader.ending_at(hit.first - 1)
        if first is None or text.gap(hit.first - 1) != " ":
            return False
        before = text.before(first.first)
        return (
            before in reader.lexicon.strong_locative
            or before in _PAIRED
            or self._is_home(first.first)
        )

    def _is_townsman(self, hit: Hit) -> bool:
        """Whether behind "a" and a name it says who lives there: "a Hamilton teacher"."""
        return self.following(hit) in _TOWNSPEOPLE and not self._text.upper(hit.last)

    def starts_report(self, hit: Hit) -> bool:
        """Whether a name in capitals opens a sentence before a dash: "DOVER — A man" below a headline."""
        text = self._text
        if (
            not text.opens(hit.first)
            or not text.plain[hit.start : hit.end].isupper()
            or hit.end - hit.start < _SHORTEST_LINE
        ):
            return False
        dashed = hit.last < len(text.words) and text.gap(hit.last).strip() in ("—", "–", "-", "--")
        return dashed and text.gap(hit.last)[:1] == " "

    def _is_home(self, first: int) -> bool:
        """Whether "from" stands before a name, and before that who comes from there."""
        text = self._text
        before = text.before(first)
        if before not in _WEAK_BEFORE and before not in _ELIDED:
            return False
        return text.before(first - 1) in _NATIVES and before != "to"

    def _is_spanish(self) -> bool:
        """Whether a text has Spanish's commonest words: there "en" is "in", and "and" nowhere."""
        if self._spanish is None:
            self._spanish = len(_SPANISH & self._text.vocabulary) > 2
        return self._spanish

    def continues(self, hit: Hit) -> bool:
        """Whether a capitalised word that is no place goes on behind it: "Cumberland Farms", "Sidney Crosby"."""
        following = self.following(hit)
        if not following or not following.isalpha() or not self._text.upper(hit.last):
            return False
        lexicon = self._reader.lexicon
        if (
            hit.last in self._reader.hits
            or self._reader.in_titled_headline(hit.last)
            or self._is_civic(hit)
        ):
            return False
        return following not in lexicon.admin_nouns and following not in lexicon.titles
