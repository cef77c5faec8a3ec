"""By when: the days of targets about a topic, the time limits of its clause, how long is left."""

import re
from collections.abc import Iterator, Sequence

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Evidence, Line, whole
from kb.answering.evidence import Found
from kb.answering.facts import remaining, targets_about
from kb.answering.lines import (
    best_sentence,
    deadline_line,
    quoted_line,
    target_line,
)
from kb.answering.refusal import refuse
from kb.answering.selection import preferred, select
from kb.catalogue import Located
from kb.commitments import DeadlineKind, Target
from kb.questions import Concept, Kind, Question
from kb.text import NUMERAL

_LONG_OR_DAY = rf"[后时]即|当场|立即|{NUMERAL}(?:个)?(?:月|日|天|周|小时|工作日|学期)|\d{{1,2}}[:：]\d\d|期满|之日"
_DAY, _TIME = re.compile(_LONG_OR_DAY), re.compile(rf"{NUMERAL}(?:个)?年|{_LONG_OR_DAY}")
_HOW_LONG_LEFT = re.compile(
    r"倒计时|剩余时间|余下[^，。,？?]{0,3}[几多]|留给[^，。,？?]{0,6}(?:多久|几)|(?:还[有剩差]|离|距)[^，。,？?]{0,20}(?:多久|多长时间|(?:几|多少)(?:天|个?月|年|个?星期|周|日子))"
)
_HOW_LONG_OVER = re.compile(
    r"(?:(?<!不)[晚超拖](?:过|期)?|(?<![不再超])过)了?(?:期)?了?(?:多久|几天|多少天|几个月|多长时间)"
)
_ASKS_DAY = re.compile(r"哪(?:一)?天|几号|几月|启用|建成|完工|投用|竣工|揭牌|开业|开张|多久")
_EVENT = re.compile(r"公布|发布|公示|出台|启动|评选|报名|申报|召开|举行|揭晓|发放|到账|开始(?!日)")
_LIMIT = re.compile(r"时限|期限|时间|进度")


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
    of_it = [d for d in of_it if d.text in best.quote] or of_it
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


def _of_number(targets: Sequence[Target], concepts: Sequence[Concept]) -> list[Target]:
    """The targets with a day and with a number that the question names: “办满100场”."""
    said = {concept.surface for concept in concepts}
    return [target for target in targets if (target.by or target.every) and f"{target.value}" in said]
