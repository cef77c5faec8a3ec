"""Which rows of a table pass a test: a number, half of the whole, several tests at once, one column against another."""

import re
from collections.abc import Callable, Sequence

from kb.answering.draft import Line
from kb.answering.facts import in_ones
from kb.answering.figures import cells
from kb.answering.grid import Row, named_columns, number
from kb.answering.measures import SUM, Asked, Measure
from kb.text import NUMERAL, number_of

_NUMBER = rf"{NUMERAL}[万亿]?"
_OF_UOM = r"(?:多)?(?:家|个|名|所|项|倍|%)?"
HALF = re.compile(
    r"(?<!不)(?:超过|过|大于|多于|超|不到|达不到|没到|不足|低于|少于).{0,8}(?:一半|半数|50%|百分之五十)|过半|(?:一半|半数)(?:都|也|还)?(?:不到|达不到|没到|不足)"
)
_UNDER = re.compile(r"不到|达不到|没到|不足|低于|少于")
_MORE = ("超过", "大于", "多于", "高于", "超", "多", "高", "大")
_LESS = ("少于", "低于", "小于", "不到", "不足", "未达到", "没到", "不满", "未满", "少", "低", "小")
_AT_MOST = ("不超过", "以下", "最多", "及以下", "以内")
_COMPARED = re.compile(
    rf"(?P<how>不超过|达到或超过|超过|大于|多于|高于|不低于|不少于|至少|达到|少于|低于|小于|不到|不足|没到|[不未]满|超|满)(?:了)?(?P<n>{_NUMBER}){_OF_UOM}"
    rf"|比(?P<n4>{_NUMBER}){_OF_UOM}还?要?(?P<how4>多|少|高|低|大|小)(?:的|$)"
    rf"|连(?P<n3>{_NUMBER}){_OF_UOM}也?都?(?P<how3>不到|不足|没到|不满)"
    rf"|(?P<n2>{_NUMBER}){_OF_UOM}(?P<how2>及?以上|及?以下|以内)"
)
_BETWEEN = re.compile(
    rf"(?P<low>{_NUMBER}){_OF_UOM}(?:到|至|-|—|~|和|与)(?P<high>{_NUMBER}){_OF_UOM}(?:之间|以内|的区|的有|$)"
)
_EQUAL = re.compile(
    rf"(?:正好|刚好|恰好|都是|同样是|一样|相同|只(?:有|要求?|派|分到|摊到|分了|拿到|给了?|安排|定|需要?(?:建成?|达到|完成)?)了?|分到|等于|同为|为|是)(?P<n>{_NUMBER})(?:家|个)"
    rf"|(?:正好|刚好|恰好|等于)(?:是|为)?(?P<bare>{_NUMBER})(?=的|$|[,，？?])"
    rf"|(?:写着?|填着?|标着?)(?:的是)?[“\"]?(?P<written>{_NUMBER})[”\"]?(?:的|家|个|$|[,，？?])"
    rf"|(?:指标|目标|任务|数量?)[是为](?P<said>{_NUMBER})(?=$|[,，？?])"
)
ASKS_ROWS = re.compile(r"哪(?:些|个|几)|有没有|谁|的(?:区|县|市|单位|有)|几个(?:区|县|市)|列|筛选|结果")
_OF_ALL = re.compile(r"全市|合计")
_PARTS = re.compile(r"[,，;；、]|并且|而且|同时|[又且但却而]")
OF_COLUMNS = re.compile(
    r"(?P<one>[\u4e00-\u9fff]{2,10})(?:(?<!占)比(?![例重])|超过)(?!最)(?P<other>[\u4e00-\u9fff]{2,10}?)[还要更反而都]*(?P<how>[多少高低大小])"
)
_DOUBLED = re.compile(r"翻(?P<n>[一两二三])?番")


def row_line(asked: Asked, measure: Measure, row: Row) -> Line:
    return Line(f"{asked.grid.name(row)}：{measure.title}{measure.said(row)}。", (asked.grid.evidence(row),))


def by_half(asked: Asked) -> list[Line]:
    """The rows in which a part is more, or less, than half of the whole."""
    grid, column, base = asked.grid, asked.columns[-1], asked.grid.ends[1]
    if not grid.is_plan:
        return []
    under = bool(_UNDER.search(asked.text))
    above = {id(row): 2 * number(row[column]) - number(row[base]) for row in asked.pool}
    wanted = [row for row in asked.pool if (above[id(row)] < 0 if under else above[id(row)] > 0)]
    words = f"{grid.title(column)}{'不足' if under else '超过'}{grid.title(base)}一半的"
    return _those(asked, words, wanted, lambda row: cells(grid, row, [base, column]))


