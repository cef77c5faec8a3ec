"""Which rows and columns of a table a question names, or that it asks of all of them."""

import re

from kb.answering.figures import VERSUS
from kb.answering.filtering import HALF, comparison
from kb.answering.grid import (
    EXISTING,
    GOAL,
    IN_TABLE,
    Grid,
    Row,
    excluded_rows,
    named_columns,
    named_rows,
    rows_of_class,
)
from kb.answering.measures import GROWTH, MULTIPLE, OF_TOTAL, SUM
from kb.answering.ranking import asks_of_all, superlative
from kb.questions import Question
from kb.text import COUNTING, NUMERAL, number_of

_THAN_IT = re.compile(r"比(?:它|那边|那个区|前面那个|刚才那个)|再?加上|再加|减[去掉]")
_ALL_NUMBERS = re.compile(rf"(?<![第{COUNTING}\d])(?!一){NUMERAL}(?:项目标|个合计数)|所有的?(?:指标|数)|一个数也?别漏")
_AMONG_THEM = re.compile(r"^(?:这里面|这当中|当中|其中|里面)")
_OF_ITS_OWN = re.compile(r"占[^，。,？?]{0,4}自[己身家]")
_AND_AGAIN = re.compile(r"呢[,，?？].")  # “江汉呢？国家级的又是几家”
_WHOLE = r"全市|合计|总共|一共|加起来"
_ROWS = re.compile(r"区|谁|哪(?:几|个|些|里|儿)")
_GOAL = r"[^，。？?]{0,10}(?:目标|任务)(?!.{0,4}(?:工程|项|条))"
_ALL_OF_THEM = re.compile(r"全市|所有|各区|全部")
_SEVERAL = re.compile(r"(?:这|那)?(?:(?:两|几|三)[个家]|俩)(?:区|县|市|地方)?|它们|他们")
_ALL_DISTRICTS = re.compile(r"全市|加起来")
_OF_TEXT, _NUMBERS = re.compile(r"[几哪][几些]?[类种]"), re.compile(r"多少|几[家个成]|几何")
_LEAST_SHARE = re.compile(
    r"(?:至少|最少|最低|起码|不低于)[^，。,？?]{0,4}(?:占|要)?[^，。,？?]{0,3}(?:几成|百分之|多少比例)"
    r"|(?:占比|比例|比重)的?(?:至少|最少|最低|起码)[^，。,？?]{0,4}(?:多少|几)"
)
_FEW_NUMBERS = 2
NUMBER_CUES = ("target", "counted", "mention")
_ANY_ROW = r"区里|谁|表(?:里|中|上)|附件|哪(?:个|些|几)(?!个?(?:项|条|单位|任务|部门))"
ROW_OF_TOTALS = re.compile(r"(?:合计|总计)(?:那|这)?(?:一)?(?:行|栏|数)|(?:最后|末)一?行")


def asks_no_number(question: Question, columns: list[int]) -> bool:
    """Whether it asks who is responsible, or how something is done, of no column."""
    other = question.asks("responsibility") or (question.asks("procedure") and not question.asks(*NUMBER_CUES))
    return other and not columns and not IN_TABLE.search(question.folded)


def rows_and_columns(grid: Grid, question: Question) -> tuple[list[Row], list[int], list[Row]]:
    """The rows and the columns that the question names, or the one before, and the rows of which it asks for some."""
    left_out = excluded_rows(grid, question.folded)
    own = [row for row in named_rows(grid, question.folded) if row not in left_out]
    if not own and grid.total and ROW_OF_TOTALS.search(question.folded):
        own = [grid.total]
    before = [] if left_out or _is_of_its_own(grid, question) else _rows_before(grid, question)
    if before and grid.total and _ALL_OF_THEM.search(question.folded) and not OF_TOTAL.search(question.folded):
        before = [grid.total]
    of_class = [] if before or own else [row for row in rows_of_class(grid, question.folded) if row not in left_out]
    picks = asks_of_all(question.folded)
    own = own or ([] if picks else of_class)
    beside = VERSUS.search(question.folded) or _THAN_IT.search(question.folded)
    rows = [*(row for row in before if row not in own), *own] if own and beside else own or before
    columns = list(grid.numeric) if _ALL_NUMBERS.search(question.folded) else named_columns(grid, question.folded)
    if not columns and _AMONG_THEM.search(question.folded):
        columns = _columns_before(grid, question)
    if own and _OF_ITS_OWN.search(question.folded):
        columns = _columns_before(grid, question) or columns
    if before and (not columns or _AND_AGAIN.search(question.folded)):
        columns = sorted({*_columns_before(grid, question), *columns})
    return rows, columns, (picks and of_class) or [row for row in grid.rows if row not in left_out]


