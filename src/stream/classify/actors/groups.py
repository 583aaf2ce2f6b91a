"""Actors without a name: "rebels in northern Mali", "police said", "the army". They keep kind and country."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from typing import NamedTuple

from stream.classify.actors.known import Actors
from stream.classify.actors.mentions import Mention
from stream.classify.actors.states import FIRST_WORDS, phrase_at
from stream.classify.words.automaton import Hit
from stream.classify.words.grammar import Reader
from stream.classify.words.text import Text, fold, word_set

_NOUNS = {
    "rebels": """
        rebel rebels insurgent insurgents guerrilla guerrillas guerillas rebelles insurges rebeldes
        guerrilleros insurgentes rebellen aufstandische aufstandischen ribelli повстанцы повстанцев
        мятежники мятежников повстанці متمردون متمردين المتمردون المتمردين isyancilar isyanci
        muhalifler 叛军 反政府武装""",
    "militants": """
        militant militants militia militias militiaman militiamen extremist extremists paramilitary
        paramilitaries fighters fighter miliciens milicias milizen miliz milizia militanlar
        ополченцы боевики боевиков бойовики مسلحون مسلحين المسلحون المسلحين ميليشيا militantes
        combatants combattants combatientes vigilante vigilantes autodefensas""",
    "jihadists": """jihadist jihadists jihadi jihadis islamists djihadistes djihadiste jihadistes jihadiste yihadistas
        dschihadisten islamisten джихадисты исламисты جهاديون جهاديين cihatcilar""",
    "gunmen": """
        gunman gunmen assailant assailants attacker attackers assaillants agresores atacantes
        pistoleros sicarios hitmen hitman angreifer bewaffnete attentater нападавшие saldirganlar saldirgan
        aggressori 枪手""",
    "separatists": """separatist separatists secessionists separatistes separatistas separatisten сепаратисты انفصاليون
        ayrilikcilar""",
    "terrorists": """terrorist terrorists terroristes terroristas terroristen террористы إرهابيون ارهابيون ارهابيين
        teroristler terorist subversives narcoterrorists""",
    "bandits": """bandit bandits kidnappers pirates bandidos banditen gangs gang gangsters pandillas pandilleros banden
        gangues quadrilhas gangue mafia mafias cartels traffickers narcotraficantes haydutlar
        банды бандиты bandyci قراصنه""",
    "protesters": """
        protester protesters protestor protestors demonstrator demonstrators rioters marchers
        manifestants manifestantes demonstranten manifestanti протестующие митингующие متظاهرون
        متظاهرين المتظاهرون محتجون gostericiler 示威者 抗议者""",
    "opposition": "opposition oposicion oposicao المعارضه muhalefet оппозиция",
}
NOUNS = {fold(word): group for group, words in _NOUNS.items() for word in words.split()}
"""A folded noun → the group that it names."""

KINDS = {"protesters": "crowd", "opposition": "political"}
"""Kinds of the groups; the others are armed groups."""

_OPPOSITION_NEEDS = frozenset(
    ("forces", "fighters", "factions", "groups", "groupes", "grupos", "gruppen")
)
_LOCAL = frozenset(("state", "county", "city", "provincial", "municipal", "campus", "transit"))
"""Before "police" these make it no body of the nation's."""
_GROUP_WORDS = word_set(
    "group groups movement coalition alliance faction force organisation organization gruppe groupe grupo"
)
_FIGHTER = frozenset(("fighter", "fighters"))
_CRAFT = word_set("""
    jet jets plane planes aircraft bomber bombers pilot pilots squadron squadrons wing escort escorts program programme
""")
_ARMED = frozenset(("armed", "unidentified", "masked", "armes", "armados", "bewaffnete"))
_MEN = frozenset(
    ("men", "man", "hommes", "hombres", "homens", "manner", "group", "groups", "factions")
)
_SQUADS = frozenset(("squad", "squads"))
"""Of death: "right-wing death squads"."""
_MEN_BEFORE = word_set("""
    hommes homme hombres hombre homens homem uomini uomo individuos sujetos individus individui elementos
    mannen ludzie люди мужчины чоловіки kisi kisiler
""")
_ARMED_BEHIND = word_set("armes arme armados armado armati armato armas вооруженные вооружённые")
"""Romance adjectives stand behind: "des hommes armés", "homens armados"."""
_ARMED_BEFORE = word_set(
    "вооруженные вооружённые озброєні silahli uzbrojeni gewapende неизвестные невідомі"
)
_BARE_BODIES = word_set("""
    army military soldiers troops armee ejercito exercito ordu الجيش
""")
_ASSETS = word_set("""
    station stations post posts headquarters barracks base bases garrison outpost outposts checkpoint checkpoints
    car cars van vans truck trucks vehicle vehicles jeep jeeps bus convoy convoys helicopter helicopters plane planes
    patrol patrols unit units battalion battalions brigade troops forces personnel
""")
"""Behind "police" or "army" these are theirs, and the verb is behind them: "a police station was bombed"."""
_ADJECTIVES = frozenset(("military",))
_OF_MEN = word_set("""
    official officials officer officers spokesman spokeswoman spokesperson spokesmen source sources commander commanders
    chief chiefs leader leaders leadership command junta government council men
""")
_APART = word_set("""
    academy academies school uniform uniforms equipment installation installations target targets aid assistance
    dictatorship coup rule service training hospital hospitals court courts budget spending hardware support action
    advantage means success solution objective objectives positions cemetery career background dog dogs brutality
    custody presence protection escort bands band state states union one
""")
"""Behind "military" or "police" these leave an adjective: no army and no police is named."""
_ARTICLES = word_set("the la le el il lo o a die der das l")
"""At the start of a sentence these have a capital, too: "The Supreme Court"."""
_SHORT_NAME = 3
_REACH_PLACE = 4
_PLACING = word_set("in en a im em nel nella в у em")
"""Before a place and a bare body these tell where it is: "In Lyon police used tear gas"."""
_SINGLE_MEN = frozenset(("men", "man", "hommes", "hombres", "homens", "manner"))
_NO_BODY_BEFORE = word_set("""
    our my your its their his her salvation retired former ex private fire secret british
""")
VAGUE = frozenset(_NOUNS) - {"protesters"}
"""Groups whose words, with no country beside them, most likely mean an armed group that the story names."""

