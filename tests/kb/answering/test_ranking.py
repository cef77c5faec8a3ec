"""Rows of a table picked by their numbers: by place, by one test or several, by one column against another."""

from collections.abc import Callable

import pytest

from kb.answering import Answer, Reason
from tests.kb.answering.checking import OPINION, cited

Ask = Callable[..., Answer]
TABLE = OPINION["tables"][0]


RANKED = {
    "最多": ("哪个区现有载体最多", ["东湖高新区"]),
    "最少，并列": ("哪个区总量目标最少", ["黄陂区", "新洲区"]),
    "第二": ("总量排第二的是哪个区", ["洪山区"]),
    "没有说哪一列": ("哪个区目标最多", ["东湖高新区"]),
    "前三，并列": ("国家级数量前三名是哪几个区", ["东湖高新区", "洪山区", "武汉经开区", "江汉区"]),
    "超过": ("哪些区总量超过50家", ["东湖高新区", "洪山区"]),
    "正好": ("哪些区总量正好是30家", ["武汉经开区", "青山区", "江夏区"]),
    "正好，没有说家": ("总量目标正好25的是哪两个区", ["硚口区", "汉阳区"]),
    "只要": ("国家级只要2家的是哪些区", ["蔡甸区", "黄陂区", "新洲区"]),
    "不到一半": ("哪几个区专业型占总量达不到一半", ["武昌区", "蔡甸区", "新洲区"]),
    "个位数": ("现有载体个位数的区有几个？哪几个", ["武汉经开区", "蔡甸区", "黄陂区", "新洲区"]),
    "那会儿手里": ("2021年那会儿手里孵化载体最少的是哪两个区，各有几家", ["黄陂区", "新洲区"]),
    "那会儿": ("发意见那会儿，哪个区的孵化器众创空间最少？", ["黄陂区", "新洲区"]),
    "只有": ("国家级只有2家的是哪几个区", ["蔡甸区", "黄陂区", "新洲区"]),
    "某年的现有数": ("2021年现有载体不到10家的有哪些区、开发区", ["武汉经开区", "蔡甸区", "黄陂区", "新洲区"]),
    "不低于": ("哪些区国家级数量不低于20家", ["东湖高新区", "洪山区"]),
    "少于": ("哪些区总量少于13家", ["黄陂区", "新洲区"]),
    "用汉字写的数": ("目标超过五十家的区有哪几个", ["东湖高新区", "洪山区"]),
    "之间": ("总量在40到50家之间的区有几个", ["江岸区", "江汉区", "武昌区"]),
    "最接近": ("哪个区国家级任务最接近10家", ["武昌区"]),
    "离目标最近": ("哪个区离目标最近", ["黄陂区", "新洲区"]),
    "最少的三个": ("总量最少的三个区是谁", ["蔡甸区", "黄陂区", "新洲区"]),
    "没有说是区": ("现存最多的前2名", ["东湖高新区", "洪山区"]),
    "比例最高": ("专业型比例最高的区", ["黄陂区"]),
    "翻番": ("目标是现有两倍以上、翻一番的区有哪些", ["武汉经开区", "硚口区", "汉阳区"]),
    "除了": ("除了东湖高新区，哪个区总量最多", ["洪山区"]),
    "比一个区多": ("比洪山区现有还多的区有哪些", ["洪山区", "东湖高新区"]),
    "一样": ("哪些区的专业型数量一样", ["青山区", "江夏区", "武汉经开区", "硚口区", "汉阳区", "蔡甸区", "黄陂区"]),
}


@pytest.mark.parametrize(("question", "districts"), RANKED.values(), ids=RANKED.keys())
def test_rows_that_a_condition_holds_for_are_all_named(ask: Ask, question: str, districts: list[str]) -> None:
    answer = ask(question)
    named = {row[1] for row in TABLE["rows"] if row[1] in answer.answer}
    assert named == set(districts)
    assert {citation.quote.split("\t")[1] for citation in answer.citations} == set(districts)


def test_that_no_row_meets_a_condition_is_proved_by_all(ask: Ask) -> None:
    answer = ask("国家级比专业型多的区有哪些")
    assert "一个也没有" in answer.answer
    assert [line.split("\t")[1] for line in answer.citations[0].quote.split("\n")] == [r[1] for r in TABLE["rows"]]
    assert len(answer.citations) == 1


def test_place_beyond_the_last_is_refused(ask: Ask) -> None:
    answer = ask("总量排第100的区")
    assert (answer.refused, answer.reason) == (True, Reason.FALSE_PREMISE)
    assert "14行" in answer.answer


@pytest.mark.parametrize("question", ["专业型载体的占比最低要到多少", "众创孵化载体里，专业型的最少要占多大比例"])
def test_at_least_is_no_superlative(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert (cited(answer)[0], "50%" in answer.answer) == ("B:一", True)
