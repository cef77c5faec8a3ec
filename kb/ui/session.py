"""What a visitor's session keeps, typed and named in one place."""

from dataclasses import dataclass, field
from uuid import uuid4

import streamlit as st

from kb.answering.answer import Answer, Reason
from kb.citations import Citation
from kb.history import Exchange
from kb.selection import WHOLE, Choice


@dataclass(frozen=True)
class Turn:
    """A question and what came of it: an answer with its citations, or one line that says why there is none.

    `choice` is what was to be looked at; `citations` are those of the answer that stand in their notice, `unshown` is
    the number of those that no longer did when they were to be shown; `next` are questions to offer.
    """

    question: str
    answer: Answer | None = None
    citations: tuple[Citation, ...] = ()
    unshown: int = 0
    error: str | None = None
    choice: Choice = WHOLE
    next: tuple[str, ...] = ()


@dataclass(frozen=True)
class Opened:
    """The citation whose source is open: the number of the turn, and the marker."""

    turn: int
    marker: int


@dataclass
class Conversation:
    """The turns so far; the questions that wait for an answer, be a run cut short or not; what is open, what chosen."""

    id: str = field(default_factory=lambda: uuid4().hex)
    turns: list[Turn] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    opened: Opened | None = None
    choice: Choice = WHOLE

    def history(self) -> list[str]:
        """The earlier questions that were understood as such, oldest first."""
        return self.history_before(len(self.turns))

    def history_before(self, turn: int) -> list[str]:
        """The questions before a turn that were understood as such, oldest first."""
        earlier = self.turns[:turn]
        return [t.question for t in earlier if t.answer and t.answer.reason is not Reason.NO_QUESTION]

    def exchanges(self) -> list[Exchange]:
        """The turns that have an answer."""
        return [Exchange(turn.question, turn.answer, turn.choice) for turn in self.turns if turn.answer]

    def opened_citation(self) -> Citation | None:
        """The citation whose source is open."""
        if not self.opened or self.opened.turn >= len(self.turns):
            return None
        citations = self.turns[self.opened.turn].citations
        return next((citation for citation in citations if citation.marker == self.opened.marker), None)

    def ask(self, *questions: str) -> None:
        """Puts questions in the line; what is open makes room."""
        self.waiting += questions
        self.opened = None


def conversation() -> Conversation:
    """The conversation of this session."""
    found = st.session_state.setdefault("conversation", Conversation())
    assert isinstance(found, Conversation)  # noqa: S101
    return found


def begin(turns: list[Turn] | None = None, identifier: str | None = None) -> None:
    """Puts another conversation in the place of this one: a new one, or one that was kept."""
    choice = conversation().choice
    fresh = Conversation(turns=turns or [], choice=choice)
    if identifier:
        fresh.id = identifier
    st.session_state["conversation"] = fresh
