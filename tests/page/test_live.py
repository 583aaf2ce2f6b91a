"""Live alerts: they come, change and go without a reload, and text from the wire is only ever text."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from page.server import DeskProcess


def row(page: Page, words: str) -> Locator:
    """The alert in the list whose headline has these words."""
    return page.locator(".rows .row").filter(has_text=words)


def test_an_alert_appears_is_amended_and_is_withdrawn_without_a_reload(
    page: Page, desk: DeskProcess
) -> None:
    """One alert goes through its life in one row, and the page is never loaded again."""
    page.goto("/")
    expect(page.locator(".rows .row").first).to_be_visible()
    page.evaluate("window.loadedOnce = true")

    desk.say("update Harbour fire at Split")
    shown = row(page, "Harbour fire")
    expect(shown).to_contain_text("raised")
    expect(shown).to_contain_text("single source")
    own = shown.locator("a").get_attribute("id")
    shown = page.locator(".rows .row", has=page.locator(f"[id='{own}']"))

    desk.say("amend")
    expect(shown).to_contain_text("amended")
    expect(shown.locator(".change")).to_have_text("hurt → injured")

    desk.say("kill")
    expect(shown).to_contain_text("withdrawn")
    expect(shown).to_have_class(re.compile(r"\bwithdrawn\b"))
    expect(shown.locator("mark")).to_have_count(0)
    expect(shown).to_contain_text("its words are not shown")
    expect(page.locator(".rows")).not_to_contain_text("Harbour fire")
    assert page.evaluate("window.loadedOnce") is True


def test_details_of_a_withdrawn_alert_say_so_and_show_no_killed_words(
    page: Page, desk: DeskProcess
) -> None:
    """Whoever has the alert open when it is withdrawn reads that at once, and its text is gone."""
    page.goto("/")
    expect(page.locator(".rows .row").first).to_be_visible()
    desk.say("update Bridge closed at Split")
    row(page, "Bridge closed").locator("a").click()
    detail = page.locator(".detail")
    expect(detail.locator(".prose")).to_contain_text("A second paragraph")

    desk.say("kill")
    expect(detail.locator(".callout")).to_contain_text("withdrew its report. Don't use it.")
    expect(detail.locator(".prose")).to_have_count(0)
    expect(detail.locator(".moment-headline")).to_have_count(0)


def test_markup_in_a_headline_is_shown_as_text_and_never_runs(
    page: Page, desk: DeskProcess
) -> None:
    """A script or image in wire text stays what it is: letters."""
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.goto("/")
    expect(page.locator(".rows .row").first).to_be_visible()
    text = "<script>alert(1)</script><img src=x onerror=alert(2)> claim"
    desk.say(f"update {text}")
    shown = row(page, "onerror")
    expect(shown.locator(".row-link")).to_have_text(text)
    shown.locator("a").click()
    expect(page.locator(".detail-headline")).to_have_text(text)
    expect(page.locator(".detail .prose")).to_contain_text("<script>alert(1)</script>")
    page.get_by_role("button", name="Open the story").click()
    expect(page.locator(".story-headline")).to_have_text(text)
    assert page.locator("main script, main img").count() == 0
    assert ran == []


def test_text_that_runs_from_the_right_is_laid_out_so(page: Page) -> None:
    """An Arabic headline has its own direction and language, whatever stands around it."""
    page.goto("/")
    letters = re.compile(
        "[\u0600-\u06ff]"
    )  # another test may have sent Latin ones in the same language
    arabic = page.locator(".row-link bdi[lang=ar]", has_text=letters).first
    expect(arabic).to_be_visible()
    assert arabic.evaluate("element => getComputedStyle(element).direction") == "rtl"
    arabic.click()
    page.get_by_role("button", name="Open the story").click()
    right = page.locator(".reader-headline bdi").first.evaluate(
        "bdi => { const words = document.createRange(); words.selectNodeContents(bdi);"
        " return words.getBoundingClientRect().right }"
    )
    room = page.locator(".reader-headline").first.bounding_box()
    assert room is not None and abs(right - room["x"] - room["width"]) < 2


def test_the_list_stands_still_while_the_editor_reads_further_down(
    page: Page, desk: DeskProcess
) -> None:
    """New alerts are counted instead of moving the rows, and come when asked for."""
    page.goto("/")
    expect(page.locator(".rows .row").nth(20)).to_be_attached()
    page.locator(".list").evaluate("list => list.scrollTo(0, 600)")
    page.wait_for_timeout(200)
    first = page.locator(".row-link").first.inner_text()

    desk.say("update Late train at Split")
    waiting = page.locator(".waiting")
    expect(waiting).to_contain_text("1 new")
    assert page.locator(".row-link").first.inner_text() == first
    waiting.click()
    expect(page.locator(".row-link").first).to_contain_text("Late train")


def test_sound_is_off_until_it_is_asked_for_and_stays_as_chosen(page: Page) -> None:
    """Nobody is startled, and a reload keeps the choice."""
    page.goto("/")
    button = page.get_by_role("button", name=re.compile("^Sound"))
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
