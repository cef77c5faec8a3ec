"""Which tables of a page are data, which are the box, and which only place things."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers.flow import Cell, cell_text, spread
from ingest.readers.html.box import fields_of_table
from ingest.readers.html.regions import Box, Grid, Leaf, Line, Region, leaves
from kb.settings import Limits
from kb.text import visible

_ROWS, _CELLS = frozenset({"tr"}), frozenset({"td", "th"})
_STRUCTURE = frozenset({"table", "thead", "tbody", "tfoot", *_ROWS, *_CELLS})
_DOMINANT_SHARE = 0.6
_DOMINANT_LINES = 4


@dataclass(frozen=True)
class _Held:
    """A cell with the lines in it."""

    cell: Cell
    lines: tuple[Line, ...]

    @property
    def weight(self) -> tuple[int, int]:
        return len(visible(self.cell.text)), len(self.lines)


def settled(region: Region, limits: Limits) -> list[Leaf | Region]:
    """A region that is closed as its parent keeps it: a table of data as one leaf, a wrapper as what it wraps."""
    if region.tag == "table":
        return [*_captions(region), *_settled_table(region, limits)]
    if region.tag in _STRUCTURE:
        return [region]
    return _unwrapped(region)


def _unwrapped(region: Region) -> list[Leaf | Region]:
    return region.children if len(region.children) < 2 else [region]


def _captions(table: Region) -> list[Leaf | Region]:
    return [item for item in table.children if not (isinstance(item, Region) and item.tag in _STRUCTURE)]


def _settled_table(table: Region, limits: Limits) -> list[Leaf | Region]:
    rows = list(_rows(table))
    held = [] if table.holds_table else [[_held(cell) for cell in row] for row in rows]
    if fields := fields_of_table([[each.cell.text for each in row] for row in held]):
        return [Box(fields)]
    if _is_data(held):
        linked = sum(line.linked for row in held for each in row for line in each.lines)
        return [Grid(spread([[each.cell for each in row] for row in held], limits), linked)]
    return _unwrapped(Region("table", [item for row in rows for cell in row for item in _unwrapped(cell)]))


def _rows(table: Region) -> Iterator[list[Region]]:
    """The cells of each row."""
    waiting = [table]
    while waiting:
        item = waiting.pop()
        parts = [part for part in item.children if isinstance(part, Region) and part.tag in _STRUCTURE]
        if item.tag in _ROWS:
            yield [part for part in parts if part.tag in _CELLS]
        else:
            waiting += reversed(parts)


def _held(cell: Region) -> _Held:
    lines = tuple(leaf for leaf in leaves(cell) if isinstance(leaf, Line))
    return _Held(Cell(cell_text(" ".join(line.text for line in lines)), cell.across, cell.down), lines)


def _is_data(held: list[list[_Held]]) -> bool:
    """Several rows of several cells, none of which holds most of the text in paragraphs of its own."""
    filled = [sum(bool(each.cell.text) for each in row) for row in held]
    if sum(count > 0 for count in filled) < 2 or max(filled) < 2:
        return False
    weights = [each.weight for row in held for each in row]
    size, lines = max(weights)
    return lines < _DOMINANT_LINES or size < _DOMINANT_SHARE * sum(each for each, _ in weights)
