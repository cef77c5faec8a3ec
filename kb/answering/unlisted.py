"""What a question asks of a table that the table does not have: a row, a column, a year, what was done."""

import re
from collections.abc import Iterator

from kb.answering.answer import Reason
from kb.answering.draft import Draft
from kb.answering.grid import EXISTING, GOAL, IN_TABLE, SERIAL, Grid, Row
from kb.answering.measures import GROWTH
from kb.answering.ranking import place_asked
from kb.answering.refusal import refuse
from kb.clauses import Part
from kb.lexicon import attributes
from kb.questions import Kind, Question
from kb.text import fold, number_of, tagged

_DISTRICT = re.compile(r"[\u4e00-\u9fff]{2,}[区县]")
_OF_ROW = re.compile(r"表[，,的]?(?:序号|第)")
_OF_DOCUMENT = re.compile("文|提案|建议|令|公告")  # behind a number that is no row's
_RARE = 8.0
_EACH_PART = re.compile(r"各(?!区|个|县)|分别")
_DONE = re.compile(r"完成(?:率|进度|情况|了多少)|实际(?!需)")
_AMOUNTS = re.compile("[额数量]|指标|目标|任务")  # what any number of a table may be called
_NAMES = re.compile(r"叫什么|名字|名称|名单")


def lacks(grid: Grid, rows: list[Row], columns: list[int], question: Question) -> Draft | None:
    """The refusal of what the table does not have: what was done, another year, a column, a place in the order."""
    if words := next(_lacking(grid, rows, columns, question), None):
        return refuse(Kind.TABLE, Reason.NOT_STATED, words)
    if not rows and place_asked(question.folded) > len(grid.rows):
        words = f"表中只有{len(grid.rows)}行，没有第{place_asked(question.folded)}名。"
        return refuse(Kind.TABLE, Reason.FALSE_PREMISE, words)
    return None


def _lacking(grid: Grid, rows: list[Row], columns: list[int], question: Question) -> Iterator[str]:
    """What is asked of the table, or of rows of it, that it does not state."""
    if _DONE.search(question.folded) or _is_of_later(grid, question):
        yield "表中没有实际完成的数字。"
    if rows and _NAMES.search(question.folded):
        yield "表中只有数字，没有名单。"
    if rows and question.asks("target", "money") and (attribute := _attribute_lacking(grid, question)):
        yield f"表中没有“{attribute}”。"
    if (rows or EXISTING.search(question.folded)) and question.years and not _is_of_years(grid, question):
        yield f"表中没有{question.years[0]}年的数字。"
    if existing := _asks_existing_of(question, grid, columns):
        yield f"表中没有{existing}的现有数。"


def _is_of_later(grid: Grid, question: Question) -> bool:
    """Whether it asks how many there really were in a year after the one in which the table of a plan was made."""
    signed = grid.located.holding.notice.document.signed_on
    later = signed and any(year > signed.year for year in question.years)
    return bool(later) and grid.is_plan and question.asks("actual") and not question.asks("validity")


def _attribute_lacking(grid: Grid, question: Question) -> str | None:
    """What is asked of a row (工资, 学历) that the table has no word of."""
    asked = (c for c in question.concepts if attributes() & set(c.forms) and c.surface in question.asking)
    asked = (c for c in asked if not _AMOUNTS.search(c.surface))
    return next((c.surface for c in asked if not grid.speaks_of([c])), None)


def _is_of_years(grid: Grid, question: Question) -> bool:
    """Whether the table, or the date of its notice, has one of the years in question."""
    document = grid.located.holding.notice.document
    signed = str(document.signed_on.year) if document.signed_on else ""
    told = " ".join((*grid.table.columns, grid.table.caption, signed))
    return any(str(year) in told for year in question.years)


def _asks_existing_of(question: Question, grid: Grid, columns: list[int]) -> str | None:
    """What the question wants the present number of, where the table only has the number to be reached."""
    text = question.folded
    if not EXISTING.search(text) or re.search("[和与跟、及比差倍]|20\\d\\d", text):
        return None
    if GROWTH.search(text) or GOAL.search(text) or {*grid.ends} <= {*columns}:
        return None
    goals = [column.rpartition("/")[2] for i in columns if "/" in (column := grid.table.columns[i])]
    return "、".join(goals) or None


def no_such_row(grid: Grid, question: Question, columns: list[int]) -> Draft | None:
    """The refusal of a row that the table does not have: by its serial number, or by its name."""
    if serial := _beyond_the_rows(grid, question.folded):
        return refuse(Kind.TABLE, Reason.FALSE_PREMISE, f"表中只有{len(grid.rows)}行，没有第{serial}号。")
    name = _other_row(grid, question, columns)
    return refuse(Kind.TABLE, Reason.NOT_STATED, f"表中没有“{name}”。") if name else None


def _other_row(grid: Grid, question: Question, columns: list[int]) -> str | None:
    """The district, or part of a group of units, whose number is asked for and that is no row of the table."""
    if not (columns or GOAL.search(question.folded)) or not grid.speaks_of(
        c for c in question.concepts if not _DISTRICT.fullmatch(c.surface)
    ):
        return None
    named = [word for word, tag in tagged(question.folded) if tag == "ns" and _DISTRICT.fullmatch(word)]
    named += [unit.asked for unit in question.units if unit.group]
    rows = " ".join(map(grid.name, grid.rows))
    return next((name for name in named if name not in rows), None)


def _beyond_the_rows(grid: Grid, folded: str) -> int | None:
    """The serial number that a question gives a row of the table, where there are not so many; else None."""
    serial = SERIAL.search(folded) if IN_TABLE.search(folded) or _OF_ROW.search(folded) else None
    if serial is None or _OF_DOCUMENT.match(folded, serial.end()):
        return None
    number = number_of(serial["nth"] or serial["serial"])
    return number if number and number > len(grid.rows) else None


def is_of_another(grid: Grid, question: Question, vocabulary: str) -> bool:
    """Whether it asks the number of a thing that the table does not count."""
    things = [c for c in question.concepts if c.weight >= _RARE and c.surface in vocabulary and c.surface != Part.ANNEX]
    return not grid.speaks_of(things)


def asks_of_parts(grid: Grid, question: Question) -> bool:
    """Whether it asks the numbers of several things that the table counts as one."""
    named = sum(fold(part) in question.folded for _, parts in grid.counted_together for part in parts)
    return named > 1 and bool(_EACH_PART.search(question.folded))
