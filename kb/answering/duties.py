"""Units that no list makes responsible: the clauses that state their duties below their name, or who they are else."""

import re
from collections.abc import Sequence

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Evidence, Line
from kb.answering.lines import quoted_line
from kb.answering.refusal import refuse
from kb.catalogue import Located
from kb.organisations import split_units
from kb.questions import Kind, NamedUnit
from kb.questions.elsewhere import named_organisations
from kb.text import fold

_TAKEN = re.compile(r"是(?:哪|第几|什么)[^，。,？?]{0,6}的(?:责任|牵头|主管|配合)单位")


def no_unit(context: Context) -> Draft | None:
    """Where a university is taken for a responsible unit, which clauses but mention: what they say of it."""
    question = context.question
    taken = _TAKEN.search(question.folded)
    for name in named_organisations(question.folded) if taken else ():
        leaves = (c for c in context.catalogue.clauses if c.is_leaf)
        if told := [quoted_line(c, sentence) for c in leaves for sentence, folded in c.sentences if name in folded]:
            head = Line(f"“{name}”不是任何任务的责任单位，文件只是提到：")
            return Draft(Kind.UNIT_TASKS, (head, *told), reason=Reason.FALSE_PREMISE)
    return None


def without_tasks(context: Context, unknown: Sequence[NamedUnit]) -> Draft:
    """A unit that no clause makes responsible: the clauses headed by it; of a copy recipient, that it is one."""
    if duties := _duties_of(context, unknown):
        return duties
    for unit in unknown:
        for holding in context.catalogue.holdings:
            located = _mentioned(context, holding.id, unit.asked)
            if located and unit.asked in "".join(holding.notice.document.copied_to):
                quote = next(line for line in located.clause.text.split("\n") if unit.asked in line)
                words = f"“{unit.asked}”不是任何任务的责任单位，只是{holding.short_name}的抄送单位。"
                return Draft(Kind.UNIT_TASKS, (Line(words, (Evidence(located, quote),)),), reason=Reason.FALSE_PREMISE)
    names = "、".join(f"“{unit.asked}”" for unit in unknown)
    return refuse(Kind.UNIT_TASKS, Reason.FALSE_PREMISE, f"现有文件没有把{names}列为任何任务的责任单位。")


def _duties_of(context: Context, units: Sequence[NamedUnit]) -> Draft | None:
    """The clauses whose heading lists one of these units, so that they state its duties, and others that name it."""
    leaves = [c for c in context.catalogue.clauses if c.is_leaf]
    for name in (unit.asked for unit in units):
        headed = [c for c in leaves if any(own.startswith(name) for own, _ in split_units(c.heading))]
        if headed:
            named = [c for c in leaves if c.holding is headed[0].holding and (c in headed or name in fold(c.text))]
            head = Line(f"{headed[0].holding.short_name}写明“{name}”要做什么的有{len(named)}条：")
            lines = (
                Line(f"- {c.name}：“{c.clause.text.strip()}”", (Evidence(c, c.clause.text.strip()),)) for c in named
            )
            return Draft(Kind.UNIT_TASKS, (head, *lines), dated=False)
    return None


def _mentioned(context: Context, document: str, words: str) -> Located | None:
    return next((c for c in context.catalogue.clauses if c.holding.id == document and words in c.clause.text), None)
