"""A conversation as its last question needs it: the questions before, and what was answered to the last of them."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kb.answering.answer import Answer
from kb.answering.evidence import likeness
from kb.answering.grid import row_cited
from kb.answering.relevance import ENOUGH
from kb.catalogue import Catalogue, Located
from kb.lexicon import generic_nouns
from kb.questions import (
    KIND_CUES,
    Kind,
    Question,
    carried,
    is_beside_it,
    means_task_before,
    means_units_before,
    task_behind,
    understand,
    with_clause,
    with_task,
    with_units,
)
from kb.text import fold

_FEW_WORDS = 12
_THE_OTHER = re.compile(r"另外?一?[个份](?:文件?|方案|意见|通知)?的")
_IT = re.compile(r"它(?!们)|[这那该]个?区(?![别间分域块划县内])")


@dataclass(frozen=True)
class Conversation:
    """The questions before one, the last of them last; `answer` answers that last one, where there is one to ask."""

    earlier: Sequence[str] = ()
    answer: Callable[[], Answer] | None = None

    @cached_property
    def before(self) -> Answer | None:
        """The answer to the last question before, found once."""
        return self.answer() if self.answer and self.earlier else None

    @property
    def documents(self) -> frozenset[str]:
        """The ids of the documents that the answer before cited."""
        return frozenset(citation.document.id for citation in self.before.citations) if self.before else frozenset()


def read(text: str, talk: Conversation, catalogue: Catalogue, today: dt.date, *, follows: bool) -> Question:
    """The question with what those before it lend it."""
    asked = understand(_with_row(text, talk, catalogue), catalogue, today)
    if means_units_before(asked) and (before := _units_before(talk, catalogue)):
        return with_units(asked, before)
    if means_task_before(asked) and (task := _task_before(talk, catalogue)):
        document, number = task
        if not asked.asks(*KIND_CUES) or is_beside_it(asked):
            asked = replace(asked, cues=asked.cues - {"target"} | _asked_before(talk, catalogue, today))
        return with_task(asked, document, number)
    if (step := task_behind(asked)) and (beside := _clause_beside(talk, catalogue, step)):
        asked = replace(asked, cues=asked.cues | _asked_before(talk, catalogue, today))
        return with_clause(asked, *beside.key)
    if _THE_OTHER.search(asked.folded) and (other := _other_document(talk, catalogue)):
        asked = replace(asked, documents=(other,), follows=False)
    if asked.matters or not talk.earlier:
        return asked
    if follows or not asked.concepts:
        asked = replace(asked, concepts=(), vague=False) if asked.vague else asked
        return carried(asked, [understand(earlier, catalogue, today) for earlier in talk.earlier])
    return asked


def _with_row(text: str, talk: Conversation, catalogue: Catalogue) -> str:
    """The question with the name of the row of a table for “它”, where the answer before told of just that row."""
    if not _IT.search(text) or talk.before is None or talk.before.kind is not Kind.TABLE:
        return text
    row = row_cited([citation.quote for citation in talk.before.citations], catalogue)
    return _IT.sub(lambda _: row, text, count=1) if row else text


def _other_document(talk: Conversation, catalogue: Catalogue) -> str | None:
    """The one of two documents that the answer before did not cite."""
    others = [holding.id for holding in catalogue.holdings if holding.id not in talk.documents]
    return others[0] if len(catalogue.holdings) == 2 and len(others) == 1 else None


def _asked_before(talk: Conversation, catalogue: Catalogue, today: dt.date) -> frozenset[str]:
    """What the last question before that asked for something did: “那下一项呢” asks the same."""
    asked = (understand(earlier, catalogue, today).cues & frozenset(KIND_CUES) for earlier in reversed(talk.earlier))
    return next(filter(None, asked), frozenset())


def talked_of(own: Question, talk: Conversation, corpus: Catalogue) -> Catalogue | None:
    """The documents that the answer before cited, where the question goes on with its matter; else None."""
    if not talk.earlier or own.documents or own.elsewhere or own.missing:
        return None
    said = any(form in fold(talk.earlier[-1]) for concept in own.concepts for form in concept.forms)
    if not said and not _is_of_what_was_cited(own, talk, corpus):
        return None
    return corpus.only(talk.documents) if 0 < len(talk.documents) < len(corpus.holdings) else None


def _is_of_what_was_cited(own: Question, talk: Conversation, corpus: Catalogue) -> bool:
    """Whether a clause that the answer before cited has half of what a question names that follows it, by weight."""
    texts = (fold(c.headings + c.heading + c.text) for c in _cited(talk.before, corpus))
    covered = (sum(c.weight * likeness(c, text) for c in own.concepts) for text in texts)
    return own.follows and max(covered, default=0.0) >= ENOUGH * own.weight > 0


def is_of_the_same_row(own: Question, talk: Conversation, corpus: Catalogue) -> bool:
    """Whether a few words behind an answer from a table ask for another number of it: “国家级占几个”."""
    brief = len(own.folded) <= _FEW_WORDS and not (own.documents or own.units or own.tasks or own.paths)
    if not brief or not own.asks("target") or talk.before is None or talk.before.kind is not Kind.TABLE:
        return False
    told = fold("".join(located.clause.text for located in _cited(talk.before, corpus)))
    return all(concept.surface in told for concept in own.concepts)


def goes_on(answer: Answer, own: Question, corpus: Catalogue) -> bool:
    """Whether an answer tells a datum of a document, or what it cites has half of the question's words by weight."""
    told = fold("".join(c.headings + c.heading + c.text for c in _cited(answer, corpus)))
    telling = [c for c in own.concepts if c.surface not in generic_nouns()]
    own_share = sum(c.weight * likeness(c, told) for c in telling)
    return answer.kind is Kind.METADATA or own_share >= ENOUGH * sum(c.weight for c in telling)


def _cited(answer: Answer | None, catalogue: Catalogue) -> list[Located]:
    """The clauses that an answer cites."""
    located = (catalogue.by_key.get((c.document.id, c.clause)) for c in (answer.citations if answer else ()))
    return [each for each in located if each]


def _task_before(talk: Conversation, catalogue: Catalogue) -> tuple[str, int] | None:
    """The document and the number of the one task that the answer before cited."""
    cited = {(c.holding.id, c.clause.task_number) for c in _cited(talk.before, catalogue) if c.clause.task_number}
    return cited.pop() if len(cited) == 1 else None


def _clause_beside(talk: Conversation, catalogue: Catalogue, step: int) -> Located | None:
    """The clause so many on from the one that the answer before cited, below the same heading."""
    cited = dict.fromkeys(_cited(talk.before, catalogue))
    if len(cited) != 1 or not (only := next(iter(cited))).clause.parents:
        return None
    above = catalogue.by_key.get((only.holding.id, only.clause.parents[-1]))
    beside = catalogue.children(above) if above else []
    at = beside.index(only) + step if only in beside else -1
    return beside[at] if 0 <= at < len(beside) else None


def _units_before(talk: Conversation, catalogue: Catalogue) -> list[str]:
    """The units that the answer before listed, else those of the clauses it cited; none where it listed tasks."""
    if talk.before is None or talk.before.kind is Kind.UNIT_TASKS:
        return []
    listed = talk.before.units or [unit for c in _cited(talk.before, catalogue) for unit in c.clause.units]
    return list(dict.fromkeys(unit.name for unit in listed))