_OFFICES = {
    "interior": "interior-ministry", "home": "interior-ministry", "defence": "defence-ministry",
    "defense": "defence-ministry", "foreign": "foreign-ministry", "finance": "finance-ministry",
    "justice": "justice-ministry", "health": "health-ministry",
}  # fmt: skip
_MINISTERS = frozenset(("minister", "secretary"))
"""An office without a country is that of the story's: "Interior Minister X said"."""
_ONE_WORD = {
    "innenminister": "interior-ministry", "verteidigungsminister": "defence-ministry",
    "aussenminister": "foreign-ministry", "finanzminister": "finance-ministry",
    "justizminister": "justice-ministry", "gesundheitsminister": "health-ministry",
}  # fmt: skip
SCREEN = (
    frozenset(_OFFICES)
    | frozenset(_ONE_WORD)
    | frozenset(NOUNS)
    | _ARMED
    | _SQUADS
    | _MEN_BEFORE
    | _ARMED_BEFORE
    | _BARE_BODIES
    | FIRST_WORDS
)
"""A text without any of these words names no such actor."""


class Unnamed(NamedTuple):
    """Words `first` to `last` name a group (a key of `KINDS` or an armed one) or a body of a state."""

    first: int
    last: int
    group: str
    body: str = ""


def find_unnamed(reader: Reader, marks: list[int], taken: set[int]) -> list[Unnamed]:
    """The unnamed actors at the words `marks` (of SCREEN), in order; `taken` are words that belong to a name."""
    return [actor for at in marks if at not in taken and (actor := _at(reader, at)) is not None]


def announcing(reader: Reader, hit: Hit) -> list[int]:
    """The words that only say what a named group is: "the paramilitary Rapid Support Forces", "rebel group M23"."""
    text = reader.text
    at = hit.first - 1
    if at >= 0 and text.gap(hit.first) == " " and text.words[at] in _GROUP_WORDS:
        at -= 1
    before = at >= 0 and text.gap(at + 1) == " " and text.words[at] in NOUNS
    return [at] if before else []


def _is_shouted(text: Text, at: int) -> bool:
    """Whether a word is in capitals throughout: then they tell nothing."""
    return text.plain[text.starts[at] : text.end(at)].isupper()


def _at(reader: Reader, at: int) -> Unnamed | None:
    text = reader.text
    word, before = text.words[at], text.before(at)
    if reader.hyphenated(at) or reader.hyphenated(at + 1) or reader.in_dateline(at):
        return None  # "anti-rebel", "police-led"
    following = text.words[at + 1] if at + 1 < text.sentence_end(at) else ""
    if word in _ARMED and following in _MEN:
        return Unnamed(at, at + 2, "gunmen" if following in _SINGLE_MEN else "militants")
    if (word in _MEN_BEFORE and following in _ARMED_BEHIND) or (
        word in _ARMED_BEFORE and following in _MEN_BEFORE
    ):
        return Unnamed(at, at + 2, "gunmen")
    if word in _SQUADS and before == "death":
        return Unnamed(at - 1, at + 1, "militants")
    if word in _FIGHTER and following in _CRAFT:
        return None  # "fighter jets"
    if (group := NOUNS.get(word)) is not None:
        if group == "opposition" and following not in _OPPOSITION_NEEDS:
            return None
        return Unnamed(at, at + 1, group)
    capital = text.upper(at) and not _is_shouted(text, at)
    opening = before in _ARTICLES and not _is_shouted(text, at)
    inner = text.gap(at) == " " and text.upper(at - 1) and not opening
    if before in _NO_BODY_BEFORE or (capital and inner):
        return None  # part of a longer name
    if word in _BARE_BODIES:
        return _owning(reader, Unnamed(at, at + 1, "", "armed-forces"))
    if (office := _OFFICES.get(word)) is not None and following in _MINISTERS:
        return Unnamed(at, at + 2, "", office)
    if (office := _ONE_WORD.get(word)) is not None:
        return Unnamed(at, at + 1, "", office)
    body, end = phrase_at(text.words, at, min(at + 4, text.sentence_end(at)))
    if body == "police" and before in _LOCAL:
        return None
    return _owning(reader, Unnamed(at, end, "", body)) if body else None


