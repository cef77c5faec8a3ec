"""The application as it is served, and a real browser to look at it."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
PATIENCE = 60_000  # ms

# The elements that reach over the edge of the screen, and those that end in an ellipsis.
CUT_SHORT = """() => [...document.querySelectorAll(".stMain :is(.stHtml, summary, button) *")]
  .filter(e => e.checkVisibility() && !e.closest(".kb-table"))
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1
    || (getComputedStyle(e).textOverflow == "ellipsis" && e.scrollWidth > e.clientWidth))
  .map(e => e.outerHTML)"""


@dataclass
class Visit:
    """A page on the chat, and what a reader must never meet: requests to elsewhere, errors of scripts."""

    page: Page
    address: str
    elsewhere: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    chat: bool = True

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: self.errors.append(dialog.message))
        self.page.goto(self.address)
        awaited = self.page.get_by_test_id("stChatInputTextArea") if self.chat else self.page.locator("h1").first
        expect(awaited).to_be_visible(timeout=PATIENCE)
        self.settle()

    def settle(self) -> None:
        """Waits until the page has run to its end."""
        expect(self.page.locator("[data-test-script-state=notRunning]")).to_be_attached(timeout=PATIENCE)

    def ask(self, question: str) -> None:
        self.settle()  # a page that is drawn anew has an empty box
        before = self.page.locator(".kb-answer").count()
        box = self.page.get_by_test_id("stChatInputTextArea")
        box.fill(question)
        box.press("Enter")
        expect(self.page.locator(".kb-answer")).to_have_count(before + 1, timeout=PATIENCE)
        self.settle()

    def open(self, label: str) -> None:
        """Opens the source behind a chip."""
        self.page.locator("[class*=st-key-chips-] button").filter(has_text=label).last.click()
        expect(self.page.locator("mark").first).to_be_in_viewport(timeout=PATIENCE)
        self.settle()

    def check(self) -> None:
        """Nothing was fetched from elsewhere, no script failed; nothing is wider than the screen or cut short."""
        assert self.elsewhere == []
        assert self.errors == []
        assert self.page.evaluate(CUT_SHORT) == []
        for element in (self.page.locator("html"), self.page.get_by_test_id("stMain")):
            assert element.evaluate("element => element.scrollWidth <= element.clientWidth")

    def _note(self, url: str) -> None:
        host = "/".join(self.address.split("/")[:3])
        if not url.startswith((host, host.replace("http", "ws"), "data:", "blob:")):
            self.elsewhere.append(url)


def chromium() -> str | None:
    """The browser of this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser without a window, as long as the block lasts."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield started
        started.close()


@contextmanager
def served(home: Path, *options: str, **settings: str) -> Iterator[str]:
    """The address of the chat over a KB_HOME, with options of Streamlit and settings, as long as the block lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.headless=true"]
    environment = {**os.environ, **settings, "KB_HOME": str(home), "PYTHONUNBUFFERED": "1", "PYTHONFAULTHANDLER": "1"}
    server = subprocess.Popen(
        [*command, *options], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert server.stdout
        assert any("URL:" in line for line in server.stdout), "the server ended before it was ready"
        yield f"http://127.0.0.1:{port}"
    finally:
        ended = server.poll()
        server.terminate()
        said, _ = server.communicate(timeout=30)
        assert ended is None, f"the server ended with {ended}: {said}"
