"""What the sender says an update is."""

import pytest

from stream.wire.lifecycle.signals import declared, is_test


@pytest.mark.parametrize(
    ("headline", "kind"),
    [
        ("KILL: Mayor resigns over dock contracts", "kill"),
        ("KILL - Mayor resigns", "kill"),
        ("KILL-Mayor resigns", "kill"),
        ("KILL", "kill"),
        ("URGENT - MANDATORY KILL: Mayor", "kill"),
        ("STORY WITHDRAWN", "kill"),
        ("Story withdrawn: Mayor resigns", "kill"),
        ("WITHDRAWN-Mayor resigns", "kill"),
        ("CORRECTED-Mayor resigns", "correction"),
        ("CORRECTED (OFFICIAL)-Mayor resigns", "correction"),
        ("CORRECTION: Mayor resigns", "correction"),
        ("Correction: Dock-Contracts story", "correction"),
        ("(CORRECTED) Mayor resigns", "correction"),
        ("Mayor resigns (Corrected)", "correction"),
        ("DÜZELTME: Belediye başkanı istifa etti", "correction"),
        ("DÜZELTME - Belediye başkanı istifa etti", "correction"),
        ("BERICHTIGUNG: Bürgermeister tritt zurück", "correction"),
        ("RECTIFICATIF: Le maire démissionne", "correction"),
        ("CORRECCIÓN: El alcalde dimite", "correction"),
        ("REFILE-Mayor resigns", "refile"),
        ("RPT-Mayor resigns", "repeat"),
        ("RPT-UPDATE 1-Mayor resigns", "repeat"),
        ("REFILE-CORRECTED-Mayor resigns", "correction"),
        ("UPDATE 1-Mayor resigns", "update"),
        ("UPDATE 12 - Mayor resigns", "update"),
        ("WRAPUP 2-Storm hits coast", "update"),
        ("BC-Storm, 1st Ld-Writethru", "update"),
        ("(2nd LD) Mayor resigns", "update"),
        ("(LEAD) Mayor resigns", "update"),
    ],
)
def test_tags_of_headlines_are_read(headline: str, kind: str) -> None:
    """The tags that agencies put before a headline declare what it is, the strongest first."""
    assert declared("usable", [], headline) == kind


@pytest.mark.parametrize(
    "headline",
    [
        "Mayor resigns over dock contracts",
        "KILL SWITCH BILL PASSES SENATE",
        "KILL-SWITCH BILL PASSES SENATE",
        "Kill order was given, court told",
        "Killing of mayor: what we know",
        "Withdrawn troops return home",
        "Correction officers go on strike",
        "Corrections chief resigns",
        "Update on vaccine expected",
        "UPDATED FIGURES SHOW GROWTH",
        "Repeat of 2008 crisis feared",
        "Korrekturen am Gesetz",
        "WRAPPING PAPER PRICES RISE",
        "",
    ],
)
def test_news_about_such_words_declares_nothing(headline: str) -> None:
    """Without its separator a word is part of the news."""
    assert declared("usable", [], headline) == "none"


@pytest.mark.parametrize(
    ("signal", "kind"),
    [
        ("sig:correction", "correction"),
        ("correction", "correction"),
        ("edStat:C", "correction"),
        ("edStat:D", "kill"),
        ("http://example.org/edstat/D", "kill"),
        ("sig:update", "update"),
        ("http://cv.iptc.org/newscodes/signal/update", "update"),
        ("1ST LEAD", "update"),
        ("D", "none"),
        ("sig:whatever", "none"),
    ],
)
def test_signals_are_read_by_their_code(signal: str, kind: str) -> None:
    """A prefix or address does not matter, but the letters of edStat need their scheme."""
    assert declared("usable", [signal], "Mayor resigns") == kind


def test_a_canceled_status_is_a_kill_whatever_the_headline() -> None:
    """A kill outranks the correction that its old headline still declares."""
    assert declared("canceled", ["sig:correction"], "CORRECTED-Mayor resigns") == "kill"


def test_a_note_and_a_slugline_are_read_too() -> None:
    """A note that begins with "Corrects" and a writethru in the slugline count."""
    assert (
        declared("usable", [], "Mayor resigns", "", "Eds: Corrects name in 2nd graf")
        == "correction"
    )
    assert declared("usable", [], "Mayor resigns", "BC-Mayor,2nd Ld-Writethru", "") == "update"


