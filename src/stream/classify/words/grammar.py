"""Reads the words around a name: what its subject does, which preposition stands before it.

No parser: a walk over a few words by word lists (data/words.toml), good for news prose, where the verb
stands close to a short subject.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from stream.classify.words.automaton import Hit
from stream.classify.words.dateline import CALENDAR, dateline_end
from stream.classify.words.lexicon import Lexicon
from stream.classify.words.text import Text, word_set

_APOSTROPHES = "'’‘ʼ`´"
_HYPHENS = frozenset("-‑–")
_OF = frozenset(("of", "de", "del", "des", "du", "do", "da", "der"))
_SPEAKING_FOR = _OF | {"for"}
_GERMAN_ADJECTIVES = ("ischen", "ischer")
"""Ends of adjectives between a preposition and a name: "in der türkischen Provinz X"."""
_DASHES = frozenset((" - ", " – ", " — ", " -- "))
_MEMBERS = word_set("""
    gunmen fighters members militants soldiers troops forces commanders guerrillas insurgents rebels units
    men supporters
    rebelles djihadistes insurges terroristes milicianos insurgentes terroristas rebeldes
    hombres miembros combatientes guerrilleros membres combattants hommes soldats mitglieder kampfer membros combatentes
    бойцы боевики члены مسلحو مقاتلو عناصر
""")
_REACH_OBJECT = 7
_DONE_TO_MEN = word_set(
    "arrested arrests killed kills detained detains wounded kidnapped abducted held jailed sentenced"
)
_DAYS = word_set("""
    este esta ce lundi mardi mercredi jeudi vendredi samedi dimanche
    lunes martes miercoles jueves viernes sabado domingo
    lunedi martedi mercoledi giovedi venerdi domenica
    montag dienstag mittwoch donnerstag freitag samstag sonntag hoy ayer
    oggi ieri hoje ontem heute gestern
""")
"""Between a verb of saying and who says it: "informó este miércoles el Ejército"."""
_FEW = word_set(
    "two three four five six seven eight nine ten eleven twelve dozens several some suspected"
)
_REACH = 12
_ARTICLES = frozenset(
    ("the", "a", "la", "le", "el", "il", "o", "der", "die", "das", "des", "l", "den", "dem")
)
_TOPICS = frozenset(
    ("le", "la", "les", "l", "un", "une", "des", "au", "deux", "trois", "el", "los", "las", "il")
)
"""Behind a colon these show a Romance headline, whose first word is its topic, no speaker: "Haïti : la police ..."."""
_DUTCH = frozenset(("de", "het"))
_PLAIN_ARTICLES = _ARTICLES - _OF

_LIVE = word_set("live liveblog liveticker direct vivo canli diretta онлайн наживо")
"""Words of a headline by which it is a live blog's: its parts are different stories."""

_REPORTS = word_set("data figures statement report numbers information reports toll")


