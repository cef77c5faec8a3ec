"""What stands on a page, and where. Lengths are points of 1/72 inch; x grows to the right, y downwards."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, or a straight line where it has no width or height."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def moved(self, down: float) -> "Rect":
        """The rectangle so much further down."""
        return Rect(self.left, self.top + down, self.right, self.bottom + down)

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character in its box. `run`: what was written in one go, between whose characters gaps are no spaces."""

    text: str
    box: Rect
    run: int = -1

    @property
    def size(self) -> float:
        return self.box.height

    @property
    def middle(self) -> tuple[float, float]:
        return (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2

    @property
    def is_wide(self) -> bool:
        """Whether it is a Chinese character or mark."""
        return unicodedata.east_asian_width(self.text[:1] or " ") in "WFA"


@dataclass(frozen=True)
class Page:
    """A page: its size, its characters in the order in which they were written, its straight lines."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...] = ()
    rules: tuple[Rect, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line of text in its box; `size` is the height of its characters."""

    text: str
    box: Rect
    size: float

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2


def around(boxes: Iterable[Rect]) -> Rect:
    """The smallest rectangle around some."""
    each = tuple(boxes)
    return Rect(
        min(box.left for box in each),
        min(box.top for box in each),
        max(box.right for box in each),
        max(box.bottom for box in each),
    )
