"""The knowledge base and the engine behind the pages, loaded once for all sessions, and how a page asks them."""

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from threading import Lock, Thread

import streamlit as st

from kb.answering import Engine
from kb.answering.answer import Answer
from kb.answering.draft import opening
from kb.audit import AuditLog
from kb.catalogue import Catalogue, Holding, Located
from kb.citations import Citation, cite, is_true
from kb.errors import KnowledgeBaseError, PolicyKBError
from kb.feedback import FeedbackStore
from kb.history import Exchange, History
from kb.index import KnowledgeBase
from kb.selection import WHOLE, Choice, Selection
from kb.settings import Settings
from kb.standing import Standing, newer, standing
from kb.suggestions import follow_ups, instead, is_helped
from kb.ui.excerpts import Source, source_of
from kb.ui.garbage import keep_collections_short
from kb.ui.roles import told
from kb.ui.session import Turn
from kb.ui.words import BROKEN

Watch = Callable[[str], object]
_logger = logging.getLogger(__name__)
_RECORDS = "records"


@dataclass(frozen=True)
class Knowledge:
    """What the pages know and may ask."""

    base: KnowledgeBase
    engine: Engine
    settings: Settings
    _chosen: "Engines" = field(compare=False)
    _turn: Lock = field(default_factory=Lock, compare=False)

    @property
    def catalogue(self) -> Catalogue:
        """What the knowledge base holds now; read once, however many wait for it."""
        with self._turn:
            return self.engine.catalogue

    @property
    def history(self) -> History:
        return History(self.settings.home / _RECORDS / "history.sqlite")

    @property
    def audit(self) -> AuditLog:
        return AuditLog(self.settings.home / _RECORDS / "audit.jsonl")

    @property
    def feedback(self) -> FeedbackStore:
        return FeedbackStore(self.settings.home / _RECORDS / "feedback.jsonl")

    def ask(self, question: str, history: Sequence[str] = (), choice: Choice = WHOLE, watch: Watch = str) -> Turn:
        """The question with its answer, or with the line that says why there is none; never raises.

        `watch` gets the words of a language model so far, each time when more of them have been verified.
        """
        try:
            answer = self._worded(question, history, choice, watch)
            return self.turn(Exchange(question, answer, choice))
        except PolicyKBError as error:
            return Turn(question, error=told(error), choice=choice)
        except Exception:
            _logger.exception("No answer to a question of %d characters", len(question))
            return Turn(question, error=BROKEN, choice=choice)

    def turn(self, exchange: Exchange) -> Turn:
        """An exchange as it is shown now: with the citations that stand in their notices."""
        citations = tuple(filter(self._holds, exchange.answer.citations))
        unshown = len(exchange.answer.citations) - len(citations)
        return Turn(exchange.question, exchange.answer, citations, unshown, choice=exchange.choice)

    def with_next(self, turn: Turn, history: Sequence[str]) -> Turn:
        """The turn with questions to offer after it, each of which has an answer; never raises."""
        if not turn.answer:
            return turn
        asked = {*history, turn.question}
        try:
            catalogue = self.catalogue
            if is_helped(turn.answer):
                part = self._engine(turn.choice).catalogue
                found = instead(turn.answer, part, lambda q: self._answer(q, (), turn.choice))
            elif not turn.answer.refused:
                past = (*history, turn.question)
                found = follow_ups(turn.answer, catalogue, lambda q: self._answer(q, past, turn.choice))
            else:
                found = []
        except Exception:
            _logger.exception("Nothing to offer after a question of %d characters", len(turn.question))
            return turn
        return replace(turn, next=tuple(question for question in found if question not in asked))

    def source(self, citation: Citation) -> Source | None:
        """The citation with its place in its notice, or None where it no longer stands there."""
        try:
            return source_of(citation, self.base.notice(citation.document.id))
        except KnowledgeBaseError:
            return None

    def citation(self, located: Located, quote: str = "") -> Citation:
        """A citation of a clause by exact words of it, by its opening words where none are given."""
        holding, clause = located.holding, located.clause
        made = cite(1, holding.id, holding.notice, clause, quote or opening(clause))
        made = made or cite(1, holding.id, holding.notice, clause, opening(clause))
        if made is None:
            raise KnowledgeBaseError(f"{holding.short_name}{clause.path}没有可以引证的原文。")
        return made

    def standing(self, document_id: str) -> Standing:
        """Whether a document holds today."""
        return standing(document_id, self.catalogue, dt.date.today())  # noqa: DTZ011 - the day of the place

    def newer(self, document_id: str) -> Holding | None:
        """A later document of the same subject, where the knowledge base has one."""
        return newer(document_id, self.catalogue)

    def _worded(self, question: str, history: Sequence[str], choice: Choice, watch: Watch) -> Answer:
        if not self.settings.llm_model:
            return self._answer(question, history, choice)
        from kb.generation import WordedEngine, result

        told: list[str] = []

        def tell(words: str) -> None:
            told.append(words)
            watch("".join(told))

        return result(WordedEngine(self._engine(choice), self.settings).stream(question, history), tell)

    def _answer(self, question: str, history: Sequence[str], choice: Choice) -> Answer:
        return self._engine(choice).answer(question, history)

    def _engine(self, choice: Choice) -> Engine:
        return self._chosen.engine(choice) if choice else self.engine

    def _holds(self, citation: Citation) -> bool:
        with suppress(KnowledgeBaseError):
            return is_true(citation, self.base.notice(citation.document.id))
        return False


class Engines:
    """An engine for each choice; the last few are kept, with all that they have found out."""

    def __init__(self, base: KnowledgeBase, place: str) -> None:
        self.engine = lru_cache(maxsize=16)(lambda choice: Engine(Selection(base, choice), place))


@st.cache_resource(show_spinner="正在打开知识库……")
def open_knowledge(settings: Settings) -> Knowledge:
    """The knowledge base of `settings`. Raises KnowledgeBaseError, which is not kept: the next visit tries again."""
    keep_collections_short()
    base = KnowledgeBase.open(settings)
    engine = Engine(base, settings.place)
    Thread(target=_warm, args=(engine,), daemon=True).start()
    return Knowledge(base, engine, settings, Engines(base, settings.place))


def _warm(engine: Engine) -> None:
    """Loads all of it while the first reader still reads the page; what is wrong with it, an answer will say."""
    with suppress(PolicyKBError):
        engine.warm()