@dataclass(slots=True)
class Reader:
    """A text with its hits by their first word, and the word lists.

    `body` is the first word behind the headline, `dateline_end` the position behind the dateline (or 0).
    `topic_end` is where the headline's first matter ends: before `body` in a live blog that lists several.
    The questions that are asked most are methods of containers: one in Python takes three times as long.
    """

    text: Text
    lexicon: Lexicon
    hits: Mapping[int, Hit]
    body: int = 0
    dateline_end: int = 0
    titled: bool = False
    topic_end: int = 0
    in_dateline: Callable[[int], bool] = field(init=False)
    """Whether a word is in the dateline of the body."""
    ending_at: Callable[[int], Hit | None] = field(init=False)
    """The hit that ends before word n."""
    covering: Callable[[int], Hit | None] = field(init=False)
    """The hit that word n is part of."""
    hyphens: set[int] = field(init=False)
    """The words with a hyphen without spaces before them."""
    hyphenated: Callable[[int], bool] = field(init=False)
    """Whether a hyphen without spaces stands before word n."""
    _prepositions: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        text = self.text
        hits = self.hits.values()
        self.ending_at = {hit.last: hit for hit in hits}.get
        inner = ((at, h) for h in hits for at in range(h.first + 1, h.last))
        self.covering = (dict(self.hits) | dict(inner)).get
        self.hyphens = _hyphenated(text)
        self.hyphenated = self.hyphens.__contains__
        self.body = text.headline_end
        self.topic_end = _topic_end(text, self.body)
        self.dateline_end = dateline_end(text, self.body, self.hits)
        line_end = bisect_left(text.starts, self.dateline_end)
        self.in_dateline = range(self.body, line_end).__contains__
        plain, headline = text.plain, zip(text.words[: self.body], text.starts, strict=False)
        capital = [plain[start].isupper() for word, start in headline if len(word) > 3]
        self.titled = sum(capital) * 2 > len(capital)

    def in_byline(self, at: int) -> bool:
        """Whether a word is in the parenthesis of the dateline, which names the agency."""
        if not self.in_dateline(at):
            return False
        before = self.text.plain[self.text.starts[self.body] : self.text.starts[at]]
        return before.rfind("(") > before.rfind(")")

    def in_titled_headline(self, at: int) -> bool:
        """Whether a word is in a headline in title case or capitals, where a capital tells nothing."""
        return self.titled and at < self.body

    def region_behind(self, hit: Hit) -> Hit | None:
        """The hit behind a comma or in a bracket: "Albany, New York", "San Juan (Argentina)"."""
        region, gap = self.hits.get(hit.last), self.text.gap(hit.last)
        if region is None or self._is_day(region):
            return None
        bracketed = gap == " (" and self.text.gap(region.last)[:1] == ")" and len(region.key) > 3
        if not (bracketed or gap.startswith((",", "،"))):  # "(PA)" is an agency
            return None
        return region if hit.last < self.text.sentence_end(hit.first) else None

    def _is_day(self, hit: Hit) -> bool:
        """Whether a name is a month with its day: "GENEVA, March 4"."""
        words = self.text.words[hit.last : hit.last + 1]
        return hit.key in CALENDAR and words != [] and words[0].isdigit()

    def cued(self, hit: Hit) -> bool:
        """Whether the words around say that a place is meant: "in X", "the town of X", "X province"."""
        text, lexicon = self.text, self.lexicon
        if text.in_located(hit.first) or self.region_behind(hit) is not None:
            return True
        following = text.words[hit.last] if hit.last < text.sentence_end(hit.first) else ""
        if following in lexicon.admin_nouns or following in lexicon.place_nouns:
            return text.gap(hit.last) == " "
        before = text.before(hit.first)
        if before == "of" and hit.first > 1:
            before_of = text.before(hit.first - 1)
            return before_of in lexicon.place_nouns or before_of in lexicon.admin_nouns
        cues = (
            before in lexicon.place_nouns or self.preposition(hit.first) in lexicon.strong_locative
        )
        return cues or self._explained(hit)

    def _explained(self, hit: Hit) -> bool:
        """Whether ", a town in" or the like stands behind a name."""
        text, lexicon = self.text, self.lexicon
        if not text.gap(hit.last).startswith(","):
            return False
        words = text.words[hit.last : min(hit.last + 5, text.sentence_end(hit.first))]
        articles = words[:1] in (["a"], ["an"], ["the"])
        return articles and any(word in lexicon.place_nouns for word in words)

    def possessive(self, after: int) -> int:
        """The index behind a possessive ending before word `after`, or `after` if there is none.

        A bare apostrophe ("Damascus' forces") gives `after` as well: see `is_possessive`.
        """
        if (
            self.is_possessive(after)
            and after < len(self.text.words)
            and self.text.words[after] == "s"
        ):
            return after + 1
        return after

    def is_possessive(self, after: int) -> bool:
        """Whether the name that ends before word `after` is a possessor."""
        gap = self.text.gap(after)
        return (
            gap != " "
            and gap[0] in _APOSTROPHES
            and (gap[1:] != "" or self.text.words[after] == "s")
        )

    def preposition(self, first: int) -> str:
        """The word before a name, past articles, compass words, "the town of" and a list of names."""
        found = self._prepositions.get(first)
        if found is None:
            found = self._prepositions[first] = self._find_preposition(first)
        return found

    def _find_preposition(self, first: int) -> str:
        text, lexicon = self.text, self.lexicon
        at, crossed, listing = first, False, True
        for _ in range(_REACH):
            word = text.before(at)
            if not word or (crossed and word in lexicon.locative and word != "of"):
                return word
            beside = self.ending_at(at)
            if beside is None and word not in lexicon.passed and not _is_german(word):
                return word
            if (beside is not None or word == "s") and (owner := self._owner(at)) is not None:
                at, crossed, listing = owner.first, True, False
                continue
            if word in lexicon.coordinators:
                listed = self.ending_at(at - 1)
            else:  # behind an article no comma lists
                listed = beside if listing else None
                if listed is not None and not text.gap(at).startswith(","):
                    listed = None
            if listed is not None:
                at = listed.first
            elif (
                word in lexicon.modifiers
                and not (word in lexicon.takes_place and not self.hyphenated(at - 1))
            ) or _is_german(word):  # "shelling hit Kharkiv", not "quake-hit Kharkiv"
                at, listing = at - 1, listing and word not in _ARTICLES
            else:
                return word
            crossed = True
        return ""

    def _owner(self, at: int) -> Hit | None:
        """The possessor or nationality that ends before word `at`: "in Peru's Ayacucho", "in the Russian city of"."""
        text = self.text
        if text.before(at) == "s" and at > 1 and text.gap(at - 1)[:1] in _APOSTROPHES:
            return self.ending_at(at - 1)
        hit = self.ending_at(at)
        modifiers = self.lexicon.modifiers
        if hit is None or text.gap(at) != " " or text.words[at] not in modifiers:
            return None
        before = text.before(hit.first)
        return hit if before in _ARTICLES or before in modifiers else None

    def is_subject_position(self, first: int) -> bool:
        """Whether a name can be a subject where it stands: no preposition governs it."""
        if self.hyphenated(first):
            return False
        if self.preposition(first) not in self.lexicon.governing or self._tells(first):
            return True
        members = self.members_before(first)
        return members != first and self.preposition(members) not in self.lexicon.governing

    def _tells(self, first: int) -> bool:
        """Whether a comma parts a name that says or counts something from a place: "in Gaza, MSF counted"."""
        hit = self.hits.get(first)
        if hit is None or not self.text.gap(first).startswith(","):
            return False
        verb = self.text.words[hit.last] if hit.last < self.text.sentence_end(first) else ""
        telling = verb in self.lexicon.says or verb in self.lexicon.counts
        return telling and self.text.gap(hit.last) == " "

    def members_before(self, first: int) -> int:
        """Where "gunmen of the X coalition" begins, who are the group's; `first` if no such words stand before."""
        at = first
        while (before := self.text.before(at)) in _PLAIN_ARTICLES:
            at -= 1
        if before in _OF and self.text.before(at - 1) in _MEMBERS:
            return at - 2
        return first

    def cited(self, first: int) -> bool:
        """Whether "according to", "said", "told" or "data from" stands before a name, articles passed over."""
        text, lexicon = self.text, self.lexicon
        at = first
        while at > 0 and (before := text.before(at)) and (before in _ARTICLES or before in _DAYS):
            at -= 1
        before = text.before(at)
        if before in _DUTCH and text.before(at - 1) in lexicon.cites:
            return True  # "aldus de politie"
        if before in _SPEAKING_FOR:
            at = self._past_office(at)
            before = text.before(at)
        if before in lexicon.press or self.ending_at(at) is not None:
            at = self._past_told(at)
        if at < self.body and text.gap(at) in _DASHES and self._closes(first):
            return True  # "Blast kills nine - police"
        word, before = text.before(at), text.before(at - 1) if at > 0 else ""
        if word in lexicon.cites or (
            word in lexicon.cites_last and f"{before} {word}" in lexicon.cites_two
        ):
            return True
        if word in ("from", "by"):
            return before in _REPORTS
        return word in lexicon.says_before or (word in lexicon.says and not word.isascii())

    def _past_office(self, at: int) -> int:
        """Before "el portavoz de" or "le chef de", who speak for a body: "dijo el portavoz de la Policía"."""
        text = self.text
        if (
            text.before(at) not in _SPEAKING_FOR
            or text.before(at - 1) not in self.lexicon.spokesmen
        ):
            return at
        at -= 2
        while text.before(at) in _ARTICLES or text.before(at) in _DAYS:
            at -= 1
        return at

    def _past_told(self, at: int) -> int:
        """Before those who are told, between the verb and who speaks: "dijo a la AFP", "sagte der dpa".

        Only names and nouns for the press are passed, and only where a verb of saying is before them.
        """
        text, lexicon = self.text, self.lexicon
        beside = self.ending_at(at)
        first = beside.first if beside is not None else at - 1
        if beside is None and text.before(at) not in lexicon.press:
            return at
        while text.before(first) in lexicon.to_press:
            first -= 1
        if text.before(first) in lexicon.says_before and text.gap(first) == " ":
            return first
        return at

    def _closes(self, first: int) -> bool:
        """Whether nothing but a name, and a noun or two that belong to it, stands to the end of the headline."""
        hit = self.hits.get(first)
        last = hit.last if hit is not None else first + 1
        return self.body - last <= 2

    def cited_behind(self, after: int) -> bool:
        """Whether a postposition that cites stands behind a name: "SOHR'a göre", "der Polizei zufolge"."""
        words = self.text.words
        if after < self.body and ":" in self.text.gap(after):
            if self.text.gap(after)[0] == " " or words[after] in _TOPICS:
                return False
            first = self._first_of(
                after
            )  # "Moscow: no talks before Friday", "BREAKING - Moscow: ..."
            return self.text.opens(first) or self.text.gap(first).strip() in ("-", "–", "—")
        behind = self.lexicon.cites_after
        return after < len(words) and (
            words[after] in behind or (after + 1 < len(words) and words[after + 1] in behind)
        )

    def _first_of(self, after: int) -> int:
        hit = self.ending_at(after)
        return hit.first if hit is not None else after - 1

    def is_object(self, first: int) -> bool:
        """Whether a verb of doing, or its participle, stands right before a name: "captured Hamas fighters"."""
        text, lexicon, at = self.text, self.lexicon, first
        while (word := text.before(at)) in lexicon.modifiers or word in _ARTICLES or _counts(word):
            if word == "of":
                break
            at -= 1
        if word == "of":  # "captured the second-in-command of the PKK"
            before = text.words[max(text.sentence_start(first), at - _REACH_OBJECT) : at - 1]
            return any(w in lexicon.takes_place or w in _DONE_TO_MEN for w in before)
        if word.endswith("ed") and (word[:-2] in lexicon.acts or word[:-1] in lexicon.acts):
            return True
        return word in lexicon.acts or word in lexicon.takes_place


def _is_german(word: str) -> bool:
    """Whether a word may be a German adjective between a preposition and a name."""
    return word.endswith(_GERMAN_ADJECTIVES)


def _hyphenated(text: Text) -> set[int]:
    """The words right behind a hyphen that has a word right before it."""
    found: set[int] = set()
    plain, starts = text.plain, text.starts
    for hyphen in _HYPHENS:
        at = plain.find(hyphen)
        while at >= 0:
            index = bisect_left(starts, at + 1)
            if 0 < index < len(starts) and starts[index] == at + 1 and text.end(index - 1) == at:
                found.add(index)
            at = plain.find(hyphen, at + 1)
    return found


def _counts(word: str) -> bool:
    """Whether a word is a small number, as stands before those to whom something is done."""
    return word.isdecimal() or word in _FEW


def _topic_end(text: Text, body: int) -> int:
    """The first word behind the first semicolon of a live blog's headline ("X live: A; B; C"), else `body`."""
    said = (at for at in range(body) if text.words[at] in _LIVE)
    if not any(
        ":" in text.gap(behind) for at in said for behind in range(at + 1, min(at + 4, body))
    ):
        return body
    return next((at for at in range(1, body) if ";" in text.gap(at)), body)
