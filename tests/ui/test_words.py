"""In a real browser the application speaks Chinese: what is shown, what is read out, what comes on demand."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.ui.browsing import DESK, PATIENCE, Visit

pytestmark = pytest.mark.browser

# Words of Latin letters that are shown or read out, without names of formats and files, addresses and icons.
LATIN = """() => {
  const names = /https?:\\S+|Excel|Markdown|Word|CSV|[\\w\u4e00-\u9fff]+\\.(?:txt|exe)|[A-Z]{2,5}/g;
  const isWord = said => said && /[a-z]{3}/i.test(said.replace(names, ""));
  const found = [];
  for (const element of document.querySelectorAll("body *:not(script, style, noscript)")) {
    if (!element.checkVisibility() || getComputedStyle(element).fontFamily.includes("Material")) continue;
    const labels = ["aria-label", "title", "placeholder"].map(name => element.getAttribute(name));
    const texts = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data);
    found.push(...[...labels, ...texts].filter(isWord));
  }
  return [...new Set(found)];
}"""


def check(page: Page) -> None:
    page.wait_for_timeout(500)
    assert page.evaluate(LATIN) == []


def test_conversation(visit: Callable[..., Visit], address: str) -> None:
    seen = visit(address, DESK)
    check(seen.page)
    seen.ask("科技保险归谁管？")
    seen.open("二、（三）10")
    seen.page.get_by_test_id("stFeedbackButton").nth(1).click()
    expect(seen.page.get_by_text("哪里不好？")).to_be_visible(timeout=PATIENCE)
    check(seen.page)
    seen.page.get_by_test_id("stPopoverButton").filter(has_text="筛选").click()
    seen.page.get_by_test_id("stMultiSelect").locator("input").click()
    expect(seen.page.get_by_text("全选")).to_be_visible(timeout=PATIENCE)
    check(seen.page)
    seen.page.keyboard.type("没有这个")
    expect(seen.page.get_by_text("没有匹配的选项").first).to_be_visible(timeout=PATIENCE)
    check(seen.page)


@pytest.mark.parametrize("path", ["units", "tasks", "targets", "documents", "evaluation", "nowhere"])
def test_page(visit: Callable[..., Visit], address: str, path: str) -> None:
    """Every page, with the tools of its tables and charts, which come as they are pointed at."""
    page = visit(f"{address}/{path}", DESK, chat=path == "nowhere").page
    page.wait_for_timeout(1500)  # tables and charts are drawn after the page is complete
    for drawn in page.locator("[data-testid=stDataFrame], [data-testid=stVegaLiteChart]").all()[:2]:
        drawn.hover()
    check(page)


def test_upload(visit: Callable[..., Visit], address: str, tmp_path: Path) -> None:
    """What the uploader takes, and how it refuses what it does not."""
    page = visit(f"{address}/documents", DESK, chat=False).page
    page.get_by_text("添加公文").click()
    expect(page.get_by_text("每个不超过 50 MB")).to_be_visible(timeout=PATIENCE)
    file = tmp_path / "a.exe"
    file.write_bytes(b"MZ")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("不收这种文件。")).to_be_visible(timeout=PATIENCE)
    check(page)


def test_what_a_document_says_stays(visit: Callable[..., Visit], address: str) -> None:
    """A question in the words of an element is not put in Chinese."""
    seen = visit(address, DESK)
    seen.ask("Search")
    expect(seen.page.locator(".kb-question")).to_have_text("Search")
