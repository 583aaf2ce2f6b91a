"""What follows the word "embargo": a time, or a sentence of the news."""

import pytest

from stream.wire.lifecycle.deadlines import has_prose, starts_with_time


@pytest.mark.parametrize(
    ("said", "time"),
    [
        (" until 6 p.m. Friday", True),
        (": Not for publication before 00:01 BST", True),
        (" bis Montag, 10 Uhr", True),
        (": donderdag 06.00 uur", True),
        (" until noon EDT", True),
        (" until talks end", False),
        (": el juez bloquea cuentas hasta el 30 de junio", False),
        ("", False),
    ],
)
def test_a_time_comes_first_or_after_prepositions(said: str, time: bool) -> None:
    """A date that the news tells later in its sentence is no end of an embargo."""
    assert starts_with_time(said) is time


def test_words_beside_a_date_are_prose() -> None:
    """ "Until 31 January extended" is news, "until Thursday, 26 November" is not."""
    assert has_prose("bis  verlängert")
    assert not has_prose("until Thursday, 26 November")
