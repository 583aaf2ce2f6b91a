"""What a correction takes out of a rule, and what it leaves in."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from stream.model import CasualtyLabel

from ..desk import Desk, classified, only, tell

RULE = """
[[rule]]
id = "quake"
channels = ["desk"]
words = ["quake AND magnitude"]
"""
FIRST = "Quake of magnitude 7 kills 8 in Bingol"


def corrected(headline: str, killed: int = 31, before: str = "Quake in Bingol kills 8") -> str:
    """What becomes of an alert on a quake's magnitude whose later, shorter version is corrected."""
    desk = Desk(RULE)
    tell(desk, "afp:1", headline=FIRST, killed=8)
    tell(desk, "afp:1", verdict="revision", headline=before, killed=8)
    message = only(tell(desk, "afp:1", verdict="revision", headline=headline, killed=killed,
                        declared="correction"))  # fmt: skip
    return message.status


@pytest.mark.parametrize(
    "headline",
    ["Quake in Bingol kills 31", "CORRECTED: Quake in Bingol kills 31", "DÜZELTME: Quake in Bingol kills 31",
     "CORRECTED-Quake in Bingol kills 31", "Quake in Bingol kills many"],
)  # fmt: skip
def test_a_corrected_figure_withdraws_no_alert_on_words(headline: str) -> None:
    """The magnitude was left out before; what is corrected is the toll."""
    assert corrected(headline) == "amended"


@pytest.mark.parametrize(
    "headline",
    [
        "CORRECTED: Blast in Bingol kills 31",
        "Landslide in Bingol region kills 31",
        "CORRECTED: Blast in Mus kills 31",
    ],
)
def test_a_corrected_word_withdraws_it(headline: str) -> None:
    """It was no quake: whoever asked for quakes has to know."""
    assert corrected(headline) == "withdrawn"


def test_a_lower_figure_withdraws_an_alert_on_figures() -> None:
    """Ten were asked for, and there are nine."""
    desk = Desk('[[rule]]\nid = "toll"\nchannels = ["desk"]\ncasualties = { killed = 10 }\n')
    tell(desk, "afp:1", headline="Blast kills 15", killed=15)
    message = only(tell(desk, "afp:1", verdict="revision", headline="Blast kills nine", killed=9,
                        declared="correction"))  # fmt: skip
    assert message.status == "withdrawn"


def test_other_words_for_the_same_take_nothing_back() -> None:
    """A version that dedupe finds rewritten tells the news in other words; it exchanges nothing."""
    desk = Desk(RULE)
    desk.say("afp:1", headline=FIRST)
    told = "Rescuers dig for survivors in eastern Turkey"
    message = only(
        desk.say("afp:1", verdict="revision", headline=told, changes=(f"rewritten → {told}",))
    )
    assert (message.status, message.changes) == ("amended", [f"rewritten → {told}"])


def test_that_it_is_rewritten_is_said_where_nothing_else_is() -> None:
    """Beside a toll that rises, the headline again is no news."""
    desk = Desk(RULE)
    tell(desk, "afp:1", headline=FIRST, killed=8)
    told = "Rescuers dig after quake of magnitude 7"
    message = only(
        tell(
            desk,
            "afp:1",
            verdict="revision",
            headline=told,
            killed=31,
            changes=(f"rewritten → {told}",),
        )
    )
    assert message.changes == ["killed 8 → 31"]


def test_the_same_people_counted_as_wounded_leave_a_rule_on_the_dead() -> None:
    """ "Gunman kills 11", corrected to "wounds 11": one word, and no figure that the rule asks for."""
    desk = Desk('[[rule]]\nid = "dead"\nchannels = ["desk"]\ncasualties = { killed = 10 }\n')
    tell(desk, "afp:1", headline="Gunman kills 11 in Recife", killed=11)
    wounded = [CasualtyLabel(kind="wounded", least=11, most=11)]
    update = classified(
        "afp:1", verdict="revision", headline="Gunman wounds 11 in Recife", declared="correction"
    )
    assert only(desk.take(replace(update, casualties=wounded))).status == "withdrawn"
