"""Whose dead a figure counts is read beside the number."""

from __future__ import annotations

import pytest

from stream.classify.events.counted import with_whose
from stream.model import ActorLabel, CasualtyLabel, Evidence

KINDS = {
    "militants": "armed-group",
    "soldiers": "military",
    "police": "police",
    "gunmen": "armed-group",
}


def evidence(text: str, words: str) -> list[Evidence]:
    """Where the words stand in a headline."""
    start = text.index(words)
    return [Evidence(field="headline", start=start, end=start + len(words), text=words, rule="t")]


def actor(text: str, named: str) -> ActorLabel:
    """An actor that is named in a headline."""
    kind = KINDS[named.split()[-1]]
    return ActorLabel(
        id=named, name=named, kind=kind, role="participant", evidence=evidence(text, named)
    )


def whose(text: str, figure: str, *named: str) -> str:
    """The actor whose people the figure's words count."""
    dead = CasualtyLabel(kind="killed", least=30, most=30, evidence=evidence(text, figure))
    (label,) = with_whose([dead], [actor(text, each) for each in named], {"headline": text})
    return label.of


@pytest.mark.parametrize(
    ("text", "figure", "named", "counted"),
    [
        ("Army says it killed 30 militants", "killed 30", "militants", True),
        ("Thirty militants killed in raid", "Thirty militants killed", "militants", True),
        ("30 militants killed in raid", "30 militants killed", "militants", True),
        ("Armée: tué 30 membres des militants", "tué 30", "militants", True),
        ("30 French soldiers killed", "30 French soldiers killed", "French soldiers", True),
        ("Gunmen killed 30, militants say", "killed 30", "militants", False),
        ("30 killed by militants", "30 killed", "militants", False),
        ("30 killed militants say", "30 killed", "militants", False),
        ("Toll in gunmen attack rises to 30", "Toll in gunmen attack rises to 30", "gunmen", False),
        ("Toll after gunmen raid at 30", "Toll after gunmen raid at 30", "gunmen", False),
        ("Blast kills 30 in camp of militants", "kills 30", "militants", False),
        ("Blast kills 30 near militants", "kills 30", "militants", False),
        ("Raid kills 30 police", "kills 30", "police", False),
        ("Militants say militants killed 30", "killed 30", "militants", False),
    ],
)
def test_who_stands_right_after_the_number_or_before_its_verb_is_counted(
    text: str, figure: str, named: str, counted: bool
) -> None:
    """An armed group or an army; who did it, who says it and who is near are not."""
    assert whose(text, figure, named) == (named if counted else "")


def test_who_is_in_another_field_is_not_counted() -> None:
    """The places of characters are those of one field."""
    text = "Army killed 30 militants"
    dead = CasualtyLabel(kind="killed", least=30, most=30, evidence=evidence(text, "killed 30"))
    elsewhere = Evidence(field="body", start=15, end=24, text="militants", rule="t")
    group = ActorLabel(
        id="m", name="m", kind="armed-group", role="participant", evidence=[elsewhere]
    )
    assert with_whose([dead], [group], {"headline": text, "body": text})[0].of == ""


def test_a_text_counts_the_militants_that_an_army_killed(desk) -> None:
    """From the words of an update to the label."""
    from support.classified import update

    text = "BAMAKO, May 14 - Mali's army killed 30 militants in an air strike in Mopti on Thursday."
    (label,) = desk.classifier.read(update("Mali army kills 30 militants", text)).casualties
    assert label.of == "unnamed-militants-mali"
