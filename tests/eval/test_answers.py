"""The runner: what it asks, what becomes of an engine that raises, the report, and one run of the real engine."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.answers import SEEDS, evaluate, report, run
from eval.dataset import read_dataset
from kb.answering import Answer, AnsweredUnit, Reason
from kb.citations import Citation, CitedDocument
from kb.questions import Kind
from kb.settings import Settings
from kb.units import Role

Gold = Callable[..., dict[str, Any]]
Write = Callable[..., Path]


class Scripted:
    """Answers by a table, or raises what stands in it; remembers how it was asked."""

    def __init__(self, **answers: Answer | Exception) -> None:
        self.answers, self.asked = answers, list[tuple[str, list[str], dt.date | None]]()

    def answer(self, question: str, history: Sequence[str] = (), as_of: dt.date | None = None) -> Answer:
        self.asked.append((question, list(history), as_of))
        given = self.answers[question]
        if isinstance(given, Exception):
            raise given
        return given


def _answer(text: str, *clauses: str, units: Sequence[str] = (), **parts: Any) -> Answer:
    document = CitedDocument("doc1", "方案", None, None)
    cited = tuple(Citation(n, document, path, None, "甲", 0, 1, None, "") for n, path in enumerate(clauses, 1))
    held = tuple(AnsweredUnit(name, Role.RESPONSIBLE) for name in units)
    return Answer("", Kind.CONTENT, text, citations=cited, units=held, **parts)


def test_history_and_day_reach_the_engine(write: Write, gold: Gold) -> None:
    path = write(gold(question="甲", history=["先"]), gold(id="q2", question="乙", as_of="2028-01-01"))
    engine = Scripted(甲=_answer("", "一"), 乙=_answer("", "一"))
    run(read_dataset(path), engine, {"doc1": "A"})
    first = ("甲", ["先"], dt.date(2026, 11, 21))
    assert engine.asked == [first, first, ("乙", [], dt.date(2028, 1, 1))]


def test_an_engine_that_raises_counts_0_and_is_named(write: Write, gold: Gold) -> None:
    path = write(gold(question="好"), gold(id="q2", question="坏", must_contain=["甲"]))
    dataset = read_dataset(path)
    outcomes = run(dataset, Scripted(好=_answer("", "一"), 坏=ValueError("不行")), {"doc1": "A"})
    shown = report(dataset, outcomes, None)
    assert shown["passed"] == 1
    assert shown["measures"] == {
        **dict.fromkeys(("decision", "clause_recall", "clause_precision"), 0.5),
        "strings": 0.0,
        **dict.fromkeys(("complete_set", "units", "reason", "premise")),
    }
    assert shown["failures"] == [
        {"id": "q2", "kind": "content", "question": "坏", "problems": ("出错（ValueError：不行）",)}
    ]


def test_a_refusal_claims_no_clause(write: Write, gold: Gold) -> None:
    """The nearest clauses that it offers are not an answer: an answerable question that it gets scores 0."""
    dataset = read_dataset(write(gold(question="问")))
    engine = Scripted(问=_answer("", "一", refused=True, reason=Reason.NOT_STATED))
    (outcome,) = run(dataset, engine, {"doc1": "A"})
    assert outcome.problems == ("不该拒答（not_stated）", "漏引 A:一")
    assert set(outcome.measures.values()) == {0}
    assert outcome.decision == (False, True)


def test_report_is_by_kind(write: Write, gold: Gold) -> None:
    lines = [
        gold(id="r", kind="responsibility", question="甲", units=["市教育局"]),
        gold(id="t", kind="unit_tasks", question="乙", clauses=["A:一", "A:二"]),
        gold(id="n", kind="no_answer", question="丙", answerable=False, clauses=[], reason="not_stated", doc=None),
    ]
    dataset = read_dataset(write(*lines))
    engine = Scripted(
        甲=_answer("", "一", units=["市教育局"]),
        乙=_answer("", "一"),
        丙=_answer("", refused=True, reason=Reason.NOT_STATED),
    )
    shown = report(dataset, run(dataset, engine, {"doc1": "A"}), None)
    kinds = shown["by_kind"]
    assert isinstance(kinds, dict)
    assert {kind: (row["questions"], row["passed"]) for kind, row in kinds.items()} == {
        "responsibility": (1, 1),
        "unit_tasks": (1, 0),
        "no_answer": (1, 1),
    }
    assert (kinds["unit_tasks"]["measures"]["clause_recall"], kinds["unit_tasks"]["measures"]["complete_set"]) == (
        0.5,
        0,
    )
    assert (shown["refusal_precision"], shown["refusal_recall"], shown["refusal_f1"]) == (1.0, 1.0, 1.0)


def test_a_half_is_asked_alone(write: Write, gold: Gold) -> None:
    lines = [gold(id=f"q{n}", question="问") for n in range(20)]
    dataset = read_dataset(write(*lines))
    engine = Scripted(问=_answer("", "一"))
    asked = [{o.gold.id for o in run(dataset, engine, {"doc1": "A"}, half)} for half in ("dev", "test", None)]
    assert asked[0]
    assert asked[1]
    assert asked[0] | asked[1] == asked[2]
    assert asked[0].isdisjoint(asked[1])


def test_the_engine_on_the_seeds(seeded: Path) -> None:
    shown = evaluate(SEEDS, Settings(home=seeded))
    kinds, failures = shown["by_kind"], shown["failures"]
    assert isinstance(kinds, dict)
    assert isinstance(failures, list)
    assert (shown["questions"], shown["passed"]) == (261, 261 - len(failures))
    assert not any("出错" in words for row in failures for words in row["problems"])
    measured = [shown["measures"], *(kind["measures"] for kind in kinds.values())]
    rates = [rate for measures in measured for rate in measures.values()]
    rates += [shown[name] for name in ("refusal_precision", "refusal_recall", "refusal_f1")]
    assert all(rate is None or 0 <= rate <= 1 for rate in rates)
    latency = shown["latency_ms"]
    assert isinstance(latency, dict)
    assert 0 < latency["p50"] <= latency["p95"]
