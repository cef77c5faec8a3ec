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
_ASSIGNED = re.compile(r"(?:单位|部门)\s*[:：][^（）()]*[）)〕】]$|(?:负责|牵头|配合|落实|参与)[）)〕】]$")
_BRACKETED = re.compile(rf"[^（(〔【{HAN}\d][）)〕】]$")
_HEADING = re.compile(rf"[{HAN}]+、(?!\s*[{HAN}]+、)|[（(][{HAN}]+[）)](?!\s*[、至和到])")
_ALONE = re.compile(rf"(?:{_HEADING.pattern})[^，。；：,;:]{{2,30}}$")
_OPEN = re.compile(rf"[，、；：,;:—{HAN}第至到和及与或（(“《]$")
_ENTRY = re.compile(r"(?:[.．…‥⋯·•・]\s*){3,}[(（]?(?:\d{1,4}|[IVXivx]{1,6})[)）]?$")
_ROOM = 2.5
_INDENT = 0.9
_SAME_SIZE = 0.15
_LEADING, _LEADING_OF_SENTENCE = 1.6, 1.2
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
    leading = _LEADING_OF_SENTENCE if _CLOSED.search(line.text) else _LEADING
    if not new_page and following.middle - line.middle > leading * max(measure.pitch, line.size):
        return False
    return not _is_ended(line.text, following.text)


def _is_ended(line: str, following: str) -> bool:
    """Whether a paragraph ends between two lines that are set as one: behind the units in brackets, before a label.

    Recognition may lose a full stop, so before a heading on a line of its own, too.

    >>> _is_ended("（责任单位：市财政局）", "某市教育局"), _is_ended("第（一）", "（二）项")
    (True, False)
    """
    if _ASSIGNED.search(line) or (_BRACKETED.search(line) and _HEADING.match(following)):
        return True
    if _ALONE.match(following) and not _OPEN.search(line):
        return True
    return bool(_LABEL.match(following) and _CLOSED.search(line))


def joint(line: str, following: str) -> str:
    """What stands between two lines of a paragraph: nothing beside a Chinese character, else a space."""
    return " " if line[-1:].isascii() and following[:1].isascii() else ""
