"""What kind of event a story tells of, as a hint: PLOVER's 16 classes, read from headline and lead.

No parser: the telling word that comes first in the headline decides, the lead only where the headline has none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from itertools import compress, pairwise
from typing import NamedTuple, get_args

from stream.classify.events.burning import is_burning
from stream.classify.events.drilled import is_drilled
from stream.classify.events.negation import is_negated
from stream.classify.events.pairs import exchanges, is_roadblock, of_court, paired
from stream.classify.events.past import is_years_on, says_last_year
from stream.classify.events.studied import is_fact_check, is_studied
from stream.classify.events.tried import is_tried
from stream.classify.events.unreal import is_figurative, is_tested, kills_a_thing, retold
from stream.classify.words.automaton import is_unspaced
from stream.classify.words.grammar import Reader
from stream.classify.words.lexicon import parse_toml, read_data
from stream.classify.words.sport import MATCH_REPORT, count_sport, is_match_report
from stream.classify.words.text import fold, with_clitic, word_set
from stream.errors import ConfigError
from stream.model import ActorLabel, EventClass, EventLabel

_MODAL = frozenset(
    fold("""
    will would could may might plans plan planned planning threatens threaten vows vow warns if
    unless fears feared set ready prepares expected propose proposes offers offer mulls considers
    wants seeks voudrait veut pourrait menace planea podria quiere droht will konnte планирует
    планируется готовится может собирается hazirlaniyor planliyor سوف قد ستواصل يهدد تهدد 将 拟
""").split()
)
"""Words that put what follows them into the future or the merely possible."""

_ABOUT_IT = word_set("""
    clip video film footage anniversary memorial trial survivors survivor museum book series
    documentary drama game theory memories inquiry case victims suspect hoax drill ads movie
""")
"""Nouns behind a telling word that make it a thing of the past: "massacre clip", "bombing trial"."""

_MOCK = word_set("""
    mock simulated simulates simulate simulation simula simulan simulo simularon simulent
    simulieren simuliert simulating practise practises practised practising practices practiced rehearse rehearses
    rehearsed rehearsal ubt uben geubt proben probt geprobt nachgestellt ensaya ensayan ejercicios exercices
    simulacro simulacros simulado ejercicio exercise drill drills
    remember remembers remembering recall recalls commemorate commemorates commemorating recuerda recuerdan
    gedenkt gedenken
    simulasi latihan simulado simulada simulation simulacion simulacao esercitazione oefening rampenoefening cwiczenia
    cwiczen تمرين وهمي محاكاه مناوره
    exercice simule ubung учениях учения навчання tatbikat tatbikati esercitazione fictitious staged
""")
"""Words before or behind a telling one by which nothing happened now: "simulacro de ataque", "remembers bombing"."""

_SINCE = word_set("""
    years ans anos jahre лет років yil anni lat jaar tahun decades decade anniversary aniversario anniversaire jahrestag
    годовщина річниця yildonumu
""")
_THEN = word_set("""
    after since ago apres despues tras nach после після sonra of del du
    dalla dal dallo dagli dall do da dos po od na setelah sejak dopo depuis desde seit
""")
"""With one of `_SINCE` before them these put what follows into the past: "22 years after gunmen seized"."""

NO_VICTIMS = word_set("""
    levy levies tax taxes bill bills law laws plan plans proposal proposals deal deals measure budget reform reforms
    contest game match tie race chances title
    merger project projects amendment ban motion talks hopes hope momentum idea scheme pipeline subsidy tariff clause
""")
"""What is killed, bombed or torpedoed in a figure of speech only: "kills digital levy"."""

_APPEALS, _OF_COURTS = (
    word_set("appeal appeals"),
    word_set("court courts judge judges panel chamber ruling"),
)
_STRIKES = word_set("strike strikes struck striking")
_ALSO_OF_STORMS = frozenset(("hit", "hits", "struck", "hitting"))
"""What an accident does as well."""
_ARMED_KINDS = frozenset(("military", "armed-group"))
_NEGATED = word_set("""
    no not never without denies denied keine kein aucun ningun nobody none
