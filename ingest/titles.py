"""The title of a notice 标题 and of the plan that it issues, and the years that a title names."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import takewhile, zip_longest

from ingest.boxes import is_boxed, is_furniture
from ingest.issuers import split_issuers
from ingest.layout import ISSUED_PLAN, TITLE_WORD, Layout
from ingest.normalise import Line
from ingest.numbers import is_number_line, number_at_end
from kb.documents import DocumentNumber
from kb.text import HAN, HAN_DIGITS

_WHOLE_TITLE = re.compile(
    rf".{{0,200}}?(?:关于|印发|转发|批转|公布|发布).{{4,200}}{TITLE_WORD.pattern}(?:[（(][^（()）]*[）)])?[》>]?"
)
_ABOUT = re.compile("关于|印发|转发|批转")
_WHITE = re.compile(r"\s+")
_RED_HEAD_LINE = re.compile(r"(?!.*关于).{2,200}?(?:文\s*件|(?<![法指])令)\s*")
_GLUED_PAGE = re.compile(r"^(?:\d{1,3}(?![\d年月—–.])|[IVXⅠ-Ⅻ]+)(?=[\u4e00-\u9fff])")
_COUNTED = re.compile(rf"^(?:第[{HAN}\d]+篇\s*[:：]|[{HAN}]{{1,3}}、)(?=[\u4e00-\u9fff])")
_WRAPPED = re.compile(r"《([^《》]+)》")
_LEADING_NUMBER = re.compile(rf"{DocumentNumber.PATTERN.pattern}\s*(?=《|关于)")
_LINES = 6
_HEADER_LINES = 60
_LONGEST_TITLE = 260
_YEARS = re.compile(r"((?:19|20)\d\d)\s*年?\s*[—–－―\-~～至]+\s*((?:19|20)\d\d)(?:\s*年|(?=\s*[）)]))")
_FIVE_YEARS = re.compile(rf"[“\"「]?(十[{HAN_DIGITS}]?)五[”\"」]?(?=规划|时期|期间|发展|[\u4e00-\u9fff]{{0,20}}规划)")
_PROPOSES = re.compile(
    r"现就(?!有关|其中|若干|上述|以下|几个)(?P<about>[^，,。；;]{4,40}?)(?:，|,)?提出(?:如下|以下)(?P<kind>[\u4e00-\u9fff]{0,4}意见)"
)
Period = tuple[dt.date, dt.date]


def notice_title(layout: Layout, boxed: str) -> tuple[str, list[str]]:
    """The title as one text, and its lines as written; `boxed` is the title in the box, "" where it has none."""
    shown = {_WHITE.sub("", text): text for line in layout.header if (text := _without_furniture(line))}
    texts = _without_repeated_heads(list(shown.values()))
    counted = next((i for i, text in enumerate(texts) if _COUNTED.match(text)), 0)
    lines = _whole(texts[counted:])
    title = _joined(lines)
    if boxed and (not title or not TITLE_WORD.search(title)):
        return _joined([boxed]), [boxed]
    return title, lines


def plan_title(layout: Layout, notice: str) -> str:
    """The title of the plan that the notice issues, as the plan has it, else as the notice names it; "" of none."""
    if layout.plan_title:
        return _joined(line.text for line in layout.plan_title)
    issued = ISSUED_PLAN.search(notice) if layout.cover else None
    return (issued["quoted"] or issued["plain"]) if issued else ""


def proposed_title(words: Iterable[str]) -> str:
    """What a notice without a title is about, by the sentence with which it opens; "" where none says so.

    >>> proposed_title(["各区：为发展渔业，现就促进渔业发展提出如下实施意见。"])
    '关于促进渔业发展的实施意见'
    """
    found = next(filter(None, map(_PROPOSES.search, words)), None)
    return f"关于{found['about']}的{found['kind']}" if found else ""


def period_of(title: str) -> Period | None:
    """The first and the last day of the years that a title names; of a five-year plan 五年规划, of its five years.

    >>> [str(day) for day in period_of("某市“十四五”教育发展规划")]
    ['2021-01-01', '2025-12-31']
    """
    if years := _YEARS.search(title):
        first, last = int(years[1]), int(years[2])
    elif five := _FIVE_YEARS.search(title):
        first = 2001 + 5 * _AFTER_TEN.index(five[1][1:])
        last = first + 4
    else:
        return None
    return (dt.date(first, 1, 1), dt.date(last, 12, 31)) if first <= last else None


_AFTER_TEN = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")


def _whole(lines: list[str]) -> list[str]:
    """Of the lines of a header those that are one title (“…关于…的通知”); all of them where none are.

    A page of a web site has other lines above: where the reader is, what can be clicked. So a title that begins
    with the organisations that issue comes before others.
    """
    whole = list(_titles(lines))
    return next(filter(_is_issued, whole), whole[0] if whole else lines)


def _without_repeated_heads(texts: list[str]) -> list[str]:
    """Without a line that the next begins with: a head above the title that names who issues it again."""
    pairs = zip_longest(texts, texts[1:], fillvalue="")
    return [text for text, below in pairs if text == below or not below.startswith(text)]


def _is_issued(title: list[str]) -> bool:
    """Whether a title begins with organisations, a line each or several."""
    head = list(takewhile(lambda line: not _ABOUT.search(line), title))
    named = [*head, _ABOUT.split(title[len(head)])[0]] if len(head) < len(title) else head
    return any(named) and all(split_issuers(line) for line in named if line)


def _titles(lines: list[str]) -> Iterator[list[str]]:
    """The runs of lines that read as one title, the first and the longest first."""
    for start in range(min(len(lines), _HEADER_LINES)):
        for end in range(min(start + _LINES, len(lines)), start, -1):
            text = _WHITE.sub("", "".join(lines[start:end]))
            if len(text) <= _LONGEST_TITLE and _WHOLE_TITLE.fullmatch(text):
                yield lines[start:end]


def _joined(lines: Iterable[str]) -> str:
    text = _COUNTED.sub("", _GLUED_PAGE.sub("", _WHITE.sub("", "".join(lines))))
    whole = _WRAPPED.fullmatch(text)
    return (whole[1] if whole else text).replace("(", "（").replace(")", "）")


def _without_furniture(line: Line) -> str:
    """A line of the header without red head, document number and Markdown's marks: what is left is title."""
    text = line.text.lstrip("# ")
    if is_boxed(text) or is_furniture(text) or is_number_line(text) or _RED_HEAD_LINE.fullmatch(text):
        return ""
    text = _LEADING_NUMBER.sub("", text)
    number = number_at_end(text)
    return text.replace(number, "").strip("（）() \t") if number else text
