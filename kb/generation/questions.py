"""A question that the engine refuses, put another way by a model: a follow-up made whole, lay words made official.

What the model makes of a question is checked as its answers are: it may add no unit, number, place or quote, drop
none, and ask for nothing else. What is then found is the engine's own answer, and says how it was found.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kb.answering.answer import Answer, Reason
from kb.answering.refusal import NOT_COVERED
from kb.claims import plain, unproved
from kb.errors import PolicyKBError
from kb.generation.service import Unusable, asked
from kb.grounds import fenced, grounds_of, proofs
from kb.index import KnowledgeBase
from kb.prompts import load
from kb.settings import Settings
from kb.verification import share

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_LONGEST = 200
_FROM_WORDS, _OF_TOPIC = 0.8, 0.3
_UNCLEAR = (Reason.NOT_IN_CORPUS, Reason.AMBIGUOUS)


@dataclass(frozen=True)
class Again:
    """Asks the engine once more, by `ask`, with the question as the model puts it, which must do so by `deadline`."""

    kb: KnowledgeBase
    ask: Callable[[str], Answer]
    settings: Settings
    deadline: float
    llm: "LLM | None" = None

    def answer(self, refusal: Answer, history: Sequence[str]) -> Answer:
        """The answer to a refused question, or the refusal itself; never raises for the model's sake."""
        if not (self.settings.llm_model or self.llm) or refusal.reason not in _UNCLEAR:
            return refusal
        try:
            text = self._condensed(refusal.question, history) if history else self._rewritten(refusal)
            found = self.ask(text) if text else refusal
            if found.refused or found.reason or not (history or self._is_of(found, refusal)):
                return refusal
        except (Unusable, PolicyKBError) as why:
            note = f"没有请语言模型换个问法再查（{str(why).rstrip('。')}）。"
            return replace(refusal, notes=(*refusal.notes, note))
        note = f"原来的问法没有查到，以上是按“{text}”查到的，请核对是不是所问的事。"
        return replace(found, question=refusal.question, notes=(*found.notes, note))

    def _condensed(self, question: str, history: Sequence[str]) -> str:
        """A follow-up with what it leaves out, in the words of the conversation; empty where it has others."""
        text = self._put("condense", history="\n".join(history), question=question)
        sources = [plain(question), *map(plain, history)]
        is_theirs = not unproved(plain(text), sources) and share(plain(text), sources) >= _FROM_WORDS
        return text if is_theirs else ""

    def _rewritten(self, refusal: Answer) -> str:
        """A question in other words, with the same names, numbers and denials; empty where they are not the same."""
        if refusal.reason is not Reason.NOT_IN_CORPUS:
            return ""
        text = self._put("rewrite", question=refusal.question)
        before, after = plain(refusal.question), plain(text)
        return "" if unproved(after, [before]) or unproved(before, [after]) else text

    def _put(self, prompt: str, **values: str) -> str:
        """The one line that the model says to a prompt; empty where it declines or says more. Raises Unusable."""
        fences = {name: fenced(value) for name, value in values.items()}
        messages = load(prompt, self.settings.prompts).filled(**fences, refusal=NOT_COVERED)
        text, _ = asked(messages, self.settings, self.deadline, self.llm)
        usable = len(text) <= _LONGEST and "\n" not in text and plain(text) != plain(NOT_COVERED)
        return text if usable else ""

    def _is_of(self, found: Answer, refusal: Answer) -> bool:
        """Whether what was found is of the kind and has enough of the words of the question as it was asked."""
        texts = [plain(text) for texts in proofs(found, grounds_of(found, self.kb)).values() for text in texts]
        return found.kind is refusal.kind and share(plain(refusal.question), texts) >= _OF_TOPIC
