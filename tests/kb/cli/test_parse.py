"""`kb parse`: JSON by the contract, an outline for a reader, the text that spans point into."""

import json
from pathlib import Path

import pytest

from kb.text import visible
from tests.kb.cli.running import SEEDS, Run

CONTRACT = {
    *("source", "title", "number", "issuer", "signed_on", "printed_on", "period", "addressees", "copied_to"),
    *("clauses", "tables", "unassigned"),
}
CLAUSE = {*("path", "label", "heading", "text", "start", "end", "page", "task_number", "units", "deadlines", "targets")}


def test_json_is_one_object_a_file(run: Run) -> None:
    shown = run("parse", "--json", *SEEDS)
    parsed = [json.loads(line) for line in shown.out.splitlines()]
    assert (shown.code, shown.err) == (0, "")
    assert [notice["number"] for notice in parsed] == ["武政办〔2025〕68号", None]
    assert [notice["source"] for notice in parsed] == [str(path) for path in SEEDS]
    for notice in parsed:
        assert notice.keys() >= CONTRACT
        assert all(clause.keys() >= CLAUSE for clause in notice["clauses"])


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_text_is_what_the_spans_point_into(run: Run, path: Path) -> None:
    text = run("parse", "--text", path).out
    notice = json.loads(run("parse", "--json", path).out)
    for clause in notice["clauses"]:
        assert visible(clause["text"])[:1] in visible(text[clause["start"] : clause["end"]])
    assert visible(text) == visible(path.read_text(encoding="utf-8"))


def test_outline_shows_units_deadlines_targets_and_tables(run: Run) -> None:
    shown = run("parse", *SEEDS).out
    assert "发文字号：武政办〔2025〕68号" in shown
    assert "发文字号：未载明" in shown
    assert "二、（三）10　完善高校师生创新创业保险机制" in shown
    assert "时限：到2027年（2027-12-31）" in shown
    assert "指标：开发定制科技保险产品10个 〔开发定制科技保险产品 10个，至2027-12-31〕" in shown
    assert "表 附件　各区（开发区）科技众创孵化载体建设任务分解表（6 列，15 行）" in shown


REFUSED = {
    "空文件": (b"", "文件是空的"),
    "二进制": (bytes(range(256)) * 4, "不是可以识别的格式"),
}


@pytest.mark.parametrize(("content", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_unreadable_file_is_named_and_the_others_are_parsed(
    run: Run, tmp_path: Path, content: bytes, reason: str
) -> None:
    bad = tmp_path / "坏.txt"
    bad.write_bytes(content)
    shown = run("parse", "--json", bad, tmp_path / "无.txt", tmp_path, SEEDS[0])
    complaints = shown.err.splitlines()
    assert shown.code == 2
    assert len(shown.out.splitlines()) == 1
    assert [str(bad) in complaints[0], reason in complaints[0]] == [True, True]
    assert "文件不存在" in complaints[1]
    assert "目录" in complaints[2]
