"""Which side a headline takes, who contradicts whom, and what is only hearsay."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from stream.alert.texts.hedges import hedge
from stream.alert.texts.stances import over, stances
from stream.model import Update

from ..desk import START, Desk, alerts, classified, only

ROAD = '[[rule]]\nid = "r"\nchannels = ["c"]\nwords = ["road", "judges"]\n'


@pytest.mark.parametrize(
    ("language", "headline", "side"),
    [
        ("en", "Coast road closed after slide", 1),
        ("en", "Coast road open, mayor says", 0),
        ("en", "Coast road not closed, mayor says", 0),
        ("en", "Police will close coast road", None),
        ("en", "Coast road closed, pass road open", None),
        ("en", "Storm strikes coast road", None),
        ("en", "Judges strike down road tax", 1),
        ("en", "Leader is alive, state agency says", 0),
        ("en", "Girl found alive in rubble", None),
        ("de", "Küstenstraße gesperrt", 1),
        ("fr", "La route de la côte reste ouverte", 0),
        ("xx", "Coast road closed", None),
    ],
)
def test_a_headline_takes_a_side(language: str, headline: str, side: int | None) -> None:
    """By one word of an axis: not for plans, not with words of both sides, turned by a negation."""
    assert [stance.side for stance in stances(headline, language).values()] == (
        [] if side is None else [side]
    )


def test_a_contradiction_is_told_and_corroborates_nothing() -> None:
    """The second agency says the opposite: told at once; the third decides, and the alert is corroborated."""
    d = Desk(ROAD)
    d.say("afp:1", headline="Coast road closed after slide")
    two = ("AFP", "REUTERS")
    other = only(
        d.say("reuters:1", verdict="follow_up", sources=two, headline="Coast road open after slide")
    )
    assert other.status == "amended"
    assert other.changes[-1] == "sources disagree: closed 1 (AFP), open 1 (REUTERS)"
    third = only(
        d.say("ap:1", verdict="follow_up", sources=("AFP", "AP", "REUTERS"),
              headline="Coast road closed to lorries after slide")
    )  # fmt: skip
    assert third.status == "corroborated"
    assert third.changes == ["sources disagree: closed 2 (AFP, AP), open 1 (REUTERS)"]
    assert third.reason.endswith("now 2 independent sources: AFP, AP")


def test_what_changes_a_day_later_is_no_contradiction() -> None:
    """A road that opens again is a development, and the second agency a second source."""
    d = Desk(ROAD)
    d.say("afp:1", headline="Coast road closed after slide")
    d.wait(hours=13)
    told = only(
        d.say("ap:1", verdict="follow_up", sources=("AFP", "AP"), headline="Coast road open after slide")
    )  # fmt: skip
    assert told.status == "corroborated"


def test_the_first_denial_is_told_and_the_next_is_silent() -> None:
    """A denial by another agency is news once; it is no second source."""
    d = Desk(ROAD)
    d.say("afp:1", headline="Coast road mined")
    denial = "Army denies coast road is mined"
    two = ("AFP", "AP")
    told = only(d.say("ap:1", verdict="follow_up", sources=two, headline=denial))
    assert (told.status, told.changes) == ("amended", ["AP reports a denial"])
    three = ("AFP", "AP", "DPA")
    assert alerts(d.say("dpa:1", verdict="follow_up", sources=three, headline=denial)) == []


@pytest.mark.parametrize(
    ("language", "headline", "body", "word"),
    [
        ("en", "Envoy reportedly held", "", "reportedly"),
        ("de", "Unglück", "Dort soll ein Boot gesunken sein. Mehr ist nicht bekannt.", "soll"),
        ("de", "Neubau", "Dort soll 2030 ein Hafen gebaut werden. Das ist lange her.", ""),
        ("fr", "Accident", "Le bateau aurait coulé jeudi.", "aurait"),
        ("en", "Envoy held", "He was held. " * 40 + "Reportedly.", ""),
        ("xx", "Reportedly", "", ""),
    ],
)
def test_hearsay_is_known_by_its_words(language: str, headline: str, body: str, word: str) -> None:
    """In headline and lead; "soll … werden" is a plan."""
    update = Update(
        uri="u", provider="P", event_time=START, ingested_at=START, headline=headline, body=body,
        language=language,
    )  # fmt: skip
    assert hedge(update) == word


def test_a_raise_says_that_it_is_only_reported() -> None:
    """The reason has the word; the version that stands for it amends."""
    d = Desk(ROAD)
    told = only(d.say("afp:1", headline="Coast road reportedly mined"))
    assert told.reason.endswith('reported, not confirmed ("reportedly")')
    later = only(d.say("afp:1", verdict="revision", headline="Coast road mined"))
    assert later.changes == ['reported, not confirmed ("reportedly") → stated as fact']


@pytest.mark.parametrize(
    ("minutes", "undated", "rings"),
    [(0, False, True), (15, False, True), (16, False, False), (0, True, False), (-5, False, True)],
)
def test_only_what_is_fresh_as_it_comes_in(minutes: int, undated: bool, rings: bool) -> None:
    """By the stated time against the arrival; what has no time is not fresh, a clock may be ahead."""
    d = Desk('[[rule]]\nid = "r"\nmax_age_minutes = 15\nwords = ["Aleppo"]\n')
    made = classified()
    at = START - timedelta(minutes=minutes)
    stated = None if undated else at
    update = replace(made.item.update, event_time=at, version_created=stated)
    told = alerts(d.take(replace(made, item=replace(made.item, update=update))))
    assert bool(told) == rings


def test_the_end_of_an_event_is_told_once() -> None:
    """A warning that is lifted amends; the next agency's word for it is silent."""
    d = Desk('[[rule]]\nid = "t"\nwords = ["tsunami"]\n')
    d.say("afp:1", headline="Tsunami warning for Hokkaido")
    assert d.say("afp:1", verdict="revision", headline="Tsunami warning may be lifted").emits == []
    over = only(d.say("afp:2", verdict="follow_up", headline="Tsunami warning for Hokkaido lifted"))
    assert (over.status, over.changes) == ("amended", ['now "lifted"'])
    assert over.reason == "rule t: AFP reports a turn"
    again = "Japan cancels tsunami warning"
    assert d.say("afp:3", verdict="follow_up", headline=again).emits == []


