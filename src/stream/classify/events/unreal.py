"""What only sounds like violence now: figures of speech, tests of weapons, films and anniversaries of the past."""

from __future__ import annotations

from collections.abc import Set

from stream.classify.events.drilled import is_drilled
from stream.classify.events.event_words import event_words
from stream.classify.events.past import NOW
from stream.classify.events.tried import is_tried
from stream.classify.words.grammar import Reader
from stream.classify.words.text import word_set

_STAGE = word_set("""
    comic comedian comedienne joker joke jokes sitcom comedy band dj singer duo outfit dress sequel prequel film movie
    album single musical show series sketch
""")
_MARKETS = word_set(
    "shares share stocks stock bonds bond crypto bitcoin exports imports ipo actions aktien acciones"
)
_SUBJECTS = _STAGE | _MARKETS
"""Before "bombs" or "kills" they hurt nobody."""
_BOMBS = word_set("bomb bombs bombed bombing kill kills killing")
_KILLED = frozenset(("killed",))
"""A comedian may be killed: only with an audience beside it is a figure of speech."""
_AUDIENCE = word_set("audience crowd laughs laughter stage gig set sketch punchline")
_IN = frozenset(("in", "of"))
_AT_THE = frozenset(("at", "the", "with", "in"))
_BOX = word_set("box critics ratings cinemas cinema theatres laughs auditions")
"""Behind "bombs at the" these make it a failure."""
_WARS = word_set("war wars battle battles fight fights offensive assault raid raids")
_OF_TRADE = word_set("""
    price prices trade tariff bidding ratings culture legal court takeover boardroom title relegation turf currency
    talent chip subsidy streaming browser
""")
"""Before "war" or "battle" these make it one of money or votes."""
_SPEEDS = word_set("blast blasts blasted shot storm storms stormed bomb bombs rocket rockets")
_PAST = word_set("past ahead off up higher back clear")
"""Behind a word of force these make it quick, not violent: "blasts past forecasts"."""
_RISING = "explos"
_OF = word_set("of in des der de du del von des dos das")
_RISEN = word_set("""
    prices price costs cost sales rents debt population demand interest prix couts ventes dette preise kosten mieten
    precios ventas costes prezzi precos traffic colour color flavour flavor colours popularity
""")
"""What "explodes" in tables only: "explosion in prices"."""
_LAUGHING = word_set("""
    laughing laughter embarrassment boredom shame rire risa risas riso ridere lachen langeweile verguenza aburrimiento
""")
"""What one dies of without harm: "died laughing", "mort de rire"."""

_MISSILES = word_set("""
    missile missiles rocket rockets rakete raketen misil misiles missili missil misseis ракета ракету ракеты ракет fuze
    drone drones дрон torpedo
""")
_TESTS = word_set("""
    test tests tested testing testet testete testeten teste testent prueba prueban probo ensaya ensayo ensayan
    testa testano testou испытала испытал испытали испытание испытания випробувала denedi denemesi
    اختبار تختبر اختبرت
""")
"""Beside a missile these make a trial of it: "test-fires two missiles"."""

_MARKED = word_set("""
    anniversary anniversaries aniversario anniversaire anniversario jahrestag jahrestags jahrestage yildonumu годовщина
    годовщину годовщины річниця річницю ذكرى commemoration commemorations commemoracion gedenkfeier memorial
""")
_TOLD = word_set("""
    film films movie documentary documentaire documental documentario dokumentarfilm dokumentation novel roman novela
    romanzo romance drama play miniseries series serie musical opera oper exhibition exposition exposicion ausstellung
    filme filmes wystawa muzeum spektakl tentoonstelling exposicao mostra sergi sergisi filmi filminde exposiciones
    museum musee museo memoir podcast spielfilm pelicula фильм фильма роман спектакль выставка
""")
_IN_A_ROW = word_set("series serie")
_ABOUT = word_set(
    "about on over of sur sobre su uber zum zu von des der de del du del della om о об про на عن"
)
_RETELLS = word_set("""
    retells recounts depicts portrays recreates retraces revisits chronicles erzahlt schildert retrace raconte
    narra relata relates reconstructs reconstruye reconstruit rekonstruiert ricostruisce reconstitui reconstroi
    восстанавливает reconstruisent recuerda recuerdan rappelle rappellent erinnert ricorda recorda relembra lembra
    przypomina
    напоминает herinnert verfilmt reconstrueert zeigt evoca evoque anlatiyor
""")
_ENDS = word_set("after before when as while apres tras nach после") | NOW
"""Before a deed these tell that it is no film's: "film shown on Tuesday after attack"."""
_DEEDS = word_set("""
    attack attacks attentat attentats atentado atentados anschlag anschlags anschlage anschlagen angriff angriffs
    attacco
    attentato ataque saldiri saldirisi massacre masacre massaker massakers massacro katliam katliami bombing bombings
    bombardment bombardement bombardierung bombenanschlag explosion blast shooting shootings killing killings
    murder murders
    mord mordes mordanschlag genocide genocidio volkermord volkermords assassination asesinato siege war krieg
    krieges guerra
    guerre battle bataille batalla schlacht disaster catastrophe katastrophe earthquake quake seisme terremoto erdbeben
    zamach zamachu zamachy aanslag aanslagen mordaanslag massacres masacres chacinas attentati attaque attaques
    tsunami flood floods crash accident fire hijacking invasion uprising tragedy tragedie tragedia crackdown raid raids
    amoklauf amoklaufs amokfahrt fusillade tuerie matanza matanzas strage stragi chacina
    теракта теракт терактах убийства убийство войны взрыва нападения резни землетрясения هجوم مذبحه مجزره انفجار
""")
_RELATIVE = word_set("""
    which that who where in dem der den die das denen qui que ou dont lequel laquelle donde cui che wo
    где которого которых который котором
""")
_REACH, _REACH_DEED = 3, 6
RETOLD = _MARKED | _TOLD
"""A sentence without any of these words retells nothing."""


