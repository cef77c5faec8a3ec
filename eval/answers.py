"""How right the answers to a set of questions are, by kind of question and by document, and what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.corpus import Corpus
from eval.dataset import Dataset, GoldQuestion, Half
from eval.measures import MEASURES, Case, Seen, refusals
from eval.runner import Record
from eval.statistics import interval, mean, percentiles

SEEDS = Path(__file__).parent / "datasets" / "seeds.jsonl"
NO_DOCUMENT = "-"


@dataclass(frozen=True)
class Outcome:
    """A question with the measures that apply to it, and what is wrong. `seen` is None where there is no answer."""

    gold: GoldQuestion
    record: Record
    seen: Seen | None
    measures: Mapping[str, float]
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every measure that decides it, and applies, is 1."""
        return all(value == 1 for value in self._deciding)

    @property
    def score(self) -> float:
        """The mean of the measures that decide whether it passed: the worst come first by it."""
        return sum(self._deciding) / len(self._deciding)

    @property
    def _deciding(self) -> list[float]:
        return [self.measures[m.name] for m in MEASURES if m.meaning.passes and m.name in self.measures]

    @property
    def decision(self) -> tuple[bool, bool]:
        """Whether it should be refused, and whether it is."""
        return not self.gold.answerable, self.seen is not None and self.seen.refused


def outcome(gold: GoldQuestion, record: Record, corpus: Corpus) -> Outcome:
    """A question and its record, measured; one without an answer counts 0 in every measure that applies."""
    applying = [measure for measure in MEASURES if measure.applies(gold)]
    if record.answer is None:
        return Outcome(gold, record, None, dict.fromkeys((m.name for m in applying), 0.0), (record.error or "",))
    seen = Seen.of(record.answer, corpus, record.statements)
    case = Case(gold, seen, corpus.gold_characters(gold))
    values = {measure.name: float(measure.value(case)) for measure in applying}
    failed = (measure for measure in applying if values[measure.name] < 1)
    return Outcome(gold, record, seen, values, tuple(words for measure in failed for words in measure.wrong(case)))


def report(dataset: Dataset, outcomes: Sequence[Outcome], half: Half | None) -> dict[str, object]:
    """The object that `kb eval answers --json` prints: figures over all, by kind, by document, and what failed."""
    return {
        "dataset": str(dataset.path),
        "half": half,
        **summary(outcomes),
        "by_kind": _by(outcomes, lambda gold: gold.kind),
        "by_document": _by(outcomes, lambda gold: gold.doc or NO_DOCUMENT),
        "failures": [_failure(outcome) for outcome in worst_first(outcomes) if not outcome.passed],
    }


def worst_first(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those with the lowest score first, else in the order of the set."""
    return sorted(outcomes, key=lambda outcome: outcome.score)


def summary(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """The number of questions and of those that passed; the mean of each measure, refusals, latency, with intervals.

    A figure and its interval are None where nothing counts; that of `passed` is an interval of the share.
    """
    values = {m.name: [o.measures[m.name] for o in outcomes if m.name in o.measures] for m in MEASURES}
    passed = [float(outcome.passed) for outcome in outcomes]
    return {
        "questions": len(outcomes),
        "passed": sum(outcome.passed for outcome in outcomes),
        "measures": {name: mean(found) for name, found in values.items()},
        "intervals": {name: interval(found, mean) for name, found in {"passed": passed, **values}.items()},
        **_refusals([outcome.decision for outcome in outcomes]),
        **_latency([outcome.record.milliseconds for outcome in outcomes]),
    }


def _refusals(decisions: Sequence[tuple[bool, bool]]) -> dict[str, object]:
    found = refusals(decisions)
    return {**found, "refusal_intervals": {name: _refusal_interval(decisions, name) for name in found}}


def _refusal_interval(decisions: Sequence[tuple[bool, bool]], name: str) -> tuple[float, float] | None:
    return interval(decisions, lambda drawn: refusals(drawn)[name])


def _latency(milliseconds: Sequence[float]) -> dict[str, object]:
    found = percentiles(milliseconds)
    return {"latency_ms": found, "latency_intervals": {name: _latency_interval(milliseconds, name) for name in found}}


def _latency_interval(milliseconds: Sequence[float], name: str) -> tuple[float, float] | None:
    return interval(milliseconds, lambda drawn: percentiles(drawn)[name])


def _by(outcomes: Sequence[Outcome], group: Callable[[GoldQuestion], str]) -> dict[str, object]:
    names = dict.fromkeys(group(outcome.gold) for outcome in outcomes)
    return {name: summary([o for o in outcomes if group(o.gold) == name]) for name in names}


def _failure(outcome: Outcome) -> dict[str, object]:
    gold = outcome.gold
    return {"id": gold.id, "kind": gold.kind, "question": gold.question, "problems": outcome.problems}