@pytest.mark.parametrize(
    ("language", "headline", "word"),
    [
        ("en", "All hostages free, gunman arrested in Ghent", "arrested"),
        ("en", "Coup in Niger fails", "fails"),
        ("en", "Suez Canal reopens as tanker is refloated", "reopens"),
        ("de", "Alle Geiseln in Gent befreit", "befreit"),
        ("fr", "Les otages libérés à Gand", "libérés"),
        ("es", "Detenido el sospechoso del ataque en Gante", "detenido"),
        ("en", "Gunman not arrested, hostages still held", ""),
        ("en", "Court frees land for housing", ""),
    ],
)
def test_what_is_over_is_read_from_headlines(language: str, headline: str, word: str) -> None:
    """In several languages; what is negated, or of nothing that can end so, is none."""
    d = Desk('[[rule]]\nid = "n"\nlanguages = ["en", "de", "fr", "es"]\n')
    d.say("afp:1", headline="Bell one", language=language)
    told = d.say("afp:2", verdict="follow_up", headline=headline, language=language)
    assert any(word in change for each in alerts(told) for change in each.changes) == bool(word)


def test_a_second_denial_is_silent() -> None:
    """Also where dedupe finds that it contradicts the first report."""
    d = Desk(ROAD)
    d.say("afp:1", headline="Coast road mined")
    d.say("ap:1", verdict="follow_up", headline="Army denies coast road is mined")
    third = d.say(
        "reuters:1",
        verdict="follow_up",
        headline="Coast road mined, army denies it",
        changes=("contradicts AFP: denies",),
    )
    assert third.emits == []


@pytest.mark.parametrize(
    ("language", "first", "later", "word"),
    [
        ("en", "Iran seizes tanker in Hormuz", "Iran frees tanker", "frees"),
        ("en", "Helicopter missing in Nepal", "Nepal helicopter crew safe", "safe"),
        ("en", "Plane missing over Papua", "Plane lands safely in Papua", "safely"),
        ("de", "Flugzeug über den Alpen vermisst", "Flugzeug sicher gelandet", "sicher"),
        ("ru", "Захвачены заложники", "Заложники освобождены", "освобождены"),
        ("uk", "Захоплено заручників", "Заручників звільнено", "звільнено"),
        ("tr", "Bankada rehine alındı", "Rehineler kurtarıldı", "kurtarıldı"),
        ("ar", "احتجاز رهائن في مصرف", "تحرير الرهائن في المصرف", "تحرير"),
        ("ar", "احتجاز رهائن في مصرف", "إطلاق الرهائن في المصرف", "إطلاق"),
        ("en", "Docks strike begins in Durban", "Durban docks strike called off", "called off"),
        ("fr", "Grève des éboueurs à Nice", "Les éboueurs mettent fin à la grève", "mettent fin"),
        ("nl", "Grote bosbrand bij Ede", "Bosbrand bij Ede geblust", "geblust"),
        ("pl", "Porwano lekarzy w Mali", "Porwani lekarze uwolnieni", "uwolnieni"),
        ("sv", "Skogsbrand vid Mora", "Skogsbranden vid Mora under kontroll", "kontroll"),
        ("id", "Guru disandera di Nduga", "Guru yang disandera dibebaskan", "dibebaskan"),
        ("el", "Πυρκαγιά στην Εύβοια", "Υπό έλεγχο η πυρκαγιά στην Εύβοια", "έλεγχο"),
        ("fa", "گروگان‌گیری در زاهدان", "گروگان‌ها در زاهدان آزاد شدند", "آزاد"),
        ("zh", "青岛港起火 大火蔓延", "青岛港大火已被扑灭", "扑灭"),
        ("ja", "宮城沿岸に津波警報", "宮城沿岸の津波警報を解除", "解除"),
    ],
)
def test_an_end_is_told_in_many_languages(language: str, first: str, later: str, word: str) -> None:
    """What began in the news and is over amends its alert."""
    desk = Desk()
    desk.say("afp:1", language=language, headline=first)
    message = only(desk.say("afp:1", verdict="revision", language=language, headline=later))
    assert (message.status, message.changes) == ("amended", [f'now "{word}"'])


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("en", "Tsunami warning to be lifted"),
        ("nl", "Bosbrand bij Ede niet geblust"),
        ("id", "Guru disandera, belum dibebaskan"),
        ("zh", "青岛港大火将扑灭"),
        ("ja", "宮城沿岸の津波警報を解除へ"),
    ],
)
def test_what_is_not_over_yet_is_no_end(language: str, headline: str) -> None:
    """It may end, will end, or has not: where words have no spaces, too."""
    desk = Desk()
    desk.say("afp:1", language=language, headline="HTS")
    assert desk.say("afp:1", verdict="revision", language=language, headline=headline).emits == []


