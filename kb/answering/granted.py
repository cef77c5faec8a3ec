"""What a question takes for granted of the rows of a table: a number, a first place, a tie, a fraction."""

import re

from kb.answering.grid import EXISTING, number
from kb.answering.measures import FRACTION, GROWTH, OF_TOTAL, Asked, by_growth
from kb.answering.ranking import of_named
from kb.questions import Question
from kb.text import NUMERAL, number_of

CLAIMED_LAST = re.compile(
    r"最[少低小轻](?:的(?=是|区|[吧吗么对不，,？?]|$)|(?=[吧吗么对不，,]))|是不是最[少低小轻]|垫底|倒数第一"
)
_NOT_AT_THE_END = re.compile(r"(?<!是)(?:不是|并非)最")
CLAIMED_FIRST = re.compile(r"(?:全市)?第一(?![步次轮批件条项款部])|最多|最高|最大|最重")
_TIE = re.compile(r"一[样般](?:多|少)?|相同|同样多")
_CLAIMED = re.compile(
    r"(?<![\d.第])(?<!序号)(?<!编号)(?<!附件)(?!20\d\d(?!家|个))(\d+)(?=家|个|[,，]?(?:没错|对[吧吗不]|是[吧吗]|吧[？?]?$))"
)
_MORE_THAN = re.compile(
    rf"比(?:(?![哪谁几][个家]?)[^，。,？?]){{2,8}}?[还要更]*(?P<how>[多少高低])(?![少多])(?!还是)(?:(?:了|出)?(?P<n>{NUMERAL})(?:家|个|(?P<times>倍)))?"
)
_BELOW, _ABOVE, _CLOSE = (
    re.compile(r"不到|不足|低于|少于|没到|未达"),
    re.compile(r"超过|多于|高于|大于|以上|过半"),
    0.005,
)
_CLAIMED_EXISTING = re.compile(rf"(?:{EXISTING.pattern})[^，。,？?]{{0,4}}?({NUMERAL})(?:家|个)")
_TAKEN_FOR_GRANTED = re.compile(r"为什么|为何|怎么还|凭什么|既然")


def is_right(asked: Asked, question: Question) -> bool | None:
    """Whether the table says what the question takes for granted; None where it takes nothing for granted."""
    grid, rows, text, column = asked.grid, asked.rows, asked.text, asked.columns[-1]
    if not rows or of_named(asked) or _NOT_AT_THE_END.search(text):
        return None
    if len(rows) == 1 and (CLAIMED_LAST.search(text) or CLAIMED_FIRST.search(text)):
        end = min if CLAIMED_LAST.search(text) else max
        return number(rows[0][column]) == end(number(row[column]) for row in grid.rows)
    if len(rows) == 2 and (alike := _are_as_said(asked)) is not None:
        return alike
    if len(rows) == 1 and (fraction := FRACTION.search(text)):
        of_all = grid.total is not None and OF_TOTAL.search(text)
        base = number(grid.total[column]) if of_all and grid.total else number(rows[0][grid.ends[1]])
        return _is_fraction(fraction, text, number(rows[0][column]) / (base or 1.0))
    return _is_of_number(asked, question)


def _are_as_said(asked: Asked) -> bool | None:
    """Whether two rows are alike, or the first has more or less, as is taken for granted; None where nothing is."""
    (first, second), text, column = asked.rows, asked.text, asked.columns[-1]
    if _TIE.search(text):
        return all(first[i] == second[i] for i in asked.columns)
    order = _MORE_THAN.search(text)
    if order is None or order["times"]:
        return None
    apart = (number(first[column]) - number(second[column])) * (-1 if order["how"] in "少低" else 1)
    return apart == number_of(order["n"]) if order["n"] else apart > 0


def verdict(text: str, *, right: bool) -> str:
    """That it is so, or not, in the question's own word: 一样, else 是."""
    word = "一样" if _TIE.search(text) else "是"
    return f"{word}。" if right else f"不{word}。"


def _is_of_number(asked: Asked, question: Question) -> bool | None:
    """Whether one of the rows has the number that the question takes for granted; None where it names none."""
    text, claimed = asked.text, [int(amount) for amount in _CLAIMED.findall(asked.text)]
    if existing := _CLAIMED_EXISTING.search(text):
        return any(row[asked.grid.ends[0]] == number_of(existing[1]) for row in asked.rows)
    if not claimed or not (question.asks("yes_no") or _TAKEN_FOR_GRANTED.search(text)):
        return None
    if GROWTH.search(text) and any(by_growth(asked.grid).value(row) in claimed for row in asked.rows):
        return True
    return any(row[i] in claimed for row in asked.rows for i in asked.columns)


def _is_fraction(fraction: re.Match[str], text: str, share: float) -> bool:
    """Whether a share is what the question takes it for: 三分之一, over or below it."""
    said = 0.5 if fraction["half"] else (number_of(fraction["n"]) or 0) / (number_of(fraction["of"]) or 1)
    if _BELOW.search(text):
        return share < said
    return share > said if _ABOVE.search(text) else abs(share - said) < _CLOSE
