"""One filter, three ways to ask: the complete set, BM25 and vectors let through the same clauses."""

import datetime as dt

import pytest

from kb.index import EVERYTHING, Filter, KnowledgeBase
from kb.index.manifest import document_id
from kb.notices import Notice
from tests.conftest import Keep

TASK_10, TASK_11, SECTION, PART, OTHER = "二、（三）10", "二、（三）11", "二、（三）", "二", "一"
DAY = dt.date

CASES = [
    pytest.param(EVERYTHING, [PART, SECTION, TASK_10, TASK_11, OTHER], id="全部"),
    pytest.param(Filter(units=("市教育局",)), [TASK_10, TASK_11, OTHER], id="一个单位"),
    pytest.param(Filter(units=("市教育",)), [], id="单位名的一部分不算"),
    pytest.param(Filter(units=("市人社局", "市委金融办")), [TASK_10, TASK_11], id="几个单位之一"),
    pytest.param(Filter(leads=("市委金融办",)), [TASK_10], id="牵头单位"),
    pytest.param(Filter(leads=("市教育局",)), [], id="责任单位不是牵头单位"),
    pytest.param(Filter(task_number=11), [TASK_11], id="任务号"),
    pytest.param(Filter(path=SECTION), [SECTION], id="条款本身"),
    pytest.param(Filter(within=SECTION), [SECTION, TASK_10, TASK_11], id="条款及其下"),
    pytest.param(Filter(due_until=DAY(2025, 12, 31)), [TASK_10], id="当天到期也算"),
    pytest.param(Filter(due_until=DAY(2025, 12, 30)), [], id="还没到期"),
    pytest.param(Filter(due_from=DAY(2027, 12, 31)), [TASK_10], id="从当天起"),
    pytest.param(Filter(due_from=DAY(2026, 1, 1), due_until=DAY(2026, 12, 31)), [], id="两个时限之间没有时限"),
    pytest.param(Filter(due_from=DAY(2027, 1, 1), due_until=DAY(2027, 12, 31)), [TASK_10], id="一年之内"),
    pytest.param(Filter(units=("市教育局",), task_number=10), [TASK_10], id="两个条件都要"),
    pytest.param(Filter(units=("市人社局",), within=PART, due_from=DAY(2020, 1, 1)), [], id="三个条件有一个不合"),
    pytest.param(Filter(documents=("没有",)), [], id="没有这个公文"),
]


@pytest.fixture
def filled(knowledge_base: KnowledgeBase, keep: Keep, plan: Notice, opinion: Notice) -> KnowledgeBase:
    keep(knowledge_base, plan)
    keep(knowledge_base, opinion)
    return knowledge_base


@pytest.mark.parametrize(("where", "paths"), CASES)
def test_the_complete_set_is_in_the_order_of_the_documents(
    filled: KnowledgeBase, where: Filter, paths: list[str]
) -> None:
    assert [ref.path for ref in filled.clauses(where)] == paths


@pytest.mark.parametrize(("where", "paths"), CASES)
def test_both_searches_keep_to_the_filter(filled: KnowledgeBase, where: Filter, paths: list[str]) -> None:
    everything = "重点任务 强化金融支持 保险机制 引进高层次人才 孵化器"
    assert {hit.ref.path for hit in filled.lexical(everything, 10, where)} == set(paths)
    assert {hit.ref.path for hit in filled.dense(everything, 10, where)} == set(paths)


def test_a_document_may_be_asked_for(filled: KnowledgeBase, plan: Notice, opinion: Notice) -> None:
    where = Filter(documents=(document_id(opinion),))
    assert [ref.path for ref in filled.clauses(where)] == [OTHER]
    both = Filter(documents=(document_id(opinion), document_id(plan)), units=("市教育局",))
    assert len(filled.clauses(both)) == 3


def test_a_filter_changes_no_score(filled: KnowledgeBase) -> None:
    everywhere = {hit.ref: hit.score for hit in filled.lexical("科技保险产品", 10)}
    within = filled.lexical("科技保险产品", 10, Filter(within=SECTION, units=("市教育局",)))
    assert within
    assert all(hit.score == pytest.approx(everywhere[hit.ref]) for hit in within)
