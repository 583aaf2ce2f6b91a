"""Collects what a text says of each actor: the words, whether it acts, is acted upon, or only speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader
from stream.classify.words.predicates import Predicate, predicate
from stream.classify.words.text import Text, word_set
from stream.model import ActorRole, Direction, Evidence

MOST_EVIDENCE = 5

Stance = Literal["acts", "counts", "speaks", "undergoes", "named"]

_STANCES: dict[Predicate, Stance] = {
    "says": "speaks", "counts": "counts", "claims": "acts", "acts": "acts", "has": "acts", "is": "named",
    "done_to": "undergoes", "suffers": "undergoes",
}  # fmt: skip
ADDRESSING = word_set("""
    accuse accuses accused accusing urge urges urged urging warn warns warned blame blames blamed threaten
    threatens threatened
    condemn condemns condemned criticise criticises criticised criticize criticizes criticized invite invites invited
    summon summons summoned sue sues sued thank thanks thanked ask asks asked asking press presses pressed pressing
    pressure pressured
    призвал призвала призвали обвинил обвинила закликав закликала звинуватив звинуватила поблагодарил exhorte
    exhortent accuse appelle remercie critique somme acusa acuso acusan insta instan insto exhorta critica pide agradece
    accusa esorta
    ringrazia wirft kritisiert warnt mahnt verurteilt beschuldigt
""")
"""Verbs whose object, if it is a country or a capital, is its government."""
_ATTACKS = word_set("""
    attaque attaques attentat attentats raid raids ataque ataques atentado atentados angriff angriffe angriffen anschlag
    anschlage attack attacks
""")
_RUSSIAN_ATTACKS = word_set("""
    атака атаке атаки атаку атакой удар удара удару ударе ударом удари ударів ударов обстрел обстрела обстреле обстрелом
    обстріл обстрілу обстрілом налет налета налета
""")
"""Before a genitive: "при атаке украинского беспилотника"; what is hit stands behind "на" or "по"."""
_ARABIC_ATTACKS = word_set("قصف القصف غاره غارات هجوم هجمات استهداف قصفت")
_TAKES = word_set("""
    retook retakes retake retaken recaptured recaptures recapture seized seizes captured captures wrested wrests
    liberated
    reclaimed took takes taken regained regain regains
""")
"""With "from" behind them these tell who loses: "retook the town from the rebels"."""
_HURTS = word_set("""
    killed killing wounded wounding captured capturing arrested arresting shot kidnapped kidnapping seized attack
    attacks attacked attacking bombed raided stormed destroyed
""")
_REACH_TAKEN = 7
_TURKISH_SAYS = word_set("bildirdi acikladi duyurdu soyledi belirtti aktardi")
_SAID = frozenset(("said", "says"))
_SPEAKERS = frozenset(("monitor", "media"))
_COUNTERS = _SPEAKERS | {"ngo", "igo", "university", "ministry"}
"""Kinds of actors that count and record to tell of it; police that "tracked" somebody did something."""
UNSPACED = "\u2e80"
"""From here on scripts put no spaces between words (Han, kana)."""

_UNSPACED_REACH = 9
"""Characters behind a Chinese name within which its verb stands: "以色列军方周二空袭"."""
_CLAUSE_END = re.compile(r"[，。；、：！？,的被遭\s]")
"""What ends the clause, makes of the name an attribute, or of the verb a passive."""

_DAY = re.compile(r"(?:\d{1,2}月)?\d{1,2}[日号號]|[周週]\w|星期\w")
_OWN_DEEDS = word_set(
    "استعاده سيطرته سيطرتها تحرير اسقاط استهداف صد احباط اغتيال تصفيه اعتراض تدمير تنفيذ شن"
)
"""Arabic nouns of deeds: "the army announced the recapture of" tells of its own; "said that (ان) Hayat Tahrir
al-Sham", whose name is such a noun, of somebody else's."""
_THAT = "ان"
_REACH_OWN = 3
_SAYS_OF_ITSELF = frozenset(("انها", "انه", "انهم", "بانها", "بانه"))


