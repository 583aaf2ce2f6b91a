"""Faults that axe finds, and what it can't: target sizes, sideways scrolling, motion."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

# Filtered, as axe takes its time for each row: those left have every severity, one amended and one withdrawn.
VIEWS = {
    "alerts": ("/?rule=rule-0", ".rows .row.withdrawn"),
    "alert": ("/?rule=rule-2&alert=rule-2-0000000000000029", ".detail .prose"),
    "stories": ("/?view=stories", ".story-row"),
    "search": ("/?view=stories&q=ferry", ".snippet"),
    "story": ("/?story=0000000000000029", ".side"),
    "text": ("/?story=0000000000000029&read=0&against=0", ".reader .mark"),
    "map": ("/?view=map&rule=rule-1", ".dot"),
    "trends": ("/?view=trends", ".chart canvas"),
}
STANDARDS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def faults(page: Page, options: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The serious and critical faults of the page as it is, each with where it is."""
    found = Axe().run(page, options=options).response["violations"]
    return [
        (fault["id"], [str(node["target"]) for node in fault["nodes"]][:5])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_no_serious_fault_in_either_theme(page: Page, name: str) -> None:
    """Every view passes whole in the light theme, and its contrasts in the dark one, where only colours differ."""
    path, shown = VIEWS[name]
    page.emulate_media(reduced_motion="reduce")
    page.goto(path)
    expect(page.locator(shown).first).to_be_visible()
    assert faults(page, STANDARDS) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, {"runOnly": ["color-contrast"]}) == []


def test_axe_finds_no_serious_fault_in_help_and_menus(page: Page) -> None:
    """What opens over the page is as good as the page."""
    page.goto("/?rule=rule-1&severity=critical")
    expect(page.locator(".rows .row").first).to_be_visible()
    page.locator("summary", has_text="place").click()
    expect(page.locator(".menu-box")).to_be_visible()
    assert faults(page, STANDARDS) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Help and keys").click()
    assert faults(page, STANDARDS) == []


def test_on_a_phone_nothing_runs_out_of_the_screen(page: Page) -> None:
    """At 390 px no view scrolls sideways, and the views are chosen under the thumb."""
    page.set_viewport_size({"width": 390, "height": 844})
    for name, (path, shown) in VIEWS.items():
        page.goto(path)
        expect(page.locator(shown).first).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        assert page.locator("main").evaluate("main => main.scrollWidth") <= 390, name
    for tab in page.locator(".navigation a").all():
        box = tab.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["y"] > 700


def test_who_wants_no_motion_gets_none(page: Page) -> None:
    """Under reduced motion no animation runs, not even for a new alert."""
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    row = page.locator(".rows .row").first
    expect(row).to_be_visible()
    row.evaluate("row => row.dataset.fresh = '0'")
    assert row.evaluate("row => getComputedStyle(row).animationName") == "none"
