"""Whether a named unit is among the responsible units of a clause."""

import re
from collections.abc import Sequence

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Line, answered, whole
from kb.answering.evidence import Found
from kb.answering.facts import units_in_words
from kb.answering.lines import lead_note_of
from kb.answering.named import named_clauses
from kb.answering.presumed import UNIT, confirms, takes_for_granted, with_marks
from kb.answering.selection import preferred
from kb.catalogue import Located
from kb.questions import Kind, NamedUnit, Question
from kb.text import fold
from kb.units import Role

_IS_AMONG = re.compile(
    rf"(?:关|列了?|写了?|挂了?|署了?|有没有|有|没有?|包括|包不包括|含|归|由|是|属于|找|给|为|和|算上|加上|还|也)[^，。]{{0,2}}{UNIT}"
    rf"|{UNIT}[^，。{UNIT}]{{0,6}}(?:参与|参加|参不参与|在|要不要|担责|是否|负责|牵头|管|责任|配合|算|沾|份|用不用|归口|成员|列|是不是|没关系|有关|无关|不相干)"
    rf"|{UNIT}(?:吗|吧|呢|[？?]|$)"
)
_ASKS_FOR_ANY = re.compile(r"有没有|有(?!关|份|责)[^，。,？?]{0,8}[吗么不没]")
_ASKS_PARTS = re.compile(r"(?:包括|包含|含|指)(?:了|的是)?(?:哪|什么|谁)")
_AND_IT = re.compile(rf"(?:那|那么)?{UNIT}+呢[?？]?$")
_DENIED = re.compile(
    r"(?:(?<!有)没(?!错)有?|不(?:用|消|算|含|包括|在|归|由|参与|参加|负责|管|需要)|没关系|无关|不相干)[^。?？]{0,12}(?:吧|[对是][吧吗]|对不对|是不是|没错|是这样吗)"
    r"|是不是[^，。,？?]{0,12}?(?:(?<!有)没有?|不(?:归|含|包括|在|参与|负责|用|管))"
)
_NOT_PLAIN = re.compile(r"难道|不是不|主要|第一责任|[给发出]钱")
_ALONE = re.compile(r"[只仅](?:有|由|归|是)|一家(?:负责|管|单位)|[全都](?:是|由|归)|独家|单独")


def asks_membership(question: Question) -> bool:
    """Whether the question names a unit and asks if a clause has it."""
    if not question.units or (question.asks("tasks") and not confirms(question)):
        return False
    told = with_marks(question)
    if _AND_IT.match(told):  # “市教育局呢” behind “科技保险归谁管”
        return question.asks("responsibility") and bool(question.concepts)
    return question.asks("membership", "yes_no") and bool(_IS_AMONG.search(told))


def named_clause(context: Context) -> Draft | None:
    """The answer for a clause that is named by its number or path."""
    clauses = [c for c in named_clauses(context) if c.clause.units]
    if not clauses or not (asks_membership(context.question) or _has_no_part(context.question, clauses)):
        return None
    return _answer(context, clauses)


def _has_no_part(question: Question, clauses: Sequence[Located]) -> bool:
    """Whether it asks what a unit does in clauses that do not name it: “市审计局在第8项里做什么”."""
    return question.asks("tasks") and any(
        not unit.excluded and not any(_is_listed(unit, located) for located in clauses) for unit in question.units
    )


def of_group(context: Context) -> Draft | None:
    """Whether a unit is part of another (“各区”也包括风景区吗): the remark of the notice that says what it includes."""
    question = context.question
    if not question.asks("membership", "yes_no") or question.tasks or question.paths:
        return None
    groups = {unit.name for unit in question.units if not unit.group}
    asks_parts = _ASKS_PARTS.search(question.folded) and not question.asks("tasks")
    if told := asks_parts and _of_whole(context, groups):
        return told
    for part in (unit for unit in question.units if unit.group and unit.name in groups):
        for located in context.catalogue.tasks:
            noted = next(
                (u for u in located.clause.units if u.name == part.name and part.asked in fold(u.note or "")), None
            )
            if noted:
                words = f"算。{located.holding.short_name}写明“{noted.name}”{noted.note}。"
                denied = Reason.FALSE_PREMISE if _DENIED.search(question.folded) else None
                return Draft(Kind.RESPONSIBILITY, (Line(words, (whole(located),)),), reason=denied, dated=False)
    return None


