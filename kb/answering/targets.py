"""Sets of targets: those that are overdue, those with a number that the question names."""

import re
from collections.abc import Callable

from kb.answering.draft import Context, Draft, Line
from kb.answering.facts import PER_CENT, in_ones
from kb.answering.filtering import comparison
from kb.answering.lines import target_line
from kb.commitments import Target
from kb.questions import Concept, Kind, Question
from kb.text import fold

_OVERDUE = re.compile(
    r"(?:哪些|哪几个|什么|有哪些?|的)?(?:目标|指标)(?!年|的?年限)[^，。,？?]{0,6}(?:到期|过期|逾期)了?(?:的)?(?:$|[？?]|有|是)"
    r"|(?:到期|过期|逾期)了?的(?:目标|指标)"
)
_ALL_OF_THEM = re.compile(
    r"(?:指标|数字)(?:有|是|都有)?(?:哪些|哪几)|(?:指标|目标|数字)(?:一共|总共|共)?有?(?:几|多少)[个项处条]|(?:所有|全部|哪些)[^，。,？?]{0,12}(?:指标|目标|数字|任务)"
)
_COMPARES = re.compile(r"超过|不到|以上|以下|之间|大于|小于|高于|低于|多于|少于|不足|不少于|不低于|至少")
_SO_MANY, _BARE_NUMBER = re.compile(r"(?:几|多少)[个项处条次回]"), re.compile(r"\d+(?:\.\d+)?[万亿]?")


def overdue(context: Context) -> Draft | None:
    """All targets whose last day has passed, where the question asks for those; None where it does not."""
    if not _OVERDUE.search(context.question.folded) or context.question.units or context.question.tasks:
        return None
    lines = tuple(
        target_line(located, target, context.today)
        for located in context.catalogue.clauses
        for target in located.clause.targets
        if target.by and target.by < context.today
    )
    return Draft(Kind.DEADLINE, lines) if lines else None


def mentioned(context: Context) -> Draft | None:
    """“哪些指标是1000”, “大于50的指标”: every target with such a number; None where none is named, or a topic."""
    question = context.question
    every = question.asks("mention", "everything") or _ALL_OF_THEM.search(question.folded)
    if not every or not question.concepts or not all(map(_is_of_numbers, question.concepts)):
        return None
    is_meant = _test_of_targets(question)
    lines = [
        target_line(located, each, context.today)
        for located in context.catalogue.clauses
        for each in located.clause.targets
        if is_meant(each)
    ]
    total = [Line(f"共{len(lines)}个指标。")] if _SO_MANY.search(question.folded) and len(lines) > 1 else []
    return Draft(Kind.TARGET, (*lines, *total)) if lines else None


def _is_of_numbers(concept: Concept) -> bool:
    return bool(_BARE_NUMBER.fullmatch(concept.surface) or _COMPARES.fullmatch(concept.surface))


def _test_of_targets(question: Question) -> Callable[[Target], bool]:
    """What the number of a target must meet: to be over, under or between those that the question names, else one."""
    test = comparison(question.folded)
    if test and "指标" in question.folded:
        return lambda target: target.uom not in PER_CENT and test(in_ones(target.value, target.uom))
    said = [re.compile(rf"(?<![\d.]){re.escape(c.surface)}(?![\d.万亿])") for c in question.concepts]
    return lambda target: any(number.search(fold(target.text)) for number in said)
