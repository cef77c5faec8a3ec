"""Which clauses a question names: task numbers, clause paths, sections by their heading."""

import pytest

from kb.catalogue import Catalogue
from kb.questions.clauses import named_paths, named_tasks
from kb.questions.sections import named_sections
from kb.text import fold
from tests.kb import made_up

TASKS = {
    "第几条": ("第10条讲什么", (10,)),
    "第几项": ("第3项是什么", (3,)),
    "第几项任务": ("第12项任务归谁", (12,)),
    "第几个任务": ("第5个任务归谁", (5,)),
    "汉字": ("第十项任务归谁", (10,)),
    "汉字十几": ("第十九条讲什么", (19,)),
    "任务几": ("任务7归谁", (7,)),
    "两项": ("第3项和第5项归谁", (3, 5)),
    "任务几到几": ("任务12到16的责任单位", (12, 13, 14, 15, 16)),
    "两项不说第": ("12项跟13项的牵头单位有区别没", (12, 13)),
    "两项连写": ("3、5项归谁", (3, 5)),
    "最后一项": ("最后一项任务归谁", (-1,)),
    "三项连写": ("第1、2、3项归谁", (1, 2, 3)),
    "几到几": ("第10到第12项归谁", (10, 11, 12)),
    "一串里有几到几": ("第1项和第10至12项归谁", (1, 10, 11, 12)),
    "倒数第二项": ("倒数第二项归谁", (-2,)),
    "问两遍": ("第3项，就是第三项，归谁", (3,)),
    "一百零几": ("第一百零五条讲什么", (105,)),
    "几项任务不是编号": ("有几项任务", ()),
    "数量不是编号": ("市教育局有5个任务", ()),
    "没有": ("科技保险归谁管", ()),
}


@pytest.mark.parametrize(("question", "numbers"), TASKS.values(), ids=TASKS.keys())
def test_task_numbers_are_found(question: str, numbers: tuple[int, ...]) -> None:
    found, rest = named_tasks(fold(question))
    assert found == numbers
    assert len(rest) == len(fold(question))


PATHS = {
    "全路径": ("二、（三）10归谁", ("二、（三）10",)),
    "半角括号": ("二、(三)讲什么", ("二、（三）",)),
    "没有顿号": ("二（三）讲什么", ("二、（三）",)),
    "第几部分": ("第三部分讲什么", ("三",)),
    "阿拉伯数字的部分": ("第3部分讲什么", ("三",)),
    "第几大部分": ("第二大部分讲什么", ("二",)),
    "十几部分": ("第12部分讲什么", ("十二",)),
    "部分下面": ("第二部分的（二）讲什么", ("二、（二）",)),
    "两处": ("二、（一）和二、（二）", ("二、（一）", "二、（二）")),
    "没有": ("科技保险归谁管", ()),
}


@pytest.mark.parametrize(("question", "paths"), PATHS.values(), ids=PATHS.keys())
def test_clause_paths_are_found(question: str, paths: tuple[str, ...]) -> None:
    found, rest = named_paths(fold(question))
    assert found == paths
    assert len(rest) == len(fold(question))


SECTIONS = {
    "工程的全称": ("实施科技金融全周期赋能工程有哪几项", ["二、（三）"]),
    "工程的简称": ("科技金融赋能工程那五项里", ["二、（三）"]),
    "第几个工程": ("第四个工程有哪几项", ["二、（四）"]),
    "第几大块工程": ("第四大块工程有哪几项", ["二、（四）"]),
    "两个工程": ("第(四)和第(五)两个工程里有哪几项", ["二、（四）", "二、（五）"]),
    "两个工程不说两个": ("第2和第3个工程里有几项", ["二、（二）", "二、（三）"]),
    "重点任务": ("方案的重点任务有哪些", ["二"]),
    "不相干的工程": ("水利工程归谁管", []),
    "没有": ("科技保险归谁管", []),
}


@pytest.mark.parametrize(("question", "paths"), SECTIONS.values(), ids=SECTIONS.keys())
def test_sections_are_found_by_their_headings(catalogue: Catalogue, question: str, paths: list[str]) -> None:
    assert [path for _, path in named_sections(fold(question), catalogue, ())] == paths


OF_A_KIND = {
    "第几项行动": ("第二项行动有哪些任务", ["一、（三）"]),
    "第几大行动": ("第1大行动归谁", ["一、（二）"]),
    "几大行动": ("两大行动分别讲什么", ["一、（二）", "一、（三）"]),
    "没有那么多": ("第三项行动归谁", []),
    "只有一个": ("第一大保障归谁", []),
}


@pytest.mark.parametrize(("question", "paths"), OF_A_KIND.values(), ids=OF_A_KIND.keys())
def test_sections_of_a_kind_are_counted_among_themselves(question: str, paths: list[str]) -> None:
    held = made_up.catalogue(
        "甲市渔业工作方案\n一、重点任务\n（一）总体考虑\n1. 摸清家底。\n2. 定好目标。\n"
        "（二）开展育苗行动\n1. 建育苗场。\n2. 选好苗。\n"
        "（三）开展放流行动\n1. 增殖放流。\n2. 划定水域。\n二、组织保障\n（一）加强领导。\n（二）加强督查。\n"
    )
    assert [path for _, path in named_sections(fold(question), held, ())] == paths


def test_sections_are_those_of_the_documents_in_question(catalogue: Catalogue) -> None:
    plan, opinion = (
        next(h.id for h in catalogue.holdings if (h.notice.document.number is None) is nameless)
        for nameless in (False, True)
    )
    assert named_sections("第四个工程", catalogue, (plan,)) == ((plan, "二、（四）"),)
    assert named_sections("第四个工程", catalogue, (opinion,)) == ()
