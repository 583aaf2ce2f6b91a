"""Sorts out names that are no place where they stand: persons, and parts of other names."""

from __future__ import annotations

from itertools import compress

from stream.classify.gazetteer.index import DIVISION_WORDS, Gazetteer
from stream.classify.places.cues import NONE, STRONG, Cues
from stream.classify.places.persons import SURNAMED, Persons
from stream.classify.places.traits import TraitBook, Traits
from stream.classify.places.words import PlaceWords
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader
from stream.classify.words.sport import MATCH_REPORT, count_sport
from stream.classify.words.text import word_set

_EXCHANGES = word_set(
    "nyse nasdaq amex otc otcqb otcqx lse aim tsx tsxv cse asx nse bse jse sgx hkex hkse szse sse"
)
"""Stock exchanges, as they stand before a share's symbol."""
_JOINING = word_set("""
    anti pro non ex mid trans pre post near south north east west central upper lower
""")
_SCHOOLS = word_set("high elementary middle community primary junior senior area")
_STATES_SO_CALLED = frozenset(("new york", "washington"))
"""States that "State" tells from the cities of their names."""
_SMALL_PARTS = frozenset(("virus", "fever", "flu", "variant", "strain", "cup", "marathon"))
_WATERS = frozenset(("river", "fleuve", "riviere", "rio", "lac", "lago", "lake", "fluss"))
_HOUSES = word_set(
    "hospital colegio escuela escola iglesia igreja estadio instituto lycee hopital eglise ecole clinica"
    " calle avenida avda rue viale corso piazza"
)
"""Behind these, in small letters too, a name is theirs: "el colegio San Martín", "calle Valencia"."""
_FIRM_ENDS = (["corp"], ["inc"], ["ltd"], ["llc"], ["plc"])
"""The second word behind a name that is a firm's: "Norfolk Southern Corp."."""
_MEDIA = word_set(
    "agency news ajansi ajansina agentur agence agencia newspaper tv television radio magazine"
)
_PAPERS = word_set("""
    sun star globe standard examiner inquirer enquirer chronicle bee courier register argus echo telegraph
    guardian mirror champion advertiser ledger packet sentinel courant dispatch
""")
"""Behind a town these are its paper's; a paper that is called after a country names it as well."""
_SHIPS = word_set("""
    ship tanker vessel ferry frigate freighter trawler submarine destroyer corvette yacht steamer warship liner carrier
    lighter icebreaker sloop tug buque petrolero fregata fregate petrolier navire ferri frachter tanker schiff fahre
    boat embarcacion barco lancha velero bateau nave boot судно танкер фрегат паром сухогруз
""")
"""Behind these a name is a ship's: "the container ship Lagos Star"."""
_MATCH = word_set("""
    beat beats beaten defeat defeats defeated thrash thrashed thrashes edge edged edges draw drew won win
    wins lost lose loses
    victory penalties goal goals final semifinal semi points innings sets playoff playoffs league title
    gano gana vencio vence empato empata derroto perdio penales goleo bat battu battent gagne perd schlagt
    besiegt siegt gewinnt
    verloren trennten trennen besiegte gewann schoss
    verliert batte vince perde venceu empatou ganha maci yendi обыграл обыграла победил победила
""")
"""Words that, in a sentence with a score ("4-3"), tell of a match: its names are teams."""
_SURE_PAPERS = word_set(
    "globe chronicle inquirer courier enquirer tribune herald gazette telegraph"
)
"""Behind a town these are a paper even in title case."""
_SHOUTED_WORDS = word_set(
    "of in or me on at as by to de la el al un is so am an and the no he we if up do go en y e o du le les los las del"
)
"""Small words that are names as well: in a text in capitals they are none."""
_TURKISH_US = "abd"
_ARABIC_NAMES = word_set("al el ul ur ar er as es az allah ullah rabbo rabbuh")
"""Behind "Abd" in capitals these make it somebody's name: "ABD AL-RAHMAN"."""
_LAND_ARTICLES = frozenset(("la", "le", "l", "les"))
"""French articles, with which a country's name is no ordinary word of another language."""
_OWNERS = frozenset(("university", "department", "bank"))
_CAMPUS = word_set("""
    student students professor professors campus alumni undergraduate undergraduates graduates
    researchers scientists faculty spokesperson spokesman spokeswoman
""")


