"""From a page to its lines and tables, from top to bottom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.readers.flow import Cell, Table, cell_text, spread
from ingest.readers.page.columns import in_reading_order
from ingest.readers.page.geometry import Glyph, Line, Page, Rect
from ingest.readers.page.lines import line_of, rows_of
from ingest.readers.page.marked import without_watermark
from ingest.readers.page.ruled import Frame, Slot, frames_of
from kb.settings import Limits

_ROOM = 1.5
_HEAD_RULE = 4.0


@dataclass(frozen=True)
class PlacedTable:
    """A table where it stands."""

    table: Table
    box: Rect


Block = Line | PlacedTable


@dataclass(frozen=True)
class Sheet:
    """A page as it is read: its lines and tables in reading order, the rules across half of it and more."""

    width: float
    height: float
    blocks: tuple[Block, ...]
    rules: tuple[Rect, ...] = ()


def sheet_of(page: Page, limits: Limits) -> Sheet:
    """The page read. Raises Refusal for a table over a limit."""
    rules = tuple(rule for rule in page.rules if rule.height < _HEAD_RULE and rule.width > page.width / 2)
    return Sheet(page.width, page.height, tuple(_blocks(page, limits)), rules)


def _blocks(page: Page, limits: Limits) -> list[Block]:
    held, free = _shared(frames_of(page.rules), page.glyphs)
    text, watermark = without_watermark(free)
    rows = rows_of(text)
    blocks: list[Block] = []
    for frame, glyphs in held:
        above = [row for row in rows if row.box.top + row.box.bottom < 2 * frame.box.top]
        rows = rows[len(above) :]
        blocks += [line_of(row) for row in in_reading_order(above)]
        blocks.append(PlacedTable(_table(frame, glyphs, limits), frame.box))
    blocks += [line_of(row) for row in in_reading_order(rows)]
    blocks += [_behind(line_of(row), page) for row in rows_of(watermark)]
    return [block for block in blocks if isinstance(block, PlacedTable) or block.text]


def _behind(line: Line, page: Page) -> Line:
    """A line that is put below all that is on a page."""
    return Line(line.text, line.box.moved(page.height), line.size)


def _shared(frames: list[Frame], glyphs: Iterable[Glyph]) -> tuple[list[tuple[Frame, list[Glyph]]], list[Glyph]]:
    """The characters in each table that has any, and those outside."""
    held: list[list[Glyph]] = [[] for _ in frames]
    free: list[Glyph] = []
    for glyph in glyphs:
        inside = next((i for i, frame in enumerate(frames) if frame.box.holds(*glyph.middle)), None)
        (free if inside is None else held[inside]).append(glyph)
    return [pair for pair in zip(frames, held, strict=True) if pair[1]], free


def _table(frame: Frame, glyphs: Sequence[Glyph], limits: Limits) -> Table:
    """The cells with their words; rows that say nothing (two rules close to each other) are left out."""
    words: list[list[Glyph]] = [[] for _ in frame.slots]
    for glyph in glyphs:
        at = frame.at(*glyph.middle)
        if at is not None:
            words[at].append(glyph)
    rows: list[list[Cell]] = [[] for _ in range(frame.rows)]
    for slot, found in sorted(zip(frame.slots, words, strict=True), key=lambda pair: pair[0].left):
        rows[slot.top].append(Cell(_words(slot, found), slot.right - slot.left, slot.bottom - slot.top))
    return Table(tuple(row for row in spread(rows, limits).rows if any(row)))


def _words(slot: Slot, glyphs: Sequence[Glyph]) -> str:
    """The text of a cell; where a line ended though there was room for more, a space."""
    text = ""
    for line in map(line_of, rows_of(glyphs)):
        is_full = slot.box.right - line.box.right < _ROOM * line.size
        text += line.text if is_full and not line.text[-1:].isascii() else f"{line.text} "
    return cell_text(text)
