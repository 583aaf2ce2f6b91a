"""What a rule may write under words: AND, OR, NOT, NEAR/n, in any script."""

import re

import pytest

from stream.alert.watch.expressions import parse
from stream.alert.watch.words import Text


def found(words: str, headline: str, body: str = "") -> list[tuple[str, str]] | None:
    """The phrases found with their fields, or None."""
    texts = {"headline": Text(headline), "body": Text(body)}
    hits = parse(words).find(list(texts.items()))
    if hits is not None:
        assert parse(words).anchors & (texts["headline"].words() | texts["body"].words())
    return None if hits is None else [tuple(hit) for hit in hits]


@pytest.mark.parametrize(
    ("words", "headline"),
    [
        ("central bank", "The Central-Bank decides"),
        ("quake OR tsunami", "Tsunami warning"),
        ("truce NEAR/3 broken", "A truce is soon broken"),
        ("truce NEAR/3 broken", "Broken at last: truce"),
        ("tsunami NOT (drill OR exercise)", "Tsunami hits the coast"),
        ("(plane OR jet) NEAR/2 crash", "Jet in crash"),
        ('"rock AND roll" OR jazz', "Rock and roll lives"),
        ("停火 NEAR/4 破裂", "停火协议破裂"),
        ("هدنة NEAR/3 حلب", "هدنة في حلب"),
        ("a NEAR/1 b NEAR/1 c", "a b c"),
    ],
)
def test_it_holds(words: str, headline: str) -> None:
    """Operators in capitals join phrases; the index's anchor is a word of the text."""
    assert found(words, headline)


@pytest.mark.parametrize(
    ("words", "headline"),
    [
        ("quake AND tsunami", "Tsunami warning"),
        ("truce NEAR/3 broken", "A truce of forty long days is broken"),
        ("tsunami NOT drill", "Tsunami drill"),
        ("停火 NEAR/2 破裂", "停火协议今天破裂"),
        ("a NEAR/1 b NEAR/1 c", "a b d c"),
    ],
)
def test_it_does_not_hold(words: str, headline: str) -> None:
    """What is missing, excluded or too far away ends it."""
    assert found(words, headline) is None


def test_fields_are_read_together_except_for_near() -> None:
    """AND and NOT look at headline and body, a distance only within one of them."""
    assert found("quake AND Quito", "Quake", "QUITO -") == [
        ("quake", "headline"),
        ("Quito", "body"),
    ]
    assert found("quake NOT drill", "Quake", "It was a drill") is None
    assert found("quake NEAR/9 Quito", "Quake", "Quito") is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("AND x", 'missing before "AND"'),
        ("x OR", "missing at the end"),
        ("(x", "parenthesis"),
        ("x)", '")" is out of place'),
        ('"x', "quotation mark"),
        ("x NEAR y", "NEAR/1 to NEAR/99"),
        ("x NEAR/0 y", "NEAR/1 to NEAR/99"),
        ("x NEAR/2 (y AND z)", "between phrases"),
        ("x AND --", "no letter and no digit"),
    ],
)
def test_a_mistake_is_named(words: str, said: str) -> None:
    """An expression that can't be read says what is wrong with it."""
    with pytest.raises(ValueError, match=re.escape(said)):
        parse(words)
