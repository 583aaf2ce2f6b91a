"""Advisories to editors: which take an item back, and which tell of something else."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from stream.wire.lifecycle.advisories import is_addressed
from stream.wire.lifecycle.signals import declared

SAID = tomllib.loads((Path(__file__).parents[1] / "advisories.toml").read_text("utf-8"))


@pytest.mark.parametrize(("provider", "headline", "text"), SAID["taken_back"])
def test_an_advisory_takes_an_item_back(provider: str, headline: str, text: str) -> None:
    """In many languages, by what the agency does, asks for, or says of the item."""
    assert declared("usable", (), headline, body=text, provider=provider) == "kill"


@pytest.mark.parametrize(("provider", "headline", "text"), SAID["others"])
def test_an_advisory_about_something_else_takes_nothing_back(
    provider: str, headline: str, text: str
) -> None:
    """Concerts, recalls, what will move later, and items that somebody else takes back."""
    assert declared("usable", (), headline, body=text, provider=provider) != "kill"


@pytest.mark.parametrize(
    "headline",
    ["Editors quit in row over story", "Attention drivers: bridge closed", "Redaktion geräumt", ""],
)
def test_news_about_editors_is_not_addressed_to_them(headline: str) -> None:
    """The headline has to be the address and nothing else."""
    assert not is_addressed(headline)
