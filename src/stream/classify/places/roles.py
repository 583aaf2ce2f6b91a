"""What a place has to do with the event: dateline, where it happens, or only mentioned."""

from __future__ import annotations

import re

from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader
from stream.classify.words.text import word_set
from stream.model import PlaceRole

LEADING_SENTENCES = 3
"""Sentences of the body in which the event's place is named; further down are background and comment."""

_ORIGIN_VERBS = frozenset(("based", "born", "raised", "headquartered", "registered"))
_LIVED = word_set("worked lived studied grew served moved")
"""With "had", "who" or "once" before them they tell of somebody's past: "had worked at a plant in Bonham"."""
_BEFORE_THEN = frozenset(("had", "who", "once"))
_ELIDED = frozenset(("d", "l", "de"))
_OTHER_TIMES = word_set(
    "ago anniversary anniversaries decades century wartime formerly once we our ours you your"
)
_ALARM = word_set("""
    укриття укриттях укрытие укрытия тривога тривоги тревога тревоги
""")
"""Words of an air-raid message: the towns that it lists are where it happens."""
_SEATED = word_set("""
    lawmakers legislators ministers officials diplomats authorities authority government leaders envoys
    politicians parliamentarians
    exile embassy abgeordnete abgeordneten legisladores legislateurs deputes السلطات الانتقاليه الحكومه
""")
"""Those who sit in a capital: it is where they are, not where something happens."""
_VISITS = word_set("visit visits visited visiting tour tours toured besucht visita visite ziyaret")
_TRAVEL = word_set(
    "travel travels travelled traveled travelling trip visit approach approaching fly flies flew flown return returns"
)
_NO_TRAVEL = word_set(
    "from short cancel cancels cancelled canceled postpone postpones postponed early skip skips"
)
"""Where somebody goes, what is reported happens."""
_HAN = "\u2e80"
_HAPPENS = re.compile(
    r"[省市县縣区區州镇鎮村]?(?:\d{1,2}[日号號])?(?:凌晨|上午|下午|晚间|晚)?(?:境内|境內|附近|发生|發生|遭|市区|市區|近海|海域"
    r"|矿难|礦難|地震|爆炸|火灾|火災|洪灾|洪水|泥石流|车祸|車禍|枪击|槍擊|空难|暴雨)"
    # Japanese "de", behind a division's or compass noun; with "wa" it is a topic, no place of the event
    r"|[都道府県州市区町村郡島]?(?:地区|地方)?(?:[東西南北中]部|沖|近郊|周辺|付近)?"
    r"(?:で(?![すあはも])|を(?:空爆|攻撃|砲撃|爆撃|ミサイル))"
    # Korean "eseo", and what is struck
    r"|[시군구주]?(?:지역|지구)?\s?(?:[남북동서중]부|인근|앞바다|해상)?"
    r"(?:에서(?!는)|[을를] (?:공습|공격|폭격|타격|포격))"
)
"""Behind a Chinese, Japanese or Korean name: it happens there."""
_STRUCK = frozenset(
    ("袭击", "襲擊", "空袭", "空襲", "轰炸", "轟炸", "攻击", "攻擊", "炮击", "打击", "打擊", "炮轰")
)
"""Before a Chinese name: it is what is struck."""
_IN_TURKISH = word_set("""
    ilcesinde kentinde koyunde sehrinde mahallesinde beldesinde ilinde eyaletinde bolgesinde aciklarinda yakinlarinda
""")
"""Turkish nouns with the ending of a place: "Milas ilçesinde"."""
_CARRIED = word_set("""
    taken airlifted transported transferred rushed flown hospitalised hospitalized treated admitted recovering evacuated
    heliporte heliportee heliportes transporte transportee transportes transferes evacues hospitalises soignes
    trasladado trasladada trasladados trasladadas llevado llevada llevados ingresado ingresados
    gebracht geflogen eingeliefert trasportato trasportati ricoverato ricoverati levado levados levada transferido
    internado internados
""")
_WARDS = word_set("""
    hospital hospitals hopital hopitaux hospitales hospitais krankenhaus krankenhauser klinik kliniken klinikum ospedale
    ospedali clinic clinics clinica infirmary trauma icu
""")
_FLOWN = word_set("airlifted heliporte heliportee heliportes")
_REACH_WARD = 9
"""Where the injured are brought is not where it happened: "were taken to hospitals in Molo and Nakuru"."""
_STRIKING = word_set("""
    удар удара удару ударом удары удари ударил ударила ударили вдарив вдарила вдарили бьют били обстрел
    обстрелы обстріл обстріли атака атаку атаки влучив влучили влучання прилет прилёт
""")
_REACH_STRIKE = 5
"""Before "по" and a name they make it what is struck: "вдарили ракетою по Шостці"."""
_ERRANDS = word_set(
    "talks visit meeting meetings summit trip conference negotiations pourparlers visita gesprache"
)
"""What somebody is in a town for, told in passing: ", in Cairo for talks, condemned it"."""
_PLANNED = word_set("plan plans planned planning scheduled intends intend upcoming next")


