"""The engine as a llama-index query engine, with any of its language models, for those who build on llama-index."""

import asyncio
from collections.abc import Generator

from llama_index.core import ChatPromptTemplate
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import RESPONSE_TYPE, Response, StreamingResponse
from llama_index.core.llms import LLM, ChatMessage
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from kb.answering import Answer, Engine
from kb.generation.engine import WordedEngine
from kb.index import KnowledgeBase
from kb.prompts import load
from kb.settings import Settings


class PolicyQueryEngine(BaseQueryEngine):
    """Answers from the knowledge base of the settings in verified words of `llm`, or offline where there is no model.

    `source_nodes` are the citations, each a node whose text is the quote; `metadata` has kind, refused, reason, units
    and notes. A `streaming` engine gives out words as they are verified; words that turn out to be of no use are
    followed by the offline answer.
    """

    def __init__(self, settings: Settings, llm: LLM | None = None, *, streaming: bool = False) -> None:
        super().__init__(callback_manager=None)
        self._engine = WordedEngine(Engine(KnowledgeBase.open(settings), settings.place), settings, llm)
        self._streaming = streaming

    def _query(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        if self._streaming:
            nodes: list[NodeWithScore] = []
            facts: dict[str, object] = {}
            return StreamingResponse(self._words(query_bundle.query_str, nodes, facts), nodes, facts)
        answer = self._engine.answer(query_bundle.query_str)
        return Response(answer.answer, _nodes(answer), _facts(answer))

    async def _aquery(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}

    def _words(self, question: str, nodes: list[NodeWithScore], facts: dict[str, object]) -> Generator[str, None, None]:
        """The words as they come; nodes and facts are there when they have ended."""
        told = ""
        stream = self._engine.stream(question)
        try:
            while True:
                piece = next(stream)
                told += piece
                yield piece
        except StopIteration as end:
            answer: Answer = end.value
        nodes += _nodes(answer)
        facts |= _facts(answer)
        if told != answer.answer:
            yield f"\n\n{answer.answer}" if told else answer.answer


def chat_template(name: str, settings: Settings) -> ChatPromptTemplate:
    """The prompt in prompts/`name`.md, or the user's own, as llama-index has it. Raises PromptError."""
    messages = load(name, settings.prompts).messages
    return ChatPromptTemplate([ChatMessage(role=message.role, content=message.text) for message in messages])


def _nodes(answer: Answer) -> list[NodeWithScore]:
    return [
        NodeWithScore(
            node=TextNode(
                id_=f"{cited.document.id}/{cited.clause}/{cited.marker}",
                text=cited.quote,
                metadata={
                    "marker": cited.marker,
                    "document_id": cited.document.id,
                    "title": cited.document.title,
                    "number": cited.document.number or "",
                    "path": cited.clause,
                },
            )
        )
        for cited in answer.citations
    ]


def _facts(answer: Answer) -> dict[str, object]:
    return {
        "kind": answer.kind.value,
        "refused": answer.refused,
        "reason": answer.reason.value if answer.reason else None,
        "units": [unit.name for unit in answer.units],
        "notes": list(answer.notes),
    }
