"""Pictures of every page into docs/screenshots: at a desk and on a phone, light and dark.

    python -m tests.ui.screenshots

They show the seeds in a knowledge base of its own, and one evaluation.
"""

import io
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, expect

from eval.dataset import Half
from ingest.pipeline import ingest
from kb.runs import start
from kb.settings import Settings
from tests.ui.browsing import DESK, PATIENCE, PHONE, ROOT, launched, served

FOLDER = ROOT / "docs" / "screenshots"
_COLOURS = 160
Steps = Callable[[Page], None]


def _nothing(page: Page) -> None:
    """The page as it comes."""


def _ask(page: Page) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill("科技保险归谁管？")
    box.press("Enter")
    expect(page.locator(".kb-answer")).to_have_count(1, timeout=PATIENCE)
    _wait(page)


def _ask_and_open(page: Page) -> None:
    _ask(page)
    page.locator("a.kb-marker").first.click()
    expect(page.locator("mark").first).to_be_visible(timeout=PATIENCE)


def _choose_opinion(page: Page) -> None:
    page.get_by_test_id("stSelectbox").locator("input").fill("孵化")
    page.keyboard.press("Enter")


PAGES: dict[str, tuple[str, Steps]] = {
    "welcome": ("/", _nothing),
    "chat": ("/", _ask_and_open),
    "units": ("/units?unit=市教育局", _nothing),
    "tasks": ("/tasks", _nothing),
    "targets": ("/targets", _choose_opinion),
    "documents": ("/documents", _nothing),
    "evaluation": ("/evaluation", _nothing),
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder) / "kb")
        ingest([ROOT / "seeds"], settings)
        start(settings, Half.DEV, lambda *_: None)
        with served(settings.home) as address, launched() as browser:
            for name, (path, steps) in PAGES.items():
                for size in ("desk", "phone"):
                    for scheme in ("light", "dark"):
                        taken = _picture(browser, address + path, steps, size, scheme)
                        (FOLDER / f"{name}-{size}-{scheme}.png").write_bytes(_small(taken))


def _picture(browser: Browser, address: str, steps: Steps, size: str, scheme: str) -> bytes:
    viewport = DESK if size == "desk" else PHONE
    context = browser.new_context(
        viewport=viewport, has_touch=size == "phone", color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(address)
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE)
    _wait(page)
    steps(page)
    _wait(page)
    page.mouse.move(0, 0)
    taken = page.screenshot()
    context.close()
    return taken


def _wait(page: Page) -> None:
    """Until the page is complete, and charts are drawn."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached(timeout=PATIENCE)
    page.wait_for_timeout(1500)


def _small(picture: bytes) -> bytes:
    """The picture with few colours, which is all that a page has."""
    written = io.BytesIO()
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    main()
