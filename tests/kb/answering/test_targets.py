"""Sets of targets and tasks: those that have passed, those with a number that is named."""

import datetime as dt
import re
from collections.abc import Callable

import pytest

from kb.answering import Answer
from kb.questions import Kind
from tests.kb.answering.checking import TASKS, cited

Ask = Callable[..., Answer]
DATED = [task["path"] for task in TASKS.values() if any(limit["date"] for limit in task["deadlines"])]


@pytest.mark.parametrize(
    "question", ["哪些指标是1000", "68号文里所有跟1000有关的指标", "68号文里数值正好是1000的指标一共几个"]
)
def test_every_target_of_a_value_is_found(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert cited(answer) == ["一", "二、（三）7", "二、（三）8", "二、（四）15"]
    assert len(re.findall("1000", answer.answer)) == 4
    assert answer.answer.endswith("共4个指标。") is ("几个" in question)


COMPARED = {
    "之间": ("68号文里哪些指标在400到500之间", {"400", "500"}),
    "大于几万": ("68号文里大于2万的指标有哪些", {"100亿", "3万"}),
    "大于": ("68号文里大于2500的指标有哪些", {"10000", "3000", "100亿", "3万"}),
}


@pytest.mark.parametrize(("question", "numbers"), COMPARED.values(), ids=COMPARED.keys())
def test_every_target_that_passes_a_test_is_found(ask: Ask, question: str, numbers: set[str]) -> None:
    told = [line.partition("：")[2].split("（")[0] for line in ask(question).answer.split("\n")]
    assert {re.findall(r"\d+[万亿]?", words)[0] for words in told} == numbers


def test_every_target_of_a_round_number_is_found(ask: Ask) -> None:
    answer = ask("100亿在文件里出现几次，都说的啥")
    assert cited(answer) == ["一", "二、（三）8", "二、（三）9"]


def test_targets_that_have_passed_are_all_said(ask: Ask) -> None:
    answer = ask("截至今天哪些目标已经到期")
    assert (answer.kind, set(cited(answer)), answer.answer.count("已过期")) == (Kind.DEADLINE, {"B:一"}, 3)
    assert not ask("截至今天哪些目标已经到期", as_of=dt.date(2025, 12, 31)).answer.count("已过期")


@pytest.mark.parametrize("question", ["现在哪些任务逾期了", "哪些任务已经过期", "过期的任务有吗"])
def test_that_no_task_is_overdue_is_proved_by_those_with_a_time_limit(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.answer.startswith("没有已过完成时限的任务。")
    assert cited(answer) == [*DATED, "B:一"]  # and the goals of the opinion that have passed


def test_tasks_that_are_overdue_are_all_said(ask: Ask) -> None:
    answer = ask("68号文哪些任务逾期了", as_of=dt.date(2028, 2, 1))
    assert set(DATED) <= set(cited(answer))


def test_overdue_tasks_of_a_unit_are_its_own(ask: Ask) -> None:
    assert cited(ask("市教育局有哪些任务逾期了", as_of=dt.date(2028, 2, 1))) == ["二、（四）13", "二、（四）16"]
