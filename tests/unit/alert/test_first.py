"""A story's first report that matched no rule: at the head of the time line of a later alert."""

import pytest

import stream.alert.life.state
from stream.alert.life.rows import FirstRow
from stream.alert.life.state import AlertState

from .desk import Desk, alerts, only


def opened() -> Desk:
    """A desk that had a report which no rule asks for."""
    desk = Desk()
    assert alerts(desk.say("wn:1", headline="Fighters near Aleppo", actors=())) == []
    desk.wait(hours=19)
    return desk


def lines(message: object) -> list[tuple[str, str]]:
    """The time line in short."""
    return [(moment.status, moment.headline) for moment in message.timeline]  # type: ignore[attr-defined]


def test_the_time_line_begins_with_the_first_report() -> None:
    """The news of today began yesterday."""
    raised = only(opened().say("wn:2", verdict="follow_up"))
    assert lines(raised) == [("reported", "Fighters near Aleppo"), ("raised", "HTS enters Aleppo")]


def test_a_later_version_of_it_takes_its_place() -> None:
    """The headline that stands is shown."""
    desk = opened()
    desk.say("wn:1", verdict="revision", headline="Fighters at Aleppo", actors=())
    assert lines(only(desk.say("wn:2", verdict="follow_up")))[0] == (
        "reported",
        "Fighters at Aleppo",
    )


@pytest.mark.parametrize(
    "taken",
    [{"verdict": "kill", "remaining": 1}, {"verdict": "revision", "pub_status": "withheld"}],
)
def test_what_is_taken_back_is_in_no_time_line(taken: dict[str, object]) -> None:
    """Neither if it is killed or held before the alert, nor in what is said after it."""
    desk = opened()
    desk.say("wn:1", actors=(), **taken)  # type: ignore[arg-type]
    assert lines(only(desk.say("ap:2", verdict="follow_up"))) == [("raised", "HTS enters Aleppo")]
    desk = opened()
    desk.say("ap:2", verdict="follow_up", sources=("AP",))
    assert alerts(desk.say("wn:1", actors=(), sources=("AP",), **taken)) == []  # type: ignore[arg-type]
    more = only(desk.say("afp:3", verdict="follow_up", sources=("AFP", "AP"), headline="More"))
    assert lines(more)[0] == ("reported", "")


def test_a_test_message_begins_no_time_line() -> None:
    """It is nobody's news."""
    desk = Desk()
    desk.say("wn:1", headline="Fighters near Aleppo", actors=(), test=True)
    assert len(lines(only(desk.say("wn:2", verdict="follow_up")))) == 1


def test_only_so_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest goes first, and its key is returned."""
    monkeypatch.setattr(stream.alert.life.state, "_FIRSTS", 2)
    state = AlertState(1000, 10)
    rows = [FirstRow(f"s{n}", f"u{n}", "AP", n, "News") for n in range(3)]
    gone = [state.apply((n, 0), row, n) for n, row in enumerate(rows)]
    assert (gone, len(state)) == ([[], [], [(0, 0)]], 2)
    assert (state.first("s0"), state.first("s2")) == (None, rows[2])
