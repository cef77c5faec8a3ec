"""The units of several clauses beside each other."""

from collections.abc import Callable

import pytest

from kb.answering import Answer
from tests.kb.answering.checking import cited, units

Ask = Callable[..., Answer]


def test_units_that_two_tasks_have_in_common_are_the_list(ask: Ask) -> None:
    answer = ask("第5项和第9项的共同责任单位")
    assert [unit.name for unit in answer.units] == ["市人社局", "市科技创新局"]
    assert "没有共同的责任单位" in ask("第3项和第11项的共同责任单位").answer


COMPARED = {
    "合起来": (
        "第2项和第14项的责任单位合在一起，去掉重复的，有哪些",
        ["市教育局", "市人社局", "团市委", "各区人民政府", "市科技创新局"],
    ),
    "只在前一项": ("第9项里有、第7项里没有的责任单位是哪几家", ["市经信局", "市人社局", "市财政局", "团市委"]),
    "都出现": ("第13项和第14项里都出现的责任单位", ["市科技创新局", "各区人民政府"]),
}


@pytest.mark.parametrize(("question", "names"), COMPARED.values(), ids=COMPARED.keys())
def test_units_of_two_tasks_are_set_beside_each_other(ask: Ask, question: str, names: list[str]) -> None:
    assert [unit.name for unit in ask(question).units] == names


def test_units_of_two_matters_are_said_to_be_alike(ask: Ask) -> None:
    answer = ask("实验室仪器开放共享归哪几家单位？跟技术转移中心那项的负责单位一样不")
    assert cited(answer) == ["二、（四）12", "二、（四）13"]
    assert answer.answer.startswith("责任单位一样。")
    assert units(answer) == ["市科技创新局", "市教育局", "各区人民政府"]
