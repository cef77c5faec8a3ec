"""What is drawn on a page of PDF and is no text: straight lines, curves, pictures."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as api
from pypdfium2 import PdfPage

from ingest.readers.page.geometry import Rect
from ingest.readers.pdf.transform import Transform

_THIN = 3.0
_DEEPEST = 6
_MOST_OBJECTS = 100_000
_MOST_STROKES = 20_000


@dataclass(frozen=True)
class Drawing:
    """The straight lines of a page, how many curves there are, the share of the page that pictures cover."""

    rules: tuple[Rect, ...]
    curves: int
    pictured: float


def drawing_of(page: PdfPage, to_page: Transform, size: tuple[float, float]) -> Drawing:
    """What is drawn on a page; of a page with more than any notice has, the first of it."""
    pen = _Pen()
    for at, (each, place) in enumerate(_objects(page, to_page)):
        if at >= _MOST_OBJECTS or pen.strokes >= _MOST_STROKES:
            break
        kind = api.FPDFPageObj_GetType(each)
        if kind == api.FPDF_PAGEOBJ_PATH:
            pen.path(each, place)
        elif kind == api.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(each, place)
            pen.pictured += box.width * box.height
    area = max(size[0] * size[1], 1.0)
    return Drawing(tuple(pen.rules), pen.curves, min(pen.pictured / area, 1.0))


def _objects(page: PdfPage, to_page: Transform) -> Iterator[tuple[object, Transform]]:
    """The objects of a page and of the forms on it, with the map of the space that each is in."""
    count = min(api.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    waiting = [(api.FPDFPage_GetObject(page, at), to_page, 0) for at in reversed(range(count))]
    while waiting:
        each, place, depth = waiting.pop()
        yield each, place
        if depth < _DEEPEST and api.FPDFPageObj_GetType(each) == api.FPDF_PAGEOBJ_FORM:
            inner = min(api.FPDFFormObj_CountObjects(each), _MOST_OBJECTS)
            within = place.after(_matrix(each))
            waiting += [(api.FPDFFormObj_GetObject(each, at), within, depth + 1) for at in reversed(range(inner))]


class _Pen:
    """Follows the paths of a page."""

    def __init__(self) -> None:
        self.rules: list[Rect] = []
        self.strokes, self.curves, self.pictured = 0, 0, 0.0
        self._x, self._y = ctypes.c_float(), ctypes.c_float()

    def path(self, path: object, place: Transform) -> None:
        """The straight lines of a path that is stroked; the whole of one that is filled, where it is thin."""
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not api.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
            return
        lines = list(self._lines(path, place.after(_matrix(path))))
        if stroke.value:
            self.rules += lines
        elif lines:
            box = _bounds(path, place)
            self.rules += [box] if min(box.width, box.height) <= _THIN else []

    def _lines(self, path: object, place: Transform) -> Iterator[Rect]:
        start = here = (0.0, 0.0)
        for at in range(min(api.FPDFPath_CountSegments(path), _MOST_STROKES - self.strokes)):
            self.strokes += 1
            segment = api.FPDFPath_GetPathSegment(path, at)
            api.FPDFPathSegment_GetPoint(segment, self._x, self._y)
            point, kind = place.to(self._x.value, self._y.value), api.FPDFPathSegment_GetType(segment)
            if kind == api.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == api.FPDF_SEGMENT_LINETO:
                yield _line(here, point)
            else:
                self.curves += 1
            if api.FPDFPathSegment_GetClose(segment):
                yield _line(point, start)
            here = point


def _line(start: tuple[float, float], end: tuple[float, float]) -> Rect:
    return Rect(min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))


def _matrix(each: object) -> Transform:
    found = api.FS_MATRIX()
    if not api.FPDFPageObj_GetMatrix(each, found):
        return Transform()
    return Transform(found.a, found.b, found.c, found.d, found.e, found.f)


def _bounds(each: object, place: Transform) -> Rect:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    api.FPDFPageObj_GetBounds(each, left, bottom, right, top)
    return place.box(left.value, bottom.value, right.value, top.value)
