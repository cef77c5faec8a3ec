"""From a draft to an answer: lines are numbered and cited; what cannot be proved is never shown."""

import datetime as dt

import pytest

from kb.answering import AnsweredUnit, Reason
from kb.answering.draft import Context, Draft, Evidence, Line, compose, opening, whole
from kb.catalogue import Catalogue, Located
from kb.clauses import Clause
from kb.questions import Kind, Question
from kb.units import Role

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def context(catalogue: Catalogue) -> Context:
    return Context(Question("问"), catalogue, TODAY)


@pytest.fixture
def insurance(catalogue: Catalogue) -> Located:
    """二、（三）10 of the plan."""
    return next(task for task in catalogue.tasks if task.clause.task_number == 10)


@pytest.fixture
def talent(catalogue: Catalogue) -> Located:
    """二、（二）6 of the plan."""
    return next(task for task in catalogue.tasks if task.clause.task_number == 6)


def test_markers_are_numbered_by_first_use(context: Context, insurance: Located, talent: Located) -> None:
    first, second = Evidence(talent, "获取兼职报酬"), Evidence(insurance, "激励科技企业投保")
    lines = (Line("甲", (first,)), Line("乙", (second, first)), Line("丙"))
    answer = compose(Draft(Kind.CONTENT, lines), context)
    assert answer.answer == "甲[1]\n乙[2][1]\n丙"
    assert [(c.marker, c.clause, c.quote) for c in answer.citations] == [
        (1, "二、（二）6", "获取兼职报酬"),
        (2, "二、（三）10", "激励科技企业投保"),
    ]


FALSE = {"别处的话": "获取兼职报酬", "编的话": "由市教育局负责", "空的引文": ""}


@pytest.mark.parametrize("quote", FALSE.values(), ids=FALSE.keys())
def test_line_whose_evidence_is_false_is_left_out(context: Context, insurance: Located, quote: str) -> None:
    lines = (Line("假", (Evidence(insurance, quote),)), Line("真", (Evidence(insurance, "激励科技企业投保"),)))
    answer = compose(Draft(Kind.CONTENT, lines), context)
    assert (answer.answer, len(answer.citations)) == ("真[1]", 1)


def test_answer_of_which_nothing_is_proved_is_refused(context: Context, insurance: Located) -> None:
    units = (AnsweredUnit("市教育局", Role.RESPONSIBLE),)
    answer = compose(Draft(Kind.CONTENT, (Line("假", (Evidence(insurance, "编的话"),)),), units), context)
    assert (answer.refused, answer.reason, answer.citations, answer.units) == (True, Reason.NOT_STATED, (), ())
    assert "假" not in answer.answer


def test_one_true_proof_is_enough_for_a_line(context: Context, insurance: Located) -> None:
    line = Line("真", (Evidence(insurance, "编的话"), Evidence(insurance, "激励科技企业投保")))
    assert compose(Draft(Kind.CONTENT, (line,)), context).answer == "真[1]"


def test_notes_are_given_once_and_dated_ones_only_where_the_draft_is_dated(
    catalogue: Catalogue, insurance: Located
) -> None:
    late = Context(Question("问"), catalogue, dt.date(2028, 1, 1))
    line = Line("甲", (Evidence(insurance, "激励科技企业投保"),))
    dated = compose(Draft(Kind.CONTENT, (line, line), notes=("注。", "注。")), late)
    undated = compose(Draft(Kind.CONTENT, (line,), notes=("注。",), dated=False), late)
    assert dated.notes == (
        "注。",
        "目标期限2027-12-31已过（68号文二、（三）10“到2027年”）。",
        "68号文的执行期到2027-12-31为止，已过。",
    )
    assert undated.notes == ("注。",)


OPENINGS = {
    "首句": ("改造灶台。添置冰箱。", "改造灶台。"),
    "只有一句": ("改造灶台", "改造灶台"),
    "首行": ("改造灶台\n添置冰箱", "改造灶台"),
    "长句在逗号处断开": ("甲" * 150 + "，“乙、" + "乙" * 80 + "”。", "甲" * 150),
    "长句没有逗号": ("甲" * 300 + "。", "甲" * 200),
}


@pytest.mark.parametrize(("text", "quote"), OPENINGS.values(), ids=OPENINGS.keys())
def test_opening_words_stand_for_the_whole(text: str, quote: str) -> None:
    assert opening(Clause("一", "一、", None, text, 0, len(text))) == quote


def test_clause_is_proved_by_its_opening_words(insurance: Located) -> None:
    assert insurance.clause.text.startswith(whole(insurance).quote)
