"""How well an index and its retriever find what a benchmark says is relevant, and how fast."""

import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import ir_measures
from ir_measures import RR, R, Success, nDCG

from eval.beir import Benchmark, Text, read_benchmark
from eval.corpus import Corpus
from eval.dataset import read_dataset
from eval.statistics import interval, mean, percentiles
from ingest.passages import passages
from kb.clauses import Clause
from kb.documents import Document
from kb.errors import UnreadableSource
from kb.index import KnowledgeBase
from kb.notices import Notice
from kb.retrieval.hybrid import search
from kb.settings import Settings

MEASURES = (R @ 10, R @ 100, nDCG @ 10, RR @ 10, Success @ 10)
DEPTH = 100
RUN, QRELS = "run.trec", "qrels.trec"
_RECIPE = "beir"
_CLAUSES_A_NOTICE = 2000
Scores = dict[str, float]
Run = dict[str, Scores]
Progress = Callable[[int, int], None]


class Searching(Protocol):
    """An index that is filled once and then searched: the score of each of the `k` best documents."""

    def index(self, benchmark: Benchmark) -> None: ...
    def search(self, query: str, k: int) -> Scores: ...


@dataclass(frozen=True)
class ProductIndex:
    """The product's own index and retriever: every document is a clause of a notice, its path the document's id."""

    kb: KnowledgeBase

    def index(self, benchmark: Benchmark) -> None:
        with self.kb.writer() as writer:
            for notice in _notices(benchmark):
                writer.replace(notice, passages(notice, _RECIPE), benchmark.corpus, _RECIPE)

    def search(self, query: str, k: int) -> Scores:
        return {clause.ref.path: clause.score for clause in search(self.kb, query, k)}


def evaluate(
    directory: Path, settings: Settings, out: Path | None = None, on_progress: Progress = lambda *_: None
) -> dict[str, object]:
    """The object that `kb eval retrieval --json` prints: measures, latency (ms), index_seconds and the sizes.

    The index is a knowledge base of its own, which is deleted afterwards; KB_HOME is not touched. `out` keeps run and
    qrels as TREC files. A judged query for which nothing is found scores 0. Raises UnreadableSource for a bad row.
    """
    benchmark = read_benchmark(directory)
    with tempfile.TemporaryDirectory() as home:
        kb = KnowledgeBase.open(replace(settings, home=Path(home)))
        report = measured(benchmark, ProductIndex(kb), out, on_progress)
        kb.close()
    return report


@dataclass(frozen=True)
class HeldClauses:
    """The clauses of the knowledge base as it is, each by the name that a set of questions has for it."""

    kb: KnowledgeBase
    corpus: Corpus

    def index(self, benchmark: Benchmark) -> None:
        """Nothing: they are indexed already."""

    def search(self, query: str, k: int) -> Scores:
        found = search(self.kb, query, k)
        return {self.corpus.ref(clause.ref.document_id, clause.ref.path): clause.score for clause in found}


def of_questions(
    path: Path, settings: Settings, out: Path | None = None, on_progress: Progress = lambda *_: None
) -> dict[str, object]:
    """How well the clauses that a set of questions wants are found in KB_HOME: the same object as of a benchmark.

    Of the questions those that can be answered and follow no other. Raises UnreadableSource for a bad line,
    KnowledgeBaseError where a document of the set is not there.
    """
    dataset = read_dataset(path)
    kb = KnowledgeBase.open(settings)
    corpus = Corpus.of(dataset, kb)
    asked = [question for question in dataset.questions if question.answerable and not question.history]
    if not asked:
        raise UnreadableSource(path, "没有一个答得了、又不是追问的问题")
    named = ((letter, notice) for letter, notice in corpus.notices.items())
    benchmark = Benchmark(
        path,
        tuple(Text(clause.text, f"{letter}:{clause.path}") for letter, notice in named for clause in notice.clauses),
        tuple(Text(question.question, question.id) for question in asked),
        {question.id: dict.fromkeys(question.clauses, 1) for question in asked},
    )
    return measured(benchmark, HeldClauses(kb, corpus), out, on_progress)


def measured(
    benchmark: Benchmark, searching: Searching, out: Path | None = None, on_progress: Progress = lambda *_: None
) -> dict[str, object]:
    """Fills an index with the corpus of a benchmark and asks it every judged query."""
    start = time.perf_counter()
    searching.index(benchmark)
    index_seconds = time.perf_counter() - start
    run, milliseconds = _run(searching, benchmark, on_progress)
    if out:
        _keep(out, run, benchmark)
    return {
        **_figures(benchmark, run),
        "latency_ms": percentiles(milliseconds),
        "index_seconds": round(index_seconds, 3),
        "documents": len(benchmark.documents),
        "queries": len(benchmark.queries),
    }


def _notices(benchmark: Benchmark) -> Iterator[Notice]:
    """The corpus as notices of many clauses: the path of a clause is the id of a document."""
    for start in range(0, len(benchmark.documents), _CLAUSES_A_NOTICE):
        rows = benchmark.documents[start : start + _CLAUSES_A_NOTICE]
        title = Document(f"{benchmark.corpus.name} {start}")
        yield Notice(str(benchmark.corpus), "", title, tuple(_clause(row) for row in rows))


def _clause(row: Text) -> Clause:
    return Clause(row.id, "", None, row.text, 0, 0)


def _run(searching: Searching, benchmark: Benchmark, on_progress: Progress) -> tuple[Run, list[float]]:
    """The scores of what is found for each query, and the milliseconds each took."""
    run, milliseconds = {}, []
    searching.search("预热", DEPTH)
    for done, query in enumerate(benchmark.queries, start=1):
        start = time.perf_counter()
        run[query.id] = searching.search(query.text, DEPTH)
        milliseconds.append((time.perf_counter() - start) * 1000)
        on_progress(done, len(benchmark.queries))
    return run, milliseconds


def _figures(benchmark: Benchmark, run: Run) -> dict[str, object]:
    """Means over all judged queries by ir-measures, with their intervals."""
    values: dict[str, list[float]] = {str(measure): [] for measure in MEASURES}
    for metric in ir_measures.iter_calc(MEASURES, benchmark.qrels, run):
        values[str(metric.measure)].append(metric.value)
    edges = {name: interval(found, mean) for name, found in values.items()}
    return {"measures": {name: mean(found) for name, found in values.items()}, "intervals": edges}


def _keep(out: Path, run: Mapping[str, Scores], benchmark: Benchmark) -> None:
    """Writes run and qrels as trec_eval reads them; white space in an id, which it cannot read, becomes “_”."""
    found = [
        (query, "Q0", document, rank, score, "policy-kb")
        for query, scores in run.items()
        for rank, (document, score) in enumerate(sorted(scores.items(), key=lambda item: -item[1]), start=1)
    ]
    judged = [(q, "0", document, gain) for q, gains in benchmark.qrels.items() for document, gain in gains.items()]
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, rows in ((RUN, found), (QRELS, judged)):
            (out / name).write_text("".join(map(_line, rows)), encoding="utf-8")
    except OSError as error:
        raise UnreadableSource(out, f"目录不能用（{error.strerror}）") from None


def _line(cells: Sequence[object]) -> str:
    return " ".join("_".join(str(cell).split()) for cell in cells) + "\n"
