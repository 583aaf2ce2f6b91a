"""A desk server with made-up news and a real Chromium on it, for the tests of the page."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from page.server import TOKEN, DeskProcess, free_port

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "src" / "stream" / "desk" / "page" / "index.html"

PATIENCE_MS = 15_000
"""How long a step may take: a busy machine is slow, and waiting costs nothing where it is quick."""

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _lacking(what: str, how: str) -> None:
    """Skip with words; in CI a missing part is a failure, as nothing would be tested there."""
    words = f"{what}: the page was not tested. {how}"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="session")
def built() -> None:
    """The page as `make page` builds it; built here where Node is at hand and it isn't there yet."""
    if PAGE.is_file():
        return
    if shutil.which("npm") is None:
        _lacking("Node is not installed", "Install Node 20.19 or newer and run `make page`.")
    subprocess.run(["npm", "ci", "--silent"], cwd=ROOT / "desk", check=True)
    subprocess.run(["npm", "run", "--silent", "build"], cwd=ROOT / "desk", check=True)


@pytest.fixture(scope="module")
def browser(built: None) -> Iterator[Browser]:
    """The system's Chromium, one for a file's tests.

    Playwright runs an event loop in this thread as long as it is there: tests with one of their own, in
    other files, could not run beside it.
    """
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        _lacking("Chromium is not installed", "On Debian: apt-get install chromium.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=found, headless=True, args=CHROMIUM_FLAGS
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def desk(built: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskProcess]:
    """A server with the made-up news; tests add to it and count on nothing that others added."""
    with DeskProcess(free_port(), tmp_path_factory.mktemp("desk") / "desk.db") as server:
        yield server


class Watch:
    """What the browser complained of and whom it asked, while a test had its page open."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.errors: list[str] = []
        self.abroad: list[str] = []

    def follow(self, page: Page) -> None:
        """Listen to one page from now on."""
        page.on("console", lambda said: self._said(said.type, said.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._asked(request.url))

    def _said(self, kind: str, text: str) -> None:
        # A server that is away or an answer of 4xx is the test's own doing, not the page's fault.
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.errors.append(text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.origin, "data:", "blob:")):
            self.abroad.append(url)


@contextmanager
def opened(browser: Browser, origin: str) -> Iterator[Page]:
    """A fresh page of a desktop's size whose addresses are relative to `origin`.

    Fails if the page logged an error, broke its content security policy or asked any other origin.
    """
    context = browser.new_context(
        base_url=origin, viewport={"width": 1280, "height": 800}, color_scheme="light"
    )
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    page, watch = context.new_page(), Watch(origin)
    watch.follow(page)
    try:
        yield page
    finally:
        context.close()
    assert watch.errors == []
    assert watch.abroad == []


@pytest.fixture
def locked(browser: Browser, built: None, tmp_path: Path) -> Iterator[Page]:
    """A page of a desk that asks for TOKEN."""
    with (
        DeskProcess(free_port(), tmp_path / "desk.db", "--token", TOKEN) as server,
        opened(browser, server.url) as page,
    ):
        yield page


@pytest.fixture
def page(browser: Browser, desk: DeskProcess) -> Iterator[Page]:
    """A page of the desk with the made-up news."""
    with opened(browser, desk.url) as page:
        yield page
