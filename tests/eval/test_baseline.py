"""The stock llama-index engine and the side-by-side of both: real parts, a made-up notice, the extractive model."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import eval.engines
from eval.answers import SEEDS
from eval.baseline.engine import Baseline, baseline, held
from eval.baseline.model import NOTHING, said
from eval.baseline.retrieval import StockIndex
from eval.beir import read_benchmark
from eval.corpus import Corpus
from eval.engines import BaselineMissingError, EngineName
from eval.evaluation import Request, evaluate
from eval.retrieval import measured
from eval.sides import COSTS, Row, answering, facts_of, markdown, ratio, retrieving, rewrite, side_by_side
from kb.answering import Reason
from kb.errors import UnreadableSource
from kb.index import KnowledgeBase
from kb.index.embedding import HashedEmbedder
from kb.settings import Settings
from tests.eval.conftest import TREES
from tests.eval.test_retrieval import write_benchmark
from tests.kb.llm_service import running, sends

Gold = Callable[..., dict[str, Any]]
Write = Callable[..., Path]
ROOT = Path(__file__).parents[2]
PROMPT = """For example:
Source 1:
The sky is red.
Query: When is water wet?
Now it's your turn. Below are several numbered sources of information:
------
Source 1:
新建口袋公园30个。
改造老旧公园5个。

Source 2:
养护行道树2万株。
------
Query: {}
Answer: """


@pytest.fixture(scope="module")
def stock(trees: Settings) -> Baseline:
    """The baseline over the made-up notice."""
    return baseline(KnowledgeBase.open(trees), trees)


SAID = {
    "一句": ("新建口袋公园多少个", "新建口袋公园30个。[1]"),
    "另一处": ("养护行道树多少株", "养护行道树2万株。[2]"),
    "没有": ("地铁票价多少", NOTHING),
    "空的": ("", NOTHING),
}


@pytest.mark.parametrize(("question", "answer"), SAID.values(), ids=SAID.keys())
def test_the_model_quotes_the_sentences_nearest_to_the_question(question: str, answer: str) -> None:
    assert said(PROMPT.format(question)) == answer


def test_a_chunk_is_cited_as_the_clauses_that_it_holds(trees_corpus: Corpus) -> None:
    notice = trees_corpus.notices["A"]
    first, second = (notice.by_path[path] for path in ("一、1", "一、2"))
    half = (second.start + second.end) // 2 + 5
    assert [clause.path for clause, _ in held(notice, first.start, half)] == ["一、1", "一、2"]
    quotes = {clause.path: quote for clause, quote in held(notice, first.start, half)}
    assert quotes["一、1"] == first.text
    assert second.text.startswith(quotes["一、2"])
    assert len(quotes["一、2"]) < len(second.text)
    inside = notice.text.index("新建口袋公园")
    assert [clause.path for clause, _ in held(notice, inside, inside + 6)] == ["一、1"]


def test_answers_cite_and_what_cites_nothing_is_a_refusal(stock: Baseline) -> None:
    answer = stock.answer("新建口袋公园多少个？")
    assert "口袋公园30个" in answer.answer
    assert "一、1" in {citation.clause for citation in answer.citations}
    refused = stock.answer("地铁票价多少钱？")
    assert (refused.refused, refused.reason, refused.citations) == (True, Reason.NOT_IN_CORPUS, ())


def test_it_is_evaluated_as_any_engine(trees: Settings, write: Write, gold: Gold) -> None:
    lines = [
        gold(id="树", question="每年养护行道树不少于多少株？", clauses=["A:一、2"], must_contain=["2万株"]),
        gold(id="无", question="地铁票价多少钱？", answerable=False, clauses=[], reason="not_in_corpus", doc=None),
    ]
    found = evaluate(Request(write(*lines, header=TREES), engine=EngineName.BASELINE), trees)
    assert [outcome.record.error for outcome in found.outcomes] == [None, None]
    assert [outcome.measures["decision"] for outcome in found.outcomes] == [1.0, 1.0]
    assert found.outcomes[0].measures["strings"] == 1.0


def test_missing_packages_are_one_line(
    trees: Settings, write: Write, gold: Gold, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eval.engines, "_BASELINE", ("bm25s", "no_such_package"))
    with pytest.raises(BaselineMissingError, match=r"缺少对照引擎要用的包 no_such_package.*\.\[baseline\]"):
        evaluate(Request(write(gold(clauses=["A:二"]), header=TREES), engine=EngineName.BASELINE), trees)


def test_the_stock_index_on_a_benchmark(tmp_path: Path) -> None:
    """llama-index's BM25 sees a run of Chinese as one word; the vectors are those of this engine."""
    judged = {"a": ("科技保险产品", ["law/1#2"]), "b": ("餐饮单位的经营许可", ["8"])}
    found = measured(read_benchmark(write_benchmark(tmp_path, judged)), StockIndex(HashedEmbedder(), tmp_path / "c"))
    assert (found["measures"]["R@10"], found["documents"], found["queries"]) == (1.0, 4, 2)
    assert found["measures"]["RR@10"] >= 0.75


