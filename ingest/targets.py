"""What is to be reached: targets 指标 with indicator, value, unit of measure, comparator, and by when."""

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator

from ingest.deadlines import placed_deadlines
from kb.commitments import Comparator, Deadline, DeadlineKind, Target

_COUNTERS = """
    个百分点 百分点 个工作日 个月 个学时 学时 课时 人次 户次 元
    平方公里 平方千米 平方米 公里 千米 公顷 亩 吨 千瓦 兆瓦 % ％ ‰
    个 家 项 只 场 所 名 人 座 件 次 台 套 户 批 种 门 条 支 篇 部 款 处 辆 艘 架 间 宗 小时 倍 成 张 株 头
"""
_NUMERAL = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?"
_QUANTITY = re.compile(
    rf"(?<![\d.第A-Za-z])(?P<value>{_NUMERAL})[多余]?(?P<scale>[万亿]{{0,2}})"
    rf"(?:[—–－\-~～至](?P<upper>{_NUMERAL})(?P<upper_scale>[万亿]{{0,2}}))?多?余?"
    rf"(?P<uom>{'|'.join(sorted(_COUNTERS.split(), key=len, reverse=True))})(?P<after>以上|以下|以内|左右)?"
)
_BEFORE = (
    (Comparator.AT_LEAST, re.compile(r"(?:不少于|不低于|不小于|至少|最少)[^\d，,]{0,3}$")),
    (Comparator.AT_MOST, re.compile(r"(?:不超过|不高于|不大于|不多于|控制在|最多|至多)[^\d，,]{0,3}$")),
    (Comparator.MORE_THAN, re.compile(r"(?:超过|突破|大于|高于|多于)[^\d，,]{0,2}$")),
    (Comparator.LESS_THAN, re.compile(r"(?:低于|少于|小于)[^\d，,]{0,2}$")),
)
_AFTER = {"以上": Comparator.AT_LEAST, "以下": Comparator.AT_MOST, "以内": Comparator.AT_MOST}
_COMPARED = re.compile(
    r"(?:达到|达|不少于|不低于|不小于|不超过|不高于|控制在|超过|突破|大于|低于|力争)+$|至少(?=.{0,3}$)"
)
_LEAD_IN = re.compile(r"^(?:其中|包括|含|并|且|力争)+")
_PAID = re.compile(
    r"奖补|补贴|补助|奖励|给予|予以|单户|最高|额度|每人|扣除|标准|资助资金|补偿|罚款|费用|价格|工资|保费|报销"
)
_GRANTED = re.compile(r"奖补|补贴|补助|奖励|给予")
_BREAK = re.compile(
    r"(?<!\d),|,(?!\d{3}(?!\d))|[，；;：:。！？\n]|[（(](?=[^（）()]*\d)|(?<=以上)[）)]|(?<=[\d家个项%])[）)]"
)
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_SENTENCE = re.compile(r"[^。！？\n]{1,2000}[。！？\n]?")  # longer ones are no sentences


def find_targets(text: str, year: int | None = None) -> tuple[Target, ...]:
    """The targets of `text` in their order; “到2027年” holds to the end of its sentence.

    >>> [(t.indicator, t.value, t.uom, t.comparator.value) for t in find_targets("贷款超过100亿元,建载体600家以上。")]
    [('贷款', 100, '亿元', '>'), ('建载体', 600, '家', '>=')]
    """
    return tuple(target for sentence in _SENTENCE.finditer(text) for target in _in_sentence(sentence[0], year))


def _in_sentence(sentence: str, year: int | None) -> Iterator[Target]:
    deadlines = placed_deadlines(sentence, year)
    for opening, whole in _segments(sentence):
        start, segment = _without_opening_deadline(opening, whole, deadlines)
        for piece_start, piece in _pieces(segment):
            for own_start, own, match in _quantities(piece):
                if _is_no_target(own, match):
                    continue
                at = start + piece_start + own_start + match.start()
                every = _every(deadlines, start, at)
                yield _target(segment, own, match, _by(deadlines, at), every)


