"""What readers think is kept, and comes out as a set that the evaluation reads."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.dataset import read_dataset
from kb.answering.answer import Answer, AnsweredUnit, Kind, Reason
from kb.citations import Citation, CitedDocument
from kb.errors import KnowledgeBaseError
from kb.feedback import Feedback, FeedbackStore, evaluation_set
from kb.index.manifest import Copy, Entry
from kb.units import Role

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
ENTRIES = [
    Entry(name, "v", "r", Copy(f"{name}.txt", ""), f"关于“{name}”的通知", number, None, None, 1, 1)
    for name, number in (("a", None), ("b", "某政〔2025〕6号"))
]


def answer(*cited: str, refused: bool = False) -> Answer:
    citations = tuple(
        Citation(n, CitedDocument(name, name, None, None), "二、（三）10", None, "甲", 0, 1, None, name)
        for n, name in enumerate(cited, start=1)
    )
    reason = Reason.NOT_STATED if refused else None
    units = () if refused else (AnsweredUnit("市桥梁局", Role.LEAD),)
    return Answer("谁管桥？", Kind.RESPONSIBILITY, "市桥梁局。[1]", refused, reason, citations, units)


GOOD = Feedback("1", NOON, True, "谁管桥？", ("有桥吗？",), answer("b", "a"))
REFUSED = Feedback("2", NOON, True, "谁管船？", (), answer("b", refused=True))
BAD = Feedback("3", NOON, False, "谁管路？", (), answer("b"), "不完整", "少一个单位")


def test_the_last_word_holds(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "records" / "feedback.jsonl")
    assert store.all() == []
    for feedback in (GOOD, BAD, replace(GOOD, is_good=False)):
        store.keep(feedback)
    assert store.all() == [replace(GOOD, is_good=False), BAD]


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(b"{", id="写了一半"),
        pytest.param(b"{}", id="缺字段"),
        pytest.param(b"", id="空行"),
        pytest.param(b'{"id": "\xff"}', id="不是UTF-8"),
        pytest.param(b"[" * 100_000, id="套得太深"),
    ],
)
def test_a_damaged_line_costs_no_other(tmp_path: Path, damaged: bytes) -> None:
    path = tmp_path / "feedback.jsonl"
    store = FeedbackStore(path)
    store.keep(GOOD)
    path.write_bytes(path.read_bytes() + damaged + b"\n")
    store.keep(BAD)
    assert store.all() == [GOOD, BAD]


def test_unreadable(tmp_path: Path) -> None:
    (tmp_path / "feedback.jsonl").mkdir()
    with pytest.raises(KnowledgeBaseError, match="读不出来"):
        FeedbackStore(tmp_path / "feedback.jsonl").all()


def test_evaluation_set(tmp_path: Path) -> None:
    """The praised answers are gold; what was found wanting waits for a person."""
    files = evaluation_set([GOOD, REFUSED, BAD], ENTRIES)
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    dataset = read_dataset(tmp_path / "feedback.jsonl")
    good, refused = dataset.questions
    assert dataset.letters(ENTRIES) == {"a": "A", "b": "B"}
    assert good.clauses == ("B:二、（三）10", "A:二、（三）10")
    assert (good.doc, good.units, good.history, good.as_of) == ("AB", ("市桥梁局",), ("有桥吗？",), NOON.date())
    assert (refused.answerable, refused.reason, refused.clauses) == (False, Reason.NOT_STATED, ())
    waiting = [json.loads(line) for line in files["to-review.jsonl"].splitlines()]
    assert [(each["question"], each["reason"], each["comment"]) for each in waiting] == [
        ("谁管路？", "不完整", "少一个单位")
    ]


def test_a_document_that_is_gone_leaves_the_set(tmp_path: Path) -> None:
    files = evaluation_set([GOOD, REFUSED], ENTRIES[1:])
    assert [json.loads(line)["id"] for line in files["feedback.jsonl"].splitlines()] == ["2"]