def test_both_sides_have_every_figure(trees: Settings, write: Write, gold: Gold, tmp_path: Path) -> None:
    path = write(gold(question="新建口袋公园多少个？", clauses=["A:一、1"]), header=TREES)
    bench = write_benchmark(tmp_path, {"a": ("科技保险产品", ["law/1#2"])})
    for task, source in ((answering, path), (retrieving, bench)):
        ours, theirs = (task(side, source, trees) for side in (EngineName.OFFLINE, EngineName.BASELINE))
        assert ours.keys() == theirs.keys()
        assert set(COSTS) < ours.keys()
        assert all(figures[name] > 0 for figures in (ours, theirs) for name in COSTS)


def test_each_side_has_a_process_of_its_own(trees: Settings, write: Write, gold: Gold) -> None:
    """So its peak of memory is not that of the tests, which hold llama-index and more already."""
    path = write(gold(question="新建口袋公园多少个？", clauses=["A:一、1"]), header=TREES)
    told: list[tuple[int, int]] = []
    rows = {row.name: row for row in side_by_side(path, trees, (), lambda *pair: told.append(pair))}
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert rows["clause_recall"].product == 1.0
    assert rows["peak_mb"].product < rows["peak_mb"].baseline


def test_the_table_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    rows = (Row("题.jsonl", "passed", 0.9, 0.3), Row("题.jsonl", "complete_set", 1, 0), Row("法", "R@10", 0.44, 0.11))
    assert [ratio(row) for row in rows] == ["3.00", "-", "4.00"]
    readme = tmp_path / "README.md"
    readme.write_text(f"前\n\n{markdown(rows[:1], '题.jsonl 旧')}\n\n后\n", encoding="utf-8")
    rewrite(readme, rows, "题.jsonl 新")
    text = readme.read_text(encoding="utf-8")
    assert text.count("kb eval baseline: 题.jsonl") == text.count("<!-- kb eval baseline: 题.jsonl 新 -->") == 1
    assert text.startswith("前\n\n<!--")
    assert text.endswith("-->\n\n后\n")
    assert "|  | `complete_set` | 1 | 0 | - |\n| 法 | `R@10` | 0.44 | 0.11 | 4.00 |" in text
    readme.write_text("没有表", encoding="utf-8")
    with pytest.raises(UnreadableSource, match="不知道表放在哪里"):
        rewrite(readme, rows, "")


@pytest.mark.parametrize("name", ["evaluation.md", "evaluation.zh-CN.md"])
def test_the_table_of_the_page_is_of_these_questions(name: str) -> None:
    """Where this fails, they have changed: `kb eval baseline --readme docs/evaluation.md` makes the table anew."""
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert text.count("<!-- kb eval baseline: ") == text.count(f"<!-- kb eval baseline: {facts_of(SEEDS)} -->") == 1


def test_the_configured_model_may_answer_instead(trees: Settings) -> None:
    with running() as service:
        message = {"role": "assistant", "content": "新建口袋公园30个[1]，见[9]。"}
        choices = [{"index": 0, "finish_reason": "stop", "message": message}]
        whole = {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": choices}
        service.replies = [sends(json.dumps(whole))]
        settings = replace(trees, llm_model="m", llm_base_url=service.address)
        answer = baseline(KnowledgeBase.open(trees), settings).answer("新建口袋公园多少个？")
    assert "Source 1:" in service.prompt["user"]
    assert answer.answer == "新建口袋公园30个[1]，见[9]。"
    assert {citation.marker for citation in answer.citations} == {1}
