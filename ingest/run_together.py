"""Tables of tasks whose cells and rows a crawl has run together: “序号工作任务责任单位1改善食堂。市教育局2…”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ingest.deadlines import placed_deadlines
from kb.organisations import looks_like_unit

_TASK = (
    r"(?:重点|主要|具体|目标|改革|建设|工作|整改){0,3}(?:任务|举措|事项|措施|内容|项目|要求|目标|工作)"
    r"(?:名称|内容|分解)?"
)
_UNITS = (
    r"(?:牵头|主办|责任|负责|落实|承办|实施|配合|参与|协办|协助|主责|完成|指导)(?:单位|部门|主体)(?:及分工)?|责任分工"
)
_TIME = r"(?:时间|进度|完成|办理|工作)?(?:进度|时限|时间|节点)(?:安排|要求|节点|进度)?|推进计划"
_OTHER = r"备注|类别|推广范围"
_COLUMN = re.compile(rf"(?P<units>{_UNITS})|(?P<time>{_TIME})|(?P<task>{_TASK})|(?P<other>{_OTHER})")
_HEAD = re.compile(rf"(?:序号|编号)(?P<columns>(?:{_UNITS}|{_TIME}|{_TASK}|{_OTHER}){{2,6}})(?=1[^\d.．、])")
_SENTENCE_END = re.compile(r"[。；！？]")
_NAME_END = re.compile(
    r"办公[室厅]|委员会|管委会|政府|中心|公司|银行|支行|分行|[大支总]队|工商联|[妇残侨文]联|科协|学会|协会|[局委厅部院署办]"
)
_GLUED = re.compile(r"(?<=[局厅部院署办会])(?=[市省区县各][\u4e00-\u9fff])")
_BREAK = re.compile(r"[、，,；;\s]+")
_MEASURED = "年月日个项%％亿万元家人次种条类级批户所"
_LEADING = "市省区县州各团国中"
_LONGEST_ROW = 1500
_LONGEST_NAME = 30
_SHORTEST_NAME = 3
_FEWEST_ROWS = 2


@dataclass(frozen=True)
class Row:
    """A row in `text[start:end]`: its number, its cells under task and time, and its units, a text for each column."""

    number: int
    start: int
    end: int
    task: str
    units: tuple[str, ...]
    time: str


@dataclass(frozen=True)
class RunTogether:
    """A table in a text: the names of its columns in `text[start:end]`, and its rows behind them."""

    start: int
    end: int
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def unit_columns(self) -> tuple[str, ...]:
        return tuple(name for name, kind in zip(self.columns, self.kinds, strict=True) if kind == "units")


def find_table(text: str) -> RunTogether | None:
    """The first table that was run together in `text`, where it has at least two rows.

    >>> found = find_table("序号任务责任单位完成时限1改善食堂。市教育局、市财政局2026年底前2改善宿舍。市教育局持续推进")
    >>> [(row.number, row.task, row.units, row.time) for row in found.rows]
    [(1, '改善食堂。', ('市教育局、市财政局',), '2026年底前'), (2, '改善宿舍。', ('市教育局',), '持续推进')]
    """
    for head in _HEAD.finditer(text):
        columns = list(_COLUMN.finditer(head["columns"]))
        kinds = tuple(column.lastgroup or "other" for column in columns)
        rows = tuple(_rows(text, head.end(), kinds)) if "units" in kinds else ()
        if len(rows) >= _FEWEST_ROWS:
            return RunTogether(head.start(), head.end(), tuple(column[0] for column in columns), kinds, rows)
    return None


def _rows(text: str, at: int, kinds: tuple[str, ...]) -> Iterator[Row]:
    """The rows, each up to the number of the next where what lies between is a whole row."""
    number = 1
    while text.startswith(str(number), at):
        row = next((row for end in _ends(text, at, number) if (row := _row(text, at, end, number, kinds))), None)
        if row is None:
            return
        yield row
        at, number = row.end, number + 1


def _ends(text: str, at: int, number: int) -> Iterator[int]:
    """Where a row may end: before the next number, or with the text."""
    begins, following = at + len(str(number)), str(number + 1)
    limit = min(len(text), at + _LONGEST_ROW)
    found = text.find(following, begins, limit)
    while found >= 0:
        after = text[found + len(following) : found + len(following) + 5]
        measured = after[:1].isdigit() and not re.match(r"20\d\d年", after)
        if not (text[found - 1].isdigit() or measured or after[:1] in _MEASURED):
            yield found
        found = text.find(following, found + 1, limit)
    if limit == len(text):
        yield limit


def _row(text: str, start: int, end: int, number: int, kinds: tuple[str, ...]) -> Row | None:
    cells = text[start + len(str(number)) : end]
    for at in _unit_starts(cells):
        if parted := _units_and_time(cells[at:], kinds):
            units, time = parted
            return Row(number, start, end, cells[:at].strip(), tuple(_by_column(units, kinds.count("units"))), time)
    return None


def _unit_starts(cells: str) -> Iterator[int]:
    """Where the units may begin: behind the last sentence of the task; else where the first name may begin."""
    ends = [match.end() for match in _SENTENCE_END.finditer(cells) if match.end() < len(cells)]
    yield from ends[:-_SHORTEST_NAME:-1]
    first = _BREAK.search(cells, ends[-1] if ends else 0)
    stop = first.start() if first else len(cells)
    yield from (
        i
        for i in range(stop - _SHORTEST_NAME, max(0, stop - _LONGEST_NAME), -1)
        if cells[i] in _LEADING and cells[i - 1] != cells[i]
    )


def _units_and_time(listed: str, kinds: tuple[str, ...]) -> tuple[str, str] | None:
    """The list of units and the time behind it, or before it as the columns have it; None where it is no list."""
    time = kinds.index("time") if "time" in kinds else len(kinds)
    before = ""
    if time < kinds.index("units"):
        begins = next((i for i in range(len(listed)) if listed[i] in _LEADING), 0)
        before, listed = listed[:begins], listed[begins:]
    names, end = _BREAK.split(listed), len(listed)
    if kinds[-1] != "units" and not before:
        end = len(listed) - len(names[-1]) + _name_end(names[-1])
        names[-1] = listed[len(listed) - len(names[-1]) : end]
    named = all(_SHORTEST_NAME <= len(name) <= _LONGEST_NAME and looks_like_unit(name) for name in names)
    return (listed[:end], before or listed[end:]) if named else None


def _name_end(words: str) -> int:
    """Where the name that `words` begin with ends and the time begins."""
    for at, _ in placed_deadlines(words):
        if at and looks_like_unit(words[:at]):
            return at
    ends = (
        m.end() for m in _NAME_END.finditer(words) if m.end() >= _SHORTEST_NAME and looks_like_unit(words[: m.end()])
    )
    return next(ends, len(words))


def _by_column(units: str, columns: int) -> Iterator[str]:
    """The units of each column: parted where two names touch; of one column, names that touch are two names."""
    touching = [match.start() for match in _GLUED.finditer(units) if _parts_names(units, match.start())]
    if columns == 1 or len(touching) == columns - 1:
        edges = [0, *touching, len(units)]
        yield from (units[a:b] for a, b in pairwise(edges))
    else:
        yield units


def _parts_names(units: str, at: int) -> bool:
    """Whether whole names stand on both sides of `at`."""
    left, right = _BREAK.split(units[:at])[-1], _BREAK.split(units[at:])[0]
    return min(len(left), len(right)) > _SHORTEST_NAME and looks_like_unit(left) and looks_like_unit(right)
