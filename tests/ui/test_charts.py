"""Charts in a real browser: they are drawn, can be read, and what is clicked in them leads to its clause."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.ui.browsing import DESK, PATIENCE, PHONE, Visit

pytestmark = pytest.mark.browser

# The colours of a chart's words, and that of the words around it.
INKS = """chart => [...chart.querySelectorAll("[class*=role-axis-label] text, [class*=role-legend-label] text")]
  .map(text => [getComputedStyle(text).fill, getComputedStyle(chart).color])"""


def charts(page: Page) -> Locator:
    return page.get_by_test_id("stVegaLiteChart").locator("svg.marks")


def check_source(seen: Visit, *words: str) -> None:
    """The source is open beside it, its quote in view."""
    expect(seen.page.locator(".kb-excerpt mark").first).to_be_in_viewport(timeout=PATIENCE)
    for each in words:
        expect(seen.page.locator(".kb-source")).to_contain_text(each)
    seen.settle()
    seen.check()


def close(page: Page) -> None:
    page.get_by_role("button", name="关闭").click()
    expect(page.locator(".kb-excerpt")).to_have_count(0, timeout=PATIENCE)


@pytest.mark.parametrize("dark", [pytest.param(False, id="light"), pytest.param(True, id="dark")])
def test_a_bar_leads_to_its_clause(visit: Callable[..., Visit], address: str, dark: bool) -> None:
    """Each district has its bars; a click opens the row of the annex; closed, the same bar opens it again."""
    seen = visit(f"{address}/targets", DESK, dark=dark, chat=False)
    page = seen.page
    page.get_by_test_id("stSelectbox").locator("input").fill("孵化")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="建设任务分解表")).to_be_visible(timeout=PATIENCE)
    bars = charts(page).first.locator("[aria-roledescription=柱]")
    wuchang = bars.and_(page.locator("[aria-label*=武昌区][aria-label*=总量]"))
    for _ in range(2):
        expect(wuchang).to_be_visible(timeout=PATIENCE)
        wuchang.click()
        check_source(seen, "附件")
        expect(page.locator(".kb-excerpt tr").filter(has=page.locator("mark"))).to_contain_text("武昌区")
        close(page)
    inks = page.get_by_test_id("stVegaLiteChart").first.evaluate(INKS)
    assert inks
    assert all(ink == around for ink, around in inks)


def test_a_cell_leads_to_its_clause(visit: Callable[..., Visit], address: str) -> None:
    """Every task has its label below the map; a cell opens its clause."""
    seen = visit(f"{address}/units", DESK, chat=False)
    page = seen.page
    page.get_by_role("radio", name="分工图").click()
    cell = charts(page).locator("[aria-roledescription=格][aria-label*='市教育局'][aria-label*='二、（一）3']")
    expect(cell).to_be_visible(timeout=PATIENCE)
    labels = charts(page).locator("[class*=role-axis-label] text").all_text_contents()
    assert {"市教育局", "二、（一）2", "二、（一）3"} <= set(labels)
    cell.click()
    check_source(seen, "二、（一）3")
    close(page)


@pytest.mark.parametrize("size", [pytest.param(DESK, id="1280"), pytest.param(PHONE, id="390")])
def test_the_axis_of_time(visit: Callable[..., Visit], address: str, size: object) -> None:
    """Bars for the months in which something is due, told apart by words; none reaches over the edge."""
    seen = visit(f"{address}/tasks", size, chat=False)
    bars = charts(seen.page).locator("[aria-roledescription=柱]")
    expect(bars.first).to_be_visible(timeout=PATIENCE)
    room = charts(seen.page).bounding_box()
    boxes = sorted((bar.bounding_box() for bar in bars.all()), key=lambda box: box["x"])
    assert len(boxes) >= 2
    assert all(one["x"] + one["width"] <= other["x"] + 1 for one, other in pairwise(boxes))
    assert all(room["x"] <= box["x"] and box["x"] + box["width"] <= room["x"] + room["width"] for box in boxes)
    seen.check()


def test_a_row_leads_to_its_clause(visit: Callable[..., Visit], address: str) -> None:
    seen = visit(f"{address}/tasks", DESK, chat=False)
    table = seen.page.get_by_test_id("stDataFrame")
    expect(table).to_be_visible(timeout=PATIENCE)
    table.scroll_into_view_if_needed()
    seen.page.wait_for_timeout(1000)  # the table is drawn on a canvas, without a sign that it is complete
    table.locator("canvas").first.click(position={"x": 18, "y": 55}, force=True)
    check_source(seen, "指导思想和工作目标")
