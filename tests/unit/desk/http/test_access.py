"""Tokens and the sessions that stand for them."""

from __future__ import annotations

from stream.desk.http.access import SESSION_SECONDS, Access

ONE, TWO = "first-token-0123456789", "second-token-0123456789"


def test_a_session_ends_after_a_week_and_with_its_token() -> None:
    """It outlives a restart, and no other token's removal."""
    time = 1_000_000_000
    access = Access([ONE, TWO], lambda: time)
    cookie = access.session(ONE)
    assert Access([ONE], lambda: time).allows("", cookie)
    assert not Access([TWO], lambda: time).allows("", cookie)
    time += SESSION_SECONDS * 1000 - 1
    assert access.allows("", cookie)
    time += 1000
    assert not access.allows("", cookie)


def test_a_session_can_not_be_made_longer() -> None:
    """Its end is signed."""
    access = Access([ONE], lambda: 0)
    until, _, signature = access.session(ONE).partition(".")
    assert not access.allows("", f"{int(until) + 1}.{signature}")
    assert not access.allows("", f"{until}.") and not access.allows("", "." + signature)


def test_the_scheme_is_bearer() -> None:
    """In any case of its letters; nothing else opens."""
    access = Access([ONE], lambda: 0)
    assert access.allows(f"bearer {ONE}", "") and access.allows(f"Bearer  {ONE} ", "")
    assert not access.allows(ONE, "") and not access.allows(f"Token {ONE}", "")


def test_without_tokens_everybody_may_read() -> None:
    """Only a desk on loopback has none."""
    assert Access([], lambda: 0).open and Access([], lambda: 0).allows("", "")