@pytest.mark.parametrize(
    ("headline", "note"),
    [
        ("TEST", ""),
        ("*** TEST ***", ""),
        ("Test 3", ""),
        ("TEST TEST TEST", ""),
        ("TEST - PLEASE IGNORE", ""),
        ("Test message only", "THIS IS A TEST"),
        ("THIS IS A TEST. Volcano erupts", ""),
        ("This is a test message, please disregard", ""),
        ("EXERCISE EXERCISE EXERCISE - Flood in Aldhaven", ""),
        ("ÜBUNG ÜBUNG: Hochwasser", ""),
        ("Flood in Aldhaven", "This is an exercise - not for publication"),
        ("Flood in Aldhaven", "Eds: THIS IS ONLY A TEST."),
        ("Sel", "BU BİR TATBİKATTIR - yayınlamayınız"),
        ("Inondation", "Ceci est un exercice."),
        ("Hochwasser", "Dies ist ein Test. Bitte nicht senden"),
    ],
)
def test_a_test_says_so_at_its_start(headline: str, note: str) -> None:
    """Headline or note begin with the words by which agencies mark tests and exercises."""
    assert is_test(headline, note)


@pytest.mark.parametrize(
    ("headline", "note"),
    [
        ("North Korea conducts missile test", ""),
        ("TEST: The new electric cars", ""),
        ("Test match ends in draw", ""),
        ("TEST CRICKET RETURNS TO LAHORE", ""),
        ("This is a test of the government, opposition says", ""),
        ("This is a test – and Europe is failing it", ""),
        ("Exercise lowers risk of stroke", ""),
        ("Simulacro de sismo en la capital", ""),
        ("Minister: this is a test", ""),
        ("Mayor resigns", "Adds quotes. This is a test of patience"),
    ],
)
def test_news_about_a_test_is_no_test(headline: str, note: str) -> None:
    """The words inside a sentence are news."""
    assert not is_test(headline, note)


def test_a_signal_marks_a_test() -> None:
    """A signal "test" is enough."""
    assert is_test("Flood", "", ["sig:test"])


@pytest.mark.parametrize(
    "note", ["MANDATORY KILL: the report is wrong", "STORY WITHDRAWN", "KILL: names a minor"]
)
def test_a_note_to_editors_may_kill_as_a_headline_does(note: str) -> None:
    """The tag of a kill counts in the note as well."""
    assert declared("usable", [], "Mayor resigns", ed_note=note) == "kill"


def test_a_withdrawal_before_a_headline_kills_and_news_of_one_does_not() -> None:
    """The tag has its colon; "withdrawal of troops" is news."""
    assert declared("usable", [], "WITHDRAWAL: Leader dies, state media say") == "kill"
    assert declared("usable", [], "WITHDRAWAL OF TROOPS BEGINS") == "none"


@pytest.mark.parametrize("signal", ["sig:retraction", "recalled", "x:withdrawal"])
def test_a_signal_that_takes_back_is_a_kill(signal: str) -> None:
    """Senders have several words for it."""
    assert declared("usable", [signal], "Mayor resigns") == "kill"


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("STRYK: Tåg spårade ur vid Falun", "Texten utgår. Den får inte publiceras."),
        ("UTGÅR: Tåg spårade ur vid Falun", "Telegrammet utgår på grund av fel i uppgifterna."),
        ("UDGÅR: Tog afsporet ved Vejle", "Artiklen udgår. Den må ikke bruges."),
        ("SLETTES: Tog sporet av ved Hamar", "Teksten skal ikke publiseres."),
        ("PERUTTU: Juna suistui raiteilta", "Juttu on peruttu virheen vuoksi."),
        ("STREICHEN: Zug bei Gotha entgleist", "Die Meldung bitte nicht verwenden."),
        ("【訂正・取消】列車が脱線", "上記の記事を取り消します。"),
        ("【お断り・取り消し】列車が脱線", ""),
    ],
)
def test_a_tag_of_taking_back_kills_with_its_explanation(headline: str, body: str) -> None:
    """In the North's languages as in others; above news the same word is the news'."""
    assert declared("usable", [], headline, body=body) == "kill"


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        (
            "STRYK: Falun föll med 7-0 i derbyt",
            "Falun fick stryk hemma mot Mora. Tränaren var besviken.",
        ),
        (
            "UTGÅR: Backen missar matchen mot Mora",
            "Backen är skadad och får inte spela på tre veckor.",
        ),
        ("SLETTET: Slik mistet kommunen arkivet", "Hamar kommune mistet tusen filer i går."),
        ("PERUTTU: Konsertti Oulussa", "Yhtye perui konsertin sairauden vuoksi."),
    ],
)
def test_the_same_words_above_news_kill_nothing(headline: str, body: str) -> None:
    """A beating, a player who is out, lost files and a concert that is off."""
    assert declared("usable", [], headline, body=body) == "none"
