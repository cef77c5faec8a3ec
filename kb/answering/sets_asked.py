"""Whether a question asks for a set of tasks, or of a matter that it names."""

import re

from kb.answering.conditions import (
    QUOTED,
    counted_units,
)
from kb.answering.draft import Context
from kb.answering.grid import grids, named_columns, named_rows
from kb.lexicon import attributes, generic_nouns
from kb.questions import Concept, Question
from kb.text import tagged

_PARTNERS = re.compile(r"(?:跟|和|与|同).{0,4}(?:哪|谁|什么).{0,6}(?:一块|一起|一道|共同|联合|搭档|搭伙|合伙)")
_SO_MANY_THINGS = re.compile(r"(?:多少|几)[家所场只座名位]的?(?!单位|部门|机构|责任|都)[\u4e00-\u9fff]{2}")
_SLIGHT, TELLING = 3.0, 7.0
NOT_OF_TASKS = (
    "yes_no",
    "contact",
    "procedure",
    "money",
    "rate",
    "fee",
    "person",
    "actual",
    "place",
    "purpose",
    "penalty",
)
WHEN = re.compile(r"什么时候|何时|几月|哪(?:个月|天|一?年)")


def is_of_units_alone(question: Question) -> bool:
    """Whether units are all that the question names (“市税务局呢”): their tasks are meant, whatever asks for them."""
    named = question.concepts or question.tasks or question.paths
    return not named and ("任务" in question.folded or not question.asks("responsibility", *NOT_OF_TASKS))


def names_no_matter(context: Context) -> bool:
    """Whether it speaks of tasks, and names no thing that the notices know besides units, sections, its quotes."""
    question = context.question
    of_units = question.asks("responsibility") and not all(unit.excluded for unit in question.units)
    asks_else = of_units or question.asks("which_task", *NOT_OF_TASKS) or question.tasks or question.paths
    districts = question.units and all(u.group or (u.name or "").startswith("各") for u in question.units)
    if "任务" not in question.folded or asks_else or districts:
        return False
    quoted = "".join(match["words"] for match in QUOTED.finditer(question.folded))
    return not any(is_thing(c, context) for c in question.concepts if c.surface not in quoted)


def is_thing(concept: Concept, context: Context) -> bool:
    """Whether a concept is a noun of weight that the notices have."""
    noun = tagged(concept.surface)[-1][1].startswith("n") and concept.weight >= TELLING
    known = any(form in context.catalogue.vocabulary for form in concept.forms)
    return noun and known and is_matter(concept, context)


def is_of_a_row(context: Context) -> bool:
    """Whether a column and a row of a table are named, of which units are part: 临空港|开发区."""
    text = context.question.folded
    named = any(named_rows(grid, text) and named_columns(grid, text) for grid in grids(context))
    return named and all(unit.group for unit in context.question.units)


def is_of_no_matter(question: Question) -> bool:
    """Whether it asks with whom units do something, of which it says nothing: “和哪些单位一起承担任务”."""
    return question.vague and bool(_PARTNERS.search(question.folded))


def asks_of_a_matter(context: Context) -> bool:
    """Whether it asks of a matter which task it is, or who does it with or besides a unit: not for a set."""
    question = context.question
    besides = question.asks("responsibility") and bool(question.units) and all(u.excluded for u in question.units)
    return any(is_matter(c, context) for c in question.concepts) and (
        besides
        or question.asks("which_task")
        or (bool(question.units) and question.asks("deadline") and bool(WHEN.search(question.folded)))
        or bool(_PARTNERS.search(question.folded) or _SO_MANY_THINGS.search(question.folded))
    )


def is_matter(concept: Concept, context: Context) -> bool:
    """Whether a concept tells more than that tasks are asked for, and of which section: no 名单, no 工程."""
    says_nothing = concept.weight < _SLIGHT or concept.surface in generic_nouns() | attributes()
    says_nothing = says_nothing or concept.surface in counted_units(context.question)
    return not says_nothing and not _is_of_section(concept, context)


def _is_of_section(concept: Concept, context: Context) -> bool:
    """Whether a concept is but the name of a section to which the question is limited."""
    headings = (context.catalogue.by_key[key].heading for key in context.question.sections)
    return any(concept.surface in heading for heading in headings)
