"""From the text of a source to its paragraphs: page marks out, broken lines joined, stray white space out."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.labels import ANNEX, Label, Level, match_label
from ingest.mapped import Mapped
from ingest.tables import begins_table, note_lines, row_flags
from kb.text import visible

_PAGE_MARK = re.compile(
    r"\s*(?:[-‐-―—－─·•.]{1,3}\s*(?:\d{1,4}|[IVXivx]{1,6})\s*[-‐-―—－─·•.]{1,3}|第\s*\d+\s*页(?:[\s,，/]*共\s*\d+\s*页)?)\s*"
)
# What a converter writes for a character of a PDF whose font does not say which it is.
_UNCODED = re.compile(r"\(cid:\d{1,5}\)")
_SPACE_BY_WIDE = re.compile(
    r"(?<=[^\x00-\x7f])[^\S\t]+|[^\S\t]+(?=[^\x00-\x7f])|(?<=\d)[^\S\t]+(?=%)|^[^\S\t]+|[^\S\t]+$"
)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_CLOSED = re.compile(r"[。！？；：:;!?…][”’」』》〉）)】\]〕]*$")
_CONTINUED = re.compile(r"[，、,（(《“‘〈—]$")
_PAIRS = ("（(", "）)"), ("《", "》"), ("“", '”"'), ("〔", "〕"), ("〈", "〉")
_OPENING = re.compile("[（(《“〔〈]")
_MOST_SECTIONS = 3
_LONGEST_SECTION = 40
_LONG_LINE = 40
_FIRST_INDENT = 4  # of the first line of a paragraph, and the blank behind its label
_WRAPPED_WIDTH = 60
_NEAR = 200


@dataclass(frozen=True)
class Line:
    """A line of the source that shows something, without its line end; `isolated`: blank lines stand before it.

    `plain`: it opens no clause whatever its words are, as an entry of a table of contents.
    """

    mapped: Mapped
    isolated: bool
    in_table: bool = False
    opens: Label | None = None
    plain: bool = False

    @cached_property
    def text(self) -> str:
        return self.mapped.text.strip()

    @cached_property
    def label(self) -> Label | None:
        """The label that opens the line: that which the lines around it show (`opens`), else that of its words."""
        return self.opens or (None if self.is_row or self.plain else match_label(self.text))

    @property
    def is_annex(self) -> bool:
        """Whether an annex begins here."""
        return bool(self.label and self.label.level is Level.ANNEX)

    @property
    def is_bare_label(self) -> bool:
        """Whether it is a label and nothing else."""
        return bool(self.label and self.label.length >= len(self.text))

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
    heads = _running_heads(source.splitlines())
    for number, raw in enumerate(source.splitlines(keepends=True)):
        content = raw.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029")
        if visible(_UNCODED.sub("", content)) and not _PAGE_MARK.fullmatch(content) and number not in heads:
            found.append(Line(Mapped.of(source, at, at + len(content)).without(_UNCODED), isolated))
            isolated = False
        else:
            isolated = isolated or not visible(content)
        at += len(raw)
    return found


def _running_heads(source: list[str]) -> set[int]:
    """The numbers of the lines that stand right before a page mark, as the same line does before another.

    The first line stays: a document may begin with its title.

    >>> _running_heads(["通知", "一、食堂", "手册", "·1·", "二、宿舍", "手册", "·2·"])
    {2, 5}
    """
    before = [i for i in range(1, len(source) - 1) if _PAGE_MARK.fullmatch(source[i + 1]) and visible(source[i])]
    texts = Counter(source[i].strip() for i in [0, *before] if source)
    return {i for i in before if texts[source[i].strip()] > 1}


def is_page_marks(text: str) -> bool:
    """Whether the text shows nothing but page marks, a line each.

    >>> is_page_marks("— 8 —\\n\\n·131·"), is_page_marks("— 8 —\\n一、食堂")
    (True, False)
    """
    return all(_PAGE_MARK.fullmatch(line) or not visible(line) for line in text.splitlines())


def with_table_rows(found: list[Line]) -> list[Line]:
    """The lines, those of tables marked: rows of two cells beside others, and short lines between rows: “一、环保”.

    No blank line stands around such a line, and no heading of another table follows it.
    """
    flags = row_flags(["" if line.plain else line.mapped.text for line in found])
    inside = {i for i, flag in enumerate(flags) if flag}
    for i in sorted(inside):
        end = next((j for j in range(i + 1, min(i + 2 + _MOST_SECTIONS, len(found))) if flags[j]), i)
        between = found[i + 1 : end]
        if between and not begins_table(found[end].text) and all(map(_is_section, between)) and not found[end].isolated:
            inside |= set(range(i + 1, end))
    notes = note_lines([line.text for line in found], [i in inside for i in range(len(found))])
    return [
        replace(line, in_table=True) if i in inside else replace(line, plain=True) if i in notes else line
        for i, line in enumerate(found)
    ]


def _is_section(line: Line) -> bool:
    if line.isolated or line.plain or len(line.text) > _LONGEST_SECTION or ANNEX.match(line.text):
        return False
    return not _CLOSED.search(line.text) or line.text.endswith(("）", ")"))


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
        if groups and _goes_on(groups[-1], line, width, _indent(groups)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _broken_at(found: list[Line]) -> float | None:
    """The width at which the lines are broken by hand or by a PDF; None where a line is a paragraph."""
    widths = sorted(line.width for line in found if not line.is_row and not line.is_bare_label)
    if len(widths) < 8:
        return None
    width = widths[int(len(widths) * 0.95)]
    full = sum(w >= width - 3 for w in widths)
    return width if width <= _WRAPPED_WIDTH and full >= len(widths) / 4 else None


def _indent(groups: list[list[Line]]) -> float:
    """How far in the only line of the last paragraph began: behind a label that stands in a line of its own."""
    if len(groups) < 2 or len(groups[-1]) > 1:
        return 0.0
    before = groups[-2][-1]
    return before.width + _FIRST_INDENT if before.is_bare_label else 0.0


def _goes_on(group: list[Line], line: Line, width: float | None, indent: float) -> bool:
    last = group[-1]
    if last.is_row or line.is_row or last.plain or line.plain or line.is_annex or last.is_annex:
        return False
    spaced_out = len(last.text) == len(line.text) == 1  # 总\n则
    labelled = line.label is not None
    if (labelled or _CLOSED.search(last.text)) and (width is None or (_CLOSED.search(last.text) and labelled)):
        return False
    if spaced_out or _CONTINUED.search(last.text) or _is_open("".join(part.text for part in group[-_NEAR:])):
        return True
    if labelled:
        return False
    if width is None:
        return not _CLOSED.search(last.text) and last.width > _LONG_LINE
    reach = last.width + indent
    return reach >= width - 3 or (not _CLOSED.search(last.text) and reach >= width - 6)


def _is_open(text: str) -> bool:
    """Whether a bracket or quotation mark opened in `text` still waits for its close, near its end."""
    tail = text[-_NEAR:]
    return bool(_OPENING.search(tail)) and any(
        sum(tail.count(c) for c in opening) > sum(tail.count(c) for c in closing)
        and max(tail.rfind(c) for c in opening) > max(tail.rfind(c) for c in closing)
        for opening, closing in _PAIRS
    )
