"""What is worked out of the rows of a table that a question names: growth, shares, differences, sums, multiples."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kb.answering.draft import Evidence, Line
from kb.answering.grid import Grid, Row, number
from kb.answering.measures import (
    GROWTH,
    MULTIPLE,
    OF_TOTAL,
    SHARE,
    SUM,
    Asked,
    by_column,
    by_growth,
    by_multiple,
    is_of_part,
)
from kb.text import NUMERAL

DIFFERENCE = re.compile(
    r"(?:比|和|跟|与|较).{1,14}?(?:多|少|差|高|低)(?:了|出)?(?:多少|几)|相差|差(?:了)?(?:多少|几)|差[额值别]"
    r"|(?:多|少)(?:了|出)?(?:几[家个]|好多)|隔(?:几|多少)[家个]|减[去掉]?[^，。,？?]{2,14}(?:结果|等于|得|[,，]?剩下?(?:多少|几))|之差|算个?差"
    r"|离[^，。,？?]{2,8}?还?[欠差少](?:几|多少)|(?<=量)-(?=[\u4e00-\u9fff])"
)
VERSUS = re.compile(
    r"比(?:一?比)?谁|多还是少|[高大]还是[低小]|(?:跟|和|与|同)[^，。,？?]{1,10}比(?![例重])|(?:谁|哪(?:个|家|边)?(?:区|县|市|地方)?)[^，。]{0,10}(?:多|少|大|小|高|低)|比较|对比|比一比|相比|比[\u4e00-\u9fff]{2,6}?[还更要]?[多少大小高低](?:[吧吗么]|多少|几)"
    rf"|比[\u4e00-\u9fff]{{2,6}}?[还更要]?[多少]{NUMERAL}[家个]"
)
UNLIKE = re.compile(
    r"哪[^，。,？?]{0,6}(?:不一样|不同|不相同|有差别|有区别)|(?:不一样|不同)的(?:是|有)?哪|差(?:别|距|异)?[在于]于?(?:哪|什么)|有(?:什么|啥|哪些)?(?:差别|区别|不同|不一样)"
)
_HOW_MANY = re.compile(r"多少|几[家个所座]")
_IN_PER_CENT = re.compile(r"百分之|增幅|涨幅|增长率|%")
AVERAGE = re.compile(r"平均|均[值数]")


def cells(grid: Grid, row: Row, columns: Sequence[int]) -> Line:
    values = "，".join(f"{grid.title(i)}{grid.amount(row[i])}" for i in columns)
    return Line(f"{grid.name(row)}：{values}。", (grid.evidence(row),))


def growth(asked: Asked) -> list[Line]:
    """What there is, what there is to be, and the difference; nothing where the table tells no such thing."""
    grid, (first, last) = asked.grid, asked.grid.ends
    if not grid.is_plan or is_of_part(asked):
        return []
    lines = []
    for row in asked.rows:
        values = f"{grid.title(first)}{grid.amount(row[first])}，{grid.title(last)}{grid.amount(row[last])}"
        more = by_growth(grid).said(row)
        rate = (
            f"，增长{_percent(by_growth(grid).value(row), number(row[first]))}"
            if _IN_PER_CENT.search(asked.text)
            else ""
        )
        lines.append(Line(f"{grid.name(row)}：{values}，需增加{more}{rate}。", (grid.evidence(row),)))
    return lines


def _multiples(asked: Asked) -> list[Line]:
    """How many times as much there is to be as there is; nothing where the table tells no such thing."""
    if not asked.grid.is_plan:
        return []
    grid, measure = asked.grid, by_multiple(asked.grid)
    heads = [Line(f"{grid.name(r)}：{measure.title}{measure.said(r)}。", (grid.evidence(r),)) for r in asked.rows]
    return [line for head, row in zip(heads, asked.rows, strict=True) for line in (head, cells(grid, row, grid.ends))]


def _multiple_of_row(asked: Asked) -> list[Line]:
    """How many times as much one row has as another."""
    grid, column, (first, second) = asked.grid, asked.columns[0], asked.rows[:2]
    if not number(second[column]):
        return []
    times = round(number(first[column]) / number(second[column]), 2)
    proof = (grid.evidence(first), grid.evidence(second))
    head = Line(f"{grid.title(column)}：{grid.name(first)}是{grid.name(second)}的{times:g}倍。", proof)
    return [head, *(cells(grid, row, [column]) for row in (first, second))]


def _unlike(asked: Asked) -> list[Line]:
    """The numbers in which two rows differ, each with both values."""
    grid, (first, second) = asked.grid, asked.rows[:2]
    unlike = [i for i in grid.numeric if first[i] != second[i]]
    proof = (grid.evidence(first), grid.evidence(second))
    return [
        Line(f"{grid.title(i)}：{'，'.join(f'{grid.name(r)}{grid.amount(r[i])}' for r in (first, second))}。", proof)
        for i in unlike
    ]


def shares(asked: Asked) -> list[Line]:
    return _shares(asked, of_total=False)


def shares_of_total(asked: Asked) -> list[Line]:
    """The share of each row in the row of totals, of several whose sum is meant that of all, where that is asked."""
    if not OF_TOTAL.search(asked.text):
        return []
    together = len(asked.rows) > 1 and SUM.search(asked.text)
    return [*(_share_of_sum(asked) if together else []), *_shares(asked, of_total=True)]


def _share_of_sum(asked: Asked) -> list[Line]:
    grid, rows, column = asked.grid, asked.rows, asked.columns[-1]
    if grid.total is None:
        return []
    part, whole = sum(number(row[column]) for row in rows), number(grid.total[column])
    named = f"{grid.title(column)}：{'、'.join(map(grid.name, rows))}合计{grid.amount(part)}"
    words = f"{named}，占{grid.amount(whole)}的{_percent(part, whole)}。"
    return [Line(words, tuple(map(grid.evidence, (*rows, grid.total))))]


def _shares(asked: Asked, *, of_total: bool) -> list[Line]:
    """The share of each row; nothing where the table has no whole that it is a part of."""
    grid, column = asked.grid, asked.columns[-1]
    of_total = of_total or column == grid.ends[1] or not grid.is_plan
    if of_total and grid.total is None:
        return []
    return [_share(grid, row, column, of_total=of_total) for row in asked.rows]


def _share(grid: Grid, row: Row, column: int, *, of_total: bool) -> Line:
    """The share of a row in the row of totals, or of one column in the whole of its own row."""
    base = grid.ends[1]
    evidence: tuple[Evidence, ...] = (grid.evidence(row),)
    if of_total and grid.total and row != grid.total:
        whole, of = number(grid.total[column]), "合计"
        evidence = (*evidence, grid.evidence(grid.total))
    else:
        whole, of = number(row[base]), grid.title(base)
    amounts = f"{grid.title(column)}{grid.amount(row[column])}，占{of}{grid.amount(whole)}"
    return Line(f"{grid.name(row)}：{amounts}的{_percent(number(row[column]), whole)}。", evidence)


def _percent(part: float, whole: float) -> str:
    return f"{round(100 * part / whole, 1) if whole else 0.0:g}%"


def _difference(asked: Asked) -> list[Line]:
    """How far the first two rows lie apart, in each column, or in what is measured of them."""
    grid, rows = asked.grid, asked.rows[:2]
    if grown := bool(GROWTH.search(asked.text) and not DIFFERENCE.search(asked.text)):
        measures = [asked.measure]
    else:
        measures = [by_column(grid, column) for column in asked.columns]
    proof = (grid.evidence(rows[0]), grid.evidence(rows[1]))
    heads = []
    for measure in measures:
        apart = measure.value(rows[0]) - measure.value(rows[1])
        verdict = f"{'多' if apart > 0 else '少'}{measure.amount(abs(apart))}" if apart else "一样多"
        names = f"{grid.name(rows[0])}{'比' if apart else '与'}{grid.name(rows[1])}"
        heads.append(Line(f"{measure.title}：{names}{verdict}。", proof))
    return [*heads, *((grown and growth(asked)) or [cells(grid, row, asked.columns) for row in rows])]


def _difference_from_sum(asked: Asked) -> list[Line]:
    """How far the first row lies apart from the others together."""
    grid, column = asked.grid, asked.columns[-1]
    first, others = asked.rows[0], asked.rows[1:]
    apart = number(first[column]) - sum(number(row[column]) for row in others)
    verdict = f"比{'、'.join(map(grid.name, others))}合计{'多' if apart >= 0 else '少'}{grid.amount(abs(apart))}"
    proof = tuple(map(grid.evidence, asked.rows))
    head = Line(f"{grid.title(column)}：{grid.name(first)}{verdict}。", proof)
    return [head, *(cells(grid, row, [column]) for row in asked.rows)]


def _between_columns(asked: Asked) -> list[Line]:
    """How far two numbers of one row lie apart."""
    grid, row = asked.grid, asked.rows[0]
    if len(asked.columns) < 2:
        return []
    more, less = sorted(asked.columns[:2], key=lambda column: -number(row[column]))
    apart = number(row[more]) - number(row[less])
    verdict = f"比{grid.title(less)}多{grid.amount(apart)}" if apart else f"与{grid.title(less)}一样多"
    head = Line(f"{grid.name(row)}：{grid.title(more)}{verdict}。", (grid.evidence(row),))
    return [head, cells(grid, row, asked.columns[:2])]


def total(asked: Asked) -> list[Line]:
    """The sum of the rows; of one row, the sum of its columns where several are named."""
    grid, rows, column = asked.grid, asked.rows, asked.columns[-1]
    if len(rows) == 1:
        of_each = len(_HOW_MANY.findall(asked.text)) >= len(asked.columns)
        return [] if of_each or len(asked.columns) < 2 or rows[0] == grid.total else _sum_of_columns(asked)
    whole = sum(number(row[column]) for row in rows)
    words = f"{grid.title(column)}：{'、'.join(map(grid.name, rows))}合计{grid.amount(whole)}。"
    return [Line(words, tuple(map(grid.evidence, rows))), *(cells(grid, row, [column]) for row in rows)]


def _sum_of_columns(asked: Asked) -> list[Line]:
    grid, row = asked.grid, asked.rows[0]
    words = f"{grid.name(row)}：{asked.measure.title}{asked.measure.said(row)}。"
    return [Line(words, (grid.evidence(row),)), cells(grid, row, asked.columns)]


def average(asked: Asked) -> list[Line]:
    """The mean of the rows, of all where none is named."""
    grid, rows, measure = asked.grid, asked.rows or asked.pool, asked.measure
    mean = measure.amount(sum(map(measure.value, rows)) / len(rows))
    proof = [grid.total] if grid.total and len(rows) == len(grid.rows) else rows
    return [Line(f"{measure.title}：{len(rows)}行平均{mean}。", tuple(map(grid.evidence, proof)))]


@dataclass(frozen=True)
class Operation:
    """What is worked out of the rows that a question names, where its words call for it."""

    patterns: tuple[re.Pattern[str], ...]
    least_rows: int
    lines: Callable[[Asked], list[Line]]

    def is_called_for(self, asked: Asked) -> bool:
        return len(asked.rows) >= self.least_rows and all(p.search(asked.text) for p in self.patterns)


OPERATIONS = (
    Operation((AVERAGE,), 2, average),
    Operation((UNLIKE,), 2, _unlike),
    Operation((DIFFERENCE, SUM), 3, _difference_from_sum),
    Operation((MULTIPLE,), 2, _multiple_of_row),
    Operation((DIFFERENCE,), 2, _difference),
    Operation((VERSUS,), 2, _difference),
    Operation((DIFFERENCE,), 1, _between_columns),
    Operation((MULTIPLE,), 1, _multiples),
    Operation((GROWTH,), 1, growth),
    Operation((SUM, OF_TOTAL), 2, shares_of_total),
    Operation((SUM,), 1, total),
    Operation((OF_TOTAL,), 1, shares_of_total),
    Operation((SHARE,), 1, shares),
)
