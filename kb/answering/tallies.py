"""Answers that count the tasks of every unit: who has most, who has one only, how many units there are."""

import re
from collections.abc import Sequence

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Line, whole
from kb.answering.refusal import refuse
from kb.catalogue import Located
from kb.questions import Kind, Question, excepted
from kb.text import NUMERAL, number_of

_UNIT = r"(?:单位|部门|局|机构)"
_MOST = re.compile(
    rf"(?:任务|参与|承担|负责|出现)[^，。？?]{{0,8}}最(?P<a>[多少])(?:的)?[^，。？?]{{0,4}}(?:{_UNIT}|是谁|是哪)"
    rf"|(?:谁|(?:哪|什么)[^，。？?]{{0,4}}{_UNIT})[^，。？?]{{0,10}}(?:任务|参与|承担|负责|出现|管)[^，。？?]{{0,6}}最(?P<b>[多少])"
)
_TIMES = re.compile(rf"{_UNIT}[^，。？?]{{0,8}}(?:只|仅|正好)[^，。？?]{{0,6}}(?P<n>{NUMERAL})(?:次|项|条|个任务)")
_HOW_MANY = re.compile(rf"(?:多少|几)(?:家|个)(?:不同的)?(?:责任)?{_UNIT}")
_EACH = re.compile(rf"(?:每个?|每家|各个?)(?:责任)?{_UNIT}[^，。？?]{{0,6}}(?:几|多少)(?:项|条|个)")
_WHICH = re.compile(
    r"责任(?:单位|部门)(?:一共|总共|都)?(?:有|是|包括)?(?:哪|谁|什么)|(?:哪些|哪几家|什么)责任(?:单位|部门)"
)
_VERSUS = re.compile(r"(?:谁|哪(?:个|家))[^，。？?]{0,10}(?:多|少)|[多少](?:了)?几[项个条]|相差|差几[项个条]")
_COUNTED = re.compile(r"任务|参与|承担|负责|出现|单位|部门|涉及|最[多少]|全文|责任|机构|方案|文件|总共|[多少]")


def answer(context: Context) -> Draft | None:
    """What the question asks of the number of tasks of the units; None where it asks no such thing."""
    question = context.question
    left_out = "".join(question.folded[start:end] for start, end in excepted(question.folded))
    matters = [c for c in question.concepts if c.surface not in left_out and not _COUNTED.search(c.surface)]
    if question.tasks or question.paths or matters:
        return None
    tasks = _tasks_by_unit(context)
    named = list(dict.fromkeys(u.name for u in question.units if u.name and not u.excluded))
    if len(named) > 1 and _VERSUS.search(question.folded):
        return _draft(_most_first(tasks, named), tasks, context)
    if not question.units and question.documents and not question.sections and _WHICH.search(question.folded):
        return _every(tasks) if tasks else refuse(Kind.RESPONSIBILITY, Reason.NOT_STATED, "文件没有列明责任单位。")
    return _of_all(question, tasks, context) if tasks and not question.units else None


def _of_all(question: Question, tasks: dict[str, list[Located]], context: Context) -> Draft | None:
    if most := _MOST.search(question.folded):
        best = (max if (most["a"] or most["b"]) == "多" else min)(map(len, tasks.values()))
        return _draft([name for name in tasks if len(tasks[name]) == best], tasks, context)
    if times := _TIMES.search(question.folded):
        wanted = number_of(times["n"])
        return _draft([name for name in tasks if len(tasks[name]) == wanted], tasks, context)
    if _EACH.search(question.folded):
        return _draft(list(tasks), tasks, context)
    return _every(tasks) if _HOW_MANY.search(question.folded) and not question.years else None


def _every(tasks: dict[str, list[Located]]) -> Draft:
    """All units that have a task."""
    every = list(dict.fromkeys(task for own in tasks.values() for task in own))
    words = f"责任单位一共{len(tasks)}家：{'、'.join(tasks)}。"
    return Draft(Kind.RESPONSIBILITY, (Line(words, tuple(map(whole, every))),), dated=False)


def _tasks_by_unit(context: Context) -> dict[str, list[Located]]:
    """The tasks of each unit, in the order of the documents; within the sections that the question is limited to."""
    found: dict[str, list[Located]] = {}
    for task in filter(context.question.is_of, context.catalogue.tasks):
        for name in dict.fromkeys(unit.name for unit in task.clause.units):
            found.setdefault(name, []).append(task)
    return found


def _most_first(tasks: dict[str, list[Located]], named: Sequence[str]) -> list[str]:
    return sorted(named, key=lambda name: -len(tasks.get(name, ())))


def _draft(names: Sequence[str], tasks: dict[str, list[Located]], context: Context) -> Draft | None:
    lines = [Line(f"{name}：{len(tasks.get(name, ()))}项。", tuple(map(whole, tasks.get(name, ())))) for name in names]
    if len(lines) > 1 and _VERSUS.search(context.question.folded) and context.question.units:
        apart = len(tasks.get(names[0], ())) - len(tasks.get(names[-1], ()))
        head = f"{names[0]}比{names[-1]}多{apart}项。" if apart else f"{names[0]}与{names[-1]}一样多。"
        lines.insert(0, Line(head))
    return Draft(Kind.UNIT_TASKS, tuple(lines), dated=False) if names else None
