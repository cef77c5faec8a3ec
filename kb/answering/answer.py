"""An answer 答复: its words, its citations, the facts in it, or why it is refused."""

from dataclasses import dataclass
from enum import StrEnum

from kb.citations import Citation
from kb.questions import Kind
from kb.units import Role

__all__ = ["Answer", "AnsweredUnit", "Kind", "Reason"]


class Reason(StrEnum):
    """Why an answer is refused, or what it had to put right."""

    NOT_IN_CORPUS = "not_in_corpus"
    NOT_STATED = "not_stated"
    FALSE_PREMISE = "false_premise"
    AMBIGUOUS = "ambiguous"
    NO_QUESTION = "no_question"


@dataclass(frozen=True)
class AnsweredUnit:
    """A responsible unit in the notice's words; `resolved` is its full name where the registry knows it."""

    name: str
    role: Role
    note: str | None = None
    resolved: str | None = None


@dataclass(frozen=True)
class Answer:
    """`answer` is plain Chinese text with `[n]` markers, one paragraph or list item a line (“- …” or “1. …”).

    When `refused`, `citations` are the nearest clauses, offered and not claimed as an answer.
    """

    question: str
    kind: Kind
    answer: str
    refused: bool = False
    reason: Reason | None = None
    citations: tuple[Citation, ...] = ()
    units: tuple[AnsweredUnit, ...] = ()
    notes: tuple[str, ...] = ()
