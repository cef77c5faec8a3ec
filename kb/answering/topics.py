"""Answers about a topic: who does it, and what the notice says of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Evidence, Line, answered, whole
from kb.answering.evidence import Found, assess, likeness
from kb.answering.facts import targets_about
from kb.answering.lines import (
    best_sentence,
    lead_note_of,
    quoted,
    quoted_line,
    target_line,
    units_line,
    units_of,
)
from kb.answering.prose import by_whom
from kb.answering.refusal import refuse
from kb.answering.selection import joins, select
from kb.catalogue import ANNOUNCES
from kb.questions import Concept, Kind, NamedUnit, Question
from kb.text import fold

_ASKS_ITEMS = re.compile(r"哪|什么|条件|情形|情况|怎|如何|啥")
_MOST_ITEMS = 20
_WHICH_ONES, _WHOLLY, _SEVERAL = re.compile(r"哪[些几][类种个]?|按类|几类"), 0.9, 3
_NEAR, _MUCH, _TELLING = 0.75, 0.15, 7.0
_JOINTS = re.compile(r"[、,，和跟与同及]|[一二]是|还有|以及")
_TWO_MATTERS = re.compile(r"[两俩]件事|一并|有何不同|有什么(?:不同|不一样)|分别在哪|对比一?下?[:：]")
_ALL_OF_IT = re.compile(r"(?:包括|有)(?:了)?(?:哪些|什么)(?:内容|方面)|都?(?:讲|说|写)了(?:哪些|什么)(?:内容)?")
_WITH, _TOGETHER = ("跟", "和", "与", "同"), ("一道", "一起", "一块", "共同", "搭档")


def responsibility(context: Context, found: Sequence[Found]) -> Draft:
    """Who is responsible for the topic: the units of its clauses, exactly as listed."""
    having = [f for f in found if f.located.clause.units]
    if each := _of_each_part(context.question, having):
        having = found = each
    near = having if joins(context.question) else [f for f in having if f.coverage >= _NEAR * found[0].coverage]
    chosen = select(near or found, context.question)
    named = each or [f for f in chosen if f.located.clause.units]
    if _is_without_units(found[0], named) and not joins(context.question):
        named = []
    if (said := by_whom(found[:1] if named else found, context.question)) and _is_told_better(said, found[0], named):
        return said
    if not named:
        return refuse(Kind.RESPONSIBILITY, Reason.NOT_STATED, "文件没有为此列明责任单位。", found)
    besides = {unit.name for unit in context.question.units if unit.excluded or _is_partner(unit, context.question)}
    of = {f: tuple(u for u in units_of(f) if u.name not in besides) for f in named}
    lines = [units_line(f.located, best_sentence(f), of[f]) for f in named]
    lines += quoted(_of_other_documents(found, named, context.question))
    units = tuple(u for f in named for u in answered(of[f], f.located))
    if context.question.asks("counted") and len(named) == 1:
        lines.append(Line(f"共{len(units)}家。"))
    return Draft(
        Kind.RESPONSIBILITY,
        (*lines, *extras(context, named)),
        tuple(dict.fromkeys(units)),
        lead_note_of(context, [f.located for f in named]),
    )


def _is_partner(unit: NamedUnit, question: Question) -> bool:
    """Whether it asks who does it with this unit: “跟团市委一道担责的是哪些单位”."""
    before, behind = question.folded[: unit.start], question.folded[unit.end :]
    return before.endswith(_WITH) and behind.startswith(_TOGETHER)


def _of_each_part(question: Question, having: Sequence[Found]) -> list[Found]:
    """The clauses with units that several matters which it joins are the headings of, one each; else none."""
    parts = _joined_matters(question)
    if not joins(question) or len(parts) < 2:
        return []
    best = [max(having, key=lambda f: _headed(f, part), default=None) for part in parts]
    headed = [f for f, part in zip(best, parts, strict=True) if f and _headed(f, part) >= _NEAR]
    return headed if len({f.located.key for f in headed}) == len(parts) else []


def _joined_matters(question: Question) -> list[list[Concept]]:
    """The concepts of each matter that a question joins with another: “科技保险和通识课”."""
    parts = [[c for c in question.concepts if c.surface in part] for part in _JOINTS.split(question.folded)]
    return [part for part in parts if sum(c.weight for c in part) >= _TELLING]


def _headed(found: Found, concepts: Sequence[Concept]) -> float:
    """The share of the concepts' weight that the heading of a clause covers."""
    covered = sum(c.weight * likeness(c, found.located.heading) for c in concepts)
    return covered / sum(c.weight for c in concepts)


def _is_told_better(said: Draft, best: Found, named: Sequence[Found]) -> bool:
    """Whether a sentence tells who does it, and no list of units does that is of its document, or as near."""
    if not named:
        return True
    of_another = named[0].located.holding is not best.located.holding
    return of_another and bool(said.units) and best.coverage > named[0].coverage


