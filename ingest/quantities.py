"""Numbers with a unit of measure: in figures and in Chinese numerals, ranges, shares, ranks, multiples."""

import re
from dataclasses import dataclass

from kb.commitments import Comparator
from kb.text import COUNTING, number_of

_COUNTERS = """
    个百分点 百分点 个工作日 个月 个学时 学时 课时 学分 人次 户次 班次 批次 标准箱 元
    平方公里 平方千米 平方米 立方米 公里 千米 公顷 亩 吨标准煤 吨 公斤 千克 千瓦时 千瓦 兆瓦 % ％ ‰
    个 家 项 只 场 所 名 人 座 件 次 台 套 户 批 种 门 条 支 篇 部 款 处 辆 艘 架 间 宗 小时 倍 成 张 株 头 例 口
    卷 册 盏
"""
_TERMS = "年 天 日 周 分钟 分"
_NUMERAL = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?|\d{1,15}(?:\.\d{1,9})?"
_HAN = rf"[{COUNTING}]{{1,6}}"
_MAY_COUNT = re.compile(rf"[{COUNTING}\d]")
_ALONE = r"(?<![\d.第A-Za-z×*])"
_AFTER = r"(?P<after>(?:及|（含）|\(含\))?(?:以上|以下|以内)|左右)"
_TO = r"[—―–－\-~～至]"


