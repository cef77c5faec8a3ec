"""The characters of a page of PDF with their places."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as api
from pypdfium2 import PdfPage, PdfTextPage

from ingest.readers.page.geometry import Glyph
from ingest.readers.pdf.transform import Transform, quarter

_ASKEW = 0.15
_UNKNOWN = "\ufffd"
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)


@dataclass(frozen=True)
class Mark:
    """A character as PDFium has it: its number on the page, its text, the quarter turns it is written with."""

    at: int
    text: str
    turns: int | None


def marks_of(text: PdfTextPage, most: int) -> list[Mark]:
    """The characters of a page that are in the file, not those that PDFium adds; at most so many."""
    marks: list[Mark] = []
    high, raw, matrix = 0, text.raw, api.FS_MATRIX()
    for at in range(min(text.count_chars(), most)):
        code = api.FPDFText_GetUnicode(raw, at)
        if code in _HIGH:
            high = code
            continue
        if code in _LOW:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
        high = 0
        if _is_text(code) and api.FPDFText_IsGenerated(raw, at) != 1:
            known = api.FPDFText_HasUnicodeMapError(raw, at) != 1
            marks.append(Mark(at, chr(code) if known else _UNKNOWN, _turns(raw, at, matrix)))
    return marks


def turned(marks: list[Mark]) -> int:
    """The quarter turns that most characters are written with."""
    counts = Counter(mark.turns for mark in marks if mark.turns is not None)
    return counts.most_common(1)[0][0] if counts else 0


def glyphs_of(text: PdfTextPage, marks: list[Mark], turns: int, place: Transform) -> Iterator[Glyph]:
    """The characters that are written with so many quarter turns; a watermark across the page is not."""
    box = api.FS_RECTF()
    for mark in marks:
        if mark.turns == turns and api.FPDFText_GetLooseCharBox(text.raw, mark.at, box):
            yield Glyph(mark.text, place.box(box.left, box.bottom, box.right, box.top))


def upright(page: PdfPage, turns: int) -> Transform:
    """The map that turns a page upright, on which most is written with so many quarter turns."""
    width, height = page.get_size()
    return quarter(turns - page.get_rotation() // 90, width, height)


def _is_text(code: int) -> bool:
    return 0x20 <= code < 0x7F or 0xA0 <= code < 0x110000


def _turns(raw: object, at: int, matrix: api.FS_MATRIX) -> int | None:
    """The quarter turns to the left of the line that a character stands on; None where it is askew.

    The line tells, not the strokes: italics lean.
    """
    if not api.FPDFText_GetMatrix(raw, at, matrix):
        return 0
    turns = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
    return round(turns) % 4 if abs(turns - round(turns)) < _ASKEW else None
