"""Answers from a table: a cell, a row, a ranking, a sum, a share, a difference."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Line
from kb.answering.figures import DIFFERENCE, OPERATIONS, VERSUS, cells, growth, shares
from kb.answering.granted import CLAIMED_FIRST, CLAIMED_LAST, is_right, verdict
from kb.answering.grid import (
    EXISTING,
    GOAL,
    IN_TABLE,
    Grid,
    Row,
    grids,
    number,
)
from kb.answering.lines import target_line
from kb.answering.measures import GROWTH, MULTIPLE, SHARE, SUM, Asked
from kb.answering.ranking import asks_of_all, first, of_named, picked, superlative
from kb.answering.refusal import refuse
from kb.answering.rows_asked import (
    NUMBER_CUES,
    ROW_OF_TOTALS,
    asks_no_number,
    is_about_rows,
    rows_and_columns,
)
from kb.answering.unlisted import asks_of_parts, is_of_another, lacks, no_such_row
from kb.questions import Kind, Question
from kb.text import fold

_AND_PARTS = re.compile(r"其中|里头|里面|当中|里边|(?:一共|总共|合计)[^，。,？?]{0,4}(?:多少|几)[家个]?[,，]")
_HOW_MANY, _MOST = re.compile(r"多少|几[家个]"), 0.6
_EACH_NUMBER = re.compile(
    r"(?:[二两三四五六几]个|全部|所有|各项?|每个)数(?:字|据)?|都(?:列|报|给)|各项指标|哪些数|哪几项|整行"
)


def answer(context: Context) -> Draft | None:
    """The answer from the first table that has what the question names; else what the first lacks, or None."""
    if context.question.matters:
        return None  # “人在江汉路，地铁怎么坐” is of no row
    drafts = [draft for grid in grids(context) if grid.numeric and (draft := _from(grid, context))]
    return next((draft for draft in drafts if not draft.refused), drafts[0] if drafts else None)


def of_another(context: Context) -> Draft | None:
    """The row of another document's table, where the one that is named has no table at all; that is said first."""
    question, corpus = context.question, context.corpus
    if not corpus or not question.documents or not IN_TABLE.search(question.folded) or grids(context):
        return None
    wider = replace(context, catalogue=corpus)
    for grid in grids(wider):
        draft = _from(grid, wider) if rows_and_columns(grid, question)[0] else None
        if draft and not draft.refused:
            named = "、".join(corpus.by_id[document].short_name for document in question.documents)
            words = f"{named}没有附表。这是{grid.located.full_name}里的："
            return replace(draft, lines=(Line(words), *draft.lines), reason=Reason.FALSE_PREMISE)
    return None


def _from(grid: Grid, context: Context) -> Draft | None:
    """What one table says, or lacks, of what the question names; None where it names nothing of it."""
    question = context.question
    rows, columns, pool = rows_and_columns(grid, question)
    if asks_of_parts(grid, question) and (rows or columns or IN_TABLE.search(question.folded)):
        return refuse(Kind.TABLE, Reason.NOT_STATED, "表中没有单列所问的这几项。")
    if not rows:
        if refused := no_such_row(grid, question, columns):
            return refused
        if not is_about_rows(question, grid, columns):
            return _by_when(grid, context)
    another = rows and not columns and is_of_another(grid, question, context.catalogue.vocabulary)
    if asks_no_number(question, columns) or (another and not question.asks(*NUMBER_CUES)):
        return None
    what = "表中没有单列所问的这一项。"
    lacking = lacks(grid, rows, columns, question) or (another and refuse(Kind.TABLE, Reason.NOT_STATED, what))
    if lacking:
        return lacking
    columns = _with_whole(grid, columns, question.folded)
    return _worked_out(
        Asked(grid, rows, pool, columns or _default_columns(grid, rows, question), question.folded), question
    )


