"""Texts that lost their line breaks: clauses that stand one behind another in a line are parted again."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.dates import DATE
from ingest.labels import Level, match_label
from ingest.normalise import Line

_FLATTENED_WIDTH = 400
_LONGEST_HEADING = 60
_ENDED = "。！？；：:;）)〕】]”"
_CANDIDATE = re.compile(
    r"第[一二三四五六七八九十百零\d]+[章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,3}[.．﹒](?:(?!\d)|(?=20\d\d年))"
)
_PUNCTUATION = re.compile(r"[。；：！？]")
_SIGNED = re.compile(
    rf"(?<=[。）)：])(?P<signer>[\u4e00-\u9fff、\s]{{4,60}}?(?:政府|办公[厅室]|委员会|[局厅部院委会署]))\s*(?P<day>{DATE.pattern})"
)
_ADDRESSEES = re.compile(r"^(?:各|[\u4e00-\u9fff]{2,8}(?:省|市|区|县))[^。：:]{4,150}[：:](?=[^\s])")
_QUOTED_TITLE = re.compile(r"《([^《》]{6,80})》")
_ALWAYS = (Level.ARTICLE,)


def parted(lines: list[Line]) -> list[Line]:
    """The lines, those of a text without line breaks cut before each label that comes in its order.

    In other texts only a “第四条” that hangs on the line before is cut off: what stands within a paragraph
    of a text with line breaks was put there by its author.
    """
    flat = bool(lines) and sum(len(line.text) for line in lines) / len(lines) > _FLATTENED_WIDTH
    return [part for line in lines for part in _parts(line, flat=flat)]


def _parts(line: Line, *, flat: bool) -> Iterator[Line]:
    text = line.mapped.text
    laid = frozenset(_layout_cuts(text)) if flat else frozenset()
    cuts = {*_labels(text, laid, flat=flat), *laid} - {0, len(text)}
    edges = [0, *sorted(cuts), len(text)]
    for start, end in pairwise(edges):
        piece = line.mapped[start:end]
        if piece.text.strip():
            yield Line(piece, line.isolated if start == 0 else False)


def _labels(text: str, laid: frozenset[int], *, flat: bool) -> Iterator[int]:
    """Where a clause begins: a label that follows the one before it in its family, or begins a family anew.

    `laid` are the places at which a part of the layout begins.
    """
    last: dict[Level, int] = {}
    opened: tuple[int, Level] = (0, Level.CIRCLED)
    for candidate in _CANDIDATE.finditer(text):
        at = candidate.start()
        label = match_label(text[at : at + 40])
        if label is None or not (flat or label.level in _ALWAYS):
            continue
        follows = label.number == last.get(label.level, 0) + 1 or label.number == 1
        if not follows or not (at == 0 or at in laid or _may_begin(text, at, opened, label.level)):
            continue
        last[label.level] = label.number
        opened = at + label.length, label.level
        yield at


def _may_begin(text: str, at: int, opened: tuple[int, Level], level: Level) -> bool:
    """After the end of a sentence; or, below the clause that is open, right behind its heading without a full stop."""
    before = text[:at].rstrip()
    if not before or before[-1] in _ENDED:
        return True
    heading = text[opened[0] : at]
    return level > opened[1] and 0 < len(heading) <= _LONGEST_HEADING and not _PUNCTUATION.search(heading)


def _layout_cuts(text: str) -> Iterator[int]:
    """Where the addressees end, around the signature and its date, and behind the title of the plan that follows."""
    if addressees := _ADDRESSEES.match(text):
        yield addressees.end()
    for signed in _SIGNED.finditer(text):
        yield from (signed.start(), signed.start("day"), signed.end())
        after = signed.end()
        if remark := re.match(r"\s*[（(][^（）()]{2,20}[）)]", text[after:]):
            after += remark.end()
            yield after
        for title in _QUOTED_TITLE.findall(text[: signed.start()]):
            if text[after:].lstrip().startswith(title):
                yield text.index(title, after) + len(title)
