"""The knowledge base and the engine behind the pages, loaded once for all sessions, and how a page asks them."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread

import streamlit as st

from kb.answering import Engine
from kb.answering.answer import Answer
from kb.errors import PolicyKBError
from kb.index import KnowledgeBase
from kb.settings import Settings
from kb.ui.excerpts import Source, source_of
from kb.ui.session import Turn
from kb.ui.words import BROKEN

Watch = Callable[[str], object]
_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Knowledge:
    base: KnowledgeBase
    engine: Engine
    settings: Settings

    def ask(self, question: str, history: Sequence[str] = (), watch: Watch = str) -> Turn:
        """The question with its answer, or with the line that says why there is none; never raises.

        `watch` gets the words of a language model so far, each time when more of them have been verified.
        """
        try:
            answer = self._answer(question, history, watch)
            sources = self._sources(answer)
        except PolicyKBError as error:
            return Turn(question, error=str(error))
        except Exception:
            _logger.exception("No answer to %r", question)
            return Turn(question, error=BROKEN)
        return Turn(question, answer, sources, unshown=len(answer.citations) - len(sources))

    def _answer(self, question: str, history: Sequence[str], watch: Watch) -> Answer:
        if not self.settings.llm_model:
            return self.engine.answer(question, history)
        from kb.generation import WordedEngine, result

        told: list[str] = []

        def tell(words: str) -> None:
            told.append(words)
            watch("".join(told))

        return result(WordedEngine(self.engine, self.settings).stream(question, history), tell)

    def _sources(self, answer: Answer) -> tuple[Source, ...]:
        found = (source_of(citation, self.base.notice(citation.document.id)) for citation in answer.citations)
        return tuple(source for source in found if source)


@st.cache_resource(show_spinner="正在打开知识库……")
def open_knowledge(settings: Settings) -> Knowledge:
    """The knowledge base of `settings`. Raises KnowledgeBaseError, which is not kept: the next visit tries again."""
    base = KnowledgeBase.open(settings)
    engine = Engine(base, settings.place)
    Thread(target=_warm, args=(engine,), daemon=True).start()
    return Knowledge(base, engine, settings)


def _warm(engine: Engine) -> None:
    """Loads all of it while the first reader still reads the page; what is wrong with it, an answer will say."""
    with suppress(PolicyKBError):
        engine.warm()