""")
_NOBODY = word_set("none nobody nadie niemand personne nessuno ninguem никто ніхто")
"""Subjects that deny the whole clause: "none of them was killed"."""
_SHOT = word_set(
    "police soldiers troops gunmen deputies guards settlers militants "
    "was were been fatally officer officers man woman boy girl student teenager men two three four five"
)
"""Before "shot" these make a deed of it."""
_YEARS_AGO = frozenset(
    (a, b) for a in word_set("year years decade decades century") for b in ("ago", "earlier")
)
_AGO = frozenset(("ago", "earlier"))
_CLAUSE = 12
"""Words behind a telling one in which "last year" makes it an event of the past."""
_LAST = frozenset((("last", "year"), ("last", "month"), ("last", "decade"), ("last", "century")))
_YEAR = re.compile(r"(?:19|20)\d\d")
_PAST = 8
"""Words before a telling one in which a year makes it an event of the past: "the 2019 mosque attack"."""

_HAN = "\u2e80"
"""From here on scripts put no spaces between words (Han, kana)."""

_BACKGROUND = word_set(
    "factbox timeline explainer chronology obituary newsmaker chronologie cronologia steckbrief"
)
"""First words of headlines under which nothing happens now."""

_ARTICLES = frozenset(("la", "le", "el", "il"))
"""Romance articles: behind them a capital makes a name of a telling word."""

_CRAFT = word_set("drone drones дрон дроны беспилотник беспилотники drohne drohnen dron drones")
"""May be a sight only; with another word of violence in headline or lead they attack."""

_LABOUR = word_set("""
    workers machinists dockworkers longshoremen crews growers engineers
    teachers union unions wage wages pay staff nurses doctors drivers pilots employees railway rail miners
    dockers walkout walkouts strikers picket pickets labour labor
""")
"""Beside a strike, and no violence, these make it one of work."""

_BLOCKS, _HOUSING = (
    frozenset(("block", "blocks")),
    word_set("apartment tower housing residential cell office flat city voting trading"),
)
_PAIRED = 0.6
"""Confidence in what only two words tell together."""
_FAILED = frozenset(("fail", "fails", "failed"))

_LEAD = 2
"""Sentences of the body that count as its lead."""


@dataclass(frozen=True, slots=True)
class EventWords:
    """A telling word → its class; `assaults` are the words of violence that tell of it by themselves;
    `calamity` are accidents and disasters: nobody's deed, and so are `mild` words alone where `industry` is;
    `unspaced` are the telling words of Chinese; `violent` all words of assaults, weak ones too, `hostile` those that
    neither industry nor storms share."""

    kinds: dict[str, EventClass]
    assaults: set[str]
    calamity: set[str]
    industry: set[str]
    mild: set[str]
    unspaced: tuple[str, ...]
    violent: frozenset[str]
    hostile: frozenset[str]


@cache
def event_words() -> EventWords:
    """The words of data/actors/events.toml; the first class that claims a word has it."""
    known: dict[str, EventClass] = {kind: kind for kind in get_args(EventClass)}
    firm: dict[str, EventClass] = {}
    weak: dict[str, EventClass] = {}
    accidents = {
        "calamity": {"words": set[str]()},
        "industry": {"words": set[str](), "mild": set[str]()},
    }
    for name, lists in parse_toml(read_data("actors/events.toml"), "events.toml").items():
        if name == "pairs":
            continue
        if name in accidents:
            for key, words in lists.items():
                accidents[name][key].update(
                    form for word in fold(words).split() for form in with_clitic(word)
                )
            continue
        if name not in known:
            raise ConfigError(f"events.toml: {name}: none of PLOVER's classes")
        for table, key in ((firm, "words"), (weak, "weak")):
            for written in map(fold, lists.get(key, "").split()):
                for word in with_clitic(written):
                    if word not in firm:
                        table.setdefault(word, known[name])
    assaults = {word for word, kind in firm.items() if kind == "assault"}
    kinds = weak | firm
    calamity, industry = accidents["calamity"]["words"], accidents["industry"]
    return EventWords(
        kinds,
        assaults,
        calamity,
        industry["words"],
        industry["mild"],
        tuple(sorted(filter(is_unspaced, kinds))),
        violent := frozenset(word for word, kind in kinds.items() if kind == "assault"),
        violent - industry["mild"] - _ALSO_OF_STORMS,
    )


def read_events(reader: Reader, actors: list[ActorLabel], year: int) -> list[EventLabel]:
    """At most one event of the headline, or of the lead if the headline tells none; `year` is the update's."""
    text, words = reader.text, event_words()
    if text.words and text.words[0] in _BACKGROUND:
        return []
    armed = any(actor.kind in _ARMED_KINDS for actor in actors)
    lead = bisect_left(text.openings, reader.body)
    body = text.openings[lead : lead + _LEAD]
    spans = [(0, reader.topic_end, 0.9)] if reader.body else []
    spans += [(opening, text.sentence_end(opening), 0.7) for opening in body]
    spans = [span for span in spans if not text.in_located(span[0])]
    told = set[str]().union(*(text.words[a:b] for a, b, _ in spans))
    violent = not words.assaults.isdisjoint(told)
    hostile = not words.hostile.isdisjoint(told)
    match = not armed and is_match_report(text.vocabulary, text.plain)
    studied = violent and (
        is_fact_check(reader) or any(is_studied(text.words[a:b]) for a, b, _ in spans[:2])
    )
    burning = words.assaults & told <= words.mild and any(
        is_burning(text.words, a, b) for a, b, _ in spans
    )
    mode = _Mode(
        armed or violent,
        not (match or studied or burning)
        and ((armed and hostile) or not _is_accident(words, told, text.vocabulary)),
        year,
        told.isdisjoint(_CRAFT) or not words.violent.isdisjoint(told - _CRAFT),
        not violent and not _LABOUR.isdisjoint(told),
    )
    for first, end, confidence in spans:
        if label := _unspaced_event(reader, first, end, confidence):
            return [label]
        at = _telling(reader, first, end, mode)
        if at is None and mode.deed and _is_all_unreal(reader, first, end):
            mode = mode._replace(deed=False)  # a drill's headline: the lead tells of the drill
        if at is not None:
            strike = mode.labour and text.words[at] in _STRIKES
            court = of_court(text.words, at, first, end)
            road = is_roadblock(text.words, at, first, end)
            kind = (
                "protest" if strike or road else court or words.kinds.get(text.words[at], "assault")
            )
            planned = _is_planned(text.words[max(first, at - 4) : at + 1])
            evidence = [text.evidence(text.starts[at], text.end(at), f"event:{kind}")]
            return [
                EventLabel(type=kind, planned=planned, confidence=confidence, evidence=evidence)
            ]
        if (pair := paired(text.words, first, end)) is not None:
            at, kind = pair
            planned = _is_planned(text.words[max(first, at - 4) : at + 1])
            evidence = [text.evidence(text.starts[at], text.end(at), f"event:{kind}")]
            return [EventLabel(type=kind, planned=planned, confidence=_PAIRED, evidence=evidence)]
    return []


