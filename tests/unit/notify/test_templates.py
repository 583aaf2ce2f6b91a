"""Templates: their defaults, their sandbox, their errors."""

from __future__ import annotations

from typing import Any

import pytest

from stream.errors import ConfigError
from stream.notify.templates import LONGEST_TITLE, Templates
from unit.notify.made import alert


def words(
    kind: str = "raised", title: str | None = None, text: str | None = None, **more: Any
) -> tuple[str, str]:
    """Title and text of one alert."""
    made = Templates({"title": title, "text": text}, "channel desk")
    return made.render(kind, "k1", "desk", [alert(status=kind, **more)])


@pytest.mark.parametrize(
    ("kind", "start"),
    [("raised", "Ferry"), ("corroborated", "CORROBORATED: Ferry"), ("escalated", "ESCALATED: "),
     ("amended", "CORRECTED: "), ("withdrawn", "WITHDRAWN: "), ("something-new", "Ferry")],
)  # fmt: skip
def test_the_title_says_what_the_message_does(kind: str, start: str) -> None:
    """An editor who reads nothing else knows."""
    assert words(kind)[0].startswith(start)


def test_the_text_says_what_an_editor_needs() -> None:
    """Changes, who, where, sources, reason and a reference."""
    _, text = words("amended", changes=["12 → 20"])
    for part in (
        "HIGH",
        "Changed: 12 → 20",
        "Who: Croatia",
        "Where: Split",
        "Hina (single source)",
        "Why: ",
        "a1/1 k1",
    ):
        assert part in text, part
    assert "do not use" in words("withdrawn")[1]


def test_a_test_is_marked() -> None:
    """An exercise can't be taken for news."""
    assert words(test=True)[0].startswith("TEST: ")


def test_a_digest_of_one_alert_is_no_plural() -> None:
    """Quiet hours often end with one."""
    title, _ = Templates({}, "desk").render("digest", "k1", "desk", [alert("a1")])
    assert title.startswith("1 alert: ")


def test_a_digest_lists_its_alerts() -> None:
    """One line each, numbered."""
    title, text = Templates({}, "desk").render("digest", "k1", "desk", [alert("a1"), alert("a2")])
    assert title.startswith("2 alerts: ")
    assert text.startswith("1. Ferry") and "\n2. Ferry" in text and text.endswith("k1")


def test_wire_text_stays_text() -> None:
    """Template marks in a headline are not run; control characters make no line or colour."""
    title, _ = words(headline="{{ 7 * 7 }} \x1b[31m\nSubject: x")
    assert title == "{{ 7 * 7 }} [31m Subject: x"


@pytest.mark.parametrize(
    "template",
    ["{{ ''.__class__.__mro__ }}", "{{ alert.update({'a': 1}) }}", "{{ 'x' * 100000000 }}", "{{ 9 ** 9999999 }}",
     "{{ '%1000000000s' % 1 }}", "{{ alert.nothing }}", "{{ range(999999999) | list }}", "{% include 'x' %}",
     "{{ cycler.__init__.__globals__ }}"],
)  # fmt: skip
def test_a_template_that_reaches_out_fails(template: str) -> None:
    """It gets an error that names the channel and the template, and no more."""
    with pytest.raises(ConfigError, match=r"channel desk\.text"):
        words(text=template)


def test_a_template_that_can_not_be_read_names_its_line() -> None:
    """At the start, before any alert."""
    with pytest.raises(ConfigError, match=r"channel desk\.text, line 2"):
        Templates({"text": "a\n{{ b"}, "channel desk")


def test_a_title_is_one_short_line() -> None:
    """However long the headline is."""
    title, _ = words(headline="word " * 1000)
    assert len(title) == LONGEST_TITLE and "\n" not in title
