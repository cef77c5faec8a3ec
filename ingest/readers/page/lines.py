"""From the characters of a page to its lines, in reading order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.characters import plain
from ingest.readers.page.geometry import Glyph, Line, Rect, around

_OVERLAP = 0.5
_SPACE_BY_LATIN, _SPACE_BY_WIDE, _SPACE_IN_RUN = 0.25, 0.4, 3.0
_SAME_PLACE = 0.25
_PART = 1.5


@dataclass(frozen=True)
class Row:
    """Characters that stand beside each other, from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def box(self) -> Rect:
        return around(glyph.box for glyph in self.glyphs)

    @property
    def size(self) -> float:
        return median(glyph.size for glyph in self.glyphs)


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """The characters grouped into rows from top to bottom: those whose heights overlap by half stand beside each other.

    A character that is printed twice for boldness is kept once.
    """
    rows: list[list[Glyph]] = []
    bands: list[Rect] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.box.top + glyph.box.bottom):
        if rows and _overlap(bands[-1], glyph.box) >= _OVERLAP * min(bands[-1].height, glyph.box.height):
            rows[-1].append(glyph)
            bands[-1] = max(bands[-1], glyph.box, key=lambda box: box.height)
        else:
            rows.append([glyph])
            bands.append(glyph.box)
    return [Row(tuple(_once(sorted(row, key=lambda glyph: glyph.box.left)))) for row in rows]


def _overlap(one: Rect, other: Rect) -> float:
    return min(one.bottom, other.bottom) - max(one.top, other.top)


def _once(row: Sequence[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in row:
        before = kept[-1] if kept else None
        if before and before.text == glyph.text and glyph.box.left - before.box.left < _SAME_PLACE * glyph.size:
            continue
        kept.append(glyph)
    return kept


def parts_of(row: Row) -> list[Row]:
    """A row cut where its characters stand far apart."""
    parts: list[list[Glyph]] = [[row.glyphs[0]]]
    for before, glyph in pairwise(row.glyphs):
        if glyph.box.left - before.box.right > _PART * max(before.size, glyph.size):
            parts.append([])
        parts[-1].append(glyph)
    return [Row(tuple(part)) for part in parts]


def line_of(row: Row) -> Line:
    """The text of a row, with a space where a gap is wider than letters are spaced; in plain characters."""
    text = row.glyphs[0].text
    for before, glyph in pairwise(row.glyphs):
        text += " " * _is_gap(before, glyph) + glyph.text
    return Line(" ".join(plain(text).split()), row.box, row.size)


def _is_gap(before: Glyph, glyph: Glyph) -> bool:
    gap = (glyph.box.left - before.box.right) / max(before.size, glyph.size, 0.1)
    if before.run == glyph.run >= 0:
        return gap > _SPACE_IN_RUN
    return gap > (_SPACE_BY_WIDE if before.is_wide or glyph.is_wide else _SPACE_BY_LATIN)
