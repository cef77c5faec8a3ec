"""The parts of a notice's layout 版式 (GB/T 9704—2012): title block, body, closing lines, annexes, copy lines."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from ingest.annexes import is_list, with_annexes
from ingest.boxes import box_length, is_boxed
from ingest.dates import DATE
from ingest.labels import Label, Level
from ingest.normalise import Line
from ingest.numbers import is_number_line
from kb.text import fold

_ORGANISATION = r"[\u4e00-\u9fff、\s]{2,40}?(?:政府|办公[厅室]|委员会|公司|大学|学院|[局厅部院委会署])"
_DATE_LINE = re.compile(rf"(?:{_ORGANISATION})?\s*{DATE.pattern}\s*[)）]?")
COPIES = re.compile(r"(?:抄\s*[送报]|[分发]\s*送)\s*[:：]")
_SUBJECT_WORDS = re.compile(r"主\s*题\s*词\s*[:：]")
PRINTED = re.compile(rf"([^，。；：、《》]*?)\s*{DATE.pattern}\s*印\s*发[\s（(]*(?:共印\s*\d+\s*份)?[）)]?$")
TITLE_WORD = re.compile(
    r"(?:方案|意见|办法|规定|细则|通知|计划|措施|规划|条例|要点|制度|指引|决定|公告|通告|命令|纲要|规则|标准|目录|清单|批复|函|报告|"
    r"纪要|章程|准则|政策|通报|请示|汇报|议案)"
)
_TITLE_END = re.compile(rf"{TITLE_WORD.pattern}(?:[（(][^（()）]*[）)])?$")
ISSUED_PLAN = re.compile(r"印发(?:《(?P<quoted>.+)》|(?P<plain>.+?))的通知")
_SENTENCE_END = re.compile(r"[。；！？，,;]$")
_REMARK = re.compile(r"[（(].*[）)]")
_PAGE_FOOT = re.compile(
    r"(?:相关附件：?|二维码|扫一扫|打印本页|【?打印】?\s*【?关闭|关闭窗口|分享到|上一[篇条]|下一[篇条]|责任编辑：)"
)
_UNNAMED = Label(Level.ANNEX, 0, "", 0, "附件")
_LONGEST_SIGNATURE = 40
_LONGEST_HEAD = 10
_LONGEST_TITLE = 4
_FEWEST_ROWS = 2


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
    boxed = box_length(lines)
    index, lines = lines[:boxed], lines[boxed:]
    shown = len(lines) - _index(lines[::-1], lambda line: not _PAGE_FOOT.match(line.text))
    lines, foot = lines[:shown], lines[shown:]
    titled = _counted_title(lines)
    lines = [*(replace(line, plain=True) for line in lines[:titled]), *lines[titled:]]
    lines = with_annexes(lines, _ends_notice, _issued("".join(line.text for line in lines[:_LONGEST_HEAD])))
    first_label = _index(lines, lambda line: line.label is not None)
    front = lines[:first_label]
    header, addressees, tail = (front[:titled], [], front[titled:]) if titled else _front(front)
    labelled = len(tail)
    tail += lines[first_label:]
    cover_end = _cover_end(tail, labelled, _joined(header))
    title_end = cover_end + (_title_length(tail[cover_end:], _joined(header)) if cover_end else 0)
    title_end += _index(tail[title_end:], lambda line: not line.plain or is_list(line))
    body, closing, annexes, copies = _behind_title(tail[title_end:])
    return Layout(
        index=tuple(index),
        header=tuple(header),
        addressees=tuple(addressees),
        cover=tuple(tail[:cover_end]),
        plan_title=tuple(tail[cover_end:title_end]),
        body=tuple(body),
        closing=tuple(closing),
        annexes=tuple(annexes),
        copies=tuple(copies + foot),
    )


def _counted_title(lines: list[Line]) -> int:
    """Where a title ends that has the number of its place in a collection: “三十六、某校宿舍办法”; 0 where none does.

    Its document number stands below it, or its first chapter.
    """
    at = _index(lines[:_LONGEST_HEAD], lambda line: line.label is not None)
    label = lines[at].label if at < len(lines) else None
    if label is None or label.level is not Level.HAN:
        return 0
    for end in range(at + 1, min(at + _LONGEST_TITLE, len(lines))):
        if _TITLE_END.search(_joined(lines[at:end])):
            below = lines[end].label
            numbered = is_number_line(lines[end].text)
            chaptered = below is not None and below.level in (Level.CHAPTER, Level.ARTICLE) and below.number == 1
            return end + numbered if numbered or chaptered else 0
    return 0


def _behind_title(lines: list[Line]) -> tuple[list[Line], list[Line], list[Line], list[Line]]:
    """Body, closing lines, annexes and copy lines; copy lines stand before the annexes, or behind them."""
    copies = _index(lines, _is_copy_line)
    first = min(_index(lines, lambda line: line.is_annex), copies)
    closing = _closing_start(lines[:first])
    lines = _with_unnamed_annex(lines, closing, first)
    annex = _index(lines, lambda line: line.is_annex)
    again = copies + _index(lines[copies:], lambda line: line.is_annex)
    annexes = lines[annex:copies] + lines[again:]
    return lines[:closing], lines[closing : min(annex, copies)], annexes, lines[copies:again]


def _index(lines: list[Line], test: Callable[[Line], bool]) -> int:
    return next((i for i, line in enumerate(lines) if test(line)), len(lines))


def _front(front: list[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Header, addressees and what follows, from the lines before the first label."""
    end = _index(front, _is_addressee_line)
    if end == len(front):
        title = _title_length(front)
        return front[:title], [], front[title:]
    start = end
    while start > 0 and front[start - 1].text.endswith(("，", "、", ",")):
        start -= 1
    return front[:start], front[start : end + 1], front[end + 1 :]


