"""The runner: what it asks, and what becomes of an engine that raises or hangs."""

import datetime as dt
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from eval.corpus import Corpus
from eval.dataset import read_dataset
from eval.runner import Options, Record, run
from kb.answering import Answer
from kb.questions import Kind

Gold = Callable[..., dict[str, Any]]
Write = Callable[..., Path]
NOWHERE = Corpus({}, {}, {})
FINE = Answer("", Kind.CONTENT, "好")


class Scripted:
    """Answers by a table, raises what stands in it, or does it; remembers how it was asked."""

    def __init__(self, **answers: Answer | Exception | Callable[[], Answer]) -> None:
        self.answers, self.asked = answers, list[tuple[str, list[str], dt.date | None]]()

    def answer(self, question: str, history: Sequence[str] = (), as_of: dt.date | None = None) -> Answer:
        self.asked.append((question, list(history), as_of))
        given = self.answers[question]
        if isinstance(given, Exception):
            raise given
        return given if isinstance(given, Answer) else given()


def test_history_and_day_reach_the_engine(write: Write, gold: Gold) -> None:
    """The first question is asked once before, to open the indexes."""
    dataset = read_dataset(write(gold(question="甲", history=["先"]), gold(id="q2", question="乙", as_of="2028-01-01")))
    engine = Scripted(甲=FINE, 乙=FINE)
    run(dataset.questions, engine, NOWHERE, Options(as_of=dataset.header.as_of))
    first = ("甲", ["先"], dt.date(2026, 11, 21))
    assert engine.asked == [first, first, ("乙", [], dt.date(2028, 1, 1))]


def test_an_engine_that_raises_or_hangs_is_named_and_stops_no_other(write: Write, gold: Gold) -> None:
    lines = [gold(id=name, question=name) for name in ("好", "坏", "久", "后")]
    released = threading.Event()

    def hang() -> Answer:
        released.wait(20)
        return FINE

    engine = Scripted(好=FINE, 坏=ValueError("不行"), 久=hang, 后=FINE)
    start = time.perf_counter()
    records = run(read_dataset(write(*lines)).questions, engine, NOWHERE, Options(time_limit=0.3))
    released.set()
    assert [record.error for record in records] == [None, "出错（ValueError：不行）", "超时（0.3 秒）", None]
    assert [record.answer is None for record in records] == [False, True, True, False]
    assert records[2].milliseconds >= 300
    assert time.perf_counter() - start < 10


def test_what_is_done_is_not_asked_again(write: Write, gold: Gold) -> None:
    questions = read_dataset(write(*(gold(id=name, question=name) for name in "甲乙丙"))).questions
    engine, kept = Scripted(乙=FINE, 丙=FINE), list[Record]()
    records = run(questions, engine, NOWHERE, Options(), {"甲": Record("甲", 1.0, FINE)}, kept.append)
    assert [record.id for record in records] == ["甲", "乙", "丙"]
    assert [record.id for record in kept] == ["乙", "丙"]
    assert [question for question, *_ in engine.asked] == ["乙", "乙", "丙"]


def test_jobs_ask_at_once_and_keep_the_order(write: Write, gold: Gold) -> None:
    questions = read_dataset(write(*(gold(id=name, question=name) for name in "甲乙丙"))).questions
    together = threading.Barrier(2, timeout=10)

    def meet() -> Answer:
        together.wait()
        return FINE

    records = run(questions, Scripted(甲=FINE, 乙=meet, 丙=meet), NOWHERE, Options(jobs=3))
    assert [(record.id, record.error) for record in records] == [("甲", None), ("乙", None), ("丙", None)]
