"""Evaluations that were run from the application, kept under KB_HOME."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from eval.answers import SEEDS
from eval.dataset import Half
from eval.evaluation import Progress, Request, evaluate
from eval.folder import PAGE, Scores, read_scores
from kb.errors import UnreadableSource
from kb.settings import Settings

_RUNS, _STAMP = "runs", "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Run:
    """A finished evaluation: where it is kept, when it began, what came of it."""

    path: Path
    at: dt.datetime
    scores: Scores

    @property
    def page(self) -> Path:
        """The report as a page of its own."""
        return self.path / PAGE

    @property
    def share(self) -> float:
        """The share of questions that were answered wholly right, 0 to 1."""
        questions = self.scores.report["questions"]
        return float(self.scores.report["passed"]) / questions if questions else 0.0


def runs(settings: Settings) -> list[Run]:
    """The finished evaluations, the last one first; what is not one is left out."""
    found = (_run(path) for path in sorted((settings.home / _RUNS).glob("*"), reverse=True))
    return [run for run in found if run]


def start(settings: Settings, half: Half | None, on_progress: Progress) -> Run:
    """Asks all questions of the set that comes with the project, or of one half, and keeps what comes of it.

    Raises KnowledgeBaseError where a document of the set is not in the knowledge base.
    """
    path = settings.home / _RUNS / dt.datetime.now(dt.UTC).strftime(_STAMP)
    evaluate(Request(SEEDS, half=half, out=path), settings, on_progress)
    return Run(path, _began(path), read_scores(path))


def _run(path: Path) -> Run | None:
    try:
        return Run(path, _began(path), read_scores(path))
    except (UnreadableSource, ValueError):
        return None


def _began(path: Path) -> dt.datetime:
    return dt.datetime.strptime(path.name, _STAMP).replace(tzinfo=dt.UTC)
