"""Columns of words in a table: a category is listed, counted, added up, compared."""

from collections.abc import Callable

import pytest

from kb.answering import Answer, Reason
from kb.questions import Kind

Ask = Callable[..., Answer]

NOTICE = """甲市人民政府关于下达岗位任务的通知
甲政发〔2026〕3号
各单位：
现将任务下达给你们。
甲市人民政府
2026年3月1日
附件
岗位任务表
序号\t接收单位\t岗位数\t岗位类别
1\t市图书馆\t2\t事业
2\t市博物馆\t1\t事业
3\t公交公司\t4\t市企
4\t供水公司\t3\t市企
5\t体育中心\t1\t事业
6\t燃气公司\t2\t市企
"""
ANSWERS = {
    "哪几家": ("岗位任务里市企是哪几家", ["“市企”共3行，合计9", "公交公司", "供水公司", "燃气公司"]),
    "多少": ("事业岗位有多少个", ["“事业”共3行，合计4"]),
    "相差": ("市企岗位比事业岗位多几个", ["“市企”比“事业”多5"]),
    "名称": ("岗位任务里有哪几家公司", ["“公司”共3行，合计9", "公交公司", "供水公司", "燃气公司"]),
    "一共": ("一共安排了多少个岗位", ["6行合计13"]),
}


@pytest.mark.parametrize(("question", "words"), ANSWERS.values(), ids=ANSWERS.keys())
def test_category_is_answered_from_its_rows(ask_of: Callable[..., Ask], question: str, words: list[str]) -> None:
    answer = ask_of(NOTICE)(question)
    assert (answer.kind, answer.refused) == (Kind.TABLE, False)
    assert all(word in answer.answer for word in words)


def test_what_a_named_document_does_not_say_is_not_stated(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(NOTICE)("3号文里食堂几点开门")
    assert (answer.refused, answer.reason) == (True, Reason.NOT_STATED)


def test_what_no_column_has_is_not_stated(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(NOTICE)("图书馆那个岗位的工资是多少")
    assert (answer.refused, answer.reason) == (True, Reason.NOT_STATED)
    assert "工资" in answer.answer


ARTICLE = """甲市人民政府文件
甲政发〔2026〕4号
甲市人民政府关于改善服务的意见
各单位：
一、改善服务
（一）改善场馆服务。建立场馆安保评价制度。（市体育局、市公安局负责）推出场馆保险产品。（市委金融办负责）
"""


def test_units_are_those_of_the_sentence_that_answers(ask_of: Callable[..., Ask]) -> None:
    answer = ask_of(ARTICLE)("场馆安保评价制度归哪几个部门")
    assert [unit.name for unit in answer.units] == ["市体育局", "市公安局"]