def _quantities(piece: str) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Each quantity with the words that are its own: those behind the quantity before it."""
    at = 0
    while match := _QUANTITY.search(piece, at):
        own = piece[at:]
        if found := _QUANTITY.search(own):
            yield at, own, found
        at = match.end()


def _is_no_target(own: str, match: re.Match[str]) -> bool:
    """Whether a quantity is money or a share paid out, the condition for it (“满5个的”), or a time (“3个月内”)."""
    within = match["uom"] in ("个月", "个工作日") and own.startswith("内", match.end())
    condition = own.endswith("的") and not own[match.end() :].strip("的")
    money = match["uom"] == "元" and _PAID.search(own)
    return within or condition or bool(money) or (match["uom"] in ("%", "％") and bool(_GRANTED.search(own)))


def _segments(sentence: str) -> Iterator[tuple[int, str]]:
    at = 0
    for mark in [*_BREAK.finditer(sentence), None]:
        end = mark.start() if mark else len(sentence)
        if end > at:
            yield at, sentence[at:end]
        at = mark.end() if mark else end


def _without_opening_deadline(start: int, segment: str, deadlines: list[tuple[int, Deadline]]) -> tuple[int, str]:
    opening = next((d.text for i, d in deadlines if i == start and d.kind is DeadlineKind.BY), "")
    return start + len(opening), segment[len(opening) :]


def _pieces(segment: str) -> Iterator[tuple[int, str]]:
    """A segment parted at each 、 that follows a number: “建设中心15家、平台50家”."""
    ends = [match.end() for match in _QUANTITY.finditer(segment)]
    at = 0
    for mark in re.finditer("、", segment):
        before = bisect_right(ends, mark.start())
        if before and ends[before - 1] > at:
            yield at, segment[at : mark.start()]
            at = mark.end()
    yield at, segment[at:]


def _by(deadlines: list[tuple[int, Deadline]], at: int) -> dt.date | None:
    """The last day named before the number in its sentence."""
    return next((d.date for i, d in reversed(deadlines) if i <= at and d.date), None)


def _every(deadlines: list[tuple[int, Deadline]], start: int, at: int) -> str | None:
    """The word for a number that comes back (每年), where it stands before the number in its own segment."""
    return next((d.text for i, d in deadlines if d.kind is DeadlineKind.RECURRING and start <= i <= at), None)


def _target(segment: str, piece: str, match: re.Match[str], by: dt.date | None, every: str | None) -> Target:
    text, before, after = _worded(segment, piece, match)
    return Target(
        text=text,
        indicator=_indicator(before, after, every),
        value=_number(match["value"]),
        uom=(match["upper_scale"] or match["scale"]) + match["uom"].replace("％", "%"),
        comparator=_comparator(before, match),
        by=by,
        upper=_number(match["upper"]) if match["upper"] else None,
        every=every,
    )


def _worded(segment: str, piece: str, match: re.Match[str]) -> tuple[str, str, str]:
    """The words of the target, before and after its number.

    “30家100%配备平台、100%配备经理人的孵化器” counts what stands behind the last 的; the shares end before it.
    """
    before, after = piece[: match.start()], piece[match.end() :]
    quantities = len(_QUANTITY.findall(segment))
    if quantities > 1 and _QUANTITY.search(after) and "的" in segment:
        return segment, before, segment.rpartition("的")[2]
    if quantities > 1 and not before and segment.endswith(piece) and "的" in after:
        after = after.rpartition("的")[0]
        return match[0] + after, before, after
    lead = _LEAD_IN.match(piece)
    return piece[lead.end() if lead else 0 :], before, after


def _comparator(before: str, match: re.Match[str]) -> Comparator:
    if match["upper"]:
        return Comparator.RANGE
    if match["after"] in _AFTER:
        return _AFTER[match["after"]]
    return next((comparator for comparator, pattern in _BEFORE if pattern.search(before)), Comparator.EQUAL)


def _number(numeral: str) -> int | float:
    number = float(numeral.replace(",", ""))
    return int(number) if number.is_integer() else number


def _indicator(before: str, after: str, every: str | None) -> str:
    """The words about the number: before it without the comparator, and the noun behind it."""
    words = _COMPARED.sub("", _LEAD_IN.sub("", before)) + after.removeprefix("的")
    words = words.replace(every or "", "", 1)
    quoted = _QUOTED.fullmatch(words)
    return (quoted[1] if quoted else words) or before or after
