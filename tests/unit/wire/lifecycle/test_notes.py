"""What agencies tell editors in words."""

import pytest

from stream.wire.lifecycle.signals import declared


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Kill item 157", ""),
        ("Please kill BC-Harbor-Fire, b0412", ""),
        ("ADVISORY", 'Withdraw story headlined "Mayor resigns". It was wrong.'),
        ("", "Please kill dpa 157."),
        ("KORREKTURHINWEIS", "Die Meldung dpa 157 wird zurückgezogen."),
        ("ATTENTION EDITORS", "The story headlined Mayor resigns is withdrawn."),
        ("ACHTUNG", "Bitte streichen Sie die Meldung dpa 157"),
        ("AVIS", "Prière d'annuler notre dépêche 0412"),
        ("Atención", "Se ruega anular la noticia titulada El alcalde dimite"),
        ("Clients are asked to disregard item 22", ""),
    ],
)
def test_an_order_to_kill_is_one(headline: str, body: str) -> None:
    """As a headline with a reference to an item, or as the text of an advisory."""
    assert declared("usable", [], headline, "", "", body) == "kill"


def test_a_kill_at_a_slugs_end() -> None:
    """AP marks a kill behind the slug."""
    assert declared("usable", [], "Mayor resigns", "BC-Mayor, KILL") == "kill"


@pytest.mark.parametrize(
    "headline",
    [
        "Kill Bill director wins prize",
        "Judge withdraws story of abuse",
        "Police kill item thief",
        "Paper withdraws story on mayor",
        "Report on mayor is withdrawn from court",
        "Please kill me, patient asked",
        "Story of hope is cancelled",
        "Cancel report 2024 shows losses",
        "Withdraw from Gaza, says UN",
    ],
)
def test_news_of_such_words_is_no_kill(headline: str) -> None:
    """A false kill would lose a story."""
    assert declared("usable", [], headline, "", "", f"{headline}. More is expected.") == "none"


@pytest.mark.parametrize(
    ("note", "kind"),
    [
        ("Eds: ADDS details", "update"),
        ("UPDATES with quotes", "update"),
        ("Eds: Corrects name in para 3", "correction"),
        ("REFILES to fix slug", "refile"),
        ("Repeats story sent on Wednesday", "repeat"),
        ("Neu: Details", "update"),
        ("Berichtigung: Name im 2. Absatz", "correction"),
        ("Actualiza con declaraciones", "update"),
        ("In June 3 story, corrects last paragraph", "correction"),
        ("Photos to follow", "none"),
    ],
)
def test_notes_say_what_changed(note: str, kind: str) -> None:
    """By their first word, in a note to editors and in the bracket before a text."""
    assert declared("usable", [], "Mayor resigns", "", note) == kind
    assert declared("usable", [], "Mayor resigns", "", "", f"({note}) ALDHAVEN - She left.") == kind


def test_a_credit_in_brackets_is_no_note() -> None:
    """ "(Reuters)" before a text says nothing, a dashed line at its end may."""
    assert declared("usable", [], "x", "", "", "(Reuters) - The mayor resigned.") == "none"
    assert (
        declared("usable", [], "x", "", "", "She left.\n- Corrects figure sent earlier")
        == "correction"
    )
