"""The parts of a notice's layout 版式 (GB/T 9704—2012): title block, body, closing lines, annexes, copy lines."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.labels import ANNEX, match_label
from ingest.normalise import Line
from kb.text import fold

HAN_YEAR = "[〇○零一二三四五六七八九]{4}"
DATE = re.compile(
    rf"(\d{{4}}|{HAN_YEAR})\s*年\s*(\d{{1,2}}|[一二三四五六七八九十]+)\s*月\s*(\d{{1,2}}|[一二三四五六七八九十]+)\s*日"
)
_DATE_LINE = re.compile(rf"{DATE.pattern}\s*[)）]?")
COPIES = re.compile(r"抄\s*送\s*[:：]")
PRINTED = re.compile(rf"(.*?)\s*{DATE.pattern}\s*印\s*发")
_ATTACHMENTS = re.compile(r"附\s*件\s*\d*\s*[:：]\s*\S")
_TITLE_END = re.compile(
    r"(?:方案|意见|办法|规定|细则|通知|计划|措施|规划|条例|要点|制度|指引|决定|公告|通告|命令|纲要|规则|标准|目录|清单|"
    r"批复|函|报告|纪要|章程|准则|政策)(?:[（(][^（()）]*[）)])?$"
)
ISSUED_PLAN = re.compile(r"印发(?:《(?P<quoted>.+)》|(?P<plain>.+?))的通知")
_SENTENCE_END = re.compile(r"[。；！？，,;]$")
_LONGEST_SIGNATURE = 40


@dataclass(frozen=True)
class Layout:
    """The lines of each part, in the order of the source.

    `header`: red head, number and title of the notice; `addressees`: 主送机关; `cover`: the notice's own words, its
    signature and date, where it issues a plan (“印发…的通知”); `plan_title`: the title of that plan.
    """

    header: tuple[Line, ...]
    addressees: tuple[Line, ...]
    cover: tuple[Line, ...]
    plan_title: tuple[Line, ...]
    body: tuple[Line, ...]
    closing: tuple[Line, ...]
    annexes: tuple[Line, ...]
    copies: tuple[Line, ...]

    @property
    def title_block(self) -> tuple[Line, ...]:
        return self.header + self.addressees + self.cover + self.plan_title


def lay_out(lines: list[Line]) -> Layout:
    """Divide the lines; every line is in exactly one part."""
    first_label = _index(lines, lambda line: match_label(line.text) is not None)
    front, rest = lines[:first_label], lines[first_label:]
    header, addressees, tail = _front(front)
    cover_end = _cover_end(tail)
    title_end = cover_end + (_title_length(tail[cover_end:], _joined(header)) if cover_end else 0)
    body_lines = tail[title_end:] + rest
    annex = _index(body_lines, lambda line: ANNEX.match(line.text) is not None)
    copies = _index(body_lines, _is_copy_line)
    closing = min(_closing_start(body_lines[: min(annex, copies)]), copies)
    return Layout(
        header=tuple(header),
        addressees=tuple(addressees),
        cover=tuple(tail[:cover_end]),
        plan_title=tuple(tail[cover_end:title_end]),
        body=tuple(body_lines[:closing]),
        closing=tuple(body_lines[closing : min(annex, copies)]),
        annexes=tuple(body_lines[annex:copies]),
        copies=tuple(body_lines[copies:] if copies >= annex or annex == len(body_lines) else body_lines[copies:annex]),
    )


def _index(lines: list[Line], test: Callable[[Line], bool]) -> int:
    return next((i for i, line in enumerate(lines) if test(line)), len(lines))


def _front(front: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Header, addressees and what follows, from the lines before the first label."""
    end = _index(front, lambda line: line.text.endswith((":", "：")) and not COPIES.match(line.text))
    if end == len(front):
        title = _title_length(front)
        return front[:title], [], front[title:]
    start = end
    while start > 0 and front[start - 1].text.endswith(("，", "、", ",")):
        start -= 1
    return front[:start], front[start : end + 1], front[end + 1 :]


def _cover_end(tail: list[Line]) -> int:
    """How many lines of `tail` are the notice's own page, up to its date and what stands in brackets below it; or 0."""
    date = _index(tail, lambda line: _DATE_LINE.fullmatch(line.text) is not None)
    if date == len(tail):
        return 0
    end = date + 1
    while end < len(tail) and re.fullmatch(r"[（(].*[）)]", tail[end].text):
        end += 1
    return end


def _title_length(lines: list[Line], notice_title: str = "") -> int:
    """How many of the first lines are a title: as many as the notice names, else up to a word that ends titles."""
    issued = ISSUED_PLAN.search(notice_title)
    named = fold(issued["quoted"] or issued["plain"]) if issued else ""
    text, best = "", 0
    for count, line in enumerate(lines[:8], start=1):
        if _SENTENCE_END.search(line.text):
            break
        text += line.text
        if named and fold(text) == named:
            return count
        if _TITLE_END.search(line.text):
            best = count
            if not named.startswith(fold(text)):
                break
    return best


def _closing_start(lines: list[Line]) -> int:
    """Where the signature, its date or the list of attachments begins; len(lines) where there is none."""
    start = _index(lines, lambda line: bool(_ATTACHMENTS.match(line.text) or _DATE_LINE.fullmatch(line.text)))
    if start == len(lines) or _ATTACHMENTS.match(lines[start].text):
        return start
    while start > 0 and _is_signature(lines[start - 1]):
        start -= 1
    return start


def _is_signature(line: Line) -> bool:
    return (
        len(line.text) <= _LONGEST_SIGNATURE
        and not re.search(r"[。；！？，：:;,.）)]", line.text)
        and match_label(line.text) is None
        and not line.is_row
    )


def _is_copy_line(line: Line) -> bool:
    return bool(COPIES.match(line.text) or PRINTED.match(line.text))


def _joined(lines: list[Line]) -> str:
    return "".join(line.text for line in lines)
