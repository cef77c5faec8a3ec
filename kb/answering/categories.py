"""Answers from a column of words in a table: the rows of a category, how many, and what they add up to."""

import re
from collections.abc import Sequence

from kb.answering.draft import Context, Draft, Line
from kb.answering.figures import DIFFERENCE
from kb.answering.grid import Grid, Row, grids, number
from kb.answering.measures import SUM
from kb.questions import Kind
from kb.text import fold, words

_WHICH = re.compile(r"哪(?:几|些)|是谁|有谁|名单|列")
_SHORTEST = 2
_OF_KIND = re.compile(r"(?:哪|有)(?:几|些)(?:家|个|所)?(?P<kind>[\u4e00-\u9fff]{2})(?=[,，。?？是有要的]|$)")


def answer(context: Context) -> Draft | None:
    """What the question asks of the rows of a category; None where no table of the one document in question has it."""
    if len(context.catalogue.holdings) != 1:
        return None
    for grid in grids(context):
        groups = _named_groups(grid, context.question.folded) or _named_alike(grid, context.question.folded)
        if lines := _lines(grid, groups, context.question.folded):
            return Draft(Kind.TABLE, tuple(lines))
    return None


def _named_groups(grid: Grid, folded: str) -> list[tuple[str, list[Row]]]:
    """The categories that the question names, in its order, with their rows."""
    columns = [i for i in range(len(grid.table.columns)) if i not in (grid.label, *grid.numeric)]
    named: dict[str, list[Row]] = {}
    for column in columns:
        values = dict.fromkeys(str(row[column]) for row in grid.rows if isinstance(row[column], str))
        for value in values:
            if 1 < len(values) <= len(grid.rows) / 2 and len(value) >= _SHORTEST and fold(value) in folded:
                named[value] = [row for row in grid.rows if row[column] == value]
    return sorted(named.items(), key=lambda group: folded.find(fold(group[0])))


def _named_alike(grid: Grid, folded: str) -> list[tuple[str, list[Row]]]:
    """The rows in whose names the kind stands that the question asks for: “有哪几家银行”."""
    asked = _OF_KIND.search(folded)
    rows = [row for row in grid.rows if asked and _is_called(fold(grid.name(row)), asked["kind"])]
    return [(asked["kind"], rows)] if asked and 0 < len(rows) < len(grid.rows) else []


def _is_called(name: str, kind: str) -> bool:
    return name.endswith(kind) or kind in words(name)


def _lines(grid: Grid, groups: Sequence[tuple[str, list[Row]]], text: str) -> list[Line]:
    if len(groups) > 1 and DIFFERENCE.search(text):
        (first, ours), (second, theirs) = groups[:2]
        apart = _amount(grid, ours) - _amount(grid, theirs)
        verdict = f"比“{second}”{'多' if apart > 0 else '少'}{abs(apart):g}" if apart else f"与“{second}”一样多"
        return [Line(f"“{first}”{verdict}。"), *(_counted(grid, *group) for group in groups[:2])]
    if groups:
        rows = [Line(f"- {grid.name(row)}", (grid.evidence(row),)) for _, own in groups for row in own]
        return [_counted(grid, *group) for group in groups] + (rows if _WHICH.search(text) else [])
    if SUM.search(text) and grid.numeric and not grid.total:
        names = f"{len(grid.rows)}行合计{_amount(grid, grid.rows):g}"
        return [Line(f"{grid.title(grid.numeric[0])}：{names}。", grid.proof(grid.rows))]
    return []


def _counted(grid: Grid, category: str, rows: list[Row]) -> Line:
    return Line(f"“{category}”共{len(rows)}行，合计{_amount(grid, rows):g}。", tuple(map(grid.evidence, rows)))


def _amount(grid: Grid, rows: Sequence[Row]) -> float:
    """The sum of the first column of numbers; where there is none, the rows themselves are counted."""
    return sum(number(row[grid.numeric[0]]) for row in rows) if grid.numeric else float(len(rows))