class Roles:
    """Answers for the hits of one text; `year` is the year of the update."""

    def __init__(self, reader: Reader, year: int) -> None:
        self._reader, self._text, self._lexicon, self._year = (
            reader,
            reader.text,
            reader.lexicon,
            year,
        )
        words = reader.text.words
        self._lives = (
            []
            if _LIVED.isdisjoint(reader.text.vocabulary)
            else [at for at, w in enumerate(words) if w in _LIVED and words[at - 1] in _BEFORE_THEN]
        )
        self._wards = not _CARRIED.isdisjoint(reader.text.vocabulary)
        self._alarm = not _ALARM.isdisjoint(self._text.vocabulary)
        body = reader.body
        self._body_sentence = self._text.sentence(body) if body < len(self._text.words) else 0
        self._not_now: dict[int, bool] = {}

    def of(self, hit: Hit, is_local: bool) -> PlaceRole:
        """The role of a place outside the dateline; `is_local`: a city or division, no country or sea."""
        text = self._text
        sentence = text.sentence(hit.first)
        if hit.first >= self._reader.body and sentence - self._body_sentence >= LEADING_SENTENCES:
            return "mention"
        beside = self._reader.ending_at(hit.first)
        if (
            beside is not None
            and text.gap(hit.first) == ", "
            and not self._reader.in_dateline(beside.first)
        ):
            return self.of(beside, is_local)  # "based in San Mateo, California"
        if not self._is_event(hit, is_local) or self._is_not_now(sentence):
            return "mention"
        return "event"

    def _is_event(self, hit: Hit, is_local: bool) -> bool:
        text, lexicon = self._text, self._lexicon
        if text.plain[hit.end - 1] >= _HAN:
            before = text.plain[max(0, hit.start - 2) : hit.start]
            return (
                bool(_HAPPENS.match(text.plain, hit.end))
                or before[-1:] in ("在", "于", "於")
                or before in _STRUCK
            )
        if hit.start > text.starts[hit.first]:
            return text.plain[text.starts[hit.first]] in "بב"
        if hit.last < len(text.words) and text.words[hit.last] in _IN_TURKISH:
            return True
        first = hit.first
        if text.before(first) == "a" and text.plain[text.starts[first - 1]] in "àÀ":
            return True
        if text.before(first) in _ELIDED and text.before(first - 1) in lexicon.locative:
            first -= 1  # "près d'Ayorou"
        word = self._reader.preposition(first)
        if self._alarm and not word and is_local and not _ALARM.isdisjoint(self._sentence(first)):
            return True
        if text.before(first - 1) in _SEATED and word in ("in", "في", "en", "a"):
            return False
        if self._is_in_passing(hit) or (self._wards and self._is_ward(first)):
            return False
        if (first > 1 and text.words[first - 2] in _ORIGIN_VERBS) or self._is_biography(first):
            return False
        if word in _VISITS or (word == "to" and self._is_travel(first)):
            return True
        if word == "по":
            return not _STRIKING.isdisjoint(text.words[max(0, first - _REACH_STRIKE) : first])
        if word in ("of", "to", "along"):
            return is_local and word == "of"
        return (word in lexicon.locative and word not in lexicon.origins) or (
            is_local and word in lexicon.takes_place
        )

    def _is_in_passing(self, hit: Hit) -> bool:
        """Whether commas, or "who was", part off that somebody is in a town for talks."""
        text, at = self._text, hit.last
        behind = text.words[at : min(at + 4, text.sentence_end(hit.first))]
        if behind[:1] not in (["for"], ["on"]) or _ERRANDS.isdisjoint(behind):
            return False
        before = text.words[max(0, hit.first - 4) : hit.first]
        return "," in text.gap(hit.first - 1) or "who" in before

    def _is_ward(self, first: int) -> bool:
        """Whether the words before tell of the injured who are brought to a hospital."""
        start, end = self._text.sentence_start(first), self._text.sentence_end(first)
        before = self._text.words[max(start, first - _REACH_WARD) : min(first + 2, end)]
        carried = not _CARRIED.isdisjoint(before)
        return carried and not (_WARDS.isdisjoint(before) and _FLOWN.isdisjoint(before))

    def _is_biography(self, first: int) -> bool:
        """Whether a place is one of somebody's former life."""
        if not self._lives:
            return False
        start = max(self._text.sentence_start(first), first - 8)
        return any(start < at < first for at in self._lives)

    def _is_travel(self, first: int) -> bool:
        """Whether somebody goes where "to" leads: "will travel to Beijing", "on a trip to Peru"."""
        before = self._text.words[max(0, first - 6) : first]
        return not _TRAVEL.isdisjoint(before[1:]) and _NO_TRAVEL.isdisjoint(before)

    def _sentence(self, at: int) -> list[str]:
        text = self._text
        return text.words[text.sentence_start(at) : text.sentence_end(at)]

    def _is_not_now(self, sentence: int) -> bool:
        """Whether a sentence speaks of another year or of old days, of plans (below the first sentence), or
        to its readers ("we fight in Tucson")."""
        found = self._not_now.get(sentence)
        if found is None:
            text = self._text
            first = text.openings[sentence]
            words = text.words[first : text.sentence_end(first)]
            planned = sentence > self._body_sentence and not _PLANNED.isdisjoint(words)
            found = self._not_now[sentence] = (
                planned
                or not _OTHER_TIMES.isdisjoint(words)
                or any(map(self._is_old, filter(str.isdigit, words)))
            )
        return found

    def _is_old(self, word: str) -> bool:
        return len(word) == 4 and word.isascii() and 1900 <= int(word) < self._year
