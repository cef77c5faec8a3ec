"""The document number 发文字号 of a notice: in its title block, in the box above it, or on a line of its own."""

import re
from collections.abc import Iterable, Iterator

from ingest.issuers import is_organisation
from kb.documents import CLOSING_BRACKETS, OPENING_BRACKETS, DocumentNumber
from kb.text import HAN

_YEAR = rf"(?:[{re.escape(OPENING_BRACKETS)}]?\s*(?P<year>(?:19|20)\d\d)\s*(?:[{re.escape(CLOSING_BRACKETS)}]|年)\s*)?"
_SERIAL = rf"第?\s*(?P<serial>\d{{1,5}}|[○{HAN}]{{1,6}})\s*号"
_ORDER = re.compile(
    rf"(?P<head>[\u4e00-\u9fff\s、]{{1,80}}?(?:令|公告|通告))?\s*[（(]?\s*{_YEAR}{_SERIAL}\s*(?P<kind>令|公告|通告)?[）)]?"
)
_ORDER_HEAD = re.compile(r"[\u4e00-\u9fff\s、]{2,80}(?:令|公告|通告)")
_OLD = re.compile(
    rf"[{re.escape(OPENING_BRACKETS)}]\s*(\d\d)\s*[{re.escape(CLOSING_BRACKETS)}]\s*"
    r"([\u4e00-\u9fff]{2,10}?)\s*第?\s*(\d{1,5})\s*号"
)
_CITING = re.compile(r"根据|按照?|依照|依据|遵照|参照|对照|贯彻|落实|执行|转发|印发|详?见|经")
_TITLE_END = re.compile(
    r"(?:方案|意见|办法|规定|细则|通知|计划|措施|规划|条例|要点|制度|指引|决定|公告|通告|纲要|规则|标准|目录|清单|批复|复函|的函|"
    r"答复|通报|报告|纪要|章程|准则|政策)"
)
_AROUND = " \t　（）()【】[]"


def number_at_end(line: str) -> str | None:
    """The document number that a line is or ends with, as it is written; a title before it is no part of it.

    >>> number_at_end("某市人民政府关于校园规划的批复某政函〔2026〕5号"), number_at_end("按照某政发〔2026〕5号要求")
    ('某政函〔2026〕5号', None)
    """
    text = line.rstrip(_AROUND)
    for match in DocumentNumber.PATTERN.finditer(text):
        if match.end() == len(text):
            agency = _TITLE_END.split(match[1])[-1] or match[1]
            return match[0][len(match[1]) - len(agency) :] if len(agency) >= 2 else match[0]
    old = _OLD.search(text)
    return old[0] if old and old.end() == len(text) else None


def stated_number(lines: Iterable[str], boxed: str | None) -> str | None:
    """The number as the notice states it, in one way of writing; None where it states none.

    `lines` are those of the title block, `boxed` is what the box says. Of an order 令 or an announcement 公告 the
    number is its head with its serial number: “某市人民政府令第5号”.
    """
    block = list(lines)
    stated = (number for line in block if (number := number_at_end(line)))
    orders = _orders([line.strip(_AROUND) for line in block])
    return normalised(boxed or "") or normalised(next(stated, "")) or next(orders, None)


def normalised(text: str) -> str | None:
    """A number in one way of writing, without white space; None where `text` is none.

    >>> normalised("某教发[2026] 12 号"), normalised("(86)某财字第8号"), normalised("某部令第 5 号")
    ('某教发〔2026〕12号', '（86）某财字第8号', '某部令第5号')
    """
    if number := DocumentNumber.parse(text):
        return str(number)
    if old := _OLD.search(text):
        return f"（{old[1]}）{old[2]}第{old[3]}号"
    order = _ORDER.fullmatch(text.strip(_AROUND))
    return _written(order, "") if order and (order["head"] or order["kind"]) else None


def is_number_line(line: str) -> bool:
    """Whether a line is nothing but a number, as it stands below a title: “（某教发〔2026〕12号）”, “第5号”."""
    text = line.strip(_AROUND)
    if _CITING.match(text):
        return False
    return number_at_end(text) == text or bool(_ORDER.fullmatch(text) or _OLD.fullmatch(line.strip()))


def _orders(block: list[str]) -> Iterator[str]:
    """“第5号” with the head “某市人民政府令”, or the issuer alone, on its own line or on the one above."""
    for above, line in zip(["", *block], block, strict=False):
        if order := _ORDER.fullmatch(line):
            head = above if _ORDER_HEAD.fullmatch(above) or is_organisation(above) else ""
            if order["head"] or order["kind"] or head:
                yield _written(order, head)


def _written(order: re.Match[str], head: str) -> str:
    named = re.sub(r"\s", "", order["head"] or head)
    year = f"{order['year']}年" if order["year"] else ""
    return f"{named}{year}第{order['serial']}号{order['kind'] or ''}"
