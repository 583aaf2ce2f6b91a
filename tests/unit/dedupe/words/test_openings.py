"""What is worked out of an entry's opening, and for how long it is kept."""

from __future__ import annotations

import msgspec

from stream.dedupe.words.openings import KEPT, Opened, Openings

from ..desk import entry_row


def test_an_opening_is_made_once_and_not_taken_for_another() -> None:
    """The same row has the same opening; of more rows than are kept each still has its own."""
    openings, like = Openings(), entry_row()
    assert openings.of(like) is openings.of(like)
    for n in range(KEPT + 10):
        row = msgspec.structs.replace(like, head=n % 3)
        assert openings.of(row).row is row and len(openings.of(row).head) == n % 3


def test_what_is_worked_out_by_language_is_worked_out_once_for_each() -> None:
    """A value that was worked out for one language is not given for another."""
    calls: list[str] = []

    def work(said: Opened, language: str) -> str:
        calls.append(language)
        return f"{language} {len(said.tokens)}"

    opened = Opened(entry_row())
    found = [opened.of(work, language) for language in ("en", "de", "en", "de")]
    assert found[0] == found[2] != found[1] == found[3]
    assert calls == ["en", "de"]
