"""The engine with a language model beside it: refused questions put another way, proved answers worded anew."""

import datetime as dt
from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING

from kb.answering import Answer, Engine
from kb.generation.questions import Again
from kb.generation.service import until
from kb.generation.wording import result, worded
from kb.index import KnowledgeBase
from kb.settings import Settings

if TYPE_CHECKING:
    from llama_index.core.llms import LLM


class WordedEngine:
    """Answers as `Engine` does, in the words of the model of the settings; a service that fails costs words only."""

    def __init__(self, engine: Engine, settings: Settings, llm: "LLM | None" = None) -> None:
        """`llm` takes the place of the model of the settings."""
        self._engine, self._settings, self._kb, self._llm = engine, settings, KnowledgeBase.open(settings), llm

    def answer(self, question: str, history: Sequence[str] = (), as_of: dt.date | None = None) -> Answer:
        """The whole answer. Raises KnowledgeBaseError where the knowledge base cannot be read."""
        return result(self.stream(question, history, as_of))

    def stream(
        self, question: str, history: Sequence[str] = (), as_of: dt.date | None = None
    ) -> Generator[str, None, Answer]:
        """Yields verified words as they arrive, and returns the answer; see `kb.generation.wording.worded`."""
        answer = self._engine.answer(question, history, as_of)
        deadline = until(self._settings)
        if answer.refused and self._kb.documents():
            again = Again(
                self._kb, lambda text: self._engine.answer(text, (), as_of), self._settings, deadline, self._llm
            )
            answer = again.answer(answer, history)
        return (yield from worded(answer, self._settings, deadline, self._llm))