def _any(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


def _behind(words: str) -> str:
    return "(?:" + "|".join(f"(?<={word})" for word in words.split()) + ")"


_LIMITED = _behind("不少于 不低于 不超过 不高于 不多于 不得超过 不得少于 至少 最多 最长 超过")


@dataclass(frozen=True)
class Quantity:
    """`text[start:end]` says `value` (to `upper`) in `uom`; `comparator` as far as words before and behind it tell."""

    start: int
    end: int
    value: int | float
    uom: str
    comparator: Comparator = Comparator.EQUAL
    upper: int | float | None = None


@dataclass(frozen=True)
class Form:
    """A way to write a quantity: groups value, upper, whole (of a share), scale, uom, after; else `uom`."""

    pattern: re.Pattern[str]
    example: str
    uom: str = ""
    comparator: Comparator | None = None


def _form(pattern: str, example: str, uom: str = "", comparator: Comparator | None = None) -> Form:
    return Form(re.compile(pattern), example, uom, comparator)


FORMS = (
    _form(rf"前(?P<value>\d{{1,3}}|{_HAN})(?P<uom>名|位|强)", "前3位", comparator=Comparator.AT_MOST),
    _form(
        rf"{_ALONE}(?P<value>{_NUMERAL})[多余]?(?P<scale>[万亿]{{0,2}})"
        rf"(?:(?P<inner>[元%％‰])?{_TO}(?P<upper>{_NUMERAL})(?P<upper_scale>[万亿]{{0,2}}))?多?余?"
        rf"(?P<uom>{_any(_COUNTERS)})(?!性){_AFTER}?",
        "3—5个",
    ),
    _form(rf"{_LIMITED}(?P<value>{_NUMERAL})(?P<uom>{_any(_TERMS)})", "不超过5年"),
    _form(rf"{_ALONE}(?P<value>{_NUMERAL})(?P<uom>[万亿]{{1,2}}){_AFTER}", "24万以上"),
    _form(
        rf"{_behind('超过 达到 突破 不低于 不少于')}(?P<value>{_HAN})(?P<scale>[万亿]{{1,2}})"
        rf"(?P<uom>{_any(_COUNTERS)})?{_AFTER}?",
        "突破五千亿元",
    ),
    _form(
        rf"(?<=[≥≤≧≦])\s*(?P<value>{_NUMERAL})(?P<scale>[万亿]{{0,2}})(?P<uom>{_any(_COUNTERS + _TERMS + ' 岁')})",
        "≥71岁",
    ),
    _form(rf"百分之(?P<value>{_NUMERAL}|{_HAN}){_AFTER}?", "百分之三十", "%"),
    _form(rf"(?P<whole>{_HAN})分之(?P<value>{_HAN}){_AFTER}", "三分之二以上"),
    _form(rf"(?:{_LIMITED}|(?<=达到))(?P<whole>{_HAN})分之(?P<value>{_HAN})", "不超过五分之一"),
    _form(rf"(?<!第)(?P<value>{_HAN})(?P<uom>{_any(_COUNTERS)}){_AFTER}", "两次以上"),
    _form(rf"{_LIMITED}(?P<value>{_HAN})(?P<uom>{_any(_COUNTERS + _TERMS)})", "不超过三年"),
    _form(rf"翻了?(?P<value>{_HAN})(?P<uom>番)", "翻一番"),
    _form(rf"{_behind('增长 提高 扩大 增加 提升')}(?P<value>{_HAN})(?P<uom>倍){_AFTER}?", "增长一倍以上"),
    _form(
        rf"{_behind('全国 全省 全市 全区 全县 排名 进入 位居 稳居 保持 跻身')}"
        rf"前(?P<value>\d{{1,3}}|{_HAN})(?=[的，,。；;、）)\s]|行列|$)",
        "全市前三",
        comparator=Comparator.AT_MOST,
    ),
)
_FAR = r"(?:[^\d，,]{0,3}|[^\d，,。；;]{1,40}的)$"
_BEFORE = (
    (Comparator.AT_LEAST, re.compile(r"[≥≧]$")),
    (Comparator.AT_MOST, re.compile(r"[≤≦]$")),
    (Comparator.AT_LEAST, re.compile(rf"(?:不(?:得|应|能)?(?:少于|低于|小于)|至少|最少){_FAR}")),
    (Comparator.AT_MOST, re.compile(rf"(?:不(?:得|应|能)?(?:超过|高于|大于|多于)|控制在|最多|至多|最长){_FAR}")),
    (Comparator.MORE_THAN, re.compile(r"(?:超过|突破|大于|高于|多于)[^\d，,]{0,2}$")),
    (Comparator.LESS_THAN, re.compile(r"(?:低于|少于|小于)[^\d，,]{0,2}$")),
)
_BEHIND = {"以上": Comparator.AT_LEAST, "以下": Comparator.AT_MOST, "以内": Comparator.AT_MOST}
_NEAR = 50
_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万万": 10**8, "万亿": 10**12, "亿万": 10**12, "亿亿": 10**16}


def quantities(text: str) -> list[Quantity]:
    """Every quantity of `text` in its order; where forms overlap, the first form holds.

    >>> [(q.value, q.uom, q.comparator.value) for q in quantities("增长8%左右，不超过三年，三分之二以上，全市前三")]
    [(8, '%', '='), (3, '年', '<='), (0.6667, '', '>='), (3, '', '<=')]
    """
    if not _MAY_COUNT.search(text):
        return []
    found: list[Quantity] = []
    taken = bytearray(len(text))
    for form in FORMS:
        for match in form.pattern.finditer(text):
            start, end = match.span()
            value = _value(match)
            if value is not None and taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                found.append(_quantity(text, form, match, value))
    return sorted(found, key=lambda quantity: quantity.start)


def _quantity(text: str, form: Form, match: re.Match[str], value: float) -> Quantity:
    groups = match.groupdict()
    upper = _number(groups.get("upper") or "")
    uom = (groups.get("upper_scale") or groups.get("scale") or "") + (groups.get("uom") or form.uom)
    comparator = Comparator.RANGE if upper is not None else form.comparator or _comparator(text, match)
    if upper is not None:
        value = _in_upper_scale(value, groups)
    return Quantity(*match.span(), value, uom.replace("％", "%"), comparator, upper)


def _in_upper_scale(value: float, groups: dict[str, str | None]) -> int | float:
    """The lower end of a range in the scale of its upper end: of “5000万元至1亿元” 0.5; “3—5万元” shares one scale."""
    lower, upper = groups["scale"] or "", groups["upper_scale"] or ""
    if lower == upper or not (lower or groups["inner"] == "元"):
        return value
    converted = value * _SCALES[lower] / _SCALES[upper]
    return int(converted) if converted.is_integer() else converted


def _value(match: re.Match[str]) -> int | float | None:
    value, whole = _number(match["value"]), match.groupdict().get("whole")
    if not whole:
        return value
    parts = _number(whole)
    return round(value / parts, 4) if value and parts else None


def _number(numeral: str) -> int | float | None:
    if not numeral:
        return None
    if not numeral[0].isdecimal():
        return number_of(numeral)
    number = float(numeral.replace(",", ""))
    return int(number) if number.is_integer() else number


def _comparator(text: str, match: re.Match[str]) -> Comparator:
    behind = (match.groupdict().get("after") or "")[-2:]
    if behind in _BEHIND:
        return _BEHIND[behind]
    before = text[max(0, match.start() - _NEAR) : match.start()]
    return next((comparator for comparator, pattern in _BEFORE if pattern.search(before)), Comparator.EQUAL)
