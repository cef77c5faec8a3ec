"""Answers from a table: a cell, a row, a ranking, a sum, a share, a difference."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Evidence, Line
from kb.answering.grid import EXISTING, Grid, Row, grids, named_columns, named_rows, number
from kb.answering.refusal import refuse
from kb.questions import Kind, Question
from kb.text import number_of

_GROWTH = re.compile(r"增加|新增|再建|还要(?:建|加)|还差|增长|多建|多出来|差距|缺口|翻")
_SHARE = re.compile(r"占|比例|百分之")
_OF_TOTAL = re.compile(r"占(?:了)?(?:全市|全部|总数|合计|所有区)")
_DIFFERENCE = re.compile(r"(?:比|和|跟|与).{1,10}(?:多|少|差)(?:了|出)?(?:多少|几)|相差|差(?:多少|几)|(?:多|少)几家")
_VERSUS = re.compile(r"比(?:一?比)?谁|谁(?:的)?[^，。]{0,6}(?:多|少)|哪个(?:区)?(?:更)?(?:多|少)|比较")
_SUM = re.compile(r"加起来|一共|合起来|总共|合计|之和|加在一起")
_WHOLE = re.compile(r"全市|合计|总共|各区|所有区|一共")
_ROWS = re.compile(r"区|谁|哪(?:几|个|些|里|儿)")
_RANK = re.compile(
    r"(?:排|列)(?:在|名)?(?:全市|全区)?第(?P<n>[二三四五六七八九十\d]+)|第(?P<m>[二三四五六七八九十\d]+)(?:名|位|多|高|大|少|低)"
)
_TOP = re.compile(r"前(?P<n>[一二三四五六七八九十\d]+)(?:名|位|个|的)?|哪(?P<m>[两二三四五六七八九十])个(?:区)?")
_MOST = re.compile(r"最多|最大|最高|最重|第一|头名|居首|数哪")
_LEAST = re.compile(r"最少|最小|最低|最轻|垫底|倒数第一")
_CLAIMED_FIRST = re.compile(r"(?:全市)?第一|最多|最高|最大")
_TIE = re.compile(r"一样(?:多|少)?|相同|同样多")
_CLAIMED = re.compile(r"(?<!\d)(\d+)(?:家|个)")
_GOAL = re.compile(r"目标|任务|要建|建到")
_HALF = re.compile(r"(?:超过|过|大于|多于).{0,8}一半|过半")
_COMPARED = re.compile(
    r"(?P<how>超过|大于|多于|高于|不低于|不少于|至少|达到|少于|低于|小于|不超过|不到|不足)(?P<n>\d+)(?:家|个)?"
    r"|(?P<n2>\d+)(?:家|个)?(?P<how2>以上|以下|及以上)"
)
_EQUAL = re.compile(r"(?:正好|刚好|恰好|都是|同样是|一样|相同|只有|等于|为|是)(?P<n>\d+)(?:家|个)")


def answer(context: Context) -> Draft | None:
    """The answer from the first table that has what the question names; None where none has."""
    question = context.question
    for grid in grids(context):
        own = named_rows(grid, question.folded)
        before = next(filter(None, (named_rows(grid, earlier) for earlier in question.context)), [])
        rows = [*before, *own] if own and _VERSUS.search(question.folded) else own or before
        columns = named_columns(grid, question.folded) or (_columns_before(grid, question) if before else [])
        if rows and question.years and not _is_of_years(grid, question):
            return refuse(Kind.TABLE, Reason.NOT_STATED, f"表中没有{question.years[0]}年的数字。")
        if not rows and not _is_about_rows(question, columns):
            continue
        if existing := _asks_existing_of(question, grid, columns):
            return refuse(Kind.TABLE, Reason.NOT_STATED, f"表中没有{existing}的现有数。")
        lines = _answer(grid, rows, columns or _default_columns(grid, question), question)
        if lines:
            wrong = _is_wrong(grid, rows, columns or _default_columns(grid, question), question)
            return Draft(Kind.TABLE, tuple(lines), reason=Reason.FALSE_PREMISE if wrong else None)
    return None


def _is_wrong(grid: Grid, rows: list[Row], columns: list[int], question: Question) -> bool:
    """Whether the question takes for granted what the table says otherwise: a number, a first place, a tie."""
    text, column = question.folded, columns[-1]
    if not rows:
        return False
    if len(rows) == 1 and _CLAIMED_FIRST.search(text):
        return number(rows[0][column]) < max(number(row[column]) for row in grid.rows)
    if len(rows) == 2 and _TIE.search(text):
        return rows[0][column] != rows[1][column]
    claimed = [int(amount) for amount in _CLAIMED.findall(text)]
    return question.asks("yes_no") and bool(claimed) and not any(row[i] in claimed for row in rows for i in columns)


def _columns_before(grid: Grid, question: Question) -> list[int]:
    """The columns of the question before, where a follow-up does not turn to what there is, or is to be."""
    if (question.asks("target") and _GOAL.search(question.folded)) or EXISTING.search(question.folded):
        return []
    return next(filter(None, (named_columns(grid, earlier) for earlier in question.context)), [])


def _is_of_years(grid: Grid, question: Question) -> bool:
    """Whether the table, or the date of its notice, has one of the years in question."""
    document = grid.located.holding.notice.document
    signed = str(document.signed_on.year) if document.signed_on else ""
    told = " ".join((*grid.table.columns, grid.table.caption, signed))
    return any(str(year) in told for year in question.years)


def _asks_existing_of(question: Question, grid: Grid, columns: list[int]) -> str | None:
    """What the question wants the present number of, where the table only has the number to be reached."""
    text = question.folded
    if not EXISTING.search(text) or _GROWTH.search(text) or re.search("[和与跟、及]", text):
        return None
    goals = [column.rpartition("/")[2] for i in columns if "/" in (column := grid.table.columns[i])]
    return "、".join(goals) or None


def _is_about_rows(question: Question, columns: list[int]) -> bool:
    """Whether a question that names no row asks for rows or totals of the table."""
    text = question.folded
    if _ROWS.search(text) and (_superlative(text) or _test(text) or _HALF.search(text)):
        return bool(columns) or bool(_GROWTH.search(text))
    return bool(columns) and bool(_WHOLE.search(text)) and bool(_SUM.search(text) or EXISTING.search(text))


def _superlative(folded: str) -> bool:
    return any(pattern.search(folded) for pattern in (_MOST, _LEAST, _TOP, _RANK))


def _default_columns(grid: Grid, question: Question) -> list[int]:
    """Where no column is named, the first of the targets (总量), or all of a row that is asked for as a whole."""
    targets = [i for i in grid.numeric if "/" in grid.table.columns[i]] or grid.numeric
    if (
        _superlative(question.folded)
        or _VERSUS.search(question.folded)
        or _SHARE.search(question.folded)
        or _DIFFERENCE.search(question.folded)
    ):
        return targets[:1]
    return targets if question.asks("target") or _GOAL.search(question.folded) else grid.numeric


def _answer(grid: Grid, rows: list[Row], columns: list[int], question: Question) -> list[Line]:
    """The lines of the first operation that the question's words call for."""
    text = question.folded
    if not rows:
        return _of_all(grid, columns, text)
    if len(rows) == 1 and _CLAIMED_FIRST.search(text):
        return [_cells(grid, rows[0], columns), *_ranking(grid, _by_column(grid, columns[-1]), "最多")]
    for operation in _OPERATIONS:
        if len(rows) >= operation.least_rows and operation.pattern.search(text):
            return operation.lines(grid, rows, columns)
    return [_cells(grid, row, columns) for row in rows]


