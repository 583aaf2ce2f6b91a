"""Filters in the address, the map, the story, search, trends and the keyboard."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, expect

from page.server import DeskProcess

SPLIT = "3190261"
CORRECTED_STORY = "0000000000000029"


def test_a_filter_is_in_the_address_and_an_address_is_a_filter(page: Page) -> None:
    """Ticking narrows the list and changes the address; a reload keeps it, Back undoes it."""
    page.goto("/")
    page.locator("summary", has_text="severity").click()
    page.get_by_label("critical").check()
    expect(page).to_have_url(re.compile(r"\?severity=critical$"))
    expect(page.locator(".row .severity-high")).to_have_count(0)
    expect(page.locator(".row .severity-critical").first).to_be_visible()

    page.reload()
    expect(page.get_by_role("button", name="Remove filter severity critical")).to_be_visible()
    expect(page.locator(".row .severity-critical").first).to_be_visible()
    assert page.locator(".row .severity-high").count() == 0
    page.go_back()
    expect(page.locator(".row .severity-high").first).to_be_visible()


def test_a_filter_that_nothing_passes_says_what_to_do(page: Page) -> None:
    """An empty list has its reason and a way out."""
    page.goto("/?actor=nobody")
    expect(page.get_by_text("No alert passes these filters.")).to_be_visible()
    page.get_by_role("button", name="Clear all filters").click()
    expect(page.locator(".rows .row").first).to_be_visible()
    assert "actor" not in page.url


def test_a_click_on_the_map_filters_the_alerts_by_the_place(page: Page, desk: DeskProcess) -> None:
    """The dot of Split leaves only alerts on Split, and a second click brings all back."""
    wanted = {
        alert["id"]
        for alert in json.loads(desk.get(f"/api/alerts?place={SPLIT}&limit=60"))["alerts"]
    }
    page.goto("/?view=map")
    rows = page.locator(".rows .row-link")
    expect(rows.first).to_be_visible()
    everything = rows.count()
    assert everything > len(wanted) > 0
    dot = page.locator(f".dot[data-place='{SPLIT}'] .dot-area")
    dot.click()
    expect(page).to_have_url(re.compile(rf"place={SPLIT}"))
    expect(rows).to_have_count(len(wanted))
    shown = rows.evaluate_all("links => links.map(link => link.id.slice('alert-'.length))")
    assert set(shown) == wanted
    expect(page.locator(".place-list .bar[aria-pressed=true]")).to_contain_text("Split")
    dot.click()
    expect(rows).to_have_count(everything)


def test_the_story_shows_versions_side_by_side_and_what_changed(page: Page) -> None:
    """The corrected word is struck on the left and marked on the right."""
    page.goto(f"/?story={CORRECTED_STORY}")
    # A list counts reports as updates: here each version of each is one of its own.
    expect(page.get_by_text("2 versions")).to_be_visible()
    expect(page.locator(".side-before del").filter(has_text="hurt")).to_be_visible()
    expect(page.locator(".side-after ins").filter(has_text="injured")).to_be_visible()
    expect(page.locator(".versions .change")).to_have_text("hurt → injured")
    left = page.locator(".side-before").bounding_box()
    right = page.locator(".side-after").bounding_box()
    assert left is not None and right is not None
    assert left["x"] + left["width"] <= right["x"]


def test_the_words_that_labels_were_read_from_are_marked_in_the_text(page: Page) -> None:
    """Each mark covers exactly the label's words and says what they stand for."""
    page.goto(f"/?story={CORRECTED_STORY}&read=0&against=0")
    place = page.locator(".reader .prose mark.mark-place").first
    expect(place).to_have_text("Split")
    expect(place).to_have_attribute("title", re.compile("place.*: Split"))
    expect(page.locator(".reader .prose mark.mark-actor").first).to_have_text("Croatian")
    expect(page.locator(".legend")).to_contain_text("casualty")


def test_search_finds_words_of_the_text_and_opens_the_story(page: Page) -> None:
    """What was searched for is marked in what was found."""
    page.goto("/?view=stories")
    page.locator("#search").fill("ferry")
    expect(page).to_have_url(re.compile("q=ferry"))
    expect(page.locator(".snippet mark").first).to_have_text(re.compile("ferry", re.IGNORECASE))
    page.locator(".story-row a").first.click()
    expect(page.locator(".story-headline")).to_contain_text("ferry")