def _is_addressee_line(line: Line) -> bool:
    return line.text.endswith((":", "：", "∶")) and not COPIES.match(line.text) and not is_boxed(line.text)


def _cover_end(tail: list[Line], labelled: int, notice_title: str) -> int:
    """How many lines of `tail` are the notice's own page, up to its date and what stands in brackets below it; or 0.

    From `labelled` on there are clauses: a date behind them ends a notice's page only where a title follows. Where
    nothing follows, or an annex that is not what the notice issues, the notice's words are its body.
    """
    for i, line in enumerate(tail):
        if line.is_annex:
            return 0
        if not _DATE_LINE.fullmatch(line.text):
            continue
        end = i + 1
        while end < len(tail) and _REMARK.fullmatch(tail[end].text):
            end += 1
        if end == len(tail) or _is_copy_line(tail[end]):
            continue
        if tail[end].is_annex:
            return end if ISSUED_PLAN.search(notice_title) else 0
        if i < labelled or _title_length(tail[end:], notice_title):
            return end
    return 0


def _title_length(lines: list[Line], notice_title: str = "") -> int:
    """How many of the first lines are a title: as many as the notice names, else up to a word that ends titles."""
    named = _issued(notice_title)
    text, best = "", 0
    for count, line in enumerate(lines[:8], start=1):
        if _SENTENCE_END.search(line.text) or line.is_annex:
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
    start = _index(lines, lambda line: is_list(line) or bool(_DATE_LINE.fullmatch(line.text)))
    if start == len(lines) or is_list(lines[start]):
        return start
    while start > 0 and _is_signature(lines[start - 1]):
        start -= 1
    return start


def _with_unnamed_annex(lines: list[Line], closing: int, end: int) -> list[Line]:
    """The lines; behind the date of the notice a table, or a title with clauses below, is an annex without a name."""
    dates = [i for i in range(closing, end) if _DATE_LINE.fullmatch(lines[i].text)]
    if not dates:
        return lines
    start = dates[0] + 1
    while start < end and _REMARK.fullmatch(lines[start].text):
        start += 1
    rest = lines[start:end]
    titled = any(_title_length(rest[:count]) for count in range(1, min(len(rest), _LONGEST_TITLE)))
    if sum(line.is_row for line in rest) >= _FEWEST_ROWS or (titled and any(line.label for line in rest)):
        return [*lines[:start], replace(lines[start], opens=_UNNAMED), *lines[start + 1 :]]
    return lines


def _ends_notice(line: Line) -> bool:
    return bool(_DATE_LINE.fullmatch(line.text)) or _is_copy_line(line)


def _issued(head: str) -> str:
    """The folded title of the plan that a notice issues, from the words at its head; empty where it issues none."""
    issued = ISSUED_PLAN.search(head)
    return fold(issued["quoted"] or issued["plain"]) if issued else ""


def _is_signature(line: Line) -> bool:
    return (
        len(line.text) <= _LONGEST_SIGNATURE
        and not re.search(r"[。；！？，：:;,.）)]", line.text)
        and line.label is None
        and not line.is_row
    )


def _is_copy_line(line: Line) -> bool:
    return bool(COPIES.match(line.text) or PRINTED.match(line.text) or _SUBJECT_WORDS.match(line.text))


def _joined(lines: list[Line]) -> str:
    return "".join(line.text for line in lines)