def _by_when(grid: Grid, context: Context) -> Draft | None:
    """By when all rows are to have what a plan sets them: as the clause says that has the total for a target."""
    question = context.question
    about = sum(c.weight for c in question.concepts if any(form in grid.vocabulary for form in c.forms))
    of_rows = re.search(
        rf"(?:各个?|每个|所有|[分派压]给){grid.any_kind}|全市[^，。,？?]{{0,12}}总[数量]", question.folded
    )
    if question.asks("frequency"):
        return None
    if not (question.asks("deadline") and of_rows and grid.is_plan and about >= _MOST * question.weight > 0):
        return None
    whole = grid.ends[1]
    total = number(grid.total[whole]) if grid.total else None
    own = (c for c in context.catalogue.clauses if c.holding is grid.located.holding)
    announced = ((c, t) for c in own for t in c.clause.targets if t.by and t.value == total)
    lines = [target_line(c, target, context.today) for c, target in announced][:1]
    return Draft(Kind.DEADLINE, (*lines, cells(grid, grid.total, [whole]))) if lines and grid.total else None


def _worked_out(asked: Asked, question: Question) -> Draft | None:
    """The cells, or what is worked out of them; None where nothing can be."""
    lines = _answer(asked) if asked.columns else []
    if not any(line.evidence for line in lines):
        return None
    right = is_right(_with_total(asked), question)
    if right is not None and question.asks("yes_no"):
        lines = [Line(verdict(asked.text, right=right)), *lines]
    reason = Reason.FALSE_PREMISE if right is False else None
    notes = (
        *_of_whole_alone(asked),
        *_called_otherwise(asked.grid, asked.rows, question),
        *_counted_together(asked.grid, question),
    )
    return Draft(Kind.TABLE, tuple(lines), notes=notes, reason=reason)


def _with_total(asked: Asked) -> Asked:
    """What is asked, of the row of totals where it names no row and asks nothing that all rows answer together."""
    if asked.rows or asked.grid.total is None or asks_of_all(asked.text):
        return asked
    return replace(asked, rows=(asked.grid.total,))


def _of_whole_alone(asked: Asked) -> tuple[str, ...]:
    """Where a part is asked for beside what there is, or how it grows: what there is, is told of the whole alone."""
    grid, (first, whole) = asked.grid, asked.grid.ends
    parts = [i for i in asked.columns if i not in (first, whole)]
    told = EXISTING.search(asked.text) or GROWTH.search(asked.text)
    if not grid.is_plan or not told or len(parts) != 1 or len(asked.columns) > 2:
        return ()
    part = grid.table.columns[parts[0]].rpartition("/")[2]
    apart = "，算不出相差多少" if GROWTH.search(asked.text) else ""
    return (f"表中的“{grid.title(first)}”不分类别，没有“{part}”的现有数{apart}。",)


def _called_otherwise(grid: Grid, rows: Sequence[Row], question: Question) -> tuple[str, ...]:
    """Where the question has another name for a row than the table, that is said."""
    named = ((say, grid.name(row)) for row in rows for say in grid.said(row) if say in question.folded)
    return tuple(f"“{say}”按“{name}”回答（通常的叫法，文件没有写明）。" for say, name in named)


def _counted_together(grid: Grid, question: Question) -> tuple[str, ...]:
    """Where the question names one kind of what the table counts as a whole, that is said."""
    notes = []
    for whole, parts in grid.counted_together:
        named = [part for part in parts if fold(part) in question.folded]
        if named and fold(whole) not in question.folded:
            told = f"{whole}（包括{'、'.join(parts)}）的合计"
            notes.append(f"表中的数字是{told}，没有单列“{'、'.join(named)}”。")
    return tuple(notes)


def _with_whole(grid: Grid, columns: list[int], text: str) -> list[int]:
    """The columns with that of the whole, where the question asks for it and for a part of it (其中)."""
    whole = grid.ends[1]
    if not _AND_PARTS.search(text) or len(_HOW_MANY.findall(text)) < 2 or whole in columns or grid.ends[0] in columns:
        return columns
    return [whole, *columns] if columns else columns


def _default_columns(grid: Grid, rows: list[Row], question: Question) -> list[int]:
    """Where no column is named, the first of the targets (总量), or all of a row that is asked for as a whole."""
    text = question.folded
    goals = [i for i in grid.numeric if GOAL.search(grid.table.columns[i])]
    targets = [i for i in grid.numeric if "/" in grid.table.columns[i]] or goals or grid.numeric
    if _EACH_NUMBER.search(text) or ROW_OF_TOTALS.search(text):
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
    if len(asked.rows) == 1 and (CLAIMED_LAST.search(asked.text) or CLAIMED_FIRST.search(asked.text)):
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
