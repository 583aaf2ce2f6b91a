"""Faults that axe finds, and what it can't: target sizes, sideways scrolling, motion."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from page.server import DeskProcess

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
    """The faults of the page as it is, but minor ones, each with where it is."""
    found = Axe().run(page, options=options).response["violations"]
    return [
        (fault["id"], [str(node["target"]) for node in fault["nodes"]][:5])
        for fault in found
        if fault["impact"] != "minor"
    ]


@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_no_fault_in_either_theme(page: Page, name: str) -> None:
    """Every view passes whole in the light theme, and its contrasts in the dark one, where only colours differ."""
    path, shown = VIEWS[name]
    page.emulate_media(reduced_motion="reduce")
    page.goto(path)
    expect(page.locator(shown).first).to_be_visible()
    assert faults(page, STANDARDS) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, {"runOnly": ["color-contrast"]}) == []


def test_axe_finds_no_fault_in_help_and_menus(page: Page) -> None:
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


def test_axe_finds_no_fault_on_a_phone(page: Page) -> None:
    """The bar and the views are laid out otherwise there: targets are as large as a finger."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(reduced_motion="reduce")
    for name in ("alerts", "alert", "story"):
        path, shown = VIEWS[name]
        page.goto(path)
        expect(page.locator(shown).first).to_be_visible()
        assert faults(page, STANDARDS) == [], name


def test_a_headline_as_long_as_a_text_leaves_room_for_others(page: Page, desk: DeskProcess) -> None:
    """Five lines of it in the list, and all of it in the details."""
    headline = "Barge adrift " * 60 + "at last"
    desk.say(f"update {headline}")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    link = page.locator(".row-link", has_text="at last")
    expect(link).to_be_visible()
    box = link.bounding_box()
    assert box is not None and box["height"] < 130
    link.click()
    whole = page.locator(".detail-headline").bounding_box()
    assert whole is not None and whole["height"] > 400


def test_without_javascript_the_page_says_so(browser: Browser, desk: DeskProcess) -> None:
    """An empty page would look like a desk without news."""
    context = browser.new_context(base_url=desk.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    expect(page.locator("noscript main")).to_be_in_viewport()
    context.close()


def test_who_wants_no_motion_gets_none(page: Page) -> None:
    """Under reduced motion no animation runs, not even for a new alert."""
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    row = page.locator(".rows .row").first
    expect(row).to_be_visible()
    row.evaluate("row => row.dataset.fresh = '0'")
    assert row.evaluate("row => getComputedStyle(row).animationName") == "none"
