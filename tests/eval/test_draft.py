"""Questions drafted from one's own notices: they stand as they are written, and say that they are drafts."""

from collections import Counter
from pathlib import Path

import pytest

from eval.check import check
from eval.dataset import read_dataset
from eval.draft import draft
from eval.evaluation import Request, evaluate
from ingest.pipeline import ingest
from kb.errors import UnreadableSource
from kb.settings import Settings
from tests.eval.conftest import TREES_TEXT

BALL = """市教育局关于做好2026年校园足球工作的通知

各区教育局：

一、组织比赛。2026年10月底前，组织区级比赛20场。（责任单位：各区教育局）

二、培训教师。培训足球教师100名。（责任单位：市教育局）

市教育局
2026年3月2日
"""


@pytest.fixture
def notices(tmp_path: Path) -> list[Path]:
    """Two made-up notices, one with a number and one without."""
    paths = [tmp_path / "绿化.txt", tmp_path / "足球.txt"]
    for path, text in zip(paths, (TREES_TEXT, BALL), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_what_was_drafted_stands_and_can_be_scored(notices: list[Path], tmp_path: Path) -> None:
    out, settings = tmp_path / "mine.jsonl", Settings(home=tmp_path / "kb")
    ingest(notices, settings)
    count = draft(notices, out, 3)
    checked = check(out, settings)
    assert (checked.questions, checked.drafts, checked.problems) == (count, count, ())
    found = evaluate(Request(out), settings)
    assert found.report["questions"] == count
    assert all(outcome.record.error is None for outcome in found.outcomes)


def test_each_kind_is_there_and_names_its_notice(notices: list[Path], tmp_path: Path) -> None:
    draft(notices, tmp_path / "mine.jsonl", 3)
    dataset = read_dataset(tmp_path / "mine.jsonl")
    assert {letter: str(named) for letter, named in dataset.header.documents.items()} == {
        "A": "示政办〔2026〕5号",
        "B": "《市教育局关于做好2026年校园足球工作的通知》",
    }
    by_question = {question.question: question for question in dataset.questions}
    parks = by_question["示政办〔2026〕5号里，新建公园由哪些单位负责？"]
    assert (parks.clauses, parks.also_ok, parks.units) == (("A:一、1",), ("A:一",), ("市园林局", "市财政局"))
    assert by_question["示政办〔2026〕5号里，新建口袋公园的目标是多少？"].must_contain == ("30个",)
    assert by_question["市教育局负责哪些任务？"].clauses == ("A:一、3", "B:二")
    assert by_question["市园林局负责哪些任务？"].clauses == ("A:一、1", "A:一、2")
    kinds = {"responsibility", "deadline", "target", "content", "metadata", "unit_tasks", "no_answer"}
    assert {question.kind for question in dataset.questions} == kinds


def test_at_most_so_many_of_a_kind(notices: list[Path], tmp_path: Path) -> None:
    draft(notices[:1], tmp_path / "mine.jsonl", 1)
    kinds = Counter(question.kind for question in read_dataset(tmp_path / "mine.jsonl").questions)
    assert (kinds["responsibility"], kinds["target"], kinds["unit_tasks"]) == (1, 1, 1)


def test_nothing_is_overwritten(notices: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "mine.jsonl"
    draft(notices, out, 1)
    written = out.read_bytes()
    with pytest.raises(UnreadableSource, match="不覆盖"):
        draft(notices, out, 3)
    out.unlink()
    with pytest.raises(UnreadableSource, match=r"documents\.toml.*不覆盖"):
        draft(notices, out, 3)
    assert written.count(b"\n") > 5


def test_what_cannot_be_drafted_is_one_line(notices: list[Path], tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match="最多 26 份"):
        draft(notices * 14, tmp_path / "mine.jsonl", 1)
    with pytest.raises(UnreadableSource, match="文件不存在"):
        draft([tmp_path / "无.txt"], tmp_path / "mine.jsonl", 1)
    with pytest.raises(UnreadableSource, match="写不进去"):
        draft(notices, tmp_path / "无" / "mine.jsonl", 1)
    assert not list(tmp_path.glob("mine*"))