class Screen:
    """Judges the hits of one text."""

    def __init__(
        self, reader: Reader, places: Gazetteer, traits: TraitBook, cues: Cues, words: PlaceWords
    ) -> None:
        self._reader, self._places, self._traits, self._cues, self._words = (
            reader,
            places,
            traits,
            cues,
            words,
        )
        self._text, self._lexicon = reader.text, reader.lexicon
        self._persons = Persons(reader, traits, words)
        self._sport = not _MATCH.isdisjoint(reader.text.vocabulary) and self._has_score()
        self._matches: dict[int, bool] = {}
        self._report = self._is_report()

    def _has_score(self) -> bool:
        """Whether the text may have a result ("4-3", "4:3"), without which no sentence tells of a match."""
        words = self._text.words
        return ":" in self._text.plain or any(words[at].isdigit() for at in self._reader.hyphens)

    def rejected(self, hits: list[Hit]) -> set[int]:
        """Positions of hits that are no places; a name that is a person's once is so wherever nothing says "in"."""
        found: set[int] = set()
        keys: set[str] = set()
        open_hits: list[Hit] = []
        reader = self._reader
        lines = {hit.key for hit in hits if reader.in_dateline(hit.first)}
        for hit in hits:
            traits, in_line = self._traits.of(hit.key), reader.in_dateline(hit.first)
            unnamed = traits.no_place and (
                hit.key not in lines or self._is_bare_compass(hit, traits)
            )
            never = traits.calendar or unnamed or self._is_symbol(hit)
            if never or (in_line and reader.in_byline(hit.first)):
                found.add(hit.start)
            if never or in_line:
                continue
            following, before = self._cues.following(hit), self._persons.name_before(hit)
            if self._is_other(hit, traits, following, before):
                found.add(hit.start)
                named = traits.given or hit.key in SURNAMED or self._persons.is_first_name(before)
                if not traits.firm or named:
                    keys.add(hit.key)
            elif (hit.key not in lines and self._is_word(hit, traits)) or self._is_part(
                hit, traits, following
            ):
                found.add(hit.start)
            else:
                open_hits.append(hit)
        if keys:
            found.update(h.start for h in open_hits if h.key in keys and not self._is_inside(h))
        return found

    def _is_bare_compass(self, hit: Hit, traits: Traits) -> bool:
        """Whether a dateline's "WEST" is no town of the region behind: the rest of its name is none that is known."""
        region = self._reader.region_behind(hit)
        return traits.compass and not (region and self._traits.inside((hit.key, region.key)))

    def _is_symbol(self, hit: Hit) -> bool:
        """Whether a name is a share's symbol, or a firm set in brackets like one: "<KO.N>", "(NYSE: SAM)"."""
        text = self._text
        if text.plain[hit.start - 1 : hit.start] == "<" and hit.start:
            return True
        gap = text.gap(hit.first)
        return gap[:1] == ":" and text.before(hit.first) in _EXCHANGES and text.upper(hit.first)

    def _is_inside(self, hit: Hit) -> bool:
        """Whether "in" or a region makes a name a place although it is another's name elsewhere."""
        before = self._text.before(hit.first)
        return before != "at" and self._cues.strength(hit) == STRONG

    def _is_other(self, hit: Hit, traits: Traits, following: str, before: str) -> bool:
        """Whether the words around make a name a person's or a university's."""
        named = before or following
        if named and self._persons.is_person(hit, traits, following, before):
            return not self._is_division(hit.key)
        if (self._sport or self._report) and not traits.has_country and self._is_team(hit):
            return True
        if traits.firm or traits.capital:
            return False
        if following in _CAMPUS or following in _MEDIA or self._is_at_campus(hit):
            return True
        if following not in self._lexicon.says or not hit.key.isascii():
            return False
        if hit.key.rpartition(" ")[2] in DIVISION_WORDS:  # "Platte County said"
            return False
        return not (self._reader.cued(hit) or self._cues.strength(hit) == STRONG)

    def _is_division(self, key: str) -> bool:
        """Whether a name ends with "oblast" or the like, as nobody's name does."""
        first, _, last = key.rpartition(" ")
        return first != "" and (last in DIVISION_WORDS or last in self._lexicon.admin_nouns)

    def _is_team(self, hit: Hit) -> bool:
        """Whether nothing makes a place of a name in a match report, or where a sentence tells how a match ended."""
        best = self._traits.of(hit.key).standing
        town = best is not None and self._places.kinds[best.index] == "city"
        told = (self._report and town) or self._is_match(self._text.sentence(hit.first))
        return told and self._cues.strength(hit) == NONE

    def _is_match(self, sentence: int) -> bool:
        found = self._matches.get(sentence)
        if found is None:
            text = self._text
            first = text.openings[sentence]
            end = text.sentence_end(first)
            words = text.words[first:end]
            found = self._matches[sentence] = not _MATCH.isdisjoint(words) and any(
                text.words[at - 1].isdigit() and text.gap(at) in ("-", "–", ":")
                for at in compress(range(first + 1, end), map(str.isdigit, words[1:]))
            )
        return found

    def _is_report(self) -> bool:
        """Whether the text is a match report: by its words, or by one of them and a result."""
        words_of_sport = count_sport(self._text.vocabulary)
        if words_of_sport >= MATCH_REPORT or not (words_of_sport and self._sport):
            return words_of_sport >= MATCH_REPORT
        return any(self._is_match(sentence) for sentence in range(len(self._text.openings)))

    def _is_at_campus(self, hit: Hit) -> bool:
        """Whether "a student at" or the like stands before."""
        text = self._text
        return text.before(hit.first) == "at" and text.before(hit.first - 1) in _CAMPUS

    def _is_word(self, hit: Hit, traits: Traits) -> bool:
        """Whether a name is written like, or is, an ordinary word that nothing makes a place."""
        if traits.no_place:
            return True
        written = self._text.plain[hit.start : hit.end]
        if written.isupper():
            if hit.key == _TURKISH_US and self._cues.following(hit) in _ARABIC_NAMES:
                return True
            if not traits.firm and self._is_acronym(hit, written):
                return True
            if hit.key in _SHOUTED_WORDS and not self._text.gap(hit.first).startswith(","):
                return True
        elif len(written) <= 3 and written.isascii():
            return not self._placed(hit)
        if traits.word and traits.has_country:  # "la Grenade", not "Grenade attack"
            shouted = written.isupper() or self._reader.in_titled_headline(hit.first)
            return shouted or self._text.before(hit.first) not in _LAND_ARTICLES
        if traits.word:
            if written.isupper() and self._reader.in_titled_headline(hit.first):
                return not self._has_region(hit)  # "FIRM IN DEAL", "GAINS IN MOST SECTORS"
            return not self._placed(hit)
        return traits.person and not traits.firm and not self._placed(hit)

    def _placed(self, hit: Hit) -> bool:
        """Whether the words around make a place of what else would be a word or a person."""
        if self._cues.direct(hit) or self._text.in_located(hit.first):
            return True
        return self._has_region(hit)

    def _has_region(self, hit: Hit) -> bool:
        region = self._reader.region_behind(hit)
        return region is not None and any(
            self._places.kinds[i] in ("country", "admin1")
            for i in self._places.candidates(region.key)
        )

    def _is_named_team(self, hit: Hit, following: str) -> bool:
        """Whether a team's name follows; "Fire" may be a brigade's: "Dover Fire Chief", "Leeds Fire and Rescue"."""
        if following not in self._words.teams:
            return False
        return not self._cues.has_body(hit)

    def _is_school(self, hit: Hit, traits: Traits) -> bool:
        """Whether a school is called after a town that a country shares its name with: "Lebanon High School"."""
        words = self._text.words[hit.last : hit.last + 3]
        return traits.has_country and "school" in words

    def _is_state_university(self, hit: Hit) -> bool:
        """Whether "State" ends the name of a US state's university: "Florida State found", not "Texas State Police"."""
        text, at = self._text, hit.last
        if hit.key in _STATES_SO_CALLED:
            return False
        best = self._traits.of(hit.key).standing
        if best is None or not self._places.admins[best.index].startswith("US."):
            return False
        ends = at + 1 >= len(text.words) or text.opens(at + 1) or text.gap(at + 1) != " "
        return self._places.kinds[best.index] == "admin1" and (ends or not text.upper(at + 1))

    def _is_acronym(self, hit: Hit, written: str) -> bool:
        """Whether a name is in capitals among words that are not ("the ALMA telescope", "HIV")."""
        if not written.isascii() or " " in hit.key or "." in written:
            return False
        text = self._text
        if self._cues.starts_report(hit):
            return False
        start, end = (
            text.starts[max(0, hit.first - 2)],
            text.end(min(hit.last + 1, len(text.words) - 1)),
        )
        return not text.plain[start:end].isupper()

    def _is_part(self, hit: Hit, traits: Traits, following: str) -> bool:
        """Whether the words around make a name part of another: "Georgia University", "Lake Zurich"."""
        text, lexicon, reader = self._text, self._lexicon, self._reader
        if following:
            if following in _SMALL_PARTS:
                return True
            if text.upper(hit.last):
                part = following in lexicon.part_after or self._is_named_team(hit, following)
                part = part or (following in _PAPERS and not traits.has_country)
                part = part or text.words[hit.last + 1 : hit.last + 2] in _FIRM_ENDS
                if following in _SCHOOLS:
                    part = part or self._is_school(hit, traits)
                elif following == "state":
                    part = part or self._is_state_university(hit)
                part = part and not self._is_division(hit.key)
                sure = following in _SURE_PAPERS and not traits.has_country
                if part and (sure or not reader.in_titled_headline(hit.first)):
                    return True
                if (
                    not part
                    and not traits.self_evident
                    and self._cues.continues(hit)
                    and self._cues.strength(hit) == NONE
                ):
                    return True
        before = text.before(hit.first)
        if not before:
            return False
        gap = text.gap(hit.first)
        if gap == " ":
            if before in _SHIPS and not (
                text.upper(hit.first - 1) and reader.in_titled_headline(hit.first)
            ):
                return True
            if (
                before in _HOUSES
                or before in _WATERS
                or (before in lexicon.part_before and text.upper(hit.first - 1))
            ):
                return True
            if before == "of" and text.before(hit.first - 1) in _OWNERS:
                return True
        elif reader.hyphenated(hit.first):
            return before not in _JOINING and reader.ending_at(hit.first) is None
        return (
            not following
            and text.gap(hit.last) == "-"
            and text.upper(hit.last)
            and hit.last not in reader.hits
        )
