"""Punctuation as it was printed: which width a mark has cannot be seen in a picture, its neighbours tell."""

import re
from dataclasses import dataclass

_WIDE = r"[\u4e00-\u9fff，。；：、！？（）《》〈〉“”‘’【】〔〕]"


@dataclass(frozen=True)
class Rule:
    """What `pattern` matches in a line of Chinese becomes `printed`."""

    name: str
    pattern: re.Pattern[str]
    printed: str
    example: str


RULES = (
    Rule("open", re.compile(r"\s*\("), "（", "方案(2026年)"),
    Rule("close", re.compile(r"\)\s*"), "）", "(一)健全机制"),
    Rule("comma", re.compile(rf"(?<={_WIDE}),\s*|(?<![\d\s]),(?={_WIDE})"), "，", "健全机制,完善政策"),
    Rule("colon", re.compile(rf"(?<={_WIDE}):\s*"), "：", "责任单位:市教育局"),
    Rule("semicolon", re.compile(rf"(?<={_WIDE});\s*"), "；", "市教育局;市财政局"),
    Rule("question", re.compile(rf"(?<={_WIDE})\?"), "？", "由谁负责?"),
    Rule("exclamation", re.compile(rf"(?<={_WIDE})!"), "！", "注意安全!"),
    Rule("lost dash", re.compile(r"(?<=20\d\d)(?=20\d\d年)"), "—", "20262028年"),
    Rule("years", re.compile(r"(?<=\d{4})\s*[-–~～]\s*(?=\d{4}年)"), "—", "2026-2028年"),
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def as_printed(text: str) -> str:
    """A recognised line with the marks of Chinese print; a line without Chinese stays as it is.

    >>> as_printed("(一)到2028年,建成(含改造)1,200个(责任单位:市教育局)"), as_printed("Page (3)")
    ('（一）到2028年，建成（含改造）1,200个（责任单位：市教育局）', 'Page (3)')
    """
    if not _CHINESE.search(text):
        return text
    for rule in RULES:
        text = rule.pattern.sub(rule.printed, text)
    return text
