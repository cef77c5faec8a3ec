"""The answer engine 问答引擎: from a question to an answer that is proved, or refused for a reason."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kb.answering import categories, clauses, membership, names, numbers, tables, tallies, tasks, topics
from kb.answering.answer import Answer, Reason
from kb.answering.besides import with_facts, with_other_parts
from kb.answering.draft import Context, Draft, compose
from kb.answering.evidence import Found, find, speaks_of
from kb.answering.metadata import document_answer
from kb.answering.premises import instead_of_missing, put_right
from kb.answering.refusal import NOT_COVERED, ask_which, refuse
from kb.answering.scope import Scope, scopes
from kb.answering.stated import unstated
from kb.answering.wanted import stating_first
from kb.catalogue import Catalogue
from kb.index import KnowledgeBase
from kb.lexicon import attributes, cues, generic_nouns
from kb.questions import (
    MAX_QUESTION,
    Kind,
    Question,
    carried,
    means_task_before,
    means_units_before,
    respelt,
    understand,
    with_task,
    with_units,
)
from kb.retrieval.hybrid import search
from kb.settings import PLACE
from kb.text import fold

# What each is worth: benchmarks/thresholds.md
ENOUGH = 0.5
MENTIONED = 0.3
ENOUGH_WEIGHT = 7.0
ENOUGH_ELSEWHERE = 0.65
MUCH_MORE = 0.25
_HISTORY = 3
_WORDS_OF_TITLE = 3
_TOLD_OF_NOTICE = re.compile(r"(?:文件|方案|意见|通知|公文|条款|原文)[里中]?面?(?:把|说|讲|写|点名|提到|要求|规定)")
_QUESTION_MARK = re.compile(r"[?？]")
_POINTS = re.compile(
    r"(?:[你我他她]们?(?:上次|上回|刚才|之前|前面)?(?:讲|说|提|问)到?过?的)?(?:那|这)(?:个|项|件)|(?:[他她它]们?|这些|那些)的"
)
_SOUNDS, _LATIN = frozenset("哈啊嘿呵嗯哦呃额唉哎呀"), re.compile(r"[a-z0-9]+")
_ASKED_OF_A_MATTER = ("contact", "procedure", "money", "person", "rate", "duration")
_GENERAL = generic_nouns() | attributes() | {"电话"}
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
        if _is_nonsense(question, corpus):
            return _no_question(question, "没有看出问题，请用一句话写下想问的事。")
        said = understand(question, corpus.only(()), today)
        if said.asks("greeting"):
            return _no_question(question, "您好。请问一件与政策文件有关的事，例如：科技保险归谁管？")
        if said.asks("errand"):
            return _turned_away(question, "这里只按收录的公文回答问题，不做别的事。", Reason.NOT_IN_CORPUS)

        spelt, slips = respelt(question, corpus)
        answer = self._answered(spelt, [respelt(earlier, corpus)[0] for earlier in history], corpus, today)
        meant = (f"按“{slip.meant}”理解“{slip.said}”。" for slip in slips)
        return replace(answer, question=question, notes=(*answer.notes, *dict.fromkeys(meant)))

    def _answered(self, question: str, history: Sequence[str], corpus: Catalogue, today: dt.date) -> Answer:
        """The answer to a question that is spelt right."""

        def read(catalogue: Catalogue) -> Question:
            return self._read(question, history, catalogue, today)

        own = understand(question, corpus, today)
        said = fold("".join((*history, question)) if own.leans_on_earlier else question)
        answers = (self._within(scope, corpus, today) for scope in scopes(read, said, corpus, self._place))
        return next(answer for answer in answers if answer)

    def _within(self, scope: Scope, corpus: Catalogue, today: dt.date) -> Answer | None:
        """The answer from one part of the corpus; None where the rest speaks of it, and this part does not."""
        context = Context(scope.question, scope.catalogue, today, corpus)
        draft = self._draft(context, scope.rest)
        draft = draft and self._with_each_question(draft, context)
        return compose(replace(draft, notes=(*draft.notes, *_assumed(draft, scope))), context) if draft else None

    def _with_each_question(self, draft: Draft, context: Context) -> Draft:
        """The draft with what is asked before or behind a question mark and other clauses answer."""
        said = [part for part in _QUESTION_MARK.split(context.question.text) if part.strip()]
        for place in range(len(said) if len(said) > 1 else 0):
            question = self._read(said[place], said[:place], context.catalogue, context.today)
            one = self._draft(Context(question, context.catalogue, context.today, context.corpus), None)
            draft = with_facts(draft, one, question) if one else draft
        return draft

    def _read(self, question: str, history: Sequence[str], catalogue: Catalogue, today: dt.date) -> Question:
        """The question with what those before it lend it."""
        asked = understand(question, catalogue, today)
        if history and means_units_before(asked) and (before := self._units_before(history, today)):
            return with_units(asked, before)
        if history and means_task_before(asked) and (task := self._task_before(history, today)):
            return with_task(asked, *task)
        if asked.follows or not asked.concepts or (asked.vague and history):
            asked = replace(asked, concepts=()) if asked.vague else asked
            return carried(asked, [understand(earlier, catalogue, today) for earlier in history])
        return asked

    def _task_before(self, history: Sequence[str], today: dt.date) -> tuple[str, int] | None:
        """The document and the number of the one task that the answer before cited."""
        before = self.answer(history[-1], history[:-1], today)
        located = (self.catalogue.by_key.get((c.document.id, c.clause)) for c in before.citations)
        cited = {(c.holding.id, c.clause.task_number) for c in located if c and c.clause.task_number}
        return cited.pop() if len(cited) == 1 else None

    def _units_before(self, history: Sequence[str], today: dt.date) -> list[str]:
        """The units that the answer before listed, else those of the clauses it cited; none where it listed tasks."""
        before = self.answer(history[-1], history[:-1], today)
        if before.kind is Kind.UNIT_TASKS:
            return []
        by_key = self.catalogue.by_key
        cited = (by_key.get((citation.document.id, citation.clause)) for citation in before.citations)
        listed = before.units or [unit for located in cited if located for unit in located.clause.units]
        return list(dict.fromkeys(unit.name for unit in listed))

    def _draft(self, context: Context, rest: Catalogue | None) -> Draft | None:
        """The answer from the documents of the context; None where the rest speaks of it, and they do not."""
        if context.question.missing:
            if draft := instead_of_missing(context, find(context.question, context.catalogue, self._kb)):
                return draft
            words = f"现有文件没有提到{'、'.join(context.question.missing)}。"
            told = _TOLD_OF_NOTICE.search(context.question.folded)
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
        if aimless := _of_nothing(question, kind):
            return aimless
        found = [f for f in find(question, context.catalogue, self._kb) if speaks_of(f.located, question.elsewhere)]
        if rest and self._is_about(rest, question, found):
            return None
        found = stating_first(found, question)
        if lacking := _lacking(context, kind, found):
            return lacking
        if not found or not _is_on_topic(found[0]):
            of_earlier = bool(question.context) and _asks_of_a_matter(question)
            if (
                question.documents
                or of_earlier
                or (found and found[0].coverage >= MENTIONED and _is_asked(context, found[0]))
            ):
                return refuse(kind, Reason.NOT_STATED, "文件没有写明所问的内容。", found)
            return refuse(kind, Reason.NOT_IN_CORPUS, NOT_COVERED, found)
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
    numbers.overdue,
    numbers.mentioned,
    document_answer,  # number, dates, validity: before the words of a title are taken for a topic
    membership.of_group,
    membership.named_clause,  # “第8项有没有团市委”: before the clause that it names is told as a whole
    clauses.answer,
    tallies.answer,  # how many tasks each unit has: before the tasks themselves are listed
    tasks.of_units,
    tables.answer,  # behind the tasks of units: districts are rows of tables, too
    tables.of_another,
    categories.answer,
    tasks.others,  # sets without a unit, last: its words are the most general
)
_TOPICS: dict[Kind, Callable[[Context, Sequence[Found]], Draft]] = {
    Kind.RESPONSIBILITY: topics.responsibility,
    Kind.DEADLINE: topics.deadline,
    Kind.TARGET: numbers.target,
    Kind.CONTENT: topics.content,
}


def _of_nothing(question: Question, kind: Kind) -> Draft | None:
    """The refusal of a question that speaks of no matter: what was done is not stated, else it is asked back."""
    if not question.concepts and question.asks("actual") and (question.documents or question.years):
        return refuse(kind, Reason.NOT_STATED, "文件只写目标，没有写明实际完成情况。")
    pointed = _POINTS.match(question.folded) and not (question.context or question.documents)
    if (
        not question.concepts
        or (pointed and all(c.surface in _GENERAL for c in question.concepts))
        or (question.vague and question.asks("responsibility", "deadline", "tasks"))
    ):
        words = "没有看出问的是哪件事，请补充：是哪项工作、哪个单位或哪份文件？"
        return refuse(kind, Reason.AMBIGUOUS, words)
    return None


def _lacking(context: Context, kind: Kind, found: Sequence[Found]) -> Draft | None:
    """The refusal of a question for what no notice has, or what these clauses do not state; else None."""
    question = context.question
    if not question.matters:
        return unstated(context, found) if found and found[0].coverage >= MENTIONED else None
    words = f"现有文件没有提到{'、'.join(f'“{matter}”' for matter in question.matters)}。"
    is_known = question.documents or (found and found[0].coverage >= ENOUGH)
    return refuse(kind, Reason.NOT_STATED, words, found) if is_known else refuse(kind, Reason.NOT_IN_CORPUS, words)


def _is_on_topic(found: Found) -> bool:
    """Whether a clause covers enough of the topic; of a long story a part that weighs enough."""
    weight = sum(concept.weight for concept in found.said)
    return found.coverage >= ENOUGH or (found.coverage >= MENTIONED and weight >= ENOUGH_WEIGHT)


def _is_asked(context: Context, found: Found) -> bool:
    """Whether the question is put to just this notice: the only one of its place, or named by words of its title."""
    title = fold(found.located.holding.title)
    named = sum(concept.surface in title for concept in context.question.concepts) >= _WORDS_OF_TITLE
    return named or (len(context.catalogue.holdings) == 1 and context.corpus is not context.catalogue)


def _assumed(draft: Draft, scope: Scope) -> tuple[str, ...]:
    """Where a set is limited to the home place without the question saying so, that is said."""
    if draft.kind not in _SETS or not scope.assumed:
        return ()
    return (f"问题没有写明地方或文件，这里只按{'、'.join(scope.catalogue.issuing_places)}的公文回答。",)


def _asks_of_a_matter(question: Question) -> bool:
    """Whether its own words, not those before it, ask for an address, a procedure, an amount of a matter."""
    return any(pattern.search(question.folded) for cue in _ASKED_OF_A_MATTER for pattern in cues()[cue])


def _is_nonsense(question: str, corpus: Catalogue) -> bool:
    """Whether all it has are marks, sounds, and letters that no notice has: “？？”, “asdf 哈哈”."""
    folded = fold(question)
    if any(char not in _SOUNDS for char in folded if char.isalnum() and not char.isascii()):
        return False
    return not any(len(word) > 1 and word in corpus.vocabulary for word in _LATIN.findall(folded))


def _writable(text: str) -> str:
    """Without characters that no encoding can write (lone surrogates)."""
    return text.encode("utf-8", "ignore").decode("utf-8")


def _no_question(question: str, words: str) -> Answer:
    return _turned_away(question, words, Reason.NO_QUESTION)


def _turned_away(question: str, words: str, reason: Reason) -> Answer:
    return Answer(question, Kind.CONTENT, words, refused=True, reason=reason)
