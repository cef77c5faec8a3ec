"""The measured outcome of a run and its report: an engine that raises, refusals, kinds and documents, halves."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.answers import SEEDS, Outcome, outcome, report, worst_first
from eval.corpus import Corpus
from eval.dataset import Dataset, read_dataset
from eval.evaluation import Request, evaluate
from eval.runner import Record
from eval.statistics import RESAMPLES
from kb.answering import Answer, AnsweredUnit, Reason
from kb.citations import Citation, CitedDocument
from kb.questions import Kind
from kb.settings import Settings
from kb.units import Role

Gold = Callable[..., dict[str, Any]]
Write = Callable[..., Path]
NOWHERE = Corpus({}, {"A": "doc1"}, {})


def _answer(text: str, *clauses: str, units: Sequence[str] = (), **parts: Any) -> Answer:
    document = CitedDocument("doc1", "方案", None, None)
    cited = tuple(Citation(n, document, path, None, "甲", 0, 1, None, "") for n, path in enumerate(clauses, 1))
    held = tuple(AnsweredUnit(name, Role.RESPONSIBLE) for name in units)
    return Answer("", Kind.CONTENT, text, citations=cited, units=held, **parts)


def _outcomes(dataset: Dataset, **answers: Answer | str) -> tuple[Outcome, ...]:
    """What each question comes to, by its words: an answer, or an error."""
    found = []
    for gold in dataset.questions:
        given = answers[gold.question]
        parts = {"error": given} if isinstance(given, str) else {"answer": given}
        found.append(outcome(gold, Record(gold.id, 1.0, **parts), NOWHERE))
    return tuple(found)


def test_what_was_not_answered_counts_0_and_is_named(write: Write, gold: Gold) -> None:
    dataset = read_dataset(write(gold(question="好"), gold(id="q2", question="坏", must_contain=["甲"])))
    outcomes = _outcomes(dataset, 好=_answer("", "一"), 坏="出错（ValueError：不行）")
    shown = report(dataset, outcomes, None)
    assert shown["passed"] == 1
    measures = shown["measures"]
    assert isinstance(measures, dict)
    assert {name: value for name, value in measures.items() if value is not None} == {
        **dict.fromkeys(("decision", "clause_recall", "clause_precision"), 0.5),
        **dict.fromkeys(("citation_recall", "citation_precision", "quote_recall", "quote_precision", "strings"), 0.0),
    }
    assert [o.gold.id for o in worst_first(outcomes)] == ["q2", "q1"]
    assert shown["failures"] == [
        {"id": "q2", "kind": "content", "question": "坏", "problems": ("出错（ValueError：不行）",)}
    ]


def test_a_refusal_claims_no_clause(write: Write, gold: Gold) -> None:
    """The nearest clauses that it offers are not an answer: an answerable question that it gets scores 0."""
    dataset = read_dataset(write(gold(question="问")))
    (found,) = _outcomes(dataset, 问=_answer("", "一", refused=True, reason=Reason.NOT_STATED))
    assert found.problems == ("不该拒答（not_stated）", "漏引 A:一")
    assert set(found.measures.values()) == {0}
    assert found.decision == (False, True)


def test_report_is_by_kind_and_document(write: Write, gold: Gold) -> None:
    lines = [
        gold(id="r", kind="responsibility", question="甲", units=["市教育局"]),
        gold(id="t", kind="unit_tasks", question="乙", clauses=["A:一", "A:二"]),
        gold(id="n", kind="no_answer", question="丙", answerable=False, clauses=[], reason="not_stated", doc=None),
    ]
    dataset = read_dataset(write(*lines))
    outcomes = _outcomes(
        dataset,
        甲=_answer("", "一", units=["市教育局"]),
        乙=_answer("", "一"),
        丙=_answer("", refused=True, reason=Reason.NOT_STATED),
    )
    shown: dict[str, Any] = report(dataset, outcomes, None)
    kinds = shown["by_kind"]
    assert {kind: (row["questions"], row["passed"]) for kind, row in kinds.items()} == {
        "responsibility": (1, 1),
        "unit_tasks": (1, 0),
        "no_answer": (1, 1),
    }
    assert {name: row["questions"] for name, row in shown["by_document"].items()} == {"A": 2, "-": 1}
    tasks = kinds["unit_tasks"]["measures"]
    assert (tasks["clause_recall"], tasks["complete_set"]) == (0.5, 0)
    assert (shown["refusal_precision"], shown["refusal_recall"], shown["refusal_f1"]) == (1.0, 1.0, 1.0)


def test_an_interval_holds_its_figure(write: Write, gold: Gold) -> None:
    dataset = read_dataset(write(*(gold(id=f"q{n}", question="好" if n % 4 else "坏") for n in range(40))))
    shown: dict[str, Any] = report(dataset, _outcomes(dataset, 好=_answer("", "一"), 坏=_answer("", "二")), None)
    low, high = shown["intervals"]["clause_recall"]
    assert 0.5 < low < 0.75 < high < 0.95
    assert shown["intervals"]["decision"] == (1.0, 1.0)
    assert shown["intervals"]["units"] is None
    assert RESAMPLES >= 1000


def test_a_half_is_asked_alone(write: Write, gold: Gold) -> None:
    dataset = read_dataset(write(*(gold(id=f"q{n}", question="问") for n in range(20))))
    asked = [{question.id for question in dataset.only(half)} for half in ("dev", "test", None)]
    assert asked[0]
    assert asked[1]
    assert asked[0] | asked[1] == asked[2]
    assert asked[0].isdisjoint(asked[1])


def test_the_engine_on_the_seeds(seeded: Path) -> None:
    shown: dict[str, Any] = evaluate(Request(SEEDS), Settings(home=seeded)).report
    kinds, failures = shown["by_kind"], shown["failures"]
    assert (shown["questions"], shown["passed"]) == (261, 261 - len(failures))
    assert not any("出错" in words for row in failures for words in row["problems"])
    measured = [shown["measures"], *(kind["measures"] for kind in kinds.values())]
    rates = [rate for measures in measured for rate in measures.values()]
    rates += [shown[name] for name in ("refusal_precision", "refusal_recall", "refusal_f1")]
    assert all(rate is None or 0 <= rate <= 1 for rate in rates)
    assert 0 < shown["latency_ms"]["p50"] <= shown["latency_ms"]["p95"]