class Mention(Struct):
    """What was found of one actor; `place` are the first words of its mentions."""

    stances: set[Stance] = set()  # each mention's own: a Struct copies empty defaults
    evidence: list[Evidence] = []
    places: list[int] = []
    only_regime: bool = True
    confidence: float = 0.0
    person: str = ""

    def settle(self, kind: str) -> None:
        """Take what it counted or recorded for speech or for a deed, by the kind of actor."""
        if "counts" in self.stances:
            self.stances.remove("counts")
            self.stances.add("speaks" if kind in _COUNTERS else "acts")

    @property
    def direction(self) -> Direction:
        """What the sentences make plain: one deed outweighs what is done to it."""
        if "acts" in self.stances:
            return "acting"
        return "acted_upon" if "undergoes" in self.stances else ""


class Mentions:
    """The actors of one text by id, in the order in which they were found."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.found: dict[str, Mention] = {}

    def add(
        self, id: str, hit: Hit, rule: str, confidence: float, *, regime: bool = False
    ) -> Mention:
        """Note one mention; `hit` are its words, `rule` what read them."""
        found = self.found.get(id)
        if found is None:
            found = self.found[id] = Mention()
        if "acts" not in found.stances:  # one deed decides
            found.stances.add(self.stance(hit))
        found.places.append(hit.first)
        found.only_regime &= regime
        found.confidence = max(found.confidence, confidence)
        if len(found.evidence) < MOST_EVIDENCE:
            found.evidence.append(self._reader.text.evidence(hit.start, hit.end, rule))
        return found

    def stance(self, hit: Hit) -> Stance:
        """What the words around make of a name."""
        reader, first, last = self._reader, hit.first, hit.last
        if reader.text.plain[hit.end - 1] >= UNSPACED:
            return self._unspaced(hit)
        if reader.text.before(first) in _SAID and self._tells_deed(hit):
            return _STANCES[predicate(reader, last)]
        if reader.cited(first) or reader.cited_behind(last):
            behind = reader.text.words[last : last + _REACH_OWN]
            own = _THAT not in behind and not _OWN_DEEDS.isdisjoint(behind)
            return "acts" if own or not _SAYS_OF_ITSELF.isdisjoint(behind[:1]) else "speaks"
        verb = reader.text.before(first)
        if "\u0620" <= verb[:1] <= "\u064a" and verb in reader.lexicon.acts:
            return "acts"  # Arabic's verb stands first: "فرضت وزارة الخزانة"
        if self._is_doer(hit):
            return "acts"
        if self._speaks_at_last(hit):
            return "speaks"
        member = reader.members_before(first)
        if reader.text.before(member) == "from" and not _TAKES.isdisjoint(
            reader.text.words[max(0, member - 1 - _REACH_TAKEN) : member - 1]
        ):
            return "undergoes"
        before = reader.preposition(member)
        if before in reader.lexicon.agents and not reader.text.in_located(first):
            return "acts"
        if before in reader.lexicon.targets:
            return "undergoes"
        stance = (
            _STANCES.get(predicate(reader, last), "named")
            if reader.is_subject_position(first)
            else "named"
        )
        if stance == "named":
            return "undergoes" if reader.is_object(first) else stance
        return "undergoes" if stance != "undergoes" and self._is_hit(first, last) else stance

    def _is_hit(self, first: int, last: int) -> bool:
        """Whether who was killed, wounded or attacked ends a clause: "killed 15 soldiers and wounded 30", "attack a
        police station in support of"."""
        text, words, lexicon = self._reader.text, self._reader.text.words, self._reader.lexicon
        if first < 1 or _HURTS.isdisjoint(words[first - 3 if first > 3 else 0 : first]):
            return False
        then = words[last] if last < len(words) else ""
        ends = then in lexicon.coordinators or then in lexicon.locative or "," in text.gap(last)
        return ends and self._reader.is_object(first)

    def _tells_deed(self, hit: Hit) -> bool:
        """Whether somebody else says what a name does: "police said Boko Haram attacked", not ", said Boko Haram"."""
        text, first = self._reader.text, hit.first
        speaker = first > 1 and text.gap(first - 1) == " " and text.gap(first) == " "
        return speaker and predicate(self._reader, hit.last) in ("acts", "suffers", "done_to")

    def _speaks_at_last(self, hit: Hit) -> bool:
        """Whether a sentence that begins with a name and a comma ends with a verb of saying, as in Turkish."""
        text, first = self._reader.text, hit.first
        if text.gap(hit.last) != ", " or not (
            text.opens(first) or self._reader.in_dateline(first - 1)
        ):
            return False
        end = text.sentence_end(first)
        return hit.last < end and text.words[end - 1] in _TURKISH_SAYS

    def _is_doer(self, hit: Hit) -> bool:
        """Whether "attaque de" or the like stands before a name: the attack is the actor's own."""
        text, first = self._reader.text, hit.first
        if text.before(first) in _RUSSIAN_ATTACKS:
            return True
        if (
            first > 1
            and text.before(first)[:1] == "ل"
            and text.before(first - 1) in _ARABIC_ATTACKS
        ):
            return True  # "a bombardment of the forces' own"
        if first < 2 or text.before(first) not in ("de", "d", "von", "of", "du", "da", "do"):
            return False
        behind = text.words[hit.last] if hit.last < len(text.words) else ""
        return text.before(first - 1) in _ATTACKS and behind not in ("par", "por", "by", "durch")

    def _unspaced(self, hit: Hit) -> Stance:
        """In Chinese and Japanese a verb of saying follows at once, and a word that cites stands before."""
        plain, lexicon = self._reader.text.plain, self._reader.lexicon
        day = _DAY.match(plain, hit.end)
        end = day.end() if day else hit.end  # "国防部12日说"
        behind, before = plain[end : end + 2], plain[max(0, hit.start - 1) : hit.start]
        says = behind[:1] in lexicon.says or behind in lexicon.says
        if says or (before and before in lexicon.cites):
            return "speaks"
        clause = _CLAUSE_END.split(plain[hit.end : hit.end + _UNSPACED_REACH], maxsplit=1)[0]
        acts = any(clause[at : at + 2] in lexicon.acts for at in range(len(clause)))
        return "acts" if acts else "named"

    def drop_unless_told(self, denied: Iterable[str]) -> None:
        """Drop those of whom a text denies a part and says nothing else."""
        for id in denied:
            if id in self.found and self.found[id].stances <= {"named"}:
                del self.found[id]

    def merge_regimes(self, forces: str) -> None:
        """A government named only as a "regime" is its forces (ids that end so), where the story has them."""
        for id in list(self.found):
            if self.found[id].only_regime and f"{id}-{forces}" in self.found:
                self.merge(id, f"{id}-{forces}")

    def merge(self, source: str, target: str) -> None:
        """One actor's mentions become another's."""
        old, new = self.found.pop(source), self.found[target]
        new.stances |= old.stances
        new.evidence = (new.evidence + old.evidence)[:MOST_EVIDENCE]
        new.places = sorted(new.places + old.places)


def is_cased(text: Text, hit: Hit) -> bool:
    """Whether a short form such as "US" or "UAE" is in capitals."""
    if len(hit.key) > 3:
        return True
    written = text.plain[hit.start : hit.end]
    return not written.isascii() or written.isupper()


def is_shouting(text: Text, hit: Hit) -> bool:
    """Whether a name stands in a line of capitals, where they tell nothing."""
    start, end = text.starts[hit.first], text.end(hit.last - 1)
    return text.plain[max(0, start - 20) : end + 20].isupper()


def role_of(kind: str, mention: Mention) -> ActorRole:
    """A source speaks and nothing else; a monitor or a newspaper that is merely named is one too."""
    stances = mention.stances
    if kind in _SPEAKERS:
        return "participant" if stances <= {"acts", "undergoes"} else "source"
    return (
        "source"
        if "speaks" in stances and stances.isdisjoint(("acts", "undergoes"))
        else "participant"
    )