def _of_whole(context: Context, groups: set[str | None]) -> Draft | None:
    """What a group of units includes, as the notice remarks on it where it first names it."""
    for located in context.catalogue.tasks:
        noted = next((u for u in located.clause.units if u.name in groups and "含" in (u.note or "")), None)
        if noted:
            words = f"{located.holding.short_name}写明“{noted.name}”{noted.note}。"
            return Draft(Kind.RESPONSIBILITY, (Line(words, (whole(located),)),), dated=False)
    return None


def of_topic(context: Context, found: Sequence[Found]) -> Draft | None:
    """The answer for the clause that speaks of the topic."""
    presumed = takes_for_granted(context.question) and not asks_membership(context.question)
    if not (presumed or asks_membership(context.question)):
        return None
    best = preferred(found, lambda located: bool(located.clause.units))[0].located
    if presumed and all(_is_listed(unit, best) for unit in context.question.units):
        return None
    return _answer(context, [best]) if best.clause.units else None


def _answer(context: Context, clauses: Sequence[Located]) -> Draft:
    """Of each clause whether the units are among its own, and all that are."""
    units = [unit for located in clauses for unit in answered(located.clause.units, located)]
    return Draft(
        Kind.RESPONSIBILITY,
        tuple(_line(context, located) for located in clauses),
        tuple(dict.fromkeys(units)),
        () if context.question.asks("yes_no") else lead_note_of(context, clauses),
        reason=None if all(_is_as_asked(context, located) for located in clauses) else Reason.FALSE_PREMISE,
    )


def _line(context: Context, located: Located) -> Line:
    listed = f"{located.full_name}的{units_in_words(located.clause.units)}。"
    verdicts = _not_leading(context, located) or _no_lead(context, located) + _verdicts(context.question, located)
    number = f"共{len(located.clause.units)}家。" if context.question.asks("counted") else ""
    return Line(verdicts + listed + number, (whole(located),))


def _is_as_asked(context: Context, located: Located) -> bool:
    """Whether the clause has the units in the part that the question gives them."""
    among = [_is_listed(unit, located) for unit in context.question.units]
    if _DENIED.search(context.question.folded):
        return not any(among)
    is_all = not _has_more(context.question, located)
    return all(among) and is_all and not _not_leading(context, located) and not lead_note_of(context, [located])


def _not_leading(context: Context, located: Located) -> str:
    """That a unit which is asked for as the lead is none, where the notice names another."""
    leads = [unit.name for unit in located.clause.units if unit.role is Role.LEAD]
    named = [unit.name for unit in context.question.units]
    if not context.question.asks("lead") or not leads or set(named) & set(leads):
        return ""
    return f"不是，牵头的是{'、'.join(leads)}。"


def _no_lead(context: Context, located: Located) -> str:
    """That the notice names no lead, where it is to be confirmed that a unit is that."""
    claimed = context.question.asks("lead") and context.question.asks("yes_no")
    return "文件没有写明哪个单位牵头。" if claimed and lead_note_of(context, [located]) else ""


def _verdicts(question: Question, located: Located) -> str:
    """Which of the units that the question names the clause lists, and which it does not; first whether it is so."""
    units, asks_for_any = question.units, bool(_ASKS_FOR_ANY.search(question.folded))
    listed = dict.fromkeys(_named(unit) for unit in units if _is_listed(unit, located))
    others = dict.fromkeys(f"“{unit.asked}”" for unit in units if not _is_listed(unit, located))
    if _has_more(question, located) and not others:
        return f"不是，不止{'、'.join(listed)}。"
    has = f"有{'、'.join(listed)}。" if listed else ""
    lacks = f"责任单位里没有{'、'.join(others)}。" if others else ""
    no_verdict = asks_for_any or question.asks("lead", "money") or _NOT_PLAIN.search(question.folded)
    is_mixed = bool(listed and others) or no_verdict or not question.asks("yes_no")
    is_so = bool(others) is bool(_DENIED.search(question.folded)) and not _has_more(question, located)
    return f"{'' if is_mixed else '是，' if is_so else '不是，'}{has}{lacks}"


def _has_more(question: Question, located: Located) -> bool:
    """Whether the units that the question takes for all of a clause's are not all of them: “只由市教育局负责吗”."""
    others = {unit.name for unit in located.clause.units} - {unit.name for unit in question.units}
    return bool(others and question.asks("yes_no") and _ALONE.search(question.folded))


def _named(unit: NamedUnit) -> str:
    """The unit in the notice's words; one that is part of a group with the group: 各区人民政府（含风景区管委会）."""
    return f"{unit.name}（含{unit.asked}）" if unit.group else str(unit.name)


def _is_listed(unit: NamedUnit, located: Located) -> bool:
    return any(unit.name == named.name for named in located.clause.units)
