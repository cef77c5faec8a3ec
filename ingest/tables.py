"""Tables 表 whose cells are parted by tabs, as a reader returns them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.mapped import Mapped
from kb.notices import Cell, Table
from kb.text import HAN

_NUMBER = re.compile(r"-?(?:[1-9]\d{0,2}(?:[,，]\d{3}){1,4}|0|[1-9]\d{0,14})(?:\.\d{1,9})?")
_NOTE = re.compile(r"(?:备\s*)?注\s*[:：]|说明\s*[:：]")
_NUMBERED_NOTE = re.compile(r"(?:(?:备\s*)?注\s*[:：]|说明\s*[:：])?\s*(\d{1,2})\s*[.．、](?!\d)")
_FIRST_COLUMN = re.compile(r"(?:序|编)\s*号|项\s*目(?:名称)?|类\s*[别型]|指\s*标(?:名称)?")
_CONTINUED = re.compile(r"[（(]?续\s*表?\s*\d*[)）]?")
_NUMBERED = re.compile(rf"附?表\s*[\d{HAN}]+(?!.*续)")
_LONGEST_SECTION = 40
_MOST_SECTIONS = 3


def heading_rows(lines: Sequence[Mapped]) -> int:
    """How many of the first rows of a table name its columns."""
    return _heads([line.text.split("\t") for line in lines])


def _heads(lines: list[list[str]]) -> int:
    """Up to the first row with a number, or the first of a single cell: a section."""
    begins = (i for i, line in enumerate(lines) if _is_data(line) or (i and sum(bool(c.strip()) for c in line) <= 1))
    return next(begins, min(1, len(lines)))


def row_flags(texts: Sequence[str]) -> list[bool]:
    """Which of the texts are rows: those of three cells or more, and those of two beside another row.

    >>> row_flags(["序号\\t学校", "1\\t一中", "联系人\\t张三", "办公室。", "电话：\\t110", "甲\\t乙"])
    [True, True, True, False, False, False]
    """
    if not any("\t" in text for text in texts):
        return [False] * len(texts)
    rows = [text.count("\t") >= 2 or _has_two_cells(text) for text in texts]
    around = zip(texts, rows, [False, *rows], [*rows[1:], False], strict=False)
    return [row and (text.count("\t") >= 2 or before or after) for text, row, before, after in around]


def _has_two_cells(text: str) -> bool:
    first, tab, second = text.strip().partition("\t")
    return bool(tab and first.strip() and second.strip()) and not re.search(r"[。；：:、.．）)]\s*$", first)


def begins_table(row: str) -> bool:
    """Whether a row begins as the headings of a table do: “序号”.

    >>> begins_table("序 号\\t任务\\t责任单位"), begins_table("1\\t改善食堂\\t市教育局")
    (True, False)
    """
    return bool(_FIRST_COLUMN.fullmatch(row.partition("\t")[0].strip()))


def note_lines(texts: Sequence[str], flags: Sequence[bool]) -> set[int]:
    """The lines of notes below a row: “注：…”, and the numbered ones that go on with it (“注：1.…”, “2.…”).

    >>> sorted(note_lines(["甲\\t乙\\t丙", "注：1.含幼儿园。", "2.不含高校。", "1.食堂"], [True, False, False, False]))
    [1, 2]
    """
    found: set[int] = set()
    number = 0
    for i, text in enumerate(texts if any(flags) else ()):
        counted = _NUMBERED_NOTE.match(text)
        if i and (flags[i - 1] and _NOTE.match(text)):
            number = int(counted[1]) if counted else 0
            found.add(i)
        elif i - 1 in found and counted and int(counted[1]) == number + 1:
            number += 1
            found.add(i)
    return found


@dataclass
class Block:
    """The paragraphs of a table, by their places in the body of a clause."""

    rows: list[int]
    sections: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)

    @property
    def end(self) -> int:
        """Behind its last row."""
        return max(self.rows + self.sections + self.repeated) + 1

    @property
    def inside(self) -> list[int]:
        """The rows, and the sections between them, without headings that come again."""
        return sorted(self.rows + self.sections)


def blocks(texts: Sequence[str]) -> list[Block]:
    """The tables of a body: rows, the short lines between them, and the notes below.

    Headings “序号…” below other rows begin a table of their own; those of the table before, coming again on a new
    page, do not.
    """
    flags = row_flags(texts)
    if not any(flags):
        return []
    notes = note_lines(texts, flags)
    found: list[Block] = []
    open_block: Block | None = None
    for i, text in enumerate(texts):
        if flags[i]:
            repeats = open_block is not None and text == texts[open_block.rows[0]]
            if open_block is None or (begins_table(text) and not repeats):
                open_block = Block([])
                found.append(open_block)
            (open_block.repeated if repeats else open_block.rows).append(i)
        elif open_block is not None and (i in notes or _NOTE.match(text)):
            open_block.notes.append(i)
        elif open_block is not None and _goes_on(texts, flags, i, texts[open_block.rows[0]]):
            (open_block.repeated if _CONTINUED.fullmatch(text.strip()) else open_block.sections).append(i)
        else:
            open_block = None
    return found


def _goes_on(texts: Sequence[str], flags: Sequence[bool], at: int, head: str) -> bool:
    """Whether the table goes on below the line at `at`: a few short lines on there is a row of it."""
    following = next((i for i in range(at + 1, min(at + 1 + _MOST_SECTIONS, len(texts))) if flags[i]), None)
    if following is None or (begins_table(texts[following]) and texts[following] != head):
        return False
    if any(_NUMBERED.match(text) for text in texts[at:following]):
        return False
    return all(len(text) <= _LONGEST_SECTION and not re.search("[。；！？]$", text) for text in texts[at:following])


def read_tables(path: str, caption: str | None, body: Sequence[Mapped]) -> tuple[Table, ...]:
    """The tables of a clause; the paragraph before one is its caption where the clause has no heading."""
    texts = [paragraph.text for paragraph in body]
    found = blocks(texts)
    return tuple(
        table_of(path, _caption(texts, found, i) if caption is None or i else caption, texts, block)
        for i, block in enumerate(found)
    )


def _caption(texts: Sequence[str], found: Sequence[Block], at: int) -> str:
    """The paragraph before a table, where it is no part of the table before."""
    begins = found[at].rows[0]
    taken = found[at - 1].end if at else 0
    return texts[begins - 1] if begins > taken and (begins - 1) not in (found[at - 1].notes if at else ()) else ""


def table_of(path: str, caption: str, texts: Sequence[str], block: Block) -> Table:
    rows = [texts[i].split("\t") for i in block.inside]
    return _table(path, caption, rows, [texts[i] for i in block.notes])


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
