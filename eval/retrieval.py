"""How well the product's own index and retriever find what a benchmark says is relevant, and how fast."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import ir_measures

from eval.beir import Benchmark, Text, read_benchmark
from ingest.passages import passages
from kb.clauses import Clause
from kb.documents import Document
from kb.index import KnowledgeBase
from kb.notices import Notice
from kb.retrieval.hybrid import search
from kb.settings import Settings

MEASURES = ("R@10", "R@100", "nDCG@10", "RR@10")
DEPTH = 100
_RECIPE = "beir"
_CLAUSES_A_NOTICE = 2000


def evaluate(directory: Path, settings: Settings) -> dict[str, object]:
    """The object that `kb eval retrieval --json` prints: measures, latency (ms), index_seconds and the sizes.

    Every document becomes a clause of a notice in a knowledge base of its own, which is deleted afterwards; KB_HOME is
    not touched. A judged query for which nothing is found scores 0. Raises UnreadableSource for a bad row.
    """
    benchmark = read_benchmark(directory)
    with tempfile.TemporaryDirectory() as home:
        kb = KnowledgeBase.open(replace(settings, home=Path(home)))
        start = time.perf_counter()
        _index(kb, benchmark)
        index_seconds = time.perf_counter() - start
        run, milliseconds = _run(kb, benchmark)
        kb.close()
    return {
        "measures": _measured(benchmark, run),
        "latency_ms": _percentiles(milliseconds),
        "index_seconds": round(index_seconds, 3),
        "documents": len(benchmark.documents),
        "queries": len(benchmark.queries),
    }


def _index(kb: KnowledgeBase, benchmark: Benchmark) -> None:
    with kb.writer() as writer:
        for notice in _notices(benchmark):
            writer.replace(notice, passages(notice, _RECIPE), benchmark.corpus, _RECIPE)


def _notices(benchmark: Benchmark) -> Iterator[Notice]:
    """The corpus as notices of many clauses: the path of a clause is the id of a document."""
    for start in range(0, len(benchmark.documents), _CLAUSES_A_NOTICE):
        rows = benchmark.documents[start : start + _CLAUSES_A_NOTICE]
        title = Document(f"{benchmark.corpus.name} {start}")
        yield Notice(str(benchmark.corpus), "", title, tuple(_clause(row) for row in rows))


def _clause(row: Text) -> Clause:
    return Clause(row.id, "", None, row.text, 0, 0)


def _run(kb: KnowledgeBase, benchmark: Benchmark) -> tuple[dict[str, dict[str, float]], list[float]]:
    """The scores of what is found for each query, and the milliseconds each took."""
    run, milliseconds = {}, []
    search(kb, "预热", DEPTH)
    for query in benchmark.queries:
        start = time.perf_counter()
        found = search(kb, query.text, DEPTH)
        milliseconds.append((time.perf_counter() - start) * 1000)
        run[query.id] = {clause.ref.path: clause.score for clause in found}
    return run, milliseconds


def _measured(benchmark: Benchmark, run: dict[str, dict[str, float]]) -> dict[str, float]:
    measures = [ir_measures.parse_measure(name) for name in MEASURES]
    values = ir_measures.calc_aggregate(measures, benchmark.qrels, run)
    return {str(measure): round(values[measure], 4) for measure in measures}


def _percentiles(milliseconds: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(milliseconds, n=20, method="inclusive") if len(milliseconds) > 1 else milliseconds * 19
    return {"p50": round(cuts[9], 2), "p95": round(cuts[18], 2)}
