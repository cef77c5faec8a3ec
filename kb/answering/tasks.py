"""Answers that are a set of tasks: all that a filter lets through, counted, each with its citation."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.answering.answer import Reason
from kb.answering.conditions import (
    LEAST,
    MOST,
    NO_DEADLINE,
    QUOTED,
    RECURRING,
    Condition,
    asks_number_of_units,
    conditions,
    counted_units,
    named_targets,
    on_the_matter,
)
from kb.answering.draft import Context, Draft, Evidence, Line, answered, whole
from kb.answering.duties import without_tasks
from kb.answering.facts import by_in_words, sentence_with, units_in_words
from kb.answering.named import numbered
from kb.answering.presumed import confirms, takes_for_granted
from kb.answering.refusal import refuse
from kb.answering.sets_asked import (
    NOT_OF_TASKS,
    TELLING,
    WHEN,
    asks_of_a_matter,
    is_matter,
    is_of_a_row,
    is_of_no_matter,
    is_of_units_alone,
    is_thing,
    names_no_matter,
)
from kb.catalogue import Located
from kb.questions import Kind, Question
from kb.text import NUMERAL, number_of
from kb.units import Role

_SUM_OF_DISTRICTS = re.compile(
    r"各(?:个)?(?:区|县|市|街道)(?!人民政府|政府)[^，。？?]{0,10}(?:总数|总和|合计|加起来|除以|任务数)"
)
_ONLY_NAMED = re.compile(rf"(?:只|就|光|仅)[^，。,？?]{{0,6}}第?{NUMERAL}[项条]")
_SO_MANY = re.compile(rf"(?<![第前后头末])(?P<n>{NUMERAL})[项条件](?:重点)?(?:任务|事|工作)")
_THEIR_OWN = re.compile(r"(?:多少|几)(?:个|名|位)?(?:人(?!才)|员工|干部|处室|科室|编制|下属)")
_WHICH = re.compile(
    r"哪些|哪几|(?:所有|全部)[^，。,？?]{0,12}(?:指标|目标|数字)|(?:有|完成|做到|达到|实现|到期的?|办)(?:了|成)?(?:什么|啥)"
)
_IN_ANY_ROLE = re.compile(
    r"牵头(?:的)?(?:[、和与及或]|还有|以及)(?:参与|参加|配合|负责)|(?:参与|参加|配合|负责)(?:的)?(?:[、和与及或]|还有|以及)牵头"
)
_OF_WORK = re.compile(
    r"哪(?:些|几|[处块摊])(?!个?(?:文件|政策|办公|领导|人|科室|处室))|[几多][少]?[项条处件]|(?:什么|啥)(?:事|活|任务)|差事|份内|活儿|任务|条目|事项|揽|捋|角色|都有啥"
)
_AMONG = re.compile(r"[项条个](?:任务)?[里中当,，]")
_OUR_UNIT = re.compile(
    r"(?:我|本|咱|俺)们?这?个?(?:局|委|办|厅|单位|部门|科室|处室)(?=[共要有得的该摊分承担负参管在干做需]|$|[,，？?])"
)


def of_units(context: Context) -> Draft | None:
    """All tasks of the units that the question names; None where it does not ask for the tasks of units."""
    question = context.question
    if (
        question.units
        and all(u.name is None for u in question.units)
        and (is_of_no_matter(question) or (question.asks("lead") and not question.asks("metadata_copied")))
        and not (question.asks("yes_no") and question.concepts and not context.catalogue.tasks)
    ):
        return without_tasks(context, question.units)
    if (
        not question.units
        or not (question.asks("tasks") or is_of_units_alone(question) or names_no_matter(context))
        or confirms(question)
        or is_of_a_row(context)
        or _SUM_OF_DISTRICTS.search(question.folded)
        or asks_of_a_matter(context)
    ):
        return None
    if _THEIR_OWN.search(question.folded):
        return refuse(Kind.CONTENT, Reason.NOT_STATED, "文件没有写明单位自己的人员和机构。")
    unknown = [unit for unit in question.units if unit.name is None]
    if unknown and question.concepts and takes_for_granted(question):
        return None
    if len(unknown) == len(question.units):
        return without_tasks(context, unknown)
    return _set(context, wanted) if (wanted := _conditions(context)) else None


def only_named(context: Context) -> Draft | None:
    """All tasks of a unit, where the question wants confirmed that it has but those named: “财政局只管第17项，对吧”."""
    question = context.question
    named = {t for number in question.tasks for t in numbered(number, context.catalogue)}
    is_claim = question.asks("yes_no") and _ONLY_NAMED.search(question.folded)
    if not named or not is_claim or not question.units or not all(unit.name for unit in question.units):
        return None
    of_units = replace(question, folded=" " * len(question.folded))  # of its words none but the units filter
    draft = _set(replace(context, question=of_units), conditions(of_units))
    own = {evidence.located for line in draft.lines for evidence in line.evidence}
    return _judged(draft, right=own == named)


def _judged(draft: Draft, *, right: bool) -> Draft:
    """The draft with the verdict on what the question says first."""
    line = Line("是这样。" if right else "不是这样。")
    return replace(draft, lines=(line, *draft.lines), reason=None if right else Reason.FALSE_PREMISE)


def among_named(context: Context) -> Draft | None:
    """The tasks of units among several that are named by their numbers: “前十项任务里科创局占了哪些”."""
    question = context.question
    named = {t.clause.task_number for n in question.tasks for t in numbered(n, context.catalogue)}
    if len(named) < 2 or not question.units or not all(u.name for u in question.units):
        return None
    numbers = Condition("在所列各项之内", lambda t: t.clause.task_number in named)
    return _set(context, [*conditions(question), numbers]) if _AMONG.search(question.folded) else None


def meant(context: Context) -> Draft | None:
    """The tasks of units, where a question that stands alone names hardly anything else, and asks for work; or None."""
    question, vocabulary = context.question, context.catalogue.vocabulary
    asks_else = question.asks(*NOT_OF_TASKS) or question.context or not _OF_WORK.search(question.folded)
    matters = [c for c in question.concepts if is_matter(c, context)]
    known = any(form in vocabulary for c in matters for form in c.forms)
    issuers = {name for holding in context.catalogue.holdings if question.documents for name in holding.issuer_names}
    named = question.units and all(unit.name and unit.asked not in issuers for unit in question.units)
    if asks_else or not named or known or sum(c.weight for c in matters) >= TELLING:
        return None
    return of_units(replace(context, question=replace(question, cues=question.cues | {"tasks"}, concepts=())))


def _conditions(context: Context) -> list[Condition]:
    """What the question asks of a task, with the matter that it names besides units; none where no task is on it."""
    wanted, matter = conditions(context.question), on_the_matter(context.question, context.catalogue)
    if matter is None:
        return wanted
    wanted.append(matter)
    return wanted if any(all(c.holds(task) for c in wanted) for task in context.catalogue.tasks) else []


def others(context: Context) -> Draft | None:
    """All tasks that meet another condition (every year, one unit only), or how many tasks there are."""
    question = context.question
    one_thing = question.concepts and (WHEN.search(question.folded) or question.asks("contact", "procedure"))
    recurring = question.asks("deadline") and RECURRING.search(question.folded) and not one_thing
    recurring = recurring and not question.asks("money", "fee")
    of_years = bool(question.years) and not question.concepts and _WHICH.search(question.folded)
    by_units = asks_number_of_units(question) and (
        names_no_matter(context) or all(c.surface in counted_units(question) for c in question.concepts)
    )
    asks_set = question.asks("tasks") or recurring or of_years or by_units
    if not asks_set or not context.catalogue.tasks or asks_of_a_matter(context) or confirms(question):
        return None
    in_words = NO_DEADLINE.search(question.folded) or QUOTED.search(question.folded)
    of_documents = in_words and question.asks("everything")
    matters = [c for c in question.concepts if is_matter(c, context) and c.surface not in named_targets(question)]
    if of_documents or (question.years and matters and not question.units and not in_words):
        return None
    if conditions(question):
        return _set(context, wanted) if (wanted := _conditions(context)) else None
    if "任务" not in question.folded:
        return None
    if question.asks("counted") and not any(is_thing(c, context) for c in matters):
        return _count(context)
    return _set(context, []) if (question.documents or question.sections) and not question.concepts else None


def _count(context: Context) -> Draft | None:
    """How many tasks each document has, from the first to the last; asked back where those of “我局” are meant."""
    if _OUR_UNIT.search(context.question.folded) and not context.question.units:
        return refuse(Kind.UNIT_TASKS, Reason.AMBIGUOUS, "没有看出是哪个单位，请写明单位的名称。")
    tasks = [t for t in context.catalogue.tasks if context.question.is_of(t)]
    lines = []
    for holding in dict.fromkeys(task.holding for task in tasks):
        own = [task for task in tasks if task.holding is holding]
        words = f"{holding.short_name}共有{len(own)}项任务，从{_named(own[0])}到{_named(own[-1])}。"
        lines.append(Line(words, (whole(own[0]), whole(own[-1]))))
    return Draft(Kind.CLAUSE, tuple(lines), dated=False) if lines else None


def _set(context: Context, wanted: list[Condition]) -> Draft:
    """The tasks that meet all conditions."""
    question, catalogue = context.question, context.catalogue
    tasks = [t for t in catalogue.tasks if question.is_of(t) and all(c.holds(t) for c in wanted)]
    if tasks and (MOST.search(question.folded) or LEAST.search(question.folded)):
        wanted_count = (max if MOST.search(question.folded) else min)(len(t.clause.units) for t in tasks)
        tasks = [t for t in tasks if len(t.clause.units) == wanted_count]
    tasks, role, notes = _in_role(tasks, question)
    words = "、".join(filter(None, [*(c.words for c in wanted), role]))
    if not tasks:
        return refuse(Kind.UNIT_TASKS, Reason.FALSE_PREMISE, f"{_where(context)}里没有找到{words}的任务。")
    units = answered(tasks[0].clause.units, tasks[0]) if len(tasks) == 1 and _asks_units(question) else ()
    lines = _listed(tasks, words, context)
    draft = Draft(Kind.UNIT_TASKS, lines, units, (*_notes(question), *notes), dated=False)
    said = _SO_MANY.search(question.folded) if question.units and question.asks("yes_no") else None
    claimed = number_of(said["n"]) if said and not question.tasks else None
    return _judged(draft, right=claimed == len(tasks)) if claimed else draft


def _asks_units(question: Question) -> bool:
    return question.asks("responsibility") and not any(unit.name for unit in question.units)


def _where(context: Context) -> str:
    """The sections or documents that the question is limited to, as an answer names them."""
    sections = [context.catalogue.by_key[key] for key in context.question.sections]
    if sections:
        return "、".join(section.full_name for section in sections)
    named = context.question.documents
    return "、".join(holding.short_name for holding in context.catalogue.holdings) if named else "现有文件"


def _in_role(tasks: list[Located], question: Question) -> tuple[list[Located], str, tuple[str, ...]]:
    """The tasks in which the named units lead or support, where that is asked.

    Where the notices give none of these units that role, and the tasks name no roles at all, they stay, with a note.
    The second is how the answer says so.
    """
    role = Role.LEAD if question.asks("lead") else Role.SUPPORTING if "配合" in question.folded else None
    role = None if _IN_ANY_ROLE.search(question.folded) else role
    wanted = {unit.name for unit in question.units if unit.name and not unit.excluded}
    if role is None or not wanted:
        return tasks, "", ()
    held = [t for t in tasks if any(u.name in wanted and u.role is role for u in t.clause.units)]
    silent = [t for t in tasks if all(u.role is Role.RESPONSIBLE for u in t.clause.units)]
    if held or not silent:
        return held, f"且由其{'牵头' if role is Role.LEAD else '配合'}", ()
    return silent, "", ("文件没有写明哪个单位牵头或配合，列出的是以责任单位身份参与的任务。",)


def _listed(tasks: Sequence[Located], words: str, context: Context) -> tuple[Line, ...]:
    lines: list[Line] = []
    for holding in dict.fromkeys(task.holding for task in tasks):
        own = [task for task in tasks if task.holding is holding]
        lines.append(Line(f"{holding.short_name}{f'中{words}' if words else ''}的任务共{len(own)}项："))
        lines += [Line(f"- {_named(t)}{_detail(t, context)}", (_proof(t, context.question),)) for t in own]
    return tuple(lines)


def _named(task: Located) -> str:
    number = task.clause.task_number
    return task.name if number is None else f"第{number}项“{task.clause.heading or task.clause.path}”"


def _detail(task: Located, context: Context) -> str:
    """What the question wants to see of each task: its units where it counts them, its targets where it dates them."""
    question = context.question
    if asks_number_of_units(question):
        return f"（共{len(task.clause.units)}家，{units_in_words(task.clause.units)}）"
    if RECURRING.search(question.folded) and not NO_DEADLINE.search(question.folded):
        return "（" + "，".join(t.text for t in task.clause.targets if t.every) + "）"
    if question.years:
        dated = [t for t in task.clause.targets if t.by and t.by.year in question.years]
        return "（" + "，".join(t.text for t in dated) + f"，{by_in_words(dated[0], context.today)}）" if dated else ""
    return ""


def _proof(task: Located, question: Question) -> Evidence:
    every = next((t for t in task.clause.targets if t.every), None)
    if every and RECURRING.search(question.folded):
        return Evidence(task, sentence_with(task, every.text))
    return whole(task)


def _notes(question: Question) -> tuple[str, ...]:
    renamed = [f"“{u.asked}”是“{u.name}”的原名，文件使用新名。" for u in question.units if u.formerly and u.name]
    grouped = [f"文件把“{u.asked}”列在“{u.name}”之内（“含……，下同”）。" for u in question.units if u.group]
    return tuple(dict.fromkeys(renamed + grouped))