_KILLS = word_set("""
    kill kills killed killing mata mato matan mataron matou mataram matando tue tuent tuer uccide uccidono ucciso
    totet totete getotet
    убил убила убили oldurdu zabil zabili doodt doodde
""")
_THE = word_set("the a an el la los las o os as le les l il lo i gli das den die de het off")
_THINGS = word_set("""
    game match tie contest jogo jogos partida partido partidos encuentro spiel partie rencontre partita gara mac maci
    матч игру mecz wedstrijd debate debat dibattito debatte projeto proyecto projet progetto reforma reforme riforma
    reform lei ley loi legge gesetz negocio acordo acuerdo accord accordo abkommen сделку законопроект tiempo temps
    tempo
    suspense spannung emocion interes clima
""")
"""What is killed in a figure of speech only."""
_ATTACKS = word_set("""
    attack attacks attacking ataque ataques attaque attaques attacco attacchi angriff angriffe offensive ofensiva
    offensiva
    assault assalto asalto атака атаки hucum aanval
""")
_AGAINST = word_set("on against contra contre contro gegen auf против tegen a al all alla")
_CONCEPTS = word_set("""
    inflation inflacion inflacao inflazione poverty pobreza pobreza pauvrete poverta armut costs costos custos couts
    kosten prices precios precos prix preise unemployment desempleo desemprego chomage deficit defizit waste bureaucracy
    burocracia burokratie poverty debt deuda divida dette schulden corruption corrupcion corrupcao korruption corruzione
    obesity smoking plastic rust mould weeds инфляции инфляцию коррупции
""")
"""What nobody can attack but in words or laws."""
_PLACES_OF_DEEDS = word_set("""
    on in at against near by from contra a al en em no na nos nas ao aos contro nel nella auf gegen bei im am sur dans
    contre au aux в на у deja deixa fait kills mata tue tegen op
""")
"""Right behind an attack these tell whom it hits."""
_WON = word_set("""
    vitoria victoria victoire vittoria sieg siege goleada goleia goleo golea gol gols goles goal goals buts tore empate
    derrota hattrick campeonato liga ligue bundesliga serie penalti penalty победу победа гол zwyciestwo galibiyet
    delantero delantera goleador marcador
""")
"""Beside an attack these make it one of a team."""
_VICTIMS = word_set("""
    dead killed killing kills wounded injured police soldiers troops army rebels gunmen civilians military forces town
    muertos muerto muertes heridos herido policia ejercito soldados mortos morto feridos ferido policia exercito
    morts blesses tue armee police tote toten verletzte armee soldaten polizei morti feriti polizia esercito
    погибли убиты раненые войска militar militares rebeldes rebelles rebellen guerrilla ville aldeia pueblo
""")

_CUES = _SUBJECTS | _LAUGHING | _BOX | _RISEN | _PAST | _OF_TRADE | frozenset(("it", "time"))


def may_be_figurative(words: list[str], at: int) -> bool:
    """Whether anything near could make a figure of speech of a word; one look, for most words have nothing."""
    return not _CUES.isdisjoint(words[max(0, at - 4) : at + 5])


