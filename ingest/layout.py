"""The parts of a notice's layout 版式 (GB/T 9704—2012): title block, body, closing lines, annexes, copy lines."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.dates import DATE
from ingest.labels import ANNEX, match_label
from ingest.normalise import Line
from kb.text import fold

_ORGANISATION = r"[\u4e00-\u9fff、\s]{2,40}?(?:政府|办公[厅室]|委员会|公司|大学|学院|[局厅部院委会署])"
_DATE_LINE = re.compile(rf"(?:{_ORGANISATION})?\s*{DATE.pattern}\s*[)）]?")
COPIES = re.compile(r"抄\s*送\s*[:：]")
PRINTED = re.compile(rf"([^，。；：、《》]*?)\s*{DATE.pattern}\s*印\s*发[\s（(]*(?:共印\s*\d+\s*份)?[）)]?$")
_ATTACHMENTS = re.compile(r"附\s*件\s*\d*\s*[:：]\s*\S")
TITLE_WORD = re.compile(
    r"(?:方案|意见|办法|规定|细则|通知|计划|措施|规划|条例|要点|制度|指引|决定|公告|通告|命令|纲要|规则|标准|目录|清单|批复|函|报告|"
    r"纪要|章程|准则|政策)"
)
_TITLE_END = re.compile(rf"{TITLE_WORD.pattern}(?:[（(][^（()）]*[）)])?$")
ISSUED_PLAN = re.compile(r"印发(?:《(?P<quoted>.+)》|(?P<plain>.+?))的通知")
INDEX_FIELD = re.compile(
    r"(索\s*引\s*号|主题分类|发文机关|成文日期|标\s*题|发文字号|发布日期|发文日期|主\s*题\s*词|公开方式|公开范围|有效性|文\s*号|"
    r"信息分类|公文种类|发布机构|发布单位|名\s*称|生成日期|生效日期|失效日期|关键词|层级|类型|分类|状态|官方链接|原文链接|来源)\s*[:：]"
)
_FURNITURE = re.compile(r"-{3,}|>.*|.*【法宝引证码】.*")
_SENTENCE_END = re.compile(r"[。；！？，,;]$")
_LONGEST_SIGNATURE = 40


@dataclass(frozen=True)
class Layout:
    """The lines of each part, in the order of the source.

    `index`: the box above the notice on a government page (索引号, 发文机关 …); `header`: red head, number and title of
    the notice; `addressees`: 主送机关; `cover`: the notice's own words, its
    signature and date, where it issues a plan (“印发…的通知”); `plan_title`: the title of that plan.
    """

    index: tuple[Line, ...]
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
        return self.index + self.header + self.addressees + self.cover + self.plan_title


def lay_out(lines: list[Line]) -> Layout:
    """Divide the lines; every line is in exactly one part."""
    boxed = _index(lines, lambda line: not _is_boxed(line))
    index, lines = lines[:boxed], lines[boxed:]
    first_label = _index(lines, lambda line: match_label(line.text) is not None)
    header, addressees, tail = _front(lines[:first_label])
    labelled = len(tail)
    tail += lines[first_label:]
    cover_end = _cover_end(tail, labelled, _joined(header))
    title_end = cover_end + (_title_length(tail[cover_end:], _joined(header)) if cover_end else 0)
    body_lines = tail[title_end:]
    annex = _annex_start(body_lines)
    copies = _index(body_lines, _is_copy_line)
    closing = min(_closing_start(body_lines[: min(annex, copies)]), copies)
    return Layout(
        index=tuple(index),
        header=tuple(header),
        addressees=tuple(addressees),
        cover=tuple(tail[:cover_end]),
        plan_title=tuple(tail[cover_end:title_end]),
        body=tuple(body_lines[:closing]),
        closing=tuple(body_lines[closing : min(annex, copies)]),
        annexes=tuple(body_lines[annex:] if copies < annex else body_lines[annex:copies]),
        copies=tuple(body_lines[copies:annex] if copies < annex else body_lines[copies:]),
    )


def _is_boxed(line: Line) -> bool:
    """Whether a line is of the box above the notice, or of what a collector of notices put there."""
    return bool(INDEX_FIELD.match(line.text) or _FURNITURE.fullmatch(line.text))


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


def _cover_end(tail: list[Line], labelled: int, notice_title: str) -> int:
    """How many lines of `tail` are the notice's own page, up to its date and what stands in brackets below it; or 0.

    From `labelled` on there are clauses: a date behind them ends a notice's page only where a title follows. Where
    nothing follows, the notice's words are all there is, and so its body.
    """
    for i, line in enumerate(tail):
        if ANNEX.match(line.text):
            return 0
        if not _DATE_LINE.fullmatch(line.text):
            continue
        end = i + 1
        while end < len(tail) and re.fullmatch(r"[（(].*[）)]", tail[end].text):
            end += 1
        if (
            end < len(tail)
            and not _is_copy_line(tail[end])
            and (i < labelled or _title_length(tail[end:], notice_title))
        ):
            return end
    return 0


def _title_length(lines: list[Line], notice_title: str = "") -> int:
    """How many of the first lines are a title: as many as the notice names, else up to a word that ends titles."""
    issued = ISSUED_PLAN.search(notice_title)
    named = fold(issued["quoted"] or issued["plain"]) if issued else ""
    text, best = "", 0
    for count, line in enumerate(lines[:8], start=1):
        if _SENTENCE_END.search(line.text) or ANNEX.match(line.text):
            break
        text += line.text
        if named and fold(text) == named:
            return count
        if _TITLE_END.search(line.text):
            best = count
            if not named.startswith(fold(text)):
                break
    return best


def _annex_start(lines: list[Line]) -> int:
    """Where the first annex begins: “附件：” that only lists annexes which follow later is none."""
    named = [(i, ANNEX.match(line.text)) for i, line in enumerate(lines)]
    starts = [(i, match[1], line_ends(lines[i])) for i, match in named if match]
    return next(
        (i for i, name, listed in starts if not (listed and (name, False) in [s[1:] for s in starts])), len(lines)
    )


def line_ends(line: Line) -> bool:
    """Whether a line ends with a colon."""
    return line.text.endswith((":", "："))


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
