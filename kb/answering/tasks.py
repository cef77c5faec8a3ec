"""Answers that are a set of tasks: all that a filter lets through, counted, each with its citation."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Evidence, Line, whole
from kb.answering.facts import by_in_words, sentence_with, units_in_words
from kb.answering.refusal import refuse
from kb.catalogue import Located
from kb.commitments import DeadlineKind
from kb.questions import Kind, NamedUnit, Question
from kb.units import Role

_ANY = re.compile(r"各(?:自)?(?:参与|负责|有|管|要|承担)|分别|或者|或")
_ONLY_ONE = re.compile(
    r"(?:只有|仅有|只|仅|由|独自|单独由)(?:它|他)?(?:一|1)(?:家|个)|单独|独自|独家|一家(?:责任)?单位"
)
_MOST = re.compile(r"单位(?:数)?最多|最多(?:的)?(?:责任)?单位|涉及单位最多")
_FIRST = re.compile(r"排(?:在)?(?:第一|头一|首|最前|前面)|(?:第一|头一|首)(?:个|位)")
_BEFORE = re.compile(r"(?P<year>20\d\d)年(?P<end>年?底|末)?(?:之?前|以前)")
_WHICH = re.compile(r"哪些|哪几|有什么")
_NO_DEADLINE = re.compile(r"(?:没有?|未|也没)(?:写|写明|写到|规定|注明|设|提)?[^，。]{0,6}(?:期限|时限|哪年|时间|完成)")
_RECURRING = re.compile(r"每年|按年|年年|每个?(?:季度|月)")


@dataclass(frozen=True)
class Condition:
    """What a task must meet, and how the answer says it."""

    words: str
    holds: Callable[[Located], bool]


def of_units(context: Context) -> Draft | None:
    """All tasks of the units that the question names; None where it does not ask for the tasks of units."""
    question = context.question
    if not question.units or not question.asks("tasks"):
        return None
    unknown = [unit for unit in question.units if unit.name is None]
    return (
        _without_tasks(context, unknown)
        if len(unknown) == len(question.units)
        else _set(context, _conditions(question))
    )


def others(context: Context) -> Draft | None:
    """All tasks that meet another condition (every year, one unit only), or how many tasks there are."""
    question = context.question
    recurring = question.asks("deadline") and _RECURRING.search(question.folded)
    of_years = bool(question.years) and not question.concepts and _WHICH.search(question.folded)
    if not (question.asks("tasks") or recurring or of_years):
        return None
    if question.years and question.concepts and not question.units:
        return None
    if conditions := _conditions(question):
        return _set(context, conditions)
    return _count(context) if question.asks("counted") and "任务" in question.folded else None


def _count(context: Context) -> Draft | None:
    tasks = [t for t in context.catalogue.tasks if _in_reach(t, context.question)]
    lines = []
    for holding in dict.fromkeys(task.holding for task in tasks):
        own = [task for task in tasks if task.holding is holding]
        words = f"{holding.short_name}共有{len(own)}项任务，从{_named(own[0])}到{_named(own[-1])}。"
        lines.append(Line(words, (whole(own[0]), whole(own[-1]))))
    return Draft(Kind.CLAUSE, tuple(lines), dated=False) if lines else None


def _set(context: Context, conditions: list[Condition]) -> Draft:
    """The tasks that meet all conditions."""
    question, catalogue = context.question, context.catalogue
    tasks = [t for t in catalogue.tasks if _in_reach(t, question) and all(c.holds(t) for c in conditions)]
    if _MOST.search(question.folded):
        most = max(len(t.clause.units) for t in tasks)
        tasks = [t for t in tasks if len(t.clause.units) == most]
    tasks, role, notes = _in_role(tasks, question)
    words = "、".join([*(c.words for c in conditions if c.words), *filter(None, [role])])
    if not tasks:
        return refuse(Kind.UNIT_TASKS, Reason.FALSE_PREMISE, f"现有文件里没有{words}的任务。")
    return Draft(Kind.UNIT_TASKS, _listed(tasks, words, context), notes=(*_notes(question), *notes), dated=False)


def _in_role(tasks: list[Located], question: Question) -> tuple[list[Located], str, tuple[str, ...]]:
    """The tasks in which the named units lead or support, where that is asked.

    Where the notices give none of these units that role, and the tasks name no roles at all, they stay, with a note.
    The second is how the answer says so.
    """
    role = Role.LEAD if question.asks("lead") else Role.SUPPORTING if "配合" in question.folded else None
    wanted = {unit.name for unit in question.units if unit.name and not unit.excluded}
    if role is None or not wanted:
        return tasks, "", ()
    held = [t for t in tasks if any(u.name in wanted and u.role is role for u in t.clause.units)]
    silent = [t for t in tasks if all(u.role is Role.RESPONSIBLE for u in t.clause.units)]
    if held or not silent:
        return held, f"且由其{'牵头' if role is Role.LEAD else '配合'}", ()
    return silent, "", ("文件没有写明哪个单位牵头或配合，列出的是以责任单位身份参与的任务。",)


def _in_reach(task: Located, question: Question) -> bool:
    in_document = not question.documents or task.holding.id in question.documents
    in_section = not question.sections or any(
        task.holding.id == document and path in task.clause.parents for document, path in question.sections
    )
    return in_document and in_section


def _conditions(question: Question) -> list[Condition]:
    conditions = _unit_conditions(question)
    text = question.folded
    if _ONLY_ONE.search(text):
        conditions.append(Condition("只有一家责任单位", lambda t: len(t.clause.units) == 1))
    if _MOST.search(text):
        conditions.append(Condition("责任单位最多", bool))
    if _NO_DEADLINE.search(text):
        conditions.append(
            Condition(
                "没有写明完成时限",
                lambda t: not any(d.date or d.kind is DeadlineKind.RECURRING for d in t.clause.deadlines),
            )
        )
    elif _RECURRING.search(text):
        conditions.append(
            Condition("每年有指标", lambda t: any(d.kind is DeadlineKind.RECURRING for d in t.clause.deadlines))
        )
    elif question.years and (question.units or question.asks("deadline", "target", "tasks")):
        conditions.append(_of_years(question))
    return conditions


def _of_years(question: Question) -> Condition:
    """Due in the years that the question names; “2028年前” is any day before that year, “2027年底前” in it too."""
    if bound := _BEFORE.search(question.folded):
        last = dt.date(int(bound["year"]) - (not bound["end"]), 12, 31)
        return Condition(
            f"在{last.year}年底前到期", lambda t: any(d.date and d.date <= last for d in t.clause.deadlines)
        )
    years = set(question.years)
    return Condition(
        f"以{'、'.join(map(str, sorted(years)))}年为期限",
        lambda t: any(d.date and d.date.year in years for d in t.clause.deadlines),
    )


def _unit_conditions(question: Question) -> list[Condition]:
    wanted = list(dict.fromkeys(u.name for u in question.units if u.name and not u.excluded))
    said = {u.name: f"{u.name}（含{u.asked}）" if u.group else u.name for u in question.units if u.name}
    excluded = list(dict.fromkeys(u.name for u in question.units if u.name and u.excluded))
    conditions = []
    if wanted and _FIRST.search(question.folded):
        conditions.append(Condition(f"{wanted[0]}排在第一位", lambda t: t.clause.units[0].name in wanted))
    elif len(wanted) > 1 and (question.any_unit or _ANY.search(question.folded)):
        conditions.append(
            Condition(
                f"有{'或'.join(said[name] for name in wanted)}参与",
                lambda t: any(u.name in wanted for u in t.clause.units),
            )
        )
    elif wanted:
        conditions.append(
            Condition(
                f"有{'和'.join(said[name] for name in wanted)}参与",
                lambda t: set(wanted) <= {u.name for u in t.clause.units},
            )
        )
    if excluded:
        conditions.append(
            Condition(f"没有{'和'.join(excluded)}参与", lambda t: not any(u.name in excluded for u in t.clause.units))
        )
    return conditions


def _listed(tasks: Sequence[Located], words: str, context: Context) -> tuple[Line, ...]:
    lines: list[Line] = []
    for holding in dict.fromkeys(task.holding for task in tasks):
        own = [task for task in tasks if task.holding is holding]
        lines.append(Line(f"{holding.short_name}中{words}的任务共{len(own)}项："))
        lines += [Line(f"- {_named(t)}{_detail(t, context)}", (_proof(t, context.question),)) for t in own]
    return tuple(lines)


def _named(task: Located) -> str:
    return f"第{task.clause.task_number}项“{task.clause.heading or task.clause.path}”"


def _detail(task: Located, context: Context) -> str:
    """What the question wants to see of each task: its units where it counts them, its targets where it dates them."""
    question = context.question
    if _ONLY_ONE.search(question.folded) or _MOST.search(question.folded):
        return f"（共{len(task.clause.units)}家，{units_in_words(task.clause.units)}）"
    if _RECURRING.search(question.folded) and not _NO_DEADLINE.search(question.folded):
        return "（" + "，".join(t.text for t in task.clause.targets if t.every) + "）"
    if question.years:
        dated = [t for t in task.clause.targets if t.by and t.by.year in question.years]
        return "（" + "，".join(t.text for t in dated) + f"，{by_in_words(dated[0], context.today)}）" if dated else ""
    return ""


def _proof(task: Located, question: Question) -> Evidence:
    every = next((t for t in task.clause.targets if t.every), None)
    if every and _RECURRING.search(question.folded):
        return Evidence(task, sentence_with(task, every.text))
    return whole(task)


def _notes(question: Question) -> tuple[str, ...]:
    renamed = [f"“{u.asked}”是“{u.name}”的原名，文件使用新名。" for u in question.units if u.formerly and u.name]
    grouped = [f"文件把“{u.asked}”列在“{u.name}”之内（“含……，下同”）。" for u in question.units if u.group]
    return tuple(dict.fromkeys(renamed + grouped))


def _without_tasks(context: Context, unknown: Sequence[NamedUnit]) -> Draft:
    """A unit that no clause makes responsible: where it is a copy recipient or an addressee, that is said."""
    for unit in unknown:
        for holding in context.catalogue.holdings:
            located = _mentioned(context, holding.id, unit.asked)
            if located and unit.asked in "".join(holding.notice.document.copied_to):
                quote = next(line for line in located.clause.text.split("\n") if unit.asked in line)
                words = f"“{unit.asked}”不是任何任务的责任单位，只是{holding.short_name}的抄送单位。"
                return Draft(Kind.UNIT_TASKS, (Line(words, (Evidence(located, quote),)),), reason=Reason.FALSE_PREMISE)
    names = "、".join(f"“{unit.asked}”" for unit in unknown)
    return refuse(Kind.UNIT_TASKS, Reason.FALSE_PREMISE, f"现有文件没有把{names}列为任何任务的责任单位。")


def _mentioned(context: Context, document: str, words: str) -> Located | None:
    return next((c for c in context.catalogue.clauses if c.holding.id == document and words in c.clause.text), None)
