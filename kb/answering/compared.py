"""The units of several clauses beside each other: together, in common, only in the first, whether they are alike."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kb.answering.draft import Draft, Line, answered, whole
from kb.answering.lines import units_line
from kb.catalogue import Located
from kb.questions import Kind, Question
from kb.units import Role

_IN_COMMON = re.compile(r"共同|共有的|两边都|都(?:有|出现|在|列|写)(?:了)?的|都(?:出现|列)|相同|一样的|重合|重复|交叉")
_TOGETHER = re.compile(r"合(?:在一)?起来?|加(?:在一)?起来?|去(?:掉)?重|重复的|并集")
_ONLY_FIRST = re.compile(r"有[^，。？?]{0,8}没有?的")
_WHETHER_ALIKE = re.compile(r"(?:一样|相同|一致)(?:[吗么不没]|[?？,，]|$)|差在|(?:差|区)别|哪[里些]不(?:同|一样)")
_BY_NUMBER = re.compile(
    r"比[^，。,？?]{0,8}[多少](?:了|出)?(?:几|多少)|(?:多|少|差)(?:几|多少)家|(?:谁|哪[一个项条]+)的?(?:责任)?(?:单位)?更?[多少](?![少多])"
)
_PAIR = 2


def with_units_compared(draft: Draft, question: Question) -> Draft:
    """The draft; of several clauses the units together, in common, or only of the first, where that is asked."""
    clauses = list(dict.fromkeys(evidence.located for line in draft.lines for evidence in line.evidence))
    several = draft.kind is Kind.RESPONSIBILITY and not draft.refused and len(clauses) >= _PAIR
    return (_compared(clauses, question) if several else None) or draft


def _compared(clauses: Sequence[Located], question: Question) -> Draft | None:
    every = list(dict.fromkeys(unit.name for c in clauses for unit in c.clause.units))
    named = [{unit.name for unit in c.clause.units} for c in clauses]
    if _ONLY_FIRST.search(question.folded.replace(" ", "")):
        words, kept = (
            f"只在{clauses[0].clause.path}里",
            [n for n in every if n in named[0] and n not in set.union(*named[1:])],
        )
    elif _TOGETHER.search(question.folded):
        words, kept = "合起来", every
    elif _IN_COMMON.search(question.folded):
        words, kept = "共同", [name for name in every if all(name in names for names in named)]
    elif len(clauses) == _PAIR and _WHETHER_ALIKE.search(question.folded):
        return _alike(clauses)
    elif len(clauses) == _PAIR and _BY_NUMBER.search(question.folded):
        return _by_number(clauses)
    else:
        return None
    lines = [units_line(c, whole(c)) for c in clauses if c.clause.units]
    if not kept:
        return Draft(Kind.RESPONSIBILITY, (Line(f"没有{words}的责任单位。"), *lines))
    units = {u.name: replace(u, role=Role.RESPONSIBLE) for c in clauses for u in answered(c.clause.units, c)}
    head = Line(f"{words}的责任单位：{'、'.join(kept)}（{len(kept)}家）。")
    return Draft(Kind.RESPONSIBILITY, (head, *lines), tuple(units[name] for name in kept))


def _by_number(clauses: Sequence[Located]) -> Draft:
    """How many more units the one of two clauses names than the other."""
    (first, more), (second, less) = ((c, len(c.clause.units)) for c in clauses)
    apart = f"{'多' if more > less else '少'}{abs(more - less)}家" if more != less else "一样多"
    words = f"{first.clause.path}有{more}家责任单位，{second.clause.path}有{less}家，前者{apart}。"
    units = dict.fromkeys(u for c in clauses for u in answered(c.clause.units, c))
    head = Line(words, tuple(map(whole, clauses)))
    return Draft(Kind.RESPONSIBILITY, (head, *(units_line(c, whole(c)) for c in clauses)), tuple(units))


def _alike(clauses: Sequence[Located]) -> Draft:
    """Whether two clauses name the same units, and which units only one of them names."""
    named = [list(dict.fromkeys(unit.name for unit in c.clause.units)) for c in clauses]
    only = [[n for n in own if n not in others] for own, others in zip(named, reversed(named), strict=True)]
    told = (f"只在{c.clause.path}里的有{'、'.join(names)}" for c, names in zip(clauses, only, strict=True) if names)
    words = f"责任单位不一样：{'；'.join(told)}。" if any(only) else "责任单位一样。"
    units = dict.fromkeys(u for c in clauses for u in answered(c.clause.units, c))
    head = Line(words, tuple(map(whole, clauses)))
    return Draft(Kind.RESPONSIBILITY, (head, *(units_line(c, whole(c)) for c in clauses)), tuple(units))
