"""The pages 单位, 任务与期限 and 指标 on Streamlit's own test runner: lists, filters, sources, exports."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ingest.pipeline import ingest
from kb.board import When
from kb.index import KnowledgeBase
from kb.settings import Settings

Visit = Callable[..., AppTest]
Shown = Callable[[AppTest], str]
MANY = """某市人民政府办公厅

关于加强桥梁养护的通知

各区人民政府：

一、重点任务

1. 养护桥梁。每年养护桥梁20座。（责任单位：市桥梁局、市港航局、市园林局、市水务局、市城管局、市教育局、市民政局、
市财政局、市审计局、市统计局、市体育局、市医保局、市信访局、市粮食局、市林业局）

某市人民政府办公厅

2026年3月1日
"""
PAGES = ("units", "tasks", "targets")


def choose(page: AppTest, key: str, row: int) -> AppTest:
    """Chooses a row, as a click would."""
    page.session_state[f"{key}-instead"] = row
    return page.run()


def saved(page: AppTest) -> list[str]:
    return [found.label for found in page.get("download_button")]


@pytest.mark.parametrize("name", PAGES)
def test_empty(visit_page: Callable[[str], Visit], tmp_path: Path, shown: Shown, name: str) -> None:
    page = visit_page(name)(tmp_path / "none")
    assert "知识库里还没有公文" in shown(page)
    assert not page.dataframe


def test_directory(visit_page: Callable[[str], Visit], library: Path, shown: Shown) -> None:
    """All units; one of them by any link; its tasks, partners and sources."""
    page = visit_page("units")(library)
    rows = page.dataframe[0].value
    assert list(rows["任务数"]) == sorted(rows["任务数"], reverse=True)
    assert "导出 Excel" in saved(page)
    page.query_params["unit"] = "市教育局"
    page.run()
    assert "又称：武汉市教育局" in shown(page)
    assert len(page.dataframe[0].value) == 9
    assert [metric.value for metric in page.metric] == ["9", "0", "9", "0", "1"]
    said = shown(choose(page, "tasks-of-市教育局", 0))
    assert "出处" in said
    assert "武政办〔2025〕68号" in said
    next(found for found in page.button if found.label.startswith("市科技创新局")).click().run()
    assert "又称：武汉市科技创新局" in shown(page)


def test_many_partners(visit_page: Callable[[str], Visit], tmp_path: Path) -> None:
    """The first of them are shown, and how many others there are, to be unfolded."""
    file = tmp_path / "桥梁.txt"
    file.write_text(MANY, encoding="utf-8")
    ingest([file], Settings(home=tmp_path / "kb"))
    page = visit_page("units")(tmp_path / "kb", unit="市桥梁局")
    labels = [found.label for found in page.button if found.label.endswith("1项")]
    assert len(labels) == 14
    assert [found.label for found in page.expander] == ["另有 2 个"]


def test_matrix(visit_page: Callable[[str], Visit], library: Path) -> None:
    page = visit_page("units")(library)
    page.segmented_control(key="units-as").select("分工图").run()
    assert not page.exception
    (chart,) = page.get("vega_lite_chart")
    assert "市教育局".encode() in chart.proto.SerializeToString()


def test_board(visit_page: Callable[[str], Visit], library: Path, shown: Shown) -> None:
    page = visit_page("tasks")(library)
    everything = len(page.dataframe[0].value)
    assert saved(page) == ["导出 Excel", "导出日历"]
    page.selectbox(key="board-unit").select("市教育局").run()
    rows = page.dataframe[0].value
    assert 0 < len(rows) < everything
    assert all("市教育局" in units for units in rows["责任单位"])
    page.segmented_control(key="board-what").select("指标").run()
    assert set(page.dataframe[0].value["类别"]) <= {"指标"}
    assert "出处" in shown(choose(page, f"board-{len(page.dataframe[0].value)}", 0))


def test_nothing_matches(visit_page: Callable[[str], Visit], library: Path, shown: Shown) -> None:
    page = visit_page("tasks")(library)
    page.selectbox(key="board-unit").select("武汉金控集团")
    page.pills(key="board-when").set_value([When.PASSED]).run()
    assert "没有符合条件的任务或指标" in shown(page)
    assert not page.dataframe


def test_targets(visit_page: Callable[[str], Visit], library: Path, shown: Shown) -> None:
    """The annex's districts with the differences, the targets by unit of measure; each leads to its clause."""
    page = visit_page("targets")(library)
    titles = page.selectbox(key="targets-of").options
    page.selectbox(key="targets-of").select_index(next(n for n, title in enumerate(titles) if "孵化" in title)).run()
    rows = page.dataframe[0].value
    assert list(rows.columns) == [
        "名称",
        "现有众创孵化载体数量",
        "到2025年目标任务/总量",
        "到2025年目标任务/国家级数量",
        "到2025年目标任务/专业型数量",
        "目标与现有之差",
    ]
    first = rows.iloc[0]
    assert (first["名称"], first["目标与现有之差"]) == ("东湖高新区", 63)
    entries = KnowledgeBase.open(Settings(home=library)).documents()
    opinion = next(entry.id for entry in entries if entry.number is None)
    page = choose(page, f"table-{opinion}-0", 0)
    assert "<mark>1" in "".join(element.value for element in page.get("html"))
