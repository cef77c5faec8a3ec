"""The forms in which notices write time limits, a rule each."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ingest.dates import later
from kb.commitments import DeadlineKind
from kb.text import COUNTING, HAN_DIGITS, ZEROS, number_of

_YEAR = rf"(?<![\d{HAN_DIGITS}{ZEROS}])(?P<year>(?:19|20)\d\d|二[{ZEROS}][{HAN_DIGITS}{ZEROS}]{{2}})年"
_MONTH = r"(?P<month>\d{1,2})月"
_DAY = r"(?P<day>\d{1,2})日"
_TO = r"\s*[—―–－\-~～至到]+\s*"
_CLOCK = r"(?:[上下]午)?\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分)?)"
_BY = r"(?:之?前|以前|止|为止)"
_UP_TO = r"(?:截[至止]|到|至)?"
_DONE = r"取得|完成|启动|出台|建成|实现|形成"
_REACHED = r"达到|力争|确保|不低于|不少于|不超过|突破|提高到|降[低至]到?|以上|以内"
_EACH = rf"(?:分别|依次)(?:{_REACHED}|实现|完成|建成|增[加长]|下降|减少)"
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
_COUNTED = rf"\d○{COUNTING}几多数每半同次明后去前当近周全"
_PLANS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}

Match = re.Match[str]


@dataclass(frozen=True)
class Said:
    """When a notice speaks: the `year` that its dates leave out, and the day it was signed."""

    year: int | None = None
    signed_on: dt.date | None = None


Day = Callable[[Match, Said], dt.date | None]


@dataclass(frozen=True)
class DeadlineRule:
    """`last` gives the last day and `first` the first day of a range, from a match and when the notice speaks."""

    kind: DeadlineKind
    pattern: re.Pattern[str]
    example: str
    last: Day
    first: Day


def _never(match: Match, said: Said) -> None:  # noqa: ARG001 - the day of what has none
    return None


def _year(numeral: str | None) -> int:
    return (number_of(numeral) or 0) if numeral else 0


def _date(match: Match, said: Said, prefix: str = "") -> dt.date | None:
    """The last day of the year, month or day that the groups name, those of a range's start with `prefix`.

    A range that names a year only at its start stays in it.
    """
    groups = match.groupdict()
    named = _year(groups.get(f"{prefix}year") or groups.get("from_year")) or said.year or 0
    month = _month(groups, prefix)
    day = int(groups.get(f"{prefix}day") or 0)
    try:
        return dt.date(named, month, day or monthrange(named, month)[1])
    except (ValueError, IndexError):
        return None


def _next_year(match: Match, said: Said) -> dt.date | None:
    return _date(match, Said(said.year + 1 if said.year else None))


def _month(groups: dict[str, str | None], prefix: str) -> int:
    part = groups.get(f"{prefix}part")
    return _LAST_MONTHS[part] if part else int(groups.get(f"{prefix}month") or 12)


def _start(match: Match, said: Said) -> dt.date | None:
    """The first day of a range, whose start has groups of its own (from_…)."""
    groups = match.groupdict()
    named = _year(groups.get("from_year") or groups.get("year")) or said.year or 0
    part = groups.get("from_part")
    month = _LAST_MONTHS[part] - 2 if part else int(groups.get("from_month") or 1)
    try:
        return dt.date(named, month, int(groups.get("from_day") or 1))
    except ValueError:
        return None


def _plan(match: Match, _: Said, *, last: bool) -> dt.date:
    first = _PLANS[match["plan"]]
    return dt.date(first + 4, 12, 31) if last else dt.date(first, 1, 1)


def _counted(match: Match, said: Said) -> dt.date | None:
    """So long after the notice was signed."""
    count = number_of(match["count"])
    return later(said.signed_on, count, match["unit"]) if said.signed_on and count else None


_last: Day = _date
_PART = r"第?(?P<part>[一二三四1-4])季度"
_HALF = r"(?P<part>上半年|年中|下半年)"
_FROM_YEAR = r"(?<!\d)(?P<from_year>(?:19|20)\d\d)年?"
_FROM_MONTH = r"(?<!\d)(?P<from_year>(?:19|20)\d\d)年(?P<from_month>\d{1,2})月?"
_FROM_DAY = r"(?<!\d)(?:(?P<from_year>(?:19|20)\d\d)年)?(?P<from_month>\d{1,2})月(?P<from_day>\d{1,2})日"
_PLAN = r"[“\"]?(?P<plan>十[一二三四五]五)[”\"]?"
_COUNT = rf"(?P<count>\d{{1,3}}|[{COUNTING}]{{1,3}})"
_SOON = rf"(?<![\d{COUNTING}近前每满续到至为过逾龄业校])"
_LONG = (
    r"(?:持续|长期|常态化|逐年)(?:推进|实施|优化|开展|坚持|落实|加强|深化)?|"
    r"按进度推进|适时(?:推进|开展|实施)?|定期(?:开展)?"
)


def _rule(kind: DeadlineKind, pattern: str, example: str, last: Day = _last, first: Day = _never) -> DeadlineRule:
    return DeadlineRule(kind, re.compile(pattern), example, last, first)


_range = partial(_rule, DeadlineKind.RANGE, first=_start)
_by = partial(_rule, DeadlineKind.BY)
_recurring = partial(_rule, DeadlineKind.RECURRING, last=_never)
_ongoing = partial(_rule, DeadlineKind.ONGOING, last=_never)

RULES = (
    _range(
        rf"自?{_FROM_DAY}{_TO}(?:(?<!\d)(?P<year>(?:19|20)\d\d)年)?{_MONTH}{_DAY}(?:期间)?",
        "2023年10月1日至2024年3月31日期间",
    ),
    _range(rf"{_FROM_MONTH}{_TO}(?:(?<!\d)(?P<year>(?:19|20)\d\d)年)?{_MONTH}(?![\d底末])(?:期间)?", "2026年3月至5月"),
    _range(rf"{_FROM_YEAR}{_TO}(?P<year>(?:19|20)\d\d)年(?!以)(?:期间)?", "2025—2027年"),
    _range(rf"(?<![\d年])(?P<from_month>\d{{1,2}})(?:月)?{_TO}{_MONTH}(?![\d底末])", "5-7月"),
    _range(
        rf"(?<!\d)(?P<from_year>20\d\d)年{_PART.replace('part', 'from_part')}[和至]{_YEAR}{_PART}",
        "2023年四季度和2024年一季度",
    ),
    _rule(
        DeadlineKind.RANGE,
        rf"{_PLAN}(?:时期|期间)",
        "“十四五”期间",
        partial(_plan, last=True),
        partial(_plan, last=False),
    ),
    _by(rf"(?:到|至)?{_PLAN}(?:期|时期|期间)?末", "“十四五”末", partial(_plan, last=True)),
    _rule(DeadlineKind.RANGE, rf"[自从]{_YEAR}{_MONTH}{_DAY}起", "自2023年1月1日起", _never, _date),
    _rule(
        DeadlineKind.RANGE,
        rf"[自从]{_YEAR.replace('year', 'from_year')}(?:(?P<from_month>\d{{1,2}})月)?(?:度|份)?(?:起|开始)",
        "从2026年起",
        _never,
        _start,
    ),
    _by(rf"(?:到|至|截[至止]|有效期至)?{_YEAR}{_MONTH}{_DAY}(?:{_CLOCK})?{_BY}", "2026年6月30日前"),
    _by(rf"(?:到|至|截[至止]|有效期至){_YEAR}{_MONTH}{_DAY}", "至2027年12月31日"),
    _by(rf"(?<=时限[:：])(?:{_YEAR})?{_MONTH}{_DAY}", "时限：2026年11月30日"),
    _by(rf"(?<![年\d])(?:{_YEAR})?{_MONTH}{_DAY}(?={_DONE})", "11月30日完成"),
    _by(rf"{_UP_TO}{_YEAR}{_MONTH}(?:份)?(?:底|末|中旬|上旬|下旬)?{_BY}", "2026年6月底前"),
    _by(rf"{_UP_TO}{_YEAR}{_MONTH}(?:份)?(?:底|末)", "2026年6月底"),
    _by(rf"{_UP_TO}{_YEAR}{_HALF}(?:底|末)?前?", "2026年上半年"),
    _by(rf"{_UP_TO}{_YEAR}{_PART}(?:底|末)?前?", "2027年第三季度末"),
    _by(rf"(?:到|至|截[至止]){_YEAR}{_MONTH}", "到2027年6月"),
    _by(rf"{_YEAR}{_MONTH}(?={_DONE})", "2026年6月完成"),
    _by(rf"(?:到|至|截[至止]){_YEAR}(?:年?(?:底|末))?前?", "到2027年"),
    _by(rf"{_YEAR}(?:年?(?:底|末)(?:前|之前)?|内|{_BY})", "2025年底前"),
    _by(
        rf"(?<![^，,。；;：:、\s（(和])(?:力争|确保)?{_YEAR}"
        r"(?=[，,]|(?:力争|基本|全面|全部|初步)*(?:完成|建成|启动|出台|达标))",
        "2022年，",
    ),
    _by(
        rf"(?<![^，,。；;：:、\s（(])(?:力争|确保)?{_YEAR}(?!度)(?=[^，,。；;\n]{{1,40}}(?:{_REACHED}))",
        "2026年覆盖率达到90%",
    ),
    _by(rf"{_YEAR}(?=(?:[、和及与]20\d\d年(?:底|末)?){{1,4}}{_EACH})", "2026年和2030年分别达到"),
    _by(rf"(?<=[、和及与]){_YEAR}(?={_EACH})", "2026年底和2030年分别达到"),
    _by(rf"{_YEAR}(?=(?:力争|确保)(?:达到|实现|突破|新增)|达到)", "规模2026年达到5亿元"),
    _by(rf"明年(?:{_MONTH}(?:底|末)?|年?底)(?:之?前)?|明年内", "明年6月底前", _next_year),
    _by(rf"(?<![\d年每]){_MONTH}{_DAY}(?:{_CLOCK})?{_BY}", "6月30日17:00前"),
    _by(rf"(?<![\d年每]){_MONTH}(?:份)?(?:(?:底|末)(?:之?前)?|{_BY})", "6月底前"),
    _by(rf"(?<![\d年每]){_MONTH}(?={_DONE})", "11月取得明显成效"),
    _by(rf"(?<![年每\d各第]){_PART}(?:(?:底|末)?前|底|末|内|(?={_DONE}))", "三季度末前"),
    _by(rf"(?<![年\d])(?P<part>上半年|下半年)(?:(?:底|末)?前|内|(?={_DONE}))", "上半年完成"),
    _by(r"今年(?:年?底(?:之?前)?|内)|本年度内", "今年内"),
    _by(rf"(?<![{_COUNTED}])(?:年底(?:之?前)?|年内)", "年底前"),
    _by(
        rf"[自从在][^自从在，。；、（(\n]{{0,16}}(?:印发|发布|公布|下发|施行)之日起{_COUNT}(?P<unit>年|个月|周|日|天|个工作日)(?:之|以)?内",
        "自印发之日起30日内",
        _counted,
    ),
    _by(
        rf"[自从在][^自从在，。；、（(\n]{{0,24}}之日起{_COUNT}(?:年|个月|周|日|天|个?工作日)(?:之|以)?内",
        "自收到申请之日起五个工作日内",
        _never,
    ),
    _by(rf"{_SOON}{_COUNT}(?:个?工作日|日|天)(?:之|以)?内", "10个工作日内", _never),
    _by(
        rf"(?:(?<![^，,。；;：:、\s（(])|(?<=力争)|(?<=争取)|(?<=未来)|(?<=今后)|(?<=计划)|(?<=在))"
        rf"{_COUNT}(?P<unit>年)(?:之|以)?内(?![未无没免不的有累发出])",
        "三年内",
        _counted,
    ),
    _by(rf"(?<=用){_COUNT}(?P<unit>年)(?:左右)?的?时间", "用3年左右时间", _counted),
    _recurring(
        r"每(?:年度?(?:\d{1,2}月(?:\d{1,2}日|底|末)?(?:之?前)?|年?底前)?|半年|个?季度(?:末|\d{1,2}日前)?|学年|学期|"
        rf"[\d{COUNTING}]{{1,2}}(?:年|个月)|"
        r"个?月(?:(?:底|末|\d{1,2}日)(?:之?前)?)?|半月|周(?:[一二三四五六日](?:之?前)|(?![一二三四五六日])))(?!内|[\d.]+[万]?元|人)|逐年|(?<!每)年均|按月|按季度|按年度",
        "每年",
    ),
    _ongoing(r"常态化(?=举办|开展|推进|组织|运行|实施)|长期坚持|逐年落实", "长期坚持"),
    _ongoing(rf"(?<![^，。；：:、\s（(并局委办厅署联])(?:{_LONG})(?![^，。；;、\s）)])", "持续推进"),
)
