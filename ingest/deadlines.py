"""By when: the time limits 完成时限 in a clause's words, normalised to days."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from kb.commitments import Deadline, DeadlineKind

_YEAR = r"(?<!\d)(?P<year>20\d\d)年"
_MONTH = r"(?P<month>\d{1,2})月"
_DAY = r"(?P<day>\d{1,2})日"
_TO = r"\s*[—–－\-~～至到]+\s*"
_BY = r"(?:之?前|以前|止|为止)"
_LAST_MONTHS = {
    "上半年": 6,
    "年中": 6,
    "下半年": 12,
    "一": 3,
    "二": 6,
    "三": 9,
    "四": 12,
    "1": 3,
    "2": 6,
    "3": 9,
    "4": 12,
}
_COUNTED = r"\d〇○零一二两三四五六七八九十百几多数每半同次明后去前当近周全"
_PLANS = {"十三五": 2016, "十四五": 2021, "十五五": 2026}
_NAMES_UNITS = re.compile(r"(?:单位|部门)[:：]|负责|牵头|配合")

Match = re.Match[str]
Day = Callable[[Match, int | None], dt.date | None]


@dataclass(frozen=True)
class DeadlineRule:
    """`last` gives the last day and `first` the first day of a range, from a match and the year of the notice."""

    kind: DeadlineKind
    pattern: re.Pattern[str]
    example: str
    last: Day
    first: Day


def _never(match: Match, year: int | None) -> None:  # noqa: ARG001 - the day of what has none
    return None


def _date(match: Match, year: int | None, prefix: str = "") -> dt.date | None:
    """The last day of the year, month or day that the groups name, those of a range's start with `prefix`.

    A range that names a year only at its start stays in it.
    """
    groups = match.groupdict()
    named = int(groups.get(f"{prefix}year") or groups.get("from_year") or year or 0)
    month = _month(groups, prefix)
    day = int(groups.get(f"{prefix}day") or 0)
    try:
        return dt.date(named, month, day or monthrange(named, month)[1])
    except (ValueError, IndexError):
        return None


def _month(groups: dict[str, str | None], prefix: str) -> int:
    part = groups.get(f"{prefix}part")
    return _LAST_MONTHS[part] if part else int(groups.get(f"{prefix}month") or 12)


def _start(match: Match, year: int | None) -> dt.date | None:
    """The first day of a range, whose start has groups of its own (from_…)."""
    groups = match.groupdict()
    named = int(groups.get("from_year") or groups.get("year") or year or 0)
    try:
        return dt.date(named, int(groups.get("from_month") or 1), int(groups.get("from_day") or 1))
    except ValueError:
        return None


def _plan(match: Match, _: int | None, *, last: bool) -> dt.date:
    first = _PLANS[match["plan"]]
    return dt.date(first + 4, 12, 31) if last else dt.date(first, 1, 1)


_last: Day = _date
_PART = r"第?(?P<part>[一二三四1-4])季度"
_HALF = r"(?P<part>上半年|年中|下半年)"
_FROM_YEAR = r"(?<!\d)(?P<from_year>20\d\d)年?"
_FROM_DAY = r"(?<!\d)(?:(?P<from_year>20\d\d)年)?(?P<from_month>\d{1,2})月(?P<from_day>\d{1,2})日"
_PLAN = r"[“\"]?(?P<plan>十[三四五]五)[”\"]?"


def _rule(kind: DeadlineKind, pattern: str, example: str, last: Day = _last, first: Day = _never) -> DeadlineRule:
    return DeadlineRule(kind, re.compile(pattern), example, last, first)


_range = partial(_rule, DeadlineKind.RANGE, first=_start)
_by = partial(_rule, DeadlineKind.BY)

RULES = (
    _range(
        rf"自?{_FROM_DAY}{_TO}(?:(?<!\d)(?P<year>20\d\d)年)?{_MONTH}{_DAY}(?:期间)?", "2023年10月1日至2024年3月31日期间"
    ),
    _range(rf"{_FROM_YEAR}{_TO}(?P<year>20\d\d)年(?!以)", "2025—2027年"),
    _range(rf"(?<![\d年])(?P<from_month>\d{{1,2}})(?:月)?{_TO}{_MONTH}(?![\d底末])", "5-7月"),
    _rule(
        DeadlineKind.RANGE,
        rf"{_PLAN}(?:时期|期间)",
        "“十四五”期间",
        partial(_plan, last=True),
        partial(_plan, last=False),
    ),
    _by(rf"(?:到|至)?{_PLAN}(?:期)?末", "“十四五”末", partial(_plan, last=True)),
    _rule(DeadlineKind.RANGE, rf"自{_YEAR}{_MONTH}{_DAY}起", "自2023年1月1日起", _never, _date),
    _by(rf"(?:到|至|截至|有效期至)?{_YEAR}{_MONTH}{_DAY}{_BY}", "2026年6月30日前"),
    _by(rf"(?:到|至|截至|有效期至){_YEAR}{_MONTH}{_DAY}", "至2027年12月31日"),
    _by(rf"[到至]?{_YEAR}{_MONTH}(?:底|末|中旬|上旬|下旬)?{_BY}", "2026年6月底前"),
    _by(rf"[到至]?{_YEAR}{_MONTH}(?:底|末)", "2026年6月底"),
    _by(
        rf"[到至]?{_YEAR}{_PART}和{_YEAR.replace('year', 'from_year')}{_PART.replace('part', 'from_part')}",
        "2023年四季度和2024年一季度",
    ),
    _by(rf"[到至]?{_YEAR}{_HALF}(?:底|末)?前?", "2026年上半年"),
    _by(rf"[到至]?{_YEAR}{_PART}(?:底|末)?前?", "2027年第三季度末"),
    _by(rf"(?:到|至|截至){_YEAR}{_MONTH}", "到2027年6月"),
    _by(rf"[到至]{_YEAR}(?:年?(?:底|末))?前?", "到2027年"),
    _by(rf"{_YEAR}(?:年?(?:底|末)(?:前|之前)?|内|{_BY})", "2025年底前"),
    _by(rf"{_YEAR}(?=[，,])", "2022年，"),
    _by(rf"(?<![\d年每]){_MONTH}{_DAY}{_BY}", "6月30日前"),
    _by(rf"(?<![\d年每]){_MONTH}(?:(?:底|末)(?:之?前)?|{_BY})", "6月底前"),
    _by(rf"(?<![\d年每]){_MONTH}(?=取得|完成|启动|出台|建成|实现)", "11月取得明显成效"),
    _by(r"今年(?:底(?:之?前)?|内)|本年度内", "今年内"),
    _by(rf"(?<![{_COUNTED}])(?:年底(?:之?前)?|年内)", "年底前"),
    _rule(
        DeadlineKind.RECURRING,
        r"每(?:年度?(?:\d{1,2}月(?:底|末)?(?:之?前)?)?|半年|个?季度|两年|学年|学期|个?月|周)(?!内)|逐年|(?<!每)年均|按月|按季度|按年度",
        "每年",
        _never,
    ),
    _rule(
        DeadlineKind.ONGOING,
        r"常态化(?=举办|开展|推进|组织|运行|实施)|长期坚持|持续(?:推进|实施|优化)|长期(?:推进|实施)|按进度推进|逐年落实",
        "长期坚持",
        _never,
    ),
)


def find_deadlines(text: str, year: int | None = None) -> tuple[Deadline, ...]:
    """The time limits of `text` in their order, the same words once; `year` is what “6月底前” leaves out.

    >>> [(d.text, str(d.date)) for d in find_deadlines("到2027年,建成5家。2025年底前完成。每年举办。")]
    [('到2027年', '2027-12-31'), ('2025年底前', '2025-12-31'), ('每年', 'None')]
    >>> find_deadlines("6月底前完成", 2022)[0].date
    datetime.date(2022, 6, 30)
    """
    return tuple(dict.fromkeys(deadline for _, deadline in placed_deadlines(text, year)))


def bracketed_deadlines(bracket: str, year: int | None = None) -> tuple[Deadline, ...]:
    """The time limits beside the units of an assignment, each with all its words: “5月底取得成效并持续推进”."""
    found = []
    for part in re.split(r"[（(〔，,；;）)〕]", bracket):
        placed = [] if _NAMES_UNITS.search(part) else placed_deadlines(part, year)
        if placed:
            found.append(replace(placed[0][1], text=part.strip()))
    return tuple(found)


def placed_deadlines(text: str, year: int | None = None) -> list[tuple[int, Deadline]]:
    """The time limits with the place of each in `text`; where rules overlap, the first rule holds."""
    found: list[tuple[int, Deadline]] = []
    taken = bytearray(len(text))
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            start, end = match.span()
            if taken.find(1, start, end) < 0:
                taken[start:end] = b"\1" * (end - start)
                deadline = Deadline(match[0], rule.kind, rule.last(match, year), rule.first(match, year))
                found.append((start, deadline))
    return sorted(found, key=lambda item: item[0])
