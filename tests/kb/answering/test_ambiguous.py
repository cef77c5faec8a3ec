"""Where many documents could be meant, the answer asks back with the choices."""

import datetime as dt

import pytest

from ingest.parsing import parse_text
from ingest.readers import RawDocument
from kb.answering import metadata, places
from kb.answering.answer import Reason
from kb.answering.draft import Context, compose
from kb.catalogue import Catalogue, Holding
from kb.questions import understand

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
    draft = places.answer(context) or metadata.document_answer(context)
    assert draft
    answer = compose(draft, context)
    assert (answer.refused, answer.reason) == (reason is not None, reason)
    assert all(f"甲政发〔2025〕{i}号" in answer.answer or f"{i}号文" in answer.answer for i in range(1, count + 1))
