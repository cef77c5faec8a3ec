"""How right the answers to a set of questions are, by kind of question, and what is wrong with the others."""

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from eval.dataset import Dataset, GoldQuestion, Half, read_dataset
from eval.measures import MEASURES, Seen, percentiles, refusals, share
from kb.answering import Answer, Engine
from kb.index import KnowledgeBase
from kb.settings import Settings

SEEDS = Path(__file__).parent / "datasets" / "seeds.jsonl"


class Answering(Protocol):
    """What answers: the engine, or whatever is to be compared with it."""

    def answer(self, question: str, history: Sequence[str] = (), as_of: dt.date | None = None) -> Answer: ...


@dataclass(frozen=True)
class Outcome:
    """A question with the measures that apply to it, and what is wrong. `seen` is None where the engine raised."""

    gold: GoldQuestion
    seen: Seen | None
    milliseconds: float
    measures: Mapping[str, float]
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every measure that applies is 1."""
        return all(value == 1 for value in self.measures.values())

    @property
    def decision(self) -> tuple[bool, bool]:
        """Whether it should be refused, and whether it is."""
        return not self.gold.answerable, self.seen is not None and self.seen.refused


def evaluate(path: Path, settings: Settings, half: Half | None = None) -> dict[str, object]:
    """The object that `kb eval answers --json` prints, of this engine over the knowledge base of the settings.

    Raises UnreadableSource for a bad line, KnowledgeBaseError where a document of the set is not there.
    """
    dataset = read_dataset(path)
    kb = KnowledgeBase.open(settings)
    letters = dataset.letters(kb.documents())
    return report(dataset, run(dataset, Engine(kb, settings.place), letters, half), half)


def run(
    dataset: Dataset, engine: Answering, letters: Mapping[str, str], half: Half | None = None
) -> tuple[Outcome, ...]:
    """Every question of the half, asked and judged. `letters` are those of the document ids.

    The first question is asked once before, so that no latency holds the opening of the indexes.
    """
    questions = dataset.only(half)
    for question in questions[:1]:
        _ask(question, engine, dataset.header.as_of)
    return tuple(_outcome(question, engine, letters, dataset.header.as_of) for question in questions)


def _outcome(gold: GoldQuestion, engine: Answering, letters: Mapping[str, str], as_of: dt.date | None) -> Outcome:
    start = time.perf_counter()
    answer = _ask(gold, engine, as_of)
    milliseconds = (time.perf_counter() - start) * 1000
    applying = [measure for measure in MEASURES if measure.applies(gold)]
    if isinstance(answer, Exception):
        problem = f"出错（{type(answer).__name__}：{answer}）"
        return Outcome(gold, None, milliseconds, {measure.name: 0.0 for measure in applying}, (problem,))
    seen = Seen.of(answer, letters)
    values = {measure.name: float(measure.value(gold, seen)) for measure in applying}
    failed = (measure for measure in applying if values[measure.name] < 1)
    problems = tuple(words for measure in failed for words in measure.wrong(gold, seen))
    return Outcome(gold, seen, milliseconds, values, problems)


def _ask(gold: GoldQuestion, engine: Answering, as_of: dt.date | None) -> Answer | Exception:
    try:
        return engine.answer(gold.question, gold.history, gold.as_of or as_of)
    except Exception as error:  # noqa: BLE001 - whatever an engine raises, its question counts 0 and is named
        return error


def report(dataset: Dataset, outcomes: Sequence[Outcome], half: Half | None) -> dict[str, object]:
    """What was asked, the measures over all and by kind, the latency (ms), and the questions that failed."""
    kinds = dict.fromkeys(outcome.gold.kind for outcome in outcomes)
    return {
        "dataset": str(dataset.path),
        "half": half,
        **summary(outcomes),
        **refusals([outcome.decision for outcome in outcomes]),
        "latency_ms": percentiles([outcome.milliseconds for outcome in outcomes]),
        "by_kind": {kind: summary([o for o in outcomes if o.gold.kind == kind]) for kind in kinds},
        "failures": [_failure(outcome) for outcome in outcomes if not outcome.passed],
    }


def summary(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """The number of questions and of those that passed, and the mean of each measure (None where none applies)."""
    return {
        "questions": len(outcomes),
        "passed": sum(outcome.passed for outcome in outcomes),
        "measures": {measure.name: _mean(outcomes, measure.name) for measure in MEASURES},
    }


def _mean(outcomes: Sequence[Outcome], name: str) -> float | None:
    values = [outcome.measures[name] for outcome in outcomes if name in outcome.measures]
    return share(sum(values), len(values))


def _failure(outcome: Outcome) -> dict[str, object]:
    gold = outcome.gold
    return {"id": gold.id, "kind": gold.kind, "question": gold.question, "problems": outcome.problems}