def test_trends_draw_the_lines_that_are_ticked_and_give_them_as_a_table(page: Page) -> None:
    """Ticks are in the address, and the chart's figures can be read."""
    page.goto("/?view=trends")
    expect(page.locator(".chart canvas")).to_be_visible()
    ticks = page.locator(".ranking").first.get_by_role("checkbox")
    expect(ticks.first).to_be_checked()
    ticks.first.uncheck()
    expect(page).to_have_url(re.compile("value="))
    page.get_by_text("Figures as a table").click()
    expect(page.locator(".figures-table tbody tr").first).to_be_visible()


def test_trends_say_tolls_and_what_is_usual_beside_the_number(page: Page) -> None:
    """An editor sees how many died, what is usual, and whether a count was corrected, without another page."""
    page.goto("/?view=trends")
    notes = page.locator(".ranking").first.locator(".count-notes")
    expect(notes.first).to_contain_text(re.compile(r"killed \d+–\d+"))
    expect(notes.first).to_contain_text("usual 1.5 (4 weeks)")
    expect(notes.filter(has_text="corrected").first).to_be_visible()


def test_trends_say_when_a_window_is_over(page: Page, desk: DeskProcess) -> None:
    """The series `all` says it for the whole window; until then the window has no mark."""
    top = json.loads(desk.get("/api/counts/top?dimension=actor"))
    start = top["window_start"]
    page.goto("/?view=trends")
    title = page.locator("#top-title")
    expect(title).to_contain_text("Most")
    expect(title.locator(".tag")).to_have_count(int(top["final"]))
    desk.send(
        "news.counts",
        f"PT3600S|{start}|all|all",
        {"window_start": start, "window_seconds": 3600, "dimension": "all", "value": "all", "name": "all",
         "stories": 46, "updates": 92, "sources": 5, "final": True},
    )  # fmt: skip
    for _ in range(100):
        if json.loads(desk.get("/api/counts/top?dimension=actor"))["final"]:
            break
        page.wait_for_timeout(100)
    page.reload()
    expect(title.locator(".tag")).to_have_text("final")


def test_every_step_can_be_made_with_the_keyboard(page: Page) -> None:
    """j, k, Enter, Esc, / and ? do what the help says."""
    page.goto("/")
    rows = page.locator(".row-link")
    expect(rows.nth(2)).to_be_visible()
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
    expect(rows.first).to_have_attribute("aria-current", "true")
    expect(rows.first).to_be_focused()
    expect(page.locator(".detail-headline")).to_have_text(rows.first.inner_text())

    page.keyboard.press("Enter")
    expect(page.locator(".story-headline")).to_be_visible()
    page.keyboard.press("Escape")
    expect(rows.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".detail-headline")).to_have_count(0)

    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Help")).to_be_hidden()
    page.keyboard.press("3")
    expect(page).to_have_url(re.compile("view=map"))


def test_single_keys_can_be_switched_off(page: Page) -> None:
    """Speech input and screen readers need their own keys (WCAG 2.1.4)."""
    page.goto("/")
    expect(page.locator(".row-link").first).to_be_visible()
    page.get_by_role("button", name="Help and keys").click()
    page.get_by_label("Single keys are commands").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    page.wait_for_timeout(200)
    assert "view=map" not in page.url


def test_on_a_phone_one_text_shows_what_went_and_what_came_in(page: Page) -> None:
    """Versions don't stand a screen apart: both words are in the same paragraph."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/?story={CORRECTED_STORY}")
    both = page.locator(".side-both .prose p", has=page.locator("del"))
    expect(both.locator("del")).to_have_text("hurt")
    expect(both.locator("ins")).to_have_text("injured")
    expect(page.locator(".side")).to_have_count(1)


def test_a_headline_from_right_to_left_begins_at_the_right(page: Page, desk: DeskProcess) -> None:
    """In the list, over the alert and over its story: as an Arabic or Hebrew reader looks for it."""
    headline = "حريق في ميناء سبليت"
    desk.say(f"update {headline}")
    page.goto("/")
    page.locator(".row-link", has_text=headline).click()
    for place in (".row-link", ".detail-headline", ".moment-headline", ".story-headline"):
        if place == ".story-headline":
            page.get_by_role("button", name="Open the story").click()
        words = page.locator(place, has_text=headline).first
        expect(words).to_be_visible()
        assert words.evaluate(GAP_RIGHT) < 1, place


GAP_RIGHT = """box => {
    const words = [...box.querySelectorAll("bdi > span")].map(span => span.getBoundingClientRect().right);
    return box.getBoundingClientRect().right - Math.max(...words);
}"""
"""Pixels between the words' right end and that of their box."""
