"""A property that is worked out once."""

from __future__ import annotations

from stream.dedupe.once import once


class Counted:
    """Counts how often its value is worked out."""

    times = 0

    @once
    def value(self) -> int:
        """The value."""
        self.times += 1
        return 7


def test_a_value_is_worked_out_at_the_first_look_only() -> None:
    """Each object works its own value out, once."""
    one, other = Counted(), Counted()
    assert (one.value, one.value, one.times) == (7, 7, 1)
    assert other.times == 0
