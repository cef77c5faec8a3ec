"""From a question to an answer with its citations.

Kinds of answer: names, metadata, membership, clauses, tasks (with conditions), tallies, tables, categories, topics,
numbers. Tables are read by grid, measures, figures, ranking; what they lack is in unlisted, what is taken for granted
of them in granted. Found and chosen by scope, evidence, wanted, selection, named; refused or put right by stated,
focus, premises, refusal; worded by lines, facts, prose, besides, draft.
"""

from kb.answering.answer import Answer, AnsweredUnit, Reason
from kb.answering.engine import Engine

__all__ = ["Answer", "AnsweredUnit", "Engine", "Reason"]
