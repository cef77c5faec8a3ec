"""Parsing scored against hand-read gold: what counts as found, what as missed."""

import json
from pathlib import Path

import pytest

from eval.parsing import Score, evaluate, normal_path
from kb.errors import UnreadableSource

NOTICE = """关于植树的通知
各区人民政府：
一、目标
到2027年，新增绿地20亩。（牵头单位：市园林局，配合单位：市财政局）
二、（一）巡查
每年巡查5次。（责任单位：市城管委）
"""
RIGHT = {
    "path": "一、",
    "heading": "目标",
    "units": ["市园林局", {"name": "市财政局", "note": None}],
    "lead_units": ["市园林局"],
    "deadlines": ["到2027年"],
    "targets": ["20亩"],
}


@pytest.fixture
def scored(tmp_path: Path):
    """Scores the notice above against articles of gold."""

    def score(*articles: dict[str, object]) -> Score:
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / "gold").mkdir(exist_ok=True)
        (tmp_path / "docs" / "007_植树.txt").write_text(NOTICE, encoding="utf-8")
        gold = json.dumps({"title": "不看的键", "articles": articles}, ensure_ascii=False)
        (tmp_path / "gold" / "007.json").write_text(gold, encoding="utf-8")
        return evaluate(tmp_path / "docs", tmp_path / "gold")

    return score


def test_what_is_right_scores_one_and_words_may_be_shorter(scored) -> None:
    score = scored(RIGHT)
    assert {kind: tally.f1 for kind, tally in score.tallies.items()} == dict.fromkeys(score.tallies, 1.0)
    assert score.misses == []


@pytest.mark.parametrize(
    ("change", "kind", "missing", "surplus"),
    [
        pytest.param({"lead_units": []}, "units", ("市园林局",), ("市园林局（牵头）",), id="牵头不符"),
        pytest.param({"units": ["市园林局", "市水务局"]}, "units", ("市水务局",), ("市财政局",), id="单位不符"),
        pytest.param({"deadlines": ["2025年底前"]}, "deadlines", ("2025年底前",), ("到2027年",), id="时限不符"),
        pytest.param({"targets": ["30亩"]}, "targets", ("30亩",), ("新增绿地20亩",), id="指标不符"),
    ],
)
def test_what_differs_is_named(scored, change: dict, kind: str, missing: tuple, surplus: tuple) -> None:
    score = scored(RIGHT | change)
    assert [(miss.kind, miss.missing, miss.surplus) for miss in score.misses] == [(kind, missing, surplus)]
    assert score.tallies[kind].f1 < 1


def test_a_clause_that_is_not_there_is_missed_with_all_that_it_holds(scored) -> None:
    score = scored(RIGHT | {"path": "九、"})
    assert {kind: tally.recall for kind, tally in score.tallies.items()} == dict.fromkeys(score.tallies, 0.0)


def test_units_that_stand_in_no_clause_are_not_scored(scored) -> None:
    assert scored(RIGHT | {"units": ["市水务局"], "unit_source": "prose"}).tallies["units"].gold == 0


@pytest.mark.parametrize(("one", "other"), [("附件1 第7项", "附件/7"), ("一、(二)", "一、（二）"), ("三", "三、")])
def test_paths_that_annotators_write_differently_are_one(one: str, other: str) -> None:
    assert normal_path(one) == normal_path(other)


def test_a_gold_file_without_its_document_is_named(tmp_path: Path) -> None:
    (tmp_path / "008.json").write_text('{"articles": []}', encoding="utf-8")
    with pytest.raises(UnreadableSource, match="008"):
        evaluate(tmp_path, tmp_path)


@pytest.mark.parametrize("content", ["", "{}", '{"articles": [{"heading": "无路径"}]}'], ids=["空", "缺条目", "缺路径"])
def test_gold_that_is_none_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "009.json").write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableSource, match=r"009\.json"):
        evaluate(tmp_path, tmp_path)


def test_a_folder_without_gold_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="没有标注"):
        evaluate(tmp_path, tmp_path / "无")
