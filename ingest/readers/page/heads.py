"""Running heads and page marks: what stands at the edge of each page and belongs to none."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.readers.page.blocks import Block, Sheet
from ingest.readers.page.geometry import Line, Rect

_DASH = r"[-‐-―—－─·•.~～|]"
_NUMBER = r"(?:\d{1,4}|[IVXLivxl]{1,7}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ])"


@dataclass(frozen=True)
class Rule:
    """`pattern` matches a whole line, without its white space, that marks a page wherever it stands at an edge."""

    name: str
    pattern: re.Pattern[str]
    example: str


RULES = (
    Rule("dashed", re.compile(rf"{_DASH}{{1,4}}{_NUMBER}{_DASH}{{1,4}}"), "— 8 —"),
    Rule("counted", re.compile(rf"第{_NUMBER}页(?:[,，/]?[(（]?共{_NUMBER}页[)）]?)?"), "第3页 共10页"),
    Rule("of", re.compile(rf"(?:Page|页码[:：]?)?{_NUMBER}(?:/|of){_NUMBER}", re.IGNORECASE), "3/10"),
    Rule(
        "address",
        re.compile(rf"(?:https?://|file:///)\S+?(?:{_NUMBER}/{_NUMBER})?"),
        "https://www.example.gov.cn/a.html 1/5",
    ),
    Rule(
        "printed",
        re.compile(r"20\d\d[/-]\d{1,2}[/-]\d{1,2}[,，]?(?:上午|下午)?\d{1,2}:\d\d(?::\d\d)?.*"),
        "2026/3/5 10:20 通知",
    ),
)
_BARE = re.compile(rf"{_NUMBER}")
_DIGITS = re.compile(r"\d+")
_EDGE = 0.12
_LINES_AT_EDGE = 3
_SAME_HEIGHT = 4.0
_SHARE = 0.3
_LONGEST = 120


def without_heads(sheets: Sequence[Sheet]) -> list[list[Block]]:
    """The blocks of each page without its marks, and without what repeats at the same height on other pages."""
    edges = [_edges(sheet) for sheet in sheets]
    repeated, ruled = _repeated(edges), _head_rules(sheets)
    kept: list[list[Block]] = []
    for number, (sheet, lines) in enumerate(zip(sheets, edges, strict=True)):
        heads = {
            id(line)
            for line in lines
            if _is_mark(line, number, len(sheets)) or _key(line) in repeated or _stands_on(line, ruled)
        }
        kept.append([block for block in sheet.blocks if id(block) not in heads])
    return kept


def _edges(sheet: Sheet) -> list[Line]:
    """The first and the last lines of a page, as far as they stand at its edges."""
    lines = [block for block in sheet.blocks if isinstance(block, Line) and len(block.text) <= _LONGEST]
    top, bottom = _EDGE * sheet.height, (1 - _EDGE) * sheet.height
    first = [line for line in lines[:_LINES_AT_EDGE] if line.middle < top]
    return first + [line for line in lines[-_LINES_AT_EDGE:] if line.middle > bottom]


def _is_mark(line: Line, number: int, pages: int) -> bool:
    bare = "".join(line.text.split())
    if any(rule.pattern.fullmatch(bare) for rule in RULES):
        return True
    return bool(_BARE.fullmatch(bare)) and (pages > 1 or bare == str(number + 1))


def _key(line: Line) -> tuple[str, int]:
    """What is the same of a head on each of its pages: its words without numbers, its height."""
    return _DIGITS.sub("0", "".join(line.text.split())), round(line.middle / _SAME_HEIGHT)


def _repeated(edges: Sequence[Sequence[Line]]) -> set[tuple[str, int]]:
    """Heads may stand on the odd pages only, and move a little: neighbouring heights count together."""
    found: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for number, lines in enumerate(edges):
        for line in lines:
            text, height = _key(line)
            for near in (height - 1, height, height + 1):
                found[text, near].add(number)
    least = max(2, _SHARE * len(edges))
    return {key for key, numbers in found.items() if len(numbers) >= least}


def _head_rules(sheets: Sequence[Sheet]) -> list[Rect]:
    """The rules that every page has near its top at the same height."""
    if len(sheets) < 2:
        return []
    tops = [[rule for rule in sheet.rules if rule.top < _EDGE * sheet.height] for sheet in sheets]
    return [
        rule
        for rule in tops[0]
        if all(any(abs(rule.top - each.top) < _SAME_HEIGHT for each in others) for others in tops)
    ]


def _stands_on(line: Line, rules: Sequence[Rect]) -> bool:
    return any(0 <= rule.top - line.middle < 2 * line.size for rule in rules)
