"""Sets of targets: those that are overdue, those with a number that the question names."""

import re
from collections.abc import Callable, Iterator

from kb.answering.draft import Context, Draft, Evidence, Line
from kb.answering.facts import PER_CENT, in_ones, sentence_with
from kb.answering.filtering import comparison
from kb.answering.lines import deadline_line, target_line
from kb.catalogue import Located
from kb.commitments import Target
from kb.questions import Concept, Kind, Question
from kb.text import fold

_TASKS, _GOAL = "任务", "目标"
_GOALS = re.compile(r"(?:工作|行动|总体|主要|全部|整体)的?目标(?!年|[^，。,？?]{0,3}(?:哪年|到期|过期|什么时候))")
_OVERDUE = re.compile(
    rf"(?:目标|指标|{_TASKS})(?!年|的?年限|[^，。]{{0,3}}(?:什么时候|何时|几时|哪[年天]))[^，。,？?]{{0,6}}(?:到期|过期|逾期)了?(?:的)?(?:$|[？?]|有|是|没|吗)"
    rf"|(?:到期|过期|逾期)了?的(?:目标|指标)|(?:到期了|过期|逾期)的{_TASKS}"
)
_ALL_OF_THEM = re.compile(
    r"凡是?[^，。,？?]{0,4}(?:目标|指标|数字)|(?:指标|数字)(?:有|是|都有)?(?:哪些|哪几)|(?:指标|目标|数字)(?:一共|总共|共)?有?(?:几|多少)[个项处条]|(?:所有|全部|哪些)[^，。,？?]{0,12}(?:指标|目标|数字|任务)"
)
_COMPARES = re.compile(
    r"超过|不到|以上|以下|之间|大于|小于|高于|低于|多于|少于|不足|不少于|不低于|至少|要?达到|[总合]计|挑出来"
)
_SO_MANY, _BARE_NUMBER = re.compile(r"(?:几|多少)[个项处条次回]"), re.compile(r"\d+(?:\.\d+)?[万亿%]?")


def overdue(context: Context) -> Draft | None:
    """All targets, and tasks where those are asked for, whose last day has passed; None where none is asked for."""
    question = context.question
    if not _OVERDUE.search(question.folded) or question.tasks or question.years or question.concepts:
        return None
    of_tasks = _TASKS in question.folded
    if question.units and not of_tasks:
        return None
    lines = [
        target_line(located, target, context.today)
        for located in context.catalogue.clauses
        for target in located.clause.targets
        if target.by and target.by < context.today and _is_of(located, question)
    ]
    lines = [*(_late_tasks(context) if of_tasks else ()), *lines]
    return Draft(Kind.DEADLINE, tuple(lines)) if lines else None


def _late_tasks(context: Context) -> Iterator[Line]:
    """The tasks with a time limit that has passed, each; that there is none is proved by all that have one."""
    tasks = [t for t in context.catalogue.tasks if context.question.is_of(t) and _is_of(t, context.question)]
    dated = [(task, limit) for task in tasks for limit in task.clause.deadlines if limit.date]
    late = [deadline_line(t, limit, context.today) for t, limit in dated if limit.date and limit.date < context.today]
    proof = tuple(Evidence(task, sentence_with(task, limit.text)) for task, limit in dated)
    if tasks and not late:
        yield Line("没有已过完成时限的任务。", proof)
    yield from late


def _is_of(located: Located, question: Question) -> bool:
    """Whether a clause is of one of the units that the question names, if it names any."""
    named = {unit.name for unit in question.units if not unit.excluded}
    return not named or any(unit.name in named for unit in located.clause.units)


def mentioned(context: Context) -> Draft | None:
    """“哪些指标是1000”, “大于50的指标”: every target with such a number; None where none is named, or a topic."""
    question = context.question
    every = question.asks("mention", "everything") or _ALL_OF_THEM.search(question.folded)
    if not every or question.tasks or not question.concepts or not all(map(_is_of_numbers, question.concepts)):
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


def of_goals(context: Context) -> Draft | None:
    """All targets of the goals of a document that is named, where nothing else is: “工作目标，请完整讲述”."""
    question = context.question
    if not question.documents or question.concepts or question.units or not _GOALS.search(question.folded):
        return None
    goals = [c for c in context.catalogue.clauses if _GOAL in c.heading and c.clause.targets]
    lines = [target_line(located, each, context.today) for located in goals for each in located.clause.targets]
    return Draft(Kind.TARGET, tuple(lines)) if lines else None


def _is_of_numbers(concept: Concept) -> bool:
    return bool(_BARE_NUMBER.fullmatch(concept.surface) or _COMPARES.fullmatch(concept.surface))


def _test_of_targets(question: Question) -> Callable[[Target], bool]:
    """What the number of a target must meet: to be over, under or between those that the question names, else one."""
    test = comparison(question.folded)
    of_shares = any("%" in concept.surface for concept in question.concepts)
    if test and "指标" in question.folded and not of_shares:
        return lambda target: target.uom not in PER_CENT and test(in_ones(target.value, target.uom))
    said = [re.compile(rf"(?<![\d.]){re.escape(c.surface)}(?![\d.万亿])") for c in question.concepts]
    return lambda target: any(number.search(fold(target.text)) for number in said)
