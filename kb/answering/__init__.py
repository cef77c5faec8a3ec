"""From a question to an answer with its citations: one small module for each kind."""

from kb.answering.answer import Answer, AnsweredUnit, Reason
from kb.answering.engine import Engine

__all__ = ["Answer", "AnsweredUnit", "Engine", "Reason"]
