"""What stands around a report is taken off before it is compared."""

from __future__ import annotations

import pytest

from stream.dedupe.words.frame import stripped

from ..desk import Desk


@pytest.mark.parametrize(
    ("body", "place", "rest"),
    [
        (
            "(Repeats without changes)\nOSLO, March 2 (Reuters) - Rain fell.",
            "OSLO, March 2",
            "Rain fell.",
        ),
        ("(Nobody was hurt) Rain fell in Oslo.", "", "(Nobody was hurt) Rain fell in Oslo."),
        ("Rain fell. (Reporting by A. Lind; editing by B. Moe)", "", "Rain fell."),
        ("Sales rose.\nForward-looking statements: what may come.", "", "Sales rose."),
        ("The party gave a disclaimer to members.", "", "The party gave a disclaimer to members."),
    ],
)
def test_a_text_without_its_frame(body: str, place: str, rest: str) -> None:
    """A desk's note, the dateline, credits and legal notices go; the text's own brackets and words stay."""
    assert stripped(body) == (place, rest)


@pytest.mark.parametrize(
    ("body", "rest"),
    [
        ("新华社拉萨3月2日电（记者王某）拉萨下雪。", "拉萨下雪。"),
        ("【札幌共同】札幌で雪が降った。", "札幌で雪が降った。"),
        ("札幌で雪が降った。（共同）", "札幌で雪が降った。"),
    ],
)
def test_a_text_without_spaces(body: str, rest: str) -> None:
    """Chinese and Japanese agencies have datelines and credits of their own."""
    assert stripped(body, spaced=False)[1] == rest


def test_one_form_filled_in_for_two_firms() -> None:
    """Two firms' results in the same words are two stories, of one house, too; the same firm's again is a revision."""
    desk, form = (
        Desk(),
        "{} Inc said its net profit rose to ${} million in the quarter from $9 million a year ago.",
    )
    told = [
        desk.send(
            f"w:{n}",
            n,
            headline=f"{firm} Inc net profit ${profit} mln",
            body=form.format(firm, profit),
        )
        for n, (firm, profit) in enumerate([("Hallam", 12), ("Penrose", 14), ("Hallam", 13)])
    ]
    assert [record.verdict for record in told] == ["new", "new", "revision"]
    assert told[2].story == told[0].story
