"""Answers about a topic: who, by when, and what the notice says of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Evidence, Line, answered, whole
from kb.answering.evidence import Found, assess, likeness
from kb.answering.facts import remaining, targets_about
from kb.answering.lines import (
    best_sentence,
    deadline_line,
    lead_note_of,
    quoted,
    quoted_line,
    target_line,
    units_line,
    units_of,
)
from kb.answering.prose import by_whom
from kb.answering.refusal import refuse
from kb.answering.selection import joins, preferred, select
from kb.catalogue import ANNOUNCES, Located
from kb.commitments import DeadlineKind, Target
from kb.questions import Concept, Kind, NamedUnit, Question
from kb.text import NUMERAL, fold

_LONG_OR_DAY = rf"{NUMERAL}(?:个)?(?:月|日|天|周|小时|工作日|学期)|\d{{1,2}}[:：]\d\d|期满|之日"
_DAY, _TIME = re.compile(_LONG_OR_DAY), re.compile(rf"{NUMERAL}(?:个)?年|{_LONG_OR_DAY}")
_HOW_LONG_LEFT = re.compile(
    r"倒计时|剩余时间|余下[^，。,？?]{0,3}[几多]|留给[^，。,？?]{0,6}(?:多久|几)|(?:还[有剩差]|离|距)[^，。,？?]{0,20}(?:多久|多长时间|(?:几|多少)(?:天|个?月|年|个?星期|周|日子))"
)
_HOW_LONG_OVER = re.compile(
    r"(?:(?<!不)[晚超拖](?:过|期)?|(?<![不再超])过)了?(?:期)?了?(?:多久|几天|多少天|几个月|多长时间)"
)
_ASKS_DAY = re.compile(r"哪(?:一)?天|几号|几月|启用|建成|完工|投用|竣工|揭牌|开业|开张|多久")
_EVENT = re.compile(r"公布|发布|公示|出台|启动|评选|报名|申报|召开|举行|揭晓|发放|到账|开始(?!日)")
_ASKS_ITEMS = re.compile(r"哪|什么|条件|情形|情况|怎|如何|啥")
_LIMIT = re.compile(r"时限|期限|时间|进度")
_MOST_ITEMS = 20
_NEAR, _MUCH, _TELLING = 0.75, 0.15, 7.0
_JOINTS = re.compile(r"[、,，和跟与同及]|[一二]是|还有|以及")
_TWO_MATTERS = re.compile(r"[两俩]件事|一并|有何不同|有什么(?:不同|不一样)|对比一?下?[:：]")
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


def deadline(context: Context, found: Sequence[Found]) -> Draft:
    """By when: the last day of the targets about the topic, else the time limits of its clause."""
    chosen = select(preferred(_dated_first(found), lambda c: bool(c.clause.deadlines)), context.question)
    lines = [line for f in chosen for line in _when(f, context)] or [
        line for f in chosen for line in _timed(f, _time_of(context))
    ]
    if lines:
        return Draft(Kind.DEADLINE, (*lines, *_remaining(chosen, context)))
    return refuse(Kind.DEADLINE, Reason.NOT_STATED, f"文件没有写明完成时限。{_period(chosen)}", found)


def _dated_first(found: Sequence[Found]) -> list[Found]:
    """The clauses with those first whose best sentence has a time limit, of those that speak of the topic as much."""
    as_much = [f for f in found if f.coverage >= found[0].coverage]
    dated = [f for f in as_much if any(d.text in f.best_sentence for d in f.located.clause.deadlines)]
    return [*dated, *(f for f in found if f not in dated)]


def _remaining(chosen: Sequence[Found], context: Context) -> Iterator[Line]:
    """How long it is until the last day, where that is asked for."""
    concepts = context.question.concepts
    days = [t.by for f in chosen for t in targets_about(f.located, concepts) if t.by]
    days = days or [d.date for f in chosen for d in f.located.clause.deadlines if d.date]
    last = max(days, default=None)
    if last and _HOW_LONG_LEFT.search(context.question.folded) and last >= context.today:
        yield Line(f"距{last.year}年{last.month}月{last.day}日{remaining(last, context.today)}。")
    elif last and _HOW_LONG_OVER.search(context.question.folded) and last < context.today:
        yield Line(f"已过{(context.today - last).days}天（从{last.year}年{last.month}月{last.day}日算起）。")


def _when(found: Found, context: Context) -> list[Line]:
    """The days of a clause: of its targets about the topic, else its time limits; one that recurs tells no day."""
    located, concepts = found.located, context.question.concepts
    about = targets_about(located, concepts)
    if numbered := _of_number(about, concepts):
        return [target_line(located, t, context.today) for t in numbered]
    best = best_sentence(found)
    ongoing = [d for d in located.clause.deadlines if d.kind is DeadlineKind.ONGOING and d.text in best.quote]
    if _is_of_no_day(located, context.question, ongoing=bool(ongoing)):
        return []
    if ongoing:
        return [deadline_line(located, d, context.today) for d in ongoing]
    if about:
        return [target_line(located, t, context.today) for t in about if t.by or t.every]
    if all(d.kind is DeadlineKind.RECURRING for d in located.clause.deadlines) and (timed := _timed(found, _TIME)):
        return timed
    of_it = [d for d in located.clause.deadlines if d.kind is not DeadlineKind.RECURRING or d.text in best.quote]
    stated = [deadline_line(located, d, context.today) for d in of_it]
    return stated or _of_row(located)


def _of_row(located: Located) -> list[Line]:
    """What the column of time limits says of a row of a table: “试点后启动”."""
    for table in located.holding.notice.tables:
        limits = [i for i, column in enumerate(table.columns) if _LIMIT.search(column)]
        for row in (row for row in table.rows if limits and located.clause.path == f"{table.path} 第{row[0]}项"):
            said = str(row[limits[0]])
            words = f"{located.full_name}：“{said}”。"
            return [Line(words, (Evidence(located, said),))] if said and said in located.clause.text else []
    return []


def _is_of_no_day(located: Located, question: Question, *, ongoing: bool) -> bool:
    """Whether the day of an event is asked for that the clause does not speak of, or of what just goes on."""
    event = _EVENT.search(question.folded)
    return bool(_ASKS_DAY.search(question.folded) and ongoing) or bool(event and event[0] not in located.text)


def _time_of(context: Context) -> re.Pattern[str]:
    """What a time looks like that answers the question: a year is no day."""
    return _DAY if _ASKS_DAY.search(context.question.folded) else _TIME


def _timed(found: Found, time: re.Pattern[str]) -> list[Line]:
    """The sentence with a time that speaks of the topic most; the heading where that has it."""
    timed = [(share, sentence) for sentence, share in found.sentences if share > 0 and time.search(sentence)]
    if timed:
        quote = max(timed, key=lambda rated: rated[0])[1]
        return [quoted_line(found.located, quote)]
    return [Line(f"{found.located.full_name}。", (whole(found.located),))] if time.search(found.located.heading) else []


def _period(chosen: Sequence[Found]) -> str:
    document = chosen[0].located.holding.notice.document if chosen else None
    if document is None or document.period is None:
        return ""
    return f"整个文件的执行期是{document.period[0].year}—{document.period[1].year}年，这不等于该项工作的时限。"


def content(context: Context, found: Sequence[Found]) -> Draft:
    """What the notice says: the sentences that answer, whole, so that their conditions stay."""
    chosen = _of_two(found, context.question) or select(found, context.question)
    if whole_clause := _whole_clause(chosen, context.question):
        return Draft(Kind.CONTENT, whole_clause)
    if context.question.asks("which_task"):
        return Draft(Kind.CLAUSE, tuple(map(_place_line, chosen)))
    return Draft(
        Kind.CONTENT, (*quoted(chosen), *_items(chosen, context)), notes=(*_for_whom(chosen, context.question),)
    )


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


def _of_number(targets: Sequence[Target], concepts: Sequence[Concept]) -> list[Target]:
    """The targets with a day and with a number that the question names: “办满100场”."""
    said = {concept.surface for concept in concepts}
    return [target for target in targets if (target.by or target.every) and f"{target.value}" in said]


def _place_line(found: Found) -> Line:
    """Where the notice speaks of it: the task by its number, else the clause."""
    clause, holding = found.located.clause, found.located.holding
    number = f"第{clause.task_number}项任务" if clause.task_number else clause.path
    return Line(f"在{holding.short_name}{number}：{found.located.name}。", (best_sentence(found),))
