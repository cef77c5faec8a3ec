"""A table as an answer reads it: which column names the rows, which hold numbers, which row is the total."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kb.answering.draft import Context, Evidence
from kb.catalogue import Located
from kb.notices import Cell, Table
from kb.text import bigrams, fold, number_of

Row = tuple[Cell, ...]

_TOTAL = re.compile(r"合计|总计|总数|小计")
EXISTING = re.compile(r"现有|现在|眼下|目前|如今|已有|当前")
_SERIAL = re.compile(r"第(\d+|[一二三四五六七八九十]+)号")
_OF_CAPTION = 0.4


@dataclass(frozen=True)
class Grid:
    """A table with the place of its labels: `label` is the column of row names, `total` the row of totals."""

    located: Located
    table: Table
    label: int

    @property
    def rows(self) -> list[Row]:
        return [row for row in self.table.rows if not _is_total(row)]

    @property
    def total(self) -> Row | None:
        """The row of totals, where its numbers stand in their columns."""
        totals = (row for row in self.table.rows if _is_total(row))
        return next((row for row in totals if all(isinstance(row[i], int | float) for i in self.numeric)), None)

    def name(self, row: Row) -> str:
        return str(row[self.label])

    @cached_property
    def numeric(self) -> list[int]:
        """The columns of numbers, without the serial number."""
        return [
            i
            for i, column in enumerate(self.table.columns)
            if "序号" not in column and all(isinstance(row[i], int | float) for row in self.rows)
        ]

    @property
    def ends(self) -> tuple[int, int]:
        """The column of what there is and that of what there is to be."""
        return self.numeric[0], next((i for i in self.numeric[1:] if "/" in self.table.columns[i]), self.numeric[-1])

    @cached_property
    def uom(self) -> str:
        """The unit of measure that the notice counts the table's subject in (“载体总量600家”), or nothing."""
        subject = set(bigrams(fold(self.table.caption)))
        shares = Counter[str]()
        for clause in self.located.holding.notice.clauses:
            for target in clause.targets:
                pairs = bigrams(fold(target.indicator))
                if "%" not in target.uom and pairs:
                    shares[target.uom] = max(shares[target.uom], sum(100 * (p in subject) for p in pairs) // len(pairs))
        best = shares.most_common(1)
        return best[0][0] if best and best[0][1] >= 100 * _OF_CAPTION else ""

    def amount(self, value: Cell | float) -> str:
        """A number with the table's unit of measure."""
        return f"{value:g}{self.uom}" if isinstance(value, float) else f"{value}{self.uom}"

    def title(self, column: int) -> str:
        """A column as an answer names it: “到2025年目标任务（国家级数量）”."""
        above, _, name = self.table.columns[column].rpartition("/")
        return f"{above}（{name}）" if above else name

    def evidence(self, row: Row) -> Evidence:
        """The line of the clause's text that holds the row."""
        lines = self.located.clause.text.split("\n")
        cells = [str(cell) for cell in row if cell is not None]
        held = (line for line in lines if [c for c in line.split("\t") if c] == cells)
        return Evidence(self.located, next(held, lines[0]))


def number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def grids(context: Context) -> list[Grid]:
    """The tables of the documents in question that have a column of names."""
    found = []
    for holding, table in context.catalogue.tables:
        located = context.catalogue.by_key.get((holding.id, table.path))
        label = _label_column(table)
        if located and label is not None:
            found.append(Grid(located, table, label))
    return found


def _label_column(table: Table) -> int | None:
    rows = [row for row in table.rows if not _is_total(row)]
    return next((i for i in range(len(table.columns)) if rows and all(isinstance(row[i], str) for row in rows)), None)


def _is_total(row: Row) -> bool:
    """Whether its name, which may run over the serial number, is 合计."""
    return any(isinstance(cell, str) and _TOTAL.match(cell) for cell in row[:2])


def named_rows(grid: Grid, folded: str) -> list[Row]:
    """The rows whose name the question gives, in full or without 区; “第6号” is a serial number."""
    if serial := _SERIAL.search(folded):
        return [row for row in grid.rows if row[0] == number_of(serial[1])]
    named = []
    for row in grid.rows:
        name = fold(grid.name(row))
        short = re.sub(r"(?:开发区|区|县|市)$", "", name)
        if name in folded or (len(short) >= 2 and short in folded):
            named.append((folded.find(name if name in folded else short), row))
    return [row for _, row in sorted(named, key=lambda item: item[0])]


def named_columns(grid: Grid, folded: str) -> list[int]:
    """The columns that the question names by the words that set them apart from the others."""
    parts = {i: fold(grid.table.columns[i].rpartition("/")[2]) for i in grid.numeric}
    said = EXISTING.sub("现有", folded)
    return [i for i, part in parts.items() if any(pair in said for pair in _own_pairs(part, parts.values()))]


def _own_pairs(part: str, parts: Iterable[str]) -> list[str]:
    """The first two pairs of characters that only this column has."""
    others = [other for other in parts if other != part]
    return [pair for pair in bigrams(part) if not any(pair in other for other in others)][:2]