def _of_all(grid: Grid, columns: list[int], text: str) -> list[Line]:
    """What is asked of all rows: a ranking, those that pass a test, or the row of totals."""
    if _HALF.search(text):
        return _over_half(grid, columns[-1])
    if _test(text):
        return _filtered(grid, columns[-1], text)
    if _ROWS.search(text) and _superlative(text):
        return _ranking(grid, _by_growth(grid) if _GROWTH.search(text) else _by_column(grid, columns[-1]), text)
    total = grid.total
    return _answer_total(grid, total, columns, text) if total else []


def _answer_total(grid: Grid, total: Row, columns: list[int], text: str) -> list[Line]:
    if _GROWTH.search(text):
        return _growth(grid, [total], columns)
    return _shares(grid, [total], columns) if _SHARE.search(text) else [_cells(grid, total, columns)]


def _cells(grid: Grid, row: Row, columns: Sequence[int]) -> Line:
    values = "，".join(f"{grid.title(i)}{grid.amount(row[i])}" for i in columns)
    return Line(f"{grid.name(row)}：{values}。", (grid.evidence(row),))


def _growth(grid: Grid, rows: Sequence[Row], _: Sequence[int]) -> list[Line]:
    """What there is, what there is to be, and the difference."""
    first, last = grid.ends
    lines = []
    for row in rows:
        values = f"{grid.title(first)}{grid.amount(row[first])}，{grid.title(last)}{grid.amount(row[last])}"
        more = grid.amount(number(row[last]) - number(row[first]))
        lines.append(Line(f"{grid.name(row)}：{values}，需增加{more}。", (grid.evidence(row),)))
    return lines


