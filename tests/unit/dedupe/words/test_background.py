"""What a new memory takes as common."""

from __future__ import annotations

from stream.dedupe.recall.memory import Memory
from stream.dedupe.words import background
from stream.dedupe.words.text import informative


def test_plain_words_weigh_less_than_names() -> None:
    """Before its first text a memory knows that "killed" is common and a town's name is not."""
    memory = Memory(1, 1, 1)
    plain, name = memory.weights([informative("killed", "en"), informative("Brantov", "en")], "en")
    assert plain < name / 3


def test_a_language_that_was_not_counted_has_no_common_words() -> None:
    """Where nothing is known all words weigh the same."""
    assert background.counts("sw") == {}
    assert background.documents("sw") < background.documents("en")


def test_measuring_counts_openings() -> None:
    """Counts are of texts with a word in headline or lead, scaled to DOCUMENTS."""
    import msgspec

    from stream.dedupe.copies.fingerprint import numbers_of

    tokens, numbers = msgspec.msgpack.decode(
        background.measure([("Rain in Oslo", ""), ("Snow in Oslo", "")], "en")
    )
    found = dict(zip(numbers_of(tokens), (numbers[0::2]), strict=True))
    assert informative("Oslo", "en") in found
    assert len(found) == 3
