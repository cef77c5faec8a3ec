"""The page 评测 on Streamlit's own test runner: a run, its report, feedback and deeds for the administrator alone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kb.ui import roles

Visit = Callable[..., AppTest]
Shown = Callable[[AppTest], str]


def test_a_run(
    visit_page: Callable[[str], Visit], own_library: Path, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None yet; then one, with its figures, its worst questions and its report; who did it is written down."""
    page = visit_page("evaluation")(own_library)
    assert "还没有做过评测" in shown(page)
    page.button(key="start").click().run(timeout=120)
    said = shown(page)
    assert "最近一次" in said
    metrics = {metric.label: metric.value for metric in page.metric}
    passed, questions = map(int, metrics["全对"].split("/"))
    assert 0.5 * questions < passed <= questions
    assert "下载完整报告" in [found.label for found in page.get("download_button")]
    assert "没有全对的问题" in said
    assert not any(code in "".join(page.dataframe[0].value["错处"]) for code in ("not_", "no_", "false_", "ambiguous"))
    assert list(page.dataframe[-1].value["做了什么"]) == ["评测"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", page.dataframe[-1].value["时间"].iloc[0])
    monkeypatch.setattr(roles, "is_local", lambda: False)
    page.run()
    said = shown(page)
    assert "最近一次" in said
    assert "没有全对的问题" not in said, "the questions may be readers' own"
    assert not page.dataframe
    assert not page.get("download_button"), "the report is for the administrator"


def test_strangers_see_figures_only(
    visit_page: Callable[[str], Visit], library: Path, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roles, "is_local", lambda: False)
    page = visit_page("evaluation")(library)
    assert "读者的反馈" not in shown(page)
    assert not [found for found in page.button if found.key == "start"]


def test_a_set_whose_documents_are_not_there(visit_page: Callable[[str], Visit], tmp_path: Path, shown: Shown) -> None:
    page = visit_page("evaluation")(tmp_path / "none")
    page.button(key="start").click().run()
    assert "在知识库里有0份" in shown(page)
