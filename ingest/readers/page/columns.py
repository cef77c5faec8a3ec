"""Pages that are set in two columns: the left one is read before the right one."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.readers.page.lines import Row, parts_of

_FEWEST_ROWS = 6
_BOTH_SIDES = 0.6
_FILLED = 0.6
_STEP = 4.0


def in_reading_order(rows: Sequence[Row]) -> list[Row]:
    """The rows of a page; where rows are broken by the same gutter, those left of it before those right of it.

    A table without rules has such gaps too: two columns of text are told from it by their lines, which are long.
    """
    gutter = _gutter(rows)
    if gutter is None:
        return list(rows)
    ordered: list[Row] = []
    for run, is_split in _runs(rows, gutter):
        sides = [_sides(row, gutter) for row in run]
        if is_split and _is_text(sides):
            ordered += [side for left, _ in sides for side in left]
            ordered += [side for _, right in sides for side in right]
        else:
            ordered += run
    return ordered


def _gutter(rows: Sequence[Row]) -> float | None:
    """The x at which most rows have a gap."""
    gaps: Counter[int] = Counter()
    for row in rows:
        parts = parts_of(row)
        crossed = {
            step
            for left, right in pairwise(parts)
            for step in range(int(left.box.right // _STEP) + 1, int(right.box.left // _STEP) + 1)
        }
        gaps.update(crossed)
    if not gaps:
        return None
    most = max(gaps.values())
    places = [place for place, count in gaps.items() if count == most]
    return sorted(places)[len(places) // 2] * _STEP if most >= _FEWEST_ROWS * _BOTH_SIDES else None


def _runs(rows: Sequence[Row], gutter: float) -> Iterator[tuple[list[Row], bool]]:
    """The rows in runs that are crossed by the gutter throughout, or nowhere."""
    run: list[Row] = []
    was_split = False
    for row in rows:
        is_split = not any(part.box.left < gutter < part.box.right for part in parts_of(row))
        if run and is_split != was_split:
            yield run, was_split
            run = []
        run.append(row)
        was_split = is_split
    if run:
        yield run, was_split


def _sides(row: Row, gutter: float) -> tuple[list[Row], list[Row]]:
    left = tuple(glyph for glyph in row.glyphs if glyph.box.right <= gutter)
    right = tuple(glyph for glyph in row.glyphs if glyph.box.right > gutter)
    return [Row(left)] if left else [], [Row(right)] if right else []


def _is_text(sides: Sequence[tuple[list[Row], list[Row]]]) -> bool:
    """Whether a run is two columns of lines, most of which fill their column."""
    both = sum(bool(left and right) for left, right in sides)
    if both < _FEWEST_ROWS or both < _BOTH_SIDES * len(sides):
        return False
    return all(_is_filled([each for side in sides for each in side[which]]) for which in (0, 1))


def _is_filled(column: Sequence[Row]) -> bool:
    boxes = [row.box for row in column]
    width = max(box.right for box in boxes) - min(box.left for box in boxes)
    return sum(box.width >= _FILLED * width for box in boxes) >= _FILLED * len(boxes)
