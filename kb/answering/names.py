"""Answers about the names of units: what a short form stands for, what a unit was called before."""

import re
from dataclasses import replace

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Line, whole
from kb.answering.refusal import refuse
from kb.questions import Kind, NamedUnit

_ASKS_IF_ONE = re.compile(r"(?:一个|同一个?|一家)(?:单位|部门|机构|局)?|什么关系|一回事|改(?:的)?名|的前身")


def answer(context: Context) -> Draft | None:
    """The full names of the units that the question names; None where it does not ask for names."""
    question = context.question
    if same := _are_one(context):
        return same
    if not question.units or not question.asks("metadata_title", "full_name") or question.documents:
        return None
    lines = [line for unit in question.units if (line := _line(unit, context))]
    if lines:
        return Draft(Kind.CONTENT, tuple(lines), dated=False)
    asked = "、".join(f"“{unit.asked}”" for unit in question.units)
    return refuse(Kind.CONTENT, Reason.NOT_STATED, f"文件没有写明{asked}的全称。")


def _are_one(context: Context) -> Draft | None:
    """That two names are of one unit, where the question asks whether they are, or how they are related."""
    question = context.question
    named = {unit.name for unit in question.units}
    if len(question.units) < 2 or len(named) > 1 or question.concepts or not _ASKS_IF_ONE.search(question.folded):
        return None
    lines = [line for unit in question.units[:1] if (line := _line(unit, context))]
    return Draft(Kind.CONTENT, (replace(lines[0], text=f"是。{lines[0].text}"),), dated=False) if lines else None


def _line(unit: NamedUnit, context: Context) -> Line | None:
    """What the notice writes and what that stands for; the full name is the registry's, and that is said."""
    for task in context.catalogue.tasks:
        for named in task.clause.units:
            row = task.holding.registry.find(named.name) if named.name == unit.name else None
            if row and row.full:
                before = f"，原名“{row.formerly[0]}”" if row.formerly else ""
                words = f"文件写作“{named.name}”，全称是“{row.full}”{before}（据机构名称表，文件没有写明）。"
                return Line(words, (whole(task),))
    return None
