"""This engine and stock llama-index side by side: the same notices, questions and benchmark, one process each."""

import multiprocessing
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from eval.answers import outcome, report
from eval.beir import Benchmark, read_benchmark
from eval.corpus import Corpus
from eval.dataset import read_dataset
from eval.engines import EngineName, engine
from eval.retrieval import ProductIndex, Scores, Searching, measured
from eval.runner import Options, run
from ingest.pipeline import ingest
from kb.errors import UnreadableSource
from kb.index import KnowledgeBase
from kb.settings import Settings

QUALITY = (
    *("passed", "decision", "clause_recall", "clause_precision", "citation_recall", "citation_precision"),
    *("complete_set", "strings", "quote_precision", "refusal_f1"),
)
COSTS = ("index_seconds", "index_cpu_seconds", "p50_ms", "p95_ms", "peak_mb")
SIDES = (EngineName.OFFLINE, EngineName.BASELINE)
_BEGIN, _END = "<!-- kb eval baseline: {} -->", "<!-- end of kb eval baseline -->"
_BETWEEN = re.compile(r"<!-- kb eval baseline: (.*?) -->.*?<!-- end of kb eval baseline -->", re.DOTALL)
Figures = dict[str, float]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Clock:
    """A moment: seconds by the clock, and seconds of the processor that this process has used in all its threads."""

    wall: float
    processor: float

    @classmethod
    def now(cls) -> Self:
        return cls(time.perf_counter(), time.process_time())

    def spent(self) -> tuple[float, float]:
        """Both kinds of seconds since then. Other processes that use the machine lengthen the first, not the second."""
        now = Clock.now()
        return now.wall - self.wall, now.processor - self.processor


@dataclass
class Timed:
    """An index that notes what it spends on being filled."""

    inner: Searching
    spent: tuple[float, float] = (0.0, 0.0)

    def index(self, benchmark: Benchmark) -> None:
        clock = Clock.now()
        self.inner.index(benchmark)
        self.spent = clock.spent()

    def search(self, query: str, k: int) -> Scores:
        return self.inner.search(query, k)


@dataclass(frozen=True)
class Row:
    """A figure of both sides; `ratio` is this engine's by the baseline's, None where that is 0."""

    corpus: str
    name: str
    product: float
    baseline: float

    @property
    def ratio(self) -> float | None:
        return self.product / self.baseline if self.baseline else None


def side_by_side(
    dataset: Path, settings: Settings, benchmarks: Sequence[Path] = (), on_progress: Progress = lambda *_: None
) -> tuple[Row, ...]:
    """Every figure of both, over the questions on the notices in KB_HOME and over each benchmark in BEIR's layout.

    Each side runs in a fresh process, so that its peak of memory is its own. Raises UnreadableSource for a bad file.
    """
    work: list[tuple[str, Callable[[str, Path, Settings], Figures], Path]] = [(dataset.name, answering, dataset)]
    work += [(directory.resolve().name, retrieving, directory) for directory in benchmarks]
    rows: list[Row] = []
    for done, (name, task, path) in enumerate(work):
        sides = []
        for place, side in enumerate(SIDES):
            on_progress(2 * done + place, 2 * len(work))
            sides.append(_apart(task, side, path, settings))
        rows += [Row(name, figure, sides[0][figure], sides[1][figure]) for figure in sides[0]]
    on_progress(2 * len(work), 2 * len(work))
    return tuple(rows)


def _apart(task: Callable[[str, Path, Settings], Figures], side: str, path: Path, settings: Settings) -> Figures:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(task, side, path, settings).result()


def answering(side: str, path: Path, settings: Settings) -> Figures:
    """Quality and costs of one side over a set of questions; the notices are read anew from their original files."""
    dataset = read_dataset(path)
    held = KnowledgeBase.open(settings)
    originals = [held.original(identifier) for identifier in dataset.letters(held.documents())]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        fresh = replace(settings, home=Path(home))
        clock = Clock.now()
        if side == EngineName.OFFLINE:
            ingest(originals, fresh)
        kb = KnowledgeBase.open(fresh) if side == EngineName.OFFLINE else held
        asked = engine(side, fresh, dataset, kb)
        spent = clock.spent()
        corpus = Corpus.of(dataset, kb)
        records = run(dataset.questions, asked, corpus, Options(as_of=dataset.header.as_of))
        outcomes = [outcome(gold, record, corpus) for gold, record in zip(dataset.questions, records, strict=True)]
        found: Mapping[str, Any] = report(dataset, outcomes, None)
        kb.close()
    values = {**found, **found["measures"], "passed": round(found["passed"] / found["questions"], 4)}
    quality = {name: values[name] for name in QUALITY if values[name] is not None}
    return {**quality, **_costs(spent, found["latency_ms"])}


def retrieving(side: str, path: Path, settings: Settings) -> Figures:
    """Quality and costs of one side over a benchmark."""
    benchmark = read_benchmark(path)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        fresh = KnowledgeBase.open(replace(settings, home=Path(home)))
        searching = Timed(ProductIndex(fresh) if side == EngineName.OFFLINE else _stock_index(fresh, Path(home)))
        found: Mapping[str, Any] = measured(benchmark, searching)
        fresh.close()
    return {**found["measures"], **_costs(searching.spent, found["latency_ms"])}


def _stock_index(kb: KnowledgeBase, home: Path) -> Searching:
    from eval.baseline.retrieval import StockIndex

    return StockIndex(kb.embedder, home)


def _costs(spent: tuple[float, float], latency: Mapping[str, float]) -> Figures:
    times = (*spent, latency["p50"], latency["p95"])
    return dict(zip(COSTS, (*(round(value, 2) for value in times), round(_peak_bytes() / 2**20)), strict=True))


def _peak_bytes() -> int:
    """The most memory that this process ever held. Where /proc tells, from there: it does not count the parent's."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    except (OSError, IndexError):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024


def markdown(rows: Sequence[Row], facts: str) -> str:
    """The table for a README, between marks that say of which data set it is."""
    lines = ["| | | policy-kb | llama-index | ÷ |", "|---|---|---:|---:|---:|"]
    corpus = ""
    for row in rows:
        shown = "" if row.corpus == corpus else row.corpus
        corpus = row.corpus
        lines.append(f"| {shown} | `{row.name}` | {row.product:g} | {row.baseline:g} | {ratio(row)} |")
    return "\n".join([_BEGIN.format(facts), "", *lines, "", _END])


def ratio(row: Row) -> str:
    return "-" if row.ratio is None else f"{row.ratio:.2f}"


def facts_of(dataset: Path) -> str:
    """What the table in a README must agree with: the data set, byte for byte, and the figures that are shown."""
    found = read_dataset(dataset)
    return f"{found.path.name} {found.hash[:12]}"


def rewrite(readme: Path, rows: Sequence[Row], facts: str) -> None:
    """Puts the table in the place of the one that the README has. Raises UnreadableSource where it has none."""
    text = readme.read_text(encoding="utf-8")
    if not _BETWEEN.search(text):
        raise UnreadableSource(readme, f"里面没有“{_BEGIN.format('…')}”和“{_END}”，不知道表放在哪里")
    readme.write_text(_BETWEEN.sub(lambda _: markdown(rows, facts), text), encoding="utf-8")
