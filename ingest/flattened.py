"""Texts that lost their line breaks: clauses that stand one behind another in a line are parted again."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.assignments import closing, find_assignments
from ingest.flattened_layout import Parts
from ingest.labels import Label, Level, match_label
from ingest.normalise import Line
from kb.text import HAN

_FLATTENED_WIDTH = 400
_SHORTEST_FLATTENED = 120
_LONGEST_HEADING = 60
_ENDED = "。！？；：:;）)〕】]”"
_CANDIDATE = re.compile(
    rf"第[{HAN}\d]+[章节条]|[{HAN}]{{1,3}}、|[（(](?:[{HAN}]{{1,3}}|\d{{1,2}})[）)]|"
    r"\d{1,3}(?:[.．﹒](?:(?!\d)|(?=20\d\d年))|、(?!\d))"
)
_PUNCTUATION = re.compile(r"[。；：！？]")
_SECOND = {
    Level.CHAPTER: re.compile(r"(?<=[。；！？）)])第二章"),
    Level.ARTICLE: re.compile(r"(?<=[。；！？）)])第二条"),
    Level.HAN: re.compile(r"(?<=[。；！？）)])二、"),
}
_ALWAYS = (Level.ARTICLE,)
_FIELD = re.compile(r"(?:单位|部门|时限|时间)\s*[:：][^。；：:]{1,60}$")
_STANDING_HEADING = re.compile(
    r"(?:总体要求|指导思想|基本原则|(?:工作|总体|主要|发展)目标|目标任务|(?:主要|重点|工作)任务|主要内容|(?:工作|保障)措施|组织(?:保障|实施|领导)|"
    r"(?:工作|有关|相关)要求|(?:实施|工作)步骤|方法步骤)(?=到20|20\d\d年|以习近平|坚持|按照|根据|为|各|全面|深入|认真|通过|一是|[（(])"
)
_MAY_ASSIGN = re.compile("[责責负負牵牽]")


def parted(lines: list[Line]) -> list[Line]:
    """The lines, those of a text without line breaks cut before each label that comes in its order.

    In other texts only a “第四条” that hangs on the line before is cut off, and the items of a paragraph that are
    assigned one by one: what else stands within a paragraph of a text with line breaks was put there by its author.
    """
    width = sum(len(line.text) for line in lines) / max(1, len(lines))
    flat = width > (_FLATTENED_WIDTH if len(lines) > 1 else _SHORTEST_FLATTENED)
    return [part for line in lines for part in _parts(line, flat=flat)]


def _parts(line: Line, *, flat: bool) -> Iterator[Line]:
    text = line.mapped.text
    laid = Parts.of(text) if flat else Parts()
    items = () if flat else _assigned_items(text)
    cuts = {*_labels(text, laid, flat=flat), *laid.cuts, *items} - {0, len(text)}
    edges = [0, *sorted(cuts), len(text)]
    for start, end in pairwise(edges):
        piece = line.mapped[start:end]
        if piece.text.strip():
            yield Line(piece, line.isolated if start == 0 else False)


def _labels(text: str, laid: Parts, *, flat: bool) -> Iterator[int]:
    """Where a clause begins: a label that follows the one before it in its family, or begins a family anew.

    `laid` are the parts of the layout.
    """
    last: dict[Level, int] = {}
    opened: tuple[int, Level] = (0, Level.CIRCLED)
    for candidate in _CANDIDATE.finditer(text):
        at = candidate.start()
        label = match_label(text[at : at + 40])
        if label is None or not (flat or label.level in _ALWAYS) or laid.in_list(at):
            continue
        follows = label.number == last.get(label.level, 0) + 1
        if not (follows or label.number == 1):
            continue
        first = not last and flat and (second := _SECOND.get(label.level)) and second.search(text, at)
        if not (at == 0 or at in laid.cuts or first or _may_begin(text, at, opened, label, follows=follows)):
            continue
        last[label.level] = label.number
        opened = at + label.length, label.level
        yield at
        if flat and (heading := _STANDING_HEADING.match(text, at + label.length)):
            yield heading.end()


def _may_begin(text: str, at: int, opened: tuple[int, Level], label: Label, *, follows: bool) -> bool:
    """After the end of a sentence; or right behind the heading, without a full stop, of the clause above or before."""
    before = text[max(0, at - _LONGEST_HEADING - 1) : at].rstrip()
    if not before or before[-1] in _ENDED or (follows and _FIELD.search(before)):
        return True
    heading = text[opened[0] : at] if at - opened[0] <= _LONGEST_HEADING else ""
    below = label.level > opened[1] or (follows and label.level is opened[1])
    return below and bool(heading) and not _PUNCTUATION.search(heading)


def _assigned_items(text: str) -> Iterator[int]:
    """Where the items of a paragraph begin that each end with their units: “（1）…（市教育局负责）（2）…”."""
    run: list[int] = []
    level = Level.CIRCLED
    for candidate in _CANDIDATE.finditer(text) if _MAY_ASSIGN.search(text) else ():
        at = candidate.start()
        label = match_label(text[at : at + 40])
        if label and run and label.level is level and label.number == len(run) + 1 and _is_assigned(text[run[-1] : at]):
            run.append(at)
        elif label and label.number == 1 and text[:at].rstrip()[-1:] in _ENDED:
            yield from run if len(run) > 1 else ()
            run, level = [at], label.level
    yield from run if len(run) > 1 else ()


def _is_assigned(item: str) -> bool:
    return bool(_MAY_ASSIGN.search(item) and closing(item, find_assignments(item)))
