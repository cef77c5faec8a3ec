"""Tables that go on over pages: the heading that is repeated, the row that is broken by the end of a page."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.readers.flow import Table
from ingest.readers.page.blocks import Block, PlacedTable

Row = tuple[str, ...]


def with_tables_continued(pages: Sequence[list[Block]]) -> list[list[Block]]:
    """The blocks of each page; a table that goes on has its heading once, and its broken row on the page it began."""
    kept = [list(blocks) for blocks in pages]
    heading: Row = ()
    for before, blocks in pairwise(kept):
        last, first = (before[-1] if before else None), (blocks[0] if blocks else None)
        if not (isinstance(last, PlacedTable) and isinstance(first, PlacedTable)) or not _is_one(last, first):
            continue
        if len(before) > 1 or not heading:
            heading = last.table.rows[0]
        rows = first.table.rows[1:] if _same(first.table.rows[0], heading) else first.table.rows
        if rows and _is_broken(rows[0]):
            before[-1] = _with_rows(last, (*last.table.rows[:-1], _joined(last.table.rows[-1], rows[0])))
            rows = rows[1:]
        blocks[:1] = [_with_rows(first, rows)] if rows else []
    return kept


def _is_one(last: PlacedTable, first: PlacedTable) -> bool:
    return len(last.table.rows[0]) == len(first.table.rows[0])


def _same(one: Row, other: Row) -> bool:
    return ["".join(cell.split()) for cell in one] == ["".join(cell.split()) for cell in other]


def _is_broken(row: Row) -> bool:
    """Whether a row goes on from the page before: it has no number, and little else."""
    return not row[0] and sum(map(bool, row)) <= len(row) / 2


def _joined(row: Row, rest: Row) -> Row:
    return tuple(
        f"{cell} {more}".strip() if more and cell[-1:].isascii() else cell + more
        for cell, more in zip(row, rest, strict=True)
    )


def _with_rows(placed: PlacedTable, rows: tuple[Row, ...]) -> PlacedTable:
    return replace(placed, table=Table(rows))
