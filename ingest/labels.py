"""The labels 层次序数 that open a clause: “一、”, “（一）”, “1.”, “第一条”… (GB/T 9704—2012, 7.3.3)."""

import re
from dataclasses import dataclass
from enum import IntEnum

from kb.text import number_of

HAN = "一二三四五六七八九十百零〇"
NUMERAL = rf"[{HAN}]{{1,7}}|\d{{1,4}}"


class Level(IntEnum):
    """The families of labels, from the widest to the narrowest."""

    CHAPTER = 1
    SECTION = 2
    ARTICLE = 3
    HAN = 4
    HAN_BRACKETED = 5
    ARABIC = 6
    ARABIC_BRACKETED = 7
    CIRCLED = 8


@dataclass(frozen=True)
class LabelRule:
    """`pattern` matches at the start of a line; its group 1 is the number."""

    level: Level
    pattern: re.Pattern[str]
    example: str


RULES = (
    LabelRule(Level.CHAPTER, re.compile(rf"第\s*({NUMERAL})\s*章(?=\s|[\u4e00-\u9fff])"), "第一章 总则"),
    LabelRule(Level.SECTION, re.compile(rf"第\s*({NUMERAL})\s*节(?=\s|[\u4e00-\u9fff])"), "第二节 认定"),
    LabelRule(Level.ARTICLE, re.compile(rf"第\s*({NUMERAL})\s*条(?=\s|$|[^\s的规款第、，。至和])"), "第三条 学校…"),
    LabelRule(Level.HAN, re.compile(rf"([{HAN}]{{1,7}})\s*、(?!\s*[{HAN}]\s*、)"), "一、总体要求"),
    LabelRule(Level.HAN_BRACKETED, re.compile(rf"[（(]\s*([{HAN}]{{1,7}})\s*[）)](?!\s*[、至和到])"), "（一）健全机制"),
    LabelRule(Level.ARABIC, re.compile(r"(\d{1,3})\s*(?:[.．﹒](?:(?!\d)|(?=20\d\d年))|、)"), "1. 加强组织"),
    LabelRule(Level.ARABIC_BRACKETED, re.compile(r"[（(]\s*(\d{1,3})\s*[）)](?!\s*[、至和到])"), "（1）申请"),
    LabelRule(Level.CIRCLED, re.compile(r"([①-⑳])"), "①身份证明"),
)
ANNEX = re.compile(r"附\s*件\s*([\d一二三四五六七八九十]*)\s*[:：]?\s*$")


@dataclass(frozen=True)
class Label:
    """A label as the source has it, `length` characters of the line; `number` is its value."""

    level: Level
    number: int
    text: str
    length: int

    @property
    def name(self) -> str:
        """The label as a step of a clause path: full-width brackets, no white space.

        >>> match_label("( 三)实施").name, match_label("10. 完善").name
        ('（三）', '10.')
        """
        return re.sub(r"\s", "", self.text).replace("(", "（").replace(")", "）")


def match_label(line: str) -> Label | None:
    """The label that `line` opens with, or None.

    >>> match_label("1.5亿元"), match_label("一、二、三产业"), match_label("（一）至（三）项")
    (None, None, None)
    """
    for rule in RULES:
        if (match := rule.pattern.match(line)) and (number := number_of(match[1])):
            return Label(rule.level, number, match[0], match.end())
    return None


def path_of(names: list[str]) -> str:
    """The clause path of the labels from the top: joined, the last mark left out.

    >>> path_of(["二、", "（三）", "10."]), path_of(["三、"]), path_of(["第三章", "第十二条"])
    ('二、（三）10', '三', '第三章第十二条')
    """
    steps = [re.sub(r"[.．﹒]$", "", name) if not name.startswith("（") else name for name in names]
    return re.sub(r"、$", "", _annexed(steps))


def _annexed(steps: list[str]) -> str:
    """A clause of an annex is set off from its name by a space: “附件1 一、（一）”."""
    if len(steps) > 1 and steps[0].startswith("附件"):
        return f"{steps[0]} {_annexed(steps[1:])}"
    return re.sub(r"(?<=.)(?=第\d+项$)", " ", "".join(steps))
