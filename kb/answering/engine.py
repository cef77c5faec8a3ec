"""The answer engine 问答引擎: from a question to an answer that is proved, or refused for a reason."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kb.answering import (
    categories,
    clauses,
    deadlines,
    duties,
    membership,
    names,
    numbers,
    tables,
    tallies,
    targets,
    tasks,
    topics,
)
from kb.answering.answer import Answer, Reason
from kb.answering.besides import with_facts, with_other_parts
from kb.answering.compared import with_units_compared
from kb.answering.conversation import Conversation, goes_on, is_of_the_same_row, read, talked_of
from kb.answering.draft import Context, Draft, compose
from kb.answering.evidence import Found, find, speaks_of
from kb.answering.metadata import document_answer
from kb.answering.premises import instead_of_missing, put_right
from kb.answering.refusal import ask_which, refuse
from kb.answering.relevance import TOLD_OF_NOTICE, is_on_topic, lacking, of_nothing, of_several, off_topic
from kb.answering.scope import Scope, scopes
from kb.answering.wanted import stating_first
from kb.catalogue import Catalogue
from kb.index import KnowledgeBase
from kb.lexicon import attributes, generic_nouns
from kb.questions import (
    MAX_QUESTION,
    Kind,
    Question,
    is_courtesy,
    respelt,
    understand,
)
from kb.questions.gibberish import is_nonsense, without_gibberish
from kb.retrieval.hybrid import search
from kb.settings import PLACE
from kb.text import fold

# What each is worth: benchmarks/thresholds.md
ENOUGH_ELSEWHERE = 0.65
MUCH_MORE = 0.25
_HISTORY = 3
_MOST_QUESTIONS, _FEW_WORDS = 4, 8
# What a few words behind it may ask again, of another matter.
_LENT = frozenset({Kind.RESPONSIBILITY, Kind.DEADLINE, Kind.TARGET, Kind.TABLE, Kind.CONTENT})
_NUMBER_OF_DOCUMENT = re.compile(r"\d号")
_QUESTION_MARK = re.compile(r"[?？](?!(?:要|有|是|能|行|可以)的话)")
_WHAT_FOR = re.compile(r"[^,，。？?]{1,10}(?:要|用|急|备查|存档|等着|想报|想申请)[。!！]?")  # “……？档案登记要”
_SETS = (Kind.UNIT_TASKS, Kind.CLAUSE)


class Engine:
    """Answers questions from one knowledge base; the same question on the same day gives the same answer.

    `place` is the home place, whose notices a question means that names no place and no document.
    May be called from several threads. Raises KnowledgeBaseError where the knowledge base cannot be read.
    """

    def __init__(self, kb: KnowledgeBase, place: str = PLACE.default) -> None:
        self._kb, self._place = kb, place
        self._held: tuple[tuple[str, ...], Catalogue] = ((), Catalogue(()))

    @property
    def catalogue(self) -> Catalogue:
        """What the knowledge base holds now."""
        versions = tuple(holding.version for holding in self._kb.documents())
        if versions != self._held[0]:
            self._held = versions, Catalogue.of(self._kb)
        return self._held[1]

    def warm(self) -> None:
        """Loads all that a first question would wait for: notices, word lists, both indexes."""
        if self.catalogue.holdings:
            search(self._kb, "公文", 1)
            search(self._kb, "㐀", 1)  # a character that no notice has, so that the vectors are asked, too
            respelt("宫文", self.catalogue)  # a slip, so that the sounds are loaded, too

    def answer(self, question: str, history: Sequence[str] = (), as_of: dt.date | None = None) -> Answer:
        """The answer to `question`, asked after the last three of `history`, as of a day (today where None)."""
        question = _writable(question)
        history = [_writable(earlier[:MAX_QUESTION]) for earlier in history[-_HISTORY:]]
        today = as_of or dt.date.today()  # noqa: DTZ011 - a deadline ends with the day of the place
        if not question.strip():
            return _no_question(question, "问题是空的，请写下想问的事。")
        if len(question) > MAX_QUESTION:
            return _no_question(question[:100], f"问题太长（{len(question)}字），请写在{MAX_QUESTION}字以内。")
        corpus = self.catalogue
        if is_nonsense(question, corpus):
            return _no_question(question, "没有看出问题，请用一句话写下想问的事。")
        said = understand(question, corpus.only(()), today)
        if said.asks("greeting") or is_courtesy(without_gibberish(said.folded, corpus)):
            return _no_question(question, "请问一件与政策文件有关的事，例如：科技保险归谁管？")
        if said.asks("errand"):
            return _turned_away(question, "这里只按收录的公文回答问题，不做别的事。", Reason.NOT_IN_CORPUS)

        spelt, slips = respelt(question, corpus)
        answer = self._answered(spelt, [respelt(earlier, corpus)[0] for earlier in history], corpus, today)
        meant = (f"按“{slip.meant}”理解“{slip.said}”。" for slip in slips)
        return replace(answer, question=question, notes=(*answer.notes, *dict.fromkeys(meant)))

    def _answered(self, question: str, history: Sequence[str], corpus: Catalogue, today: dt.date) -> Answer:
        """The answer to a question that is spelt right; one that finds nothing alone may be meant to follow others."""
        talk = Conversation(history, lambda: self.answer(history[-1], history[:-1], today))
        own = understand(question, corpus, today)
        follows = bool(history) and (own.leans_on_earlier or is_of_the_same_row(own, talk, corpus))
        if history and not follows and _is_bare(own, talk):
            bare = self._as_read(own, talk, corpus, today, follows=True)
            if not bare.refused:
                return bare
        answer = self._as_read(own, talk, corpus, today, follows=follows)
        if not (answer.refused and history) or follows or own.matters or own.missing or own.elsewhere:
            return answer
        again = self._as_read(own, talk, corpus, today, follows=True)
        if again.refused:
            return again if _is_attribute_of_it(answer, again, own) else answer
        return again if goes_on(again, own, corpus) else answer

    def _as_read(
        self, own: Question, talk: Conversation, corpus: Catalogue, today: dt.date, *, follows: bool
    ) -> Answer:
        """The answer to a question that stands alone, or that follows those before it."""

        def question(catalogue: Catalogue) -> Question:
            return read(own.text, talk, catalogue, today, follows=follows)

        if part := talked_of(own, talk, corpus):
            answer = self._within(Scope(question(part), part), corpus, today)
            if answer and answer.reason is not Reason.NOT_IN_CORPUS:
                return answer
        said = fold("".join((*talk.earlier, own.text)) if follows else own.text)
        answers = (self._within(scope, corpus, today) for scope in scopes(question, said, corpus, self._place))
        return next(answer for answer in answers if answer)

    def _within(self, scope: Scope, corpus: Catalogue, today: dt.date) -> Answer | None:
        """The answer from one part of the corpus; None where the rest speaks of it, and this part does not."""
        context = Context(scope.question, scope.catalogue, today, corpus)
        draft = self._draft(context, scope.rest)
        draft = draft and self._with_each_question(draft, context)
        return compose(replace(draft, notes=(*draft.notes, *_assumed(draft, scope))), context) if draft else None

    def _with_each_question(self, draft: Draft, context: Context) -> Draft:
        """The draft with what is asked before or behind a question mark and other clauses answer."""
        parts = _each_question(context)
        asking_the_same = sum(part.kind is draft.kind for part in parts)
        for part in parts:
            one = None if _is_of_the_set(part, draft) else self._draft(replace(context, question=part), None)
            if one and (one.kind is not draft.kind or asking_the_same > 1):
                draft = with_facts(draft, one, part)
        return with_units_compared(draft, context.question)

    def _draft(self, context: Context, rest: Catalogue | None) -> Draft | None:
        """The answer from the documents of the context; None where the rest speaks of it, and they do not."""
        if context.question.missing and not _is_of_wrong_number(context.question):
            if draft := instead_of_missing(context, find(context.question, context.catalogue, self._kb)):
                return draft
            words = f"现有文件没有提到{'、'.join(context.question.missing)}。"
            told = TOLD_OF_NOTICE.search(context.question.folded)
            return refuse(context.question.kind, Reason.FALSE_PREMISE if told else Reason.NOT_IN_CORPUS, words)
        if context.question.both and (asked := ask_which(context.question.kind, context.catalogue.holdings, most=2)):
            return asked
        if context.question.elsewhere:
            return self._about_topic(context, rest)
        if draft := next(filter(None, (answer(context) for answer in OF_STRUCTURE)), None):
            return None if rest and draft.reason is Reason.NOT_IN_CORPUS else draft
        return self._about_topic(context, rest)

    def _about_topic(self, context: Context, rest: Catalogue | None) -> Draft | None:
        """The answer from the clauses that speak of the topic."""
        question, kind = context.question, context.question.kind
        if aimless := of_nothing(question, kind):
            return tasks.meant(context) or aimless
        found = [f for f in find(question, context.catalogue, self._kb) if speaks_of(f.located, question.elsewhere)]
        if rest and self._is_about(rest, question, found):
            return None
        found = stating_first(found, question)
        if refused := of_several(question, found) or lacking(context, kind, found):
            return refused
        if not found or not is_on_topic(found[0]):
            return tasks.meant(context) or off_topic(context, kind, found)
        draft = membership.of_topic(context, found) or _TOPICS[kind](context, found)
        return put_right(with_other_parts(draft, context), context, found)

    def _is_about(self, rest: Catalogue, question: Question, found: Sequence[Found]) -> bool:
        """Whether other documents speak of the topic, and much more so than what was found."""
        best = max((f.coverage for f in found), default=0.0)
        if best + MUCH_MORE > 1:
            return False
        others = max((f.coverage for f in find(question, rest, self._kb)), default=0.0)
        return others >= max(ENOUGH_ELSEWHERE, best + MUCH_MORE)


# The kinds of answer from structured data, in the order in which they are tried; what none of them takes is a topic.
OF_STRUCTURE: tuple[Callable[[Context], Draft | None], ...] = (
    names.answer,  # who is called what: before its unit or its document is taken for what is asked of
    targets.overdue,
    targets.mentioned,
    targets.of_goals,
    document_answer,  # number, dates, validity: before the words of a title are taken for a topic
    membership.of_group,
    tasks.among_named,
    tasks.only_named,
    membership.named_clause,  # “第8项有没有团市委”: before the clause that it names is told as a whole
    clauses.answer,
    duties.no_unit,
    tallies.answer,  # how many tasks each unit has: before the tasks themselves are listed
    tasks.of_units,
    tables.answer,  # behind the tasks of units: districts are rows of tables, too
    tables.of_another,
    categories.answer,
    tasks.others,  # sets without a unit, last: its words are the most general
)
_TOPICS: dict[Kind, Callable[[Context, Sequence[Found]], Draft]] = {
    Kind.RESPONSIBILITY: topics.responsibility,
    Kind.DEADLINE: deadlines.deadline,
    Kind.TARGET: numbers.target,
    Kind.CONTENT: topics.content,
}


def _is_bare(own: Question, talk: Conversation) -> bool:
    """Whether it is a few words that ask nothing themselves: “专业型” behind a question for another number."""
    brief = len(own.folded) <= _FEW_WORDS and not (own.cues or own.documents or own.tasks or own.paths)
    return brief and talk.before is not None and talk.before.kind in _LENT


def _is_of_wrong_number(question: Question) -> bool:
    """Whether the number of a document that it names is asked for, and it has another: “方案的文号是……86号吧”."""
    numbers = all(_NUMBER_OF_DOCUMENT.search(name) for name in question.missing)
    one = len(question.documents) == 1 and question.asks("yes_no")
    return one and numbers and question.asks("metadata_number")


def _is_attribute_of_it(answer: Answer, again: Answer, own: Question) -> bool:
    """Whether its own words are but attributes (年息, 封顶) of what was spoken of before, and that is not stated."""
    but_attributes = all(concept.surface in attributes() | generic_nouns() for concept in own.concepts)
    return but_attributes and answer.reason is Reason.NOT_IN_CORPUS and again.reason is Reason.NOT_STATED


def _is_of_the_set(part: Question, draft: Draft) -> bool:
    """Whether it asks but for the tasks that the draft lists: “有没有一家单干的？是哪几条”."""
    return draft.kind is Kind.UNIT_TASKS and part.kind is Kind.CONTENT


def _each_question(context: Context) -> list[Question]:
    """What stands before each question mark, where there are some: one may follow those before it."""
    parts = _QUESTION_MARK.split(context.question.text)
    said = [part for part in parts if part.strip() and not _WHAT_FOR.fullmatch(part)]
    read_each = []
    for place, part in enumerate(said if 1 < len(said) <= _MOST_QUESTIONS else ()):
        follows = place > 0 and understand(part, context.catalogue, context.today).leans_on_earlier
        read_each.append(read(part, Conversation(said[:place]), context.catalogue, context.today, follows=follows))
    return read_each


def _assumed(draft: Draft, scope: Scope) -> tuple[str, ...]:
    """Where a set is limited to the home place without the question saying so, that is said."""
    if draft.kind not in _SETS or not scope.assumed:
        return ()
    return (f"问题没有写明地方或文件，这里只按{'、'.join(scope.catalogue.issuing_places)}的公文回答。",)


def _writable(text: str) -> str:
    """Without characters that no encoding can write (lone surrogates)."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _no_question(question: str, words: str) -> Answer:
    return _turned_away(question, words, Reason.NO_QUESTION)


def _turned_away(question: str, words: str, reason: Reason) -> Answer:
    return Answer(question, Kind.CONTENT, words, refused=True, reason=reason)