def _is_planned(words: list[str]) -> bool:
    """Whether the words before the last one put it into the future: "may attack", "to hold drills".

    "To" before a plural is no infinitive's ("adds two to sanctions list").
    """
    infinitive = any(
        word == "to" and (then.endswith("ss") or not then.endswith("s"))
        for word, then in pairwise(words)
    )
    return infinitive or not _MODAL.isdisjoint(words[:-1])


def _is_accident(words: EventWords, told: set[str], every: Set[str]) -> bool:
    """Whether headline and lead tell of a calamity, or of sport or a blast in industry and of no other violence."""
    if not words.calamity.isdisjoint(told):
        return True
    if not words.assaults & told <= words.mild:
        return False
    if not words.industry.isdisjoint(told):
        return True
    # "his free kick killed the game"
    return not words.mild.isdisjoint(told) and count_sport(every) >= MATCH_REPORT


def _unspaced_event(reader: Reader, first: int, end: int, confidence: float) -> EventLabel | None:
    """The event of a sentence in Chinese or Japanese, whose words are not parted: the first telling one."""
    text = reader.text
    start = text.starts[first]
    plain = text.plain[start : text.end(end - 1)]
    if plain.isascii() or max(plain) < _HAN:
        return None
    known = event_words()
    found = [(plain.find(w), w) for w in known.unspaced if w in plain]
    violent = [one for one in found if known.kinds[one[1]] == "assault"]
    if not found:
        return None
    at, word = min(violent or found)
    kind, planned = (
        known.kinds[word],
        plain[max(0, at - 2) : at].endswith(("将", "将要", "拟", "將", "擬")),
    )
    evidence = [text.evidence(start + at, start + at + len(word), f"event:{kind}")]
    return EventLabel(type=kind, planned=planned, confidence=confidence, evidence=evidence)


class _Mode(NamedTuple):
    """Whether weak words of violence count, whether the violence is anybody's deed at all, the year of now, and
    whether violence is told by more than the craft (drones) that may do it; `labour`: a strike is one of work."""

    weak: bool
    deed: bool
    year: int
    hostile: bool
    labour: bool


def _telling(reader: Reader, first: int, end: int, mode: _Mode) -> int | None:
    """The first word that tells of an event now; an assault comes before what is said of it."""
    kinds, words = event_words().kinds, reader.text.words
    known = [*compress(range(first, end), map(kinds.__contains__, words[first:end]))]
    known += exchanges(words, first, end)
    violent_first = sorted(known, key=lambda at: kinds.get(words[at], "assault") != "assault")
    return next((at for at in violent_first if _counts(reader, at, first, end, mode)), None)


