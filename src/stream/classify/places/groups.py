"""Puts the hits of a text together as names, each with what the words around say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from msgspec.structs import replace

from stream.classify.places.cues import OF_CITIES
from stream.classify.places.names import Name
from stream.classify.places.traits import TraitBook, Traits
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader
from stream.classify.words.text import word_set

_CITY_BEFORE = frozenset(("city", "town", "village", "port", "capital", "suburb"))
_GOVERNORS = word_set("gov governor lt sen legislature sheriff")
"""Behind a name these make it a state: "Georgia Gov. Brian Kemp"."""
_WIRED_DAY = "日"
_WIRED = re.compile(
    rf"(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}{_WIRED_DAY}(?:电|電|讯|訊|综合电|綜合電)"
)
"""Behind a Chinese name: "新华社昆明5月12日电" is a dateline."""
_CONTAINMENT = word_set("in of dans en bei em nel في в у شمال جنوب شرق غرب")
_PARTS = word_set("""
    northern southern eastern western northwestern northeastern southwestern southeastern central north
    south east west northwest northeast southwest southeast the state province region rural upper lower
""")
_BESIDE = frozenset(("near", "outside"))
_MEASURES = word_set("far mile miles kilometers kilometres km minutes")
MUCH_LARGER = 1.0
"""Powers of ten of population by which Dallas is larger than Dallas City: its council is meant."""
_POINTING = frozenset(("the", "this", "that", "an", "a"))
_OF_TOWNS = word_set("town city village suburb hamlet community township port resort")
_INTRODUCING = word_set("a an the small village town hamlet suburb city community just of")
"""Words between a name and "near": "Boldon, a village near Sunderland"."""
_MOST_INTRODUCING = 5
_NOWHERE: frozenset[int] = frozenset()
_DIVISIONS_BEFORE = word_set("provinces states districts counties regions departments governorates")


class Groups:
    """Groups the hits of one text by name, and by the region that stands behind."""

    def __init__(self, reader: Reader, traits: TraitBook, short: Set[str]) -> None:
        self._reader, self._text, self._traits, self._short = reader, reader.text, traits, short
        self._is_dated = _WIRED_DAY in reader.text.plain
        self._admin_nouns = reader.lexicon.admin_nouns
        self._before: dict[int, str] = {}
        self._behind: dict[int, str] = {}

    def group(self, hits: Sequence[Hit]) -> list[Name]:
        """The names of the hits that may be places, in order of their first hits."""
        names: dict[tuple[str, str, bool], Name] = {}
        counties = "counties" in self._text.vocabulary
        self._read_lists(hits)
        for found in hits:
            hit = self._as_county(found) if counties else found
            if hit.last - hit.first > 1 and hit.key.endswith(" city"):
                hit = self._without_city(hit)
            traits = self._traits.of(hit.key)
            if traits.candidates and not (
                hit.key in self._short and not self._is_abbreviation(hit)
            ):
                self._add(names, hit, traits)
        _share_regions(names)
        self._mark_holders(names)
        return list(names.values())

    def _mark_holders(self, names: dict[tuple[str, str, bool], Name]) -> None:
        """A name that stands as a region means what holds the town before it."""
        towns = {name.region: name.key for name in names.values() if name.inside}
        for name in names.values() if towns else ():
            if name.key in towns:
                name.holds = self._traits.holders((towns[name.key], name.key))
                name.behind = all(self._text.gap(hit.first)[:1] == "," for hit in name.hits)

    def _as_county(self, hit: Hit) -> Hit:
        """A name in a list of counties is a county's: "Lynn, Terry and Yoakum counties"."""
        text, hits = self._text, self._reader.hits
        end, at = text.sentence_end(hit.first), hit.last
        while at < end and text.words[at] != "counties":
            joined = text.words[at] in self._reader.lexicon.coordinators
            following = hits.get(at + joined)
            if following is None or not (joined or text.gap(at) == ", "):
                return hit
            at = following.last
        county = f"{hit.key} county"
        if at >= end or text.gap(at) != " " or not self._traits.of(county).candidates:
            return hit
        return replace(hit, key=county)

    def _without_city(self, hit: Hit) -> Hit:
        """The name alone where "city" is no part of it: "Alexandria City Council", "the Oregon city"."""
        text, traits = self._text, self._traits
        key, end = hit.key.removesuffix(" city"), text.end(hit.last - 2)
        small = not text.upper(hit.last - 1) and text.before(hit.first) in _POINTING
        whole, alone = traits.of(hit.key), traits.of(key)
        if not alone.candidates:
            return hit
        body = hit.last < len(text.words) and text.words[hit.last] in OF_CITIES
        larger = not (alone.is_state or alone.has_country)
        larger = larger and max(alone.scores) > max(whole.scores) + MUCH_LARGER
        if not (small or (body and (larger or not whole.titled))):
            return hit
        return replace(hit, key=key, last=hit.last - 1, end=end)

    def in_dateline(self, hit: Hit) -> bool:
        """Whether a hit is in the dateline of the body, or in the sender's `located`."""
        if self._reader.in_dateline(hit.first):
            return True
        if self._is_dated and _WIRED.match(self._text.plain, hit.end):
            return True
        return self._text.in_located(hit.first)

    def _add(self, names: dict[tuple[str, str, bool], Name], hit: Hit, traits: Traits) -> None:
        text = self._text
        listed = hit.first in self._before or hit.first in self._behind
        region = self._region(hit)
        division = (listed and self._is_state(hit)) or self._is_division(hit)
        name = names.get((hit.key, region, division))
        if name is None:
            written = text.plain[hit.start : hit.end]
            inside = self._traits.inside((hit.key, region)) if region else _NOWHERE
            foreign = "" if written.isascii() else written
            name = Name(hit.key, traits, [], region, inside, foreign, division)
            names[hit.key, region, division] = name
        name.hits.append(hit)
        if listed:
            beside = (self._before.get(hit.first, ""), self._behind.get(hit.first, ""))
            name.listed = name.listed.union(filter(None, beside))
        before = text.before(hit.first) if hit.first > 1 else ""
        if before == "of":
            name.city = name.city or text.before(hit.first - 1) in _CITY_BEFORE
        if before == "of" or before in _BESIDE:
            name.near = name.near or self._near(hit)
        name.beside = name.beside or (traits.has_country and self._is_beside(hit.first))
        name.dateline = name.dateline or self.in_dateline(hit)

    def _is_beside(self, first: int) -> bool:
        """Whether something is said to be near: "near Lebanon", "as far east as Lebanon", "miles west of Lebanon"."""
        text = self._text
        before, other = text.before(first), text.before(first - 1) if first > 1 else ""
        if before in _BESIDE:
            return True
        return (
            before in ("as", "of")
            and other in _PARTS
            and bool(_MEASURES.intersection(text.words[max(0, first - 5) : first]))
        )

    def _is_division(self, hit: Hit) -> bool:
        """Whether "province" or the like stands by: "Homs governorate" is not Homs."""
        text, at = self._text, hit.last
        if at < len(text.words) and text.gap(at) == " ":
            if text.words[at] in _GOVERNORS:
                return True
            if text.words[at] in self._admin_nouns and not text.opens(at):
                return True
        if hit.first < 2 or text.before(hit.first) != "of":
            return False
        word = text.before(hit.first - 1)
        return word in self._admin_nouns or word in _DIVISIONS_BEFORE

    def _is_state(self, hit: Hit) -> bool:
        """Whether a name stands between names of states in a list: "Utah, Washington and Wisconsin"."""
        before, behind, of = (
            self._before.get(hit.first),
            self._behind.get(hit.first),
            self._traits.of,
        )
        if before is None or behind is None:
            return False
        return of(before).is_state and of(behind).is_state

    def _read_lists(self, hits: Sequence[Hit]) -> None:
        """Note which names stand beside each other in lists."""
        text, coordinators = self._text, self._reader.lexicon.coordinators
        last, key, first = -2, "", 0
        for hit in hits:
            apart = hit.first - last
            comma = apart == 0 and text.gap(last) == ", "
            if comma or (apart == 1 and text.words[last] in coordinators):
                self._before[hit.first], self._behind[first] = key, hit.key
            last, key, first = hit.last, hit.key, hit.first

    def _near(self, hit: Hit) -> str:
        """The name that a place is said to be near to, or that is said to be near to it.

        "Washington, near Sunderland", "Boldon, a village near Sunderland", "the Cincinnati suburb of West Chester".
        """
        text, at = self._text, hit.first - 1
        if at < 1:
            return ""
        if text.words[at] == "of" and text.words[at - 1] == "suburb":
            at -= 1
        elif text.words[at] not in _BESIDE:
            return ""
        least = max(0, at - _MOST_INTRODUCING)
        while (
            at > least and self._reader.ending_at(at) is None and text.words[at - 1] in _INTRODUCING
        ):
            at -= 1
        other = self._reader.ending_at(at)
        return other.key if other is not None and not text.opens(hit.first) else ""

    def _is_abbreviation(self, hit: Hit) -> bool:
        """ "Ky." counts behind a comma, "N.Y." with its full stops, "NSW" in three capitals, "KY" behind a town."""
        text = self._text
        written = text.plain[hit.start : hit.end]
        if "." in written:
            return True
        around = text.plain[max(0, hit.start - 8) : hit.end + 8]
        if len(written) > 2 and written.isupper() and not around.isupper():
            return True
        if not text.gap(hit.first).startswith(","):
            return False
        if around.isupper() and text.gap(hit.last) == " ":
            return False  # "SARAVENA, IN ARAUCA"
        dotted = text.plain[hit.end : hit.end + 1] == "." and hit.key != "ms"
        return dotted or (written.isupper() and self._reader.ending_at(hit.first) is not None)

    def _region(self, hit: Hit) -> str:
        """The name of the region behind a name: "Albany, New York", "Saraqib in northern Idlib"."""
        region = self._reader.region_behind(hit)
        text, at = self._text, hit.last
        if region is not None and self._is_next_in_list(hit, region):
            return ""
        if (
            region is None
            and at < len(text.words)
            and text.words[at] in _CONTAINMENT
            and not text.opens(at)
        ):
            at += 1
            end = min(text.sentence_end(hit.first), at + 4)
            while at < end and at not in self._reader.hits and text.words[at] in _PARTS:
                at += 1
            region = self._reader.hits.get(at) if at < end else None
        first = hit.first
        if (
            region is None
            and first > 2
            and text.before(first) == "of"
            and text.words[first - 2] in _OF_TOWNS
        ):
            owner = self._reader.ending_at(first - 2)  # "the Texas town of Paris"
            region = owner if owner is not None and text.gap(first - 2) == " " else None
        return region.key if region is not None else ""

    def _is_next_in_list(self, hit: Hit, region: Hit) -> bool:
        """Whether what stands behind a comma is the next town: "Buffalo, Hartford, Norfolk, Portland and Syracuse"."""
        before, behind = self._before.get(hit.first), self._behind.get(region.first)
        if before is None or behind is None:
            return False
        traits = (self._traits.of(before), self._traits.of(region.key))
        return not any(one.is_state or one.has_country for one in traits)


def _share_regions(names: dict[tuple[str, str, bool], Name]) -> None:
    """A name without a region means what it means with one, if that is the only one in the story."""
    explicit: dict[str, list[Name]] = {}
    for (key, _, _), name in names.items():
        if name.inside:
            explicit.setdefault(key, []).append(name)
    for key, found in explicit.items():
        bare = names.get((key, "", False))
        if bare is not None and len(found) == 1:
            bare.region, bare.inside = found[0].region, found[0].inside
