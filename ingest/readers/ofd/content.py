"""The content of a page of OFD: text, lines and pictures with their places (GB/T 33190—2016, 8, 9, 11 and 13)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import hypot

from ingest.readers.limits import Refusal
from ingest.readers.ofd.paths import Point, numbers, strokes
from ingest.readers.page.geometry import Glyph, Rect, around
from ingest.readers.xml import Element

POINTS = 72 / 25.4
_ASCENT, _DESCENT = 0.88, 0.12
_GROUPS = frozenset({"Content", "Layer", "PageBlock"})
_FARTHEST = 1e6
_DEEPEST = 8
_MOST_OBJECTS = 200_000

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Picture:
    """A picture: the id of its resource, its place."""

    resource: str
    box: Rect


@dataclass(frozen=True)
class Place:
    """Where an object stands: its boundary, how it is turned within, and the place of what it is part of."""

    left: float
    top: float
    matrix: Matrix
    within: "Place | None" = None

    @classmethod
    def of(cls, element: Element, within: "Place | None" = None) -> "Place":
        left, top = (*numbers(element.attributes.get("Boundary")), 0.0, 0.0)[:2]
        stated = numbers(element.attributes.get("CTM"))
        a, b, c, d, e, f = stated if len(stated) == len(_UNIT) else _UNIT
        return cls(left, top, (a, b, c, d, e, f), within)

    def to(self, x: float, y: float) -> Point:
        """The place on the page, in millimetres, of a point of the object."""
        a, b, c, d, e, f = self.matrix
        point = _bounded(self.left + a * x + c * y + e), _bounded(self.top + b * x + d * y + f)
        return self.within.to(*point) if self.within else point

    @property
    def scale(self) -> tuple[float, float]:
        """By how much the width and the height of a character change."""
        a, b, c, d, _, _ = self.matrix
        across, down = self.within.scale if self.within else (1.0, 1.0)
        return hypot(a, b) * across, hypot(c, d) * down


@dataclass(frozen=True)
class Drawn:
    """An object and the place of what it is part of."""

    element: Element
    within: Place | None = None

    @property
    def place(self) -> Place:
        return Place.of(self.element, self.within)


def objects(content: Element, units: Mapping[str, Element]) -> Iterator[Drawn]:
    """The text, path and image objects of a page or a template in the order in which they are drawn.

    `units` are the contents of composite objects by their ids. Raises Refusal for more than any page has.
    """
    waiting = [(Drawn(each), 0) for each in reversed(content.children)]
    count = 0
    while waiting:
        drawn, depth = waiting.pop()
        count += 1
        if count > _MOST_OBJECTS:
            raise Refusal(f"OFD 的一页超过 {_MOST_OBJECTS} 个对象")
        element = drawn.element
        if element.attributes.get("Visible") == "false":
            continue
        if element.name in _GROUPS:
            waiting += [(Drawn(each, drawn.within), depth) for each in reversed(element.children)]
        elif element.name == "CompositeObject":
            unit = units.get(element.attributes.get("ResourceID", ""))
            inner = reversed(unit.children) if unit and depth < _DEEPEST else ()
            waiting += [(Drawn(each, drawn.place), depth + 1) for each in inner]
        else:
            yield drawn


def glyphs_of(text: Drawn, run: int) -> Iterator[Glyph]:
    """The characters of a TextObject; `run` is its number: gaps within it are letter-spacing."""
    place = text.place
    size = (*numbers(text.element.attributes.get("Size")), 3.5)[0]
    widen, heighten = place.scale
    stretch = (*numbers(text.element.attributes.get("HScale")), 1.0)[0] * widen
    for code in text.element.all("TextCode"):
        for char, x, y in _placed(code):
            left, base = place.to(x, y)
            wide = size * (1.0 if ord(char) > 0x2E80 else 0.5) * stretch
            top, bottom = base - _ASCENT * size * heighten, base + _DESCENT * size * heighten
            yield Glyph(char, _points(Rect(left, top, left + wide, bottom)), run)


def _placed(code: Element) -> Iterator[tuple[str, float, float]]:
    """The characters of a TextCode with their places in its object."""
    text = code.text
    x, y = ((*numbers(code.attributes.get(axis)), 0.0)[0] for axis in "XY")
    across = deltas(code.attributes.get("DeltaX"), len(text))
    down = deltas(code.attributes.get("DeltaY"), len(text))
    for at, char in enumerate(text):
        if not char.isspace() or char in " \u3000":
            yield char, x, y
        x += across[at] if at < len(across) else 0.0
        y += down[at] if at < len(down) else 0.0


def deltas(text: str | None, most: int) -> list[float]:
    """The steps from character to character: “g 3 4.2 5” is 4.2 three times, then 5.

    >>> deltas("g 3 4.2 5", 10)
    [4.2, 4.2, 4.2, 5.0]
    """
    parts = iter((text or "").split())
    steps: list[float] = []
    try:
        for part in parts:
            if part == "g":
                count = int(next(parts, "0"))
                steps += [float(next(parts, "0"))] * min(max(count, 0), most)
            else:
                steps.append(float(part))
            if len(steps) >= most:
                break
    except ValueError:
        return steps
    return steps


def rules_of(path: Drawn) -> Iterator[Rect]:
    """The straight lines of a PathObject: those that are drawn; its outline where it is filled only."""
    place, data = path.place, path.element.first("AbbreviatedData")
    lines = [(place.to(*start), place.to(*end)) for start, end in strokes(data.text if data else "")]
    boxes = [Rect(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in lines]
    if path.element.attributes.get("Stroke", "true") != "false":
        yield from map(_points, boxes)
    elif boxes and path.element.attributes.get("Fill") == "true":
        yield _points(around(boxes))


def curves_of(path: Drawn) -> int:
    """How many curves a PathObject has: those of characters that are drawn, if there are many."""
    data = path.element.first("AbbreviatedData")
    return sum(map(data.text.count, "QBA")) if data else 0


def picture_of(image: Drawn) -> Picture:
    """An ImageObject: its boundary is its place."""
    left, top, width, height = (*numbers(image.element.attributes.get("Boundary")), 0.0, 0.0, 0.0, 0.0)[:4]
    within = image.within or Place(0.0, 0.0, _UNIT)
    (x, y), (right, bottom) = within.to(left, top), within.to(left + width, top + height)
    return Picture(image.element.attributes.get("ResourceID", ""), _points(Rect(x, y, right, bottom)))


def _points(box: Rect) -> Rect:
    return Rect(box.left * POINTS, box.top * POINTS, box.right * POINTS, box.bottom * POINTS)


def _bounded(value: float) -> float:
    """Numbers that no page has (infinite, none at all) must not spoil the others."""
    return value if -_FARTHEST < value < _FARTHEST else 0.0
