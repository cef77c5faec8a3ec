"""Lines that a page broke become paragraphs again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.readers.page.geometry import Line
from kb.text import HAN

_LABEL = re.compile(rf"第[\d{HAN}]+[章节条]|[{HAN}]+、|[（(][\d{HAN}]+[）)]|\d{{1,3}}\s*[.．、]|[①-⑳]|附\s*件")
_CLOSED = re.compile(r"[。！？；：:;!?][”’」』》〉）)】\]〕]*$")
_ENTRY = re.compile(r"(?:[.．…‥⋯·•・]\s*){3,}[(（]?(?:\d{1,4}|[IVXivx]{1,6})[)）]?$")
_ROOM = 2.5
_INDENT = 0.9
_SAME_SIZE = 0.15
_LEADING = 1.6
_FULL = 0.8
_SHORTEST = 10


@dataclass(frozen=True)
class Measure:
    """How the text of a page, or of a document, is set: its margins, the usual distance of two lines."""

    left: float
    right: float
    pitch: float

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "Measure":
        if not lines:
            return cls(0.0, 0.0, 0.0)
        ends = sorted(line.box.right for line in lines)
        starts = sorted(line.box.left for line in lines)
        steps = [b.middle - a.middle for a, b in pairwise(lines) if b.middle > a.middle]
        return cls(starts[len(starts) // 10], ends[-1 - len(ends) // 10], median(steps) if steps else 0.0)

    def filled_by(self, lines: Sequence[Line]) -> int:
        """How many of some lines are about as wide as the text is set."""
        return sum(line.box.width >= _FULL * (self.right - self.left) for line in lines)


def goes_on(line: Line, following: Line, measure: Measure, then: Measure, *, new_page: bool = False) -> bool:
    """Whether `following` goes on with the sentence of `line`: that one is full, this one is not indented.

    An entry of a table of contents, with dots up to its page, goes on nowhere. `measure` and `then` are how the pages
    are set that they stand on.
    """
    is_full = measure.right - line.box.right < _ROOM * line.size and line.box.width > _SHORTEST * line.size
    is_flush = following.box.left - then.left < _INDENT * following.size
    is_alike = abs(line.size - following.size) <= _SAME_SIZE * max(line.size, following.size)
    if not (is_full and is_flush and is_alike) or _ENTRY.search(line.text):
        return False
    if not new_page and following.middle - line.middle > _LEADING * max(measure.pitch, line.size):
        return False
    return not (_LABEL.match(following.text) and _CLOSED.search(line.text))


def joint(line: str, following: str) -> str:
    """What stands between two lines of a paragraph: nothing beside a Chinese character, else a space."""
    return " " if line[-1:].isascii() and following[:1].isascii() else ""
