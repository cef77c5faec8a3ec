"""What a visitor's session keeps, typed and named in one place."""

from dataclasses import dataclass, field

import streamlit as st

from kb.answering.answer import Answer, Reason
from kb.ui.excerpts import Source


@dataclass(frozen=True)
class Turn:
    """A question and what came of it: an answer with its sources, or one line that says why there is none.

    `unshown` is the number of citations that no longer stood in their notice when they were to be shown.
    """

    question: str
    answer: Answer | None = None
    sources: tuple[Source, ...] = ()
    unshown: int = 0
    error: str | None = None


@dataclass
class Conversation:
    """The turns so far, and the question of an example that was clicked, not yet answered."""

    turns: list[Turn] = field(default_factory=list)
    clicked: str | None = None

    def history(self) -> list[str]:
        """The earlier questions that were understood as such, oldest first."""
        return [t.question for t in self.turns if t.answer and t.answer.reason is not Reason.NO_QUESTION]

    def click(self, question: str) -> None:
        self.clicked = question

    def take_clicked(self) -> str | None:
        question, self.clicked = self.clicked, None
        return question

    def clear(self) -> None:
        self.turns.clear()
        self.clicked = None


def conversation() -> Conversation:
    """The conversation of this session."""
    found = st.session_state.setdefault("conversation", Conversation())
    assert isinstance(found, Conversation)  # noqa: S101
    return found