def is_figurative(words: list[str], at: int, first: int, end: int) -> bool:
    """Whether a word of violence or death is a figure of speech in the words `first` to `end`."""
    word, following = words[at], words[at + 1 : min(at + 5, end)]
    if not _LAUGHING.isdisjoint(following[:2]) or following[:1] in (["it"], ["time"]):
        return True
    if word in _WARS and at > first and words[at - 1] in _OF_TRADE:
        return True
    if word in _SPEEDS and following[:1] and following[0] in _PAST:
        return True
    if word.startswith(_RISING):
        return following[:1] != [] and following[0] in _OF and not _RISEN.isdisjoint(following[1:4])
    if word in _KILLED:
        return _has_subject(words, at, first, _STAGE) and not _AUDIENCE.isdisjoint(following)
    if word in _ATTACKS:
        return is_of_play(words, at, first, end)
    if word not in _BOMBS:
        return False
    if following[:1] and following[0] in _AT_THE and not _BOX.isdisjoint(following[1:3]):
        return True
    return _has_subject(words, at, first, _SUBJECTS)


def kills_a_thing(words: list[str], at: int, end: int) -> bool:
    """Whether what is killed is a match, a bill or the like: "matou o jogo", "tue la réforme"."""
    if words[at] not in _KILLS:
        return False
    noun = at + 2 if at + 1 < end and words[at + 1] in _THE else at + 1
    return noun < end and words[noun] in _THINGS


def is_of_play(words: list[str], at: int, first: int, end: int) -> bool:
    """Whether an "attack" is one of a match, or aimed at what nobody can hurt: "ataque demolidor dá vitória"."""
    if words[at] not in _ATTACKS:
        return False
    behind = words[at + 1 : min(at + 5, end)]
    for place, word in enumerate(behind[:-1]):
        if word in _AGAINST:
            return not _CONCEPTS.isdisjoint(behind[place + 1 : place + 3])
    if not (behind[:1] and behind[0] in _PLACES_OF_DEEDS):
        sentence = words[first:end]
        return not _WON.isdisjoint(sentence) and _VICTIMS.isdisjoint(sentence)
    return False


def _has_subject(words: list[str], at: int, first: int, subjects: Set[str]) -> bool:
    """Whether one of these stands right before a verb, or with "in" or "of" and a noun: "shares in the firm bombed"."""
    if at > first and words[at - 1] in subjects:
        return True
    return any(
        words[place] in subjects and words[place + 1] in _IN
        for place in range(max(first, at - 4), at - 2)
    )


def is_tested(words: list[str], at: int, first: int, end: int) -> bool:
    """Whether a missile is only tried out: "test-fires two missiles", "missile test"."""
    return words[at] in _MISSILES and not (
        _TESTS.isdisjoint(words[max(first, at - 5) : at])
        and _TESTS.isdisjoint(words[at + 1 : min(at + 3, end)])
    )


def retold(reader: Reader, first: int, end: int) -> range:
    """The words of a sentence that tell what a film is about or an anniversary is of, as far as the clause goes."""
    words = reader.text.words
    if RETOLD.isdisjoint(words[first:end]):
        return range(0)
    for at in range(first, end):
        if words[at] in RETOLD and _tells(words, at, end):
            return range(at, clause_end(reader, at + 1, end))
    return range(0)


def _tells(words: list[str], at: int, end: int) -> bool:
    """Whether "of" or the like and a deed stand behind a film or anniversary."""
    behind = words[at + 1 : min(at + 1 + _REACH_DEED, end)]
    if words[at] in _IN_A_ROW and behind[:1] and behind[0] in _OF:
        return False  # "a series of bombings"
    start = next((n for n, word in enumerate(behind[:_REACH]) if word in _RETELLS), -1)
    if start < 0 and behind[:1] and behind[0] in _ABOUT:
        start = 0
    if start < 0:
        return words[at] in _MARKED and behind[:1] != [] and behind[0] in _DEEDS  # a genitive
    stop = next((n for n, word in enumerate(behind) if n > start and word in _ENDS), len(behind))
    told = behind[start + 1 : stop]
    return not (_DEEDS.isdisjoint(told) and event_words().assaults.isdisjoint(told))


def clause_end(reader: Reader, at: int, end: int) -> int:
    """The first word behind a comma that opens no relative clause, else `end`."""
    text = reader.text
    for place in range(at, end):
        gap = text.gap(place)
        if text.words[place].isdecimal():
            continue  # 8,000
        breaks = "," in gap or ":" in gap or ";" in gap
        if breaks and _RELATIVE.isdisjoint(text.words[place : place + 2]):
            return place
    return end


def is_tried_or_drilled(reader: Reader, at: int, first: int, end: int) -> bool:
    """Whether a word of violence or death is of an old deed that a court judges, or of a drill."""
    return is_tried(reader, at, first, end) or is_drilled(reader, at, first, end)
