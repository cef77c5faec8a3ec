"""The labels 层次序数 that open a clause: “一、”, “（一）”, “1.”, “第一条”… (GB/T 9704—2012, 7.3.3)."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from kb.text import HAN, number_of

_N = rf"[{HAN}]{{1,7}}|\d{{1,4}}"
_ENCLOSED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_PLAIN = _ENCLOSED + "０１２３４５６７８９"


class Level(IntEnum):
    """The families of labels, from the widest to the narrowest."""

    ANNEX = 0
    PART = 1
    CHAPTER = 2
    SECTION = 3
    ARTICLE = 4
    HAN = 5
    HAN_BRACKETED = 6
    BOX = 7
    ARABIC = 8
    DECIMAL_2 = 9
    DECIMAL_3 = 10
    DECIMAL_4 = 11
    ARABIC_BRACKETED = 12
    HALF_BRACKETED = 13
    CIRCLED = 14


DECIMALS = (Level.ARABIC, Level.DECIMAL_2, Level.DECIMAL_3, Level.DECIMAL_4)


@dataclass(frozen=True)
class LabelRule:
    """`pattern` matches at the start of a line; its group 1 is the number."""

    level: Level
    pattern: re.Pattern[str]
    example: str


RULES = (
    LabelRule(Level.PART, re.compile(rf"第\s*({_N})\s*(?:编|部\s*分)(?=\s|[\u4e00-\u9fff])"), "第一部分 总体要求"),
    LabelRule(Level.CHAPTER, re.compile(rf"第\s*({_N})\s*章(?=\s|$|[\u4e00-\u9fff])"), "第一章 总则"),
    LabelRule(Level.SECTION, re.compile(rf"第\s*({_N})\s*节(?=\s|$|[\u4e00-\u9fff])"), "第二节 认定"),
    LabelRule(Level.ARTICLE, re.compile(rf"第\s*({_N})\s*条(?=\s|$|[^\s的规款第、，。至和])"), "第三条 学校…"),
    LabelRule(
        Level.HAN,
        re.compile(rf"([{HAN}]{{1,7}})\s*(?:、(?!\s*[{HAN}]\s*、)|[.．](?=\s*[\u4e00-\u9fff]))"),
        "一、总体要求",
    ),
    LabelRule(Level.HAN_BRACKETED, re.compile(rf"[（(]\s*([{HAN}]{{1,7}})\s*[）)](?!\s*[、至和到])"), "（一）健全机制"),
    LabelRule(Level.HAN_BRACKETED, re.compile(r"([㈠-㈩])"), "㈠健全机制"),
    LabelRule(
        Level.BOX,
        re.compile(rf"专\s*栏\s*({_N})(?=[\s:：]|[\u4e00-\u9fff])(?=[^。；]{{1,50}}$)"),
        "专栏1 重点工程",
    ),
    LabelRule(Level.ARABIC, re.compile(r"(\d{1,3})\s*(?:[.．﹒](?:(?!\d)|(?=20\d\d年))|、)"), "1. 加强组织"),
    LabelRule(Level.ARABIC, re.compile(r"([⒈-⒛])"), "⒈加强组织"),
    LabelRule(Level.ARABIC_BRACKETED, re.compile(r"[（(]\s*(\d{1,3})\s*[）)](?!\s*[、至和到])"), "（1）申请"),
    LabelRule(Level.ARABIC_BRACKETED, re.compile(r"([⑴-⒇])"), "⑴申请"),
    LabelRule(Level.HALF_BRACKETED, re.compile(r"(\d{1,2})\s*[）)](?=\s*[\u4e00-\u9fff“《])"), "1）申请"),
    LabelRule(Level.CIRCLED, re.compile(r"([①-⑳])"), "①身份证明"),
)
_MARK = rf"(?:(?:\d{{1,2}}?(?=20\d\d年)|\d{{1,2}}(?!\d)|[{HAN}]{{1,3}})(?:[-—–]\d{{1,2}})?)?"
ANNEX = re.compile(rf"附\s*[件表录]\s*({_MARK})\s*[.．、:：]?\s*$")
TITLED_ANNEX = re.compile(
    rf"附\s*[件表录]\s*(?:({_MARK})\s*[.．、:：]\s*|({_MARK}(?<=[\d{HAN}]))\s*|\s)(?=[^\s\d.．、:：])(?![^《》]*[。；！？])"
)


@dataclass(frozen=True)
class Label:
    """A label as the source has it, `length` characters of the line; `number` is its value.

    `step` is its step in a clause path where that is not its text: of an annex known by its title alone.
    """

    level: Level
    number: int
    text: str
    length: int
    step: str | None = None

    @property
    def name(self) -> str:
        """The label as a step of a clause path: full-width brackets, no white space.

        >>> match_label("( 三)实施").name, match_label("10. 完善").name, match_label("㈠实施").name
        ('（三）', '10.', '（一）')
        """
        if self.step is not None:
            return self.step
        text = "".join(unicodedata.normalize("NFKC", c) if c in _PLAIN else c for c in self.text)
        text = re.sub(r"\s", "", text).replace("(", "（").replace(")", "）")
        return re.sub(r"[.．]$", "、", text) if self.level == Level.HAN else re.sub("[:：]$", "", text)


def match_label(line: str) -> Label | None:
    """The label that `line` opens with, or None.

    >>> match_label("1.5亿元"), match_label("一、二、三产业"), match_label("（一）至（三）项")
    (None, None, None)
    """
    for rule in RULES:
        if (match := rule.pattern.match(line)) and (number := number_of(_plain_digits(match[1]))):
            return Label(rule.level, number, match[0], match.end())
    return None


def _plain_digits(numeral: str) -> str:
    """The numeral in “㈠”, “⑴”, “⒈”; “①” and others stay.

    >>> _plain_digits("㈢"), _plain_digits("⑿"), _plain_digits("⒈"), _plain_digits("十二")
    ('三', '12', '1', '十二')
    """
    return unicodedata.normalize("NFKC", numeral).strip("().") if numeral in _ENCLOSED else numeral


def path_of(names: list[str]) -> str:
    """The clause path of the labels from the top: joined, the last mark left out.

    >>> path_of(["二、", "（三）", "10."]), path_of(["三、"]), path_of(["第三章", "第十二条"])
    ('二、（三）10', '三', '第三章第十二条')
    """
    steps = [re.sub(r"[.．﹒]$", "", name) if not name.startswith("（") else name for name in names]
    return re.sub(r"、$", "", _set_off(steps))


def _set_off(steps: list[str]) -> str:
    """A clause of an annex or a box is set off from its name by a space: “附件1 一、（一）”, “专栏1 2”."""
    path = ""
    for before, step in pairwise(["", *steps]):
        apart = before.startswith(("附", "专栏")) or (before and re.fullmatch(r"第\d+项", step))
        path += f" {step}" if apart else step
    return path
