"""From the text of a source to its paragraphs: page marks out, broken lines joined, stray white space out."""

import re
import unicodedata
from dataclasses import dataclass, replace

from ingest.labels import ANNEX, match_label
from ingest.mapped import Mapped
from kb.text import visible

_PAGE_MARK = re.compile(
    r"\s*(?:[-‐-―—－─·•.]{1,3}\s*(?:\d{1,4}|[IVXivx]{1,6})\s*[-‐-―—－─·•.]{1,3}|第\s*\d+\s*页(?:[\s,，/]*共\s*\d+\s*页)?)\s*"
)
_SPACE_BY_WIDE = re.compile(
    r"(?<=[^\x00-\x7f])[^\S\t]+|[^\S\t]+(?=[^\x00-\x7f])|(?<=\d)[^\S\t]+(?=%)|^[^\S\t]+|[^\S\t]+$"
)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_CLOSED = re.compile(r"[。！？；：:;!?…][”’」』》〉）)】\]〕]*$")
_CONTINUED = re.compile(r"[，、,（(《“‘〈—]$")
_PAIRS = ("（(", "）)"), ("《", "》"), ("“", '”"'), ("〔", "〕"), ("〈", "〉")
_LONG_LINE = 40
_WRAPPED_WIDTH = 60
_NEAR = 200


@dataclass(frozen=True)
class Line:
    """A line of the source that shows something, without its line end; `isolated`: blank lines stand before it."""

    mapped: Mapped
    isolated: bool
    in_table: bool = False

    @property
    def text(self) -> str:
        return self.mapped.text.strip()

    @property
    def is_row(self) -> bool:
        """Whether the line is a row of a table: cells parted by tabs, or one cell over the whole width."""
        return self.in_table or self.mapped.text.count("\t") >= 2

    @property
    def width(self) -> float:
        """Its width in Chinese characters."""
        return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in self.text)


def lines(source: str) -> list[Line]:
    """The lines that show something; page marks (“—8—”) are left out."""
    found, at, isolated = [], 0, False
    for raw in source.splitlines(keepends=True):
        content = raw.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029")
        if visible(content) and not _PAGE_MARK.fullmatch(content):
            found.append(Line(Mapped.of(source, at, at + len(content)), isolated))
            isolated = False
        else:
            isolated = isolated or not visible(content)
        at += len(raw)
    return found


def with_table_sections(found: list[Line]) -> list[Line]:
    """A line between two rows of a table, no blank line around it, is a row of it too: “一、环境保护”."""
    around = zip([None, *found], found, [*found[1:], None], strict=False)
    return [
        replace(line, in_table=True)
        if before and after and before.is_row and after.is_row and not (line.isolated or after.isolated)
        else line
        for before, line, after in around
    ]


def tidy(mapped: Mapped) -> Mapped:
    """Without white space beside a Chinese character or mark (tabs stay: they part cells), nor invisible characters.

    >>> tidy(Mapped.of("到 2027 年,以 技 术 开 发、 转 让")).text
    '到2027年,以技术开发、转让'
    """
    return mapped.without(_INVISIBLE).without(_SPACE_BY_WIDE).without(_SPACE_BY_WIDE)


def paragraphs(found: list[Line]) -> list[list[Line]]:
    """The lines grouped into paragraphs.

    A line goes on in the next unless the next opens a clause or a table row, or the line has ended:
    by its punctuation, or by stopping short of the width at which the source's lines are broken.
    """
    width = _broken_at(found)
    groups: list[list[Line]] = []
    for line in found:
        if groups and _goes_on(groups[-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _broken_at(found: list[Line]) -> float | None:
    """The width at which the lines are broken by hand or by a PDF; None where a line is a paragraph."""
    widths = sorted(line.width for line in found if not line.is_row)
    if len(widths) < 8:
        return None
    width = widths[int(len(widths) * 0.95)]
    full = sum(w >= width - 3 for w in widths)
    return width if width <= _WRAPPED_WIDTH and full >= len(widths) / 4 else None


def _goes_on(group: list[Line], line: Line, width: float | None) -> bool:
    last = group[-1]
    if last.is_row or line.is_row or ANNEX.match(line.text) or ANNEX.match(last.text):
        return False
    labelled = match_label(line.text) is not None
    if (labelled or _CLOSED.search(last.text)) and (width is None or (_CLOSED.search(last.text) and labelled)):
        return False
    if _CONTINUED.search(last.text) or _is_open("".join(part.text for part in group[-_NEAR:])):
        return True
    if labelled:
        return False
    if width is None:
        return not _CLOSED.search(last.text) and last.width > _LONG_LINE
    return last.width >= width - 3 or (not _CLOSED.search(last.text) and last.width >= width - 6)


def _is_open(text: str) -> bool:
    """Whether a bracket or quotation mark opened in `text` still waits for its close, near its end."""
    tail = text[-_NEAR:]
    return any(
        sum(tail.count(c) for c in opening) > sum(tail.count(c) for c in closing)
        and max(tail.rfind(c) for c in opening) > max(tail.rfind(c) for c in closing)
        for opening, closing in _PAIRS
    )
