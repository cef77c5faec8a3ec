"""Tables 表 whose cells are parted by tabs, as a reader returns them."""

import re
from collections.abc import Iterable, Sequence

from ingest.mapped import Mapped
from kb.notices import Cell, Table

_NUMBER = re.compile(r"-?(?:[1-9]\d{0,2}(?:[,，]\d{3}){1,4}|0|[1-9]\d{0,14})(?:\.\d{1,9})?")
_NOTE = re.compile(r"(?:备\s*)?注\s*[:：]|说明\s*[:：]")


def heading_rows(lines: Sequence[Mapped]) -> int:
    """How many of the first rows of a table name its columns."""
    return _heads([line.text.split("\t") for line in lines])


def _heads(lines: list[list[str]]) -> int:
    """Up to the first row with a number, or the first of a single cell: a section."""
    begins = (i for i, line in enumerate(lines) if _is_data(line) or (i and sum(bool(c.strip()) for c in line) <= 1))
    return next(begins, min(1, len(lines)))


def is_row(paragraph: Mapped) -> bool:
    return paragraph.text.count("\t") >= 2


def read_tables(path: str, caption: str | None, body: Iterable[Mapped]) -> tuple[Table, ...]:
    """The tables of a clause; the paragraph before a table is its caption where the clause has no heading.

    A paragraph between two rows is a row of one cell.
    """
    body = list(body)
    last = max((i for i, paragraph in enumerate(body) if is_row(paragraph)), default=-1)
    tables: list[Table] = []
    rows: list[list[str]] = []
    notes: list[str] = []
    before = caption or ""
    for i, paragraph in enumerate([*body, None]):
        if paragraph is not None and (is_row(paragraph) or (rows and i < last and not _NOTE.match(paragraph.text))):
            rows.append(paragraph.text.split("\t"))
        elif paragraph is not None and rows and _NOTE.match(paragraph.text):
            notes.append(paragraph.text)
        else:
            if rows:
                tables.append(_table(path, before, rows, notes))
            rows, notes = [], []
            before = paragraph.text if paragraph is not None and not caption else before
    return tuple(tables)


def _table(path: str, caption: str, lines: list[list[str]], notes: list[str]) -> Table:
    width = max(len(_right_stripped(line)) for line in lines)
    heads = _heads(lines)
    rows = tuple(tuple(map(_cell, _padded(line, width))) for line in lines[heads:])
    return Table(path, caption, _columns(lines[:heads], width), rows, tuple(notes))


def _is_data(line: list[str]) -> bool:
    return sum(bool(_NUMBER.fullmatch(cell.strip())) for cell in line) >= 1


def _columns(heads: list[list[str]], width: int) -> tuple[str, ...]:
    """The names of the columns; a heading above others is joined to them: “到2025年目标任务/总量”."""
    if not heads:
        return tuple(f"第{i + 1}列" for i in range(width))
    top = _spread(_padded(heads[0], width))
    for line in heads[1:]:
        cells = _right_stripped(line)
        if len(cells) < width and cells and cells[0]:
            cells = [""] * (width - len(cells)) + cells
        top = ["/".join(filter(None, pair)) for pair in zip(top, _padded(cells, width), strict=True)]
    return tuple(top)


def _spread(cells: list[str]) -> list[str]:
    """A heading cell over several columns is written once and followed by empty cells."""
    spread: list[str] = []
    for cell in cells:
        spread.append(cell or (spread[-1] if spread else ""))
    return spread


def _right_stripped(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _padded(cells: list[str], width: int) -> list[str]:
    return (_right_stripped(cells) + [""] * width)[:width]


def _cell(text: str) -> Cell:
    text = text.strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        return text
    digits = re.sub("[,，]", "", text)
    return float(digits) if "." in digits else int(digits)
