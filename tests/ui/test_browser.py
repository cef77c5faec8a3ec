"""The chat in a real browser, from the real server: what a reader sees, at a desk and on a phone."""

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from ingest.parsing import parse
from ingest.pipeline import ingest
from kb.settings import Settings
from kb.text import fold
from tests.ui.browsing import DESK, PATIENCE, PHONE, ROOT, Visit, served

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [pytest.param(DESK, id="1280"), pytest.param(PHONE, id="390")])
def test_question_answer_highlight(visit: Callable[..., Visit], address: str, size: ViewportSize) -> None:
    """Ask, open the citation, and the quote stands highlighted in its exact place in the source."""
    seen = visit(address, size)
    page = seen.page
    expect(page.get_by_role("heading", name="问政策")).to_be_visible()
    seen.check()
    seen.ask("科技保险归谁管？")
    answer = page.locator(".kb-answer")
    for unit in ("市委金融办", "市科技创新局", "各区人民政府"):
        expect(answer).to_contain_text(unit)
    seen.open("二、（三）10")
    check_highlight(page)
    expect(page.locator(".kb-excerpt")).to_contain_text("责任单位:市委金融办")
    seen.check()


def check_highlight(page: Page) -> None:
    """What is marked is marked in its place: before it stands in the page what stands before it in the source."""
    notice = parse(ROOT / "seeds" / "wuzhengban-2025-68.txt")
    clause = notice.by_path["二、（三）10"]
    excerpt = page.locator(".kb-excerpt").evaluate(
        "element => [...element.children].filter(e => e.className != 'kb-more')"
        ".map(e => [e.tagName == 'MARK', e.textContent])"
    )
    start = notice.text.index("".join(text for _, text in excerpt))
    at = start + len("".join(text for _, text in excerpt[: [marked for marked, _ in excerpt].index(True)]))
    marked = page.locator("mark").evaluate("mark => mark.textContent")
    assert notice.text[at : at + len(marked)] == marked
    assert clause.start <= at < at + len(marked) <= clause.end
    assert fold(page.locator("mark").inner_text()) in fold(clause.text)
    background = page.locator("mark").evaluate("mark => getComputedStyle(mark).backgroundColor")
    assert background != "rgba(0, 0, 0, 0)"


def test_a_marker_opens_its_citation(visit: Callable[..., Visit], address: str) -> None:
    seen = visit(address, DESK)
    seen.ask("市教育局负责哪些任务？")
    expect(seen.page.locator(".kb-excerpt")).to_have_count(0)
    expect(seen.page.locator("[class*=st-key-chips-] button").filter(has_text="[7]")).to_be_visible()
    seen.page.locator("a.kb-marker", has_text="[7]").press("Enter")
    expect(seen.page.locator("mark").first).to_be_in_viewport(timeout=PATIENCE)
    expect(seen.page.locator("[class*=st-key-chips-] [aria-checked=true]")).to_contain_text("[7]")


def test_conversation(visit: Callable[..., Visit], address: str) -> None:
    """An example starts it; a long answer is read from its question on."""
    seen = visit(address, PHONE)
    page = seen.page
    page.get_by_test_id("stMainBlockContainer").get_by_role("button", name="科技保险归谁管？").click()
    expect(page.locator(".kb-answer")).to_have_count(1, timeout=PATIENCE)
    seen.open("二、（三）10")
    page.get_by_role("button", name="关闭").click()
    expect(page.locator(".kb-excerpt")).to_have_count(0)
    seen.ask("市教育局负责哪些任务？")
    expect(page.locator(".kb-question").last).to_be_in_viewport()
    assert page.locator(".kb-question").last.bounding_box()["y"] < PHONE["height"] / 4
    seen.check()


@pytest.mark.parametrize("size", [pytest.param(DESK, id="1280"), pytest.param(PHONE, id="390")])
def test_an_earlier_source_is_opened_where_it_is_asked_for(
    visit: Callable[..., Visit], address: str, size: ViewportSize
) -> None:
    """Who goes back to an earlier answer and opens a source of it is not taken away to the last one."""
    seen = visit(address, size)
    page = seen.page
    chip = page.locator("[class*=st-key-chips-] button").first
    seen.ask("科技保险归谁管？")
    for question in ("市教育局负责哪些任务？", "市财政局负责哪些任务？", "到2027年要建多少家孵化器？"):
        seen.ask(question)
        chip.scroll_into_view_if_needed()
        page.wait_for_timeout(200)  # that the page is done with the scrolling has no sign
        chip.click()
        expect(page.locator("mark").first).to_be_in_viewport(timeout=PATIENCE)
        seen.settle()
        page.wait_for_timeout(300)
        expect(page.locator(".kb-question").first).to_be_in_viewport()
        page.get_by_role("button", name="关闭").click()
        expect(page.locator(".kb-excerpt")).to_have_count(0)


@pytest.mark.parametrize("dark", [pytest.param(False, id="light"), pytest.param(True, id="dark")])
def test_every_text_is_legible(visit: Callable[..., Visit], address: str, dark: bool) -> None:
    """Text stands off its ground by at least 4.5 to 1 (WCAG 2.2 AA), a quote on its highlight and small print too."""
    seen = visit(address, DESK, dark)
    seen.ask("武昌区到2025年的目标是多少？")
    seen.ask("养老金每月发多少钱？")
    seen.ask("科技保险归谁管？")
    seen.open("二、（三）10")
    grounds = set()
    for words, ink, ground in map(colours, seen.page.evaluate(TEXTS)):
        assert contrast(ink, ground) >= 4.5, words
        grounds.add(luminance(ground) < 0.2)
    assert grounds == {dark}


