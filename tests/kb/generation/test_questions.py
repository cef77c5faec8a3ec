"""A refused question is put another way by the model, once, and what is then found is the engine's."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from kb.answering import Engine
from kb.generation import WordedEngine
from kb.index import KnowledgeBase
from kb.settings import Settings
from tests.kb.generation.asking import GOOD, INSURANCE, Ask
from tests.kb.llm_service import Service, says, sends


@pytest.fixture
def engine(seeded: Path, settings: Settings) -> WordedEngine:
    return WordedEngine(Engine(KnowledgeBase.open(settings)), settings)


def test_a_follow_up_is_made_whole(engine: WordedEngine, ask: Ask, service: Service) -> None:
    """In the words of the conversation; what is found is then worded as any answer is."""
    history, whole = [INSURANCE, "今天天气怎么样？"], "科技保险什么时候完成？"
    assert engine._engine.answer("天气什么时候完成？", history).refused
    service.replies += [says(whole), says(ask(whole).answer)]
    shown = engine.answer("天气什么时候完成？", history, dt.date(2026, 11, 21))
    assert shown.answer == ask(whole).answer
    assert shown.question == "天气什么时候完成？"
    assert shown.notes[-1] == f"原来的问法没有查到，以上是按“{whole}”查到的，请核对是不是所问的事。"
    condense = service.requests[0]["messages"][-1]["content"]
    assert f"<history>\n{history[0]}\n{history[1]}\n</history>" in condense


REFUSED = {
    "照旧": ("", "今天天气怎么样？"),
    "答不了": ("现有文件没有涉及这个问题。", "今天天气怎么样？"),
    "换成别的问题": (INSURANCE, "今天天气怎么样？"),
    "多了单位": ("市科技创新局怎么管天气？", "今天天气怎么样？"),
    "多了数": ("第10项任务是什么？", "今天天气怎么样？"),
    "少了地名": ("科技保险归谁管？", "襄阳的科技保险归谁管？"),
    "话多": ("科技保险归谁管？\n以上。", "天上的保险归谁管呀？"),
}


@pytest.mark.parametrize(("text", "question"), REFUSED.values(), ids=REFUSED.keys())
def test_a_refusal_stays_where_the_model_asks_for_something_else(
    engine: WordedEngine, ask: Ask, service: Service, text: str, question: str
) -> None:
    offline = ask(question)
    assert offline.refused
    service.always = lambda prompt: says(text)
    shown = engine.answer(question, as_of=dt.date(2026, 11, 21))
    assert (shown.refused, shown.answer, shown.citations) == (True, offline.answer, offline.citations)


def test_a_good_answer_is_never_asked_again(engine: WordedEngine, ask: Ask, service: Service) -> None:
    service.replies.append(says(GOOD))
    assert engine.answer(INSURANCE, ["今天天气怎么样？"], dt.date(2026, 11, 21)).answer == GOOD
    assert "<draft>" in service.prompt["user"]


def test_a_refusal_says_that_the_model_could_not_be_asked(engine: WordedEngine, ask: Ask, service: Service) -> None:
    service.replies.append(sends("{}", 500))
    question = "今天天气怎么样？"
    shown = engine.answer(question)
    note = f"没有请语言模型换个问法再查（{service.address} 出错（500））。"
    assert shown == replace(ask(question), notes=(note,))
