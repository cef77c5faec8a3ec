"""Watermarks: words much larger than the text that they are printed across, which they would tear apart."""

from collections.abc import Sequence
from statistics import median

from ingest.readers.page.geometry import Glyph, Rect
from ingest.readers.page.lines import rows_of

_LARGE = 2.5
_FEWEST_CROSSED = 2
_BAND = 20.0


def without_watermark(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """The text of a page, and the rows of large characters that are printed across it."""
    if not glyphs:
        return [], []
    least = _LARGE * median(glyph.size for glyph in glyphs)
    large = [glyph for glyph in glyphs if glyph.size >= least and not glyph.text.isspace()]
    small = [glyph for glyph in glyphs if glyph.size < least]
    across = [row for row in rows_of(large) if _crossed(row.glyphs, small) >= _FEWEST_CROSSED]
    mark = {id(glyph) for row in across for glyph in row.glyphs}
    return [glyph for glyph in glyphs if id(glyph) not in mark], [glyph for row in across for glyph in row.glyphs]


def _crossed(large: Sequence[Glyph], small: Sequence[Glyph]) -> int:
    """How many characters stand in the boxes of larger ones."""
    bands: dict[int, list[Rect]] = {}
    for glyph in large:
        for band in range(int(glyph.box.top // _BAND), int(glyph.box.bottom // _BAND) + 1):
            bands.setdefault(band, []).append(glyph.box)
    return sum(any(box.holds(*glyph.middle) for box in bands.get(_band(glyph), ())) for glyph in small)


def _band(glyph: Glyph) -> int:
    return int(glyph.middle[1] // _BAND)
