"""One evaluation of answers from beginning to end: data set, notices, engine, run, report, folder."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from eval.answers import Outcome, outcome, report
from eval.corpus import Corpus
from eval.dataset import Half, read_dataset
from eval.engines import EngineName, engine
from eval.facts import facts
from eval.folder import Folder
from eval.judge import model_judge
from eval.page import page
from eval.runner import TIME_LIMIT, Options, Record, run
from eval.support import by_rules
from kb.index import KnowledgeBase
from kb.settings import Settings

Progress = Callable[[int, int], None]
_WAITING_JOBS = 4


@dataclass(frozen=True)
class Request:
    """What a user may choose of a run. `jobs` None: one at once, four where the engine or the judge waits for a model.

    `engine` is a name of EngineName or a file of answers; `out` the folder that keeps the run.
    """

    dataset: Path
    half: Half | None = None
    engine: str = EngineName.OFFLINE
    out: Path | None = None
    time_limit: float = TIME_LIMIT
    jobs: int | None = None
    judge: bool = False


@dataclass(frozen=True)
class Evaluated:
    """The report, and every question behind it."""

    report: dict[str, object]
    outcomes: tuple[Outcome, ...]


def evaluate(request: Request, settings: Settings, on_progress: Progress = lambda *_: None) -> Evaluated:
    """Asks the knowledge base of the settings every question of the set, and measures the answers.

    `on_progress` is told how many questions are done, of how many. Raises UnreadableSource for a bad line,
    KnowledgeBaseError where a document of the set is not there, RunMismatchError where `out` holds another run.
    """
    dataset = read_dataset(request.dataset)
    kb = KnowledgeBase.open(settings)
    corpus = Corpus.of(dataset, kb)
    asked = engine(request.engine, settings, dataset, kb)
    today = dataset.header.as_of or dt.date.today()  # noqa: DTZ011 - a deadline ends with the day of the place
    options = Options(
        time_limit=request.time_limit,
        jobs=request.jobs or _usual_jobs(request),
        supports=model_judge(settings) if request.judge else by_rules,
        as_of=today,
    )
    questions = dataset.only(request.half)
    known = facts(dataset, corpus, settings, request.engine, request.half, options, _judge_name(request, settings))
    folder = Folder.open(request.out, known) if request.out else None
    done = dict(folder.done) if folder else {}
    on_progress(len(done), len(questions))

    def keep(record: Record) -> None:
        if folder:
            folder.keep(record)
        done[record.id] = record
        on_progress(len(done), len(questions))

    records = run(questions, asked, corpus, options, dict(done), keep)
    outcomes = tuple(outcome(gold, record, corpus) for gold, record in zip(questions, records, strict=True))
    shown = report(dataset, outcomes, request.half)
    if folder:
        folder.finish(shown, outcomes, page(shown, outcomes, corpus, known))
    return Evaluated(shown, outcomes)


def _usual_jobs(request: Request) -> int:
    return _WAITING_JOBS if request.judge or request.engine == EngineName.MODEL else 1


def _judge_name(request: Request, settings: Settings) -> str:
    return settings.llm_model if request.judge else "rules"