def _is_since(reader: Reader, at: int, first: int) -> bool:
    """Whether "22 years after" stands in the clause of a word: a comma ends it, if none is in a number."""
    text = reader.text
    clause = next(
        (
            place
            for place in range(at, first, -1)
            if "," in text.gap(place) and not text.words[place].isdecimal()
        ),
        first,
    )
    words = text.words[clause:at]
    return not (_SINCE.isdisjoint(words) or _THEN.isdisjoint(words))


def _is_all_unreal(reader: Reader, first: int, end: int) -> bool:
    """Whether all words of violence in a sentence, and there are some, are of a drill, film or figure of speech."""
    violent = [at for at in range(first, end) if reader.text.words[at] in event_words().assaults]
    return bool(violent) and all(_is_unreal(reader, at, first, end) for at in violent)


def _is_unreal(reader: Reader, at: int, first: int, end: int) -> bool:
    """Whether a word of violence tells of nothing that happens: practised, tested, filmed, a figure of speech."""
    words = reader.text.words
    beside = (*words[max(first, at - 4) : at], *words[at + 1 : min(at + 4, end)])
    return (
        not _MOCK.isdisjoint(beside)
        or is_figurative(words, at, first, end)
        or is_tested(words, at, first, end)
        or at in retold(reader, first, end)
        or is_tried(reader, at, first, end)
        or is_drilled(reader, at, first, end)
    )


def _is_name(reader: Reader, at: int) -> bool:
    """Whether a word is written as a name where nouns are written small."""
    text = reader.text
    written = text.plain[text.starts[at] : text.end(at)]
    return written.istitle() and not reader.in_titled_headline(at)


def _is_town(reader: Reader, at: int) -> bool:
    """Whether a telling word that is a place's name as well has a capital in running text: "en Granada"."""
    return _is_name(reader, at) and not reader.text.opens(at)


def _counts(reader: Reader, at: int, first: int, end: int, mode: _Mode) -> bool:
    words, text = event_words(), reader.text
    word = text.words[at]
    labour = word in _STRIKES and mode.labour
    violent = not labour and words.kinds.get(word, "assault") == "assault"
    firm = word in words.assaults or word not in words.kinds
    if violent and not (mode.deed and (mode.weak or firm)):
        return False
    before, following = (
        text.words[max(first, at - _PAST) : at],
        text.words[at + 1 : min(at + 4, end)],
    )
    if before[-1:] == ["to"] and not _FAILED.isdisjoint(before[-5:]):
        return False  # "fail to agree"
    if not _NOBODY.isdisjoint(before) or any(_YEAR.fullmatch(w) for w in before):
        return False
    if not _NEGATED.isdisjoint(before[-3:]) and is_negated(reader, at, first, _NEGATED):
        return False
    dated = text.words[at + 1 : min(at + _PAST, end)]
    if any(word.isdecimal() and _YEAR.fullmatch(word) and int(word) < mode.year for word in dated):
        return False
    if (
        not (_SINCE.isdisjoint(before) or _THEN.isdisjoint(before))
        and _is_since(reader, at, at - len(before))
    ) or not _MOCK.isdisjoint((*before[-4:], *following)):
        return False
    if not _AGO.isdisjoint(dated) and any(pair in _YEARS_AGO for pair in pairwise(dated)):
        return False
    behind = text.words[at + 1 : min(at + _CLAUSE, end)]
    if "last" in behind and any(pair in _LAST for pair in pairwise(behind)):
        return False
    if violent and (is_years_on(text.words[first : first + 3]) or says_last_year(text.words, at)):
        return False
    if violent and _is_unreal(reader, at, first, end):
        return False
    if word in _CRAFT and not mode.hostile:
        return False  # seen over a runway
    if word == "shot" and not (before[-1:] and before[-1] in _SHOT) and following[:1] != ["dead"]:
        return False  # a shot on goal, in the arm, of whisky
    if word in _APPEALS and following[:1] and following[0] in _OF_COURTS:
        return False  # "appeals court"
    if following[:1] == ["down"] and word in _STRIKES:
        return False  # "strikes down law"
    if following[:1] == ["off"] and word.startswith("kill"):
        return False
    if word in _BLOCKS and before[-1:] and before[-1] in _HOUSING:
        return False
    if violent and (not NO_VICTIMS.isdisjoint(following) or kills_a_thing(text.words, at, end)):
        return False
    if text.before(at) in _ARTICLES and _is_name(reader, at):
        return False  # "la Grenade"
    covered = reader.covering(at)
    named = covered is not None and (covered.last > covered.first + 1 or _is_town(reader, at))
    return not named and not reader.in_dateline(at) and _ABOUT_IT.isdisjoint(following[:1])
