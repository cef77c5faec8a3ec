"""Answers from a table: a cell, a row, a ranking, a sum, a share, a difference."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kb.answering.answer import Reason
from kb.answering.draft import Context, Draft, Line
from kb.answering.figures import DIFFERENCE, OPERATIONS, VERSUS, cells, growth, shares
from kb.answering.filtering import HALF, comparison
from kb.answering.granted import CLAIMED_FIRST, CLAIMED_LAST, is_right, verdict
from kb.answering.grid import (
    EXISTING,
    GOAL,
    Grid,
    Row,
    beyond_the_rows,
    excluded_rows,
    grids,
    named_columns,
    named_rows,
    rows_of_class,
)
from kb.answering.lines import target_line
from kb.answering.measures import GROWTH, MULTIPLE, SHARE, SUM, Asked
from kb.answering.ranking import asks_of_all, first, of_named, picked, superlative
from kb.answering.refusal import refuse
from kb.answering.unlisted import asks_of_parts, is_of_another, lacks, other_row
from kb.clauses import Part
from kb.questions import Kind, Question
from kb.text import NUMERAL, fold

_THAN_IT = re.compile(r"比(?:它|那边|那个区|前面那个|刚才那个)|再?加上|再加|减[去掉]")
_ALL_NUMBERS = re.compile(r"[三四]项目标|所有的?(?:指标|数)|一个数也?别漏|四个合计数")
_AMONG_THEM = re.compile(r"^(?:这里面|这当中|当中|其中|里面)")
_OF_ITS_OWN = re.compile(r"占[^，。,？?]{0,4}自[己身家]")
_AND_AGAIN = re.compile(r"呢[,，?？].")  # “江汉呢？国家级的又是几家”
_WHOLE = rf"全市|合计|总共|一共|加起来|{NUMERAL}个区"
_ROWS = re.compile(r"区|谁|哪(?:几|个|些|里|儿)")
_GOAL = r"[^，。？?]{0,10}(?:目标|任务)(?!.{0,4}(?:工程|项|条))"
_ALL_OF_THEM = re.compile(r"全市|所有|各区|全部")
_SEVERAL = re.compile(r"(?:这|那)?(?:(?:两|几|三)[个家]|俩)(?:区|县|市|地方)?|它们|他们")
_AND_PARTS = re.compile(r"其中|里头|里面|当中|里边|(?:一共|总共|合计)[^，。,？?]{0,4}(?:多少|几)[家个]?[,，]")
_HOW_MANY = re.compile(r"多少|几[家个]")
_ALL_DISTRICTS = re.compile(r"全市|加起来")
_OF_TEXT, _NUMBERS = re.compile(r"[几哪][几些]?[类种]"), re.compile(r"多少|几[家个成]|几何")
_LEAST_SHARE = re.compile(
    r"(?:至少|最少|最低|起码|不低于)[^，。,？?]{0,4}(?:占|要)?[^，。,？?]{0,3}(?:几成|百分之|多少比例)"
    r"|(?:占比|比例|比重)的?(?:至少|最少|最低|起码)[^，。,？?]{0,4}(?:多少|几)"
)
_IN_TABLE = re.compile(r"附件|附表|表格|(?:任务|分解|目标)表|表(?:里|中|上)")
_FEW_NUMBERS, _MOST = 2, 0.6
_NUMBER_CUES = ("target", "counted", "mention")
_EACH_NUMBER = re.compile(
    r"(?:[二两三四五六几]个|全部|所有|各项?|每个)数(?:字|据)?|都(?:列|报|给)|所有的?指标|各项指标|[三四]项目标|一个数也?别漏|哪些数|哪几项|整行"
)
_ANY_ROW = r"区里|谁|表(?:里|中|上)|附件|哪(?:个|些|几)(?!个?(?:项|条|单位|任务|部门))"
_ROW_OF_TOTALS = re.compile(r"(?:合计|总计)(?:那|这)?(?:一)?(?:行|栏|数)|(?:最后|末)一?行")


def answer(context: Context) -> Draft | None:
    """The answer from the first table that has what the question names; else what the first lacks, or None."""
    if context.question.matters:
        return None  # “人在江汉路，地铁怎么坐” is of no row
    drafts = [draft for grid in grids(context) if grid.numeric and (draft := _from(grid, context))]
    return next((draft for draft in drafts if not draft.refused), drafts[0] if drafts else None)


def of_another(context: Context) -> Draft | None:
    """The row of another document's table, where the one that is named has no table at all; that is said first."""
    question, corpus = context.question, context.corpus
    if not corpus or not question.documents or not _IN_TABLE.search(question.folded) or grids(context):
        return None
    wider = replace(context, catalogue=corpus)
    for grid in grids(wider):
        draft = _from(grid, wider) if _named(grid, question)[0] else None
        if draft and not draft.refused:
            named = "、".join(corpus.by_id[document].short_name for document in question.documents)
            words = f"{named}没有附表。这是{grid.located.full_name}里的："
            return replace(draft, lines=(Line(words), *draft.lines), reason=Reason.FALSE_PREMISE)
    return None


