"""Rows of a table by their numbers: the first, the last, a place in the order, those that pass a test."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from kb.answering.draft import Line
from kb.answering.figures import cells
from kb.answering.grid import Grid, Row, number
from kb.text import number_of

_RANK = re.compile(
    r"(?:排|列)(?:在|名)?(?:全市|全区)?第(?P<n>[二三四五六七八九十\d]+)|第(?P<m>[二三四五六七八九十\d]+)(?:名|位|多|高|大|少|低)"
)
_TOP = re.compile(r"前(?P<n>[一二三四五六七八九十\d]+)(?:名|位|个|的)?|哪(?P<m>[两二三四五六七八九十])个(?:区)?")
_MOST = re.compile(r"最多|最大|最高|最重|第一|头名|居首|数哪")
_LEAST = re.compile(r"最少|最小|最低|最轻|垫底|倒数第一")
HALF = re.compile(r"(?:超过|过|大于|多于).{0,8}一半|过半")
_COMPARED = re.compile(
    r"(?P<how>超过|大于|多于|高于|不低于|不少于|至少|达到|少于|低于|小于|不超过|不到|不足)(?P<n>\d+)(?:家|个)?"
    r"|(?P<n2>\d+)(?:家|个)?(?P<how2>以上|以下|及以上)"
)
_EQUAL = re.compile(r"(?:正好|刚好|恰好|都是|同样是|一样|相同|只有|等于|为|是)(?P<n>\d+)(?:家|个)")


@dataclass(frozen=True)
class Measure:
    """A number of each row, and how an answer says it."""

    title: str
    value: Callable[[Row], float]


def by_column(grid: Grid, column: int) -> Measure:
    return Measure(grid.title(column), lambda row: number(row[column]))


def by_growth(grid: Grid) -> Measure:
    first, last = grid.ends
    return Measure(f"{grid.title(last)}比{grid.title(first)}增加", lambda row: number(row[last]) - number(row[first]))


def place_asked(text: str) -> int:
    """The place in the order that is asked for, from 1."""
    place = _RANK.search(text)
    return (number_of(place["n"] or place["m"]) or 1) if place else 1


def ranked(grid: Grid, measure: Measure, text: str) -> list[Line]:
    """The rows at the place asked for; rows of the same value share a place."""
    ordered = sorted(grid.rows, key=measure.value, reverse=not _LEAST.search(text))
    top = _TOP.search(text)
    if top and (count := number_of(top["n"] or top["m"])):
        wanted = [row for row in ordered if measure.value(row) in {measure.value(r) for r in ordered[:count]}]
    else:
        at = measure.value(ordered[place_asked(text) - 1])
        wanted = [row for row in ordered if measure.value(row) == at]
    return [
        Line(f"{grid.name(row)}：{measure.title}{grid.amount(measure.value(row))}。", (grid.evidence(row),))
        for row in wanted
    ]


def over_half(grid: Grid, column: int) -> list[Line]:
    base = grid.ends[1]
    wanted = [row for row in grid.rows if 2 * number(row[column]) > number(row[base])]
    head = Line(f"{grid.title(column)}超过{grid.title(base)}一半的有{len(wanted)}个：")
    return [head, *(cells(grid, row, [base, column]) for row in wanted)]


def filtered(grid: Grid, column: int, text: str) -> list[Line]:
    test = comparison(text)
    if test is None:
        return []
    wanted = [row for row in grid.rows if test(number(row[column]))]
    head = Line(f"{grid.title(column)}符合条件的有{len(wanted)}个：")
    return [head, *(cells(grid, row, [column]) for row in wanted)]


def comparison(text: str) -> Callable[[float], bool] | None:
    if match := _COMPARED.search(text):
        number, how = float(match["n"] or match["n2"]), match["how"] or match["how2"]
        if how in ("超过", "大于", "多于", "高于"):
            return lambda value: value > number
        if how in ("少于", "低于", "小于", "不到", "不足"):
            return lambda value: value < number
        return (lambda value: value <= number) if how in ("不超过", "以下") else (lambda value: value >= number)
    equal = _EQUAL.search(text)
    if equal:
        number = float(equal["n"])
        return lambda value: value == number
    return None


def superlative(folded: str) -> bool:
    return any(pattern.search(folded) for pattern in (_MOST, _LEAST, _TOP, _RANK))
