"""Dates as notices write them: 2023年5月6日, 二〇二三年五月六日."""

import datetime as dt
import re
from calendar import monthrange

from kb.text import HAN, HAN_DIGITS, ZEROS, number_of

_DAY_NUMERAL = rf"\d{{1,2}}|[{HAN}]{{1,3}}"
DATE = re.compile(
    rf"(?P<y>\d{{4}}|[{ZEROS}{HAN_DIGITS}]{{4}})\s*年\s*(?P<m>{_DAY_NUMERAL})\s*月\s*(?P<d>{_DAY_NUMERAL})\s*日"
)


def day_of(match: re.Match[str]) -> dt.date | None:
    """The date that DATE matched; None where there is no such day.

    >>> day_of(DATE.match("二○○六年四月二十八日"))
    datetime.date(2006, 4, 28)
    """
    year, month, day = (number_of(match[part]) or 0 for part in "ymd")
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def later(day: dt.date, count: int, unit: str) -> dt.date | None:
    """The day `count` units (年, 个月, 周, 日, 天) after `day`; None for other units and beyond the calendar.

    >>> str(later(dt.date(2024, 2, 29), 1, "年")), str(later(dt.date(2026, 1, 31), 1, "个月"))
    ('2025-02-28', '2026-02-28')
    """
    months = {"年": 12 * count, "个月": count}.get(unit)
    days = {"周": 7 * count, "日": count, "天": count}.get(unit)
    try:
        if days is not None:
            return day + dt.timedelta(days)
        if months is None:
            return None
        years, month = divmod(day.month - 1 + months, 12)
        last = monthrange(day.year + years, month + 1)[1]
        return day.replace(day.year + years, month + 1, min(day.day, last))
    except (ValueError, OverflowError):
        return None