def _shares(grid: Grid, rows: Sequence[Row], columns: Sequence[int]) -> list[Line]:
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
        *(_cells(grid, row, [column]) for row in rows[:2]),
    ]


def _sum(grid: Grid, rows: Sequence[Row], columns: Sequence[int]) -> list[Line]:
    column = columns[-1]
    total = sum(number(row[column]) for row in rows)
    words = f"{grid.title(column)}：{'、'.join(map(grid.name, rows))}合计{grid.amount(total)}。"
    return [Line(words, tuple(map(grid.evidence, rows))), *(_cells(grid, row, [column]) for row in rows)]


@dataclass(frozen=True)
class Operation:
    """What is worked out of the rows that a question names, where its words call for it."""

    pattern: re.Pattern[str]
    least_rows: int
    lines: Callable[[Grid, Sequence[Row], Sequence[int]], list[Line]]


_OPERATIONS = (
    Operation(_DIFFERENCE, 2, _difference),
    Operation(_VERSUS, 2, _difference),
    Operation(_GROWTH, 1, _growth),
    Operation(_SUM, 2, _sum),
    Operation(_OF_TOTAL, 1, _shares_of_total),
    Operation(_SHARE, 1, _shares),
)


@dataclass(frozen=True)
class Measure:
    """A number of each row, and how an answer says it."""

    title: str
    value: Callable[[Row], float]


def _by_column(grid: Grid, column: int) -> Measure:
    return Measure(grid.title(column), lambda row: number(row[column]))


def _by_growth(grid: Grid) -> Measure:
    first, last = grid.ends
    return Measure(f"{grid.title(last)}比{grid.title(first)}增加", lambda row: number(row[last]) - number(row[first]))


def _ranking(grid: Grid, measure: Measure, text: str) -> list[Line]:
    """The rows at the place asked for; rows of the same value share a place."""
    ordered = sorted(grid.rows, key=measure.value, reverse=not _LEAST.search(text))
    top = _TOP.search(text)
    if top and (count := number_of(top["n"] or top["m"])):
        wanted = [row for row in ordered if measure.value(row) in {measure.value(r) for r in ordered[:count]}]
    else:
        place = _RANK.search(text)
        index = (number_of(place["n"] or place["m"]) or 1) - 1 if place else 0
        if index >= len(ordered):
            return []
        wanted = [row for row in ordered if measure.value(row) == measure.value(ordered[index])]
    return [
        Line(f"{grid.name(row)}：{measure.title}{grid.amount(measure.value(row))}。", (grid.evidence(row),))
        for row in wanted
    ]


def _over_half(grid: Grid, column: int) -> list[Line]:
    base = grid.ends[1]
    wanted = [row for row in grid.rows if 2 * number(row[column]) > number(row[base])]
    head = Line(f"{grid.title(column)}超过{grid.title(base)}一半的有{len(wanted)}个：")
    return [head, *(_cells(grid, row, [base, column]) for row in wanted)]


def _filtered(grid: Grid, column: int, text: str) -> list[Line]:
    test = _test(text)
    if test is None:
        return []
    wanted = [row for row in grid.rows if test(number(row[column]))]
    head = Line(f"{grid.title(column)}符合条件的有{len(wanted)}个：")
    return [head, *(_cells(grid, row, [column]) for row in wanted)]


def _test(text: str) -> Callable[[float], bool] | None:
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
