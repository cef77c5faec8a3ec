"""The evaluation of retrieval on a benchmark small enough to work the figures out by hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ir_measures
import pytest

import eval.retrieval
from eval.retrieval import ProductIndex, evaluate, of_questions
from kb.errors import UnreadableSource
from kb.index import Entry
from kb.settings import Settings
from tests.eval.conftest import TREES

NAMES = ("R@10", "R@100", "nDCG@10", "RR@10", "Success@10")
ARTICLES = {
    "law/1#2": "科技保险产品由金融机构开发。",
    "人才": "高校毕业生可以申请人才公寓。",
    "7": "孵化器应当配备专业管理团队。" * 40,
    "8": "餐饮单位应当取得经营许可。",
}


def write_benchmark(directory: Path, judged: dict[str, tuple[str, list[str]]]) -> Path:
    """Writes `judged`: query id → (question, relevant ids)."""
    rows = [json.dumps({"_id": key, "title": "", "text": text}) for key, text in ARTICLES.items()]
    queries = [json.dumps({"_id": key, "text": question}) for key, (question, _) in judged.items()]
    qrels = [f"{key}\t{gold}\t1" for key, (_, golds) in judged.items() for gold in golds]
    for name, lines in (("corpus.jsonl", rows), ("queries.jsonl", queries), ("qrels.tsv", qrels)):
        (directory / name).write_text("\n".join(lines), encoding="utf-8")
    return directory


def test_what_is_found_first_scores_one(tmp_path: Path) -> None:
    judged = {
        "a": ("科技保险产品", ["law/1#2"]),
        "b": ("人才公寓怎么申请", ["人才"]),
        "c": ("孵化器的管理团队", ["7"]),
    }
    found = evaluate(write_benchmark(tmp_path, judged), Settings())
    assert found["measures"] == dict.fromkeys(NAMES, 1.0)
    assert (found["documents"], found["queries"]) == (4, 3)


def test_a_judged_query_that_finds_nothing_of_its_gold_scores_zero(tmp_path: Path) -> None:
    judged = {"a": ("科技保险产品", ["law/1#2"]), "b": ("科技保险产品", ["不在语料里"])}
    assert evaluate(write_benchmark(tmp_path, judged), Settings())["measures"] == dict.fromkeys(NAMES, 0.5)


def test_a_query_without_any_result_stays_in_the_mean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eval.retrieval, "search", lambda kb, query, k: [] if query == "？" else _search(kb, query, k))
    judged = {"a": ("科技保险产品", ["law/1#2"]), "b": ("？", ["人才"])}
    assert evaluate(write_benchmark(tmp_path, judged), Settings())["measures"]["R@10"] == 0.5


_search = eval.retrieval.search


def test_the_object_is_that_of_the_contract(tmp_path: Path) -> None:
    found = evaluate(write_benchmark(tmp_path, {"a": ("科技保险产品", ["law/1#2"])}), Settings())
    assert list(found) == ["measures", "intervals", "latency_ms", "index_seconds", "documents", "queries"]
    latency = found["latency_ms"]
    assert 0 < latency["p50"] <= latency["p95"]
    assert found["index_seconds"] > 0
    assert json.loads(json.dumps(found))["measures"] == found["measures"]


def test_the_users_own_knowledge_base_is_not_touched(tmp_path: Path, settings: Settings) -> None:
    evaluate(write_benchmark(tmp_path, {"a": ("科技保险产品", ["law/1#2"])}), settings)
    assert not settings.home.exists()


def test_a_corpus_of_more_than_one_batch_is_indexed_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eval.retrieval, "_CLAUSES_A_NOTICE", 3)
    seen: list[list[Entry]] = []
    run = eval.retrieval._run

    def look(product: ProductIndex, *rest: Any) -> object:
        seen.append(product.kb.documents())
        assert {ref.path for ref in product.kb.clauses()} == set(ARTICLES)
        return run(product, *rest)

    monkeypatch.setattr(eval.retrieval, "_run", look)
    found = evaluate(write_benchmark(tmp_path, {"a": ("餐饮经营许可", ["8"])}), Settings())
    assert [[entry.clauses for entry in entries] for entries in seen] == [[3, 1]]
    assert found["measures"]["RR@10"] == 1.0


def test_run_and_qrels_are_kept_for_trec_eval(tmp_path: Path) -> None:
    judged = {"甲 1": ("科技保险产品", ["law/1#2"]), "乙": ("餐饮经营许可", ["8", "人才"])}
    found = evaluate(write_benchmark(tmp_path, judged), Settings(), tmp_path / "out")
    qrels = list(ir_measures.read_trec_qrels(str(tmp_path / "out" / "qrels.trec")))
    run = list(ir_measures.read_trec_run(str(tmp_path / "out" / "run.trec")))
    assert [(q.query_id, q.doc_id, q.relevance) for q in qrels] == [
        ("甲_1", "law/1#2", 1),
        ("乙", "8", 1),
        ("乙", "人才", 1),
    ]
    again = ir_measures.calc_aggregate(eval.retrieval.MEASURES, qrels, run)
    assert {str(measure): round(value, 4) for measure, value in again.items()} == found["measures"]


def test_a_set_of_questions_is_a_benchmark_of_its_clauses(
    trees: Settings, write: Callable[..., Path], gold: Callable[..., dict[str, Any]]
) -> None:
    """Follow-ups and refusals are left out: what they should find does not stand in their words."""
    lines = [
        gold(id="树", question="每年养护行道树多少株", clauses=["A:一、2"]),
        gold(id="宣传", question="谁组织植树节活动", clauses=["A:一、3"]),
        gold(id="追问", question="期限呢？", history=["谁组织植树节活动"], clauses=["A:一、3"]),
        gold(id="无", question="地铁票价", answerable=False, clauses=[], doc=None),
    ]
    found = of_questions(write(*lines, header=TREES), trees)
    assert found["measures"] == dict.fromkeys(NAMES, 1.0)
    assert (found["queries"], found["index_seconds"]) == (2, 0.0)
    with pytest.raises(UnreadableSource, match="没有一个答得了"):
        of_questions(write(lines[3], header=TREES), trees)