def _is_adjective(reader: Reader, actor: Unnamed, following: str) -> bool:
    """Whether "military" is one: it has no article, or a noun of things behind it."""
    text, lexicon = reader.text, reader.lexicon
    if not following or text.gap(actor.last) != " " or following in _ASSETS or following in _OF_MEN:
        return False
    if text.before(actor.first) not in _ARTICLES:
        return True
    verbs = (
        lexicon.acts,
        lexicon.says,
        lexicon.auxiliary,
        lexicon.adverbs,
        lexicon.undergone,
        lexicon.locative,
    )
    return not (
        following in lexicon.coordinators
        or following.endswith("ed")
        or any(following in v for v in verbs)
    )


def _owning(reader: Reader, actor: Unnamed) -> Unnamed | None:
    """A body with the thing that it has behind it; none where its name is only an adjective."""
    text, last = reader.text, actor.last
    following = text.words[last] if last < text.sentence_end(actor.first) else ""
    if following == "of" and text.upper(last + 1) and reader.hits.get(last + 1) is None:
        return None  # "Army of National Liberation"
    if following in _APART or (
        text.words[last - 1] in _ADJECTIVES and _is_adjective(reader, actor, following)
    ):
        return None
    return actor._replace(last=last + 1) if following in _ASSETS else actor


def owner_of(text: Text, actor: Unnamed, found: Mapping[str, Mention], actors: Actors) -> str:
    """Whose men they are: the armed group or army named before "its fighters" in the same sentence.

    Bare "soldiers" are those of the state's forces named before; else an empty string.
    """
    bare = actor.body == "armed-forces"
    if not bare and (actor.group not in VAGUE or text.before(actor.first) not in ("its", "their")):
        return ""
    first = text.sentence_start(actor.first)
    kinds = ("military",) if bare else ("armed-group", "military")
    before = [
        (place, id)
        for id, mention in found.items()
        if id in actors.by_id and actors.by_id[id].kind in kinds
        for place in mention.places
        if first <= place < actor.first
    ]
    return max(before)[1] if before else ""


def is_named_before(
    text: Text, actor: Unnamed, names: list[tuple[Hit, str]], actors: Actors
) -> bool:
    """Whether the sentence names an armed group before: "SDF says three fighters killed"."""
    first = text.sentence_start(actor.first)
    return any(
        first <= hit.first < actor.first and actors.by_id[id].kind == "armed-group"
        for hit, id in names
    )


def bare_forces(reader: Reader, owners: list[int], taken: Container[int]) -> Iterator[Hit]:
    """ "Regime forces", "government troops" at the words `owners` that belong to no name of `taken` words."""
    text = reader.text
    for at in owners:
        if at + 1 == len(text.words) or at in taken or text.gap(at + 1) != " ":
            continue
        if text.words[at + 1] not in reader.lexicon.forces or reader.hyphenated(at):
            continue
        if reader.covering(at) is None:
            yield Hit(at, at + 2, text.starts[at], text.end(at + 1), text.words[at])


def phrase(reader: Reader, actor: Unnamed) -> Hit:
    """The words of an unnamed actor as a hit."""
    text = reader.text
    return Hit(
        actor.first,
        actor.last,
        text.starts[actor.first],
        text.end(actor.last - 1),
        text.words[actor.first],
    )


def country_of(
    reader: Reader,
    land: Callable[[Hit], str],
    demonyms: Mapping[str, str],
    actor: Unnamed,
    home: str,
) -> tuple[str, bool]:
    """The country of a nationality before, or of a place behind: "Syrian rebels", "rebels in northern Mali".

    Else `home`; and whether the words say so.
    """
    text = reader.text
    before = reader.ending_at(actor.first) or reader.ending_at(actor.first - 1)
    if before is not None and before.key in demonyms and text.before(actor.first):
        return demonyms[before.key], True
    beside = before is not None and before.last == actor.first and len(before.key) > _SHORT_NAME
    told = (
        before is not None and beside and text.gap(actor.first) == " " and text.before(actor.first)
    )
    if before is not None and told and (country := land(before)):  # "Tokyo police"
        return country, False
    for at in range(max(text.sentence_start(actor.first), actor.first - _REACH_PLACE), actor.first):
        hit = reader.hits.get(at)
        placed = hit is not None and text.before(hit.first) in _PLACING
        if hit is not None and placed and (country := land(hit)):  # "A Milano la polizia"
            return country, False
    end = min(actor.last + 5, text.sentence_end(actor.first))
    if actor.last < end and text.words[actor.last] in reader.lexicon.locative:
        for at in range(actor.last + 1, end):
            if (hit := reader.hits.get(at)) is not None and (country := land(hit)):
                return country, True
    return home, False
