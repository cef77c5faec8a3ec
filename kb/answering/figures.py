"""What is worked out of the rows of a table: growth, shares, differences, sums."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kb.answering.draft import Evidence, Line
from kb.answering.grid import Grid, Row, number

GROWTH = re.compile(r"增加|新增|再建|还要(?:建|加)|还差|差(?:多少|几)(?:家|个)|增长|多建|多出来|差距|缺口|翻")
SHARE = re.compile(r"占|比例|百分之")
_OF_TOTAL = re.compile(r"占(?:了)?(?:全市|全部|总数|合计|所有区)")
DIFFERENCE = re.compile(r"(?:比|和|跟|与).{1,10}(?:多|少|差)(?:了|出)?(?:多少|几)|相差|差(?:多少|几)|(?:多|少)几家")
VERSUS = re.compile(r"比(?:一?比)?谁|谁(?:的)?[^，。]{0,6}(?:多|少)|哪个(?:区)?(?:更)?(?:多|少)|比较")
SUM = re.compile(r"加起来|总数|总和|一共|合起来|总共|合计|之和|加在一起")


def cells(grid: Grid, row: Row, columns: Sequence[int]) -> Line:
    values = "，".join(f"{grid.title(i)}{grid.amount(row[i])}" for i in columns)
    return Line(f"{grid.name(row)}：{values}。", (grid.evidence(row),))


def growth(grid: Grid, rows: Sequence[Row], _: Sequence[int]) -> list[Line]:
    """What there is, what there is to be, and the difference."""
    first, last = grid.ends
    lines = []
    for row in rows:
        values = f"{grid.title(first)}{grid.amount(row[first])}，{grid.title(last)}{grid.amount(row[last])}"
        more = grid.amount(number(row[last]) - number(row[first]))
        lines.append(Line(f"{grid.name(row)}：{values}，需增加{more}。", (grid.evidence(row),)))
    return lines


def shares(grid: Grid, rows: Sequence[Row], columns: Sequence[int]) -> list[Line]:
    return [_share(grid, row, columns[-1]) for row in rows]


def _shares_of_total(grid: Grid, rows: Sequence[Row], columns: Sequence[int]) -> list[Line]:
    return [_share(grid, row, columns[-1], of_total=True) for row in rows]


def _share(grid: Grid, row: Row, column: int, *, of_total: bool = False) -> Line:
    """The share of a row in the row of totals, or of one column in the whole of its own row."""
    base = grid.ends[1]
    evidence: tuple[Evidence, ...] = (grid.evidence(row),)
    if (of_total or column == base) and grid.total and row != grid.total:
        whole, of = number(grid.total[column]), "合计"
        evidence = (*evidence, grid.evidence(grid.total))
    else:
        whole, of = number(row[base]), grid.title(base)
    share = round(100 * number(row[column]) / whole, 1) if whole else 0.0
    amounts = f"{grid.title(column)}{grid.amount(row[column])}，占{of}{grid.amount(whole)}"
    return Line(f"{grid.name(row)}：{amounts}的{share:g}%。", evidence)


def _difference(grid: Grid, rows: Sequence[Row], columns: Sequence[int]) -> list[Line]:
    first, second, column = rows[0], rows[1], columns[-1]
    apart = number(first[column]) - number(second[column])
    verdict = f"{'多' if apart > 0 else '少'}{grid.amount(abs(apart))}" if apart else "一样多"
    names = f"{grid.name(first)}{'比' if apart else '与'}{grid.name(second)}"
    proof = (grid.evidence(first), grid.evidence(second))
    return [
        Line(f"{grid.title(column)}：{names}{verdict}。", proof),
        *(cells(grid, row, [column]) for row in rows[:2]),
    ]


def _between_columns(grid: Grid, rows: Sequence[Row], columns: Sequence[int]) -> list[Line]:
    """How far two numbers of one row lie apart."""
    if len(columns) < 2:
        return []
    row = rows[0]
    more, less = sorted(columns[:2], key=lambda column: -number(row[column]))
    apart = number(row[more]) - number(row[less])
    verdict = f"比{grid.title(less)}多{grid.amount(apart)}" if apart else f"与{grid.title(less)}一样多"
    head = Line(f"{grid.name(row)}：{grid.title(more)}{verdict}。", (grid.evidence(row),))
    return [head, cells(grid, row, columns[:2])]


def total(grid: Grid, rows: Sequence[Row], columns: Sequence[int]) -> list[Line]:
    column = columns[-1]
    whole = sum(number(row[column]) for row in rows)
    words = f"{grid.title(column)}：{'、'.join(map(grid.name, rows))}合计{grid.amount(whole)}。"
    return [Line(words, tuple(map(grid.evidence, rows))), *(cells(grid, row, [column]) for row in rows)]


@dataclass(frozen=True)
class Operation:
    """What is worked out of the rows that a question names, where its words call for it."""

    pattern: re.Pattern[str]
    least_rows: int
    lines: Callable[[Grid, Sequence[Row], Sequence[int]], list[Line]]


OPERATIONS = (
    Operation(DIFFERENCE, 2, _difference),
    Operation(VERSUS, 2, _difference),
    Operation(DIFFERENCE, 1, _between_columns),
    Operation(GROWTH, 1, growth),
    Operation(SUM, 2, total),
    Operation(_OF_TOTAL, 1, _shares_of_total),
    Operation(SHARE, 1, shares),
)
