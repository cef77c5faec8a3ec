"""By when: the time limits 完成时限 in a clause's words, normalised to days."""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass

from kb.commitments import Deadline, DeadlineKind

_YEAR = r"(?<!\d)(?P<year>20\d\d)年"
_MONTHS = {"上半年": 6, "年中": 6, "下半年": 12}


@dataclass(frozen=True)
class DeadlineRule:
    """`last` gives the last day, `first` the first day of a range, from what `pattern` matched."""

    kind: DeadlineKind
    pattern: re.Pattern[str]
    example: str
    last: Callable[[re.Match[str]], dt.date | None] = lambda _: None
    first: Callable[[re.Match[str]], dt.date | None] = lambda _: None


def _year_end(match: re.Match[str]) -> dt.date:
    return dt.date(int(match["year"]), 12, 31)


def _month_end(match: re.Match[str]) -> dt.date | None:
    year, month = int(match["year"]), int(match["month"])
    return dt.date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _half_end(match: re.Match[str]) -> dt.date:
    month = _MONTHS[match["half"]]
    return dt.date(int(match["year"]), month, monthrange(2001, month)[1])


def _year_start(match: re.Match[str]) -> dt.date:
    return dt.date(int(match["since"]), 1, 1)


RULES = (
    DeadlineRule(
        DeadlineKind.RANGE,
        re.compile(r"(?<!\d)(?P<since>20\d\d)年?[—–－\-~～至]+(?P<year>20\d\d)年"),
        "2025—2027年",
        _year_end,
        _year_start,
    ),
    DeadlineRule(
        DeadlineKind.BY,
        re.compile(rf"[到至]?{_YEAR}(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?:之?前|止)"),
        "2026年6月30日前",
        _day,
    ),
    DeadlineRule(
        DeadlineKind.BY,
        re.compile(rf"[到至]?{_YEAR}(?P<month>\d{{1,2}})月(?:底|末)?(?:之?前|底|末)"),
        "2026年6月底前",
        _month_end,
    ),
    DeadlineRule(
        DeadlineKind.BY,
        re.compile(rf"[到至]?{_YEAR}(?P<half>上半年|年中|下半年)(?:底|末)?前?"),
        "2026年上半年",
        _half_end,
    ),
    DeadlineRule(DeadlineKind.BY, re.compile(rf"[到至]{_YEAR}(?:年?底|年?末)?前?"), "到2027年", _year_end),
    DeadlineRule(DeadlineKind.BY, re.compile(rf"{_YEAR}(?:(?:年?底|年?末)前?|前)"), "2025年底前", _year_end),
    DeadlineRule(
        DeadlineKind.RECURRING, re.compile(r"每(?:年度?|半年|季度|两年|学年|学期|月|周)(?![均内])|逐年|年均"), "每年"
    ),
    DeadlineRule(
        DeadlineKind.ONGOING,
        re.compile(r"常态化(?=举办|开展|推进|组织|运行|实施)|长期坚持|持续(?:推进|实施)|长期(?:推进|实施)"),
        "长期坚持",
    ),
)


def find_deadlines(text: str) -> tuple[Deadline, ...]:
    """The time limits of `text` in their order, the same words once.

    >>> [(d.text, str(d.date)) for d in find_deadlines("到2027年,建成5家。2025年底前完成。每年举办。")]
    [('到2027年', '2027-12-31'), ('2025年底前', '2025-12-31'), ('每年', 'None')]
    """
    return tuple(dict.fromkeys(deadline for _, deadline in placed_deadlines(text)))


def placed_deadlines(text: str) -> list[tuple[int, Deadline]]:
    """The time limits with the place of each in `text`; where rules overlap, the first rule holds."""
    found: list[tuple[int, int, Deadline]] = []
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end, _ in found):
                continue
            deadline = Deadline(match[0], rule.kind, rule.last(match), rule.first(match))
            found.append((match.start(), match.end(), deadline))
    return [(start, deadline) for start, _, deadline in sorted(found, key=lambda item: item[0])]
