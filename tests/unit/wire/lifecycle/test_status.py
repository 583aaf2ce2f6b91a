"""The publishing status."""

import pytest

from stream.wire.lifecycle.status import read_status


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (None, "usable"),
        ("usable", "usable"),
        ("Usable", "usable"),
        ("stat:usable", "usable"),
        ("withheld", "withheld"),
        ("CANCELED", "canceled"),
        ("cancelled", "canceled"),
        ("stat:canceled", "canceled"),
        ("ps:canceled", "canceled"),
        ("http://cv.iptc.org/newscodes/pubstatusg2/canceled", "canceled"),
        ("http://cv.iptc.org/newscodes/pubstatusg2/canceled/", "canceled"),
    ],
)
def test_a_status_is_read_in_each_of_its_forms(value: object, status: str) -> None:
    """Bare or as a code with any prefix or as an address, in any case; missing means usable."""
    warnings: list[str] = []
    assert (read_status(value, warnings), warnings) == (status, [])


@pytest.mark.parametrize("value", ["", "embargoed", "usable?", "stat:new", 1, ["usable"], "stat:"])
def test_an_unknown_status_is_never_usable(value: object) -> None:
    """What can't be resolved is withheld, with a warning."""
    warnings: list[str] = []
    assert read_status(value, warnings) == "withheld"
    assert warnings[0].startswith("pub_status")


@pytest.mark.parametrize("word", ["recalled", "Withdrawn", "stat:retracted", "killed", "annulled"])
def test_what_a_desk_calls_a_kill_is_one(word: str) -> None:
    """Words that are no codes and can mean nothing else count as canceled."""
    assert read_status(word, []) == "canceled"