def _is_of_its_own(grid: Grid, question: Question) -> bool:
    """Whether a question names a matter of its own that the table is not about."""
    named = [say for row in named_rows(grid, question.folded) for say in grid.said(row)]
    own = (c for c in question.concepts if not any(c.surface.startswith(name) for name in named))
    return not grid.speaks_of(concept for concept in own if concept.surface in question.folded)


def _rows_before(grid: Grid, question: Question) -> list[Row]:
    """The rows of the question before; of several questions where two or more are meant."""
    named = [rows for earlier in question.context if (rows := named_rows(grid, earlier))]
    if _SEVERAL.search(question.folded):
        return [row for rows in reversed(named) for row in rows]
    return named[0] if named else []


def _columns_before(grid: Grid, question: Question) -> list[int]:
    """The columns of the question before, where a follow-up does not turn to what there is, or is to be."""
    if question.years or (question.asks("target") and GOAL.search(question.folded)) or EXISTING.search(question.folded):
        return []
    return next(filter(None, (named_columns(grid, earlier) for earlier in question.context)), [])


def is_about_rows(question: Question, grid: Grid, columns: list[int]) -> bool:
    """Whether a question that names no row asks for rows or totals of the table."""
    text = question.folded
    of_table = any(pattern.search(text) for pattern in (_ROWS, IN_TABLE, _ALL_DISTRICTS, EXISTING, GROWTH))
    if (question.asks("deadline") and not _NUMBERS.search(text)) or _LEAST_SHARE.search(text):
        return False
    numbers = len(_NUMBERS.findall(text))
    several = numbers > _FEW_NUMBERS or (numbers > 1 and not of_table)
    if several or _OF_TEXT.search(text):
        return False
    before = any(_means_whole(grid, earlier) for earlier in question.context)
    of_whole = _means_whole(grid, text) or columns == list(grid.ends) or before
    grown = of_whole and GROWTH.search(text) and grid.speaks_of(question.concepts)
    about = bool(columns or re.search(grid.any_kind + _GOAL, text))
    ordered = _ROWS.search(text) and (superlative(text) or comparison(text) or HALF.search(text))
    in_table = IN_TABLE.search(text) and _means_whole(grid, text)
    summed = about and _means_whole(grid, text) and (SUM.search(text) or EXISTING.search(text))
    by_words = (
        (ordered and (about or GROWTH.search(text) or MULTIPLE.search(text)))
        or (in_table and (columns or SUM.search(text) or GROWTH.search(text)))
        or (summed and grid.speaks_of(question.concepts))
    )
    return bool(by_words or grown) or _asks_all_rows(question, grid, columns)


def _asks_all_rows(question: Question, grid: Grid, columns: list[int]) -> bool:
    """Whether it asks what all rows answer together, in words of this table only."""
    text = question.folded
    of_rows = re.search(rf"[各哪些几个多少的]{grid.any_kind}|{_ANY_ROW}", text)
    said = columns or (of_rows and (GOAL.search(text) or MULTIPLE.search(text) or IN_TABLE.search(text)))
    whole = ROW_OF_TOTALS.search(text) or (_means_whole(grid, text) and GROWTH.search(text))
    wanted = (said and asks_of_all(text)) or (of_rows and GROWTH.search(text)) or whole
    return bool(
        wanted and all(unit.group for unit in question.units) and not question.asks("responsibility")
    ) and grid.speaks_of(question.concepts)


def _means_whole(grid: Grid, text: str) -> bool:
    """Whether it asks for all rows together."""
    numbered = re.search(rf"({NUMERAL})个{grid.any_kind}", text)
    of_all = numbered is not None and number_of(numbered[1]) == len(grid.rows)
    return of_all or bool(re.search(rf"{_WHOLE}|(?:各|所有){grid.any_kind}", text))
