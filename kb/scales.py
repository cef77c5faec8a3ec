"""Numbers of a notice that can be held against each other: columns of a table, targets in one unit of measure."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kb.catalogue import Holding, Located
from kb.commitments import Target
from kb.notices import Cell, Table

DIFFERENCE = "目标与现有之差"
_SERIAL = re.compile(r"序\s*号|编\s*号|行\s*次")
_NOW = re.compile(r"现有|现状|基数|已有")
_WANTED = re.compile(r"目标|总量|计划|任务")
_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|全\s*[国省市区县])")
_LEAST = 2


@dataclass(frozen=True)
class Line:
    """A row of a table: what it is of, its numbers in the order of the columns, its words in the source."""

    name: str
    values: tuple[float | None, ...]
    quote: str

    @property
    def is_total(self) -> bool:
        return bool(_TOTAL.match(self.name))


@dataclass(frozen=True)
class Scale:
    """The numbers of a table; `located` is the clause that holds it. A last column may be worked out: DIFFERENCE."""

    located: Located
    caption: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Group:
    """Targets of a document in one unit of measure, each with its clause."""

    uom: str
    targets: tuple[tuple[Located, Target], ...]


def scales(holding: Holding) -> Iterator[Scale]:
    """The tables of a document that have names in one column and numbers in others."""
    by_path = {located.clause.path: located for located in holding.clauses}
    for table in holding.notice.tables:
        if table.path in by_path and (found := _scale(table, by_path[table.path])):
            yield found


def groups(holding: Holding) -> tuple[Group, ...]:
    """The targets of a document by unit of measure, the largest group first."""
    found: dict[str, list[tuple[Located, Target]]] = defaultdict(list)
    for located in holding.clauses:
        for target in located.clause.targets:
            found[target.uom].append((located, target))
    made = (Group(uom, tuple(targets)) for uom, targets in found.items())
    return tuple(sorted(made, key=lambda group: -len(group.targets)))


def _scale(table: Table, located: Located) -> Scale | None:
    numbers = [place for place in range(len(table.columns)) if _is_numeric(table, place)]
    names = next((p for p in range(len(table.columns)) if p not in numbers and _has_words(table, p)), None)
    numbers = [place for place in numbers if not _SERIAL.search(table.columns[place])]
    if not numbers or names is None:
        return None
    columns = [table.columns[place] for place in numbers]
    pair = _pair(columns)
    lines = tuple(_line(row, names, numbers, pair, located) for row in table.rows if len(row) > max(*numbers, names))
    kept = tuple(line for line in lines if line.name)
    named = (*columns, *([DIFFERENCE] if pair else []))
    return Scale(located, table.caption, named, kept) if len(kept) >= _LEAST else None


def _line(
    row: tuple[Cell, ...], names: int, numbers: list[int], pair: tuple[int, int] | None, located: Located
) -> Line:
    values = [_number(row[place]) for place in numbers]
    if pair:
        now, wanted = values[pair[0]], values[pair[1]]
        values.append(None if now is None or wanted is None else wanted - now)
    name = str(row[names] or "").strip()
    said = (line for line in located.clause.text.split("\n") if name and name in line.split("\t"))
    return Line(name, tuple(values), next(said, ""))


def _pair(columns: list[str]) -> tuple[int, int] | None:
    """The places of what there is and of what is wanted, where a table has both."""
    now = next((place for place, column in enumerate(columns) if _NOW.search(column)), None)
    wanted = next((p for p, column in enumerate(columns) if p != now and _WANTED.search(column)), None)
    return None if now is None or wanted is None else (now, wanted)


def _is_numeric(table: Table, place: int) -> bool:
    """Whether most of the cells of a column that say something are numbers."""
    cells = [row[place] for row in table.rows if place < len(row) and row[place] is not None]
    return len(cells) >= _LEAST and 2 * sum(_number(cell) is not None for cell in cells) > len(cells)


def _has_words(table: Table, place: int) -> bool:
    return sum(isinstance(row[place], str) for row in table.rows if place < len(row)) >= _LEAST


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None
