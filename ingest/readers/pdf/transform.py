"""Plane maps of PDF: from the space of a page, or of a form on it, to points on the page as it is shown."""

import ctypes
from dataclasses import dataclass

import pypdfium2.raw as api
from pypdfium2 import PdfPage

from ingest.readers.page.geometry import Rect

_FINE = 100
_FAR = 1000.0
_FARTHEST = 1e6


@dataclass(frozen=True)
class Transform:
    """x′ = a·x + c·y + e, y′ = b·x + d·y + f (ISO 32000-1, 8.3.3)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def to(self, x: float, y: float) -> tuple[float, float]:
        return _bounded(self.a * x + self.c * y + self.e), _bounded(self.b * x + self.d * y + self.f)

    def after(self, first: "Transform") -> "Transform":
        """The map that does `first` and then this one."""
        return Transform(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            self.a * first.e + self.c * first.f + self.e,
            self.b * first.e + self.d * first.f + self.f,
        )

    def box(self, left: float, bottom: float, right: float, top: float) -> Rect:
        """The rectangle that a rectangle becomes."""
        (x1, y1), (x2, y2) = self.to(left, bottom), self.to(right, top)
        return Rect(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def shown(page: PdfPage) -> Transform:
    """From the space of a page to points from its upper left corner, turned and cropped as it is shown."""
    width, height = page.get_size()
    origin, right, up = (_device(page, width, height, *point) for point in ((0.0, 0.0), (_FAR, 0.0), (0.0, _FAR)))
    return Transform(
        (right[0] - origin[0]) / _FAR,
        (right[1] - origin[1]) / _FAR,
        (up[0] - origin[0]) / _FAR,
        (up[1] - origin[1]) / _FAR,
        *origin,
    )


def quarter(turns: int, width: float, height: float) -> Transform:
    """Quarter turns to the right of a page of this size."""
    return (
        Transform(),
        Transform(0.0, 1.0, -1.0, 0.0, height, 0.0),
        Transform(-1.0, 0.0, 0.0, -1.0, width, height),
        Transform(0.0, -1.0, 1.0, 0.0, 0.0, width),
    )[turns % 4]


def _device(page: PdfPage, width: float, height: float, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    api.FPDF_PageToDevice(page, 0, 0, int(width * _FINE), int(height * _FINE), 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE


def _bounded(value: float) -> float:
    """Numbers that no page has (infinite, none at all) must not spoil the others."""
    return value if -_FARTHEST < value < _FARTHEST else 0.0
