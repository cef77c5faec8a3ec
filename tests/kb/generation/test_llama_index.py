"""The engine in llama-index's hands: its query engine, its models, its streaming, its prompt templates."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from llama_index.core.base.llms.types import ChatMessage, ChatResponse, ChatResponseGen
from llama_index.core.base.response.schema import Response, StreamingResponse
from llama_index.core.llms import MockLLM

from ingest.pipeline import ingest
from kb.generation.llama_index import PolicyQueryEngine, chat_template
from kb.prompts import load
from kb.settings import Settings

SEEDS = Path(__file__).parents[3] / "seeds"
QUESTION = "科技保险归谁管？"
GOOD = "科技保险由市委金融办、市科技创新局和各区人民政府共同负责[1]。"
MORE = "期限到2027年[1]。"


class Speaker(MockLLM):
    """A llama-index model that says what it is given, a character at a time."""

    text: str = ""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def stream_chat(self, messages: Sequence[ChatMessage], **_: Any) -> ChatResponseGen:
        return (ChatResponse(message=ChatMessage("", role="assistant"), delta=part) for part in self.text)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    made = Settings(home=tmp_path_factory.mktemp("llama") / "kb", llm_timeout=60)
    ingest([SEEDS], made)
    return made


def test_any_model_of_llama_index_words_the_answer(settings: Settings) -> None:
    response = PolicyQueryEngine(settings, Speaker(GOOD)).query(QUESTION)
    assert isinstance(response, Response)
    assert response.response == GOOD
    assert response.source_nodes[0].node.metadata["path"] == "二、（三）10"
    assert (response.metadata or {})["units"] == ["市委金融办", "市科技创新局", "各区人民政府"]


def test_what_it_makes_up_is_not_shown(settings: Settings) -> None:
    response = PolicyQueryEngine(settings, Speaker("科技保险由市公安局负责[1]。")).query(QUESTION)
    assert "市公安局" not in str(response)
    assert "没有采用语言模型的改写" in (response.metadata or {})["notes"][-1]


def test_a_stream_gives_out_verified_words(settings: Settings) -> None:
    response = PolicyQueryEngine(settings, Speaker(GOOD + MORE), streaming=True).query(QUESTION)
    assert isinstance(response, StreamingResponse)
    assert list(response.response_gen) == [GOOD, MORE]
    assert [node.node.metadata["marker"] for node in response.source_nodes] == [1]


def test_a_stream_ends_with_the_answer_that_counts(settings: Settings) -> None:
    text = f"{GOOD}由市公安局负责[1]。由省科技厅负责[1]。"
    response = PolicyQueryEngine(settings, Speaker(text), streaming=True).query(QUESTION)
    assert isinstance(response, StreamingResponse)
    told, answer = list(response.response_gen)
    assert told == GOOD
    assert answer.startswith("\n\n68号文二、（三）10")


def test_offline_it_answers_without_a_model(settings: Settings) -> None:
    response = asyncio.run(PolicyQueryEngine(settings).aquery("今天天气怎么样？"))
    assert (response.metadata or {})["refused"] is True


def test_prompts_are_templates_of_llama_index(settings: Settings) -> None:
    messages = chat_template("rewrite", settings).format_messages(question="甲？", refusal="乙。")
    assert [(m.role.value, m.content) for m in messages] == [
        (m.role, m.text) for m in load("rewrite").filled(question="甲？", refusal="乙。")
    ]
