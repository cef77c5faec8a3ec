"""A chosen part of the knowledge base is asked like the whole, and the rest is not there."""

from pathlib import Path

import pytest

from ingest.pipeline import ingest
from kb.answering import Engine
from kb.index import KnowledgeBase
from kb.selection import Choice, Selection
from kb.settings import Settings
from kb.suggestions import follow_ups, instead, openings

BRIDGES = """某市人民政府办公厅文件

某政办〔2024〕3号

某市人民政府办公厅关于印发某市桥梁工作要点的通知

各区人民政府：

一、重点任务

1. 建设桥梁。2026年底前，建成桥梁10座。（责任单位：市桥梁局、市水务局）

2. 养护道路。每年养护道路20公里。（责任单位：市道路局）

某市人民政府办公厅

2024年2月3日
"""
BOATS = """某市水务局

某水发〔2025〕9号

关于加强游船管理的通知

各区水务局：

一、总体要求

1. 检查游船。每季度检查游船一次。（责任单位：市水务局）

某市水务局

2025年5月6日
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("selection")
    for name, text in (("bridges.txt", BRIDGES), ("boats.txt", BOATS)):
        (folder / name).write_text(text, encoding="utf-8")
    settings = Settings(home=folder / "kb", place="某市")
    ingest([folder / "bridges.txt", folder / "boats.txt"], settings)
    return KnowledgeBase.open(settings)


def document(base: KnowledgeBase, number: str) -> str:
    return next(entry.id for entry in base.documents() if entry.number == number)


@pytest.mark.parametrize(
    ("choice", "question", "expected"),
    [
        pytest.param(Choice(), "建设桥梁由谁负责？", "市桥梁局、市水务局", id="全部"),
        pytest.param(Choice(year=2024), "建设桥梁由谁负责？", "市桥梁局、市水务局", id="成文那年"),
        pytest.param(Choice(year=2025), "建设桥梁由谁负责？", None, id="另一年"),
        pytest.param(Choice(units=("市水务局",)), "建设桥梁由谁负责？", "市桥梁局、市水务局", id="有这个单位的条款"),
        pytest.param(Choice(units=("市水务局",)), "养护道路由谁负责？", None, id="没有这个单位的条款"),
        pytest.param(Choice(units=("市水务局",)), "市水务局负责哪些任务？", "9号文中", id="两份公文里的任务"),
        pytest.param(Choice(year=2025, units=("市水务局",)), "市水务局负责哪些任务？", "1项", id="年份和单位都算"),
        pytest.param(Choice(("none",)), "建设桥梁由谁负责？", None, id="公文已移除"),
    ],
)
def test_choice(base: KnowledgeBase, choice: Choice, question: str, expected: str | None) -> None:
    answer = Engine(Selection(base, choice), "某市").answer(question)
    assert answer.refused == (expected is None)
    assert (expected or "") in answer.answer


def test_one_document(base: KnowledgeBase) -> None:
    boats = Selection(base, Choice((document(base, "某水发〔2025〕9号"),)))
    assert [entry.number for entry in boats.documents()] == ["某水发〔2025〕9号"]
    assert {hit.ref.document_id for hit in boats.lexical("游船 桥梁", 10)} == {document(base, "某水发〔2025〕9号")}


def test_nothing_chosen_is_false() -> None:
    assert not Choice()
    assert Choice(year=2024)


def test_suggestions_have_answers(base: KnowledgeBase) -> None:
    """What is offered after an answer, in the place of a refusal and at the start, is answered."""
    engine = Engine(base, "某市")
    question = "建设桥梁由谁负责？"
    offered = follow_ups(engine.answer(question), engine.catalogue, lambda q: engine.answer(q, [question]))
    assert offered[:2] == ["这些单位还负责什么？", "期限是什么时候？"]
    assert not any(engine.answer(q, [question]).refused for q in offered)
    refused = engine.answer("养老金每月发多少钱？")
    assert refused.refused
    other = instead(refused, engine.catalogue, engine.answer)
    assert other
    assert not any(engine.answer(q).refused for q in other)
    assert openings(engine.catalogue, ["养老金每月发多少钱？", question], engine.answer, 2)[0] == question


def test_no_tasks_are_offered_of_a_unit_that_only_a_sentence_names(tmp_path: Path) -> None:
    notice = "某市人民政府令\n第7号\n某市渡船管理办法\n第一条 渡船的检验由市船检中心负责。\n第二条 渡船应当挂旗。\n"
    (tmp_path / "0.txt").write_text(notice, encoding="utf-8")
    settings = Settings(home=tmp_path / "kb", place="某市")
    ingest([tmp_path / "0.txt"], settings)
    engine = Engine(KnowledgeBase.open(settings), "某市")
    answer = engine.answer("渡船的检验归谁管")
    assert [unit.name for unit in answer.units] == ["市船检中心"]
    offered = follow_ups(answer, engine.catalogue, lambda q: engine.answer(q, ["渡船的检验归谁管"]))
    assert not [question for question in offered if "还负责" in question]


@pytest.mark.parametrize(
    ("choice", "question", "others"),
    [
        pytest.param(Choice(), "某水发〔2025〕9号给游船发多少补贴？", False, id="问题点名的公文"),
        pytest.param(Choice(year=2025), "养老金每月发多少钱？", False, id="选定的公文"),
        pytest.param(Choice(), "养老金每月发多少钱？", True, id="都没有"),
    ],
)
def test_suggestions_stay_with_what_was_asked(base: KnowledgeBase, choice: Choice, question: str, others: bool) -> None:
    """In the place of a refused question nothing is offered of another notice than the one that was asked."""
    engine = Engine(Selection(base, choice) if choice else base, "某市")
    refused = engine.answer(question)
    assert refused.refused
    offered = instead(refused, engine.catalogue, engine.answer, count=9)
    cited = {each.document.number for asked in offered for each in engine.answer(asked).citations}
    assert "某水发〔2025〕9号" in cited
    assert ("某政办〔2024〕3号" in cited) is others
