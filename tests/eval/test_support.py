"""Sentences and what they cite: which are supported, which citations are idle."""

import datetime as dt
from collections.abc import Sequence

import pytest

from eval.corpus import Corpus
from eval.runner import judge
from eval.support import Proof, by_rules, statements
from kb.answering import Answer
from kb.citations import Citation, CitedDocument
from kb.questions import Kind

TODAY = dt.date(2026, 11, 21)
PARKS, TREES, TALKS = "一、1", "一、2", "一、3"


def _answer(text: str, clauses: Sequence[str], corpus: Corpus) -> Answer:
    document = CitedDocument(corpus.ids["A"], "", None, None)
    cited = tuple(Citation(n, document, path, None, "甲", 0, 1, None, "") for n, path in enumerate(clauses, 1))
    return Answer("问", Kind.CONTENT, text, citations=cited)


CASES = {
    "原句": ("每年养护行道树不少于2万株。[1]", [TREES], [(True, ())]),
    "数不对": ("每年养护行道树不少于3万株。[1]", [TREES], [(False, ())]),
    "限定丢了": ("养护行道树至多2万株。[1]", [TREES], [(False, ())]),
    "单位在括号里": ("养护行道树由市园林局、各区人民政府负责。[1]", [TREES], [(True, ())]),
    "单位不对": ("养护行道树由市水务局负责。[1]", [TREES], [(False, ())]),
    "由期限算出的日子": ("新建口袋公园30个，到2028年12月31日，尚未到期。[1]", [PARKS], [(True, ())]),
    "日子不对": ("新建口袋公园30个，到2029年12月31日。[1]", [PARKS], [(False, ())]),
    "没有标记": ("每年养护行道树不少于2万株。", [TREES], [(False, ())]),
    "标记没有引证": ("每年养护行道树不少于2万株。[7]", [TREES], [(False, ())]),
    "多余的引证": ("新建口袋公园30个。[1][2]", [PARKS, TALKS], [(True, (2,))]),
    "两个都要": ("新建口袋公园30个，养护行道树不少于2万株。[1][2]", [PARKS, TREES], [(True, ())]),
    "行末的标记管整行": ("新建口袋公园30个。改造老旧公园5个。[1]", [PARKS], [(True, ()), (True, ())]),
    "引导行连同下面的": (
        "5号文中有市园林局参与的任务共2项：\n- 新建公园 [1]\n- 养护行道树 [2]",
        [PARKS, TREES],
        [(True, ()), (True, ()), (True, ())],
    ),
    "引导行数错了": (
        "5号文中有市园林局参与的任务共3项：\n- 新建公园 [1]\n- 养护行道树 [2]",
        [PARKS, TREES],
        [(False, ()), (True, ()), (True, ())],
    ),
}


@pytest.mark.parametrize(("text", "clauses", "expected"), CASES.values(), ids=CASES.keys())
def test_by_rules(trees_corpus: Corpus, text: str, clauses: list[str], expected: list[tuple[bool, tuple[int]]]) -> None:
    found = judge(_answer(text, clauses, trees_corpus), trees_corpus, TODAY)
    assert [(statement.supported, statement.idle) for statement in found] == expected


def test_a_refusal_says_nothing(trees_corpus: Corpus) -> None:
    refused = Answer("问", Kind.CONTENT, "没有。[1]", refused=True)
    assert judge(refused, trees_corpus, TODAY) == ()


def test_two_citations_that_each_suffice_are_idle_both_in_turn_only_if_alone_they_fail() -> None:
    """ALCE: a citation that supports the sentence by itself is never irrelevant."""
    answer = Answer("问", Kind.CONTENT, "共30个公园。[1][2]")
    (both,) = statements(answer, dict.fromkeys((1, 2), Proof(("共30个公园。",))), by_rules)
    assert (both.supported, both.idle) == (True, ())