def _of_other_documents(found: Sequence[Found], named: Sequence[Found], question: Question) -> list[Found]:
    """The best clause of each document that lists no units, where the question is put to two."""
    told = {f.located.holding.id for f in named}
    if not question.both and len(question.documents) < 2:
        return []
    return [f for f in select(found, question) if f.located.holding.id not in told]


def _is_without_units(best: Found, named: Sequence[Found]) -> bool:
    """Whether the clause that speaks of the topic much more than those with units names none."""
    return not best.located.clause.units and bool(named) and named[0].coverage < best.coverage - _MUCH


def extras(context: Context, named: Sequence[Found]) -> list[Line]:
    """The numbers or days that the question asks for besides the units."""
    lines = []
    for f in named:
        if context.question.asks("target", "deadline"):
            about = targets_about(f.located, context.question.concepts)
            lines += [target_line(f.located, target, context.today) for target in about]
    return lines


def content(context: Context, found: Sequence[Found]) -> Draft:
    """What the notice says: the sentences that answer, whole, so that their conditions stay."""
    if each := _each_below(found, context):
        return Draft(Kind.CONTENT, each)
    chosen = _of_two(found, context.question) or select(found, context.question)
    if whole_clause := _whole_clause(chosen, context.question):
        return Draft(Kind.CONTENT, whole_clause)
    if context.question.asks("which_task"):
        return Draft(Kind.CLAUSE, tuple(map(_place_line, chosen)))
    return Draft(
        Kind.CONTENT, (*quoted(chosen), *_items(chosen, context)), notes=(*_for_whom(chosen, context.question),)
    )


def _each_below(found: Sequence[Found], context: Context) -> tuple[Line, ...]:
    """All clauses below a section, where it asks which there are and most of their headings have all of its topic."""
    above = found[0].located.clause.parents[-1:]
    section = above and context.catalogue.by_key.get((found[0].located.holding.id, above[0]))
    if not section or not _WHICH_ONES.search(context.question.folded):
        return ()
    below, telling = context.catalogue.children(section), [c for c in context.question.concepts if c.weight >= _TELLING]
    headed = [f for f in found if f.located in below and telling and _headed(f, telling) >= _WHOLLY]
    if len(headed) < max(_SEVERAL, len(below) / 2):
        return ()
    head = Line(f"{section.full_name}下有{len(below)}项：", (whole(section),))
    return (head, *(Line(f"- {c.name}", (whole(c),)) for c in below))


def _of_two(found: Sequence[Found], question: Question) -> list[Found]:
    """The best clause for each of two matters that are expressly told apart; none where one has both."""
    if not _TWO_MATTERS.search(question.folded):
        return []
    parts = _joined_matters(question)
    best = [
        max(found, key=lambda f: assess(f.located, replace(question, concepts=tuple(p), topic="")).score) for p in parts
    ]
    return best if len(best) == 2 and best[0] is not best[1] else []


def _whole_clause(chosen: Sequence[Found], question: Question) -> tuple[Line, ...]:
    """All sentences of the clause that is headed so, where all that it holds is asked for: “财税支持包括哪些内容”."""
    if len(chosen) != 1 or not _ALL_OF_IT.search(question.folded) or not question.concepts:
        return ()
    sentences = (sentence for sentence, _ in chosen[0].sentences)
    return (
        tuple(quoted_line(chosen[0].located, s) for s in sentences)
        if _headed(chosen[0], question.concepts) >= _NEAR
        else ()
    )


def _for_whom(chosen: Sequence[Found], question: Question) -> Iterator[str]:
    """A remark where the question is whether a rule holds for a group of persons that no cited clause names."""
    said = "".join(fold(f.located.holding.title) + f.located.heading + f.located.text for f in chosen)
    for group, *others in question.persons if question.asks("yes_no") else ():
        if not any(word in said for word in (group, *others)):
            yield f"所引条款没有写明“{group}”是否适用。"


def _items(chosen: Sequence[Found], context: Context) -> Iterator[Line]:
    """The items below a clause that only announces them (“有下列情形之一的”), where the question asks which."""
    if not _ASKS_ITEMS.search(context.question.folded):
        return
    for f in chosen:
        below = context.catalogue.children(f.located)
        if len(below) <= _MOST_ITEMS and ANNOUNCES.search(best_sentence(f).quote):
            yield from (Line(f"- {c.clause.text.strip()}", (Evidence(c, c.clause.text.strip()),)) for c in below)


def _place_line(found: Found) -> Line:
    """Where the notice speaks of it: the task by its number, else the clause."""
    clause, holding = found.located.clause, found.located.holding
    number = f"第{clause.task_number}项任务" if clause.task_number else clause.path
    return Line(f"在{holding.short_name}{number}：{found.located.name}。", (best_sentence(found),))
