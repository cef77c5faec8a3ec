"""Tables whose cells are parted by rules: from straight lines to cells."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from ingest.readers.page.geometry import Rect, around

_NEAR = 2.0
_COVERED = 0.7
_SHORTEST = 6.0
_THICKEST = 3.0
_OPEN_SIDE = 10.0
_FEWEST_RULES = 3
_MOST_CROSSINGS = 1_000_000


@dataclass(frozen=True)
class Slot:
    """The place of a cell in its table: the rows and columns that it covers, the ends not included."""

    top: int
    bottom: int
    left: int
    right: int
    box: Rect


@dataclass(frozen=True)
class Frame:
    """A table without its words: its cells, the places of its rules."""

    box: Rect
    slots: tuple[Slot, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    def at(self, x: float, y: float) -> int | None:
        """The index of the cell that a point lies in."""
        return self._owners.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))

    @cached_property
    def _owners(self) -> dict[tuple[int, int], int]:
        return {
            (row, column): i
            for i, slot in enumerate(self.slots)
            for row in range(slot.top, slot.bottom)
            for column in range(slot.left, slot.right)
        }


def frames_of(rules: Iterable[Rect]) -> list[Frame]:
    """The tables that the rules of a page draw, from top to bottom; a single box is none."""
    across, down = _straight(rules)
    if len(across) * len(down) > _MOST_CROSSINGS:
        return []
    frames = [_frame(*group) for group in _connected(across, down)]
    return sorted((frame for frame in frames if len(frame.slots) > 1 and len(frame.xs) > 2), key=lambda f: f.box.top)


def _straight(rules: Iterable[Rect]) -> tuple[list[Rect], list[Rect]]:
    """Rules across and rules down, pieces of one line joined; short strokes (of letters drawn as lines) left out."""
    across, down = [], []
    for rule in rules:
        if rule.height <= _THICKEST and rule.width >= _SHORTEST:
            y = (rule.top + rule.bottom) / 2
            across.append(Rect(rule.left, y, rule.right, y))
        elif rule.width <= _THICKEST and rule.height >= _SHORTEST:
            x = (rule.left + rule.right) / 2
            down.append(Rect(x, rule.top, x, rule.bottom))
    turned = [Rect(rule.top, rule.left, rule.bottom, rule.right) for rule in down]
    return _joined(across), [Rect(rule.top, rule.left, rule.bottom, rule.right) for rule in _joined(turned)]


def _joined(across: list[Rect]) -> list[Rect]:
    """Lines at one height that touch, made one."""
    joined: list[Rect] = []
    for level in _levels(across):
        y = sum(rule.top for rule in level) / len(level)
        for rule in sorted(level, key=lambda rule: rule.left):
            last = joined[-1] if joined else None
            if last and last.top == y and rule.left <= last.right + _NEAR:
                joined[-1] = Rect(last.left, y, max(last.right, rule.right), y)
            else:
                joined.append(Rect(rule.left, y, rule.right, y))
    return joined


def _levels(across: list[Rect]) -> list[list[Rect]]:
    levels: list[list[Rect]] = []
    for rule in sorted(across, key=lambda rule: rule.top):
        if levels and rule.top - levels[-1][-1].top <= _NEAR:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    return levels


def _connected(across: list[Rect], down: list[Rect]) -> list[tuple[list[Rect], list[Rect]]]:
    """The rules in groups that hang together: a rule down joins all rules across that it meets."""
    group = list(range(len(across)))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    met: list[int | None] = []
    for post in down:
        meets = [i for i, beam in enumerate(across) if _meets(beam, post)]
        for one, other in pairwise(meets):
            group[root(one)] = root(other)
        met.append(meets[0] if len(meets) > 1 else None)
    groups: dict[int, tuple[list[Rect], list[Rect]]] = {}
    for at, beam in enumerate(across):
        groups.setdefault(root(at), ([], []))[0].append(beam)
    for post, at_beam in zip(down, met, strict=True):
        if at_beam is not None:
            groups[root(at_beam)][1].append(post)
    return [(beams, posts) for beams, posts in groups.values() if posts and len(beams) + len(posts) > _FEWEST_RULES]


def _meets(beam: Rect, post: Rect) -> bool:
    inside = beam.left - _NEAR <= post.left <= beam.right + _NEAR
    return inside and post.top - _NEAR <= beam.top <= post.bottom + _NEAR


def _frame(across: list[Rect], down: list[Rect]) -> Frame:
    """A side on which the rules across reach beyond the last rule down is open: the table ends where they end."""
    ys, xs = _places(rule.top for rule in across), _places(rule.left for rule in down)
    left, right = median(rule.left for rule in across), median(rule.right for rule in across)
    xs = [*([left] if xs[0] - left > _OPEN_SIDE else []), *xs, *([right] if right - xs[-1] > _OPEN_SIDE else [])]
    slots = tuple(_slots(xs, ys, across, down))
    return Frame(around([*across, *down]), slots, tuple(xs), tuple(ys))


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _slots(xs: Sequence[float], ys: Sequence[float], across: list[Rect], down: list[Rect]) -> Iterable[Slot]:
    """The cells: from each free corner as far to the right and down as no rule stands in the way."""
    posts = _Walls(xs, ys, [(rule.left, rule.top, rule.bottom) for rule in down])
    beams = _Walls(ys, xs, [(rule.top, rule.left, rule.right) for rule in across])
    taken: set[tuple[int, int]] = set()
    for top in range(len(ys) - 1):
        for left in range(len(xs) - 1):
            if (top, left) in taken:
                continue
            right, bottom = left + 1, top + 1
            while right < len(xs) - 1 and not posts.stands(right, top) and (top, right) not in taken:
                right += 1
            while bottom < len(ys) - 1 and not any(beams.stands(bottom, column) for column in range(left, right)):
                bottom += 1
            taken.update((row, column) for row in range(top, bottom) for column in range(left, right))
            yield Slot(top, bottom, left, right, Rect(xs[left], ys[top], xs[right], ys[bottom]))


class _Walls:
    """Which edges between the places of a grid are ruled: at place `at`, along the stretch `along`."""

    def __init__(
        self, at: Sequence[float], along: Sequence[float], rules: Iterable[tuple[float, float, float]]
    ) -> None:
        self._ruled: dict[tuple[int, int], float] = {}
        for place, start, end in rules:
            index = _nearest(at, place)
            for stretch in range(max(bisect_right(along, start + _NEAR) - 1, 0), len(along) - 1):
                if along[stretch] >= end - _NEAR:
                    break
                covered = min(end, along[stretch + 1]) - max(start, along[stretch])
                self._ruled[index, stretch] = self._ruled.get((index, stretch), 0.0) + covered
        self._along = along

    def stands(self, at: int, stretch: int) -> bool:
        length = self._along[stretch + 1] - self._along[stretch]
        return self._ruled.get((at, stretch), 0.0) >= _COVERED * length


def _nearest(places: Sequence[float], value: float) -> int:
    return min(range(len(places)), key=lambda i: abs(places[i] - value))
