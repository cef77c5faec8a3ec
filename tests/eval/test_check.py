"""What `kb eval check` proves of a set, a problem a line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.answers import SEEDS
from eval.check import check
from kb.settings import Settings
from tests.eval.conftest import TREES
from tests.eval.test_retrieval import write_benchmark

Gold = Callable[..., dict[str, Any]]
Write = Callable[..., Path]
RIGHT = {"clauses": ["A:一、1"], "units": ["市园林局", "市财政局"], "must_contain": ["30个", ["5个", "五个"]]}

CASES = {
    "没有问题": ({}, []),
    "条款不存在": ({"clauses": ["A:一、9"], "units": []}, ["公文 A 没有条款“一、9”，相近的有"]),
    "可引条款不存在": ({"also_ok": ["A:九"]}, ["公文 A 没有条款“九”"]),
    "单位不在条款里": ({"units": ["市园林局", "市水务局"]}, ["所引条款里没有单位“市水务局”"]),
    "单位重复": ({"units": ["市园林局", "市园林局"]}, ["units 里“市园林局”重复"]),
    "字句不在条款里": (
        {"must_contain": [["40个", "四十个"]]},
        ["所引条款里没有“40个”或“四十个”，若是算出来的，请写 computed"],
    ),
    "算出来的字句": ({"must_contain": ["40个"], "computed": True}, []),
    "既要又不要": ({"must_not_contain": ["30"]}, ["“30个”既要有又不该有"]),
    "只有一种说法不该有": ({"must_not_contain": ["五"]}, []),
    "类别写错": ({"kind": "unit_task"}, ["没有 unit_task 这一类，最接近的是 unit_tasks"]),
    "摘句不在条款里": ({"quotes": {"A:一、1": ["新建口袋公园40个"]}}, ["A:一、1 的正文里没有“新建口袋公园40个”"]),
    "摘句": ({"quotes": {"A:一、1": ["新建口袋公园30个"]}}, []),
    "键写错": ({"clause": ["A:一、1"]}, ["有不认识的 clause"]),
}


@pytest.mark.parametrize(("parts", "words"), CASES.values(), ids=CASES.keys())
def test_a_line_is_held_against_the_notice(
    trees: Settings, write: Write, gold: Gold, parts: dict[str, Any], words: list[str]
) -> None:
    path = write(gold(id="先", question="先问的", clauses=["A:二"]), gold(**RIGHT | parts), header=TREES)
    found = [str(problem) for problem in check(path, trees).problems]
    assert len(found) == len(words)
    assert all(line.startswith(f"{path}:2：{start}") for line, start in zip(found, words, strict=True))


def test_all_problems_are_told_in_the_order_of_the_lines(trees: Settings, write: Write, gold: Gold) -> None:
    twice = {"question": "问 了两次", "clauses": ["A:二"]}
    lines = [
        gold(**twice, note="草稿"),
        b"{",
        gold(id="q2", question="问了两次", clauses=["A:二"]),
        gold(clauses=["A:三"]),
    ]
    path = write(*lines, header=TREES)
    checked = check(path, trees)
    assert [str(problem) for problem in checked.problems] == [
        f"{path}:2：不是 UTF-8 编码的 JSONL",
        f"{path}:3：与第 1 行问的一样",
        f"{path}:4：id “q1”与第 1 行重复",
    ]
    assert (checked.questions, checked.drafts) == (2, 1)


def test_an_empty_set_is_a_problem(trees: Settings, write: Write) -> None:
    path = write(b"\n", header=TREES)
    assert [str(problem) for problem in check(path, trees).problems] == [f"{path}：文件里没有一个问题"]


def test_a_benchmark_that_judges_what_is_not_there(tmp_path: Path) -> None:
    write_benchmark(tmp_path, {"a": ("科技保险产品", ["law/1#2", "无"])})
    found = [str(problem) for problem in check(tmp_path, Settings()).problems]
    assert found == [f"{tmp_path / 'qrels.tsv'}:2：corpus.jsonl 里没有“无”"]


def test_the_seeds_stand(seeded: Path) -> None:
    assert check(SEEDS, Settings(home=seeded)).problems == ()
