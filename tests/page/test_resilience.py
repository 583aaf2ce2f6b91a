"""A server that goes away and comes back, a token, and a thousand updates a minute."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from page.server import TOKEN, DeskProcess, free_port

SPAN_MS = 5_000
BURST = 9
PAUSE_MS = 500
"""Nine updates each half second are 1,080 a minute."""

LONGEST_TASK_MS = 200
TRACED = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"]
LIST_BOUND = 200


@pytest.fixture(scope="module")
def desk(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskProcess]:
    """A server of this file's own, as it is stopped and flooded here."""
    with DeskProcess(free_port(), tmp_path_factory.mktemp("flooded") / "desk.db") as server:
        yield server


def test_the_page_says_since_when_it_is_stale_and_comes_back_by_itself(
    page: Page, desk: DeskProcess
) -> None:
    """While the server is away the news stays on the page with a warning; then new alerts come again."""
    page.goto("/")
    expect(page.locator(".rows .row").first).to_be_visible()
    expect(page.locator(".feed")).to_contain_text("Live")
    desk.stop()
    banner = page.locator(".banner")
    expect(banner).to_contain_text("Stale since")
    expect(page.locator(".feed")).to_contain_text("No connection")
    wide = page.viewport_size
    page.set_viewport_size({"width": 390, "height": 844})
    tools = page.locator(".tools").bounding_box()
    assert tools is not None and tools["x"] + tools["width"] <= 390
    assert wide is not None
    page.set_viewport_size(wide)
    expect(page.locator(".rows .row").first).to_be_visible()

    desk.start()
    expect(banner).not_to_contain_text("server does not answer")
    desk.say("update Ferry back in port")
    expect(page.locator(".row", has_text="Ferry back in port")).to_be_visible()


def test_a_failed_load_says_so_in_words_and_offers_to_try_again(page: Page) -> None:
    """An answer of 503 is not an empty list."""
    page.route(
        "**/api/stories?*",
        lambda route: route.fulfill(
            status=503,
            content_type="application/problem+json",
            body='{"title": "Not ready", "detail": "The topics are still being read."}',
        ),
    )
    page.route("**/api/stories", lambda route: route.abort())
    page.goto("/?view=stories&actor=hts")
    expect(page.get_by_text("Not ready: The topics are still being read.")).to_be_visible()
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".story-row").first).to_be_visible()


def test_a_desk_with_a_token_asks_for_it(locked: Page) -> None:
    """A wrong token is refused in words, the right one opens the desk, in a cookie scripts can't read."""
    locked.goto("/")
    expect(locked.get_by_label("Token")).to_be_visible()
    expect(locked.locator(".banner")).to_have_count(0)  # the server does answer: it wants the token
    locked.get_by_label("Token").fill("not the right token at all")
    locked.get_by_role("button", name="Open", exact=True).click()
    expect(locked.locator(".sign-in [role=alert]")).not_to_be_empty()
    locked.get_by_label("Token").fill(TOKEN)
    locked.get_by_role("button", name="Open", exact=True).click()
    expect(locked.locator(".rows .row").first).to_be_visible()
    assert locked.evaluate("document.cookie") == ""


def longest_task_ms(trace: bytes) -> float:
    """The longest single task of the page's main thread, in milliseconds of its own CPU time.

    CPU time, as a busy machine may stop the whole browser for longer than any task of the page takes.
    """
    events = json.loads(trace)["traceEvents"]
    names = {
        (event["pid"], event["tid"]): event["args"]["name"]
        for event in events
        if event["name"] == "thread_name"
    }
    tasks = [
        event["tdur"] / 1000
        for event in events
        if event["name"].endswith("RunTask")
        and "tdur" in event
        and names.get((event["pid"], event["tid"])) == "CrRendererMain"
    ]
    assert tasks, "the trace has no tasks of the page"
    return max(tasks)


def test_a_thousand_updates_a_minute_do_not_freeze_the_page(
    browser: Browser, page: Page, desk: DeskProcess
) -> None:
    """No task holds the page for 200 ms, the list stays bounded, and the last update is shown."""
    page.goto("/")
    expect(page.locator(".rows .row").first).to_be_visible()
    browser.start_tracing(page=page, categories=TRACED)
    for _ in range(SPAN_MS // PAUSE_MS):
        desk.say(f"many {BURST}")
        page.wait_for_timeout(PAUSE_MS)
    longest = longest_task_ms(browser.stop_tracing())
    print(f"longest task: {longest:.0f} ms")
    assert longest < LONGEST_TASK_MS
    desk.say("update Last of the thousand")
    expect(page.locator(".row-link").first).to_contain_text("Last of the thousand")
    assert page.locator(".rows .row").count() <= LIST_BOUND
