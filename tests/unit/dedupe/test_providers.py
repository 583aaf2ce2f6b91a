"""Whose report a text is, by credits, by what a feed says, and by the user's own table."""

from __future__ import annotations

from typing import Any

import pytest

from stream.dedupe.providers import load
from stream.errors import ConfigError

from .desk import HARBOUR, Desk


@pytest.mark.parametrize(
    "fields", [{"alt_ids": {"source": "Reuters"}}, {"ed_note": "Source: Reuters"}]
)
def test_a_feed_says_where_an_item_is_from(fields: dict[str, Any]) -> None:
    """An item of a search feed counts as its source's."""
    told = Desk().send(
        "s:1", provider="Port search", headline="Dockers walk out", body=HARBOUR, **fields
    )
    assert (told.agency, told.sources) == ("Reuters", ["Reuters"])


MORE = """
[[provider]]
name = "Fjord Wire"
kind = "agency"
aliases = ["FW"]
[[provider]]
name = "Fjord Wire Sport"
kind = "agency"
owner = "Fjord Wire"
"""


def test_a_user_adds_outlets() -> None:
    """An outlet of the user's own table is credited, and its desks are one source with it."""
    providers = load(MORE)
    assert providers.credit("", "BODOE (FW) - Trawlers stayed in port.") == "Fjord Wire"
    assert providers.unit("Fjord Wire Sport") == "Fjord Wire"
    assert providers.unit("Reuters World") == "Reuters"


def test_a_table_that_is_none_is_refused() -> None:
    """A wrong table is named in the error."""
    with pytest.raises(ConfigError, match="providers"):
        load('[[provider]]\nname = "X"\nkind = "blog"')


def test_a_headline_says_whose_report_is_relayed() -> None:
    """An agency that names another in its headline's tail relays it, whatever its own dateline says."""
    providers = load()
    body = "LONDON, March 2 (Reuters) - Vantora is in talks, Bloomberg News reported."
    assert providers.credit("Vantora in talks - Bloomberg News", body) == "Bloomberg"
    body = "LONDON, March 2 (Reuters) - Vantora is in talks, a banker said."
    assert providers.credit("Vantora in talks - sources", body) == "Reuters"


@pytest.mark.parametrize(
    ("end", "agency"),
    [("dpa/ab", "dpa"), ("afp", "AFP"), ("ab/cd", ""), ("aa", ""), ("Nobody", "")],
)
def test_initials_at_the_end_sign_a_report(end: str, agency: str) -> None:
    """Initials after the last sentence credit an agency; a reporter's own of two letters never do."""
    assert load().credit("", f"Die Strecke ist gesperrt. {end}") == agency