def filtered(asked: Asked) -> list[Line]:
    if several := _filtered_by_each(asked):
        return several
    test = comparison(asked.text) if ASKS_ROWS.search(asked.text) or not _OF_ALL.search(asked.text) else None
    return passing(asked, test) if test else []


def _filtered_by_each(asked: Asked) -> list[Line]:
    """The rows that pass a test of each of several columns: “现有超过30家，专业型却不到10家的区”; else nothing."""
    grid = asked.grid
    tested = ((comparison(part), named_columns(grid, part)) for part in _PARTS.split(asked.text))
    tests = {columns[-1]: test for test, columns in tested if test and columns}
    if len(tests) < 2:
        return []
    wanted = [row for row in asked.pool if all(test(number(row[column])) for column, test in tests.items())]
    return _those(asked, "符合全部条件的", wanted, lambda row: cells(grid, row, list(tests)))


def column_above_other(asked: Asked) -> list[Line]:
    """The rows with more in one column than in another: “国家级比专业型多的区”; else nothing."""
    grid, order = asked.grid, OF_COLUMNS.search(asked.text)
    one, other = (named_columns(grid, order[name])[-1:] for name in ("one", "other")) if order else ([], [])
    if not order or not one or not other or one == other:
        return []
    sign = -1 if order["how"] in "少低小" else 1
    wanted = [row for row in asked.pool if sign * (number(row[one[0]]) - number(row[other[0]])) > 0]
    words = f"{grid.title(one[0])}比{grid.title(other[0])}{order['how']}的"
    return _those(asked, words, wanted, lambda row: cells(grid, row, [*one, *other]))


def passing(asked: Asked, test: Callable[[float], bool]) -> list[Line]:
    measure = asked.measure
    wanted = [row for row in asked.pool if test(measure.value(row))]
    lines = _those(asked, f"{measure.title}符合条件的", wanted, lambda row: row_line(asked, measure, row))
    if len(wanted) > 1 and SUM.search(asked.text) and measure.uom == asked.grid.uom:  # no sum of shares, or of times
        together = measure.amount(sum(map(measure.value, wanted)))
        lines.append(Line(f"合计{together}。", tuple(map(asked.grid.evidence, wanted))))
    return lines


def _those(asked: Asked, words: str, rows: Sequence[Row], line: Callable[[Row], Line]) -> list[Line]:
    """How many rows there are, and each; that there is none is proved by all, where it is rows that are asked for."""
    of_rows = re.search(asked.grid.any_kind, asked.text)
    if not rows:
        return [Line(f"{words}一个也没有。", asked.grid.proof(asked.pool) if of_rows else ())]
    return [Line(f"{words}有{len(rows)}个："), *map(line, rows)]


def comparison(text: str) -> Callable[[float], bool] | None:
    """The test that a number of each row has to pass, where the question puts it to one."""
    if between := _BETWEEN.search(text):
        low, high = _value(between["low"]), _value(between["high"])
        return lambda value: low <= value <= high
    if doubled := _DOUBLED.search(text):
        times = 2.0 ** (number_of(doubled["n"] or "一") or 1)
        return lambda value: value >= times
    if match := _COMPARED.search(text):
        how, number = ([match[f"{name}{i}"] for i in ("", 2, 3, 4)] for name in ("how", "n"))
        return _test(next(filter(None, how)), _value(next(filter(None, number))))
    if equal := _EQUAL.search(text):
        mark = _value(equal["n"] or equal["bare"] or equal["written"] or equal["said"])
        return lambda value: value == mark
    return None


def _value(numeral: str) -> float:
    """The value of a numeral that a question compares with: 50, 五十, 2万."""
    return in_ones(float(number_of(numeral.rstrip("万亿")) or 0), numeral[-1])


def _test(how: str, mark: float) -> Callable[[float], bool]:
    if how in _MORE:
        return lambda value: value > mark
    if how in _LESS:
        return lambda value: value < mark
    return (lambda value: value <= mark) if how in _AT_MOST else (lambda value: value >= mark)