def _from(grid: Grid, context: Context) -> Draft | None:
    """What one table says, or lacks, of what the question names; None where it names nothing of it."""
    question = context.question
    rows, columns, pool = _named(grid, question)
    if asks_of_parts(grid, question) and (rows or columns or _IN_TABLE.search(question.folded)):
        return refuse(Kind.TABLE, Reason.NOT_STATED, "表中没有单列所问的这几项。")
    if not rows:
        if refused := _of_no_row(grid, question, columns):
            return refused
        if not _is_about_rows(question, grid, columns):
            return _by_when(grid, context)
    another = rows and not columns and is_of_another(grid, question, context.catalogue.vocabulary)
    if _asks_no_number(question, columns) or (another and not question.asks(*_NUMBER_CUES)):
        return None
    what = "表中没有单列所问的这一项。"
    lacking = lacks(grid, rows, columns, question) or (another and refuse(Kind.TABLE, Reason.NOT_STATED, what))
    if lacking:
        return lacking
    columns = _with_whole(grid, columns, question.folded)
    return _worked_out(
        Asked(grid, rows, pool, columns or _default_columns(grid, rows, question), question.folded), question
    )


def _of_no_row(grid: Grid, question: Question, columns: list[int]) -> Draft | None:
    """The refusal of a row that the table does not have: by its serial number, or by its name."""
    if serial := beyond_the_rows(grid, question.folded):
        return refuse(Kind.TABLE, Reason.FALSE_PREMISE, f"表中只有{len(grid.rows)}行，没有第{serial}号。")
    name = other_row(grid, question, columns)
    return refuse(Kind.TABLE, Reason.NOT_STATED, f"表中没有“{name}”。") if name else None


def _by_when(grid: Grid, context: Context) -> Draft | None:
    """By when all rows are to have what a plan sets them, as the clause says that announces the table."""
    question = context.question
    about = sum(c.weight for c in question.concepts if any(form in grid.vocabulary for form in c.forms))
    of_rows = re.search(
        rf"(?:各个?|每个|所有|[分派压]给){grid.any_kind}|全市[^，。,？?]{{0,12}}总[数量]", question.folded
    )
    if not (question.asks("deadline") and of_rows and grid.is_plan and about >= _MOST * question.weight > 0):
        return None
    own = (c for c in context.catalogue.clauses if c.holding is grid.located.holding and Part.ANNEX in c.text)
    announced = ((c, t) for c in own for t in c.clause.targets if t.by)
    lines = [target_line(c, target, context.today) for c, target in announced][:1]
    total = [cells(grid, grid.total, [grid.ends[1]])] if grid.total else []
    return Draft(Kind.DEADLINE, (*lines, *total)) if lines else None


def _asks_no_number(question: Question, columns: list[int]) -> bool:
    """Whether it asks who is responsible, or how something is done, of no column."""
    other = question.asks("responsibility") or (question.asks("procedure") and not question.asks(*_NUMBER_CUES))
    return other and not columns and not _IN_TABLE.search(question.folded)


def _named(grid: Grid, question: Question) -> tuple[list[Row], list[int], list[Row]]:
    """The rows and the columns that the question names, or the one before, and the rows of which it asks for some."""
    left_out = excluded_rows(grid, question.folded)
    own = [row for row in named_rows(grid, question.folded) if row not in left_out]
    if not own and grid.total and _ROW_OF_TOTALS.search(question.folded):
        own = [grid.total]
    before = [] if left_out or _is_of_its_own(grid, question) else _rows_before(grid, question)
    if before and grid.total and _ALL_OF_THEM.search(question.folded):
        before = [grid.total]
    of_class = [] if before or own else [row for row in rows_of_class(grid, question.folded) if row not in left_out]
    picks = asks_of_all(question.folded)
    own = own or ([] if picks else of_class)
    beside = VERSUS.search(question.folded) or _THAN_IT.search(question.folded)
    rows = [*before, *own] if own and beside else own or before
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


def _is_about_rows(question: Question, grid: Grid, columns: list[int]) -> bool:
    """Whether a question that names no row asks for rows or totals of the table."""
    text = question.folded
    of_table = any(pattern.search(text) for pattern in (_ROWS, _IN_TABLE, _ALL_DISTRICTS, EXISTING, GROWTH))
    if (question.asks("deadline") and not _NUMBERS.search(text)) or _LEAST_SHARE.search(text):
        return False
    numbers = len(_NUMBERS.findall(text))
    several = numbers > _FEW_NUMBERS or (numbers > 1 and not of_table)
    if several or _OF_TEXT.search(text):
        return False
    of_whole = _means_whole(grid, text) or columns == list(grid.ends)
    grown = of_whole and GROWTH.search(text) and grid.speaks_of(question.concepts)
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


def _with_whole(grid: Grid, columns: list[int], text: str) -> list[int]:
    """The columns with that of the whole, where the question asks for it and for a part of it (其中)."""
    whole = grid.ends[1]
    if not _AND_PARTS.search(text) or len(_HOW_MANY.findall(text)) < 2 or whole in columns or grid.ends[0] in columns:
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
