"""Answers about clauses that are named: “第10条”, “二、（五）下面”, “最后一项任务”."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.answering.answer import Reason
from kb.answering.conditions import NO_DEADLINE, conditions
from kb.answering.draft import Context, Draft, Evidence, Line, answered, whole
from kb.answering.evidence import likeness
from kb.answering.facts import units_in_words
from kb.answering.lines import deadline_line, lead_note_of, target_line, units_line
from kb.answering.named import article_number, named_clauses, numbered
from kb.answering.reckoning import worked_out
from kb.answering.refusal import ask_which, refuse
from kb.catalogue import Located
from kb.clauses import REPEATED
from kb.lexicon import generic_nouns
from kb.questions import Kind, Question, excepted
from kb.questions.sections import beyond_the_last
from kb.text import COUNTING, HAN, blanked, number_of, sentences

_TOLD = re.compile(r"(?:说|讲|写|提)的?(?:是|到)")  # who it is then stands in its words, not in its list of units
_SHORTEST_HEADING = 4
_HOW_MANY = re.compile(r"(?<!第)(?:多少|几)(?:个)?(?P<kind>条(?!任务)|章|节|附件|(?:大)?部分)")
_HOW_MANY_BELOW = re.compile(
    r"(?:设|列|有|分)了?(?:几|多少)[个大](?=工程|行动|部分)|(?:下面|下边|里面|里头|下|里|分|有|共)(?:成|为)?(?:几|多少)[项条个]"
)
_SO_MANY = re.compile(
    rf"(?:哪|的)(?P<n>[{COUNTING}]|\d{{1,2}})(?:条|项|点|(?:个)?方面|大类|个部分|件事)的?(?P<what>[\u4e00-\u9fff]{{2}})?"
)
_SPEAKS_OF_LIST = 0.5
_PART_CALLED = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,6}?)的?[那这]一?(?:节|块|章|部分)")
_SHORTEST_NAME = 2
_NAMES = re.compile(r"叫(?:什么|啥)|名字|名称")
_KINDS = {
    "条": r"第.+条",
    "章": r"第.+章",
    "节": r"第.+节",
    "附件": r"附\s*件.*",
    "部分": rf"[{HAN}]+、|第.+部分",
}


def answer(context: Context) -> Draft | None:
    """What is said of the clauses or sections that the question names; None where it names none."""
    question = context.question
    if counted := _counted(context):
        return counted
    for words, last in beyond_the_last(question.folded, context.catalogue):
        return refuse(Kind.CLAUSE, Reason.FALSE_PREMISE, f"没有“{words}”：一共只有{last}个。")
    clauses = named_clauses(context)
    if clauses or question.tasks or question.paths:
        return _told(context, clauses) if clauses else missing_task(context)
    if (
        question.sections
        and question.asks("outline")
        and not question.units
        and not _other_years(context)
        and not question.asks("responsibility")
        and not conditions(replace(question, years=tuple(_other_years(context))))
        and (not question.asks("target") or _HOW_MANY_BELOW.search(question.folded))
    ):
        sections = [context.catalogue.by_key[key] for key in question.sections]
        return _names_of(sections) if _asks_names(question) else clause_answer(context, sections)
    headed = _titled(context) or _of_so_many(context) or _part_called(context)
    return clause_answer(context, headed) if headed else None


def _asks_names(question: Question) -> bool:
    """Whether it asks how several sections are called, not what is below them: “几大工程，分别叫什么”."""
    return len(question.sections) > 1 and bool(_NAMES.search(question.folded))


def _names_of(sections: Sequence[Located]) -> Draft:
    lines = [Line(f"- {section.full_name}", (whole(section),)) for section in sections]
    return Draft(Kind.CLAUSE, (Line(f"共{len(sections)}项："), *lines), dated=False)


def _other_years(context: Context) -> list[int]:
    """The years of the question that are not those by which it names a document."""
    signed = {h.notice.document.signed_on.year for h in context.catalogue.holdings if h.notice.document.signed_on}
    return [year for year in context.question.years if year not in signed]


def _counted(context: Context) -> Draft | None:
    """How many articles, chapters or annexes the documents in question have, from the first to the last."""
    question = context.question
    asked = _HOW_MANY.search(question.folded)
    if not asked or not question.documents or question.concepts or question.units or question.sections:
        return None
    kind = asked["kind"].removeprefix("大")
    lines = []
    for holding in context.catalogue.holdings:
        own = [c for c in holding.clauses if re.fullmatch(_KINDS[kind], c.clause.label.strip())]
        own = [c for c in own if REPEATED not in c.clause.path and not c.clause.path.startswith("附件 ")]
        if own:
            words = f"{holding.short_name}共有{len(own)}{'个' if kind in ('附件', '部分') else ''}{kind}"
            ends = tuple(whole(c) for c in dict.fromkeys((own[0], own[-1])))
            lines.append(Line(f"{words}，从{own[0].name}到{own[-1].name}。" if len(own) > 1 else f"{words}。", ends))
    return Draft(Kind.CLAUSE, tuple(lines), dated=False) if lines else None


def _titled(context: Context) -> list[Located]:
    """The clauses whose heading is all that the question speaks of: “保障措施有哪些”."""
    question = context.question
    if not question.asks("outline") or question.units or question.years or question.asks("responsibility"):
        return []
    topic = blanked(question.topic, excepted(question.topic))
    headed = [c for c in context.catalogue.clauses if len(c.heading) >= _SHORTEST_HEADING and c.heading in topic]
    titles = "".join(h.folded_title for h in context.catalogue.holdings) if question.documents else ""
    said = [c.surface for c in question.concepts if c.surface in topic and c.surface not in generic_nouns()]
    return [c for c in headed if all(word in c.heading or word in titles for word in said)]


def _part_called(context: Context) -> list[Located]:
    """“讲保障的那一块”: where its content is asked for, the one part without clauses that is headed so."""
    called = _PART_CALLED.search(context.question.folded)
    if not called or not context.question.asks("outline"):
        return []
    parts = [c for c in context.catalogue.clauses if not c.clause.parents and c.is_leaf and c.heading]
    tails = (called["name"][start:] for start in range(len(called["name"]) - _SHORTEST_NAME + 1))
    headed = next(filter(None, ([c for c in parts if tail in c.heading] for tail in tails)), [])
    return headed if len(headed) == 1 else []


def _of_so_many(context: Context) -> list[Located]:
    """“哪四条要求”: the one section that is headed so and has just as many clauses below it."""
    question = context.question
    asked = _SO_MANY.search(question.folded)
    if not asked or question.units or question.asks("responsibility") or NO_DEADLINE.search(question.folded):
        return []
    number = number_of(asked["n"])
    headed = (s for s in context.catalogue.sections if _is_headed(s, asked["what"], question))
    likely = [section for section in headed if len(context.catalogue.children(section)) == number]
    return likely if len(likely) == 1 else []


def _is_headed(section: Located, what: str | None, question: Question) -> bool:
    """Whether the heading has the very word that is counted, in a document that is named, or the topic."""
    if question.documents and what:
        return what in section.heading
    share = sum(c.weight * likeness(c, section.heading) for c in question.concepts)
    return bool(question.concepts) and share >= _SPEAKS_OF_LIST * question.weight


def missing_task(context: Context) -> Draft:
    """A number that does not exist: how far the numbers go is said; of a path that there is none."""
    if context.question.paths and not context.question.tasks:
        return refuse(Kind.CLAUSE, Reason.FALSE_PREMISE, f"没有“{context.question.paths[0]}”这一部分。")
    return refuse(Kind.CLAUSE, Reason.FALSE_PREMISE, _no_such([n for n in context.question.tasks if n > 0], context))


def _no_such(numbers: Sequence[int], context: Context) -> str:
    """That there are no articles or tasks of these numbers, and how far the numbers go."""
    by_number = [(article_number(c) or c.clause.task_number or 0, c) for c in context.catalogue.clauses]
    last, located = max(by_number, key=lambda pair: pair[0], default=(0, None))
    measure, what = ("条", "条文") if located and article_number(located) else ("项", "任务")
    named = "、".join(f"第{n}{measure}" for n in numbers)
    if not last or located is None:
        return f"文件里没有编号的任务，也就没有{named}。"
    return f"没有{named or '这一项'}：{located.holding.short_name}的{what}到第{last}{measure}为止。"


def _told(context: Context, clauses: Sequence[Located]) -> Draft:
    """What named clauses say; of numbers beside them that do not exist, that they do not."""
    question = context.question
    absent = [n for n in question.tasks if n > 0 and not numbered(n, context.catalogue)]
    draft = ask_which(Kind.CLAUSE, (c.holding for c in clauses)) or clause_answer(context, clauses)
    if not absent or question.paths or question.sections:
        return draft
    return replace(draft, lines=(*draft.lines, Line(_no_such(absent, context))))


def clause_answer(context: Context, clauses: Sequence[Located]) -> Draft:
    """What named clauses say: what is under a section; of a task its units, numbers, or words, as asked."""
    question = context.question
    if alone := _alone(clauses, question):
        return alone
    lines = [line for located in clauses for line in _lines(located, context)]
    told = [(c, t) for c in clauses for t in c.clause.targets if f"多少{t.uom}" in question.folded]
    lines += worked_out(told, clauses, question)
    if not lines:
        names = "、".join(located.name for located in clauses)
        return refuse(Kind.CLAUSE, Reason.NOT_STATED, f"{names}没有写明所问的内容。")
    if question.asks("belongs"):
        lines += [
            _belonging(located, context)
            for located in clauses
            if located.clause.parents and _is_asked_above(located, question)
        ]
    with_units = [c for c in clauses if c.clause.units and question.asks("responsibility")]
    units = tuple(dict.fromkeys(u for c in with_units for u in answered(c.clause.units, c)))
    kind = Kind.RESPONSIBILITY if units else Kind.CLAUSE
    notes = lead_note_of(context, with_units)
    return Draft(kind, tuple(lines), units, notes)


def _alone(clauses: Sequence[Located], question: Question) -> Draft | None:
    """That there are no others, where it asks who there is besides units that are the only ones."""
    besides = {unit.name for unit in question.units if unit.excluded}
    located = clauses[0]
    if not besides or not located.clause.units or not {unit.name for unit in located.clause.units} <= besides:
        return None
    words = f"{located.full_name}只有{units_in_words(located.clause.units)}，没有其他单位。"
    units = answered(located.clause.units, located)
    return Draft(Kind.RESPONSIBILITY, (Line(words, (whole(located),)),), units, reason=Reason.FALSE_PREMISE)


def _lines(located: Located, context: Context) -> Iterator[Line]:
    question = context.question
    below = context.catalogue.children(located)
    if below and question.asks("responsibility"):
        return
    if below:
        yield Line(
            f"{located.full_name}下有{len(below)}项：",
            (whole(located),),
        )
        yield from (Line(f"- {child.name}", (whole(child),)) for child in below)
        return
    if question.asks("responsibility") and located.clause.units:
        yield units_line(located, whole(located))
        if question.asks("counted"):
            yield Line(f"共{len(located.clause.units)}家。")
    if question.asks("target", "deadline") and not _titled(context):
        dated_only = not question.asks("target")
        targets = [t for t in located.clause.targets if not dated_only or t.by or t.every]
        yield from (target_line(located, target, context.today) for target in targets)
    if question.asks("deadline") and not located.clause.targets:
        yield from (deadline_line(located, deadline, context.today) for deadline in located.clause.deadlines)
    told = _TOLD.search(question.folded) and not located.clause.units
    if told or not question.asks("responsibility", "target", "deadline") or _titled(context):
        yield from _said(located)


def _is_asked_above(located: Located, question: Question) -> bool:
    """Whether what a clause belongs to is asked for: “哪个工程” asks for the section itself."""
    return located.is_leaf or bool(question.paths)


def _belonging(located: Located, context: Context) -> Line:
    parent = context.catalogue.by_key[located.holding.id, located.clause.parents[-1]]
    return Line(f"{located.clause.path}属于{parent.name}。", (whole(parent),))


def _said(located: Located) -> Iterator[Line]:
    yield Line(f"{located.full_name}：")
    text = located.clause.text
    for start, end in sentences(text):
        if sentence := text[start:end].strip("\n"):
            yield Line(f"“{sentence}”", (Evidence(located, sentence),))
