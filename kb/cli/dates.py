"""Dates as a user types them."""

import calendar
import datetime as dt
import re

import click

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


class Day(click.ParamType[dt.date]):
    """A day, YYYY-MM-DD."""

    name = "日期"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        day = last_day(str(value)) if len(str(value)) == len("YYYY-MM-DD") else None
        return day or self.fail(f"“{value}”不是 YYYY-MM-DD 格式的日期", param, ctx)


class LastDay(click.ParamType[dt.date]):
    """A year, a month or a day, read as its last day."""

    name = "期限"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        return last_day(str(value)) or self.fail(f"“{value}”不是 YYYY、YYYY-MM 或 YYYY-MM-DD 格式的期限", param, ctx)


def last_day(text: str) -> dt.date | None:
    """The last day of the year, month or day in `text`, or None where it is none.

    >>> str(last_day("2027")), str(last_day("2028-02")), last_day("2027-02-30")
    ('2027-12-31', '2028-02-29', None)
    """
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    try:
        return dt.date(year, month, int(match[3] or calendar.monthrange(year, month)[1]))
    except ValueError:
        return None
