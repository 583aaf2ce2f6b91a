"""One person and what befell him: "a cyclist was hurt", "Policeman dies", where a sentence has no figure."""

from __future__ import annotations

from collections.abc import Callable

from stream.classify.events.summed import one_of_several
from stream.classify.words.text import word_set

TAKES_NEXT = word_set("""
    menewaskan melukai killing injuring wounding hurting displacing tuant blessant matando hiriendo uccidendo ferendo
""")
"""Participles that belong to the number behind them, never to one before: "two trucks collided, injuring five"."""

PERSON = word_set("""
    man woman boy girl child teenager person cyclist pedestrian motorist driver biker motorcyclist passenger
    worker miner
    gunman suspect attacker assailant
    soldier officer policeman policewoman fisherman farmer student journalist reporter resident climber
    hiker swimmer diver
    tourist guard firefighter paramedic medic nurse doctor baby toddler pensioner civilian villager
    protester peacekeeper
    pilot sailor crewman skier surfer homme femme garcon fille enfant hombre mujer nino nina mann frau kind homem mulher
    uomo donna ragazzo constable sergeant deputy trooper detective captain
    motorista ciclista policia policial agente soldado militar guardia bombero periodista campesino obrero estudiante
    menor joven turista peaton conductor trabalhador agricultor bombeiro jornalista estudante
    polizist polizistin arbeiter fahrer fahrerin radfahrer radfahrerin fussganger fussgangerin soldat junge madchen
    policier gendarme militaire soldat ouvrier cycliste pieton conducteur automobiliste motard policiere
    comerciante vendedor profesor empleado abogado vecino transeunte taxista alcalde agent professor comerciante
    operaio poliziotto carabiniere pedone automobilista agente bambino bambina
    teacher lawyer prosecutor judge bystander contractor trucker prisoner inmate migrant refugee infant teen fan jogger
    spectator rescuer interpreter photographer cameraman camerawoman militant insurgent rebel fighter settler hostage
    grandmother mother father daughter
    maestra maestro profesora medico medica enfermera enfermero nina fotografo camarografo professeur medecin infirmier
    infirmiere enseignant enseignante ouvrier lehrer lehrerin schuler schulerin arzt arztin sanitater feuerwehrmann
    insegnante medico infermiera infermiere studentessa professora professor enfermeira motociclista pedestre
    vrouw jongen meisje automobilist fietser voetganger wielrenner motorrijder bestuurder inwoner kind
    hijo hija figlio figlia fils fille sohn tochter joven chica chico anciano anciana pria wanita perempuan anak warga
    pengemudi kadin adam cocuk polis asker surucu isci подросток пенсионер пенсионерка турист пешеход солдат
    adolescente adolescent jovem menino menina rapaz moca deutscher deutsche franzose councilman councilwoman
    mayor governor senator congressman lawmaker politician peasant bodyguard businessman businesswoman activist
    priest bishop nun banker trader shopkeeper commander colonel general
    мужчина женщина ребенок водитель мальчик девочка военный полицейский житель жительница рабочий чоловік жінка дитина
""")
"""Nouns that stand for one person."""

_ONE = word_set(
    "a an the one another un une una um uma ein eine een einen der die das le la el il lo o old year seorang bir"
)
_FATE_WORDS = word_set("""
    gewond gedood omgekomen overleden disperso dispersa vermisst disparu
    tot dood zwaargewond lichtgewond morta
    drowned drowns perished perishes leven leben vie vida vita muere muore morre meurt noye noyee ahogado
    ahogada ertrunken verstorben stirbt fallecio fallece fallecida fallecido decede decedee erschossen erstochen
    verdronken overleden overleed stierf sterft dode tewas meninggal terluka умер умерла скончался скончалась убит убита
    погибла загинула травмовано поранений hayatini yaralandi oldu olduruldu
    killed died dies dead hurt injured wounded missing mort morte tue blesse blessee murio muere herido herida
    starb stirbt verletzt getotet morreu ferido ferida morto ferito погиб ранен загинув поранено ранена погибла
""")
_KILLS = word_set(
    "killed kills wounded wounds injured injures mato hirio asesino matou tue uccide totet doodt"
)
_PASSIVE = word_set("was were been being be is are fue fueron")
_OWNERS = frozenset(("its", "his", "her", "their"))
_REACH_SINGLE = 12


def single(
    words: list[str], first: int, marks: list[int], is_denied: Callable[[int], bool]
) -> list[tuple[int, int]]:
    """One person and what befell him: "a cyclist was hurt", "Cyclist dies"; each person of a sentence once."""
    found: dict[int, int] = {}
    for mark in marks:
        one = _one(words, first, mark, is_denied)
        if one is not None:
            found.setdefault(one, mark)
    return list(found.items())


def _one(words: list[str], first: int, mark: int, is_denied: Callable[[int], bool]) -> int | None:
    """The person that a mark tells of."""
    takes = words[mark] in TAKES_NEXT or _is_active(words, mark)
    if takes and (one := _victim(words, mark)) is not None:
        return one
    if words[mark] not in _FATE_WORDS or is_denied(mark):
        return None
    for at in range(mark - 1, max(first, mark - _REACH_SINGLE) - 1, -1):
        if words[at] in PERSON and (at == first or words[at - 1] in _ONE or _described(words, at)):
            return at
    return one_of_several(words, first, mark)


def _is_active(words: list[str], mark: int) -> bool:
    """Whether a verb tells what one did to another: "shot and killed a mayor"."""
    return words[mark] in _KILLS and mark > 0 and words[mark - 1] not in _PASSIVE


def _victim(words: list[str], mark: int) -> int | None:
    """The one person right behind "killing": "killing its pilot", "killing a young woman"."""
    for at in range(mark + 2, min(mark + 5, len(words))):
        if words[at] in PERSON and (words[mark + 1] in _ONE or words[mark + 1] in _OWNERS):
            return at
    return None


def _described(words: list[str], at: int) -> bool:
    """Whether an article and one or two more words stand before: "a young man", "a 60-year-old man"."""
    return not _ONE.isdisjoint(words[max(0, at - 4) : at])
