"""What a reader found, from top to bottom: paragraphs and tables; and the text that they make."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.readers.limits import over
from kb.settings import MAX_CHARACTERS, MAX_TABLE_ROWS, Limits

_BREAKS = re.compile(r"[\t-\r\x1c-\x20\x85\u2028\u2029]+")
_BLANKS = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\ufffe\uffff]")
_CELLS_A_ROW = 100
_CHARACTERS_A_ROW = 5000


@dataclass(frozen=True)
class Cell:
    """A cell of a table as its file has it, reaching over `across` columns and `down` rows."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Table:
    """A table: the texts of its cells, row by row, equally many in each."""

    rows: tuple[tuple[str, ...], ...]


def one_line(text: str) -> str:
    """`text` as one line: line ends, tabs and runs of spaces become one space; no control characters.

    >>> one_line(" 各区：\\n\\t现将 方案　印发 ")
    '各区： 现将 方案　印发'
    """
    return _CONTROL.sub("", _BREAKS.sub(" ", text)).strip()


def cell_text(text: str) -> str:
    """`text` as the content of a cell: every run of white space becomes one space."""
    return _CONTROL.sub("", _BLANKS.sub(" ", text)).strip()


def spread(rows: Sequence[Sequence[Cell]], limits: Limits) -> Table:
    """The table of these rows. Raises Refusal where it has more rows, or spreads out further, than is allowed.

    A cell that is merged downwards is repeated in each of its rows, one merged to the right is followed by empty texts;
    a cell does not reach below the last row.

    >>> spread([[Cell("市教育局", down=2), Cell("食堂")], [Cell("宿舍")], [Cell("合计", across=2)]], Limits()).rows
    (('市教育局', '食堂'), ('市教育局', '宿舍'), ('合计', ''))
    """
    _check(rows, limits)
    grid: list[dict[int, str]] = [{} for _ in rows]
    for at, row in enumerate(rows):
        _place(row, grid[at : at + max((cell.down for cell in row), default=1)])
    width = max((column + 1 for texts in grid for column, text in texts.items() if text), default=0)
    if len(rows) * width > limits.table_rows * _CELLS_A_ROW:
        raise over("一张表的单元格数", limits.table_rows * _CELLS_A_ROW, "个", MAX_TABLE_ROWS)
    return Table(tuple(tuple(texts.get(column, "") for column in range(width)) for texts in grid))


def _check(rows: Sequence[Sequence[Cell]], limits: Limits) -> None:
    spans = [(cell, min(cell.down, len(rows) - at)) for at, row in enumerate(rows) for cell in row]
    if len(rows) > limits.table_rows:
        raise over("一张表的行数", limits.table_rows, "行", MAX_TABLE_ROWS)
    if sum(cell.across * down for cell, down in spans) > limits.table_rows * _CELLS_A_ROW:
        raise over("一张表的单元格数", limits.table_rows * _CELLS_A_ROW, "个", MAX_TABLE_ROWS)
    if sum(len(cell.text) * down for cell, down in spans) > limits.table_rows * _CHARACTERS_A_ROW:
        raise over("一张表的字数", limits.table_rows * _CHARACTERS_A_ROW, "字", MAX_TABLE_ROWS)


def _place(row: Sequence[Cell], grid: list[dict[int, str]]) -> None:
    """Puts the cells of a row into the first row of `grid`, and into those below where they reach down."""
    column = 0
    for cell in row:
        while column in grid[0]:
            column += 1
        for below in grid[: cell.down]:
            below.setdefault(column, cell.text)
            for right in range(column + 1, column + cell.across):
                below.setdefault(right, "")
        column += cell.across


def text_of(flow: Iterable[str | Table], limits: Limits) -> str:
    """The text of a reader: a line a paragraph or a row, tabs between cells, blank lines around a table.

    Raises Refusal where it is longer than allowed.

    >>> text_of(["附件", Table((("序号", "单位"), ("1", "市教育局"))), "注：略。"], Limits())
    '附件\\n\\n序号\\t单位\\n1\\t市教育局\\n\\n注：略。'
    """
    parts: list[str] = []
    size = 0
    for piece in flow:
        found = [piece] if isinstance(piece, str) else ["", *("\t".join(row) for row in piece.rows), ""]
        size += sum(map(len, found))
        if size > limits.characters:
            raise over("文字", limits.characters, "字", MAX_CHARACTERS)
        parts += found
    return re.sub(r"\n{3,}", "\n\n", "\n".join(parts)).strip("\n")
