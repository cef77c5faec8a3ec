"""What a question measures of the rows of a table: a number, growth, a share, a multiple, a sum of columns."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kb.answering.grid import Grid, Row, number
from kb.text import NUMERAL

GROWTH = re.compile(
    r"从(?:(?:现在|现有|目前|如今)的?)?(?:多少|几)[家个]?[^，。,？?]{0,4}到(?:多少|几)|增加|新增|新添|增幅|涨幅|[再还要][要得需]?添|要?补(?:多少|几|上)|[增涨]了?(?:多少|几)|增得|(?<!相)[加添涨]得|[增涨]百分之|要[加添](?:上)?(?:多少|几)|新建|净增|增量|再建|还(?:要|需|得)(?:再)?(?:建|加|增)|还[差缺]|(?<!相)差了?(?:多少|几)|增长|多建|多出(?:来|多少|几)|差[距额]|缺口|减[掉去](?:现有|原有|现在)"
    r"|比(?:现在|现有|目前|原来|如今|眼下|当前)[^，。,？?]{0,4}[多增]|离.{0,6}(?:目标|任务)|翻(?!.{0,2}番)"
)
MULTIPLE = re.compile(
    r"增速|增长率|[增涨]得最快|几倍|多少倍|[顶抵]得?上?几个|相当于几个|倍数|\d倍|[两二三四五]倍|翻.{0,2}番"
)
FRACTION = re.compile(rf"(?P<of>{NUMERAL})分之(?P<n>{NUMERAL})|(?P<half>一半|半数)")
SHARE = re.compile(rf"占|比例|比重|百分之|占比|%|几成|{FRACTION.pattern}")
OF_TOTAL = re.compile(
    r"超过全市|除以全|占(?:了|到)?(?:全市|全部|总数|合计|所有区|全区)|全市[^，。?？]{0,16}(?:里头?|当?中)[^。?？]{0,12}占"
    r"|全市[^。?？]{0,30}(?:几成|百分之|几分之)"
)
SUM = re.compile(
    r"打捆|拢总|捏拢|归拢|捆在?一起|加起来|加总|汇总|一[起块](?:是|有|要)?(?:多少|几)|统共|拢共|总数|总和|一共|合起来|总共|合计|之和|(?:加|合|算)[在到]?一(?:起|块)|总计|共(?:有)?(?:多少|几)|相加"
)


@dataclass(frozen=True)
class Measure:
    """A number of each row, and how an answer says it: 家, %, 倍."""

    title: str
    value: Callable[[Row], float]
    uom: str

    def said(self, row: Row) -> str:
        return self.amount(self.value(row))

    def amount(self, value: float) -> str:
        return f"{round(value, 1):g}{self.uom}"


@dataclass(frozen=True)
class Asked:
    """What is asked of a table: of the `rows` it names, else of all of the `pool`; of which columns; what."""

    grid: Grid
    rows: Sequence[Row]
    pool: Sequence[Row]
    columns: Sequence[int]
    text: str

    @property
    def measure(self) -> Measure:
        return _measure(self)


def by_column(grid: Grid, column: int) -> Measure:
    return Measure(grid.title(column), lambda row: number(row[column]), grid.uom)


def by_growth(grid: Grid) -> Measure:
    first, last = grid.ends
    title = f"{grid.title(last)}比{grid.title(first)}增加"
    return Measure(title, lambda row: number(row[last]) - number(row[first]), grid.uom)


def by_multiple(grid: Grid) -> Measure:
    first, last = grid.ends
    return Measure(f"{grid.title(last)}是{grid.title(first)}的", lambda row: _ratio(row, last, first), "倍")


def by_share(grid: Grid, column: int) -> Measure:
    """The share of a column in the whole of its row."""
    base = grid.ends[1]
    return Measure(f"{grid.title(column)}占{grid.title(base)}的", lambda row: 100 * _ratio(row, column, base), "%")


def by_sum(grid: Grid, columns: Sequence[int]) -> Measure:
    title = "、".join(map(grid.title, columns)) + "合计"
    return Measure(title, lambda row: sum(number(row[i]) for i in columns), grid.uom)


def _ratio(row: Row, column: int, base: int) -> float:
    return number(row[column]) / number(row[base]) if number(row[base]) else 0.0


def is_of_part(asked: Asked) -> bool:
    """Whether just one column is named, of what there is to be of a part: how many there are is told of the whole."""
    return len(asked.columns) == 1 and asked.columns[0] not in asked.grid.ends


def _measure(asked: Asked) -> Measure:
    grid, columns, text = asked.grid, asked.columns, asked.text
    if MULTIPLE.search(text) and grid.is_plan:
        return by_multiple(grid)
    if GROWTH.search(text) and grid.is_plan and not is_of_part(asked):
        return by_growth(grid)
    if SHARE.search(text) and not OF_TOTAL.search(text) and grid.is_plan and columns[-1] != grid.ends[1]:
        return by_share(grid, columns[-1])
    if SUM.search(text) and len(columns) > 1:
        return by_sum(grid, columns)
    return by_column(grid, columns[-1])