@pytest.mark.parametrize(
    ("language", "denial", "part"),
    [
        ("nl", "Minister ontkent aftreden", "Leger ontkent rol in aanslag"),
        ("pl", "Rząd dementuje dymisję", "Armia zaprzecza roli w zamachu"),
        ("sv", "Bolaget dementerar rånet", "Armén förnekar inblandning i attack"),
        ("id", "Polisi bantah penculikan", "Militer bantah keterlibatan dalam serangan"),
        ("el", "Η κυβέρνηση διαψεύδει το πραξικόπημα", "Ο στρατός αρνείται εμπλοκή"),
        ("fa", "سپاه حمله را تکذیب کرد", "سپاه تکذیب نقش خود"),
        ("zh", "市政府否认封城", "军方否认参与袭击"),
        ("ja", "官房長官、辞任報道を否定", "軍、否定 関与せず"),
    ],
)
def test_a_denial_is_known_in_many_languages(language: str, denial: str, part: str) -> None:
    """It amends and corroborates nothing; who denies only a part in it denies no event."""
    for headline, status in ((denial, "amended"), (part, "corroborated")):
        desk = Desk()
        desk.say("afp:1", language=language)
        two = ("AFP", "AP")
        said = desk.say(
            "ap:1", verdict="follow_up", sources=two, language=language, headline=headline
        )
        assert only(said).status == status


@pytest.mark.parametrize(
    ("language", "headline", "word"),
    [
        ("en", "2 bodies found after ferry sinks, 4 missing", ""),
        ("en", "All 4 missing sailors found alive", "found"),
        ("de", "Leiche gefunden, drei Vermisste nach Unglück", ""),
        ("es", "Hallados los desaparecidos en Lima", "hallados"),
        ("zh", "找到2具遗体 仍有4人失踪", ""),
    ],
)
def test_bodies_found_are_no_end_of_the_search(language: str, headline: str, word: str) -> None:
    """The missing are found when no body, no wreck and nobody still missing is told of."""
    assert over(headline, language).get(6, "") == word


@pytest.mark.parametrize(
    ("language", "before", "after", "word"),
    [
        ("en", "Premier to resign - BBC", "Premier will not resign, office says", "resign"),
        ("es", "El ministro dimite", "El ministro no dimite, dice Lima", "dimite"),
        ("ru", "Министр уходит в отставку", "Министр не уходит в отставку", "уходит"),
        ("en", "Quake without victims", "No victims in quake", ""),
        ("en", "Premier will not resign", "Premier will not resign, office says", ""),
        ("fr", "Le ministre part, selon Matignon", "Il ne part pas, selon Matignon", ""),
    ],
)
def test_a_version_that_says_not_turns_its_report(
    language: str, before: str, after: str, word: str
) -> None:
    """It amends and is no second source of what it denies; another language's order of words is left."""
    desk = Desk('[[rule]]\nid = "all"\nlanguages = ["en", "es", "ru", "fr"]\n')
    desk.say("bbc:1", language=language, headline="Bell one")
    desk.say("pa:1", verdict="follow_up", language=language, headline=before)
    later = desk.say("pa:1", verdict="revision", language=language, headline=after)
    lines = [line for each in alerts(later) for line in each.changes]
    assert lines == ([f'"{word}" → not: "{word}"'] if word else [])


def test_who_says_not_is_no_second_source() -> None:
    """A report that says "not" to the first corroborates nothing."""
    desk = Desk()
    desk.say("bbc:1", headline="Premier to resign")
    two = ("BBC", "PA")
    told = desk.say("pa:1", verdict="follow_up", sources=two, headline="Premier will not resign")
    assert alerts(told) == []
