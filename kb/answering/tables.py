"""Answers from a table: a cell, a row, a ranking, a sum, a share, a difference."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Line
from kb.answering.figures import DIFFERENCE, OPERATIONS, VERSUS, cells, growth, shares
from kb.answering.grid import (
    EXISTING,
    GOAL,
    Grid,
    Row,
    excluded_rows,
    grids,
    named_columns,
    named_rows,
    number,
    rows_of_class,
)
from kb.answering.measures import FRACTION, GROWTH, MULTIPLE, SHARE, SUM, Asked
from kb.answering.ranking import HALF, asks_of_all, comparison, first, of_named, picked, place_asked, superlative
from kb.answering.refusal import refuse
from kb.questions import Kind, Question
from kb.text import fold, number_of, tagged

_INCLUDES = re.compile(
    r"(?:注[:：])?(?P<whole>[\u4e00-\u9fff]{2,20}?)(?:包括|包含|含)(?P<parts>[^。；]{2,60}?)(?:等|[。；]|$)"
)
_AND_AGAIN = re.compile(r"呢[,，?？].")  # “江汉呢？国家级的又是几家”
_WHOLE = r"全市|合计|总共|一共"
_ROWS = re.compile(r"区|谁|哪(?:几|个|些|里|儿)")
_CLAIMED_FIRST = re.compile(r"(?:全市)?第一(?![步次轮批件条项款部])|最多|最高|最大")
_TIE = re.compile(r"一样(?:多|少)?|相同|同样多")
_CLAIMED = re.compile(r"(?<!\d)(\d+)(?:家|个)")
_GOAL = r"[^，。？?]{0,10}(?:目标|任务)(?!.{0,4}(?:工程|项|条))"
_SEVERAL = re.compile(r"(?:这|那)?(?:两|几|三)个(?:区|县|市|地方)?|它们|他们")
_BELOW, _ABOVE, _CLOSE = (
    re.compile(r"不到|不足|低于|少于|没到|未达"),
    re.compile(r"超过|多于|高于|大于|以上|过半"),
    0.005,
)
_AMONG, _HOW_MANY = re.compile(r"其中|里头|里面|当中|里边"), re.compile(r"多少|几[家个]")
_DISTRICT = re.compile(r"[\u4e00-\u9fff]{2,}[区县]")
_RARE = 8.0
_ALL_DISTRICTS = re.compile(r"全市|加起来")
_OF_TEXT, _NUMBERS = re.compile(r"[几哪][几些]?[类种]"), re.compile(r"多少|几[家个成]|几何")
_EACH_PART = re.compile(r"各(?!区|个|县)|分别")
_CLAIMED_EXISTING = re.compile(rf"(?:{EXISTING.pattern})[^，。,？?]{{0,4}}?(\d+)(?:家|个)")
_TAKEN_FOR_GRANTED = re.compile(r"为什么|为何|怎么还|凭什么|既然")
_DONE = re.compile(r"完成(?:率|进度|情况|了多少)|实际(?!需)")
_NAMES = re.compile(r"叫什么|名字|名称|名单")
_IN_TABLE = re.compile(r"附件|附表|表(?:里|中|上)")
_EACH_NUMBER = re.compile(r"(?:[二两三四五六几]个|全部|所有|各项?|每个)数(?:字|据)?|都(?:列|报|给)")
_ANY_ROW = r"区里|谁|表(?:里|中|上)|附件|哪(?:个|些|几)(?!个?(?:项|条|单位|任务|部门))"
_ROW_OF_TOTALS = re.compile(r"(?:合计|总计)(?:那|这)?(?:一)?(?:行|栏|数)|(?:最后|末)一?行")


def answer(context: Context) -> Draft | None:
    """The answer from the first table that has what the question names; else what the first lacks, or None."""
    drafts = [draft for grid in grids(context) if grid.numeric and (draft := _from(grid, context))]
    return next((draft for draft in drafts if not draft.refused), drafts[0] if drafts else None)


def _from(grid: Grid, context: Context) -> Draft | None:
    """What one table says, or lacks, of what the question names; None where it names nothing of it."""
    question = context.question
    rows, columns, pool = _named(grid, question)
    if _asks_of_parts(grid, question) and (rows or columns or _IN_TABLE.search(question.folded)):
        return refuse(Kind.TABLE, Reason.NOT_STATED, "表中没有单列所问的这几项。")
    if not rows:
        if name := _other_row(grid, question, columns):
            return refuse(Kind.TABLE, Reason.NOT_STATED, f"表中没有“{name}”。")
        if not _is_about_rows(question, grid, columns):
            return None
    another = rows and not columns and _is_of_another(grid, question, context.catalogue.vocabulary)
    if another and question.asks("responsibility"):
        return None
    what = "表中没有单列所问的这一项。"
    lacking = _lacks(grid, rows, columns, question) or (another and refuse(Kind.TABLE, Reason.NOT_STATED, what))
    if lacking:
        return lacking
    columns = _with_whole(grid, columns, question.folded)
    return _worked_out(
        Asked(grid, rows, pool, columns or _default_columns(grid, rows, question), question.folded), question
    )


def _named(grid: Grid, question: Question) -> tuple[list[Row], list[int], list[Row]]:
    """The rows and the columns that the question names, or the one before, and the rows of which it asks for some."""
    left_out = excluded_rows(grid, question.folded)
    own = [row for row in named_rows(grid, question.folded) if row not in left_out]
    before = [] if left_out else _rows_before(grid, question)
    of_class = [] if before or own else [row for row in rows_of_class(grid, question.folded) if row not in left_out]
    picks = asks_of_all(question.folded)
    own = own or ([] if picks else of_class)
    rows = [*before, *own] if own and VERSUS.search(question.folded) else own or before
    columns = named_columns(grid, question.folded)
    if before and (not columns or _AND_AGAIN.search(question.folded)):
        columns = sorted({*_columns_before(grid, question), *columns})
    return rows, columns, (picks and of_class) or [row for row in grid.rows if row not in left_out]


def _worked_out(asked: Asked, question: Question) -> Draft | None:
    """The cells, or what is worked out of them; None where nothing can be."""
    lines = _answer(asked) if asked.columns else []
    if not any(line.evidence for line in lines):
        return None
    reason = Reason.FALSE_PREMISE if _is_wrong(asked, question) else None
    notes = (*_called_otherwise(asked.grid, asked.rows, question), *_counted_together(asked.grid, question))
    return Draft(Kind.TABLE, tuple(lines), notes=notes, reason=reason)


def _lacks(grid: Grid, rows: list[Row], columns: list[int], question: Question) -> Draft | None:
    """The refusal of what the table does not have: what was done, another year, a column, a place in the order."""
    if _DONE.search(question.folded):
        return refuse(Kind.TABLE, Reason.NOT_STATED, "表中没有实际完成的数字。")
    if rows and _NAMES.search(question.folded):
        return refuse(Kind.TABLE, Reason.NOT_STATED, "表中只有数字，没有名单。")
    if rows and question.years and not _is_of_years(grid, question):
        return refuse(Kind.TABLE, Reason.NOT_STATED, f"表中没有{question.years[0]}年的数字。")
    if existing := _asks_existing_of(question, grid, columns):
        return refuse(Kind.TABLE, Reason.NOT_STATED, f"表中没有{existing}的现有数。")
    if not rows and place_asked(question.folded) > len(grid.rows):
        words = f"表中只有{len(grid.rows)}行，没有第{place_asked(question.folded)}名。"
        return refuse(Kind.TABLE, Reason.FALSE_PREMISE, words)
    return None


def _called_otherwise(grid: Grid, rows: Sequence[Row], question: Question) -> tuple[str, ...]:
    """Where the question has another name for a row than the table, that is said."""
    named = ((say, grid.name(row)) for row in rows for say in grid.said(row) if say in question.folded)
    return tuple(f"“{say}”按“{name}”回答（通常的叫法，文件没有写明）。" for say, name in named)


def _counted_together(grid: Grid, question: Question) -> tuple[str, ...]:
    """Where the question names one kind of what the table counts as a whole, that is said."""
    notes = []
    for note in grid.table.notes:
        match = _INCLUDES.search(note)
        parts = [part for part in match["parts"].split("、") if fold(part) in question.folded] if match else []
        if match and parts and fold(match["whole"]) not in question.folded:
            notes.append(f"表中的数字是{match['whole']}（包括{match['parts']}）的合计，没有单列“{'、'.join(parts)}”。")
    return tuple(notes)


def _is_wrong(asked: Asked, question: Question) -> bool:
    """Whether the question takes for granted what the table says otherwise: a number, a first place, a tie."""
    grid, rows, columns, text, column = asked.grid, asked.rows, asked.columns, asked.text, asked.columns[-1]
    if not rows or of_named(asked):
        return False
    if len(rows) == 1 and _CLAIMED_FIRST.search(text):
        return number(rows[0][column]) < max(number(row[column]) for row in grid.rows)
    if len(rows) == 2 and _TIE.search(text):
        return rows[0][column] != rows[1][column]
    if len(rows) == 1 and (fraction := FRACTION.search(text)):
        return not _is_fraction(fraction, text, number(rows[0][column]) / (number(rows[0][grid.ends[1]]) or 1.0))
    claimed = [int(amount) for amount in _CLAIMED.findall(text)]
    if existing := _CLAIMED_EXISTING.search(text):
        return all(row[grid.ends[0]] != int(existing[1]) for row in rows)
    claims = question.asks("yes_no") or _TAKEN_FOR_GRANTED.search(text)
    return bool(claims and claimed) and not any(row[i] in claimed for row in rows for i in columns)


def _is_fraction(fraction: re.Match[str], text: str, share: float) -> bool:
    """Whether a share is what the question takes it for: 三分之一, over or below it."""
    said = 0.5 if fraction["half"] else (number_of(fraction["n"]) or 0) / (number_of(fraction["of"]) or 1)
    if _BELOW.search(text):
        return share < said
    return share > said if _ABOVE.search(text) else abs(share - said) < _CLOSE


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
    if GROWTH.search(text) or GOAL.search(text):
        return None
    goals = [column.rpartition("/")[2] for i in columns if "/" in (column := grid.table.columns[i])]
    return "、".join(goals) or None


def _other_row(grid: Grid, question: Question, columns: list[int]) -> str | None:
    """The district, or part of a group of units, whose number is asked for and that is no row of the table."""
    if not columns or not grid.speaks_of(c for c in question.concepts if not _DISTRICT.fullmatch(c.surface)):
        return None
    named = [word for word, tag in tagged(question.folded) if tag == "ns" and _DISTRICT.fullmatch(word)]
    named += [unit.asked for unit in question.units if unit.group]
    rows = " ".join(map(grid.name, grid.rows))
    return next((name for name in named if name not in rows), None)


def _is_about_rows(question: Question, grid: Grid, columns: list[int]) -> bool:
    """Whether a question that names no row asks for rows or totals of the table."""
    text = question.folded
    of_table = any(pattern.search(text) for pattern in (_ROWS, _IN_TABLE, _ALL_DISTRICTS, EXISTING, GROWTH))
    several = len(_NUMBERS.findall(text)) > 1 and not of_table
    if several or _OF_TEXT.search(text):
        return False
    grown = _means_whole(grid, text) and GROWTH.search(text) and grid.speaks_of(question.concepts)
    about = bool(columns or re.search(grid.any_kind + _GOAL, text))
    ordered = _ROWS.search(text) and (superlative(text) or comparison(text) or HALF.search(text))
    in_table = _IN_TABLE.search(text) and _means_whole(grid, text)
    summed = about and _means_whole(grid, text) and (SUM.search(text) or EXISTING.search(text))
    by_words = (
        (ordered and (about or GROWTH.search(text)))
        or (in_table and (columns or SUM.search(text) or GROWTH.search(text)))
        or (summed and grid.speaks_of(question.concepts))
    )
    return bool(by_words or grown) or _asks_all_rows(question, grid, columns)


def _is_of_another(grid: Grid, question: Question, vocabulary: str) -> bool:
    """Whether it asks the number of a thing that the table does not count."""
    things = [c for c in question.concepts if c.weight >= _RARE and c.surface in vocabulary]
    return not grid.speaks_of(things)


def _asks_of_parts(grid: Grid, question: Question) -> bool:
    """Whether it asks the numbers of several things that the table counts as one."""
    parts = {part for note in grid.table.notes if (m := _INCLUDES.search(note)) for part in m["parts"].split("、")}
    named = sum(fold(part) in question.folded for part in parts)
    return named > 1 and bool(_EACH_PART.search(question.folded))


def _with_whole(grid: Grid, columns: list[int], text: str) -> list[int]:
    """The columns with that of the whole, where the question asks for it and for a part of it (其中)."""
    whole = grid.ends[1]
    if not _AMONG.search(text) or len(_HOW_MANY.findall(text)) < 2 or whole in columns or grid.ends[0] in columns:
        return columns
    return [whole, *columns] if columns else columns


def _asks_all_rows(question: Question, grid: Grid, columns: list[int]) -> bool:
    """Whether it asks what all rows answer together, in words of this table only."""
    text = question.folded
    of_rows = re.search(rf"[各哪些几个多少的]{grid.any_kind}|{_ANY_ROW}", text)
    said = columns or (of_rows and (GOAL.search(text) or MULTIPLE.search(text) or _IN_TABLE.search(text)))
    whole = _ROW_OF_TOTALS.search(text) or (_means_whole(grid, text) and GROWTH.search(text))
    wanted = (said and asks_of_all(text)) or (of_rows and GROWTH.search(text)) or whole
    return bool(
        wanted and all(unit.group for unit in question.units) and not question.asks("responsibility")
    ) and grid.speaks_of(question.concepts)


def _means_whole(grid: Grid, text: str) -> bool:
    """Whether it asks for all rows together."""
    return bool(re.search(rf"{_WHOLE}|(?:各|所有){grid.any_kind}", text))


def _default_columns(grid: Grid, rows: list[Row], question: Question) -> list[int]:
    """Where no column is named, the first of the targets (总量), or all of a row that is asked for as a whole."""
    text = question.folded
    goals = [i for i in grid.numeric if GOAL.search(grid.table.columns[i])]
    targets = [i for i in grid.numeric if "/" in grid.table.columns[i]] or goals or grid.numeric
    if _EACH_NUMBER.search(text) or _ROW_OF_TOTALS.search(text):
        return grid.numeric
    one = any(p.search(text) for p in (VERSUS, SHARE, DIFFERENCE, MULTIPLE, SUM)) or superlative(text)
    if one or (not rows and asks_of_all(text)):
        return targets[:1]
    return targets if question.asks("target") or GOAL.search(text) else grid.numeric


def _answer(asked: Asked) -> list[Line]:
    """The lines of the first operation that the question's words call for."""
    if not asked.rows:
        return [*picked(asked)] or _of_total(asked)
    if beside := of_named(asked):
        return beside(asked)
    if len(asked.rows) == 1 and _CLAIMED_FIRST.search(asked.text):
        return first(asked)
    worked_out = (operation.lines(asked) for operation in OPERATIONS if operation.is_called_for(asked))
    return next(filter(None, worked_out), [cells(asked.grid, row, asked.columns) for row in asked.rows])


def _of_total(asked: Asked) -> list[Line]:
    """What the row of totals says; nothing where there is none, or rows are left out of it."""
    total = asked.grid.total
    if total is None or len(asked.pool) < len(asked.grid.rows):
        return []
    of_total = replace(asked, rows=(total,))
    called_for = ((GROWTH, growth), (SHARE, shares))
    operation: Callable[[Asked], list[Line]] | None = next((o for p, o in called_for if p.search(asked.text)), None)
    return operation(of_total) if operation else [cells(asked.grid, total, asked.columns)]
