"""Where many documents could be meant, the answer asks back with the choices."""

import datetime as dt
from collections.abc import Callable

import pytest

from ingest.parsing import parse_text
from ingest.readers import RawDocument
from kb.answering import clauses, metadata
from kb.answering.answer import Reason
from kb.answering.draft import Context, compose
from kb.catalogue import Catalogue, Holding
from kb.questions import understand
from tests.kb.answering.conftest import Ask

TODAY = dt.date(2026, 11, 21)


def catalogue(count: int) -> Catalogue:
    """As many notices, each with a numbered task."""
    texts = [
        f"甲市人民政府关于第{i}件事的通知\n甲政发〔2025〕{i}号\n各区人民政府：\n一、办好第{i}件事。（责任单位：市教育局）\n"
        for i in range(1, count + 1)
    ]
    notices = [parse_text(RawDocument(text), f"{i}.txt") for i, text in enumerate(texts)]
    return Catalogue(tuple(Holding(notice.source, notice) for notice in notices))


@pytest.mark.parametrize("question", ["第一项任务讲什么", "文号是多少"])
@pytest.mark.parametrize(("count", "reason"), [(3, None), (4, Reason.AMBIGUOUS)])
def test_few_documents_are_all_answered_and_many_asked_back(question: str, count: int, reason: Reason | None) -> None:
    held = catalogue(count)
    context = Context(understand(question, held, TODAY), held, TODAY)
    draft = clauses.answer(context) or metadata.document_answer(context)
    assert draft
    answer = compose(draft, context)
    assert (answer.refused, answer.reason) == (reason is not None, reason)
    assert all(f"甲政发〔2025〕{i}号" in answer.answer or f"{i}号文" in answer.answer for i in range(1, count + 1))


def notice(number: int) -> str:
    return (
        f"甲市人民政府关于第{number}件事的通知\n甲政发〔2025〕{number}号\n各区人民政府：\n"
        f"一、办好渔业大赛。每年举办渔业大赛{number}场。（责任单位：市教育局）\n甲市人民政府\n2025年{number}月1日\n"
    )


TWO_OF = {
    "只有两份": (2, [], "两个文件里渔业大赛各办几场", ["1号文", "2号文"]),
    "问过的两份": (3, ["1号文讲什么", "3号文讲什么"], "这两个文件的文号分别是什么", ["1号文", "3号文"]),
    "题里写明": (3, [], "1号文和3号文这两个文件，渔业大赛各办几场", ["1号文", "3号文"]),
}


@pytest.mark.parametrize(("count", "history", "question", "names"), TWO_OF.values(), ids=TWO_OF.keys())
def test_two_documents_are_those_that_the_talk_is_of(
    ask_of: Callable[..., Ask], count: int, history: list[str], question: str, names: list[str]
) -> None:
    answer = ask_of(*map(notice, range(1, count + 1)))(question, history)
    assert not answer.refused
    assert (
        sorted({f"{citation.document.number[-2]}号文" for citation in answer.citations if citation.document.number})
        == names
    )


@pytest.mark.parametrize("history", [[], ["1号文讲什么"]], ids=["没有问过", "只问过一份"])
def test_which_two_are_meant_is_asked_where_there_are_more(ask_of: Callable[..., Ask], history: list[str]) -> None:
    answer = ask_of(*map(notice, range(1, 4)))("两个文件里渔业大赛各办几场", history)
    assert (answer.refused, answer.reason) == (True, Reason.AMBIGUOUS)
    assert all(f"甲政发〔2025〕{i}号" in answer.answer for i in range(1, 4))
