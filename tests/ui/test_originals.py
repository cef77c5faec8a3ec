"""A notice that is a PDF, in a real browser: its pages beside the answer and on the page 文件."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from ingest.pipeline import ingest
from kb.index import KnowledgeBase
from kb.settings import Settings
from tests.ingest.readers.drawn import printed
from tests.ingest.readers.sheets import the_notice
from tests.ui.browsing import DESK, PATIENCE, PHONE, Visit, served

pytestmark = pytest.mark.browser

# Whether a canvas has anything else than one colour: an empty page is drawn, too.
HAS_INK = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.some((value, at) => at % 4 < 3 && value < 128);
}"""


@pytest.fixture
def printed_library(tmp_path: Path) -> Path:
    """A KB_HOME with the invented notice, printed on small sheets."""
    file = tmp_path / "食堂.pdf"
    file.write_bytes(printed(the_notice(height=420.0)))
    ingest([file], Settings(home=tmp_path / "kb"))
    return tmp_path / "kb"


def check_drawn(sheet: Locator) -> None:
    """The page of a PDF is in view, with something on it."""
    expect(sheet.locator("canvas")).to_be_in_viewport(timeout=PATIENCE)
    shown = sheet.page.wait_for_function(HAS_INK, arg=sheet.locator("canvas").element_handle(), timeout=PATIENCE)
    assert shown.json_value() is True


@pytest.mark.parametrize("size", [pytest.param(DESK, id="1280"), pytest.param(PHONE, id="390")])
def test_the_page_of_a_citation(visit: Callable[..., Visit], printed_library: Path, size: ViewportSize) -> None:
    """Ask, open the citation, and beside the words there is the page on which they stand, as it was printed."""
    (entry,) = KnowledgeBase.open(Settings(home=printed_library)).documents()
    clause = KnowledgeBase.open(Settings(home=printed_library)).notice(entry.id).by_path["三、（一）"]
    assert clause.page
    assert clause.page > 2
    with served(printed_library) as address:
        seen = visit(address, size)
        page = seen.page
        seen.ask("加强组织领导由谁负责？")
        seen.open("三、（一）")
        expect(page.locator(".kb-source")).to_contain_text(f"第{clause.page}页")
        page.locator(".st-key-source").get_by_role("radio", name="原件").click()
        drawn = page.locator(f'.st-key-source [data-page-number="{clause.page}"]')
        check_drawn(drawn)
        expect(page.locator(".kb-excerpt")).to_have_count(0)
        page.locator(".st-key-source").get_by_role("radio", name="文字").click()
        expect(page.locator("mark").first).to_be_in_viewport(timeout=PATIENCE)
        seen.check()


def test_the_original_of_a_document(visit: Callable[..., Visit], printed_library: Path) -> None:
    (entry,) = KnowledgeBase.open(Settings(home=printed_library)).documents()
    with served(printed_library) as address:
        seen = visit(f"{address}/documents?doc={entry.id}", DESK, chat=False)
        seen.page.get_by_role("tab", name="原件").click()
        check_drawn(seen.page.locator('[data-page-number="1"]'))
        seen.check()