# Of each text on the page: its first words, its colour, the opacities and the grounds behind it, innermost first.
TEXTS = """() => [...document.querySelectorAll(".stHtml *")]
  .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType == 3 && n.data.trim()))
  .map(e => {
    const behind = [];
    for (let up = e; up; up = up.parentElement) behind.push(getComputedStyle(up));
    return [e.textContent.slice(0, 20), behind[0].color, behind.map(s => [s.opacity, s.backgroundColor])];
  })"""


def colours(text: tuple[str, str, list[tuple[str, str]]]) -> tuple[str, list[float], list[float]]:
    """The words, the colour in which they appear, and that of their ground."""
    words, colour, behind = text
    ground, ink = [255.0, 255.0, 255.0], numbers(colour)[:3]
    for opacity, fill in reversed(behind):
        ground = mixed(numbers(fill), ground, float(opacity))
    for opacity, _ in behind:
        ink = mixed(ink, ground, float(opacity))
    return words, ink, ground


def mixed(colour: list[float], ground: list[float], opacity: float) -> list[float]:
    """A colour laid over a ground."""
    share = opacity * (colour[3] if len(colour) > 3 else 1.0)
    return [share * over + (1 - share) * under for over, under in zip(colour[:3], ground, strict=True)]


def numbers(colour: str) -> list[float]:
    return [float(number) for number in re.findall(r"[\d.]+", colour)]


def luminance(colour: list[float]) -> float:
    """The relative luminance of WCAG."""
    shares = (part / 255 for part in colour)
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: list[float], other: list[float]) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_hostile_text_is_shown_and_never_run(
    visit: Callable[..., Visit], own_library: Path, hostile_notice: Path
) -> None:
    """Tags, images, colours, formulas and emoji of a notice or a question are read as the characters they are."""
    ingest([hostile_notice], Settings(home=own_library))
    with served(own_library) as address:
        seen = visit(address, DESK)
        page = seen.page
        question = '<img src=x onerror="alert(1)">![](http://evil.test/q.png):red[x]$x$:smile:'
        seen.ask(question)
        assert page.locator(".kb-question").first.inner_text() == question
        seen.ask("网络安全教育由谁负责？")
        label = page.locator("[class*=st-key-chips-] button").last
        assert "《关于加强<b>网络" in label.inner_text().replace("\u2060", "")
        assert label.locator("a, img, b, .katex, script").count() == 0
        label.click()
        expect(page.locator(".kb-excerpt")).to_contain_text("<img src=x")
        expect(page.locator(".kb-source")).to_contain_text(":red[网络]安全教育<u>![](/x)</u>$x$->:ok:www.a.cn")
        assert page.locator(".stHtml img, .stHtml script:not(:only-child)").count() == 0
        assert page.title() == "问政策"
        seen.check()


def test_unit_to_task_to_source(visit: Callable[..., Visit], address: str) -> None:
    """From the directory to a unit, to one of its tasks, to the clause beside it: nothing is fetched from elsewhere."""
    seen = visit(f"{address}/units?unit=市教育局", DESK, chat=False)
    page = seen.page
    expect(page.get_by_role("heading", name="市教育局")).to_be_visible(timeout=PATIENCE)
    rows = page.get_by_test_id("stDataFrame").locator("canvas").first
    expect(rows).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(1000)  # the table is drawn on a canvas, without a sign that it is complete
    rows.click(position={"x": 18, "y": 55}, force=True)
    expect(page.locator("mark").first).to_be_in_viewport(timeout=PATIENCE)
    expect(page.locator(".kb-source")).to_contain_text("武政办〔2025〕68号")
    seen.check()


def test_numbers_along_a_chart_stand_apart(visit: Callable[..., Visit], address: str) -> None:
    """On a phone, too."""
    page = visit(f"{address}/targets", PHONE, chat=False).page
    expect(page.locator(".role-axis-label text").first).to_be_visible(timeout=PATIENCE)
    for labels in page.get_by_test_id("stVegaLiteChart").locator(".role-axis-label").all():
        boxes = [box for label in labels.locator("text").all() if (box := label.bounding_box()) and box["width"]]
        for one, other in itertools.pairwise(boxes):
            assert one["x"] + one["width"] < other["x"] or one["y"] + one["height"] / 2 < other["y"]


def test_upload_look_accept_ask(visit: Callable[..., Visit], own_library: Path, hostile_notice: Path) -> None:
    """A notice is looked at, accepted, and asked about; narrowed to another year it is not found; praise is kept."""
    with served(own_library) as address:
        seen = visit(f"{address}/documents", DESK, chat=False)
        page = seen.page
        page.get_by_text("添加公文").click()
        page.locator("input[type=file]").set_input_files(hostile_notice)
        expect(page.get_by_role("button", name="入库 1 个文件")).to_be_visible(timeout=PATIENCE)
        assert page.title() == "文件"
        page.get_by_role("button", name="入库 1 个文件").click()
        expect(page.get_by_text("知识库里有3件公文")).to_be_visible(timeout=PATIENCE)
        page.get_by_role("link", name="问政策").click()
        seen.ask("网络安全教育由谁负责？")
        expect(page.locator(".kb-answer").last).to_contain_text("市教育局")
        page.get_by_test_id("stFeedbackButton").first.click()
        page.get_by_test_id("stPopoverButton").filter(has_text="筛选").click()
        page.get_by_label("成文年份").click()
        page.get_by_role("option", name="2021").click()
        expect(page.get_by_text("只查：2021年")).to_be_visible(timeout=PATIENCE)
        page.keyboard.press("Escape")
        seen.ask("网络安全教育由谁来负责？")
        expect(page.locator(".kb-answer").last).not_to_contain_text("市教育局")
        assert (own_library / "records" / "feedback.jsonl").read_text(encoding="utf-8").count("\n") == 1
        assert seen.errors == seen.elsewhere == []
