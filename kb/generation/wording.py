"""An offline answer in the words of a model: each sentence is checked as it arrives, before it is given out."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from kb.answering.answer import Answer, Kind
from kb.answering.refusal import NOT_COVERED
from kb.errors import PolicyKBError
from kb.generation.service import ModelError, Unusable, Usage, asked, said, until
from kb.grounds import Ground, assigned, facts, fenced, grounds_of, proofs
from kb.index import KnowledgeBase
from kb.prompts import Message, load
from kb.settings import Settings
from kb.text import fold
from kb.verification import Sentence, Sentences, Verifier, markers_in, sentences_in, unmarked

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

Made = TypeVar("Made")
_COMPLETE = (Kind.UNIT_TASKS, Kind.CLAUSE)  # answers that are a set: each member must stay


def reworded(answer: Answer, settings: Settings) -> Answer:
    """The answer that `worded` ends with; never raises."""
    return result(worded(answer, settings))


def result(stream: Generator[str, None, Made], tell: Callable[[str], object] = str) -> Made:
    """What a stream returns when all of it has been read; `tell` gets each piece as it comes."""
    while True:
        try:
            tell(next(stream))
        except StopIteration as end:
            made: Made = end.value
            return made


def worded(
    answer: Answer, settings: Settings, deadline: float | None = None, llm: "LLM | None" = None
) -> Generator[str, None, Answer]:
    """Yields the words of `llm`, or the model of the settings, as far as they stand in what they cite.

    Returns the whole answer: citations, units and all else stay as they are. Where the words turn out to be of no use,
    it is the offline answer, whatever was yielded, with a note that says why. Never raises.
    """
    if not (settings.llm_model or llm) or not can_be_worded(answer):
        return answer
    try:
        grounds = grounds_of(answer, KnowledgeBase.open(settings))
        page = Page(answer, grounds)
        cutter = Sentences()
        for piece in said(_messages(answer, grounds, settings), settings, deadline or until(settings), llm):
            yield from filter(None, map(page.take, cutter.feed(piece)))
        yield from filter(None, map(page.take, cutter.end()))
        yield from page.end()
    except (Unusable, PolicyKBError) as why:
        return noted(answer, f"没有采用语言模型的改写（{str(why).rstrip('。')}），以上是离线答案。")
    made = replace(answer, answer=page.text)
    return noted(made, page.note) if page.note else made


def can_be_worded(answer: Answer) -> bool:
    """Not a refusal, nor a premise put right, nor figures of a table: there the words and their order are the fact."""
    proved = bool(answer.citations) and bool(markers_in(answer.answer))
    return proved and not answer.refused and answer.reason is None and answer.kind is not Kind.TABLE


def cost(answer: Answer, settings: Settings) -> Usage | None:
    """What it takes to word an answer, in tokens as the service counts them; None where it does not tell.

    Raises ModelError where the service fails.
    """
    grounds = grounds_of(answer, KnowledgeBase.open(settings))
    try:
        return asked(_messages(answer, grounds, settings), settings, until(settings))[1]
    except Unusable as why:
        raise ModelError(f"语言模型 {settings.llm_model} 没有回答（{why}）。") from None


def noted(answer: Answer, note: str) -> Answer:
    return replace(answer, notes=(*answer.notes, note))


def _messages(answer: Answer, grounds: Sequence[Ground], settings: Settings) -> tuple[Message, ...]:
    """The prompt; what others wrote is fenced in it, and cannot close its fence."""
    return load("answer", settings.prompts).filled(
        question=fenced(answer.question),
        draft=fenced(answer.answer),
        facts=fenced(facts(answer, grounds)),
        refusal=NOT_COVERED,
        evidence="\n\n".join(ground.evidence for ground in grounds),
    )


class Page:
    """The words that stand so far, with the offline lines that carry no marker where the model leaves them out.

    Nothing is given out before every unit asked for has been named: a list of units is whole or not there.
    """

    def __init__(self, answer: Answer, grounds: Sequence[Ground]) -> None:
        self._answer, self._lines = answer, answer.answer.splitlines()
        self._verifier = Verifier.of(proofs(answer, grounds), self._lines, assigned(answer, grounds))
        self._first = next(at for at, line in enumerate(self._lines) if markers_in(line))
        self._before = self._lines[: self._first]
        self._said = {fold(sentence.text) for line in self._before for sentence in sentences_in(line)}
        self._last: Sentence | None = None
        self._withheld: list[Sentence] = []
        self._kept = self._replaced = 0
        self._held = ""
        self.text = ""

    @property
    def note(self) -> str:
        """How many sentences were withheld, and what became of them; empty where none was."""
        withheld, replaced = len(self._withheld), self._replaced
        fate = (
            "已略去"
            if not replaced
            else f"其中 {replaced} 处换成了离线答案的原话"
            if withheld > 1
            else "已换成离线答案的原话"
        )
        return f"语言模型有 {withheld} 句与依据对不上，{fate}。" if withheld else ""

    def take(self, sentence: Sentence) -> str:
        """What can be given out now that the model has said this sentence, if anything."""
        own = self._verifier.is_own(sentence.text)
        if own and fold(sentence.text) in self._said:
            self._kept += 1
            return ""
        if not self._verifier.passes(sentence.text):
            self._withheld.append(sentence)
            return self._put(self._original(sentence)) if self._has_its_place(sentence) else ""
        self._kept += 1
        shown = sentence.behind(self._last) if self._last else f"\n{sentence.behind(None)}"
        self._last = sentence
        self._said.add(fold(sentence.text))
        return self._put(shown)

    def end(self) -> Iterator[str]:
        """What comes behind the last sentence. Raises Unusable where too little stands, or the set is not complete."""
        if fold("".join(sentence.text for sentence in self._withheld)) == fold(NOT_COVERED) and not self._kept:
            raise Unusable("它认为依据答不了这个问题")
        if len(self._withheld) > self._kept:
            raise Unusable("它的多数句子与依据对不上")
        missing = [self._original(sentence) for sentence in self._withheld]
        after = [line for line in self._lines[self._first :] if self._is_left_out(line)]
        rest = self._put("".join([*missing, *(f"\n{line}" for line in after)]))
        whole = fold(self.text + self._held)
        if any(fold(unit.name) not in whole for unit in self._answer.units):
            raise Unusable("它没有列全单位")
        markers = set(markers_in(self.text))
        needed = set(markers_in(self._answer.answer)) if self._is_a_set else set()
        if not markers or not needed <= markers:
            raise Unusable("它没有用全依据")
        yield from filter(None, [rest])

    @property
    def _is_a_set(self) -> bool:
        return bool(self._answer.units) or self._answer.kind in _COMPLETE

    def _put(self, words: str) -> str:
        """Adds words, the offline lines above all markers before the first; gives out what need not be held back."""
        if words and not self.text and not self._held:
            words = "\n".join([*self._before, words.lstrip("\n")])
        self._held += words
        if any(fold(unit.name) not in fold(self._held + self.text) for unit in self._answer.units):
            return ""
        out, self._held = self._held, ""
        self.text += out
        return out

    def _has_its_place(self, withheld: Sentence) -> bool:
        """Whether what stands for a sentence must stand where it was: an item of a list, or what introduces one."""
        lines = (line for line in self._lines if withheld.markers & set(markers_in(line)))
        return withheld.item or any(unmarked(line).endswith("：") for line in lines)

    def _original(self, withheld: Sentence) -> str:
        """The offline lines for the markers of a sentence that was withheld, where nothing else has them."""
        have = set(markers_in(self.text + self._held))
        lines = [
            line for line in self._lines if (found := set(markers_in(line)) & withheld.markers) and not found & have
        ]
        self._replaced += bool(lines)
        if lines:
            self._last = None
        return "".join(f"\n{line}" for line in lines)

    def _is_left_out(self, line: str) -> bool:
        """Whether an offline line without a marker has not been said."""
        parts = [fold(unmarked(sentence.text)) for sentence in sentences_in(line)]
        return bool(line.strip()) and not markers_in(line) and not all(part in self._said for part in parts)
